"""When opening somebody's page counts as a reading of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

# Our own choice: looking twice while at work on one thing is one reading.
ONE_READING = timedelta(hours=1)


# Police Act 1997 s124 asks for a log of everyone to whom a certificate was revealed: here each time counts.
EVERY_TIME = frozenset({"disclosure", "document"})


def is_a_new_reading(last: datetime | None, at: datetime, kind: str = "record") -> bool:
    """A person is told of each reading of their record; the same reader within an hour is one, except of what a
    certificate or a document shows, where every reading counts (R16, R31)."""
    return last is None or kind in EVERY_TIME or at - last >= ONE_READING
