"""Who was told “not yet” is asked again on their day, once (A11, A12)."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.home.queries.start import tasks_of
from alongside.people.models import Person
from alongside.recruitment.actions import reinvite_applicant, send_letter
from alongside.recruitment.models import Outcome
from alongside.recruitment.queries import without_a_place
from alongside.recruitment.rules import without_a_place_since
from tests.factories import make_trust, make_user, signed_in
from tests.recruitment.conftest import decide, interviewed, make_intake, sent

pytestmark = pytest.mark.django_db


def told_not_yet(programme, *, due=None, **facts):
    """Told a while ago, to be asked again on a day."""
    application = interviewed(programme, sent(programme.intake, **facts))
    later = localdate() + timedelta(days=1)
    outcome = decide(programme, application, "not_yet", reasons="A course.", ask_again_on=later)
    send_letter(outcome, today=localdate(), by=programme.lead)
    with acting("system:test", "test"):
        Outcome.objects.filter(pk=outcome.pk).update(ask_again_on=due or localdate())
    outcome.refresh_from_db()
    return outcome


def ask(client, outcome):
    return client.post(reverse("application_reinvite", args=[outcome.application_id]), follow=True).content.decode()


def test_the_lead_asks_on_the_day_by_e_mail_and_it_is_written_down(programme, client):
    outcome = told_not_yet(programme, name="Sue Later", email="sue@example.org")
    signed_in(client, programme.lead)
    assert "Ask 1 person again who was told “not yet”" in [task.text for task in tasks_of(programme.lead, localdate())]
    page = client.get(reverse("ask_again")).content.decode()
    assert "Ask again" in page and "Sue Later" in page
    assert "Sue Later was asked again, by e-mail." in ask(client, outcome)
    (message,) = mail.outbox
    assert message.to == ["sue@example.org"] and reverse("intakes_open") in message.body
    for word in ("peer", "mental", "not yet"):
        assert word not in f"{message.subject} {message.body}".lower()
    outcome.refresh_from_db()
    assert (outcome.asked_on, outcome.asked_by) == (localdate(), programme.lead)
    assert not [task for task in tasks_of(programme.lead, localdate()) if "again" in task.text]


def test_nobody_is_asked_twice(programme, client):
    outcome = told_not_yet(programme)
    signed_in(client, programme.lead)
    ask(client, outcome)
    assert "Nobody is asked twice" in ask(client, outcome) and len(mail.outbox) == 1


def test_nobody_is_asked_before_their_day_nor_after_they_came_back(programme):
    early = told_not_yet(programme, due=localdate() + timedelta(days=1))
    assert not [task for task in tasks_of(programme.lead, localdate()) if "again" in task.text]
    with pytest.raises(Refused, match="not before"):
        reinvite_applicant(early, today=localdate(), by=programme.lead)
    back = told_not_yet(programme, name="Bea Back", email="bea@example.org")
    again = sent(make_intake(programme.trust), name="Bea Back", email="bea@example.org")
    assert again.person_id == back.application.person_id
    with pytest.raises(Refused, match="applied again"):
        reinvite_applicant(back, today=localdate(), by=programme.lead)


def test_only_who_was_told_not_yet_is_asked(programme):
    application = interviewed(programme, sent(programme.intake))
    outcome = decide(programme, application, "no", reasons="Not shown.")
    with pytest.raises(Refused, match="not yet"):
        reinvite_applicant(outcome, today=localdate(), by=programme.lead)


def test_without_an_e_mail_address_the_lead_is_told_to_ring(programme, client):
    outcome = told_not_yet(programme, name="Ron Rings")
    with acting("system:test", "test"):
        type(outcome.application.person).objects.update(email="")
    signed_in(client, programme.lead)
    assert "ring Ron Rings today" in ask(client, outcome) and not mail.outbox


def test_another_trusts_lead_cannot_ask_and_a_scorer_may_not(programme, client):
    outcome = told_not_yet(programme)
    address = reverse("application_reinvite", args=[outcome.application_id])
    signed_in(client, make_user(make_trust(), Role.PROGRAMME_LEAD))
    assert client.post(address).status_code == 404
    signed_in(client, programme.educator)
    assert client.post(address).status_code == 403 and not mail.outbox


def test_the_list_runs_a_fixed_number_of_queries(programme, client):
    signed_in(client, programme.lead)
    client.get(reverse("ask_again"))
    counts = []
    for many in (1, 2):
        for _ in range(many):
            told_not_yet(programme)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("ask_again"))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize(
    ("state", "told_on", "promised_on", "since"),
    [
        ("withdrawn", None, None, date(2025, 1, 15)),
        ("declined", None, None, date(2025, 1, 15)),
        ("no", date(2025, 1, 20), None, date(2025, 1, 20)),
        ("no", None, None, None),
        ("not_yet", date(2025, 1, 20), date(2025, 9, 1), date(2025, 9, 1)),
        ("not_yet", None, date(2025, 9, 1), None),
        ("interviewed", None, None, None),
        ("accepted", date(2025, 1, 20), None, None),
    ],
)
def test_an_application_ends_when_the_person_is_told_and_a_promise_to_ask_again_is_kept(
    state, told_on, promised_on, since
):
    assert without_a_place_since(state, date(2025, 1, 15), told_on, promised_on) == since


def test_who_was_asked_again_is_kept_from_the_day_they_were_asked(programme):
    outcome = told_not_yet(programme, due=localdate() - timedelta(days=30))
    person = outcome.application.person_id
    assert without_a_place(Person.objects.all()) == {person: localdate()}, "told today, promised before"
    with acting("system:test", "test"):
        Outcome.objects.update(sent_on=localdate() - timedelta(days=40))
    assert without_a_place(Person.objects.all()) == {person: localdate() - timedelta(days=30)}
    reinvite_applicant(outcome, today=localdate(), by=programme.lead)
    assert without_a_place(Person.objects.all()) == {person: localdate()}
