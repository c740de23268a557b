"""A certificate: what it needs, what it says to anybody who checks it, and what learners say of the course."""

import re
import sys
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.people.actions import link_account
from alongside.training.actions import (
    book_work_experience,
    give_course_opinion,
    issue_certificate,
    record_result,
    revoke_certificate,
    sign_off_work_experience,
    take_register,
)
from alongside.training.models import CourseCertificate, CourseOpinion, Trainee
from alongside.training.queries import opinions_of
from tests.factories import SYSTEM, make_user, signed_in
from tests.training.conftest import make_cohort, make_course, make_session, make_trainee
from tests.training.test_experience import make_slot

pytestmark = pytest.mark.django_db
ANSWERS = {"respected": 5, "useful": 4, "pace": 3, "supported": 5, "recommend": 5}


@pytest.fixture
def short(school):
    """A course of nine hours with six in a host team."""
    course = make_course(school.trust, name="Short course", hours=Decimal(9), most_hours_missed=Decimal(4))
    school.cohort = make_cohort(school.trust, course=course)
    school.lead = make_user(school.trust, Role.PROGRAMME_LEAD)
    return school


def attend(short, trainee) -> None:
    for days in (2, 1):
        session = make_session(short.cohort, localdate() - timedelta(days=days))
        take_register(session, missed={trainee: Decimal(0)}, today=localdate(), by=SYSTEM)


def do_work_experience(short, trainee) -> None:
    slot = make_slot(short.trust)
    book_work_experience(slot, trainee=trainee, by=SYSTEM)
    sign_off_work_experience(slot, hours_done=Decimal(6), today=localdate(), by=short.lead)


def certified(short) -> CourseCertificate:
    trainee = make_trainee(make_cohort(short.trust), name="Ada Winterbourne")
    record_result(trainee, result="completed", completed_on=localdate(), by=SYSTEM)
    return issue_certificate(trainee, today=localdate(), by=SYSTEM)


def test_attendance_and_work_experience_and_exams_and_not_before(short, client, monkeypatch):
    trainee = make_trainee(short.cohort)
    signed_in(client, short.educator)
    page, issue = reverse("trainee", args=[trainee.pk]), reverse("trainee_certificate", args=[trainee.pk])
    assert "Attendance is not there yet" in client.get(page).content.decode()
    attend(short, trainee)
    client.post(issue)
    assert "6 hours are still to be signed off" in client.get(page).content.decode()
    do_work_experience(short, trainee)
    with monkeypatch.context() as patched:
        patched.setattr("alongside.training.queries.progress.exams_passed_by", lambda trainees: set())
        client.post(issue)
        assert "exams are not all passed" in client.get(page).content.decode()
    assert not CourseCertificate.objects.exists()
    for _ in range(2):
        assert client.post(issue).status_code == 302
    trainee.refresh_from_db()
    assert (trainee.result, trainee.completed_on, trainee.attendance) == ("completed", localdate(), 1)
    assert CourseCertificate.objects.get().course_name == "Short course"


def test_the_paper_can_be_downloaded_by_the_person_and_bears_a_code_to_scan(short, client):
    certificate = certified(short)
    account = make_user(short.trust, Role.PERSON)
    link_account(certificate.trainee.person, account=account, by=SYSTEM)
    signed_in(client, account)
    address = reverse("certificate_file", args=[certificate.pk])
    assert address in client.get(reverse("own_record")).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert certificate.code in answer["Content-Disposition"]
    revoke_certificate(certificate, because="mistake", today=localdate(), by=SYSTEM)
    assert client.get(address).status_code == 404


class WithoutPango:
    """What importing WeasyPrint does on a machine that lacks a library it needs."""

    @property
    def HTML(self):
        raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.mark.parametrize("broken", [None, WithoutPango()])
def test_without_pango_the_page_says_so_and_how_to_go_on(short, client, monkeypatch, broken):
    certificate = certified(short)
    monkeypatch.setitem(sys.modules, "weasyprint", broken)
    account = make_user(short.trust, Role.PERSON)
    link_account(certificate.trainee.person, account=account, by=SYSTEM)
    for user, lands in ((short.educator, "trainee"), (account, "own_record")):
        signed_in(client, user)
        answer = client.get(reverse("certificate_file", args=[certificate.pk]), follow=True)
        assert answer.status_code == 200 and answer.resolver_match.url_name == lands
        page = answer.content.decode()
        assert "cannot be printed on this machine just now" in page and "libpango" not in page


def test_anybody_can_check_a_code_and_learns_the_name_only_with_it(short, client):
    certificate = certified(short)
    assert re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}", certificate.code)
    address = reverse("certificate_check")
    assert client.get(address).status_code == 200
    for typed in (certificate.code, certificate.code.lower().replace("-", " "), certificate.code.replace("-", "")):
        page = client.get(address, {"code": typed}).content.decode()
        assert "This certificate is valid" in page and "Ada Winterbourne" in page
    page = client.get(address, {"code": "AAAA-AAAA-AAAA"}).content.decode()
    assert "There is no certificate with this code" in page and "Winterbourne" not in page
    revoke_certificate(certificate, because="conduct", today=localdate(), by=SYSTEM)
    page = client.get(address, {"code": certificate.code}).content.decode()
    assert "does not count any more" in page and "inquiry" not in page


def test_whoever_tries_many_codes_has_to_wait(short, client):
    certificate = certified(short)
    address = reverse("certificate_check")
    for _ in range(20):
        assert client.get(address, {"code": "AAAA-AAAA-AAAA"}, REMOTE_ADDR="203.0.113.9").status_code == 200
    told = client.get(address, {"code": certificate.code}, REMOTE_ADDR="203.0.113.9")
    assert told.status_code == 429 and "Winterbourne" not in told.content.decode()
    assert client.get(address, {"code": certificate.code}, REMOTE_ADDR="203.0.113.10").status_code == 200


def test_revoking_takes_the_completion_back_only_when_it_was_wrong_and_a_new_one_has_a_new_code(short):
    certificate = certified(short)
    trainee = certificate.trainee
    revoke_certificate(certificate, because="details", today=localdate(), by=SYSTEM)
    trainee.refresh_from_db()
    assert trainee.result == "completed"
    again = issue_certificate(trainee, today=localdate(), by=SYSTEM)
    assert again.code != certificate.code
    with pytest.raises(Refused, match="already"):
        revoke_certificate(certificate, because="asked", today=localdate(), by=SYSTEM)
    revoke_certificate(again, because="mistake", today=localdate(), by=SYSTEM)
    assert Trainee.objects.get(pk=trainee.pk).result == "not_yet"


def test_an_adjustment_does_not_show_on_the_certificate_nor_on_its_check(short, client):
    from alongside.training.actions import agree_adjustment

    trainee = make_trainee(short.cohort)
    agree_adjustment(trainee.person, kind="extra_time", value=Decimal(25), today=localdate(), by=SYSTEM)
    attend(short, trainee)
    do_work_experience(short, trainee)
    certificate = issue_certificate(trainee, today=localdate(), by=SYSTEM)
    page = client.get(reverse("certificate_check"), {"code": certificate.code}).content.decode()
    assert "valid" in page and "Extra time" not in page and "25" not in re.sub(r"\d{4}", "", certificate.course_name)


def test_opinions_stay_hidden_below_five_and_nobody_is_named(short, client):
    trainees = [make_trainee(short.cohort) for _ in range(6)]
    signed_in(client, short.educator)
    address = reverse("cohort", args=[short.cohort.pk])
    for number, trainee in enumerate(trainees, start=1):
        give_course_opinion(trainee, answers=ANSWERS | {"pace": 1 if number == 6 else 3}, by=SYSTEM)
        shown = "What 5 learners thought" in client.get(address).content.decode()
        assert shown == (number >= 5)
    assert opinions_of(short.cohort) == (5, {name: float(value) for name, value in ANSWERS.items()})
    names = {trainee.person.name for trainee in trainees} | {str(trainee.pk) for trainee in trainees}
    assert not names & set(CourseOpinion.objects.values_list("respondent", flat=True))


def test_a_learner_says_it_once_and_only_for_themselves(short, client):
    mine, other = make_trainee(short.cohort), make_trainee(short.cohort)
    account = make_user(short.trust, Role.PERSON)
    link_account(mine.person, account=account, by=SYSTEM)
    signed_in(client, account)
    address = reverse("trainee_opinion", args=[mine.pk])
    assert client.post(reverse("trainee_opinion", args=[other.pk]), ANSWERS).status_code == 404
    assert client.post(address, ANSWERS).status_code == 302
    assert client.post(address, ANSWERS).status_code == 422
    assert CourseOpinion.objects.count() == 1
