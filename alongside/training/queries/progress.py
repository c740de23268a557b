"""How far trainees are: attended, missed, made up, done in host teams, and what was agreed for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, OuterRef, Subquery, Sum

from alongside.access.audit import keyed_digest
from alongside.people.models import Person
from alongside.training.models import (
    Adjustment,
    Attendance,
    CatchUp,
    Cohort,
    CourseOpinion,
    Session,
    Trainee,
    WorkExperienceSlot,
)
from alongside.training.queries.exams import exams_passed_by
from alongside.training.rules import Attended, Reached, attended_so_far, line_of, opinions_shown

NONE = Decimal(0)


@dataclass(frozen=True)
class Progress:
    """One trainee's progress, and the effects (never the causes) of what was agreed for them."""

    attended: Attended
    reached: Reached
    effects: list[str]


def progress_of(trainees: Iterable[Trainee], on: date) -> dict[int, Progress]:
    """Trainee -> progress on a day, in a fixed number of queries; each comes with its cohort and course."""
    trainees = list(trainees)
    pks = [trainee.pk for trainee in trainees]
    held, missed = {}, {}
    registers = Attendance.objects.filter(trainee__in=pks).values_list("trainee")
    for pk, hours, gone in registers.annotate(Sum("session__hours"), Sum("hours_missed")).order_by():
        held[pk], missed[pk] = hours, gone
    made_up, experience = {}, {}
    caught_up = CatchUp.objects.filter(trainee=OuterRef("pk"), done_on__isnull=False)
    signed_off = WorkExperienceSlot.objects.filter(trainee=OuterRef("pk"), signed_off_on__isnull=False)
    sums = Trainee.objects.filter(pk__in=pks).order_by()
    for pk, hours, done in sums.values_list("pk", _sum(caught_up, "hours"), _sum(signed_off, "hours_done")):
        made_up[pk], experience[pk] = hours or NONE, done or NONE
    to_come = longest_to_come({trainee.cohort_id for trainee in trainees})
    agreed = agreed_for({trainee.person_id for trainee in trainees}, on)
    passed = exams_passed_by(trainees)
    found = {}
    for trainee in trainees:
        course = trainee.cohort.course if trainee.cohort else None
        adjustments = agreed[trainee.person_id]
        values = {one.kind: one.value for one in adjustments}
        line = course and line_of(course.hours, course.attendance_share, course.most_hours_missed, values)
        attended = attended_so_far(
            line,
            held=held.get(trainee.pk, NONE),
            missed=missed.get(trainee.pk, NONE),
            made_up=made_up.get(trainee.pk, NONE),
            next_hours=to_come.get(trainee.cohort_id),
        )
        reached = Reached(
            course=course is not None,
            attendance=attended.enough,
            experience_needed=course.work_experience_hours if course else NONE,
            experience_done=experience.get(trainee.pk, NONE),
            exams=trainee.pk in passed,
        )
        found[trainee.pk] = Progress(attended, reached, [one.effect for one in adjustments])
    return found


def _sum(rows, column: str) -> Subquery:
    return Subquery(rows.order_by().values("trainee").annotate(total=Sum(column)).values("total"))


def longest_to_come(cohorts: set[int]) -> dict[int, Decimal]:
    """Cohort -> hours of its longest session whose register has not been taken yet."""
    open_sessions = Session.objects.filter(cohort__in=cohorts, attendances=None).order_by()
    return dict(open_sessions.values_list("cohort").annotate(Max("hours")))


def agreed_for(people: Iterable[int], on: date) -> dict[int, list[Adjustment]]:
    """Person -> the adjustments in force on a day."""
    found = defaultdict(list)
    for one in Adjustment.objects.on(on).filter(person__in=people):
        found[one.person_id].append(one)
    return found


def extra_time(person: Person, on: date) -> Decimal:
    """The extra time agreed for somebody's exams, in per cent; none is 0. Nothing says why."""
    agreed = Adjustment.objects.on(on).filter(person=person, kind=Adjustment.Kind.EXTRA_TIME)
    return agreed.aggregate(Max("value"))["value__max"] or NONE


def register_as_seen(session: Session) -> str:
    """A register in short, to notice that it was changed while somebody had it open."""
    rows = session.attendances.order_by("trainee").values_list("trainee", "hours_missed")
    return (keyed_digest(";".join(f"{pk}:{gone:.2f}" for pk, gone in rows)) or "")[:16]


def respondent(trainee: Trainee) -> str:
    """The digest under which a trainee's opinion is kept in place of their name."""
    return keyed_digest(f"opinion of trainee {trainee.pk}")


def opinions_of(cohort: Cohort) -> tuple[int, dict[str, float]]:
    """How many opinions are told, and the mean of each answer; nothing at all below the fewest."""
    found = [one.answers for one in CourseOpinion.objects.filter(cohort=cohort).order_by("pk")]
    shown = found[: opinions_shown(len(found))]
    if not shown:
        return 0, {}
    return len(shown), {name: sum(one[name] for one in shown) / len(shown) for name in shown[0]}
