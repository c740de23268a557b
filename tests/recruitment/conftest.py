"""An open intake with its panel, and how far an application has come."""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

import pytest
from django.utils.timezone import localdate, now

from alongside.access.actors import LinkHolder, Visitor
from alongside.access.permissions import Role
from alongside.recruitment.actions import (
    add_criterion,
    add_intake,
    decide_application,
    invite_applicant,
    lock_marking,
    publish_intake,
    record_needs,
    record_scores,
    record_statement,
    save_answers,
    schedule_interview,
    start_application,
    submit_application,
)
from alongside.recruitment.models import Application
from alongside.recruitment.queries import scored_in
from tests.factories import SYSTEM, make_trust, make_user

_number = count(1)
SPECIFICATION = (
    ("Lived experience of mental distress", True, "declaration"),
    ("Can listen", True, "form"),
    ("Can work with others", True, "interview"),
    ("Has supported somebody before", False, "form"),
)


def make_intake(trust, **facts):
    today = localdate()
    defaults = {"title": f"Intake {next(_number)}", "about": "A course.", "places": 2, "telephone": "01632 960000"}
    defaults |= {"opens_on": today, "closes_on": today + timedelta(days=20)}
    intake = add_intake(trust, **(defaults | facts), by=SYSTEM)
    for words, essential, assessed in SPECIFICATION:
        add_criterion(intake, words=words, essential=essential, assessed=assessed, by=SYSTEM)
    return publish_intake(intake, today=today, by=SYSTEM)


def begun(intake, *, secret="", **facts) -> Application:
    """Begun by a stranger on the public page."""
    name = facts.pop("name", f"Applicant {next(_number)}")
    facts = {"email": f"{name.replace(' ', '').lower()}@example.org"} | facts
    return start_application(
        intake,
        name=name,
        secret=secret or f"secret {next(_number)}",
        today=localdate(),
        at=now(),
        by=Visitor(intake.trust_id),
        **facts,
    )


def holder(application) -> LinkHolder:
    return LinkHolder(application.pk, application.trust_id)


def answered(application) -> dict:
    criteria = list(application.intake.criteria.all())
    return {
        "declared": {one.pk: True for one in criteria if one.assessed == "declaration"},
        "words": {one.pk: "I sat with him." for one in criteria if one.assessed == "form"},
    }


def sent(intake, *, guaranteed=False, statement="", **facts) -> Application:
    application = begun(intake, **facts)
    by = holder(application)
    save_answers(application, contact={}, **answered(application), by=by)
    record_needs(application, guaranteed=guaranteed, helps=["time"], words="", by=by)
    if statement:
        record_statement(application, words=statement, by=by)
    return submit_application(application, today=localdate(), at=now(), by=by)


def score(application, scorer, points=2, why="Not shown.", round="shortlist", lock=True):
    criteria = scored_in(application.intake_id, round)
    record_scores(
        application,
        round=round,
        points={one.pk: points for one in criteria},
        rationales={one.pk: why for one in criteria},
        by=scorer,
    )
    if lock:
        lock_marking(application, round=round, at=now(), by=scorer)


def interviewed(programme, application) -> Application:
    for scorer in programme.scorers:
        score(application, scorer)
    invite_applicant(application, at=now(), by=programme.lead)
    sit(programme, application)
    for scorer in programme.scorers:
        score(application, scorer, round="interview")
    application.refresh_from_db()
    return application


def sit(programme, application):
    return schedule_interview(
        application,
        starts_at=now() + timedelta(days=3),
        minutes=45,
        venue="Room 2",
        members=programme.scorers,
        peers=programme.scorers[:1],
        by=programme.lead,
    )


def decide(programme, application, kind="offered", **facts):
    facts = {"letter": "Dear applicant", "today": localdate(), "at": now(), "by": programme.lead} | facts
    return decide_application(application, kind=kind, **facts)


@pytest.fixture
def programme():
    trust = make_trust()
    return SimpleNamespace(
        trust=trust,
        lead=make_user(trust, Role.PROGRAMME_LEAD),
        educator=make_user(trust, Role.EDUCATOR),
        scorers=[make_user(trust, Role.PANEL_MEMBER), make_user(trust, Role.EDUCATOR)],
        intake=make_intake(trust),
    )
