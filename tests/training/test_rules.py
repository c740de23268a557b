"""How much may be missed, when somebody is told, and what a certificate asks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.training.rules import (
    Reached,
    attended_so_far,
    line_of,
    may_issue_certificate,
    opinions_shown,
    places_free,
    revoking_ends_completion,
    slot_may_be_booked,
    slot_may_be_signed_off,
    week_of_course,
)

D = Decimal
HALVES = st.integers(0, 160).map(lambda number: D(number) / 2)
TAUGHT = line_of(D(75), D("0.8"), D(8))


def stand(missed, made_up=0, held=40, line=TAUGHT, next_hours="4.5"):
    coming = None if next_hours is None else D(next_hours)
    return attended_so_far(line, held=D(held), missed=D(missed), made_up=D(made_up), next_hours=coming)


@pytest.mark.parametrize(
    ("hours", "share", "most", "agreed", "may_miss"),
    [
        (75, "0.8", 8, {}, 8),
        (72, "0.8", None, {}, "14.4"),
        (30, "0.8", 8, {}, 6),
        (75, "0.8", 8, {"attendance_line": D(70)}, "22.5"),
        (75, "0.8", 8, {"hours_missed": D(12)}, 12),
        (75, "0.8", 8, {"hours_missed": D(30)}, 30),
        (75, "0.8", 8, {"attendance_line": D(70), "hours_missed": D(10)}, 10),
        (75, "0.8", 8, {"extra_time": D(25)}, 8),
    ],
)
def test_the_stricter_of_share_and_hours_counts_unless_something_was_agreed(hours, share, most, agreed, may_miss):
    line = line_of(D(hours), D(share), None if most is None else D(most), agreed)
    assert line.may_miss == D(may_miss)


@pytest.mark.parametrize(
    ("missed", "made_up", "next_hours", "state", "left"),
    [
        ("0", 0, "4.5", "on_course", 8),
        ("3.5", 0, "4.5", "on_course", "4.5"),
        ("4", 0, "4.5", "near", 4),
        ("8", 0, "4.5", "near", 0),
        ("8.5", 0, "4.5", "below", "-0.5"),
        ("8.5", 4, "4.5", "on_course", "3.5"),
        ("8", 0, None, "on_course", 0),
    ],
)
def test_the_warning_comes_before_the_fall(missed, made_up, next_hours, state, left):
    if made_up:
        next_hours = "3.5"
    said = stand(missed, made_up, next_hours=next_hours)
    assert (said.state, said.left) == (state, D(left))


def test_attendance_is_enough_once_the_hours_are_there_and_not_too_many_missed():
    assert stand(8, held=75, next_hours=None).enough
    assert not stand("8.5", held=75, next_hours=None).enough
    assert not stand(0, held=59, next_hours="4.5").enough
    assert not attended_so_far(None, held=D(75), missed=D(0), made_up=D(0), next_hours=None).enough


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(held=HALVES, missed=HALVES, more=HALVES)
def test_missing_more_never_helps_and_catching_up_never_harms(held, missed, more):
    order = {"below": 0, "near": 1, "on_course": 2, "met": 2}
    now, worse = stand(missed, held=held), stand(missed + more, held=held)
    assert order[worse.state] <= order[now.state] and worse.left <= now.left
    mended = stand(missed + more, made_up=more, held=held)
    assert (mended.state, mended.left) == (now.state, now.left)


THERE = Reached(course=True, attendance=True, experience_needed=D(12), experience_done=D(12), exams=True)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(attendance=st.booleans(), done=st.integers(0, 20), exams=st.booleans())
def test_a_certificate_needs_attendance_and_work_experience_and_exams(attendance, done, exams):
    reached = Reached(True, attendance, D(12), D(done), exams)
    verdict = may_issue_certificate("in_training", reached, standing=False)
    assert bool(verdict) == (attendance and done >= 12 and exams)
    assert len(verdict.reasons) == [attendance, done >= 12, exams].count(False)


def test_a_certificate_is_issued_once_and_never_to_somebody_who_left():
    assert may_issue_certificate("in_training", THERE, standing=False)
    assert not may_issue_certificate("in_training", THERE, standing=True)
    assert not may_issue_certificate("withdrew", THERE, standing=False)
    nothing = Reached(course=False, attendance=False, experience_needed=D(0), experience_done=D(0), exams=True)
    assert not may_issue_certificate("in_training", nothing, standing=False)
    assert may_issue_certificate("completed", nothing, standing=False)


def test_weeks_are_counted_from_the_first_day():
    first = date(2026, 9, 7)
    days = (-1, 0, 6, 7, 20)
    assert [week_of_course(first, first + timedelta(days=day)) for day in days] == [0, 1, 1, 2, 3]
    assert week_of_course(None, first) is None


def test_opinions_are_told_from_five_on_and_in_fives():
    assert [opinions_shown(many) for many in (0, 4, 5, 9, 10)] == [0, 0, 5, 5, 10]


def test_a_replaced_certificate_leaves_the_completion_and_a_mistaken_one_does_not():
    assert [revoking_ends_completion(why) for why in ("mistake", "conduct", "details", "asked")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_place_kept_for_somebody_is_not_free():
    assert places_free(16, 14, 1) == 1 and places_free(16, 15, 1) == 0 and places_free(None, 3, 0) == 0
    assert places_free(4, 9, 0) == 0


def test_work_experience_is_booked_once_and_locked_once_signed_off():
    assert slot_may_be_booked(signed_off=False, booked=False, in_training=True, team_open=True)
    for fault in ({"signed_off": True}, {"booked": True}, {"in_training": False}, {"team_open": False}):
        fine = {"signed_off": False, "booked": False, "in_training": True, "team_open": True}
        assert not slot_may_be_booked(**(fine | fault))
    day = date(2026, 9, 7)
    assert slot_may_be_signed_off(False, True, day, day, D(6))
    assert not slot_may_be_signed_off(True, True, day, day, D(6))
    assert not slot_may_be_signed_off(False, False, day, day, D(6))
    assert not slot_may_be_signed_off(False, True, day, day - timedelta(days=1), D(6))
    assert not slot_may_be_signed_off(False, True, day, day, D(0))
