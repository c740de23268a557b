"""What a post may become. A qualified post is never a peer post, whichever way somebody tries."""

from __future__ import annotations

import re

from alongside.access.verdicts import Verdict

# National Workforce Data Set groups whose members hold a professional registration (rules.md 2.1).
REGISTERED_GROUPS = frozenset({"nursing", "allied", "medical", "scientific", "healthcare_scientists", "social_work"})
REGISTERED_GROUP_WORDS = re.compile(
    r"\b(nursing|midwifery|allied health|medical|dental|prof(essional)? scientific|healthcare scientists?"
    r"|social work)\b",
    re.I,
)
REGISTERED_TITLE_WORDS = re.compile(
    r"\b(nurse|midwife|midwives|rmn|rgn|rnld|social worker|occupational therapist|physiotherapist|dietitian"
    r"|psychologist|psychiatrist|consultant|doctor|paramedic|pharmacist|radiographer|arts? therapist"
    r"|music therapist|drama ?therapist|speech and language therapist|podiatrist|amhp)\b",
    re.I,
)
UNREGISTERED_TITLE_WORDS = re.compile(r"\b(assistants?|support workers?|apprentice|technician|secretary)\b", re.I)


def registered_by(title: str, staff_group: str, flag: bool | None) -> Verdict:
    """A post is a registered one when its flag, its staff group or its title says so; any of the three is enough (R20)."""
    reasons = []
    if flag:
        reasons.append("It is marked as needing a professional registration.")
    if staff_group in REGISTERED_GROUPS or REGISTERED_GROUP_WORDS.search(staff_group):
        reasons.append("Its staff group is a registered profession.")
    if REGISTERED_TITLE_WORDS.search(title) and not UNREGISTERED_TITLE_WORDS.search(title):
        reasons.append("Its job title is that of a registered profession.")
    return Verdict(tuple(reasons))
