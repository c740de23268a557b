"""Filling in the programme's forms."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.checks.models import Check
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.support.models import Supervision
from alongside.training.actions import enrol_trainee
from alongside.training.models import Cohort, Trainee
from tests.factories import SYSTEM, make_holding, make_person, make_post, make_trust, make_user, signed_in


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


@pytest.fixture
def send(client, programme):
    def sent(user, name, /, *args, **answers):
        signed_in(client, user)
        return client.post(reverse(name, args=args), answers)

    return sent


def test_a_person_is_added(programme, send):
    answer = send(programme.lead, "person_new", name="Nia New", email="nia@example.org")
    nia = Person.objects.get(name="Nia New")
    assert (nia.trust, nia.email) == (programme.trust, "nia@example.org")
    assert answer["Location"] == reverse("person", args=[nia.public_id])


def test_a_staff_number_is_one_person(programme, send):
    make_person(programme.trust, staff_number="700123")
    answer = send(programme.lead, "person_new", name="Nia New", staff_number="700123")
    assert answer.status_code == 422 and not Person.objects.filter(name="Nia New").exists()
    assert "There is a problem" in answer.content.decode()


def test_contact_details_are_changed(programme, send):
    send(programme.lead, "contact", programme.held.public_id, name="Bea Renamed", phone="07700900123")
    programme.held.refresh_from_db()
    assert (programme.held.name, programme.held.phone) == ("Bea Renamed", "07700900123")


def test_an_account_is_linked_to_one_person_of_the_trust(programme, send):
    account = make_user(programme.trust, Role.PERSON)
    send(programme.lead, "account_link", programme.waiting.public_id, account=account.pk)
    programme.waiting.refresh_from_db()
    assert programme.waiting.account == account
    foreign = make_user(make_trust(), Role.PERSON)
    for taken in (account, foreign, programme.manager):
        assert send(programme.lead, "account_link", programme.held.public_id, account=taken.pk).status_code == 422
    send(programme.lead, "account_link", programme.waiting.public_id, account="")
    programme.waiting.refresh_from_db()
    assert programme.waiting.account is None


def test_a_cohort_is_added_joined_and_its_result_recorded(programme, send, today):
    answers = {"number": 7, "venue": "College", "places": 12} | day("starts_on", today) | day("ends_on", today)
    send(programme.educator, "cohort_new", **answers)
    cohort = Cohort.objects.get(trust=programme.trust, number=7)
    person = make_person(programme.trust)
    send(programme.educator, "enrol", person.public_id, cohort=cohort.pk)
    trainee = Trainee.objects.get(person=person)
    assert (trainee.cohort, trainee.began_on) == (cohort, today)
    answers = {"result": "completed", "attendance": "92.5"} | day("completed_on", today)
    send(programme.educator, "result", trainee.pk, **answers)
    trainee.refresh_from_db()
    assert (trainee.result, trainee.completed_on, str(trainee.attendance)) == ("completed", today, "0.925")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"result": "completed"}, "Enter the day they completed the course"),
        ({"result": "withdrew", "completed_on": "2026-03-04"}, "Leave this empty"),
        ({"result": "completed", "completed_on": "2026-02-30"}, "February 2026 has 28 days"),
        ({"result": "completed", "completed_on": "2026-02-20", "attendance": "140"}, "100"),
        ({"result": ""}, "Select how it went"),
    ],
)
def test_a_wrong_result_is_told_and_not_kept(programme, send, answers, said):
    trainee = enrol_trainee(make_person(programme.trust), cohort=programme.cohort, by=SYSTEM)
    answer = send(programme.educator, "result", trainee.pk, **answers)
    assert answer.status_code == 422 and said in answer.content.decode()
    trainee.refresh_from_db()
    assert trainee.result == "in_training"


def test_nobody_joins_a_cohort_twice(programme, send):
    person = make_person(programme.trust)
    enrol_trainee(person, cohort=programme.cohort, by=SYSTEM)
    assert send(programme.educator, "enrol", person.public_id, cohort=programme.cohort.pk).status_code == 422
    assert person.trainings.count() == 1


def test_a_check_is_recorded_and_changed(programme, send, today):
    ann = programme.waiting
    asked = {"state": "requested"} | day("requested_on", today) | day("expected_on", today + timedelta(days=30))
    send(programme.officer, "check", ann.public_id, "dbs", **asked)
    check = Check.objects.get(person=ann, kind="dbs")
    assert (check.state, check.level, check.expected_on) == ("requested", "", today + timedelta(days=30))
    send(programme.officer, "check", ann.public_id, "references", state="evidence_received", received=2)
    assert Check.objects.get(person=ann, kind="references").received == 2


def test_only_the_checks_officer_moves_a_check_that_is_with_them(programme, send, client):
    ann = programme.waiting
    for state in ("undecided", "evidence_received"):
        record_check(ann, kind="dbs", state=state, by=SYSTEM)
        answer = send(programme.lead, "check", ann.public_id, "dbs", state="verified")
        assert answer.status_code == 403
        assert "with the checks officer" in client.get(reverse("check", args=[ann.public_id, "dbs"])).content.decode()
        assert Check.objects.get(person=ann).state == state
    assert send(programme.officer, "check", ann.public_id, "dbs", state="verified").status_code == 422
    seen = day("evidence_on", localdate())
    assert send(programme.officer, "check", ann.public_id, "dbs", state="verified", **seen).status_code == 302


def test_the_lead_cannot_open_a_decision(programme, send):
    assert send(programme.lead, "check", programme.waiting.public_id, "dbs", state="undecided").status_code == 422
    assert not Check.objects.exists()


def test_there_is_no_check_of_an_invented_kind(programme, send):
    assert (
        send(programme.officer, "check", programme.waiting.public_id, "horoscope", state="verified").status_code == 404
    )


def test_a_supervision_is_recorded_by_the_manager_of_the_team(programme, send, today):
    answers = {"kind": "line", "supervisor_name": "Joan", "held": "yes", "minutes": 60} | day("on", today)
    assert send(programme.manager, "supervision_new", programme.held.public_id, **answers).status_code == 302
    kept = Supervision.objects.get()
    assert (kept.person, kept.on, kept.held, kept.minutes) == (programme.held, today, True, 60)
    assert send(programme.manager, "supervision_new", programme.elsewhere.public_id, **answers).status_code == 404


def test_a_leaving_ends_the_posts_and_gives_back_what_was_agreed(programme, send, today):
    bea = programme.held
    agreed = make_holding(bea, make_post(programme.trust, programme.other), started_on=today + timedelta(days=20))
    send(programme.lead, "leaving_new", bea.public_id, destination="nhs", **day("left_on", today))
    held = Holding.objects.get(person=bea, team=programme.team)
    agreed.refresh_from_db()
    assert (held.ended, held.ended_on) == (True, today)
    assert agreed.turned_down and bea.leavings.get().destination == "nhs"


def test_an_old_leaving_does_not_end_a_post_begun_later(programme, send, today):
    bea = programme.held
    send(programme.lead, "leaving_new", bea.public_id, destination="nhs", **day("left_on", today - timedelta(days=900)))
    assert not Holding.objects.get(person=bea).ended and bea.leavings.count() == 1
