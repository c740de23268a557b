"""From sessions, rooms and educators to what the timetable rule reads, and back."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from alongside.training.models import Cohort, Educator, Session, SyllabusSession, TeachingRoom
from alongside.training.rules.timetable import (
    AFTERNOON,
    HALF_DAY,
    MORNING,
    Half,
    Lesson,
    Place,
    Space,
    Taken,
    Teacher,
    Term,
    halves_between,
)

HOURS = {MORNING: (time(9, 30), time(12, 30)), AFTERNOON: (time(13, 30), time(16, 30))}
NOON = 12


def lesson_of(row: SyllabusSession, people: int, **wish) -> Lesson:
    return Lesson(
        key=str(row.pk), name=row.title, whole_day=float(row.hours) > HALF_DAY, domain=row.domain, people=people,
        level=row.level, **wish,
    )  # fmt: skip


def halves_of(session: Session) -> tuple[Half, ...]:
    """The halves of a day that a session takes."""
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    parts = [MORNING] if starts.hour < NOON else []
    parts += [AFTERNOON] if ends.hour > NOON else []
    return tuple(Half(starts.date(), part) for part in parts or [AFTERNOON])


def times_of(place: Place) -> tuple[datetime, datetime]:
    """When a place begins and ends."""
    first, last = place.halves[0], place.halves[-1]
    begins, ends = HOURS[first.part][0], HOURS[last.part][1]
    return tuple(timezone.make_aware(datetime.combine(first.day, one)) for one in (begins, ends))


def busy_between(trust_id: int, first: date, last: date, *, without: Cohort) -> tuple[Taken, ...]:
    """Rooms and educators that other cohorts use."""
    rooms = {room.name: f"room:{room.pk}" for room in TeachingRoom.objects.filter(trust=trust_id)}
    others = Session.objects.filter(
        cohort__trust=trust_id, starts_at__date__gte=first, starts_at__date__lte=last
    ).exclude(cohort=without)
    found = []
    for session in others.select_related("cohort"):
        for half in halves_of(session):
            what = f"{session.cohort} has {session.title}"
            if session.room in rooms:
                found.append(Taken(rooms[session.room], half, what))
            if session.educator_id:
                found.append(Taken(f"user:{session.educator_id}", half, what))
    return tuple(found)


def term_of(cohort: Cohort, first: date, last: date, lessons: tuple[Lesson, ...] = ()) -> Term:
    """Everything a timetable of this cohort is made from."""
    return Term(
        lessons,
        tuple(room.as_space() for room in TeachingRoom.objects.filter(trust=cohort.trust_id)),
        tuple(one.as_teacher() for one in Educator.objects.filter(trust=cohort.trust_id).select_related("user")),
        halves_between(first, last),
        busy_between(cohort.trust_id, first, last, without=cohort),
    )


def places_of(cohort: Cohort) -> list[Place]:
    """What stands in the timetable of a cohort, as the rule reads it."""
    rooms = {room.name: room.as_space() for room in TeachingRoom.objects.filter(trust=cohort.trust_id)}
    found = []
    for row in cohort.sessions.select_related("educator"):
        room = rooms.get(row.room, Space(f"name:{row.room}", row.room or "No room"))
        teacher = Teacher(f"user:{row.educator_id}", row.educator.name if row.educator else "Nobody")
        found.append(Place(lesson_as_stands(row), halves_of(row)[0], room, teacher))
    return found


def lesson_as_stands(session: Session, people: int = 0) -> Lesson:
    """A session that is in the timetable already; it is known by a key of its own."""
    whole = len(halves_of(session)) > 1
    return Lesson(f"session:{session.pk}", session.title, whole_day=whole, domain=session.domain, people=people)


def weeks_of(sessions) -> list[tuple[date, list[Session]]]:
    """(Monday, sessions) in order."""
    weeks: dict[date, list[Session]] = {}
    for session in sessions:
        day = timezone.localtime(session.starts_at).date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(session)
    return sorted(weeks.items())
