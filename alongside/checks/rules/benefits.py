"""Which figures about benefits are shown: those with a source that are not too old."""

from __future__ import annotations

from datetime import date

from alongside.checks.rules.filtering import months_after

STALE_MONTHS = 12


def figure_is_shown(from_on: date, today: date) -> bool:
    """A figure is shown from the day it is in force until twelve months later; a stale one is hidden (R40)."""
    return from_on <= today <= months_after(from_on, STALE_MONTHS)
