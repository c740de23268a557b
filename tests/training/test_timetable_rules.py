"""A timetable never has a room, an educator or a cohort twice at once, and says truly why a session has no place."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.training.rules.timetable import (
    AFTERNOON,
    LEVELS,
    MORNING,
    PARTS,
    Half,
    Lesson,
    Place,
    Space,
    Taken,
    Teacher,
    Term,
    against,
    candidates,
    clashes,
    halves_between,
    make_timetable,
)

MONDAY = date(2026, 1, 5)
ROOMS = (Space("w", "Willow Room", 20), Space("b", "Birch Room", 16), Space("o", "Oak Room", 8))
ASHA = Teacher("a", "Asha", "senior")
TOBIAS = Teacher("t", "Tobias", "educator", frozenset({"values", "knowledge"}), frozenset({0, 1, 2}))


def sound(term, timetable):
    """Everything that must be true of any timetable."""
    placed = timetable.placed
    assert {one.lesson.key for one in placed} | set(timetable.refused) == {one.key for one in term.lessons}
    assert len(placed) + len(timetable.refused) == len(term.lessons)
    uses = [
        (kind, key, half)
        for one in placed
        for half in one.halves
        for kind, key in (("room", one.room.key), ("teacher", one.teacher.key), ("group", one.lesson.group))
    ]
    assert len(uses) == len(set(uses))
    for one in placed:
        assert one in candidates(term, one.lesson) and clashes(term, one, placed) == []
    for lesson in term.lessons:
        if lesson.key in timetable.refused:
            assert timetable.refused[lesson.key].startswith(lesson.name)
            for option in candidates(term, lesson):
                assert any(against(other, option) for other in placed), "it would have had a place"


def test_forty_sessions_three_rooms_two_educators_and_one_impossible_wish():
    days = halves_between(MONDAY, MONDAY + timedelta(days=60))
    lessons = [
        Lesson(f"s{number}", f"Session {number}", domain=("values", "relational", "knowledge", "teams")[number % 4],
               people=16, whole_day=number % 10 == 0)
        for number in range(1, 41)
    ]  # fmt: skip
    lessons[6] = Lesson("s7", "Session 7", domain="teams", people=16, day=MONDAY, part=MORNING, educator="a")
    lessons[11] = Lesson("s12", "Session 12", domain="relational", people=16, day=MONDAY, part=MORNING)
    term = Term(tuple(lessons), ROOMS, (ASHA, TOBIAS), days)
    timetable = make_timetable(term)
    sound(term, timetable)
    assert len(timetable.placed) == 39
    (reason,) = timetable.refused.values()
    assert reason in {
        "Session 12 needs Asha, who teaches Session 7 at that time, and nobody else may teach it.",
        "Session 7 is wished for with Asha, who teaches Session 12 at that time.",
    }
    alike = [one.lesson.key for one in timetable.placed if one.lesson.domain == "values" and not one.lesson.whole_day]
    assert alike == sorted(alike, key=lambda key: int(key[1:]))


@pytest.mark.parametrize(
    ("lesson", "reason"),
    [
        (Lesson("s", "Session 9", level="senior", domain="values", educator="t"), "has nobody who may teach it"),
        (Lesson("s", "Session 9", people=21), "has no room that seats 21"),
        (Lesson("s", "Session 9", day=date(2026, 1, 10)), "no teaching day"),
        (Lesson("s", "Session 9", educator="t", day=date(2026, 1, 8)), "needs Tobias, who works on none"),
        (Lesson("s", "Session 9", day=MONDAY, part=AFTERNOON, room="o"), "taken by others"),
    ],
)  # fmt: skip
def test_each_refusal_names_what_stands_against_it(lesson, reason):
    busy = (Taken("o", Half(MONDAY, AFTERNOON), "Cohort 9"),)
    term = Term((lesson,), ROOMS, (ASHA, TOBIAS), halves_between(MONDAY, MONDAY + timedelta(days=4)), busy)
    assert reason in make_timetable(term).refused["s"]


def test_a_move_names_each_clash():
    term = Term((), ROOMS, (ASHA, TOBIAS), halves_between(MONDAY, MONDAY))
    start = Half(MONDAY, MORNING)
    stands = Place(Lesson("1", "Session 1", "c1"), start, ROOMS[0], TOBIAS)
    moved = Place(Lesson("2", "Session 2", "c1", domain="teams", people=30), start, ROOMS[0], TOBIAS)
    assert clashes(term, moved, [stands, moved]) == [
        "Tobias teaches Session 1 at that time.",
        "The cohort is in Session 1 at that time.",
        "Willow Room is used by Session 1 at that time.",
        "Tobias may not teach Session 2.",
        "Willow Room seats 20, and 30 come.",
    ]


weeks = halves_between(MONDAY, MONDAY + timedelta(days=3))
some_keys = st.sampled_from(["", "", "1", "2"])
lessons = st.builds(
    Lesson,
    key=st.just(""),
    name=st.just(""),
    group=st.sampled_from(["x", "y"]),
    whole_day=st.booleans(),
    domain=st.sampled_from(["", "values", "teams"]),
    people=st.integers(0, 12),
    level=st.sampled_from(LEVELS),
    day=st.none() | st.sampled_from([half.day for half in weeks] + [MONDAY - timedelta(days=1)]),
    part=st.sampled_from(["", *PARTS]),
    room=some_keys,
    educator=some_keys,
)
teachers = st.builds(
    Teacher,
    key=st.just(""),
    name=st.just(""),
    level=st.sampled_from(LEVELS),
    domains=st.frozensets(st.sampled_from(["values", "teams"])),
    weekdays=st.frozensets(st.integers(0, 4), min_size=1),
)


@settings(max_examples=60, deadline=None)
@given(
    wanted=st.lists(lessons, max_size=12),
    who=st.lists(teachers, max_size=2),
    seats=st.lists(st.integers(1, 15), max_size=2),
    busy=st.lists(st.tuples(st.sampled_from(["1", "r1"]), st.sampled_from(weeks)), max_size=4),
)
def test_no_room_educator_or_cohort_is_ever_twice_at_once_and_every_refusal_is_true(wanted, who, seats, busy):
    named = [Lesson(**{**vars(one), "key": f"s{n}", "name": f"Session {n}"}) for n, one in enumerate(wanted)]
    named = [Lesson(**{**vars(one), "room": one.room and f"r{one.room}"}) for one in named]
    term = Term(
        tuple(named),
        tuple(Space(f"r{n}", f"Room {n}", seat) for n, seat in enumerate(seats, start=1)),
        tuple(Teacher(**{**vars(one), "key": str(n), "name": f"Educator {n}"}) for n, one in enumerate(who, start=1)),
        weeks,
        tuple(Taken(key, half, "another course") for key, half in busy),
    )
    sound(term, make_timetable(term))
