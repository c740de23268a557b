"""A small programme to look at: one trust, a lead, a manager's team, and people at different steps."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils.timezone import localdate

from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.checks.rules import REQUIRED
from alongside.training.actions import add_cohort, enrol_trainee, record_result
from tests.factories import SYSTEM, make_holding, make_manager, make_person, make_post, make_team, make_trust, make_user


def make_trained(trust, *, days=100, cohort=None, **facts):
    """Somebody who completed a course so many days ago."""
    person = make_person(trust, **facts)
    trainee = enrol_trainee(person, cohort=cohort, by=SYSTEM)
    on = None if days is None else localdate() - timedelta(days=days)
    record_result(trainee, result="completed", completed_on=on, by=SYSTEM)
    return person


def make_clear(person):
    """Every required check of somebody is clear."""
    for kind in REQUIRED:
        record_check(person, kind=kind, state="verified", by=SYSTEM)
    return person


@pytest.fixture
def today():
    return localdate()


@pytest.fixture
def programme(db, today):
    trust = make_trust()
    team = make_team(trust, name="Kestrel Ward")
    other = make_team(trust, name="Heron Ward")
    cohort = add_cohort(trust, number=1, by=SYSTEM)
    held = make_trained(trust, days=500, name="Bea Inpost")
    elsewhere = make_trained(trust, days=500, name="Cal Elsewhere")
    make_holding(held, make_post(trust, team), started_on=today - timedelta(days=200))
    make_holding(elsewhere, make_post(trust, other), started_on=today - timedelta(days=200))
    return SimpleNamespace(
        trust=trust,
        team=team,
        other=other,
        cohort=cohort,
        lead=make_user(trust, Role.PROGRAMME_LEAD, name="Lou Lead"),
        educator=make_user(trust, Role.EDUCATOR),
        officer=make_user(trust, Role.CHECKS_OFFICER),
        manager=make_manager(team),
        waiting=make_trained(trust, days=400, name="Ann Waiting"),
        held=held,
        elsewhere=elsewhere,
    )
