"""The rules of checks, by noun."""

from alongside.checks.rules.clearance import (
    CLEAR,
    NAMES,
    REQUIRED,
    clear_to_start,
    clearance_for_planning,
    may_record_by_hand,
    outstanding,
    state_shown,
    whose_turn,
)
from alongside.checks.rules.documents import (
    Seen,
    documents_missing,
    identity_holds,
    may_accept,
    may_upload,
    right_to_work_holds,
)
from alongside.checks.rules.waits import CHASED, Forecast, chaser_due, forecast_wait

__all__ = [
    "CHASED",
    "CLEAR",
    "NAMES",
    "REQUIRED",
    "Forecast",
    "Seen",
    "chaser_due",
    "clear_to_start",
    "clearance_for_planning",
    "documents_missing",
    "forecast_wait",
    "identity_holds",
    "may_accept",
    "may_record_by_hand",
    "may_upload",
    "outstanding",
    "right_to_work_holds",
    "state_shown",
    "whose_turn",
]
