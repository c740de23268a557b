"""Small random problems as plain records, and every answer to them by brute force, written from the rules alone."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from alongside.engines.placement import Inputs, People, Plan, Posts, Rules, Teams, plan

AS_OF = date(2026, 11, 22)
SETTINGS = ("inpatient", "community", "crisis")
Records = list[dict]


@dataclass
class Case:
    """One problem in records."""

    people: Records
    teams: Records
    posts: Records
    pins: list[tuple[str, str]] = field(default_factory=list)
    previous: dict[str, str] = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    together: list[tuple[str, ...]] = field(default_factory=list)
    rules: Rules = field(default_factory=Rules)

    def inputs(self) -> Inputs:
        return Inputs(
            people=People.from_records(self.people),
            teams=Teams.from_records(self.teams),
            posts=Posts.from_records(self.posts),
            as_of=AS_OF,
            pins=tuple(self.pins),
            previous=self.previous,
            rules=self.rules,
            pairs=tuple(self.pairs),
            together=tuple(self.together),
        )

    def plan(self) -> Plan:
        given = [{"person_id": person, "post_id": post} for person, post in self.previous.items()]
        return plan(
            People.from_records(self.people),
            Teams.from_records(self.teams),
            Posts.from_records(self.posts),
            as_of=AS_OF,
            pins=self.pins,
            previous={"assignments": given} if self.previous else None,
            rules=self.rules,
            pairs=self.pairs,
            together=self.together,
        )


def person(person_id: str, **other: object) -> dict:
    """Somebody who could go anywhere."""
    return {"person_id": person_id, "qualified_on": date(2026, 1, 1), "dbs": "clear", "vetting": "clear", **other}


def team(team_id: str, **other: object) -> dict:
    """A prepared team with room and no peers."""
    base = {"team_id": team_id, "setting": "community", "lat": None, "lon": None, "prepared": True}
    return base | {"peers_in_post": 0, "capacity": 9} | other


def post(post_id: str, team_id: str, **other: object) -> dict:
    """A post that starts at once."""
    base = {"post_id": post_id, "team_id": team_id, "band": "3", "hours": 30, "vetting_needed": False}
    return base | {"starts_on": AS_OF, "frozen": False, "registered": False} | other


def random_case(random: Random, people: int = 6, teams: int = 4, posts: int = 7, strict: bool = True) -> Case:
    """A problem in which every rule bites now and then; with strict=False most options are open."""

    def seldom(chance: float) -> bool:
        return random.random() < (chance if strict else chance / 4)

    team_ids = [f"T{number}" for number in range(teams)]
    found_teams = [
        team(
            one,
            setting=random.choice(SETTINGS),
            lat=None if seldom(0.1) else 53 + random.randint(0, 30) / 100,
            lon=-1.5,
            prepared=not seldom(0.15),
            peers_in_post=random.choice((0, 0, 0, 1, 1, 2)),
            capacity=random.choice((1, 2, 2, 3, 4)),
        )
        for one in team_ids
    ]
    for one in found_teams:
        if one["lat"] is None:
            one["lon"] = None
    found_posts = [
        post(
            f"J{number}",
            random.choice(team_ids),
            band=random.choice(("3", "3", "4")),
            hours=random.choice((15, 22.5, 30)),
            vetting_needed=seldom(0.2),
            starts_on=AS_OF + timedelta(random.choice((-10, 0, 10, 20))),
            frozen=seldom(0.1),
            registered=seldom(0.05),
        )
        for number in range(posts)
    ]
    found_people = [_random_person(random, f"P{number}", team_ids, seldom) for number in range(people)]
    return Case(found_people, found_teams, found_posts)


def _random_person(random: Random, person_id: str, team_ids: list[str], seldom) -> dict:
    return person(
        person_id,
        qualified_on=AS_OF - timedelta(random.randint(1, 5)),
        bands=random.choice((["3"], ["3", "4"], [])),
        hours_min=random.choice((None, 15, 20)) if seldom(0.5) else None,
        hours_max=random.choice((22.5, 30)) if seldom(0.5) else None,
        lat=53 + random.randint(0, 30) / 100,
        lon=-1.5,
        max_km=random.choice((5, 10, 20)) if seldom(0.5) else None,
        settings=random.sample(SETTINGS, random.choice((2, 3, 0))),
        teams_preferred=random.sample(team_ids, min(len(team_ids), random.choice((0, 0, 1, 2)))),
        teams_avoided=random.sample(team_ids, 1) if seldom(0.2) else [],
        dbs=random.choice(("pending", "none")) if seldom(0.2) else "clear",
        dbs_expected_on=random.choice((None, AS_OF, AS_OF + timedelta(10))),
        vetting=random.choice(("pending", "none", "clear")),
        vetting_expected_on=random.choice((None, AS_OF, AS_OF + timedelta(10))),
    )


def failing(one: dict, where: dict, its_team: dict) -> set[str]:
    """The rules of the pair that one person in one post breaks."""
    start = max(where["starts_on"] or AS_OF, AS_OF)

    def held(name: str) -> bool:
        expected = one.get(f"{name}_expected_on")
        return one[name] == "clear" or (one[name] == "pending" and expected is not None and expected <= start)

    away = metres(one, its_team)
    reach = one.get("max_km")
    checks = {
        "band": bool(one.get("bands")) and where["band"] not in one["bands"],
        "hours": not (one.get("hours_min") or 0) <= where["hours"] <= (one.get("hours_max") or math.inf),
        "distance": away is not None and reach is not None and away > 1000 * reach,
        "setting": bool(one.get("settings")) and its_team["setting"] not in one["settings"],
        "avoided": its_team["team_id"] in (one.get("teams_avoided") or ()),
        "dbs": not held("dbs"),
        "vetting": where["vetting_needed"] and not held("vetting"),
        "prepared": not its_team["prepared"],
        "frozen": where["frozen"],
        "registered": where["registered"],
    }
    return {code for code, wrong in checks.items() if wrong}


def metres(one: dict, its_team: dict) -> int | None:
    """The way along the sphere by the cosine rule's stable form, in whole metres."""
    if one.get("lat") is None or its_team.get("lat") is None:
        return None
    a, b, across = map(math.radians, (one["lat"], its_team["lat"], its_team["lon"] - one["lon"]))
    y = math.hypot(
        math.cos(b) * math.sin(across), math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(across)
    )
    x = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(across)
    return round(6_371_008.8 * math.atan2(y, x))


def ranks(one: dict, its_team: dict) -> tuple[int, int]:
    """Rank of the setting and of the team in what one person wishes."""
    wished, teams = one.get("settings") or [], one.get("teams_preferred") or []
    setting = wished.index(its_team["setting"]) + 1 if wished else 1
    if not teams:
        return setting, 1
    return setting, teams.index(its_team["team_id"]) + 1 if its_team["team_id"] in teams else len(teams) + 1


class Oracle:
    """Every plan that breaks no hard rule, and the best value there is."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.teams = {one["team_id"]: one for one in case.teams}
        self.posts = {one["post_id"]: one for one in case.posts}
        self.waiting = sorted(case.people, key=lambda one: (one["qualified_on"], one["person_id"]))
        self.as_one = {one: {one} for one in self.teams}
        for one, other in case.pairs:
            both = self.as_one[one] | self.as_one[other]
            for member in both:
                self.as_one[member] = both

    def plans(self) -> Iterator[dict[str, str]]:
        """All of them, person -> post."""
        pinned = dict(self.case.pins)
        choices = []
        for one in self.waiting:
            fits = [
                post_id
                for post_id, where in self.posts.items()
                if not failing(one, where, self.teams[where["team_id"]])
            ]
            choices.append([pinned[one["person_id"]]] if one["person_id"] in pinned else [None, *fits])
        yield from (found for found in self._choose(choices, 0, {}) if self.allowed(found))

    def _choose(self, choices: list, number: int, taken: dict[str, str]) -> Iterator[dict[str, str]]:
        if number == len(choices):
            yield {one: where for where, one in taken.items()}
            return
        for where in choices[number]:
            if where is None:
                yield from self._choose(choices, number + 1, taken)
            elif where not in taken:
                yield from self._choose(choices, number + 1, {**taken, where: self.waiting[number]["person_id"]})

    def allowed(self, found: dict[str, str]) -> bool:
        """Capacity, company and togetherness."""
        received = Counter(self.posts[where]["team_id"] for where in found.values())
        if any(count > self.teams[one]["capacity"] for one, count in received.items()):
            return False
        for one in received:
            after = sum(self.teams[t]["peers_in_post"] + received[t] for t in self.as_one[one])
            if after < self.case.rules.never_alone:
                return False
        for people in self.case.together:
            if len({self.posts[found[one]]["team_id"] if one in found else None for one in people}) > 1:
                return False
        return True

    def value(self, found: dict[str, str]) -> tuple:
        """What is compared, best first when smallest."""
        people = {one["person_id"]: one for one in self.case.people}
        wishes = way = 0
        for one, where in found.items():
            its_team = self.teams[self.posts[where]["team_id"]]
            wishes += sum(ranks(people[one], its_team))
            way += metres(people[one], its_team) or 0
        moved = sum(1 for one, where in self.case.previous.items() if one in found and found[one] != where)
        received = {self.posts[where]["team_id"] for where in found.values()}
        groups = {frozenset(some) for some in self.as_one.values()}
        relieved = sum(
            1 for some in groups if sum(self.teams[t]["peers_in_post"] for t in some) == 1 and some & received
        )
        most = -len(found)
        if self.case.rules.objective == "hours":
            most = -sum(self.posts[where]["hours"] for where in found.values())
        left_out = tuple(one["person_id"] not in found for one in self.waiting)
        return most, left_out, moved, -relieved, wishes, way

    def best(self) -> tuple | None:
        """The best value, or None if the pins cannot be kept."""
        return min(map(self.value, self.plans()), default=None)
