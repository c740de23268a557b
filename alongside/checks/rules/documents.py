"""Which papers prove who somebody is and that they may work here, and which files are taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.access.verdicts import Verdict

# rules.md 1.1 (NHSBSA HRSS KA-25217; KA-23511): two with a photograph and one address, or one and two.
PHOTO = frozenset({"passport_british", "passport_other", "driving_licence", "identity_card"})
ADDRESS = frozenset({"council_tax", "bank_statement", "utility_bill", "benefit_letter", "tenancy"})
FOR_WORK = frozenset({"passport_british", "share_code", "birth_certificate"})
# How old an address proof may be, in days; the limits are local (rules.md 1.1) and these are the commonest.
MOST_DAYS = {"bank_statement": 92, "utility_bill": 92, "council_tax": 366, "benefit_letter": 366, "tenancy": 366}
ISSUERS = {"passport_british": "HM Passport Office", "driving_licence": "DVLA", "share_code": "Home Office"}
MOST_BYTES = 8_000_000
FORMATS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}


@dataclass(frozen=True)
class Seen:
    """A document as it was looked at."""

    type: str
    provider: str = ""
    issued_on: date | None = None
    expires_on: date | None = None

    @property
    def issuer(self) -> str:
        return (self.provider or ISSUERS.get(self.type, "")).strip().casefold()


def format_of(start: bytes) -> str:
    """What a file is follows from its first bytes, never from its name: PDF, JPEG or PNG, or nothing (our own)."""
    return next((name for mark, name in FORMATS.items() if start.startswith(mark)), "")


def may_upload(start: bytes, size: int) -> Verdict:
    """A file is taken in when it is a PDF, a JPEG or a PNG by its content, and at most 8 MB (C3)."""
    if not size:
        return Verdict(("The file is empty. Choose it again.",))
    if size > MOST_BYTES:
        return Verdict(("The file is larger than 8 MB. Take the photograph at a smaller size.",))
    if not format_of(start):
        return Verdict(("The file is no PDF, JPEG or PNG. A photograph or a scan is best.",))
    return Verdict()


def may_accept(document: Seen, purpose: str, accepted: Sequence[Seen], today: date) -> Verdict:
    """One document counts for its purpose when it is in date, young enough and from an issuer not counted yet; an
    expired British passport counts for the right to work, never for identity (R5, R6)."""
    if purpose == "right_to_work":
        if document.type not in FOR_WORK:
            return Verdict(("This kind of document does not show the right to work.",))
        if _expired(document, today) and document.type != "passport_british":
            return Verdict(("It is out of date.",))
        return Verdict()
    reasons = []
    if document.type not in PHOTO | ADDRESS:
        reasons.append("This kind of document does not show who somebody is or where they live.")
    if _expired(document, today):
        reasons.append("It is out of date: an expired document does not count for identity.")
    reasons += _too_old(document, today)
    if document.issuer and document.issuer in {other.issuer for other in accepted}:
        reasons.append("Another document from the same provider has been counted already.")
    return Verdict(tuple(reasons))


def _expired(document: Seen, today: date) -> bool:
    return bool(document.expires_on and document.expires_on < today)


def _too_old(document: Seen, today: date) -> list[str]:
    if document.type not in ADDRESS:
        return []
    if not document.provider.strip():
        return ["Say which company or office issued it."]
    if document.issued_on is None:
        return ["Say on which day it was issued."]
    if (today - document.issued_on).days > MOST_DAYS[document.type]:
        return ["It is too old: ask for a more recent one."]
    return []


def documents_missing(documents: Sequence[Seen]) -> str:
    """What is still missing of two photographs and one address, or one and two, in words for the person (R5)."""
    photo, address = (sum(one.type in kind for one in documents) for kind in (PHOTO, ADDRESS))
    if (photo >= 2 and address >= 1) or (photo >= 1 and address >= 2):
        return ""
    if photo == 0:
        return "A document with a photograph is needed."
    if address == 0:
        return "A document that shows the address is needed."
    return "One more document is needed: another with a photograph, or another that shows the address."


def identity_holds(documents: Sequence[Seen], today: date) -> Verdict:
    """Identity needs two documents with a photograph and one of address, or one and two; none expired, too old, or
    from the same provider as another (R5, R6)."""
    reasons: list[str] = []
    counted: list[Seen] = []
    for document in documents:
        reasons += may_accept(document, "identity", counted, today).reasons
        counted.append(document)
    if missing := documents_missing(documents):
        reasons.append(missing)
    return Verdict(tuple(dict.fromkeys(reasons)))


def right_to_work_holds(documents: Sequence[Seen], today: date) -> Verdict:
    """One document of the manual list, or the result of a share code, shows the right to work (R6, rules.md 1.1)."""
    if any(may_accept(one, "right_to_work", (), today) for one in documents):
        return Verdict()
    return Verdict(("A British passport, a birth certificate with a National Insurance letter, or a share code.",))
