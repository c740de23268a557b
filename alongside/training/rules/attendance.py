"""How much of a course somebody has to attend, how much they may still miss, and when to tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alongside.access.verdicts import Verdict

NONE = Decimal(0)
STANDINGS = {
    "below": "Below the line",
    "near": "Near the line",
    "met": "Attendance reached",
    "on_course": "On course",
    "no_line": "No line to reach",
}


@dataclass(frozen=True)
class Line:
    """What one person has to attend of a course: its hours, the hours to attend, the hours that may be missed."""

    hours: Decimal
    to_attend: Decimal
    may_miss: Decimal


@dataclass(frozen=True)
class Attended:
    """How somebody stands against their line."""

    line: Line | None
    held: Decimal
    attended: Decimal
    missed: Decimal
    left: Decimal | None
    state: str

    @property
    def enough(self) -> bool:
        """Whether nothing more has to be attended for the certificate."""
        if self.line is None or self.left is None:
            return False
        return self.left >= 0 and self.attended >= self.line.to_attend

    @property
    def share(self) -> Decimal | None:
        """Of the hours taught so far, the share attended."""
        return min(self.attended / self.held, Decimal(1)) if self.held else None

    @property
    def said(self) -> str:
        return STANDINGS[self.state]


def line_of(
    hours: Decimal, share: Decimal, most_missed: Decimal | None, agreed: Mapping[str, Decimal] | None = None
) -> Line:
    """Both the share and the most hours missed count, whichever is stricter; what was agreed for one person replaces
    the course's rule for that person alone (facts.md 3.3; Equality Act 2010 s20)."""
    agreed = agreed or {}
    if "attendance_line" in agreed:
        share, most_missed = agreed["attendance_line"] / 100, None
    if "hours_missed" in agreed:
        most_missed = agreed["hours_missed"]
        if "attendance_line" not in agreed:
            share = min(share, max(NONE, 1 - most_missed / hours))
    by_share = hours - hours * share
    may_miss = by_share if most_missed is None else min(by_share, most_missed)
    return Line(hours, hours * share, may_miss)


def attended_so_far(
    line: Line | None, *, held: Decimal, missed: Decimal, made_up: Decimal, next_hours: Decimal | None
) -> Attended:
    """Hours made up count as attended; the warning comes while one more missed session would put somebody below."""
    missed = max(missed - made_up, NONE)
    attended = held - missed
    if line is None:
        return Attended(None, held, attended, missed, None, "no_line")
    left = line.may_miss - missed
    if left < 0:
        state = "below"
    elif next_hours is not None and left < next_hours:
        state = "near"
    else:
        state = "met" if attended >= line.to_attend else "on_course"
    return Attended(line, held, attended, missed, left, state)


def register_may_be_taken(held_on: date, today: date) -> Verdict:
    """A register is taken on the day of the session or after it, never before."""
    return (
        Verdict() if held_on <= today else Verdict(("This session is still to come. Its register opens on its day.",))
    )


def hours_missed_fit(missed: Decimal, hours: Decimal, name: str) -> Verdict:
    """Nobody misses more of a session than it has hours."""
    if missed > hours:
        return Verdict((f"{name}: the session has {hours.normalize():f} hours, so no more can be missed.",))
    return Verdict()


def may_plan_catch_up(missed: Decimal, hours: Decimal) -> Verdict:
    """A catch-up makes up for hours that were missed, and for no more of them (facts.md 3.3)."""
    if not missed:
        return Verdict(("They missed nothing of this session, so there is nothing to catch up.",))
    if hours > missed:
        return Verdict((f"They missed {missed.normalize():f} hours of this session: make up for at most those.",))
    return Verdict()
