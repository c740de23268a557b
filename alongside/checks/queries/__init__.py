"""The reads of checks."""

from alongside.checks.queries.checks import LABELS, shown, standing_checks

__all__ = ["LABELS", "shown", "standing_checks"]
