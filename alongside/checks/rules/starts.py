"""When somebody may start before everything is clear, and what occupational health and the police say of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from alongside.access.verdicts import Verdict

# rules.md 1.1: a start on a risk assessment is case by case and for a time; the longest is our own choice.
LONGEST_DAYS = 92
NEVER = {"identity": "identity", "right_to_work": "the right to work"}
AGREED = "risk_assessed"


def may_start_early(kind: str, *, regulated: bool, asked_on: date, until_on: date) -> Verdict:
    """A start before a check is clear is agreed for a time, and never without identity, the right to work, or the
    barred list where it is regulated activity (R4)."""
    reasons = []
    if kind in NEVER:
        reasons.append(f"Nobody starts before {NEVER[kind]} is clear.")
    if kind == "dbs" and regulated:
        reasons.append("Nobody starts in regulated activity before the barred list has been checked.")
    if not asked_on < until_on:
        reasons.append("Say until which day it holds.")
    elif (until_on - asked_on).days > LONGEST_DAYS:
        reasons.append("It holds for three months at most.")
    return Verdict(tuple(reasons))


def may_sign(asked_by: int | None, who: int | None) -> Verdict:
    """Whoever asks for a start on a risk assessment does not sign it (R3)."""
    return Verdict(("Somebody else has to sign this.",)) if asked_by == who else Verdict()


def with_overrides(states: Mapping[str, str], agreed: Collection[str]) -> dict[str, str]:
    """What is agreed on a risk assessment stands in for its check while it holds, unless the check was decided
    against (R3)."""
    return {
        **states,
        **{
            kind: AGREED
            for kind in agreed
            if states.get(kind) not in {"verified", "not_applicable", "not_cleared"} and kind not in NEVER
        },
    }


def vetting_state(outcome: str, valid_to: date | None, today: date) -> str:
    """Police vetting stands by itself: granted is clear while it is valid, and a refusal touches no other check
    (R18)."""
    if outcome == "granted":
        return "verified" if valid_to is None or valid_to >= today else "expired"
    return "requested" if outcome == "waiting" else "not_cleared"
