"""When supervision is due."""

from __future__ import annotations

from datetime import date, timedelta

# facts.md 4: no single figure is verified; monthly is common. Six weeks leave room for a holiday.
LONGEST_GAP = timedelta(weeks=6)


def supervision_overdue_since(last_on: date | None, started_on: date | None, today: date) -> date | None:
    """Supervision is overdue when none was held for six weeks, counted from the last one or from the start (G1)."""
    counted_from = last_on or started_on
    if counted_from is None:
        return None
    due = counted_from + LONGEST_GAP
    return due if due < today else None
