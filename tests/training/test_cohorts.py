"""Places, the line of those who wait, and leaving the course."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.people.actions import link_account
from alongside.training.actions import (
    answer_dropped_place,
    change_cohort,
    enrol_trainee,
    join_waiting_list,
    record_result,
    withdraw_trainee,
)
from alongside.training.models import Course, Trainee, WaitingPlace
from tests.factories import SYSTEM, TODAY, make_person, make_user, signed_in
from tests.training.conftest import make_cohort, make_trainee

pytestmark = pytest.mark.django_db


def waits(cohort, person=None) -> WaitingPlace:
    person = person or make_person(cohort.trust)
    return join_waiting_list(person, cohort=cohort, at=timezone.now(), today=TODAY, by=SYSTEM)


def leaves(trainee) -> None:
    withdraw_trainee(trainee, week=2, because="work", today=TODAY, by=SYSTEM)


def state_of(*waiting) -> list[str]:
    return [WaitingPlace.objects.get(pk=one.pk).state for one in waiting]


def test_when_every_place_is_taken_the_next_is_told_and_can_wait(school, client):
    cohort = make_cohort(school.trust, places=1)
    make_trainee(cohort)
    late = make_person(school.trust)
    signed_in(client, school.educator)
    address = reverse("enrol", args=[late.public_id])
    answer = client.post(address, {"cohort": cohort.pk})
    assert answer.status_code == 422 and "All 1 places are taken" in answer.content.decode()
    assert client.post(address, {"cohort": cohort.pk, "waiting": "on"}).status_code == 302
    assert late.waiting_places.get().state == "waiting" and not late.trainings.exists()
    assert late.name in client.get(reverse("cohort", args=[cohort.pk])).content.decode()


def test_a_dropped_place_is_offered_to_whoever_asked_first_and_passed_on(school):
    cohort = make_cohort(school.trust, places=2)
    first, _ = make_trainee(cohort), make_trainee(cohort)
    one, two, three = waits(cohort), waits(cohort), waits(cohort)
    leaves(first)
    assert state_of(one, two, three) == ["offered", "waiting", "waiting"]
    with pytest.raises(Refused, match="kept for somebody"):
        make_trainee(cohort)
    answer_dropped_place(one, takes=False, today=TODAY, by=SYSTEM)
    assert state_of(one, two, three) == ["passed", "offered", "waiting"]
    with pytest.raises(Refused, match="No place has come free"):
        answer_dropped_place(three, takes=True, today=TODAY, by=SYSTEM)
    answer_dropped_place(two, takes=True, today=TODAY, by=SYSTEM)
    assert two.person.trainings.get().cohort == cohort
    with pytest.raises(Refused, match="taken already"):
        answer_dropped_place(two, takes=True, today=TODAY, by=SYSTEM)
    assert cohort.trainees.in_place().count() == 2


def test_more_places_are_offered_at_once_and_an_offered_person_may_be_enrolled_by_hand(school):
    cohort = make_cohort(school.trust, places=1)
    make_trainee(cohort)
    one, two, three = waits(cohort), waits(cohort), waits(cohort)
    change_cohort(cohort, places=3, today=TODAY, by=SYSTEM)
    assert state_of(one, two, three) == ["offered", "offered", "waiting"]
    enrol_trainee(one.person, cohort=cohort, by=SYSTEM)
    assert state_of(one, two, three) == ["taken", "offered", "waiting"]


def test_somebody_takes_their_own_offered_place_from_their_own_record(school, client):
    cohort = make_cohort(school.trust, places=1)
    first = make_trainee(cohort)
    person, account = make_person(school.trust), make_user(school.trust, Role.PERSON)
    link_account(person, account=account, by=SYSTEM)
    mine, other = waits(cohort, person), waits(cohort)
    leaves(first)
    signed_in(client, account)
    assert "offered to you" in client.get(reverse("own_record")).content.decode()
    assert client.post(reverse("waiting_place_answer", args=[other.pk]), {"answer": "take"}).status_code == 404
    assert client.post(reverse("waiting_place_answer", args=[mine.pk]), {"answer": "take"}).status_code == 302
    assert person.trainings.get().cohort == cohort


def test_leaving_is_recorded_with_its_week_and_what_they_said_and_cannot_be_done_twice(school, client):
    trainee = make_trainee(school.cohort)
    signed_in(client, school.educator)
    address = reverse("trainee_withdraw", args=[trainee.pk])
    assert client.post(address, {"week": "3", "because": "caring"}).status_code == 302
    trainee.refresh_from_db()
    assert (trainee.result, trainee.withdrew_week, trainee.withdrew_because) == ("withdrew", 3, "caring")
    assert "Withdrew, week 3" in client.get(reverse("cohort", args=[school.cohort.pk])).content.decode()
    assert client.post(address, {"week": "4", "because": "work"}).status_code == 422


def test_completion_on_a_course_is_recorded_by_the_certificate_only(school):
    trainee = make_trainee(school.cohort)
    with pytest.raises(Refused, match="Issue the certificate"):
        record_result(trainee, result=Trainee.Result.COMPLETED, by=SYSTEM)
    elsewhere = make_trainee(make_cohort(school.trust))
    assert record_result(elsewhere, result=Trainee.Result.COMPLETED, by=SYSTEM).result == "completed"


def test_a_course_is_added_and_changed_and_what_makes_no_sense_is_told(school, client):
    signed_in(client, school.educator)
    facts = {
        "name": "ImROC course", "provider": "ImROC", "hours": "40", "attendance": "75", "most_hours_missed": "50",
        "work_experience_hours": "0", "pass_mark": "80", "resubmissions": "2",
    }  # fmt: skip
    answer = client.post(reverse("course_new"), facts)
    assert answer.status_code == 422 and "No more hours can be missed" in answer.content.decode()
    assert client.post(reverse("course_new"), facts | {"most_hours_missed": ""}).status_code == 302
    course = Course.objects.get(name="ImROC course")
    assert float(course.attendance_share) == 0.75 and course.most_hours_missed is None
    changed = client.post(
        reverse("course_change", args=[course.pk]), facts | {"most_hours_missed": "6", "attendance": "80"}
    )
    assert changed.status_code == 302
    form = client.get(reverse("course_change", args=[course.pk])).content.decode()
    assert re.search(r'name="attendance"[^>]* value="80"', form)
    course.refresh_from_db()
    assert course.most_hours_missed == 6
    assert "ImROC course" in client.get(reverse("courses")).content.decode()


@pytest.mark.parametrize("page", ["cohort", "cohorts", "courses", "work_experience"])
def test_a_list_runs_the_same_queries_for_one_row_and_for_three(school, client, page, django_assert_max_num_queries):
    from tests.training.test_experience import make_slot

    address = reverse(page, args=[school.cohort.pk] if page == "cohort" else [])
    signed_in(client, school.educator)
    counted = []
    for _ in range(2):
        make_trainee(school.cohort)
        make_slot(school.trust)
        client.get(address)
        with django_assert_max_num_queries(15) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1]
