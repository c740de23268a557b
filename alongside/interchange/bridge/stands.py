"""What stands in the system before a load, told in the loader's own words; in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from alongside.checks.models import Check
from alongside.interchange.rules import KnownPerson, KnownPost, SheetKind, Standing
from alongside.interchange.rules import storing as words
from alongside.interchange.rules.standing import Value
from alongside.interchange.rules.text import fold
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.posts.models import Post, Suitable
from alongside.posts.rules import ClosedPost
from alongside.progression.models import Leaving
from alongside.support.models import Supervision
from alongside.teams.models import Site, Team
from alongside.training.models import Cohort, Trainee

Records = dict[tuple[str, str], Mapping[str, Value]]
WEIGHING = frozenset({Check.State.NOT_STARTED, Check.State.REQUESTED, Check.State.EVIDENCE_RECEIVED})


def cohort_word(cohort: Cohort) -> int | str:
    return cohort.name or cohort.number


class Stands:
    """Every record of a trust that a row may meet, found by what rows say."""

    def __init__(self, trust_id: int) -> None:
        self.trust_id = trust_id
        self.people = {person.pk: person for person in Person.objects.filter(trust_id=trust_id).order_by("pk")}
        self.sites = {fold(site.name): site for site in Site.objects.filter(trust_id=trust_id)}
        teams = list(Team.objects.filter(trust_id=trust_id).select_related("site"))
        self.teams = {fold(team.name): team for team in teams}
        posts = list(Post.objects.filter(trust_id=trust_id).select_related("team"))
        self.posts = {post.number: post for post in posts}
        self.closed = [
            ClosedPost(post.number, post.team_id, post.cost_centre, post.closed_on)
            for post in posts
            if post.ever_registered and post.closed_on
        ]
        cohorts = list(Cohort.objects.filter(trust_id=trust_id))
        self.cohorts = {fold(str(cohort_word(cohort))): cohort for cohort in cohorts}
        by_cohort = {cohort.pk: cohort for cohort in cohorts}
        mine = {"person__trust_id": trust_id}
        self.trainings: dict[int, list[Trainee]] = defaultdict(list)
        for trainee in Trainee.objects.filter(**mine).order_by("pk"):
            trainee.cohort = by_cohort.get(trainee.cohort_id)
            self.trainings[trainee.person_id].append(trainee)
        self.holdings: dict[int, list[Holding]] = defaultdict(list)
        for holding in Holding.objects.filter(**mine).select_related("team", "post").order_by("pk"):
            self.holdings[holding.person_id].append(holding)
        self.leavings: dict[int, list[Leaving]] = defaultdict(list)
        for leaving in Leaving.objects.filter(**mine).order_by("pk"):
            self.leavings[leaving.person_id].append(leaving)
        self.checks = {(check.person_id, check.kind): check for check in Check.objects.filter(**mine)}
        self.supervisions: dict[tuple[int, date, str, str], list[Supervision]] = defaultdict(list)
        for one in Supervision.objects.filter(**mine).order_by("pk"):
            self.supervisions[one.person_id, one.on, one.kind, one.supervisor_name].append(one)
        self.standing = self._standing()

    def _standing(self) -> Standing:
        return Standing(
            people=tuple(
                KnownPerson(str(one.pk), one.name, one.email, one.staff_number, one.phone)
                for one in self.people.values()
            ),
            teams=tuple(team.name for team in self.teams.values()),
            posts=tuple(
                KnownPost(one.number, one.ever_registered, float(one.wte_funded), one.frozen)
                for one in self.posts.values()
            ),
            cohorts=tuple(cohort_word(cohort) for cohort in self.cohorts.values()),
            records=dict(self._records()),
        )

    def _records(self) -> Iterator[tuple[tuple[str, str], Mapping[str, Value]]]:
        for key, team in self.teams.items():
            yield (SheetKind.TEAMS.value, key), self._team(team)
        for cohort in self.cohorts.values():
            key = fold(cohort.name) if cohort.name else str(cohort.number)
            yield (
                (SheetKind.COHORTS.value, key),
                {
                    "starts_on": cohort.starts_on,
                    "ends_on": cohort.ends_on,
                    "venue": cohort.venue or None,
                    "places": cohort.places,
                },
            )
        for number, post in self.posts.items():
            yield (SheetKind.POSTS.value, number), self._post(post)
        for person in self.people.values():
            yield (SheetKind.PEOPLE.value, f"person:{person.pk}"), self._contact(person, "phone")
            yield from self._career(person)
        for (person_id, on, kind, name), meetings in self.supervisions.items():
            word = words.word_of(words.SUPERVISIONS, kind) or ""
            for times, one in enumerate(meetings, start=1):
                key = f"person:{person_id}|{on.isoformat()}|{word}|{name}|{times}"
                yield (SheetKind.SUPERVISION.value, key), {"held": one.held, "minutes": one.minutes}

    def _career(self, person: Person) -> Iterator[tuple[tuple[str, str], Mapping[str, Value]]]:
        whose = f"person:{person.pk}"
        held = [one for one in self.holdings[person.pk] if not one.ended]
        for times, holding in enumerate(held, start=1):
            key = whose if times == 1 else f"{whose}|{times}"
            yield (SheetKind.IN_POST.value, key), self._contact(person, "phone") | self._holding(holding)
        for times, leaving in enumerate(self.leavings[person.pk], start=1):
            yield (SheetKind.LEAVERS.value, f"{whose}|{times}"), self._contact(person) | self._leaving(leaving)
        for trainee in self.trainings[person.pk]:
            key = f"{whose}|{cohort_word(trainee.cohort) if trainee.cohort else ''}"
            yield (SheetKind.TRAINEES.value, key), self._contact(person, "phone", staff=False) | self._trainee(trainee)
        if any((person.pk, kind) in self.checks for kind in ("dbs", "health", "references", "right_to_work")):
            yield (SheetKind.CHECKS.value, whose), self._checks(person)

    def _contact(self, person: Person, *more: str, staff: bool = True) -> dict[str, Value]:
        said: dict[str, Value] = {"email": person.email or None}
        if staff:
            said["staff_no"] = person.staff_number or None
        return said | {field: getattr(person, field) or None for field in more}

    def _team(self, team: Team) -> dict[str, Value]:
        return {
            "site": team.site.name if team.site else None,
            "manager": team.manager_name or None,
            "ready": team.prepared,
            "prepared_on": team.prepared_on,
        }

    def _post(self, post: Post) -> dict[str, Value]:
        suitable = {Suitable.YES: True, Suitable.NO: False}
        said: dict[str, Value] = {
            "title": post.title,
            "team": post.team.name if post.team else None,
            "band": post.band,
            "wte_funded": float(post.wte_funded),
            "registered": post.ever_registered,
        }
        return said if post.ever_registered else said | {"suitable": suitable.get(post.suitable)}

    def _holding(self, holding: Holding) -> dict[str, Value]:
        said: dict[str, Value] = {
            "team": holding.team.name if holding.team else None,
            "band": holding.band,
            "wte": float(holding.wte) if holding.wte is not None else None,
            "started_on": holding.started_on,
            "contract": words.word_of(words.CONTRACTS, holding.contract),
            "manager": holding.manager_name or None,
        }
        return said | ({"post_no": holding.post.number} if holding.post else {"post_no": None})

    def _leaving(self, leaving: Leaving) -> dict[str, Value]:
        ended = next(
            (
                one
                for one in self.holdings[leaving.person_id]
                if one.ended and not one.turned_down and one.ended_on == leaving.left_on
            ),
            None,
        )
        said: dict[str, Value] = {"left_on": leaving.left_on}
        if leaving.destination == Leaving.Destination.NOT_KNOWN:
            said["destination"] = None
        if ended:
            said |= {
                "team": ended.team.name if ended.team else None,
                "band": ended.band,
                "started_on": ended.started_on,
            }
        return said

    def _trainee(self, trainee: Trainee) -> dict[str, Value]:
        said: dict[str, Value] = {
            "began_on": trainee.began_on,
            "attendance": float(trainee.attendance) if trainee.attendance is not None else None,
        }
        if trainee.result in (Trainee.Result.COMPLETED, Trainee.Result.NOT_KNOWN):
            said["completed_on"] = trainee.completed_on
        if trainee.result == Trainee.Result.NOT_KNOWN:
            return said | {"result": None}
        word = words.word_of(words.RESULTS, trainee.result)
        return said | {"result": word} if word else said

    def _checks(self, person: Person) -> dict[str, Value]:
        dbs, health, references, right = (
            self.checks.get((person.pk, kind)) for kind in ("dbs", "health", "references", "right_to_work")
        )
        said: dict[str, Value] = {
            "dbs_level": words.word_of(words.LEVELS, dbs.level) if dbs else None,
            "dbs_applied_on": dbs.requested_on if dbs else None,
            "dbs_issued_on": dbs.evidence_on if dbs else None,
            "oh_outcome": words.word_of(words.FITNESS, health.fitness) if health else None,
            "references": (references.received or None) if references else None,
            "rtw_on": right.evidence_on if right else None,
        }
        if dbs is None or dbs.state in WEIGHING:
            said["dbs_result"] = None
        elif dbs.state == Check.State.VERIFIED:
            said["dbs_result"] = "Clear"
        return said
