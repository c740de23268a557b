"""How a disclosure is weighed: who takes part, in which order, and what alone stops somebody (rules.md 1.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from alongside.access.verdicts import Verdict
from alongside.checks.rules.filtering import months_after

NEXT: dict[str, frozenset[str]] = {
    "comparing": frozenset({"assessing", "nothing"}),
    "assessing": frozenset({"deciding", "panel"}),
    "deciding": frozenset({"cleared", "conditions"}),
    "panel": frozenset({"cleared", "conditions", "withdrawn"}),
    "withdrawn": frozenset({"appeal"}),
    "appeal": frozenset({"cleared", "upheld"}),
    "stopped": frozenset(),
    "nothing": frozenset(),
    "cleared": frozenset(),
    "conditions": frozenset(),
    "upheld": frozenset(),
}
CLEARED = frozenset({"nothing", "cleared", "conditions"})
ENDED = frozenset({"nothing", "cleared", "conditions", "withdrawn", "upheld", "stopped"})
FACTORS = (
    "Relevance to the post",
    "How serious it was",
    "Time since, and age at the time",
    "A pattern, or a single event",
    "Circumstances, and the person's own account",
    "What has changed since",
)
VIEWS = {"suitable": "Suitable", "conditions": "Suitable with conditions", "unsuitable": "Not suitable"}
MOST_SCORE = 3
# rules.md 1.5 leaves the days to the trust and 1.6 gives 6 months after the decision for disputes.
APPEAL_DAYS = 28
KEPT_MONTHS = 6
SEATS = ("hr", "clinical", "lived")


def may_step(state: str, to: str) -> Verdict:
    """A disclosure goes one step at a time, and what was decided is changed by an appeal only (rules.md 1.5)."""
    return Verdict() if to in NEXT[state] else Verdict(("This step does not follow from where the disclosure stands.",))


def first_state(*, barred: bool, regulated: bool) -> str:
    """Only a match with the relevant barred list, for a post in regulated activity, stops somebody outright
    (rules.md 1.5)."""
    return "stopped" if barred and regulated else "comparing"


def may_open(*, offered: bool) -> Verdict:
    """Nothing about a criminal record is asked before a conditional offer (rules.md 1.1, 1.3)."""
    return Verdict() if offered else Verdict(("Make the conditional offer first: nothing is asked before it.",))


def may_name_assessors(first: int, second: int, person_account: int | None, *, met: bool) -> Verdict:
    """Two different people assess, neither of them the person, after a meeting was offered (R12, rules.md 1.5)."""
    reasons = []
    if first == second:
        reasons.append("Name two different people.")
    if person_account in {first, second}:
        reasons.append("Nobody assesses their own disclosure.")
    if not met:
        reasons.append("Write down the meeting first, or that the person did not want one.")
    return Verdict(tuple(reasons))


def may_lock(scores: Mapping[int, int], scorable: Collection[int], view: str, *, locked: bool) -> Verdict:
    """An assessment is locked once, with a score from 0 to 3 for every matter that may be weighed and for no other
    (R13, R19)."""
    if locked:
        return Verdict(("You have locked your assessment already.",))
    reasons = []
    if set(scores) != set(scorable) or not all(0 <= score <= MOST_SCORE for score in scores.values()):
        reasons.append("Give a score from 0 to 3 to every matter that may be weighed, and to no other.")
    if view not in VIEWS:
        reasons.append("Say what you think on the whole.")
    return Verdict(tuple(reasons))


def after_assessments(views: Sequence[str]) -> str:
    """When both have locked: two who agree that somebody is suitable go to the decider, anything else to a panel
    (rules.md 1.5)."""
    agreed = len(views) == 2 and views[0] == views[1] and views[0] != "unsuitable"
    return "deciding" if agreed else "panel"


def sees_the_other(mine_locked: bool, other_locked: bool) -> bool:
    """Neither assessor sees the other's assessment before both are locked (R13)."""
    return mine_locked and other_locked


def may_decide(who: int, earlier: Collection[int | None]) -> Verdict:
    """Whoever decides, chairs or hears the appeal had no earlier part in it, and is not the person (R12)."""
    return Verdict(("You had an earlier part in this. Somebody else has to decide.",)) if who in earlier else Verdict()


def panel_stands(seats: Mapping[int, str], chair: int, assessors: Collection[int | None]) -> Verdict:
    """A panel has at least three people: personnel, clinical or safeguarding, and lived experience; its chair is none
    of the assessors (R12, rules.md 1.5)."""
    reasons = []
    if len(seats) < len(SEATS) or set(seats.values()) != set(SEATS):
        reasons.append("Three different people at least: personnel, clinical or safeguarding, and lived experience.")
    if chair not in seats:
        reasons.append("The chair sits on the panel.")
    if chair in assessors:
        reasons.append("The chair is neither of the two assessors.")
    return Verdict(tuple(reasons))


def may_appeal(state: str, decided_on: date | None, today: date) -> Verdict:
    """Whoever was not cleared may appeal within 28 days of the decision (rules.md 1.5; the days are our own choice)."""
    if state != "withdrawn" or decided_on is None:
        return Verdict(("There is no decision to appeal against.",))
    if (today - decided_on).days > APPEAL_DAYS:
        return Verdict((f"The {APPEAL_DAYS} days for an appeal are over.",))
    return Verdict()


def purged_from(state: str, decided_on: date | None, months: int = KEPT_MONTHS) -> date | None:
    """What a certificate showed goes 6 months after the decision; never while an appeal is open (R15)."""
    return months_after(decided_on, months) if decided_on and state in ENDED else None


def told_to_manager(state: str, conditions: str) -> str:
    """A manager learns that somebody is cleared, cleared with which conditions, or not cleared; nothing else (R14)."""
    if state == "conditions":
        return f"Cleared, with conditions: {conditions}"
    return "Cleared" if state in CLEARED else "Not cleared"


def may_check_update(*, consent: bool, same_workforce: bool, same_level: bool) -> Verdict:
    """The update service is asked only with consent, for the same workforce and the same level (R17)."""
    reasons = []
    if not consent:
        reasons.append("Ask the person first: without their consent the update service is not asked.")
    if not same_workforce:
        reasons.append("The certificate is for another workforce: a new check is needed.")
    if not same_level:
        reasons.append("The certificate is of another level: a new check is needed.")
    return Verdict(tuple(reasons))


def may_subscribe(level: str, issued_on: date, today: date) -> Verdict:
    """The update service is joined within 30 days of the certificate, and never with a basic one (R17)."""
    if level == "basic":
        return Verdict(("A basic certificate cannot be put on the update service.",))
    if (today - issued_on).days > 30:
        return Verdict(("More than 30 days have passed since the certificate was issued.",))
    return Verdict()
