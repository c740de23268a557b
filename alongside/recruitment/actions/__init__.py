"""The deeds of selection, by who does them: opening intakes, applying, scoring, deciding."""

from alongside.recruitment.actions.applying import (
    answer_offer,
    record_equality,
    record_needs,
    record_statement,
    save_answers,
    send_link,
    start_application,
    submit_application,
    withdraw_application,
)
from alongside.recruitment.actions.intakes import (
    add_criterion,
    add_information_session,
    add_intake,
    book_place,
    change_intake,
    publish_intake,
    remove_criterion,
)
from alongside.recruitment.actions.selecting import (
    change_letter,
    decide_application,
    invite_applicant,
    lock_marking,
    record_scores,
    reinvite_applicant,
    schedule_interview,
    send_letter,
)

__all__ = [
    "add_criterion",
    "add_information_session",
    "add_intake",
    "answer_offer",
    "book_place",
    "change_intake",
    "change_letter",
    "decide_application",
    "invite_applicant",
    "lock_marking",
    "publish_intake",
    "record_equality",
    "record_needs",
    "record_scores",
    "record_statement",
    "reinvite_applicant",
    "remove_criterion",
    "save_answers",
    "schedule_interview",
    "send_letter",
    "send_link",
    "start_application",
    "submit_application",
    "withdraw_application",
]
