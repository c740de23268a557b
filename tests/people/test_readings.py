"""Who opens what is somebody else's is written down, and the person reads it on their own page (R16, R31)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from alongside.access.permissions import Role
from alongside.people.actions import link_account, log_reading
from alongside.people.models import Reading
from alongside.people.rules import is_a_new_reading
from tests.factories import SYSTEM, make_holding, make_manager, make_person, make_team, make_trust, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return make_trust()


@pytest.fixture
def own(trust):
    return make_user(trust, Role.PERSON, name="Ann Own")


@pytest.fixture
def person(trust, own):
    person = make_person(trust, name="Ann Own")
    return link_account(person, account=own, by=SYSTEM)


@pytest.mark.parametrize(
    ("role", "name", "rest", "kind"),
    [
        (Role.PROGRAMME_LEAD, "person", (), "record"),
        (Role.PROGRAMME_LEAD, "wishes", (), "teams_to_avoid"),
        (Role.EDUCATOR, "wishes", (), "wishes"),
        (Role.CHECKS_OFFICER, "check", ("dbs",), "check"),
        (Role.CHECKS_OFFICER, "person", (), "record"),
    ],
)
def test_opening_what_is_theirs_is_written_down(role, name, rest, kind, trust, person, client):
    reader = signed_in(client, make_user(trust, role))
    assert client.get(reverse(name, args=[person.public_id, *rest])).status_code == 200
    assert list(Reading.objects.values_list("person", "reader", "kind")) == [(person.pk, reader.pk, kind)]


def test_a_manager_leaves_a_trace_too_and_one_who_is_refused_leaves_none(trust, person, client):
    team = make_team(trust)
    signed_in(client, make_manager(team))
    assert client.get(reverse("person", args=[person.public_id])).status_code == 404
    assert not Reading.objects.exists()
    make_holding(person, team=team)
    assert client.get(reverse("person", args=[person.public_id])).status_code == 200
    assert Reading.objects.count() == 1


def test_a_form_sent_back_with_the_teams_to_avoid_is_a_reading(trust, person, client):
    signed_in(client, make_user(trust, Role.PROGRAMME_LEAD))
    answer = client.post(reverse("team_to_avoid_new", args=[person.public_id]), {"team": ""})
    assert answer.status_code == 422 and Reading.objects.get().kind == "teams_to_avoid"


def test_ones_own_pages_are_no_readings(own, person, client):
    signed_in(client, own)
    for address in (reverse("own_record"), reverse("wishes", args=[person.public_id])):
        assert client.get(address).status_code == 200
    assert not Reading.objects.exists()


def test_the_same_reader_within_an_hour_is_one_reading(trust, person):
    reader, other = make_user(trust, Role.PROGRAMME_LEAD), make_user(trust, Role.PROGRAMME_LEAD)
    start = now()
    for minutes in (0, 59, 60, 90):
        log_reading(person, kind="check", at=start + timedelta(minutes=minutes), by=reader)
    assert [(one.at - start).seconds for one in Reading.objects.order_by("at")] == [0, 3600]
    log_reading(person, kind="wishes", at=start, by=reader)
    log_reading(person, kind="check", at=start, by=other)
    assert Reading.objects.count() == 4


def test_an_hour_is_the_boundary():
    at = now()
    assert is_a_new_reading(None, at) and is_a_new_reading(at - timedelta(hours=1), at)
    assert not is_a_new_reading(at - timedelta(hours=1) + timedelta(microseconds=1), at)


def test_the_person_reads_who_what_and_when_and_nobody_else_does(trust, own, person, client):
    lead = make_user(trust, Role.PROGRAMME_LEAD, name="Lou Reader")
    second = make_user(trust, Role.PROGRAMME_LEAD, name="Sam Second")
    signed_in(client, own)
    assert "Nobody but you has opened" in client.get(reverse("own_record")).content.decode()
    log_reading(person, kind="teams_to_avoid", at=now(), by=lead)
    other = link_account(make_person(trust), account=make_user(trust, Role.PERSON), by=SYSTEM)
    log_reading(other, kind="check", at=now(), by=second)
    text = client.get(reverse("own_record")).content.decode()
    assert "Lou Reader" in text and "Programme lead" in text and "the teams you asked not to work in" in text
    assert "Sam Second" not in text
    signed_in(client, second)
    assert "Lou Reader" not in client.get(reverse("person", args=[person.public_id])).content.decode()
    assert not Reading.objects.seen_by(lead)
    assert [one.reader for one in Reading.objects.seen_by(own)] == [second, lead]
