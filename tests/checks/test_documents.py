"""Documents are sent, looked at, and gone; identity and the right to work rest on them (R5, R6, C3)."""

import sys
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.actors import acting
from alongside.access.verdicts import Refused
from alongside.checks.actions import (
    ask_for_document,
    record_check,
    record_original_document,
    refuse_document,
    upload_document,
    verify_document,
)
from alongside.checks.jobs import FILE_KEPT, empty_old_documents
from alongside.checks.models import Check, Document
from alongside.checks.rules import Seen, identity_holds, may_accept, may_upload, right_to_work_holds
from alongside.people.models import Reading
from tests.checks.conftest import JPEG, PDF, PNG
from tests.factories import PASSWORD, signed_in

TODAY = date(2026, 11, 20)
NEW, OLD = TODAY - timedelta(days=20), TODAY - timedelta(days=1)
PASSPORT = Seen("passport_british", expires_on=TODAY)
LICENCE = Seen("driving_licence", expires_on=TODAY)
BANK = Seen("bank_statement", "Fen Bank", NEW)
COUNCIL = Seen("council_tax", "The Council", NEW)


def test_r5_identity_is_two_photographs_and_one_address_or_one_and_two():
    assert identity_holds([PASSPORT, LICENCE, BANK], TODAY)
    assert identity_holds([PASSPORT, BANK, COUNCIL], TODAY)
    for few in ([PASSPORT, BANK], [PASSPORT, LICENCE], [BANK, COUNCIL], [PASSPORT], []):
        assert not identity_holds(few, TODAY)


def test_r5_the_same_provider_twice_is_refused_however_it_is_written():
    twice = [PASSPORT, BANK, Seen("utility_bill", " fen BANK", NEW)]
    assert any("same provider" in reason for reason in identity_holds(twice, TODAY).reasons)


def test_r5_a_statement_without_a_day_or_too_old_does_not_count():
    assert may_accept(Seen("bank_statement", "Fen", TODAY - timedelta(days=92)), "identity", (), TODAY)
    assert not may_accept(Seen("bank_statement", "Fen", TODAY - timedelta(days=93)), "identity", (), TODAY)
    assert not may_accept(Seen("bank_statement", "Fen"), "identity", (), TODAY)


def test_r6_an_expired_british_passport_passes_the_right_to_work_and_not_identity():
    expired = Seen("passport_british", expires_on=OLD)
    assert right_to_work_holds([expired], TODAY) and not may_accept(expired, "identity", (), TODAY)
    assert not right_to_work_holds([Seen("share_code", expires_on=OLD)], TODAY)
    assert not right_to_work_holds([Seen("passport_other", expires_on=TODAY)], TODAY)


@pytest.mark.parametrize(("start", "fine"), [(PDF, 1), (JPEG, 1), (PNG, 1), (b"MZ\x90", 0), (b"<svg", 0), (b"", 0)])
def test_a_file_is_known_by_its_content_not_its_name(start, fine):
    assert bool(may_upload(start, len(start))) is bool(fine)


def test_a_file_that_is_too_large_is_refused():
    assert may_upload(PDF, 8_000_000) and not may_upload(PDF, 8_000_001)


def sent(office, **facts):
    facts = {"purpose": "identity", "type": "passport_british", "content": JPEG, "today": TODAY} | facts
    return upload_document(office.person, by=office.account, **facts)


def test_identity_is_clear_when_the_third_document_has_been_seen_and_each_file_is_gone(office):
    kinds = [
        {"type": "passport_british", "expires_on": TODAY},
        {"type": "bank_statement", "provider": "Fen Bank", "issued_on": NEW},
        {"type": "council_tax", "provider": "The Council", "issued_on": NEW},
    ]
    states = []
    for facts in kinds:
        document = sent(office, **facts)
        states.append(Check.objects.get(person=office.person).state)
        verify_document(document, today=TODAY, by=office.officer)
        states.append(Check.objects.get(person=office.person).state)
    assert states == ["evidence_received", "requested"] * 2 + ["evidence_received", "verified"]
    assert all(one.content is None for one in Document.objects.all())


def test_the_file_is_sealed_in_the_database_and_not_in_the_audit(office):
    document = sent(office, content=PDF)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM checks_document")
        assert b"a paper" not in bytes(cursor.fetchone()[0])
        cursor.execute('SELECT "values" FROM access_auditrow WHERE table_name = %s', ["checks_document"])
        assert "a paper" not in str(cursor.fetchall())
    assert Document.objects.get(pk=document.pk).content == PDF


def test_the_database_refuses_to_keep_a_file_that_was_looked_at(office):
    document = sent(office)
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(state="accepted", seen_on=TODAY)


def test_a_document_refused_is_gone_and_says_why(office):
    document = refuse_document(sent(office), why="unreadable", today=TODAY, by=office.officer)
    assert (document.content, document.why) == (None, "unreadable")
    assert Check.objects.get(person=office.person).state == "requested"
    with pytest.raises(Refused):
        verify_document(document, today=TODAY, by=office.officer)


def test_what_is_asked_for_is_sent_once(office):
    asked = ask_for_document(office.person, purpose="right_to_work", today=TODAY, by=office.officer)
    facts = {"type": "share_code", "content": PNG, "today": TODAY, "expires_on": TODAY + timedelta(days=90)}
    document = upload_document(office.person, asked=asked, by=office.account, **facts)
    with pytest.raises(Refused):
        upload_document(office.person, asked=asked, by=office.account, **facts)
    verify_document(document, today=TODAY, by=office.officer)
    check = Check.objects.get(person=office.person, kind="right_to_work")
    assert (check.state, check.expires_on) == ("verified", TODAY + timedelta(days=90))


def test_nobody_marks_identity_or_the_right_to_work_clear_without_documents(office):
    for kind in ("identity", "right_to_work"):
        with pytest.raises(Refused):
            record_check(office.person, kind=kind, state="verified", evidence_on=TODAY, by=office.officer)
    record_original_document(
        office.person, purpose="right_to_work", type="passport_british", today=TODAY, by=office.officer
    )
    assert Check.objects.get(kind="right_to_work").state == "verified"


def test_the_file_nobody_came_to_look_at_is_asked_for_again(office):
    today = localdate()
    old, young = sent(office, today=today - FILE_KEPT - timedelta(days=1)), sent(office, today=today - FILE_KEPT)
    empty_old_documents()
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, old.content) == ("asked", None) and young.content == JPEG


def proved(client, user):
    client.logout()
    client.post(reverse("sign_in"), {"login": user.email, "password": PASSWORD})


def post_file(client, office, content=JPEG):
    signed_in(client, office.account)
    upload = SimpleUploadedFile("passport.jpg", content, content_type="image/jpeg")
    answers = {"purpose": "identity", "type": "passport_british", "content": upload}
    return client.post(reverse("document_new", args=[office.person.public_id]), answers)


def test_a_person_sends_a_file_and_the_officers_reading_of_it_is_told_each_time(office, client):
    assert post_file(client, office).status_code == 302
    document = Document.objects.get()
    signed_in(client, office.officer, minutes_ago=20)
    assert client.get(reverse("document_file", args=[document.pk]))["Location"].startswith(reverse("step_up"))
    proved(client, office.officer)
    for _ in range(2):
        answer = client.get(reverse("document_file", args=[document.pk]))
        assert (answer.content, answer["Content-Type"]) == (JPEG, "image/jpeg")
    assert Reading.objects.filter(person=office.person, reader=office.officer, kind="document").count() == 2
    client.post(reverse("document", args=[document.pk]), {"good": "yes"})
    assert Document.objects.get().state == "accepted"
    assert client.get(reverse("document_file", args=[document.pk])).status_code == 404


@pytest.mark.parametrize(("code", "said"), [(0, ""), (1, "refused this file"), (2, "could not be asked")])
def test_the_virus_scanner_is_asked_and_its_no_is_told(office, client, settings, code, said):
    settings.SCAN_COMMAND = f"{sys.executable} -c 'import sys; sys.stdin.buffer.read(); sys.exit({code})'"
    answer = post_file(client, office)
    assert answer.status_code == (422 if code else 302)
    assert said in answer.content.decode() and Document.objects.exists() is not bool(code)


def test_a_wrong_file_is_told_beside_the_form(office, client):
    answer = post_file(client, office, b"MZ an executable")
    assert answer.status_code == 422 and "no PDF, JPEG or PNG" in answer.content.decode()
