"""A timetable from sessions, rooms, educators and days: as many sessions as fit, and why each other one does not.

Exact: a linear program over every (session, time, room, educator) that is possible at all, solved by HiGHS. First as
many sessions as can be are placed, then they lie as near to the order and spread of the course as can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

MORNING, AFTERNOON = "morning", "afternoon"
PARTS = (MORNING, AFTERNOON)
# Half a day of teaching is at most this long; longer sessions take the whole day.
HALF_DAY = 3.5
LEVELS = ("assistant", "educator", "senior")
# Placing one more session always counts for more than any order of them.
SECONDS = 20.0


@dataclass(frozen=True, order=True)
class Half:
    """Half of one day."""

    day: date
    part: str

    @property
    def first(self) -> bool:
        return self.part == MORNING

    def said(self) -> str:
        return f"{self.day:%A} {self.day.day} {self.day:%B}, {self.part}"


@dataclass(frozen=True)
class Lesson:
    """A session to be placed: how long, what it teaches, for how many, and what was wished for it."""

    key: str
    name: str
    group: str = ""
    whole_day: bool = False
    domain: str = ""
    people: int = 0
    level: str = "assistant"
    day: date | None = None
    part: str = ""
    room: str = ""
    educator: str = ""


@dataclass(frozen=True)
class Space:
    """A room and how many it seats."""

    key: str
    name: str
    seats: int = 999


@dataclass(frozen=True)
class Teacher:
    """An educator as a person: level, what they may teach (nothing named means everything), the weekdays they work."""

    key: str
    name: str
    level: str = "educator"
    domains: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset(range(5))

    def may_teach(self, lesson: Lesson) -> bool:
        fit = not self.domains or not lesson.domain or lesson.domain in self.domains
        return fit and LEVELS.index(self.level) >= LEVELS.index(lesson.level)


@dataclass(frozen=True)
class Place:
    """Where and when a lesson is, and who teaches it."""

    lesson: Lesson
    start: Half
    room: Space
    teacher: Teacher

    @cached_property
    def halves(self) -> tuple[Half, ...]:
        return (self.start, Half(self.start.day, AFTERNOON)) if self.lesson.whole_day else (self.start,)


@dataclass(frozen=True)
class Taken:
    """A room or an educator that is not free, and why; `who` is the key of either."""

    who: str
    half: Half
    what: str


@dataclass(frozen=True)
class Term:
    """What a timetable is made from. `busy` are rooms and educators that others use, or the cohort's own days."""

    lessons: tuple[Lesson, ...]
    rooms: tuple[Space, ...]
    teachers: tuple[Teacher, ...]
    halves: tuple[Half, ...]
    busy: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class Timetable:
    """Every lesson, placed or refused with its reason."""

    placed: tuple[Place, ...]
    refused: dict[str, str] = field(default_factory=dict)


def halves_between(first: date, last: date, closed: Iterable[date] = ()) -> tuple[Half, ...]:
    """Teaching takes place on weekdays between two days, but not on days that are closed."""
    shut = set(closed)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(Half(day, part) for day in days if day.weekday() < 5 and day not in shut for part in PARTS)


def candidates(term: Term, lesson: Lesson) -> list[Place]:
    """Every place that a lesson admits when nothing else is placed: seats, level, what and when an educator teaches."""
    free = set(term.halves)
    taken = {(one.who, one.half) for one in term.busy}
    rooms = [room for room in term.rooms if lesson.room in ("", room.key) and room.seats >= lesson.people]
    teachers = [one for one in term.teachers if lesson.educator in ("", one.key) and one.may_teach(lesson)]
    found = []
    for half in term.halves:
        if (lesson.day and half.day != lesson.day) or (lesson.part and half.part != lesson.part):
            continue
        if lesson.whole_day and (not half.first or Half(half.day, AFTERNOON) not in free):
            continue
        for teacher in teachers:
            if half.day.weekday() in teacher.weekdays:
                places = (Place(lesson, half, room, teacher) for room in rooms)
                found += [
                    one for one in places
                    if not any((key, each) in taken for each in one.halves for key in (one.room.key, teacher.key))
                ]  # fmt: skip
    return found


def make_timetable(term: Term) -> Timetable:
    """The most sessions that rooms, educators and days allow, in the order of the course as far as can be; each session
    that finds no place is told the clash that stands against it (B4)."""
    options = [place for lesson in term.lessons for place in candidates(term, lesson)]
    chosen = _solved(term, options) if options else []
    placed = tuple(sorted(chosen, key=lambda one: (one.start.day, PARTS.index(one.start.part))))
    there = {one.lesson.key for one in placed}
    refused = {one.key: why_not(term, one, placed) for one in term.lessons if one.key not in there}
    return Timetable(placed, refused)


def _solved(term: Term, options: Sequence[Place]) -> list[Place]:
    """The binary program: a lesson at most once; a room, an educator and the cohort at most once in half a day."""
    # Here, as every process and every command imports these rules, and few make a timetable.
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    rows: dict[tuple[str, str, Half | None], int] = {}
    row_of, column_of = [], []
    for column, place in enumerate(options):
        uses: list[tuple[str, str, Half | None]] = [("lesson", place.lesson.key, None)]
        for half in place.halves:
            uses += [
                ("group", place.lesson.group, half),
                ("teacher", place.teacher.key, half),
                ("room", place.room.key, half),
            ]
        for use in uses:
            row_of.append(rows.setdefault(use, len(rows)))
            column_of.append(column)
    grid = coo_array((np.ones(len(row_of)), (row_of, column_of)), shape=(len(rows), len(options)))
    answer = milp(
        _costs(term, options),
        constraints=LinearConstraint(grid.tocsr(), -np.inf, 1),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(options)),
        options={"time_limit": SECONDS, "mip_rel_gap": 1e-6},
    )
    if answer.x is None:
        raise RuntimeError("The timetable could not be worked out in the time it has.")
    chosen = [place for place, taken in zip(options, answer.x, strict=True) if taken > 0.5]
    for place in options:
        if not any(one.lesson == place.lesson or against(one, place) for one in chosen):
            chosen.append(place)
    return chosen


def against(standing: Place, place: Place) -> list[str]:
    """What of a place another one takes already: its cohort, its room, its educator; nothing at another time."""
    if not set(standing.halves) & set(place.halves):
        return []
    found = []
    if standing.teacher.key == place.teacher.key:
        found.append(f"{place.teacher.name} teaches {standing.lesson.name} at that time")
    if standing.lesson.group == place.lesson.group:
        found.append(f"the cohort is in {standing.lesson.name} at that time")
    if standing.room.key == place.room.key:
        found.append(f"{place.room.name} is used by {standing.lesson.name} at that time")
    return found


def _costs(term: Term, options: Sequence[Place]) -> np.ndarray:
    """Less is better: one more lesson outweighs all order; then each near its own share of the term, squared, which
    keeps alike lessons in their order; then the first room that fits."""
    order = {lesson.key: number for number, lesson in enumerate(term.lessons)}
    when = {half: number for number, half in enumerate(sorted(set(term.halves), key=_chronological))}
    spread = max(len(when) - 1, 1) / max(len(order) - 1, 1)
    rooms = {room.key: number for number, room in enumerate(sorted(term.rooms, key=lambda room: room.seats))}
    off = np.array([abs(when[one.start] - order[one.lesson.key] * spread) for one in options]) / max(len(when), 1)
    last = np.array([rooms[one.room.key] for one in options]) / (1000.0 * max(len(rooms), 1))
    worth = 2.0 * len(order) + 1
    return off**2 + last - worth


def _chronological(half: Half) -> tuple[date, int]:
    return half.day, PARTS.index(half.part)


def clashes(term: Term, place: Place, placed: Iterable[Place]) -> list[str]:
    """A move is refused when the cohort, the room or the educator is taken at that time; each clash is named (B3)."""
    found = []
    for other in placed:
        if other.lesson.key != place.lesson.key:
            found += [f"{said[0].upper()}{said[1:]}." for said in against(other, place)]
    for one in term.busy:
        if one.half in place.halves and one.who in (place.room.key, place.teacher.key):
            name = place.room.name if one.who == place.room.key else place.teacher.name
            found.append(f"{name} is taken on {one.half.said()}: {one.what}.")
    return [*dict.fromkeys(found), *_unfit(place)]


def _unfit(place: Place) -> list[str]:
    lesson, teacher, found = place.lesson, place.teacher, []
    if not teacher.may_teach(lesson):
        found.append(f"{teacher.name} may not teach {lesson.name}.")
    if place.start.day.weekday() not in teacher.weekdays:
        found.append(f"{teacher.name} does not work on a {place.start.day:%A}.")
    if place.room.seats < lesson.people:
        found.append(f"{place.room.name} seats {place.room.seats}, and {lesson.people} come.")
    return found


def why_not(term: Term, lesson: Lesson, placed: Sequence[Place]) -> str:
    """What stands against a session that found no place: nobody may teach it, no room seats it, its day is not one of
    the course, or who and what is taken at each time that would do."""
    teachers = [one for one in term.teachers if lesson.educator in ("", one.key) and one.may_teach(lesson)]
    if not teachers:
        return f"{lesson.name} has nobody who may teach it."
    if not any(lesson.room in ("", room.key) and room.seats >= lesson.people for room in term.rooms):
        return f"{lesson.name} has no room that seats {lesson.people}."
    if lesson.day and not any(half.day == lesson.day for half in term.halves):
        return f"{lesson.name} is wished for {Half(lesson.day, '').said().rstrip(', ')}, which is no teaching day here."
    names = _either(one.name for one in teachers)
    if not any(half.day.weekday() in one.weekdays for half in _times(term, lesson) for one in teachers):
        return f"{lesson.name} needs {names}, who {'works' if len(teachers) == 1 else 'work'} on none of its days."
    options = candidates(term, lesson)
    if not options:
        return f"{lesson.name} needs {names}, and at every time that would do they or the rooms are taken by others."
    return _blocked(lesson, teachers, options, placed)


def _times(term: Term, lesson: Lesson) -> list[Half]:
    return [
        half for half in term.halves
        if (not lesson.day or half.day == lesson.day) and (not lesson.part or half.part == lesson.part)
    ]  # fmt: skip


def _blocked(lesson: Lesson, teachers: Sequence[Teacher], options: Sequence[Place], placed: Sequence[Place]) -> str:
    """Every time that would do is taken: said by who or what takes it."""
    standing = {one: [other for other in placed if against(other, one)] for one in options}
    others = sorted(
        {other for found in standing.values() for other in found}, key=lambda one: _chronological(one.start)
    )
    those = "that time" if len({one.start for one in options}) == 1 else "each time that would do"
    told = _listed([other.lesson.name for other in others])
    sole = teachers[0] if len(teachers) == 1 else None
    if sole and all(any(other.teacher == sole for other in found) for found in standing.values()):
        taught = _listed([other.lesson.name for other in others if other.teacher == sole])
        if lesson.educator:
            return f"{lesson.name} is wished for with {sole.name}, who teaches {taught} at {those}."
        return f"{lesson.name} needs {sole.name}, who teaches {taught} at {those}, and nobody else may teach it."
    if all(any(other.lesson.group == lesson.group for other in found) for found in standing.values()):
        in_it = _listed([other.lesson.name for other in others if other.lesson.group == lesson.group])
        return f"{lesson.name} finds the cohort in {in_it} at {those}."
    return f"{lesson.name} finds its cohort, its room or whoever may teach it in {told} at {those}."


def _either(names: Iterable[str]) -> str:
    return " or ".join(names)


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:3]) + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
