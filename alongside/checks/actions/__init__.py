"""The deeds on checks, by noun."""

from alongside.checks.actions.checks import record_check, send_chaser
from alongside.checks.actions.documents import (
    ask_for_document,
    empty_document,
    record_original_document,
    refuse_document,
    upload_document,
    verify_document,
)

__all__ = [
    "ask_for_document",
    "empty_document",
    "record_check",
    "record_original_document",
    "refuse_document",
    "send_chaser",
    "upload_document",
    "verify_document",
]
