"""The officer's day: what is hers to move, what runs out, and when somebody may be able to start (C2, C4, C8)."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.checks.jobs import send_chasers
from alongside.checks.models import Chaser
from alongside.checks.rules import chaser_due, forecast_wait
from tests.factories import SYSTEM, make_person, make_trust, make_user, signed_in

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("left", "days"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_a_check_is_chased_at_60_30_and_7_days(left, days):
    assert chaser_due(TODAY + timedelta(days=left), TODAY) == days


def test_each_reminder_goes_once_and_says_nothing_about_checks(office):
    record_check(office.person, kind="dbs", state="verified", expires_on=localdate() + timedelta(days=20), by=SYSTEM)
    send_chasers()
    send_chasers()
    assert [chaser.days for chaser in Chaser.objects.all()] == [30]
    (sent,) = mail.outbox
    assert sent.to == ["ann@example.org"]
    for word in ("check", "criminal", "DBS", "health", "peer"):
        assert word.lower() not in (sent.subject + sent.body).lower()


def test_a_forecast_start_rests_on_the_waits_that_lasted_as_long():
    waits = {"dbs": [10, 20, 30, 40, 50, 60], "references": [5] * 5}
    found = forecast_wait({"dbs": 20, "references": 0}, waits, TODAY)
    assert (found.on, found.rests_on, found.thin) == (TODAY + timedelta(days=20), 5, ())


def test_a_forecast_says_so_when_it_is_too_thin():
    found = forecast_wait({"dbs": 41}, {"dbs": [10, 20, 30, 40, 50, 60]}, TODAY)
    assert (found.on, found.rests_on, found.thin) == (None, 2, ("dbs",))


@given(st.integers(0, 300), st.lists(st.integers(0, 300), max_size=30))
def test_a_forecast_never_lies_in_the_past(age, waits):
    found = forecast_wait({"dbs": age}, {"dbs": waits}, TODAY)
    assert found.on is None or found.on >= TODAY


def test_the_day_shows_whose_turn_each_file_is_in_words(office, client):
    record_check(office.person, kind="references", state="evidence_received", by=SYSTEM)
    other = make_person(office.trust, name="Bea Other")
    record_check(other, kind="dbs", state="requested", requested_on=localdate(), by=SYSTEM)
    done = make_person(office.trust, name="Cal Done")
    record_check(done, kind="dbs", state="verified", evidence_on=localdate(), by=SYSTEM)
    signed_in(client, office.officer)
    text = client.get(reverse("checks_today")).content.decode()
    yours, others = text.index("Files that are yours to move"), text.index("Files that somebody else has to move")
    assert yours < text.index("Ann Waiting") < others < text.index("Bea Other") < text.index("Cal Done")
    assert "Your turn" in text and "Somebody else" in text and "Too few to say" in text


def test_the_day_runs_a_fixed_number_of_queries(client, db):
    trust = make_trust()
    signed_in(client, make_user(trust, Role.CHECKS_OFFICER))
    client.get(reverse("checks_today"))
    counts = []
    for many in (1, 3):
        for _ in range(many):
            record_check(make_person(trust), kind="dbs", state="requested", requested_on=localdate(), by=SYSTEM)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("checks_today"))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15
