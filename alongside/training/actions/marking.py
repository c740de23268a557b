"""Deeds of marking a script, and of telling the results."""

from datetime import datetime
from decimal import Decimal

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.training.models import Exam, ExamAttempt, ExamMarking, QuestionMark
from alongside.training.queries.scripts import script_of, stage_of
from alongside.training.rules.exams import may_mark, may_release, standing_mark


@action(May.RECORD_EXAM_MARK)
def record_exam_mark(
    attempt: ExamAttempt, *, stage: str, marks: dict[int, Decimal], comments: dict[int, str], now: datetime, by
) -> ExamAttempt:
    """One marker's marks by question; the script has its mark once the last stage it needs is done. A script sat on
    paper is handed in by being marked. The same form sent twice counts once."""
    ExamAttempt.objects.select_for_update().get(pk=attempt.pk)
    attempt = ExamAttempt.objects.select_related("exam__paper", "trainee__person").get(pk=attempt.pk)
    done = attempt.markings.filter(stage=stage).select_related("marker").first()
    if done and done.marker_id == by.pk and _same(done, marks, comments):
        return attempt
    if not attempt.handed_in_at and not attempt.on_paper:
        raise Refused("This script has not been handed in yet.")
    questions = {question.pk: question for question in attempt.exam.paper.questions.all()}
    script = script_of(attempt)
    own = attempt.trainee.person.account_id == by.pk
    told = done.marker.name if done else ""
    may_mark(stage_of(attempt, script), stage, by.pk, script, own=own, told=told).or_refuse()
    if set(marks) != set(questions) or any(not 0 <= marks[key] <= one.marks for key, one in questions.items()):
        raise Refused("Every question needs a mark between 0 and what it is worth.")
    marking = ExamMarking.objects.create(
        attempt=attempt, stage=stage, marker=by, total=sum(marks.values(), Decimal(0)), at=now
    )
    QuestionMark.objects.bulk_create(
        QuestionMark(marking=marking, question=questions[key], mark=mark, comment=comments.get(key) or None)
        for key, mark in marks.items()
    )
    attempt.handed_in_at = attempt.handed_in_at or now
    script = script_of(attempt)
    attempt.mark = standing_mark(script) if stage_of(attempt, script) is None else None
    attempt.save(update_fields=["handed_in_at", "mark"])
    return attempt


def _same(done: ExamMarking, marks: dict[int, Decimal], comments: dict[int, str]) -> bool:
    standing = {row.question_id: (row.mark, row.comment or "") for row in done.marks.all()}
    return standing == {key: (mark, comments.get(key, "")) for key, mark in marks.items()}


@action(May.RELEASE_RESULTS)
def release_results(exam: Exam, *, now: datetime, by) -> Exam:
    """Everybody who sat it may read their result and what the markers said of it."""
    exam = Exam.objects.select_for_update().get(pk=exam.pk)
    if exam.released_at is None:
        may_release(exam.attempts.to_mark().count(), exam.attempts.filter(mark__isnull=False).count()).or_refuse()
        exam.released_at, exam.released_by = now, by
        exam.save(update_fields=["released_at", "released_by"])
    return exam
