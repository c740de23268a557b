"""What is asked of somebody who knew a person at work, on a course, or otherwise: four letters, and facts only."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.access.verdicts import Verdict


@dataclass(frozen=True)
class ReferenceLetter:
    """One kind of letter: of which kinds of period it can be sent, and what it asks."""

    name: str
    of: frozenset[str]
    asks: tuple[str, ...]


EMPLOYMENT = (
    "From which day until which day were they with you?",
    "What was their post or task, and its pay band if it had one?",
    "How many hours a week were agreed?",
    "What did they do well? Leave out anything about health.",
)
ABSENCE = (
    "On how many working days were they absent in the last two years? Leave out absence for a disability, for "
    "pregnancy or as a parent, and give no reason for any day."
)
LETTERS = {
    "employment": ReferenceLetter("Work or volunteering", frozenset({"work", "volunteering"}), EMPLOYMENT),
    "absence": ReferenceLetter("Work, with days of absence", frozenset({"work"}), (*EMPLOYMENT, ABSENCE)),
    "training": ReferenceLetter(
        "A course or training",
        frozenset({"study"}),
        (
            "From which day until which day were they with you?",
            "Which course was it, and was it completed?",
            "How regularly did they come?",
        ),
    ),
    "personal": ReferenceLetter(
        "Somebody who knows them",
        frozenset({"volunteering", "study", "caring", "not_working"}),
        (
            "Since when have you known them, and how? You are not of their family, nor their partner, nor do you share "
            "an address.",
            "Can people count on them? Give an example, if you have one.",
            "What is your occupation or standing?",
        ),
    ),
}


def may_ask_referee(letter: str, period: str, *, offered: bool) -> Verdict:
    """A letter asks about a period of its own kind; days of absence are asked for only after a conditional offer, and
    never their reasons (R2)."""
    reasons = []
    if period not in LETTERS[letter].of:
        reasons.append(f"“{LETTERS[letter].name}” does not suit this period. Choose another letter or another period.")
    if ABSENCE in LETTERS[letter].asks and not offered:
        reasons.append(
            "Days of absence are asked for only after a conditional offer. Ask without them, or offer first."
        )
    return Verdict(tuple(reasons))
