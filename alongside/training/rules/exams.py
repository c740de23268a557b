"""How long somebody has, who may mark what, which mark stands, and when a result is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from alongside.access.verdicts import Verdict

FIRST, SECOND, MODERATION = "first", "second", "moderation"
STAGES = {FIRST: "First marking", SECOND: "Second marking", MODERATION: "Moderation"}
REACHED, POLISH = "Reached", "Needs polish"
# Our own choice: a slow line is nobody's fault.
GRACE = timedelta(minutes=2)

Break = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Script:
    """Where the marking of one script stands: the total of each stage that is done, and who did it."""

    totals: Mapping[str, Decimal]
    markers: Mapping[str, int]


def time_is_up_at(started_at: datetime, minutes: int, extra: int, breaks: Sequence[Break], most_break: int,
                  now: datetime) -> datetime:  # fmt: skip
    """Somebody has the paper's minutes, their own extra time in per cent, and their breaks up to what was agreed."""
    rested = sum(((until or now) - since for since, until in breaks), timedelta(0))
    allowed = timedelta(minutes=minutes) * (100 + extra) / 100
    return started_at + allowed + min(rested, timedelta(minutes=most_break))


def is_late(up_at: datetime, now: datetime) -> bool:
    """An answer that comes more than two minutes after the time is kept, and marked as late for the marker to see."""
    return now > up_at + GRACE


def may_start(opens_at: datetime, closes_at: datetime, now: datetime, *, on_paper: bool) -> Verdict:
    """An exam on screen is begun while it is open; one on paper is not begun here."""
    if on_paper:
        return Verdict(("You sit this exam on paper. Your educator tells you where and when.",))
    if now < opens_at:
        return Verdict(("This exam is not open yet.",))
    if now > closes_at:
        return Verdict(("This exam is no longer open. Speak to your educator: another day can be arranged.",))
    return Verdict()


def may_write(started: bool, handed_in: bool) -> Verdict:
    """Answers are written between the start and the handing in."""
    if not started:
        return Verdict(("This exam has not been started.",))
    if handed_in:
        return Verdict(("This exam is handed in already, with every answer that was saved before.",))
    return Verdict()


def may_collect(up_at: datetime, now: datetime) -> Verdict:
    """Somebody else hands a script in for its writer only when the time is up."""
    return Verdict(() if is_late(up_at, now) else ("They still have time. Collect the script when it is up.",))


def may_break(most_break: int, breaks: Sequence[Break], now: datetime) -> Verdict:
    """The clock stands still in a break only for somebody with whom breaks were agreed, and for as long as agreed."""
    taken = sum(((until or now) - since for since, until in breaks), timedelta(0))
    if taken >= timedelta(minutes=most_break):
        return Verdict(("The minutes of break that were agreed are used. You can rest, and the time goes on.",))
    return Verdict()


def may_change_paper(ready: bool) -> Verdict:
    """A paper that may be sat never changes again, so that everybody who sat it sat the same; a new version can."""
    return Verdict(("This paper is ready to be sat and cannot change. Make a new version of it.",) if ready else ())


def may_open_paper(questions: int, standing: bool) -> Verdict:
    """A paper has at least one question before somebody sits it."""
    if standing:
        return Verdict(("This paper is ready already.",))
    return Verdict(() if questions else ("Put at least one question into the paper first.",))


def next_stage(script: Script, tolerance: int, worth: int, *, open_questions: bool, second: bool) -> str | None:
    """Essays are marked by a person, by a second one where the paper asks for it, and by a third when the two differ
    by more than the paper's tolerance; then nothing is left to mark."""
    if FIRST not in script.totals:
        return FIRST if open_questions else None
    if not second:
        return None
    if SECOND not in script.totals:
        return SECOND
    if MODERATION not in script.totals and apart(script, worth) > tolerance:
        return MODERATION
    return None


def apart(script: Script, worth: int) -> Decimal:
    """How far two markers are from each other, in per cent of the paper's marks."""
    return abs(script.totals[FIRST] - script.totals[SECOND]) * 100 / max(worth, 1)


def standing_mark(script: Script) -> Decimal:
    """The moderator's mark stands; without one the middle of two that agree, or the only one."""
    if MODERATION in script.totals:
        return script.totals[MODERATION]
    given = [script.totals[stage] for stage in (FIRST, SECOND) if stage in script.totals]
    return (sum(given, Decimal(0)) / len(given)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def may_mark(stage: str | None, wanted: str, marker: int, script: Script, *, own: bool, told: str = "") -> Verdict:
    """Each marker sees a script once, blind to the others; nobody marks their own; whoever comes second is told."""
    if own:
        return Verdict(("Nobody marks their own script.",))
    if wanted in script.totals:
        return Verdict((f"{STAGES[wanted]} of this script was done by {told or 'somebody else'} in the meantime. "
                        "Your marks were not saved.",))  # fmt: skip
    if stage != wanted:
        return Verdict(("Nothing of this script is left to mark.",))
    if marker in script.markers.values():
        return Verdict(("You have marked this script already. Somebody else marks it now, without seeing your marks.",))
    return Verdict()


def outcome(mark: Decimal, worth: int, to_reach: int) -> str:
    """A script that does not reach the mark needs polish and is sat again; nobody fails (facts.md 3.3)."""
    return REACHED if mark * 100 >= to_reach * worth else POLISH


def may_release(unmarked: int, marked: int) -> Verdict:
    """Results of an exam are told to all at once, when every script that was handed in has its mark."""
    if unmarked:
        return Verdict((f"{unmarked} of the scripts have no agreed mark yet. Results are told to all at once.",))
    return Verdict(() if marked else ("Nobody has a mark in this exam yet.",))


def may_sit_again(times: int, resubmissions: int, outcome_now: str | None) -> Verdict:
    """A paper that needs polish is sat again as often as the course allows, after its result has been told."""
    if outcome_now is None:
        return Verdict(("Its result has not been told yet.",))
    if outcome_now == REACHED:
        return Verdict(("The mark was reached: there is nothing to sit again.",))
    if times > resubmissions:
        return Verdict((f"The course allows {resubmissions} resits, and they are used. Speak to the programme lead.",))
    return Verdict()


def exams_reached(standing: Iterable[tuple[str, str]]) -> Verdict:
    """A certificate asks for every exam of the cohort: its mark reached, at the first sitting or a resit, and told; a
    cohort without exams asks for none (B16)."""
    reasons = []
    for exam, reached in standing:
        if reached == POLISH:
            reasons.append(f"The exam “{exam}” needs polish.")
        elif reached != REACHED:
            reasons.append(f"The exam “{exam}” has no result yet.")
    return Verdict(tuple(reasons))
