"""The deeds on checks, by noun."""

from alongside.checks.actions.benefits import record_benefit_figure
from alongside.checks.actions.checks import record_check, send_chaser
from alongside.checks.actions.disclosure import (
    add_matter,
    close_disclosure,
    convene_panel,
    decide_appeal,
    decide_disclosure,
    lock_assessment,
    lodge_appeal,
    name_assessors,
    purge_disclosure,
    record_certificate,
    record_meeting,
    record_update_check,
)
from alongside.checks.actions.documents import (
    ask_for_document,
    empty_document,
    record_original_document,
    refuse_document,
    upload_document,
    verify_document,
)
from alongside.checks.actions.history import add_history_period, remove_history_period
from alongside.checks.actions.offers import (
    answer_eligibility,
    make_conditional_offer,
    withdraw_conditional_offer,
)
from alongside.checks.actions.starts import ask_for_start, end_start, record_health_outcome, record_vetting, sign_start

__all__ = [
    "add_history_period",
    "add_matter",
    "answer_eligibility",
    "ask_for_document",
    "ask_for_start",
    "close_disclosure",
    "convene_panel",
    "decide_appeal",
    "decide_disclosure",
    "empty_document",
    "end_start",
    "lock_assessment",
    "lodge_appeal",
    "make_conditional_offer",
    "name_assessors",
    "purge_disclosure",
    "record_benefit_figure",
    "record_certificate",
    "record_check",
    "record_health_outcome",
    "record_meeting",
    "record_original_document",
    "record_update_check",
    "record_vetting",
    "refuse_document",
    "remove_history_period",
    "send_chaser",
    "sign_start",
    "upload_document",
    "verify_document",
    "withdraw_conditional_offer",
]
