"""The deeds of training."""

from alongside.training.actions.attendance import (
    agree_adjustment,
    complete_catch_up,
    end_adjustment,
    plan_catch_up,
    take_register,
    write_adjustment_cause,
)
from alongside.training.actions.certificates import give_course_opinion, issue_certificate, revoke_certificate
from alongside.training.actions.cohorts import (
    add_cohort,
    add_course,
    add_session,
    answer_dropped_place,
    change_cohort,
    change_course,
    enrol_trainee,
    join_waiting_list,
    record_result,
    withdraw_trainee,
)
from alongside.training.actions.experience import (
    book_work_experience,
    cancel_work_experience,
    offer_work_experience,
    record_competences,
    sign_off_work_experience,
    withdraw_work_experience,
)

__all__ = [
    "add_cohort",
    "add_course",
    "add_session",
    "agree_adjustment",
    "answer_dropped_place",
    "book_work_experience",
    "cancel_work_experience",
    "change_cohort",
    "change_course",
    "complete_catch_up",
    "end_adjustment",
    "enrol_trainee",
    "give_course_opinion",
    "issue_certificate",
    "join_waiting_list",
    "offer_work_experience",
    "plan_catch_up",
    "record_competences",
    "record_result",
    "revoke_certificate",
    "sign_off_work_experience",
    "take_register",
    "withdraw_trainee",
    "withdraw_work_experience",
    "write_adjustment_cause",
]
