"""Checks on their way: documents asked for and sent, and what is decided about them."""

from datetime import timedelta

from alongside.checks.actions import ask_for_document, record_check, upload_document, verify_document
from alongside.home.demonstration.programme import Programme
from alongside.people.models import Person

# A page with nothing on it, such as a scanner makes.
EMPTY_SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def make_clearances(programme: Programme) -> None:
    beginners = list(Person.objects.filter(trust=programme.trust, left=False).order_by("-pk")[:6])
    make_documents(programme, *beginners[:3])
    record_check(
        beginners[3],
        kind="right_to_work",
        state="verified",
        requested_on=programme.ago(40),
        evidence_on=programme.ago(30),
        expires_on=programme.today + timedelta(days=25),
        by=programme.by,
    )


def make_documents(programme: Programme, waiting: Person, begun: Person, asked: Person) -> None:
    """One document to look at, one of three accepted, and one asked for."""
    by, today = programme.by, programme.today
    facts = {"purpose": "identity", "type": "passport_british", "content": EMPTY_SCAN, "today": programme.ago(2)}
    facts["expires_on"] = today + timedelta(days=900)
    upload_document(waiting, by=by, **facts)
    verify_document(upload_document(begun, by=by, **facts), today=programme.ago(1), by=by)
    ask_for_document(begun, purpose="identity", today=programme.ago(1), by=by)
    ask_for_document(asked, purpose="right_to_work", today=programme.ago(1), by=by)
