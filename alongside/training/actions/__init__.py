"""The deeds of training."""

from alongside.training.actions.cohorts import add_cohort, enrol_trainee, record_result
from alongside.training.actions.exams import (
    adjust_attempt,
    arrange_exam,
    arrange_resit,
    collect_script,
    end_break,
    hand_in_exam,
    save_answer,
    start_exam,
    take_break,
)
from alongside.training.actions.marking import record_exam_mark, release_results
from alongside.training.actions.questions import (
    add_paper,
    add_paper_question,
    add_question,
    change_question,
    load_questions,
    open_paper,
    remove_paper_question,
    retire_question,
    revise_paper,
)

__all__ = [
    "add_cohort",
    "add_paper",
    "add_paper_question",
    "add_question",
    "adjust_attempt",
    "arrange_exam",
    "arrange_resit",
    "change_question",
    "collect_script",
    "end_break",
    "enrol_trainee",
    "hand_in_exam",
    "load_questions",
    "open_paper",
    "record_exam_mark",
    "record_result",
    "release_results",
    "remove_paper_question",
    "retire_question",
    "revise_paper",
    "save_answer",
    "start_exam",
    "take_break",
]
