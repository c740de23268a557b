"""When opening somebody's page counts as a reading of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

# Our own choice: looking twice while at work on one thing is one reading.
ONE_READING = timedelta(hours=1)


def is_a_new_reading(last: datetime | None, at: datetime) -> bool:
    """A person is told of each reading of their record; the same reader within an hour is one (R16, R31)."""
    return last is None or at - last >= ONE_READING
