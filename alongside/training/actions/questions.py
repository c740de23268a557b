"""Deeds on the question bank and on the papers made of it."""

from django.db.models import Max

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.training.models import Course, ExamPaper, ExamQuestion, PaperQuestion
from alongside.training.rules.exams import may_change_paper, may_open_paper
from alongside.training.rules.questions import Question, new_to_the_bank, tidied, whole


@action(May.ADD_QUESTION)
def add_question(course: Course, *, question: Question, by) -> ExamQuestion:
    return _written(ExamQuestion(course=course), question)


@action(May.CHANGE_QUESTION)
def change_question(row: ExamQuestion, *, question: Question, by) -> ExamQuestion:
    """Papers keep the question as they copied it."""
    return _written(row, question)


def _written(row: ExamQuestion, question: Question) -> ExamQuestion:
    question = tidied(question)
    whole(question).or_refuse()
    row.words_of(question)
    row.full_clean()
    row.save()
    return row


@action(May.RETIRE_QUESTION)
def retire_question(row: ExamQuestion, *, retired: bool, by) -> ExamQuestion:
    row.retired = retired
    row.save(update_fields=["retired"])
    return row


@action(May.LOAD_QUESTIONS)
def load_questions(course: Course, *, questions: list[Question], by) -> list[ExamQuestion]:
    """Those of a file that the bank does not hold yet, all of them or none."""
    Course.objects.select_for_update().get(pk=course.pk)
    standing = [row.as_question() for row in course.questions.all()]
    rows = []
    for question in new_to_the_bank(map(tidied, questions), standing):
        whole(question).or_refuse()
        row = ExamQuestion(course=course)
        row.words_of(question)
        row.full_clean()
        rows.append(row)
    return ExamQuestion.objects.bulk_create(rows)


@action(May.ADD_PAPER)
def add_paper(course: Course, *, title, minutes, pass_mark, second_marking, tolerance, by) -> ExamPaper:
    paper = ExamPaper(
        course=course, title=title, minutes=minutes, pass_mark=pass_mark,
        second_marking=second_marking, tolerance=tolerance,
    )  # fmt: skip
    paper.full_clean()
    paper.save()
    return paper


def _open_to_change(paper: ExamPaper) -> ExamPaper:
    locked = ExamPaper.objects.select_for_update().get(pk=paper.pk)
    may_change_paper(locked.ready).or_refuse()
    return locked


@action(May.ADD_PAPER_QUESTION)
def add_paper_question(paper: ExamPaper, *, question: ExamQuestion, by) -> PaperQuestion:
    paper = _open_to_change(paper)
    if question.course_id != paper.course_id or question.retired:
        raise Refused("This question is not in the bank of the paper’s course.")
    last = paper.questions.aggregate(last=Max("position"))["last"] or 0
    row = PaperQuestion(paper=paper, source=question, position=last + 1)
    row.words_of(question.as_question())
    row.full_clean()
    row.save()
    return row


@action(May.REMOVE_PAPER_QUESTION)
def remove_paper_question(row: PaperQuestion, *, by) -> ExamPaper:
    paper = _open_to_change(row.paper)
    row.delete()
    return paper


@action(May.OPEN_PAPER)
def open_paper(paper: ExamPaper, *, by) -> ExamPaper:
    """From now on it may be sat, and never changes."""
    paper = ExamPaper.objects.select_for_update().get(pk=paper.pk)
    may_open_paper(paper.questions.count(), paper.ready).or_refuse()
    paper.ready = True
    paper.save(update_fields=["ready"])
    return paper


@action(May.REVISE_PAPER)
def revise_paper(paper: ExamPaper, *, by) -> ExamPaper:
    """The next version, with the same questions; one that is begun already is gone on with."""
    Course.objects.select_for_update().get(pk=paper.course_id)
    versions = ExamPaper.objects.filter(course=paper.course_id, title=paper.title)
    begun = versions.filter(ready=False).first()
    if begun:
        return begun
    questions = list(paper.questions.all())
    new = ExamPaper(
        course=paper.course, title=paper.title, minutes=paper.minutes, pass_mark=paper.pass_mark,
        second_marking=paper.second_marking, tolerance=paper.tolerance,
        version=versions.aggregate(last=Max("version"))["last"] + 1,
    )  # fmt: skip
    new.full_clean()
    new.save()
    for question in questions:
        question.pk, question.paper, question._state.adding = None, new, True
    PaperQuestion.objects.bulk_create(questions)
    return new
