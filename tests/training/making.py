"""Courses, papers and exams to test with, made by the deeds of the product."""

from datetime import UTC, datetime, timedelta
from itertools import count

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.training.actions.exams import arrange_exam, start_exam
from alongside.training.actions.questions import add_paper, add_paper_question, add_question, open_paper
from alongside.training.actions.timetable import add_room, add_syllabus_session, record_educator
from alongside.training.models import Course, Exam, ExamPaper, Trainee, UnplacedSession
from alongside.training.rules.questions import Answer, Question, true_false
from tests.factories import SYSTEM, make_user

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CHOICE = Question("choice", "Boundaries", "Which is a boundary?", 2, "values", (Answer("Kept"), Answer("Lost", False)))
TICK = Question("choice", "Ticks", "Tick both.", 2, "", (Answer("One"), Answer("Two"), Answer("Three", False)))
TRUTH = Question("true_false", "Hope", "Hope can be held for somebody.", 1, "values", true_false(True))
SHORT = Question("short", "Word", "What do peers share?", 1, "", (Answer("Lived experience"), Answer("Experience")))
ESSAY = Question("essay", "Ending", "How do you end a relationship?", 4, "relational", (), "Look for notice given.")
_number = count(1)


def make_course(trust, **facts) -> Course:
    with acting("system:test", "test"):
        return Course.objects.create(trust=trust, name=facts.pop("name", f"Taught {next(_number)}"), hours=70, **facts)


def make_paper(course: Course, *questions: Question, ready: bool = True, **facts) -> ExamPaper:
    """A paper of these questions, which are put into the bank first."""
    said = {"minutes": 60, "pass_mark": 80, "second_marking": True, "tolerance": 10}
    paper = add_paper(course, title=facts.pop("title", f"Paper {next(_number)}"), **(said | facts), by=SYSTEM)
    for question in questions:
        add_paper_question(paper, question=add_question(course, question=question, by=SYSTEM), by=SYSTEM)
    return open_paper(paper, by=SYSTEM) if ready else paper


def make_exam(cohort, paper: ExamPaper, **facts) -> Exam:
    said = {"opens_at": NOON, "closes_at": NOON + 2 * HOUR, "on_paper": False}
    return arrange_exam(cohort, paper=paper, **(said | facts), by=SYSTEM)


def exam_things(trainee: Trainee) -> dict:
    """One of each thing of exams, around one trainee who is in the middle of one."""
    course = make_course(trainee.cohort.trust)
    paper = make_paper(course, CHOICE, ESSAY)
    exam = make_exam(trainee.cohort, paper)
    attempt = start_exam(exam.attempts.get(), now=NOON, by=SYSTEM)
    question = course.questions.first()
    room = add_room(course.trust, name=f"Room {next(_number)}", seats=16, by=SYSTEM)
    teaching = make_user(course.trust, Role.EDUCATOR)
    educator = record_educator(teaching, level="educator", domains=[], weekdays=[0, 1], by=SYSTEM)
    planned = add_syllabus_session(course, title="Listening well", hours=3, by=SYSTEM)
    with acting("system:test", "test"):
        unplaced = UnplacedSession.objects.create(cohort=trainee.cohort, planned=planned, why="No room.")
    of_timetable = {"room": room, "educator": educator, "planned": planned, "unplaced": unplaced}
    return of_timetable | {
        "paper": paper,
        "exam": exam,
        "attempt": attempt,
        "question": question,
        "asked": paper.questions.first(),
    }
