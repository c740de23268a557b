"""What the documents of one person show."""

from datetime import date

from alongside.checks.models import Document
from alongside.checks.rules import Seen, identity_holds, right_to_work_holds

ALSO = {Document.Purpose.IDENTITY: identity_holds, Document.Purpose.RIGHT_TO_WORK: right_to_work_holds}


def seen_for(person_id: int, purpose: str) -> list[Seen]:
    found = Document.objects.filter(person=person_id, purpose=purpose).accepted()
    return [as_seen(one) for one in found.order_by("pk")]


def as_seen(document: Document) -> Seen:
    return Seen(document.type, document.provider, document.issued_on, document.expires_on)


def papers_hold(person_id: int, kind: str, on: date | None) -> bool:
    """Whether the documents seen carry a check that rests on documents; each was in date on the day it was seen."""
    if kind not in ALSO:
        return True
    found = Document.objects.filter(person=person_id, purpose=kind).accepted()
    latest = max((one.seen_on for one in found if one.seen_on), default=on)
    return bool(found and latest and ALSO[Document.Purpose(kind)](seen_for(person_id, kind), latest))
