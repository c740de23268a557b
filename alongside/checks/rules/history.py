"""Which days of the last three years somebody's history does not tell of, and which of them are asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.access.verdicts import Verdict
from alongside.checks.rules.filtering import months_after
from alongside.ui.filters import date as in_words
from alongside.ui.filters import plural

MONTHS = 36
# rules.md R7 leaves the figure to a setting; four weeks between two posts are our own choice.
MOST_GAP_DAYS = 28
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A stretch of somebody's history, both days included; without an end it is still running."""

    from_on: date
    until_on: date | None = None


@dataclass(frozen=True)
class Gap:
    """Days that no period covers, both included."""

    from_on: date
    until_on: date

    @property
    def days(self) -> int:
        return (self.until_on - self.from_on).days + 1

    def __str__(self) -> str:
        return f"{in_words(self.from_on)} to {in_words(self.until_on)}, {plural(self.days, 'day')}"


def history_from(on: date) -> date:
    """History is asked for from the same day three years before; from 29 February, from the last day of that month
    (R7)."""
    return months_after(on, -MONTHS)


def days_not_told(periods: Iterable[Period], on: date) -> tuple[Gap, ...]:
    """Every stretch of the 36 months before a day that no period of any kind covers; a day told twice counts once,
    and a period still running covers until the day (R7)."""
    told, gaps = history_from(on), []
    for period in sorted(periods, key=lambda one: one.from_on):
        if told < on and period.from_on > told:
            gaps.append(Gap(told, min(period.from_on, on) - DAY))
        told = max(told, on if period.until_on is None else period.until_on + DAY)
    if told < on:
        gaps.append(Gap(told, on - DAY))
    return tuple(gaps)


def gaps_to_ask_about(periods: Iterable[Period], on: date, most_days: int = MOST_GAP_DAYS) -> tuple[Gap, ...]:
    """Only a gap longer than the setting is asked about; what somebody did then is theirs to name, and not working is
    an answer that needs no reason (R7)."""
    return tuple(gap for gap in days_not_told(periods, on) if gap.days > most_days)


def history_holds(periods: Iterable[Period], on: date) -> Verdict:
    """The history covers 36 months with no unexplained gap longer than the setting (R7)."""
    asked = gaps_to_ask_about(periods, on)
    mend = "the history does not say yet. Add a period; not working needs no reason."
    return Verdict(tuple(f"{gap}: {mend}" for gap in asked))


def may_add_period(period: Period, today: date) -> Verdict:
    """A period of a history has begun, has not ended after today, and ends no earlier than it began (R7)."""
    reasons = []
    if period.from_on > today:
        reasons.append("From: this day has not come yet. Choose today or an earlier day.")
    if period.until_on and period.until_on > today:
        reasons.append("Until: this day has not come yet. Leave it empty if it still goes on.")
    if period.until_on and period.until_on < period.from_on:
        reasons.append("Until: this day is before the day it began. Choose the same day or a later one.")
    return Verdict(tuple(reasons))
