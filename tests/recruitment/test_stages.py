"""Steps of a programme's own in an intake: told before anybody applies, and never gone past (A5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from alongside.access.verdicts import Refused
from alongside.recruitment.actions import (
    add_criterion,
    add_intake,
    add_stage,
    invite_applicant,
    publish_intake,
    record_stage,
    remove_stage,
)
from tests.factories import SYSTEM, signed_in
from tests.recruitment.conftest import SPECIFICATION, decide, interviewed, score, sent, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(programme):
    """An intake with a telephone call before the interview and a taster day before an offer, not published yet."""
    days = {"opens_on": localdate(), "closes_on": localdate() + timedelta(days=20)}
    facts = {"title": "With steps", "about": "A course.", "places": 2, "telephone": "01632 960000"}
    intake = add_intake(programme.trust, **facts, **days, by=SYSTEM)
    for words, essential, assessed in SPECIFICATION:
        add_criterion(intake, words=words, essential=essential, assessed=assessed, by=SYSTEM)
    add_stage(intake, name="Telephone call", told="Ten minutes.", before="invited", by=SYSTEM)
    add_stage(intake, name="Taster day", told="Two hours on a ward.", before="offered", by=SYSTEM)
    return intake


@pytest.fixture
def published(intake):
    return publish_intake(intake, today=localdate(), by=SYSTEM)


def text(client, address, *args, **data):
    at = reverse(address, args=args)
    answer = client.post(at, data, follow=True) if data else client.get(at)
    return answer.content.decode()


def test_a_lead_adds_and_takes_away_steps_until_the_intake_is_published(programme, intake, client):
    signed_in(client, programme.lead)
    shown = text(client, "intake_stage_new", intake.pk, name="Second call", told="Five minutes.", before="offered")
    assert "The step was added." in shown and "Second call" in shown and "Five minutes." in shown
    again = client.post(
        reverse("intake_stage_new", args=[intake.pk]), {"name": "Second call", "told": "x", "before": "offered"}
    )
    assert again.status_code == 422 and "This step stands there already" in again.content.decode()
    second = intake.own_stages.get(name="Second call")
    text(client, "stage_remove", second.pk, sent="yes")
    assert not intake.own_stages.filter(name="Second call").exists()
    publish_intake(intake, today=localdate(), by=SYSTEM)
    assert "Add a step" not in text(client, "intake", intake.pk)
    with pytest.raises(Refused, match="have been told"):
        add_stage(intake, name="Late", told="x", before="offered", by=SYSTEM)
    with pytest.raises(Refused, match="have been told"):
        remove_stage(intake.own_stages.first(), by=SYSTEM)


def test_a_stranger_reads_every_step_in_its_order_before_applying(published, client):
    shown = text(client, "apply_start", published.pk)
    order = ["You apply", "Two people read it", "Telephone call", "Interview", "Taster day", "Our answer"]
    places = [shown.index(f"<strong>{name}.</strong>") for name in order]
    assert places == sorted(places) and "Two hours on a ward." in shown


def test_nobody_is_invited_before_the_call_or_offered_a_place_before_the_taster_day(programme, published, client):
    application = sent(published)
    for scorer in programme.scorers:
        score(application, scorer)
    signed_in(client, programme.lead)
    assert "Next: telephone call" in text(client, "application", application.pk)
    with pytest.raises(Refused, match="Not taken yet: Telephone call"):
        invite_applicant(application, at=now(), by=programme.lead)
    call, taster = published.own_stages.all()
    assert "Telephone call: written down" in text(client, "application_stage", application.pk, call.pk, taken="yes")
    invite_applicant(application, at=now(), by=programme.lead)
    sit(programme, application)
    for scorer in programme.scorers:
        score(application, scorer, round="interview")
    assert "Next: taster day" in text(client, "application", application.pk)
    with pytest.raises(Refused, match="Not taken yet: Taster day"):
        decide(programme, application, "offered")
    text(client, "application_stage", application.pk, taster.pk, taken="yes")
    text(client, "application_stage", application.pk, taster.pk, taken="no")
    with pytest.raises(Refused, match="Not taken yet: Taster day"):
        decide(programme, application, "offered")
    text(client, "application_stage", application.pk, taster.pk, taken="yes")
    decide(programme, application, "offered")
    with pytest.raises(Refused, match="Nothing more is recorded"):
        record_stage(application, stage=taster, done_on=None, by=programme.lead)


def test_not_yet_and_no_wait_for_no_step_of_the_programmes_own(programme, published):
    application = sent(published)
    for scorer in programme.scorers:
        score(application, scorer, points=0)
    decide(programme, application, "no", reasons="Not shown yet.")


def test_an_intake_without_steps_of_its_own_goes_as_before(programme):
    assert interviewed(programme, sent(programme.intake)).state == "interviewed"


def test_a_step_of_another_intake_cannot_be_recorded(programme, published):
    application = sent(programme.intake)
    with pytest.raises(Refused, match="Nothing more is recorded"):
        record_stage(application, stage=published.own_stages.first(), done_on=localdate(), by=programme.lead)
