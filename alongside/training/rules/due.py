"""When training must be finished, in either order of a career."""

from __future__ import annotations

from datetime import date, timedelta

# CPFT's present practice (facts.md 1.2): training is finished within six months of starting.
MONTHS_TO_TRAIN = 6
SOON = timedelta(days=60)


def train_by(started_on: date) -> date:
    """Somebody appointed before the course finishes peer support training within six months of starting."""
    month = started_on.month - 1 + MONTHS_TO_TRAIN
    year, month = started_on.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(started_on.day, last))


def training_due(started_on: date | None, trained: bool, today: date) -> str:
    """Whether training is done, due later, due soon or overdue for somebody in post (N15)."""
    if trained:
        return "done"
    if started_on is None:
        return "not known"
    left = train_by(started_on) - today
    if left < timedelta(0):
        return "overdue"
    return "soon" if left <= SOON else "later"
