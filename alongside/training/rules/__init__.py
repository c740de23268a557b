"""When training must be finished, and what a course asks of somebody."""

from alongside.training.rules.attendance import (
    STANDINGS,
    Attended,
    Line,
    attended_so_far,
    hours_missed_fit,
    line_of,
    may_plan_catch_up,
    register_may_be_taken,
)
from alongside.training.rules.certificates import (
    FEWEST_OPINIONS,
    Reached,
    may_issue_certificate,
    may_record_completed,
    opinions_shown,
    revoking_ends_completion,
)
from alongside.training.rules.due import MONTHS_TO_TRAIN, SOON, train_by, training_due
from alongside.training.rules.experience import slot_may_be_booked, slot_may_be_signed_off, slot_may_change
from alongside.training.rules.places import may_answer_offer, may_withdraw, place_free, places_free, week_of_course

__all__ = [
    "FEWEST_OPINIONS",
    "MONTHS_TO_TRAIN",
    "SOON",
    "STANDINGS",
    "Attended",
    "Line",
    "Reached",
    "attended_so_far",
    "hours_missed_fit",
    "line_of",
    "may_answer_offer",
    "may_issue_certificate",
    "may_plan_catch_up",
    "may_record_completed",
    "may_withdraw",
    "opinions_shown",
    "place_free",
    "places_free",
    "register_may_be_taken",
    "revoking_ends_completion",
    "slot_may_be_booked",
    "slot_may_be_signed_off",
    "slot_may_change",
    "train_by",
    "training_due",
    "week_of_course",
]
