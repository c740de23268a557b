"""From the public page to a training place, through the pages that everybody uses."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.recruitment.actions import send_letter
from alongside.recruitment.models import Application, Outcome
from tests.factories import signed_in
from tests.recruitment.conftest import decide, interviewed, make_intake, sent

pytestmark = pytest.mark.django_db


def fill(application) -> dict:
    typed = {"name": application.name, "phone": ""}
    for criterion in application.intake.criteria.exclude(assessed="interview"):
        typed[f"criterion_{criterion.pk}"] = "yes" if criterion.assessed == "declaration" else "I sat with him."
    return typed


def by_link_of(client, message) -> None:
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    assert client.get(link, follow=True).status_code == 200


def begin(client, intake, **typed):
    typed = {"name": "Ida Sallows", "email": "ida@example.org", "phone": "", "way": "written"} | typed
    return client.post(reverse("apply_start", args=[intake.pk]), typed, follow=True)


def test_a_stranger_applies_comes_back_by_the_link_and_sends(programme, client):
    assert begin(client, programme.intake).status_code == 200
    assert "peer" not in mail.outbox[0].subject + mail.outbox[0].body
    by_link_of(client, mail.outbox[0])
    application = Application.objects.get()
    assert client.post(reverse("own_submit"), follow=True).status_code == 200
    application.refresh_from_db()
    assert application.state == "draft"
    assert client.post(reverse("own_answers"), fill(application)).status_code == 302
    client.post(reverse("own_leave"))
    assert client.get(reverse("own_application")).status_code == 404
    by_link_of(client, mail.outbox[0])
    page = client.post(reverse("own_submit"), follow=True).content.decode()
    assert "It is sent." in page and "Two people read your application" in page
    application.refresh_from_db()
    assert application.person.name == "Ida Sallows" and application.email == ""
    again = client.post(reverse("own_submit"), follow=True).content.decode()
    assert "It was sent already" in again


def test_the_same_name_and_address_again_is_the_same_application_and_says_nothing_else(programme, client):
    first = begin(client, programme.intake).content
    second = begin(client, programme.intake).content
    assert re.sub(rb"csrf\S+|value=\S+", b"", first) == re.sub(rb"csrf\S+|value=\S+", b"", second)
    assert Application.objects.count() == 1 and len(mail.outbox) == 2


def test_every_page_of_the_way_answers(programme, client):
    application = interviewed(programme, sent(programme.intake, guaranteed=True, statement="I lived through it."))
    signed_in(client, programme.lead)
    page = client.get(reverse("application", args=[application.pk])).content.decode()
    assert "Scores, now that all have locked" in page
    answer = client.post(reverse("application_decision", args=[application.pk]), {"kind": "offered", "reasons": ""})
    assert answer.status_code == 302
    letter = reverse("letter", args=[application.pk])
    assert "training place" in client.get(letter).content.decode()
    client.post(letter, {"letter": "Dear Ida, come.", "send": "yes"})
    assert Outcome.objects.get().sent_on == localdate()
    assert client.get(reverse("intake", args=[programme.intake.pk])).status_code == 200


@pytest.mark.parametrize("kind", ["offered", "not_yet", "no"])
def test_an_applicant_learns_the_answer_by_the_letter_and_not_before(kind, programme, client):
    begin(client, programme.intake)
    by_link_of(client, mail.outbox[0])
    client.post(reverse("own_answers"), fill(Application.objects.get()))
    client.post(reverse("own_submit"), follow=True)
    application = interviewed(programme, Application.objects.get())
    before = client.get(reverse("own_application")).content.decode()
    asked = {"ask_again_on": localdate() + timedelta(days=90)} if kind == "not_yet" else {}
    outcome = decide(programme, application, kind, reasons="A course first.", **asked)
    written = client.get(reverse("own_application")).content.decode()
    assert "The panel decides, and writes to you." in before and without_token(written) == without_token(before)
    send_letter(outcome, today=localdate(), by=programme.lead)
    told = client.get(reverse("own_application")).content.decode()
    assert "The panel decides" not in told and "Dear applicant" in told


def without_token(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page)


@pytest.mark.parametrize("name", ["own_answers", "own_needs", "own_statement", "own_equality", "own_withdraw"])
def test_an_applicants_own_pages_answer_and_stay_out_of_every_cache(name, programme, client):
    begin(client, programme.intake)
    by_link_of(client, mail.outbox[0])
    answer = client.get(reverse(name))
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]


def test_an_intake_that_closed_is_not_found(programme, client):
    today = localdate()
    gone = make_intake(programme.trust, opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    assert client.get(reverse("apply_start", args=[gone.pk])).status_code == 404
    assert gone.title not in client.get(reverse("intakes_open")).content.decode()
