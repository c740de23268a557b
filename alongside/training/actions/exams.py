"""Deeds of arranging an exam and of sitting it."""

from datetime import datetime

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.training.models import (
    Adjustment,
    Cohort,
    Exam,
    ExamAnswer,
    ExamAttempt,
    ExamBreak,
    ExamPaper,
    PaperQuestion,
    Trainee,
)
from alongside.training.queries.progress import agreed_for
from alongside.training.queries.scripts import closed_total, times_sat, up_at
from alongside.training.rules.exams import is_late, may_break, may_collect, may_sit_again, may_start, may_write


@action(May.ARRANGE_EXAM)
def arrange_exam(cohort: Cohort, *, paper: ExamPaper, opens_at, closes_at, on_paper: bool, by) -> Exam:
    """Everybody of the cohort who is still on the course sits it, with the extra time that was agreed for them."""
    if not paper.ready:
        raise Refused("This paper is not ready to be sat. Open it, make it ready, and arrange the exam then.")
    sitting = cohort.trainees.filter(result=Trainee.Result.IN_TRAINING)
    exam = Exam(paper=paper, cohort=cohort, opens_at=opens_at, closes_at=closes_at)
    exam.full_clean()
    exam.save()
    agreed = agreed_for(sitting.values_list("person", flat=True), exam.opens_at.date())
    ExamAttempt.objects.bulk_create(
        ExamAttempt(exam=exam, trainee=trainee, on_paper=on_paper, extra_time=_extra(agreed.get(trainee.person_id, ())))
        for trainee in sitting
    )
    return exam


def _extra(agreed) -> int:
    return max((int(one.value) for one in agreed if one.kind == Adjustment.Kind.EXTRA_TIME), default=0)


@action(May.ARRANGE_RESIT)
def arrange_resit(attempt: ExamAttempt, *, paper: ExamPaper, opens_at, closes_at, by) -> Exam:
    """For whom a paper needs polish; whoever sits it again at the same time sits with them."""
    earlier = Exam.objects.select_for_update().get(pk=attempt.exam_id)
    first = earlier.resit_of or earlier
    latest = ExamAttempt.objects.filter(trainee=attempt.trainee).filter(exam__in=[first, *first.resits.all()])
    if latest.order_by("-exam__opens_at", "-pk").first().pk != attempt.pk:
        raise Refused("A resit of this exam has been arranged for them already.")
    worth = sum(earlier.paper.questions.values_list("marks", flat=True))
    outcome = attempt.outcome(worth) if earlier.released_at else None
    may_sit_again(times_sat(attempt), first.paper.course.resubmissions, outcome).or_refuse()
    if not paper.ready:
        raise Refused("This paper is not ready to be sat.")
    exam = Exam.objects.filter(resit_of=first, paper=paper, opens_at=opens_at, closes_at=closes_at).first()
    if exam is None:
        exam = Exam(resit_of=first, cohort=first.cohort, paper=paper, opens_at=opens_at, closes_at=closes_at)
        exam.full_clean()
        exam.save()
    again = ExamAttempt(exam=exam, trainee=attempt.trainee)
    for name in ("on_paper", "extra_time", "break_minutes", "reader"):
        setattr(again, name, getattr(attempt, name))
    again.save()
    return exam


@action(May.ADJUST_ATTEMPT)
def adjust_attempt(attempt: ExamAttempt, *, on_paper, extra_time, break_minutes, reader, by) -> ExamAttempt:
    attempt = _locked(attempt)
    if attempt.handed_in_at:
        raise Refused("This exam is handed in already.")
    attempt.on_paper, attempt.extra_time = on_paper, extra_time
    attempt.break_minutes, attempt.reader = break_minutes, reader
    attempt.full_clean()
    attempt.save()
    return attempt


def _locked(attempt: ExamAttempt) -> ExamAttempt:
    ExamAttempt.objects.select_for_update().get(pk=attempt.pk)
    return ExamAttempt.objects.select_related("exam__paper", "trainee__person").get(pk=attempt.pk)


def _own(attempt: ExamAttempt, by) -> ExamAttempt:
    attempt = _locked(attempt)
    if hasattr(by, "pk") and attempt.trainee.person.account_id != by.pk:
        raise Refused("Only the person whose exam it is sits it.")
    return attempt


@action(May.START_EXAM)
def start_exam(attempt: ExamAttempt, *, now: datetime, by) -> ExamAttempt:
    """Pressed twice, the clock still runs from the first time."""
    attempt = _own(attempt, by)
    if attempt.started_at is None:
        may_start(attempt.exam.opens_at, attempt.exam.closes_at, now, on_paper=attempt.on_paper).or_refuse()
        attempt.started_at = now
        attempt.save(update_fields=["started_at"])
    return attempt


@action(May.SAVE_ANSWER)
def save_answer(attempt: ExamAttempt, *, question: PaperQuestion, given: list[str], now: datetime, by) -> ExamAnswer:
    """What comes after the time is kept beside what was there in time."""
    attempt = _own(attempt, by)
    may_write(bool(attempt.started_at), bool(attempt.handed_in_at)).or_refuse()
    if question.paper_id != attempt.exam.paper_id:
        raise Refused("This question is not in the paper.")
    late = is_late(up_at(attempt, now), now)
    row, _ = ExamAnswer.objects.update_or_create(
        attempt=attempt, question=question, late=late, defaults={"given": given, "saved_at": now}
    )
    return row


@action(May.TAKE_BREAK)
def take_break(attempt: ExamAttempt, *, now: datetime, by) -> ExamAttempt:
    attempt = _own(attempt, by)
    may_write(bool(attempt.started_at), bool(attempt.handed_in_at)).or_refuse()
    may_break(attempt.break_minutes, list(attempt.breaks.values_list("from_at", "to_at")), now).or_refuse()
    if not attempt.breaks.filter(to_at=None).exists():
        ExamBreak.objects.create(attempt=attempt, from_at=now)
    return attempt


@action(May.END_BREAK)
def end_break(attempt: ExamAttempt, *, now: datetime, by) -> ExamAttempt:
    attempt = _own(attempt, by)
    attempt.breaks.filter(to_at=None).update(to_at=now)
    return attempt


@action(May.HAND_IN_EXAM)
def hand_in_exam(attempt: ExamAttempt, *, now: datetime, by) -> ExamAttempt:
    """Pressed twice, it is handed in once."""
    return _handed_in(_own(attempt, by), now)


@action(May.COLLECT_SCRIPT)
def collect_script(attempt: ExamAttempt, *, now: datetime, by) -> ExamAttempt:
    """What somebody had saved when their time was up is handed in for them."""
    attempt = _locked(attempt)
    if attempt.started_at and not attempt.handed_in_at:
        may_collect(up_at(attempt, now), now).or_refuse()
    return _handed_in(attempt, now)


def _handed_in(attempt: ExamAttempt, now: datetime) -> ExamAttempt:
    """A paper of closed questions has its mark at once, untold until the release."""
    if attempt.handed_in_at is None:
        may_write(bool(attempt.started_at), False).or_refuse()
        attempt.breaks.filter(to_at=None).update(to_at=now)
        attempt.handed_in_at = now
        attempt.mark = closed_total(attempt)
        attempt.save(update_fields=["handed_in_at", "mark"])
    return attempt
