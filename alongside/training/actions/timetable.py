"""Deeds on rooms, educators, what a course teaches, and the timetable of a cohort."""

from django.db.models import Max

from alongside.access.gate import action
from alongside.access.models import Trust, User
from alongside.access.permissions import May
from alongside.access.verdicts import Refused, Verdict
from alongside.training.models import (
    Attendance,
    Cohort,
    Course,
    Educator,
    Session,
    SyllabusSession,
    TeachingRoom,
    UnplacedSession,
)
from alongside.training.queries.timetable import lesson_as_stands, places_of, term_of, times_of
from alongside.training.rules.timetable import Half, Place, Timetable, clashes


@action(May.ADD_ROOM)
def add_room(trust: Trust, *, name, seats, by) -> TeachingRoom:
    room = TeachingRoom(trust=trust, name=name, seats=seats)
    room.full_clean()
    room.save()
    return room


@action(May.RECORD_EDUCATOR)
def record_educator(user: User, *, level, domains, weekdays, teaching_since=None, by) -> Educator:
    """What is known of an educator as one who teaches; recorded again, it is changed."""
    found = Educator.objects.filter(user=user).first() or Educator(trust=user.trust, user=user)
    found.level, found.domains, found.weekdays = level, sorted(domains), sorted(weekdays)
    found.teaching_since = teaching_since
    found.full_clean()
    found.save()
    return found


@action(May.ADD_SYLLABUS_SESSION)
def add_syllabus_session(course: Course, *, title, hours, domain="", level="assistant", by) -> SyllabusSession:
    Course.objects.select_for_update().get(pk=course.pk)
    last = course.syllabus.aggregate(last=Max("position"))["last"] or 0
    row = SyllabusSession(course=course, position=last + 1, title=title, hours=hours, domain=domain, level=level)
    row.full_clean()
    row.save()
    return row


@action(May.ARRANGE_TIMETABLE)
def arrange_timetable(cohort: Cohort, *, timetable: Timetable, by) -> Cohort:
    """Put a timetable in place of what stood, as long as no register has been taken; on today's facts."""
    Trust.objects.select_for_update().get(pk=cohort.trust_id)
    if Attendance.objects.filter(session__cohort=cohort).exists():
        raise Refused("A register has been taken already, so the timetable stands. Move single sessions instead.")
    rows = {str(row.pk): row for row in SyllabusSession.objects.filter(course=cohort.course_id)}
    if timetable.placed:
        days = [one.start.day for one in timetable.placed]
        term = term_of(cohort, min(days), max(days))
        for place in timetable.placed:
            Verdict(tuple(clashes(term, place, timetable.placed))).or_refuse()
    cohort.sessions.all().delete()
    cohort.unplaced.all().delete()
    for place in timetable.placed:
        row = rows[place.lesson.key]
        starts_at, ends_at = times_of(place)
        session = Session(
            cohort=cohort, title=row.title, starts_at=starts_at, ends_at=ends_at, hours=row.hours,
            room=place.room.name, educator_id=_user_of(place), domain=row.domain,
        )  # fmt: skip
        session.full_clean()
        session.save()
    UnplacedSession.objects.bulk_create(
        UnplacedSession(cohort=cohort, planned=rows[key], why=why) for key, why in timetable.refused.items()
    )
    return cohort


def _user_of(place: Place) -> int:
    return int(place.teacher.key.removeprefix("user:"))


@action(May.MOVE_SESSION)
def move_session(session: Session, *, day, part, room: TeachingRoom, educator: Educator, by) -> Session:
    """Refused with each clash: cohort, room or educator at that time, who may not teach it, who does not work then."""
    Trust.objects.select_for_update().get(pk=session.trust_id)
    cohort = session.cohort
    people = cohort.trainees.in_place().count()
    lesson = lesson_as_stands(session, people)
    if lesson.whole_day and part != "morning":
        raise Refused(f"{session.title} takes the whole day: it begins in the morning.")
    place = Place(lesson, Half(day, part), room.as_space(), educator.as_teacher())
    Verdict(tuple(clashes(term_of(cohort, day, day), place, places_of(cohort)))).or_refuse()
    session.starts_at, session.ends_at = times_of(place)
    session.room, session.educator = room.name, educator.user
    session.full_clean()
    session.save(update_fields=["starts_at", "ends_at", "room", "educator"])
    return session
