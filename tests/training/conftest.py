"""A cohort that follows a course, with an educator and people to join it."""

from datetime import date, datetime, time
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from alongside.access.permissions import Role
from alongside.training.actions import add_cohort, add_course, add_session, enrol_trainee
from alongside.training.models import Cohort, Course, Session, Trainee
from tests.factories import SYSTEM, make_person, make_trust, make_user

FIRST_DAY = date(2026, 9, 7)


def make_course(trust, **facts) -> Course:
    defaults = {"name": "Peer training", "hours": Decimal(72), "work_experience_hours": Decimal(6)}
    return add_course(trust, by=SYSTEM, **(defaults | facts))


def make_cohort(trust, **facts) -> Cohort:
    number = 1 + Cohort.objects.filter(trust=trust).count()
    return add_cohort(trust, **({"number": number, "starts_on": FIRST_DAY} | facts), by=SYSTEM)


def make_session(cohort, day: date, hours="4.5", title="Listening") -> Session:
    starts_at, ends_at = (timezone.make_aware(datetime.combine(day, time(at))) for at in (10, 15))
    return add_session(cohort, title=title, starts_at=starts_at, ends_at=ends_at, hours=Decimal(hours), by=SYSTEM)


def make_trainee(cohort, **facts) -> Trainee:
    return enrol_trainee(make_person(cohort.trust, **facts), cohort=cohort, by=SYSTEM)


@pytest.fixture
def school():
    trust = make_trust()
    cohort = make_cohort(trust, course=make_course(trust), places=16)
    return SimpleNamespace(
        trust=trust, course=cohort.course, cohort=cohort, educator=make_user(trust, Role.EDUCATOR, name="Tobias Lark")
    )
