"""A person has a copy of every row about them, in which nobody else is named (R32)."""

import json
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.home.queries import subject_access
from alongside.home.queries.subject_access import WITHHELD_STAFF, WITHHELD_WORDS, copy_of, paths
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading
from alongside.placement.actions import add_team_to_avoid, record_wishes, remove_team_to_avoid
from alongside.placement.models import Holding, Pin
from alongside.progression.models import Leaving
from alongside.support.actions import record_supervision
from alongside.training.models import ExamMarking
from tests.factories import PASSWORD, TODAY, make_person, make_team, make_user, signed_in
from tests.test_permissions import world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(world):  # noqa: F811
    """Somebody about whom there is a row of every kind."""
    place = world.places["own"]
    lead = world.users[Role.PROGRAMME_LEAD]
    record_wishes(place.person, bands=[4], by=lead)
    record_supervision(place.person, on=TODAY, kind="line", supervisor_name="Sue Pervisor", held=True, by=lead)
    with acting("system:test", "test"):
        Holding.objects.filter(pk=place.holding.pk).update(manager_name="Mona Nager")
        Pin.objects.create(plan=place.plan, person=place.person, post=place.post)
        Leaving.objects.create(person=place.person)
        Leaving.objects.create(person=place.person, left_on=TODAY)
        Person.objects.filter(pk=world.places["other team"].person.pk).update(name="Somebody Else")
    place.lead, place.own = lead, world.users[Role.PERSON]
    log_reading(place.person, kind="check", at=AT_TIME, by=lead)
    return place


AT_TIME = datetime.fromisoformat("2026-11-20T10:00:00+00:00")


def proved(client, user):
    """Signed in, and a password given a moment ago."""
    client.logout()
    assert client.post(reverse("sign_in"), {"login": user.email, "password": PASSWORD}).status_code == 302


def test_every_model_with_a_path_to_a_person_is_in_the_copy_or_left_out_with_a_reason():
    """Counted from the other side: what points at a person, not what the walk found."""
    pointing = {relation.related_model for relation in Person._meta.related_objects}
    assert pointing and {Person} | pointing <= set(paths())
    assert all(reason for reason in subject_access.LEFT_OUT.values())
    assert set(subject_access.LEFT_OUT) <= {model.__name__ for model in paths()}


def test_a_copy_holds_every_row_about_the_person_and_no_row_of_anybody_else(place, world):  # noqa: F811
    copy = copy_of(place.person, AT_TIME, reader=place.own)
    told = {kind.name: len(kind.rows) for kind in copy.kinds}
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model.__name__ in subject_access.LEFT_OUT:
            continue
        mine = model._base_manager.filter(**{relation.field.name: place.person}).count()
        assert mine, f"plant a row of {model.__name__} in this test"
        assert told[str(model._meta.verbose_name_plural).capitalize()] == mine
    text = json.dumps(copy.to_json())
    assert "Somebody Else" not in text


def test_managers_supervisors_and_other_staff_are_not_named_and_readers_are(place):
    text = json.dumps(copy_of(place.person, AT_TIME, reader=place.own).to_json())
    assert "Mona Nager" not in text and "Sue Pervisor" not in text
    assert WITHHELD_WORDS in text and WITHHELD_STAFF in text
    readings = next(kind for kind in copy_of(place.person, AT_TIME, reader=place.own).kinds if kind.name == "Readings")
    assert dict(readings.rows[0])["Reader"] == place.lead.name
    assert place.person.name in text and place.team.name in text and place.post.number in text


def test_an_open_decision_reads_not_clear_yet_in_the_copy_too(place):
    with acting("system:test", "test"):
        type(place.check).objects.filter(pk=place.check.pk).update(state="undecided")
    checks = next(kind for kind in copy_of(place.person, AT_TIME, reader=place.own).kinds if kind.name == "Checks")
    assert dict(checks.rows[0])["State"] == "Not clear yet"


def held_of(place) -> dict:
    return copy_of(place.person, AT_TIME, reader=place.own).to_json()["held"]


def test_what_an_exam_was_marked_is_in_no_copy_before_everybody_is_told(place):
    exam = place.attempt.exam
    with acting("system:test", "test"):
        type(place.attempt).objects.filter(pk=place.attempt.pk).update(mark=73, handed_in_at=AT_TIME)
        ExamMarking.objects.create(attempt=place.attempt, marker=place.lead, stage="first", total=73, at=AT_TIME)
        before = held_of(place)
        type(exam).objects.filter(pk=exam.pk).update(released_at=AT_TIME, released_by=place.lead)
        after = held_of(place)
    assert [row["Agreed mark"] for row in before["Exam attempts"]] == ["Not told yet"]
    assert [row["Agreed mark"] for row in after["Exam attempts"]] == ["73.0"]
    assert "Exam markings" not in before and after["Exam markings"]


def test_no_secret_of_the_account_is_in_the_copy(place, client):
    proved(client, place.own)
    text = json.dumps(copy_of(place.person, AT_TIME, reader=place.own).to_json())
    assert place.own.password not in text and client.session.session_key not in text
    assert place.own.email in text


def test_what_was_done_is_told_as_dates_and_deeds_also_for_rows_that_are_gone(place):
    team = make_team(place.trust)
    remove_team_to_avoid(add_team_to_avoid(place.person, team=team, by=place.lead), by=place.lead)
    deeds = [(deed, record) for _, deed, record in copy_of(place.person, AT_TIME, reader=place.own).deeds]
    assert ("remove team to avoid", "team to avoid: delete") in deeds and ("add person", "person: insert") in deeds
    assert len(deeds) == len(copy_of(place.person, AT_TIME, reader=place.own).deeds)
    stranger = make_person(place.trust)
    assert ("remove team to avoid", "team to avoid: delete") not in [
        (deed, record) for _, deed, record in copy_of(stranger, AT_TIME, reader=place.lead).deeds
    ]


@pytest.mark.parametrize("form", ["html", "json"])
def test_the_lead_downloads_it_and_the_person_is_told(form, place, client):
    address = reverse("subject_access_file", args=[place.person.public_id, form])
    signed_in(client, place.lead, minutes_ago=20)
    assert client.get(address)["Location"].startswith(reverse("step_up"))
    proved(client, place.lead)
    answer = client.get(address)
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    assert place.team.name in answer.content.decode() and "no-store" in answer["Cache-Control"]
    assert Reading.objects.filter(person=place.person, kind="copy", reader=place.lead).count() == 1
    assert client.get(address.replace(f"/{form}/", "/exe/")).status_code == 404


def test_the_person_has_their_own_on_a_page(place, client):
    proved(client, place.own)
    text = client.get(reverse("subject_access", args=[place.person.public_id])).content.decode()
    assert "Everything held about you" in text and "Teams to avoid" in text and "Mona Nager" not in text
    assert not Reading.objects.filter(kind="copy").exists()


def test_an_educator_who_is_also_a_peer_has_a_copy_of_nobody_else(place, world, client):  # noqa: F811
    proved(client, make_user(place.trust, Role.EDUCATOR, Role.PERSON))
    assert client.get(reverse("subject_access", args=[place.person.public_id])).status_code == 404


def test_the_command_line_writes_it_for_those_who_may_have_it(place, tmp_path, world):  # noqa: F811
    for form in ("json", "html"):
        out = tmp_path / f"copy.{form}"
        call_command("subject_access", str(place.person.public_id), email=place.lead.email, out=out)
        assert place.team.name in out.read_text()
    assert json.loads((tmp_path / "copy.json").read_text())["person"] == str(place.person.public_id)
    manager, other = world.users[Role.TEAM_MANAGER], world.places["other team"].person
    for number, email, name in (
        (place.person.public_id, manager.email, "x.json"),
        (other.public_id, place.own.email, "x.json"),
        ("not-a-number", place.lead.email, "x.json"),
        (place.person.public_id, place.lead.email, "x.txt"),
    ):
        with pytest.raises(CommandError):
            call_command("subject_access", str(number), email=email, out=tmp_path / name)
        assert not (tmp_path / name).exists()


def test_the_lead_s_copy_never_says_whether_a_certificate_showed_anything(place):
    for reader, wanted in ((place.own, True), (place.lead, False)):
        copy = copy_of(place.person, AT_TIME, reader=reader)
        text = json.dumps(copy.to_json())
        kinds = {kind.name for kind in copy.kinds}
        records = {record.split(":")[0] for _, _, record in copy.deeds}
        for kind in ("Certificates", "Disclosures", "Matters", "Documents"):
            assert (kind in kinds) is wanted, (kind, reader)
        assert bool(records & {"certificate", "disclosure", "matter", "document"}) is wanted
        assert ("only you open it, on your own record" in text) is not wanted
