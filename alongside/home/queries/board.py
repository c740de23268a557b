"""Who is trained and waits for a post, since when and why; and who is in post and still has to train."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, Subquery

from alongside.checks.rules import outstanding
from alongside.home.rules import first_turn
from alongside.people.models import Person
from alongside.placement.models import Holding, TeamToAvoid
from alongside.placement.queries import openings, standings_of
from alongside.placement.rules import Standing, held_up_by
from alongside.placement.rules.waiting import moved_on
from alongside.training.models import Trainee, cohort_in_words
from alongside.training.rules import train_by, training_due

LONG = 365


@dataclass(frozen=True)
class Waiting:
    """One line of the board. `days` is none where nobody wrote down when the course was completed."""

    standing: Standing
    public_id: str
    starts_on: date | None
    days: int | None
    who: str

    @cached_property
    def hold(self) -> str:
        """The one word the board filters by: offered, checks, wishes or post."""
        if self.starts_on:
            return "offered"
        if outstanding({kind: state for kind, (state, _) in self.standing.checks.items()}):
            return "checks"
        return "post" if self.standing.wishes_recorded else "wishes"


def waiting(user, on: date) -> list[Waiting]:
    """Everybody trained who is in no post today and has not moved on, the longest wait first."""
    people = without_a_post(user, on)
    known = {pk: facts for pk, *facts in people.order_by().values_list("pk", "public_id", "starts_on")}
    found = []
    for standing in standings_of(people, on, avoidances=TeamToAvoid.objects.seen_by(user)):
        public_id, starts_on = known[standing.person_id]
        if not starts_on and moved_on(standing):
            continue
        days = (on - standing.trained_on).days if standing.trained_on else None
        found.append(Waiting(standing, str(public_id), starts_on, days, first_turn(standing, bool(starts_on))))
    return sorted(found, key=lambda row: (-(row.days if row.days is not None else -1), row.standing.name))


def without_a_post(user, on: date):
    """Trained people who hold nothing today, with the day an agreed post begins."""
    theirs = Holding.objects.filter(person=OuterRef("pk"))
    trained = Trainee.objects.trained().filter(person=OuterRef("pk"))
    trained_since = trained.filter(completed_on__gt=OuterRef("left_on"))
    free_again = Q(wishes__available_from__gte=F("left_on")) | Q(left_on=None, wishes__available_from__isnull=False)
    coming = theirs.not_ended(on).filter(started_on__gt=on).order_by("started_on").values("started_on")
    return (
        Person.objects.seen_by(user)
        .filter(Exists(trained))
        .filter(~Exists(theirs.on(on)))
        .filter(Q(left=False) | free_again | Exists(trained_since))
        .annotate(starts_on=Subquery(coming[:1]))
    )


def hold_ups(rows: list[Waiting], trust_id: int, on: date) -> list[tuple[Waiting, tuple[str, ...]]]:
    """What holds each of these people up, in words; the posts are looked at once for all."""
    if not rows:
        return []
    open_now = openings(trust_id, on)
    return [
        (row, () if row.starts_on else held_up_by(row.standing, open_now.vacancies, open_now.teams, on)) for row in rows
    ]


@dataclass(frozen=True)
class Untrained:
    """Somebody in post who has not completed the training yet."""

    name: str
    public_id: str
    team: str
    started_on: date | None
    train_by: date | None
    due: str
    course: str


DUE_ORDER = {"overdue": 0, "soon": 1, "later": 2, "not known": 3}


def untrained_in_post(user, on: date) -> list[Untrained]:
    """Appointed first, or never trained: by when each has to be, the most pressing first, in one query."""
    course = Trainee.objects.filter(person=OuterRef("person"), result=Trainee.Result.IN_TRAINING)
    held = (
        Holding.objects.on(on)
        .filter(person__in=Person.objects.seen_by(user))
        .filter(~Exists(Trainee.objects.trained().filter(person=OuterRef("person"))))
        .annotate(
            on_course=Exists(course),
            cohort=Subquery(course.order_by("-pk").values("cohort__number")[:1]),
            cohort_name=Subquery(course.order_by("-pk").values("cohort__name")[:1]),
        )
        .order_by(F("started_on").asc(nulls_last=True), "pk")
    )
    found: dict[str, Untrained] = {}
    for name, public_id, team, started_on, on_course, cohort, cohort_name in held.values_list(
        "person__name", "person__public_id", "team__name", "started_on", "on_course", "cohort", "cohort_name"
    ):
        if str(public_id) not in found:
            found[str(public_id)] = Untrained(
                name=name,
                public_id=str(public_id),
                team=team or "",
                started_on=started_on,
                train_by=train_by(started_on) if started_on else None,
                due=training_due(started_on, False, on),
                course=(cohort_in_words(cohort_name, cohort) if cohort else "On a course") if on_course else "",
            )
    return sorted(found.values(), key=lambda row: (DUE_ORDER[row.due], row.train_by or date.max, row.name))
