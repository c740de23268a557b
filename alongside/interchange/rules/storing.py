"""The words of a workbook as the values that are kept, and back again where a row is compared with a record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from alongside.interchange.rules.text import fold

# What a certificate, an outcome and two references come to (NHS Employment Check Standards, rules.md 1.1).
ENOUGH_REFERENCES = 2
SETTINGS = (
    ("eating_disorder", r"\beating\b|\baeds?\b|\bceds\b"),
    ("offender", r"offend|forensic|criminal|justice|liaison and diversion|prison|probation|custody|\biom\b"),
    ("crisis", r"crisis|home treatment|\bcrht\w*|first response|triage|liaison|sanctuary|\b136\b"),
    ("inpatient", r"\bwards?\b|inpatient|in-patient|\bunit\b|\bpicu\b|\bacute\b|hospital"),
    ("education", r"recovery college|education|academy|\btraining\b"),
    ("community", r"communit|locality|neighbourhood|early intervention|\bcmht\b|outreach|perinatal|primary care|older"),
)
RESULTS = {
    "Completed": "completed",
    "Part complete": "part_complete",
    "Withdrew": "withdrew",
    "In progress": "in_training",
    "Deferred": "not_yet",
    "Not passed yet": "not_yet",
}
CONTRACTS = {
    "Permanent": "permanent",
    "Fixed term": "fixed_term",
    "Bank": "bank",
    "Secondment": "secondment",
    "Apprenticeship": "apprentice",
    "Honorary": "honorary",
}
SUPERVISIONS = {
    "Line": "line",
    "Clinical": "clinical",
    "Peer": "peer",
    "Group": "group",
    "One to one": "one_to_one",
}
LEVELS = {
    "Enhanced with barred list": "enhanced_barred",
    "Enhanced": "enhanced",
    "Standard": "standard",
    "Basic": "basic",
}
FITNESS = {
    "Fit": "fit",
    "Fit with adjustments": "fit_adjustments",
    "Restricted": "restricted",
    "Not fit now": "not_now",
}
# A restriction is weighed by a person; "not at present" is no clearance.
HEALTH_STATES = {"restricted": "undecided", "not_now": "not_cleared"}
DESTINATIONS = (
    ("promoted", r"promot|peer|\bpsw\b|senior|secondment"),
    ("professional_training", r"(nurs\w*|professional|social work|\bot\b|therap\w*|psycholog\w*)"
     r".*(training|degree|student)|student nurse|apprentice"),
    ("voluntary", r"volunt|charit|third sector|\bmind\b|rethink"),
    ("nhs", r"\bnhs\b|trust|hospital|\bgp\b"),
    ("study", r"universit|college|study|course|degree|education"),
    ("retired", r"retire"),
    ("other_work", r"job|work|employ|private|self|business|council|retail"),
)  # fmt: skip
STAFF_GROUPS = (
    ("nursing", r"nurs|midwi"),
    ("allied", r"allied|\bahps?\b"),
    ("medical", r"medical|dental|doctor"),
    ("social_work", r"social work"),
    ("healthcare_scientists", r"healthcare scien"),
    ("scientific", r"scientific|add prof|psycholog"),
    ("clinical_services", r"clinical serv|additional clinical|\bacs\b|support to"),
    ("administrative", r"admin|clerical"),
    ("estates", r"estates|ancillary|facilit"),
    ("students", r"student"),
)


def _first(rules: tuple[tuple[str, str], ...], said: str, otherwise: str) -> str:
    text = fold(said)
    return next((value for value, words in rules if re.search(words, text)), otherwise)


def setting_of(service: str, team: str) -> str:
    """The setting of a team as its service says it, else as its name does, else "other" (features F)."""
    return _first(SETTINGS, service, "") or _first(SETTINGS, team, "other")


def destination_of(said: str) -> str:
    """Where a leaver went, as one of the destinations that are counted; nothing said is not known (N18)."""
    return _first(DESTINATIONS, said, "other") if said else "not_known"


def staff_group_of(said: str) -> str:
    """The staff group of the National Workforce Data Set that a text names; a group that registers is looked for first
    (R20)."""
    return _first(STAFF_GROUPS, said, "not_stated") if said else "not_stated"


def word_of(values: Mapping[str, str], kept: str) -> str | None:
    """The workbook's word for a kept value; nothing where two words or none would be right."""
    words = [word for word, value in values.items() if value == kept]
    return words[0] if len(words) == 1 else None


@dataclass(frozen=True)
class Disclosed:
    """What a row says about a criminal record check: never what a certificate says."""

    applied: bool = False
    issued: bool = False
    clear: bool = False
    content: bool = False


def dbs_state(said: Disclosed) -> str:
    """A certificate with something on it leaves a decision open and is never clear (R13, intake README, rule 5)."""
    if said.content:
        return "undecided"
    if said.clear:
        return "verified"
    if said.issued:
        return "evidence_received"
    return "requested" if said.applied else "not_started"


def references_state(received: int) -> str:
    """Two references are enough, one is on its way (NHS Employment Check Standards)."""
    return "verified" if received >= ENOUGH_REFERENCES else "requested"


def health_state(fitness: str) -> str:
    """A work health clearance is clear when it says fit, with or without adjustments (NHS Employment Check
    Standards)."""
    return HEALTH_STATES.get(fitness, "verified")


def wte_of_others(funded: float, filled: float | None, said_filled: bool, held: float, unknown: bool) -> float:
    """What is filled, and not by the programme's own people, is held by others (R22)."""
    if unknown:
        return 0.0
    total = filled if filled is not None else funded if said_filled else 0.0
    return round(max(0.0, min(total, funded) - held), 2)
