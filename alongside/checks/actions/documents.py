"""Deeds on the papers shown for a check; the file goes in the same moment as somebody decides on it."""

from datetime import date

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.checks.models import Check, Document
from alongside.checks.queries.papers import ALSO, as_seen, seen_for
from alongside.checks.rules import may_accept, may_upload
from alongside.checks.rules.documents import format_of
from alongside.people.models import Person

OPEN = (Check.State.NOT_STARTED, Check.State.EXPIRED)
DECIDED = "This document has been looked at already."


@action(May.ASK_FOR_DOCUMENT)
def ask_for_document(person: Person, *, purpose: str, today: date, by) -> Document:
    document = Document(person=person, purpose=purpose, asked_on=today)
    document.full_clean()
    document.save()
    check = _check(person, purpose)
    if check.state in OPEN:
        check.state, check.requested_on = Check.State.REQUESTED, check.requested_on or today
        check.save()
    return document


@action(May.UPLOAD_DOCUMENT)
def upload_document(person: Person, *, content: bytes, today: date, by, asked: Document | None = None, **facts):
    """Facts are purpose, type, provider, issued_on and expires_on; an asked document is answered, or a new one made."""
    may_upload(content[:16], len(content)).or_refuse()
    document = _held(asked) if asked else Document(person=person)
    if document.person_id != person.pk or document.state != Document.State.ASKED:
        raise Refused("This document has been sent already.")
    for field, value in facts.items():
        setattr(document, field, value)
    document.content, document.format = content, format_of(content[:16])
    document.state, document.uploaded_on = Document.State.UPLOADED, today
    document.uploaded_by = by if isinstance(by, User) else None
    document.full_clean()
    document.save()
    check = _check(person, document.purpose)
    if check.state in (*OPEN, Check.State.REQUESTED):
        check.state, check.requested_on = Check.State.EVIDENCE_RECEIVED, check.requested_on or today
        check.save()
    return document


@action(May.RECORD_ORIGINAL_DOCUMENT)
def record_original_document(person: Person, *, today: date, by, **facts) -> Document:
    """An original held in the hand: no file is made of it."""
    document = Document(person=person, state=Document.State.UPLOADED, uploaded_on=today, **facts)
    _accept(document, today, by)
    return document


@action(May.VERIFY_DOCUMENT)
def verify_document(document: Document, *, today: date, by) -> Document:
    """Accept a document and delete its file; the check is clear when its documents are complete (R5)."""
    document = _held(document)
    if document.state != Document.State.UPLOADED:
        raise Refused(DECIDED)
    _accept(document, today, by)
    return document


@action(May.REFUSE_DOCUMENT)
def refuse_document(document: Document, *, why: str, today: date, by) -> Document:
    document = _held(document)
    if document.state != Document.State.UPLOADED:
        raise Refused(DECIDED)
    document.state, document.why, document.content = Document.State.REFUSED, why, None
    document.seen_by, document.seen_on = by if isinstance(by, User) else None, today
    document.full_clean()
    document.save()
    check = _check(document.person, document.purpose)
    if check.state == Check.State.EVIDENCE_RECEIVED and not _others_wait(document):
        check.state = Check.State.REQUESTED
        check.save()
    return document


@action(May.EMPTY_DOCUMENT)
def empty_document(document: Document, *, by) -> Document:
    """The file nobody came to look at is not kept: it is asked for again."""
    document.content, document.format = None, ""
    document.state, document.uploaded_by, document.uploaded_on = Document.State.ASKED, None, None
    document.save()
    return document


def _accept(document: Document, today: date, by) -> None:
    if document.person_id and isinstance(by, User) and document.person.account_id == by.pk:
        raise Refused("Nobody looks at their own documents.")
    Person.objects.select_for_update().filter(pk=document.person_id).values_list("pk").get()
    before = seen_for(document.person_id, document.purpose)
    may_accept(as_seen(document), document.purpose, before, today).or_refuse()
    document.state, document.content = Document.State.ACCEPTED, None
    document.seen_by, document.seen_on = by if isinstance(by, User) else None, today
    document.full_clean()
    document.save()
    check = _check(document.person, document.purpose)
    if ALSO[Document.Purpose(document.purpose)]([*before, as_seen(document)], today):
        check.state, check.evidence_on = Check.State.VERIFIED, today
        check.expires_on = document.expires_on if document.type == Document.Type.SHARE_CODE else None
    elif check.state != Check.State.VERIFIED:
        check.state = Check.State.EVIDENCE_RECEIVED if _others_wait(document) else Check.State.REQUESTED
        check.requested_on = check.requested_on or today
    check.full_clean()
    check.save()


def _others_wait(document: Document) -> bool:
    alike = Document.objects.filter(person=document.person_id, purpose=document.purpose).waiting()
    return alike.exclude(pk=document.pk).exists()


def _held(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("person").get(pk=document.pk)


def _check(person: Person, kind: str) -> Check:
    check = Check.objects.select_for_update().filter(person=person, kind=kind).first()
    return check or Check(person=person, kind=kind)
