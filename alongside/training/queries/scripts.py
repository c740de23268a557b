"""Where a script stands, what it is worth, and how far an exam is."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from alongside.training.models import Exam, ExamAttempt, ExamPaper
from alongside.training.rules.exams import MODERATION, STAGES, Script, next_stage, time_is_up_at
from alongside.training.rules.questions import ESSAY, closed_mark


def worth_of(paper: ExamPaper) -> int:
    """All the marks of a paper."""
    return paper.questions.aggregate(worth=Sum("marks"))["worth"] or 0


def up_at(attempt: ExamAttempt, now: datetime) -> datetime:
    """When the time of somebody who has started is up, with what was agreed for them."""
    breaks = [(one.from_at, one.to_at) for one in attempt.breaks.all()]
    return time_is_up_at(
        attempt.started_at, attempt.exam.paper.minutes, attempt.extra_time, breaks, attempt.break_minutes, now
    )


def script_of(attempt: ExamAttempt) -> Script:
    """What has been marked of a script, and by whom."""
    markings = list(ExamAttempt.objects.get(pk=attempt.pk).markings.all())
    return Script({one.stage: one.total for one in markings}, {one.stage: one.marker_id for one in markings})


def stage_of(attempt: ExamAttempt, script: Script) -> str | None:
    """The next stage of marking, or None when nothing is left."""
    paper = attempt.exam.paper
    essays = attempt.on_paper or paper.questions.filter(kind=ESSAY).exists()
    return next_stage(script, paper.tolerance, worth_of(paper), open_questions=essays, second=paper.second_marking)


def answers_of(attempt: ExamAttempt, *, late: bool = False) -> dict[int, list[str]]:
    """Question -> what was answered in time, or after it."""
    return {row.question_id: row.given for row in attempt.answers.all() if row.late == late}


def closed_marks(attempt: ExamAttempt) -> dict[int, Decimal | None]:
    """Question -> its mark by itself; nothing for an essay."""
    given = answers_of(attempt)
    return {row.pk: closed_mark(row.as_question(), given.get(row.pk, ())) for row in attempt.exam.paper.questions.all()}


def closed_total(attempt: ExamAttempt) -> Decimal | None:
    """The mark of a script without essays; nothing when a person has to mark it."""
    if stage_of(attempt, script_of(attempt)):
        return None
    return sum((mark for mark in closed_marks(attempt).values() if mark is not None), Decimal(0))


def times_sat(attempt: ExamAttempt) -> int:
    """How often somebody has sat this exam, resits counted."""
    first = attempt.exam.resit_of_id or attempt.exam_id
    line = Q(exam=first) | Q(exam__resit_of=first)
    return ExamAttempt.objects.filter(line, trainee=attempt.trainee_id).count()


def with_figures(exams):
    """Exams with how many sit them, have handed in, and have an agreed mark."""
    return exams.annotate(
        sitting=Count("attempts"),
        handed_in=Count("attempts", filter=Q(attempts__handed_in_at__isnull=False)),
        marked=Count("attempts", filter=Q(attempts__mark__isnull=False)),
    )


def stages_of(exam: Exam, attempts, worth: int) -> dict[int, str | None]:
    """Attempt -> the stage of marking it waits for, with the markings at hand."""
    essays = exam.paper.questions.filter(kind=ESSAY).exists()
    found = {}
    for attempt in attempts:
        markings = attempt.markings.all()
        script = Script({one.stage: one.total for one in markings}, {one.stage: one.marker_id for one in markings})
        waits = attempt.mark is None and (attempt.handed_in_at or attempt.on_paper)
        found[attempt.pk] = (
            next_stage(
                script,
                exam.paper.tolerance,
                worth,
                open_questions=essays or attempt.on_paper,
                second=exam.paper.second_marking,
            )
            if waits
            else None
        )
    return found


def said_of(attempt: ExamAttempt) -> dict[int, list[tuple[str, Decimal, str]]]:
    """Question -> (stage, mark, comment) of every marking; of a moderated script the moderator's alone once agreed."""
    markings = list(attempt.markings.prefetch_related("marks"))
    last = [one for one in markings if one.stage == MODERATION]
    found: dict[int, list[tuple[str, Decimal, str]]] = {}
    for marking in last or markings:
        for row in marking.marks.all():
            found.setdefault(row.question_id, []).append((STAGES[marking.stage], row.mark, row.comment or ""))
    if not markings:
        return {key: [("", mark, "")] for key, mark in closed_marks(attempt).items() if mark is not None}
    return found
