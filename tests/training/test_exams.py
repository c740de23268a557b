"""Exams from the bank to a told result, through the deeds."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.people.actions import link_account
from alongside.training.actions import enrol_trainee
from alongside.training.actions.cohorts import add_cohort
from alongside.training.actions.exams import (
    adjust_attempt,
    arrange_resit,
    collect_script,
    end_break,
    hand_in_exam,
    save_answer,
    start_exam,
    take_break,
)
from alongside.training.actions.marking import record_exam_mark, release_results
from alongside.training.actions.questions import add_paper_question, change_question, load_questions, revise_paper
from alongside.training.models import ExamAttempt, ExamMarking
from alongside.training.queries.exams import exams_passed, exams_standing
from alongside.training.queries.scripts import answers_of
from tests.factories import SYSTEM, make_person, make_trust, make_user, signed_in
from tests.training.making import (
    CHOICE,
    ESSAY,
    HOUR,
    NOON,
    SHORT,
    TICK,
    TRUTH,
    make_course,
    make_exam,
    make_paper,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def trust():
    return make_trust()


@pytest.fixture
def course(trust):
    return make_course(trust)


@pytest.fixture
def cohort(trust):
    return add_cohort(trust, number=1, by=SYSTEM)


@pytest.fixture
def learner(trust):
    return make_user(trust, Role.PERSON)


@pytest.fixture
def trainee(trust, cohort, learner):
    person = make_person(trust)
    link_account(person, account=learner, by=SYSTEM)
    return enrol_trainee(person, cohort=cohort, by=SYSTEM)


@pytest.fixture
def markers(trust):
    return [make_user(trust, Role.EDUCATOR) for _ in range(3)]


def sat(exam, learner, answers=(), at=NOON) -> ExamAttempt:
    """Begun, answered and handed in."""
    attempt = start_exam(exam.attempts.get(), now=at, by=learner)
    for question, given in zip(exam.paper.questions.all(), answers, strict=False):
        save_answer(attempt, question=question, given=given, now=at + MINUTE, by=learner)
    return hand_in_exam(attempt, now=at + 2 * MINUTE, by=learner)


def marked(attempt, stage, by, *marks, comments=None):
    questions = list(attempt.exam.paper.questions.all())
    given = {one.pk: Decimal(mark) for one, mark in zip(questions, marks, strict=True)}
    return record_exam_mark(attempt, stage=stage, marks=given, comments=comments or {}, now=NOON + HOUR, by=by)


@pytest.mark.parametrize(
    ("question", "given", "marks"),
    [
        (CHOICE, ["Kept"], 2), (CHOICE, ["Lost"], 0), (CHOICE, [], 0), (TICK, ["Two", "One"], 2), (TICK, ["One"], 0),
        (TICK, ["One", "Two", "Three"], 0), (TRUTH, ["True"], 1),
        (SHORT, [" lived  EXPERIENCE. "], 1), (SHORT, ["x"], 0),
    ],
)  # fmt: skip
def test_closed_questions_mark_themselves(question, given, marks, course, cohort, trainee, learner):
    attempt = sat(make_exam(cohort, make_paper(course, question)), learner, [given])
    assert attempt.mark == marks and attempt.handed_in_at


def test_a_paper_that_may_be_sat_never_changes_and_its_next_version_does(course, cohort, trainee, learner):
    paper = make_paper(course, CHOICE)
    with pytest.raises(Refused, match="cannot change"):
        add_paper_question(paper, question=course.questions.get(), by=SYSTEM)
    change_question(course.questions.get(), question=SHORT, by=SYSTEM)
    assert paper.questions.get().as_question() == CHOICE
    new = revise_paper(paper, by=SYSTEM)
    assert (new.version, new.ready, new.questions.get().as_question()) == (2, False, CHOICE)
    assert revise_paper(paper, by=SYSTEM) == new and paper.questions.count() == 1


def test_a_file_loaded_twice_adds_nothing(course):
    assert len(load_questions(course, questions=[CHOICE, SHORT, CHOICE], by=SYSTEM)) == 2
    assert load_questions(course, questions=[SHORT, CHOICE], by=SYSTEM) == []


def test_extra_time_counts_and_what_comes_late_is_kept_beside(course, cohort, trainee, learner):
    exam = make_exam(cohort, make_paper(course, ESSAY))
    adjust_attempt(exam.attempts.get(), on_paper=False, extra_time=25, break_minutes=0, reader=False, by=SYSTEM)
    attempt, question = start_exam(exam.attempts.get(), now=NOON, by=learner), exam.paper.questions.get()
    for given, minutes in (("in time", 75), ("late", 80)):
        save_answer(attempt, question=question, given=[given], now=NOON + minutes * MINUTE, by=learner)
    attempt = hand_in_exam(attempt, now=NOON + 2 * HOUR, by=learner)
    assert answers_of(attempt) == {question.pk: ["in time"]}
    assert answers_of(attempt, late=True) == {question.pk: ["late"]}


def test_the_clock_stands_in_a_break_as_long_as_agreed(course, cohort, trainee, learner):
    exam = make_exam(cohort, make_paper(course, ESSAY))
    attempt = start_exam(exam.attempts.get(), now=NOON, by=learner)
    with pytest.raises(Refused):
        take_break(attempt, now=NOON, by=learner)
    adjust_attempt(attempt, on_paper=False, extra_time=0, break_minutes=10, reader=False, by=SYSTEM)
    take_break(attempt, now=NOON, by=learner)
    end_break(attempt, now=NOON + 30 * MINUTE, by=learner)
    question = exam.paper.questions.get()
    late = [
        save_answer(attempt, question=question, given=["x"], now=NOON + minutes * MINUTE, by=learner).late
        for minutes in (71, 73)
    ]
    assert late == [False, True]


def test_started_twice_the_clock_runs_from_the_first_time_and_handed_in_nothing_changes(
    course, cohort, trainee, learner
):
    exam = make_exam(cohort, make_paper(course, CHOICE))
    attempt = sat(exam, learner, [["Kept"]])
    assert start_exam(attempt, now=NOON + HOUR, by=learner).started_at == NOON
    assert hand_in_exam(attempt, now=NOON + HOUR, by=learner).handed_in_at == NOON + 2 * MINUTE
    with pytest.raises(Refused, match="handed in already"):
        save_answer(attempt, question=exam.paper.questions.get(), given=[], now=NOON, by=learner)


def test_nobody_else_sits_it_and_a_script_is_collected_only_when_the_time_is_up(
    trust, course, cohort, trainee, learner, markers
):
    exam = make_exam(cohort, make_paper(course, CHOICE))
    with pytest.raises(Refused, match="Only the person"):
        start_exam(exam.attempts.get(), now=NOON, by=make_user(trust, Role.PERSON))
    with pytest.raises(Refused, match="not open yet"):
        start_exam(exam.attempts.get(), now=NOON - MINUTE, by=learner)
    attempt = start_exam(exam.attempts.get(), now=NOON, by=learner)
    with pytest.raises(Refused, match="still have time"):
        collect_script(attempt, now=NOON + HOUR, by=markers[0])
    assert collect_script(attempt, now=NOON + HOUR + 3 * MINUTE, by=markers[0]).mark == 0


def test_two_who_agree_give_the_middle_and_two_who_differ_a_third(course, cohort, trainee, learner, markers):
    near = sat(make_exam(cohort, make_paper(course, CHOICE, ESSAY, tolerance=20)), learner, [["Kept"], ["Well."]])
    assert near.mark is None
    assert marked(near, "first", markers[0], 2, 3).mark is None
    with pytest.raises(Refused, match="marked this script already"):
        marked(near, "second", markers[0], 2, 3)
    assert marked(near, "second", markers[1], 2, "3.5").mark == Decimal("5.3")
    far = sat(make_exam(cohort, make_paper(course, ESSAY)), learner, [["Well."]])
    marked(far, "first", markers[0], 1)
    assert marked(far, "second", markers[1], 4).mark is None
    assert marked(far, "moderation", markers[2], 3).mark == 3
    with pytest.raises(Refused, match="Moderation of this script was done by"):
        marked(far, "moderation", markers[0], 3)


def test_of_two_who_mark_one_script_the_first_wins_and_the_other_is_told(course, cohort, trainee, learner, markers):
    attempt = sat(make_exam(cohort, make_paper(course, ESSAY)), learner)
    marked(attempt, "first", markers[0], 2)
    with pytest.raises(Refused) as told:
        marked(attempt, "first", markers[1], 3)
    assert markers[0].name in str(told.value) and "not saved" in str(told.value)
    marked(attempt, "first", markers[0], 2)
    assert ExamMarking.objects.count() == 1 and ExamMarking.objects.get().total == 2


def test_results_are_told_to_all_at_once_and_needs_polish_is_sat_again(course, cohort, trainee, learner, markers):
    paper = make_paper(course, ESSAY, second_marking=False)
    exam = make_exam(cohort, paper)
    attempt = sat(exam, learner)
    with pytest.raises(Refused, match="no agreed mark"):
        release_results(exam, now=NOON, by=markers[0])
    attempt = marked(attempt, "first", markers[0], 3)
    assert not exams_passed(trainee) and "no result yet" in str(exams_standing([trainee])[trainee.pk].reasons)
    with pytest.raises(Refused, match="not been told"):
        arrange_resit(attempt, paper=paper, opens_at=NOON + 24 * HOUR, closes_at=NOON + 25 * HOUR, by=SYSTEM)
    release_results(exam, now=NOON, by=markers[0])
    assert "needs polish" in str(exams_standing([trainee])[trainee.pk].reasons)
    again = arrange_resit(attempt, paper=paper, opens_at=NOON + 24 * HOUR, closes_at=NOON + 25 * HOUR, by=SYSTEM)
    with pytest.raises(Refused, match="arranged for them already"):
        arrange_resit(attempt, paper=paper, opens_at=NOON + 24 * HOUR, closes_at=NOON + 25 * HOUR, by=SYSTEM)
    second = sat(again, learner, at=NOON + 24 * HOUR)
    marked(second, "first", markers[0], 4)
    assert not exams_passed(trainee)
    release_results(again, now=NOON + 26 * HOUR, by=markers[0])
    assert exams_passed(trainee)


def test_a_script_on_paper_is_handed_in_by_its_marks(course, cohort, trainee, learner, markers):
    exam = make_exam(cohort, make_paper(course, CHOICE, second_marking=False), on_paper=True)
    with pytest.raises(Refused, match="on paper"):
        start_exam(exam.attempts.get(), now=NOON, by=learner)
    with pytest.raises(Refused, match="between 0 and"):
        marked(exam.attempts.get(), "first", markers[0], 3)
    assert marked(exam.attempts.get(), "first", markers[0], 2).mark == 2


def test_answers_and_comments_lie_sealed_in_the_database(course, cohort, trainee, learner, markers):
    attempt = sat(make_exam(cohort, make_paper(course, ESSAY)), learner, [["My own marmalade words"]])
    question = attempt.exam.paper.questions.get()
    marked(attempt, "first", markers[0], 2, comments={question.pk: "marmalade"})
    with connection.cursor() as cursor:
        for table in ("training_examanswer", "training_questionmark", "access_auditrow"):
            cursor.execute(f"SELECT * FROM {table}")
            assert b"marmalade" not in b"".join(
                bytes(v) for row in cursor for v in row if isinstance(v, bytes | memoryview)
            )
            cursor.execute(f"SELECT * FROM {table}")
            assert "marmalade" not in str(cursor.fetchall())


def test_the_lists_of_exams_run_the_same_queries_for_one_row_and_for_three(
    course, cohort, trainee, learner, trust, client, django_assert_max_num_queries
):
    signed_in(client, make_user(trust, Role.EDUCATOR))
    for address in (reverse("exams"), reverse("questions")):
        client.get(address)
        counts = []
        for many in (1, 2):
            for _ in range(many):
                sat(make_exam(cohort, make_paper(course, ESSAY)), learner)
            with django_assert_max_num_queries(15) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]


def test_a_question_goes_to_the_course_that_was_chosen(course, trust, client):
    other = make_course(trust, name="Zest, a later course")
    signed_in(client, make_user(trust, Role.EDUCATOR))
    asked = {"kind": "true_false", "title": "Silence", "text": "Silence can help.", "truth": "yes", "marks": 1}
    assert client.post(reverse("question_new"), asked).status_code == 422, "no course was chosen"
    assert client.post(reverse("question_new"), asked | {"course": other.pk}).status_code == 302
    assert [str(row) for row in other.questions.all()] and not course.questions.exists()
