"""A bank of questions, one exam sat on paper and told, one on screen that is being marked, one that is open."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from alongside.home.demonstration.invented import SESSIONS
from alongside.home.demonstration.programme import Programme
from alongside.home.demonstration.questions import QUESTIONS
from alongside.training.actions import (
    add_paper,
    add_paper_question,
    add_room,
    add_syllabus_session,
    arrange_exam,
    arrange_resit,
    hand_in_exam,
    load_questions,
    open_paper,
    record_educator,
    record_exam_mark,
    release_results,
    save_answer,
    start_exam,
)
from alongside.training.models import Cohort, Course, ExamPaper

ESSAYS = (
    "I would tell them early that we end in spring, and we would look back together at what they did themselves.",
    "Say it early, plan it together, and do not keep the door open in secret.",
    "I would feel sad and say so. Then we would write down who else is there for them.",
    "By asking what has helped with endings before.",
    "I would thank them for what they taught me.",
    "We end it.",
)
# What the first and the second marker gave the essay, who differ once by more than the paper allows.
MARKED = ((8, 9), (9, 9), (7, None), (9, 3), (8, 8))
OPEN_DAYS = 30
# Login, level, since when, what they may teach (nothing means everything), the weekdays they work.
EDUCATORS = (
    ("educator", "senior", 2012, [], [0, 1, 2, 3]),
    ("educator2", "educator", 2021, ["values", "relational", "self_care", "supporting"], [1, 2, 4]),
)


def make_teaching(programme: Programme, course: Course) -> None:
    """Three rooms, two who teach on days of their own, and what the course teaches in its order."""
    by, accounts = programme.by, programme.accounts
    for name, seats in (("Willow Room", 18), ("Birch Room", 16), ("Oak Room", 8)):
        add_room(programme.trust, name=name, seats=seats, by=by)
    for login, level, since, domains, weekdays in EDUCATORS:
        record_educator(accounts[login], level=level, teaching_since=since, domains=domains, weekdays=weekdays, by=by)
    for number, (title, domain) in enumerate(SESSIONS):
        level = "senior" if domain == "meta" else "educator"
        hours = Decimal("6") if number % 5 == 4 else Decimal("3")
        add_syllabus_session(course, title=title, hours=hours, domain=domain, level=level, by=by)


def make_exams(programme: Programme, cohort: Cohort) -> None:
    make_teaching(programme, cohort.course)
    bank = {row.title: row for row in load_questions(cohort.course, questions=list(QUESTIONS), by=programme.by)}
    values = make_paper(programme, cohort.course, bank, "Values and boundaries", 8, second_marking=False)
    endings = make_paper(programme, cohort.course, bank, "Relationships and endings", 5, "Ending well")
    practice = make_paper(programme, cohort.course, bank, "Practice paper", 3, "A difficult day")
    make_told(programme, cohort, values)
    make_being_marked(programme, cohort, endings)
    arrange_exam(
        cohort,
        paper=practice,
        opens_at=at(programme, 0, 0),
        closes_at=at(programme, -OPEN_DAYS, 0),
        on_paper=False,
        by=programme.by,
    )


def at(programme: Programme, days: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(programme.ago(days), time(hour)))


def make_paper(programme, course: Course, bank, title: str, closed: int, essay: str = "", **facts) -> ExamPaper:
    said = {"minutes": 45, "pass_mark": course.pass_mark, "second_marking": True, "tolerance": 15} | facts
    paper = add_paper(course, title=title, **said, by=programme.by)
    titles = [row.title for row in QUESTIONS if row.kind != "essay"]
    start = len(title) % 5
    for name in [*titles[start : start + closed], *([essay] if essay else [])]:
        add_paper_question(paper, question=bank[name], by=programme.by)
    return open_paper(paper, by=programme.by)


def make_told(programme: Programme, cohort: Cohort, paper: ExamPaper) -> None:
    """Sat on paper by all, marked by one, told to all; one person's needs polish, and they sit it again."""
    educator, now = programme.accounts["educator"], at(programme, 10, 15)
    exam = arrange_exam(
        cohort, paper=paper, opens_at=at(programme, 12, 10), closes_at=at(programme, 12, 11), on_paper=True,
        by=programme.by,
    )  # fmt: skip
    questions = list(paper.questions.all())
    again = None
    for place, attempt in enumerate(exam.attempts.all()):
        polish = place == 2
        marks = {row.pk: Decimal(0 if polish and number % 2 else row.marks) for number, row in enumerate(questions)}
        said = {questions[1].pk: "Look again at what a boundary protects, and for whom."} if polish else {}
        done = record_exam_mark(attempt, stage="first", marks=marks, comments=said, now=now, by=educator)
        again = done if polish else again
    release_results(exam, now=now + timedelta(days=1), by=programme.accounts["lead"])
    arrange_resit(again, paper=paper, opens_at=at(programme, -7, 10), closes_at=at(programme, -7, 11), by=educator)


def make_being_marked(programme: Programme, cohort: Cohort, paper: ExamPaper) -> None:
    """Some have their mark, one waits for the second marker, one for a third, one for the first; one has not sat it."""
    first, second = programme.accounts["educator"], programme.accounts["educator2"]
    begun = at(programme, 2, 10)
    exam = arrange_exam(
        cohort, paper=paper, opens_at=begun, closes_at=begun + timedelta(hours=2), on_paper=False, by=programme.by
    )
    questions = list(paper.questions.all())
    for attempt, essay, given in zip(exam.attempts.all(), ESSAYS, (*MARKED, (None, None)), strict=False):
        attempt = start_exam(attempt, now=begun, by=programme.by)
        for minute, row in enumerate(questions, start=2):
            right = [one["text"] for one in row.answers if one["right"]]
            answer = [essay] if row.kind == "essay" else right[:1] if row.kind == "short" else right
            save_answer(attempt, question=row, given=answer, now=begun + timedelta(minutes=3 * minute), by=programme.by)
        attempt = hand_in_exam(attempt, now=begun + timedelta(minutes=40), by=programme.by)
        for stage, marker, mark in zip(("first", "second"), (first, second), given, strict=True):
            if mark is not None:
                marks = {row.pk: Decimal(mark if row.kind == "essay" else row.marks) for row in questions}
                said = {questions[-1].pk: "You speak of it early. Say more about who else is there for them."}
                record_exam_mark(
                    attempt, stage=stage, marks=marks, comments=said, now=begun + timedelta(days=1), by=marker
                )
