"""Pre-employment checks: how far each is, and the papers that are shown for it."""

from alongside.checks.models.check import Check
from alongside.checks.models.documents import Chaser, Document

__all__ = ["Chaser", "Check", "Document"]
