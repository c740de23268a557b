"""The timetable of a cohort through the pages: made, refused with the clash, moved, and taken into a calendar."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.training.actions import (
    add_cohort,
    add_room,
    add_syllabus_session,
    enrol_trainee,
    move_session,
    record_educator,
    take_register,
)
from alongside.training.models import Educator, TeachingRoom
from tests.factories import SYSTEM, make_person, make_trust, make_user, signed_in
from tests.training.making import make_course

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)


@pytest.fixture
def trust():
    return make_trust()


@pytest.fixture
def lead(trust):
    return make_user(trust, Role.PROGRAMME_LEAD)


@pytest.fixture
def cohort(trust):
    """Two weeks, two rooms, Asha and Tobias, and six sessions of which only Asha may teach the fourth and fifth."""
    course = make_course(trust)
    for name, seats in (("Willow Room", 16), ("Oak Room", 4)):
        add_room(trust, name=name, seats=seats, by=SYSTEM)
    for name, domains, weekdays in (("Asha", [], [0]), ("Tobias", ["values"], [0, 1, 2])):
        user = make_user(trust, Role.EDUCATOR, name=name)
        record_educator(user, level="educator", domains=domains, weekdays=weekdays, by=SYSTEM)
    for number in range(1, 7):
        domain = "teams" if number in (4, 5) else "values"
        add_syllabus_session(course, title=f"Session {number}", hours=3, domain=domain, by=SYSTEM)
    return add_cohort(trust, number=1, course=course, starts_on=MONDAY, ends_on=MONDAY, places=12, by=SYSTEM)


def made(client, lead, cohort, days, **wish):
    signed_in(client, lead)
    last = MONDAY + timedelta(days=days)
    form = {"first_on": MONDAY.isoformat(), "last_on": last.isoformat(), **wish}
    return client.post(reverse("timetable_new", args=[cohort.pk]), form)


def page(client, cohort):
    return client.get(reverse("timetable", args=[cohort.pk])).content.decode()


def test_a_timetable_is_made_and_says_what_stands_against_an_impossible_wish(client, lead, cohort):
    wished = cohort.course.syllabus.get(title="Session 4").pk
    assert made(client, lead, cohort, 8, session=wished, day="2026-01-06").status_code == 302
    assert cohort.sessions.count() == 5
    assert set(cohort.sessions.values_list("room", flat=True)) == {"Willow Room"}
    assert "Session 4 needs Asha, who works on none of its days." in page(client, cohort)
    made(client, lead, cohort, 8)
    assert cohort.sessions.count() == 6 and "Without a place" not in page(client, cohort)


def test_another_cohort_s_room_and_educator_are_not_taken_twice(client, lead, cohort):
    other = add_cohort(lead.trust, number=2, course=cohort.course, starts_on=MONDAY, places=12, by=SYSTEM)
    made(client, lead, cohort, 8)
    made(client, lead, other, 8)
    uses = [*cohort.sessions.values_list("starts_at", "room"), *other.sessions.values_list("starts_at", "room")]
    assert len(uses) == len(set(uses)) and other.sessions.exists()


def test_a_move_onto_a_clash_is_refused_with_its_name_and_a_free_one_is_done(client, lead, cohort):
    made(client, lead, cohort, 8)
    first, second = cohort.sessions.order_by("starts_at")[:2]
    room, tobias = TeachingRoom.objects.get(name="Willow Room"), Educator.objects.get(user__name="Tobias")
    part = "morning" if second.starts_at.hour < 12 else "afternoon"
    with pytest.raises(Refused, match=f"cohort is in {second.title}"):
        move_session(first, day=second.starts_at.date(), part=part, room=room, educator=tobias, by=lead)
    with pytest.raises(Refused, match="does not work on a Thursday"):
        move_session(first, day=date(2026, 1, 15), part="morning", room=room, educator=tobias, by=lead)
    moved = move_session(first, day=date(2026, 1, 14), part="morning", room=room, educator=tobias, by=lead)
    assert moved.starts_at.date() == date(2026, 1, 14) and moved.educator.name == "Tobias"


def test_once_a_register_is_taken_the_timetable_stands(client, lead, cohort):
    made(client, lead, cohort, 8)
    trainee = enrol_trainee(make_person(lead.trust), cohort=cohort, by=SYSTEM)
    session = cohort.sessions.first()
    take_register(session, missed={trainee: 0}, today=date(2026, 2, 1), by=SYSTEM)
    answer = made(client, lead, cohort, 8)
    assert answer.status_code == 422 and "A register has been taken already" in answer.content.decode()
    assert cohort.sessions.filter(pk=session.pk).exists()


def test_a_calendar_says_course_session_and_nothing_else(client, lead, cohort):
    made(client, lead, cohort, 8)
    data = client.get(reverse("timetable_calendar", args=[cohort.pk])).content
    events = Calendar.from_ical(data).walk("VEVENT")
    assert len(events) == 6 and {str(one["summary"]) for one in events} == {"Course session"}
    assert b"Session 4" not in data and b"Asha" not in data
