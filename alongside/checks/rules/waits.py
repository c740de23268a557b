"""How long checks take, when somebody may be able to start, and when a check that runs out is chased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

# C4: reminders at 60, 30 and 7 days before.
CHASED = (60, 30, 7)
# Our own choice: a median of fewer waits than this is not shown as a forecast.
FEWEST = 5


@dataclass(frozen=True)
class Forecast:
    """The day on which everything may be clear, and on how many completed waits that rests; no day when too thin."""

    on: date | None
    rests_on: int
    thin: tuple[str, ...] = ()


def chaser_due(expires_on: date, today: date) -> int | None:
    """Which reminder is due: the nearest of 60, 30 and 7 days that has been reached; none once it has run out (C4)."""
    left = (expires_on - today).days
    reached = [days for days in CHASED if left <= days]
    return min(reached) if reached and left >= 0 else None


def forecast_wait(ages: Mapping[str, int], waits: Mapping[str, Sequence[int]], today: date) -> Forecast:
    """Each open check takes as long as the programme's own completed waits of its kind that lasted at least as long
    as this one has by now (their median); the last of them is the start that may be hoped for (C8)."""
    thin, counts, latest = [], [], today
    for kind, age in ages.items():
        alike = [days for days in waits.get(kind, ()) if days >= age]
        counts.append(len(alike))
        if len(alike) < FEWEST:
            thin.append(kind)
        else:
            latest = max(latest, today + timedelta(days=round(median(alike) - age)))
    return Forecast(None if thin else latest, min(counts, default=0), tuple(thin))
