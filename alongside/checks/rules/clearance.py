"""When a person is clear to start, and whose turn the next step is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from alongside.access.verdicts import Verdict

# NHS Employment Check Standards (rules.md 1.1): the six; registration does not apply to band 3 and 4 peer posts.
REQUIRED = ("identity", "right_to_work", "references", "health", "dbs")
CLEAR = frozenset({"verified", "not_applicable", "risk_assessed"})
NAMES = {
    "identity": "identity",
    "right_to_work": "right to work",
    "registration": "registration and qualification",
    "references": "references",
    "health": "work health assessment",
    "dbs": "criminal record check",
    "police_vetting": "police vetting",
}
TURN = {
    "not_started": "yours",
    "requested": "third party",
    "evidence_received": "yours",
    "undecided": "yours",
    "expired": "yours",
    "verified": "done",
    "not_applicable": "done",
    "not_cleared": "done",
    "risk_assessed": "done",
}


def outstanding(states: Mapping[str, str]) -> tuple[str, ...]:
    """The checks that still stand between a person and a start, in the order of the standards (R3)."""
    return tuple(kind for kind in REQUIRED if states.get(kind, "not_started") not in CLEAR)


def clear_to_start(states: Mapping[str, str], *, vetting_needed: bool) -> Verdict:
    """Nobody starts before every required check is clear; vetting counts only where the post needs it (R3, R18)."""
    kinds = outstanding(states)
    if vetting_needed and states.get("police_vetting", "not_started") not in CLEAR:
        kinds += ("police_vetting",)
    return Verdict(tuple(f"The {NAMES[kind]} is not clear yet." for kind in kinds))


def whose_turn(state: str) -> str:
    """Whose turn a check is: the programme's own, a third party's, or nobody's because it is done."""
    return TURN[state]


def clearance_for_planning(state: str | None, expected_on: date | None) -> str:
    """The planner knows a clearance as clear, pending with an expected date, or none (placement engine)."""
    if state in CLEAR:
        return "clear"
    if state in {"requested", "evidence_received"} and expected_on:
        return "pending"
    return "none"


def state_shown(state: str, *, officer: bool) -> str:
    """Only the checks officer reads that evidence is weighed or a decision open; others read: not clear (design 5)."""
    return "not_clear_yet" if state in {"evidence_received", "undecided"} and not officer else state


NO_REASON = Verdict()
# What stands behind a check that somebody marks clear by hand, and where to go instead.
BY_DOCUMENTS = {"identity": "R5", "right_to_work": "rules.md 1.1"}


def may_record_by_hand(
    kind: str,
    state: str,
    *,
    seen: bool,
    fitness: str = "",
    papers: bool = True,
    disclosure: str = "none",
    history: Verdict = NO_REASON,
) -> Verdict:
    """Nobody marks a check clear without its evidence: documents, a history without an open gap, a
    certificate seen on a day, an outcome from occupational health; and what a certificate says is decided by three
    people, not here (R3, R5, R7, R12)."""
    if state == "not_cleared" and kind == "dbs":
        return Verdict(("Nobody is turned down here: a disclosure is assessed by two people and decided by a third.",))
    if state != "verified":
        return Verdict()
    if kind in BY_DOCUMENTS:
        return Verdict() if papers else Verdict((f"The {NAMES[kind]} is clear once its documents have been seen.",))
    if kind == "references":
        return history
    if kind == "health" and fitness not in {"fit", "fit_adjustments"}:
        return Verdict(("Choose the outcome from occupational health: fit, or fit with adjustments.",))
    if kind == "dbs" and disclosure == "open":
        return Verdict(("What the certificate shows has not been decided yet.",))
    if kind == "dbs" and disclosure == "none" and not seen:
        return Verdict(("Write down on which day the certificate was seen.",))
    return Verdict()
