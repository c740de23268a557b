"""Whom to offer a refresher, and what a programme usually does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from alongside.people.models import Person
from alongside.placement.models import Holding, TeamToAvoid
from alongside.placement.queries import standings_of
from alongside.placement.rules.waiting import moved_on
from alongside.planning.rules import refresher, usual_course
from alongside.training.models import Cohort, Trainee


@dataclass(frozen=True)
class Refresher:
    public_id: str
    name: str
    trained_on: date | None
    due: str


DUE = {"now": 0, "soon": 1, "not known": 2, "later": 3}


def refreshers(user, today: date) -> list[Refresher]:
    """Everybody trained who waits for a post, those due a refresher first, in six queries."""
    people = Person.objects.seen_by(user).filter(pk__in=Trainee.objects.trained().values("person_id"))
    public = dict(people.order_by().values_list("pk", "public_id"))
    found = [
        Refresher(str(public[one.person_id]), one.name, one.trained_on, refresher(one.trained_on, today))
        for one in standings_of(people, today, avoidances=TeamToAvoid.objects.none())
        if one.trained and not one.in_post and not moved_on(one)
    ]
    return sorted(found, key=lambda row: (DUE[row.due], row.trained_on or date.max, row.name))


def usual(trust_id: int, today: date) -> dict[str, int]:
    """What to propose in the form: the usual course, eight places for each educator or as many as a course has, and
    people for a full course."""
    courses = Cohort.objects.filter(trust_id=trust_id, starts_on__isnull=False, ends_on__lte=today)
    last = list(
        courses.annotate(people=Count("trainees")).order_by("-starts_on").values_list("starts_on", "people")[:4]
    )
    educators = Holding.objects.on(today).filter(person__trust_id=trust_id, band__gte=6).count()
    places, every = usual_course(last)
    return {"pool": 16, "seats": max(8 * educators or 16, places), "places": places, "every": every}
