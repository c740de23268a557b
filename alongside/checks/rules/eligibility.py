"""Which criminal record check a post allows: worked out from stored answers, never chosen (R8, R9)."""

from __future__ import annotations

from collections.abc import Mapping

from alongside.access.verdicts import Verdict

# The questions stored with a post (rules.md 1.2: ROA Exceptions Order 1975, Police Act 1997, SVGA 2006 Sch 4).
QUESTIONS = {
    "patients": "Does the work bring contact with patients, as a normal part of it?",
    "alone": "Is it done often enough to count (weekly, or four days in a month, or overnight)?",
    "health_care": "Does the holder give health care, directed or supervised by a registered professional?",
    "personal_care": "Does the holder help somebody to wash, dress, eat or use the toilet?",
    "money": "Does the holder handle somebody's money, bills or shopping for them?",
    "driving": "Does the holder drive patients to or from health care?",
}
REGULATED = ("health_care", "personal_care", "money", "driving")
LEVELS = ("basic", "standard", "enhanced", "enhanced_barred")


def regulated_activity(answers: Mapping[str, bool]) -> bool:
    """Regulated activity with adults turns on what is done, not on the title or the place (rules.md 1.2)."""
    return any(answers.get(name) for name in REGULATED)


def dbs_level(answers: Mapping[str, bool]) -> str:
    """The level follows from the answers: with the barred list only for regulated activity; enhanced for contact
    that is frequent; standard for contact that is normal; else basic (R8, R9)."""
    if regulated_activity(answers):
        return "enhanced_barred"
    if answers.get("patients"):
        return "enhanced" if answers.get("alone") else "standard"
    return "basic"


def may_ask_level(level: str, allowed: str) -> Verdict:
    """Asking for a higher level than the answers about the post allow is unlawful (R8, R9)."""
    if LEVELS.index(level) <= LEVELS.index(allowed):
        return Verdict()
    return Verdict((f"The answers about this post allow a check at the level {allowed.replace('_', ' ')}, no higher.",))
