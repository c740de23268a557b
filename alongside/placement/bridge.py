"""Rows to the engine's tables and back: what a plan is asked, and what its answer proposes."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from alongside.engines.placement import InputFaults, OutOfWork, People, Plan, Posts, Rules, Teams, Unplaced, explain
from alongside.engines.placement import plan as solve
from alongside.people.models import Person
from alongside.placement.models import LEAST_PEERS, MOST_PEOPLE, PlacementPlan, person_key
from alongside.placement.queries import Openings, openings, standings_of
from alongside.placement.rules import (
    Standing,
    Vacancy,
    clearance,
    counts_as_waiting_since,
    eligible,
    rule_in_words,
    start_day,
    vetting,
)
from alongside.training.models import Trainee

# Counts of work, not of seconds: each of them is planned for several times again, slowly where more is asked for.
MOST_EXPLAINED, MOST_EXPLAINED_SLOWLY = 300, 5


class CannotAsk(Exception):
    """The plan cannot be asked for: its arguments are sentences for the lead."""


@dataclass(frozen=True)
class Question:
    """Everything one plan is made from, as rows were on the day it was read."""

    plan: PlacementPlan
    standings: dict[int, Standing]
    open: Openings
    vacancies: dict[str, Vacancy]
    pins: tuple[tuple[str, str], ...]

    def people(self) -> list[dict]:
        as_if_clear_by = self.plan.as_of if self.plan.as_if_clear else None
        return [_person(standing, self.open, self.plan.as_of, as_if_clear_by) for standing in self.standings.values()]

    def teams(self) -> list[dict]:
        return [
            {
                "team_id": str(team.team_id),
                "setting": team.setting,
                "lat": team.position and team.position[0],
                "lon": team.position and team.position[1],
                "prepared": team.prepared,
                "peers_in_post": team.peers,
                "capacity": team.room,
            }
            for team in self.open.teams.values()
        ]

    def posts(self) -> list[dict]:
        return [
            {
                "post_id": vacancy.key,
                "team_id": str(vacancy.team_id),
                "band": str(vacancy.band),
                "hours": vacancy.hours,
                "vetting_needed": vacancy.vetting_needed,
                "starts_on": vacancy.starts_on,
                "frozen": vacancy.frozen,
                "registered": vacancy.registered,
            }
            for vacancy in self.vacancies.values()
        ]


def read(plan: PlacementPlan) -> Question:
    """Who may be placed on the day of the plan, and where; raises CannotAsk when a pin is impossible."""
    pins = list(plan.pins.select_related("person", "post").order_by("pk"))
    pinned = {pin.person_id for pin in pins}
    trained = Trainee.objects.trained().filter(person__trust_id=plan.trust_id).order_by().values("person_id")
    people = Person.objects.filter(Q(pk__in=trained) | Q(pk__in=pinned), trust_id=plan.trust_id)
    standing = {found.person_id: found for found in standings_of(people, plan.as_of)}
    candidates, faults = {}, []
    for pk, one in standing.items():
        verdict = eligible(one, plan.as_of, appointed_first=pk in pinned)
        if verdict:
            candidates[pk] = one
        elif pk in pinned:
            faults.append(f"{one.name} cannot be placed by hand. {' '.join(verdict.reasons)}")
    found = openings(plan.trust_id, plan.as_of)
    vacancies = {vacancy.key: vacancy for vacancy in found.vacancies}
    free = {key: vacancy.post_id for key, vacancy in vacancies.items()}
    couples = []
    for pin in pins:
        key = next((key for key, post_id in free.items() if post_id == pin.post_id), None)
        if key is None:
            faults.append(
                f"{pin.person.name} cannot be placed by hand in post {pin.post.number}: nothing of it is open."
            )
        else:
            del free[key]
            couples.append((person_key(pin.person_id), key))
    faults += _cannot_go_together(plan, standing, candidates)
    if faults:
        raise CannotAsk(*faults)
    return Question(plan, candidates, found, vacancies, tuple(couples))


def _cannot_go_together(
    plan: PlacementPlan, standing: dict[int, Standing], candidates: dict[int, Standing]
) -> list[str]:
    """Everybody who is to go together with others has to be somebody who can be placed at all (E9)."""
    asked = [int(key) for group in plan.options.get("together", ()) for key in group]
    missing = [pk for pk in asked if pk not in candidates]
    names = dict(Person.objects.filter(pk__in=missing).values_list("pk", "name")) if missing else {}
    return [
        f"{names.get(pk, 'Somebody')} is to go together with others, but cannot be placed yet. "
        + " ".join(eligible(standing.get(pk) or Standing(pk, name=""), plan.as_of).reasons)
        for pk in missing
    ]


def answer(question: Question) -> Plan:
    """Ask the engine. Nothing of the database is touched; raises CannotAsk with every fault in words."""
    previous = question.plan.previous
    try:
        return solve(
            People.from_records(question.people()),
            Teams.from_records(question.teams()),
            Posts.from_records(question.posts()),
            pins=question.pins,
            previous=Plan.from_json(previous.answer) if previous and previous.answer else None,
            rules=Rules(
                never_alone=question.plan.options.get("never_alone", LEAST_PEERS),
                objective=question.plan.options.get("objective", MOST_PEOPLE),
            ),
            together=question.plan.options.get("together", ()),
            pairs=[(str(first), str(second)) for first, second in question.open.pairs],
            as_of=question.plan.as_of,
        )
    except InputFaults as told:
        raise CannotAsk(*(_in_words(fault, question) for fault in told.faults)) from told
    except OutOfWork as stopped:
        raise CannotAsk("No plan was found before the search was ended. Ask for less at once.") from stopped


def longest_waiting(plan: Plan) -> list[Unplaced]:
    """Those whose smallest changes are looked for: so many of those who have waited longest."""
    since = dict(zip(plan.inputs.people.person_id.tolist(), plan.inputs.people.qualified_on.tolist(), strict=True))
    most = MOST_EXPLAINED_SLOWLY if plan.certificate.gives_up else MOST_EXPLAINED
    return sorted(plan.unplaced, key=lambda one: (since[one.person_id], one.person_id))[:most]


def document(plan: Plan, changes: dict[str, tuple], question: Question) -> dict:
    """The answer as it is kept, with the open posts it could not look at; `explained` marks those for whom every kind
    of change was tried."""
    unplaced = tuple(
        replace(one, smallest_changes=changes.get(one.person_id, one.smallest_changes)) for one in plan.unplaced
    )
    kept = replace(plan, unplaced=unplaced).to_dict()
    for one in kept["unplaced"]:
        one["explained"] = one["person_id"] in changes
    return kept | {"left_out": list(question.open.left_out)}


def smallest_changes(plan: Plan, one: Unplaced) -> tuple:
    """What would place this person, each change tried by planning again with it."""
    return tuple(explain(plan, one.person_id))


def proposals(plan: Plan, question: Question) -> list[dict]:
    """A row for each person the engine places."""
    rows = []
    for placed in plan.assignments:
        vacancy = question.vacancies[placed.post_id]
        team = question.open.teams[vacancy.team_id]
        standing = question.standings[int(placed.person_id)]
        rows.append(
            {
                "person_id": standing.person_id,
                "post_id": vacancy.post_id,
                "team_id": vacancy.team_id,
                "starts_on": start_day(vacancy.starts_on, question.plan.as_of),
                "hours": vacancy.hours,
                "opens_team": team.peers_together == 0,
                "conditional": placed.conditional,
                "pinned": placed.pinned,
                "metres": placed.metres if standing.home and team.position else None,
            }
        )
    return rows


def _person(standing: Standing, found: Openings, as_of: date, as_if_clear_by: date | None) -> dict:
    dbs, dbs_expected_on = clearance(standing.checks, as_if_clear_by)
    police, police_expected_on = vetting(standing.checks, as_if_clear_by)
    return {
        "person_id": person_key(standing.person_id),
        "qualified_on": counts_as_waiting_since(standing, as_of),
        "bands": [str(band) for band in sorted(standing.bands)],
        "hours_min": standing.hours_least,
        "hours_max": standing.hours_most,
        "lat": standing.home and standing.home[0],
        "lon": standing.home and standing.home[1],
        "max_km": standing.most_km,
        "settings": list(standing.settings),
        "teams_preferred": [str(team) for team in standing.teams if team in found.teams],
        "teams_avoided": [str(team) for team in sorted(standing.avoided) if team in found.teams],
        "dbs": dbs,
        "dbs_expected_on": dbs_expected_on,
        "vetting": police,
        "vetting_expected_on": police_expected_on,
    }


def _in_words(fault, question: Question) -> str:
    """A fault of the engine, with the names of the rows it tells of."""
    if fault.table == "pins":
        person, post = question.pins[fault.row - 2]
        name, number = question.standings[int(person)].name, question.vacancies[post].number
        _, _, codes = fault.message.partition("breaks: ")
        why = "; ".join(rule_in_words(code) for code in codes.split())
        why = why or f"they would {fault.message.partition(' would ')[2] or 'be alone in the team'}"
        return f"{name} cannot be placed by hand in post {number}: {why}."
    tables = {
        "people": [standing.name for standing in question.standings.values()],
        "teams": [team.name for team in question.open.teams.values()],
        "posts": [f"post {vacancy.number}" for vacancy in question.vacancies.values()],
    }
    names = tables.get(fault.table, [])
    name = names[fault.row - 2] if 2 <= fault.row < len(names) + 2 else fault.table
    return f"{name}: {fault.column.replace('_', ' ')} {fault.message}."
