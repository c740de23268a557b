"""What has had its time is deleted on its day and not before, held or unverified never, and leaves a record (R33)."""

import logging
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate, now

from alongside.access.actions import record_backup, record_retention_rule
from alongside.access.actors import Visitor, acting
from alongside.access.models import AuditRow, RetentionRule, Trust, User
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.checks.actions import record_check
from alongside.checks.models import Check
from alongside.home.actions import purge_records
from alongside.home.jobs import purge_once_a_day
from alongside.home.models import DestructionRecord
from alongside.home.queries.subject_access import paths
from alongside.home.rules import kept_until, may_destroy
from alongside.people.actions import lift_legal_hold, link_account, place_general_hold, place_legal_hold
from alongside.people.models import LegalHold, Person
from alongside.placement.models import PlacementPlan, Wishes
from alongside.recruitment.actions import add_information_session, book_place, record_equality, withdraw_application
from alongside.recruitment.models import ApplicantLink, Application, Booking, EqualityAnswers, StageReached
from alongside.training.models import Cohort, Trainee
from tests.factories import SYSTEM, make_holding, make_person, make_post, make_team, make_trust, make_user, signed_in
from tests.placement.conftest import planned
from tests.recruitment.conftest import begun, holder, make_intake, sent

pytestmark = pytest.mark.django_db
LEFT = date(2019, 3, 1)
DUE = date(2025, 3, 1)


@pytest.fixture
def trust():
    return make_trust()


@pytest.fixture
def protector(trust):
    return make_user(trust, Role.DATA_PROTECTION, name="Dot Protector")


@pytest.fixture
def lead(trust):
    return make_user(trust, Role.PROGRAMME_LEAD)


@pytest.fixture
def record(trust, protector):
    """The rule for everything about somebody who left, verified."""
    return verified(trust, "record", 72, protector)


def verified(trust, kind, months, by):
    facts = {"from_on": date(2024, 1, 1), "source": "The code, page 1", "verified": True}
    return record_retention_rule(trust, kind=kind, months=months, by=by, **facts)


def left(trust, on=LEFT, *, held=True, **facts):
    """Somebody who held a post, or none, and left."""
    person = make_person(trust, **facts)
    if held:
        make_holding(person, started_on=date(2017, 1, 1), ended=True, ended_on=on)
    with acting("system:test", "test"):
        Person.objects.filter(pk=person.pk).update(left=True, left_on=on)
    return person


def purge(rule, by, as_of=DUE):
    return purge_records(rule, as_of=as_of, today=localdate(), at=now(), by=by)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2019, 3, 1), 72, date(2025, 3, 1)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 1, 15), 12, date(2025, 1, 15)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last_of_the_month(start, months, end):
    assert kept_until(start, months) == end


def test_nothing_goes_before_its_day_but_in_a_demonstration():
    day, before = date(2026, 1, 2), date(2026, 1, 1)
    assert may_destroy(day, day, verified=True, demonstration=False)
    assert not may_destroy(day, before, verified=True, demonstration=False)
    assert may_destroy(day, before, verified=True, demonstration=True)
    assert not may_destroy(day, day, verified=False, demonstration=True)


def test_the_record_goes_on_the_day_and_not_the_day_before(trust, protector, record):
    person = left(trust)
    assert purge(record, protector, DUE - timedelta(days=1)) is None and Person.objects.filter(pk=person.pk)
    assert purge(record, protector, DUE).counts["people"] == 1
    assert not Person.objects.filter(pk=person.pk).exists()
    assert purge(record, protector, DUE) is None


def test_nothing_about_them_stays_in_any_table_and_nobody_else_loses_anything(trust, protector, record, lead):
    person, other = left(trust, name="Gone Forever"), left(trust, date(2020, 1, 1))
    post = make_post(trust, make_team(trust))
    with acting("system:test", "test"):
        Wishes.objects.create(person=person)
        Wishes.objects.create(person=other)
        named, unnamed = planned(trust, lead, (person, post)), planned(trust, lead, (other, post))
        weighed = planned(trust, lead)
        PlacementPlan.objects.filter(pk=weighed.pk).update(answer={"unplaced": [{"person_id": f"{person.pk:010}"}]})
    purge(record, protector)
    for model, path in paths().items():
        assert not model._base_manager.filter(**{path: person.pk}).exists(), model
        if model in {Person, Wishes}:
            assert model._base_manager.filter(**{path: other.pk}).count() == 1
    assert list(PlacementPlan.objects.values_list("pk", flat=True)) == [unnamed.pk] and named.pk != unnamed.pk
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "Gone Forever" not in str(cursor.fetchall()), table


def test_somebody_in_a_post_again_or_not_gone_or_of_another_trust_stays(trust, protector, record):
    back = left(trust)
    make_holding(back, started_on=date(2021, 1, 1))
    here, elsewhere, unknown = make_person(trust), left(make_trust()), left(trust, None)
    assert purge(record, protector) is None
    assert Person.objects.filter(pk__in=[back.pk, here.pk, elsewhere.pk, unknown.pk]).count() == 4


def test_a_legal_hold_keeps_them_until_it_is_lifted(trust, protector, record, lead):
    person = left(trust)
    hold = place_legal_hold(person, reference="Claim 7", today=LEFT, by=lead)
    assert purge(record, protector) is None
    lift_legal_hold(hold, today=DUE, by=protector)
    everybody = place_general_hold(trust, reference="Inquiry", today=LEFT, by=protector)
    assert purge(record, protector) is None and Person.objects.filter(pk=person.pk).exists()
    lift_legal_hold(everybody, today=DUE, by=protector)
    assert purge(record, protector).counts["people"] == 1


def test_a_lead_cannot_lift_a_hold_nor_delete(trust, protector, record, lead):
    hold = place_legal_hold(left(trust), reference="Claim 7", today=LEFT, by=lead)
    for deed in (lambda: lift_legal_hold(hold, today=DUE, by=lead), lambda: purge(record, lead)):
        with pytest.raises(PermissionDenied):
            deed()


def test_nothing_goes_under_a_rule_nobody_has_verified_nor_before_today(trust, protector, record):
    person = left(trust)
    at_first = RetentionRule.objects.filter(trust=trust, kind="record", verified=False).get()
    for rule, day, said in ((at_first, DUE, "verified first"), (record, localdate() + timedelta(days=1), "not come")):
        with pytest.raises(Refused, match=said):
            purge(rule, protector, day)
    assert Person.objects.filter(pk=person.pk).exists()


def test_who_never_held_a_post_and_the_right_to_work_have_rules_of_their_own(trust, protector):
    never, worked = left(trust, date(2024, 1, 1), held=False), left(trust, date(2022, 1, 1))
    for person in (never, worked):
        for kind in ("right_to_work", "identity"):
            record_check(person, kind=kind, state="verified", by=SYSTEM)
    assert purge(verified(trust, "no_post", 12, protector), protector, date(2025, 1, 1)).counts["people"] == 1
    assert list(Person.objects.filter(trust=trust)) == [worked]
    assert purge(verified(trust, "right_to_work", 24, protector), protector).counts == {"checks": 1}
    assert list(Check.objects.values_list("kind", flat=True)) == ["identity"]


def test_the_account_of_somebody_deleted_opens_nothing_and_names_nobody(trust, protector, record, lead):
    own = make_user(trust, Role.PERSON, name="Gone Forever", email="gone.forever@example.org")
    link_account(left(trust), account=own, by=SYSTEM)
    link_account(left(trust), account=lead, by=SYSTEM)
    purge(record, protector)
    own, lead = User.objects.get(pk=own.pk), User.objects.get(pk=lead.pk)
    assert (own.name, own.is_active, own.has_usable_password(), own.roles) == ("Record deleted", False, False, set())
    assert "gone.forever" not in own.email and lead.is_active and lead.roles == {Role.PROGRAMME_LEAD}


def test_the_destruction_is_on_record_with_counts_and_no_name(trust, protector, record):
    left(trust, name="Gone Forever")
    done = purge(record, protector)
    assert (done.rule, done.by, done.as_of) == (record, protector, DUE)
    assert done.counts == {"holdings": 1, "people": 1}
    assert AuditRow.objects.filter(table_name="home_destructionrecord", deed="purge_records").count() == 1
    assert not DestructionRecord.objects.seen_by(make_user(trust, Role.PROGRAMME_LEAD))


def test_every_trust_starts_with_rules_that_are_to_be_verified(trust):
    rules = RetentionRule.objects.filter(trust=trust)
    assert {rule.kind for rule in rules} == set(RetentionRule.Kind.values)
    assert all("to be verified" in rule.source and not rule.verified for rule in rules)


def test_the_rule_in_force_is_the_latest_that_has_begun(trust, protector, record):
    record_retention_rule(
        trust, kind="record", months=96, from_on=date(2030, 1, 1), source="Next code", verified=True, by=protector
    )
    months = [
        RetentionRule.objects.filter(trust=trust).in_force(day)["record"].months for day in (DUE, date(2030, 1, 1))
    ]
    assert months == [72, 96]


def told(**options):
    out = StringIO()
    call_command("purge", stdout=out, **options)
    return out.getvalue()


def test_the_command_counts_and_deletes_only_when_it_is_told_to(trust, protector, record, lead):
    left(trust), left(trust, None)
    record_backup(at=now() - timedelta(days=9), by=SYSTEM)
    trial = told(as_of=DUE)
    assert "72 months: 1 due. Nothing was deleted." in trial and "1 left on a day nobody wrote down" in trial
    assert Person.objects.count() == 2
    for email in (None, lead.email, "nobody@example.org"):
        with pytest.raises(CommandError, match="data protection lead"):
            told(as_of=DUE, commit=True, email=email)
    done = told(as_of=DUE, commit=True, email=protector.email)
    assert "72 months: 1 deleted." in done and "(9 days old)" in done and "until those are destroyed" in done
    assert "to be verified first" in done and Person.objects.count() == 1


def test_the_data_protection_lead_reads_rules_holds_what_was_destroyed_and_the_backups_age(
    trust, protector, record, lead, client
):
    held = left(trust, name="Held Person")
    place_legal_hold(held, reference="Claim 7", today=LEFT, by=lead)
    left(trust, name="Gone Forever")
    purge(record, protector)
    signed_in(client, protector)
    page = client.get(reverse("retention")).content.decode()
    assert "No backup is known" in page and "Claim 7" in page and str(held.public_id) in page
    assert "people: 1" in page and "To be verified" in page and "The code, page 1" in page
    assert "Held Person" not in page and "Gone Forever" not in page
    record_backup(at=now() - timedelta(days=3), by=SYSTEM)
    assert "3 days old" in client.get(reverse("retention")).content.decode()


def test_rules_and_holds_are_kept_through_the_pages(trust, protector, lead, client):
    signed_in(client, lead)
    person = left(trust)
    client.post(reverse("legal_hold_new", args=[person.public_id]), {"reference": "Claim 7"})
    twice = client.post(reverse("legal_hold_new", args=[person.public_id]), {"reference": "Claim 7"})
    assert LegalHold.objects.get().person == person and twice.status_code == 422
    signed_in(client, protector)
    client.post(reverse("legal_hold_lift", args=[LegalHold.objects.get().pk]))
    assert not LegalHold.objects.standing()
    client.post(reverse("legal_hold_for_all"), {"reference": "Inquiry"})
    assert LegalHold.objects.standing().get().person is None
    address = reverse("retention_rule_new") + "?kind=record"
    assert 'value="72"' in client.get(address).content.decode()
    day = {"from_on_day": "1", "from_on_month": "2", "from_on_year": "2026"}
    assert client.post(address, {"kind": "record", "months": "0", "source": "x", **day}).status_code == 422
    client.post(address, {"kind": "record", "months": "84", "source": "The code", "verified": "on", **day})
    rule = RetentionRule.objects.seen_by(protector).in_force(date(2026, 3, 1))["record"]
    assert (rule.months, rule.verified) == (84, True) and Trust.objects.count() == 1


def test_the_worker_deletes_once_a_day_under_verified_rules_alone(trust, protector, record, caplog, settings):
    cache.clear()
    left(trust, name="Gone Forever")
    kept = left(trust, localdate() - timedelta(days=700), held=False)
    settings.PURGE_DAILY = False
    purge_once_a_day()
    assert Person.objects.count() == 2
    settings.PURGE_DAILY = True
    record_backup(at=now() - timedelta(days=9), by=SYSTEM)
    with caplog.at_level(logging.INFO, logger="alongside.jobs"):
        purge_once_a_day()
    assert list(Person.objects.all()) == [kept], "the rule for who held no post is not verified"
    assert "people: 1" in caplog.text and "(9 days old)" in caplog.text and "Gone Forever" not in caplog.text
    assert DestructionRecord.objects.get().by is None
    again = left(trust)
    purge_once_a_day()
    assert Person.objects.filter(pk=again.pk).exists()
    cache.clear()
    purge_once_a_day()
    assert not Person.objects.filter(pk=again.pk).exists()


def test_the_retention_page_tells_what_the_daily_purge_did(trust, protector, record, client):
    cache.clear()
    left(trust)
    purge_once_a_day()
    signed_in(client, protector)
    assert "The daily purge" in client.get(reverse("retention")).content.decode()


def applied_to(trust, *, closed: date):
    """An intake that closed on a day: one draft with its equality answers, and one application sent with its own."""
    intake = make_intake(trust)
    sent_one, draft = sent(intake, name="Sent Applicant"), begun(intake, name="Gone Draft")
    for one in (sent_one, draft):
        record_equality(one, answers={"age": "25 to 34"}, by=holder(one))
    with acting("system:test", "test"):
        type(intake).objects.filter(pk=intake.pk).update(opens_on=closed, closes_on=closed)
    return sent_one, draft


def test_r33_an_application_never_sent_goes_with_all_that_stood_beside_it_and_a_sent_one_stays(trust, protector):
    rule = verified(trust, "draft", 3, protector)
    closed = date(2025, 1, 15)
    sent_one, _ = applied_to(trust, closed=closed)
    applied_to(make_trust(), closed=closed)
    assert purge(rule, protector, date(2025, 4, 14)) is None
    counts = purge(rule, protector, date(2025, 4, 15)).counts
    assert counts == {"applicant links": 1, "applications": 1, "equality answers": 1, "stages reached": 1}
    assert list(Application.objects.filter(intake__trust=trust)) == [sent_one]
    assert Application.objects.count() == 3, "another trust keeps its own"
    assert EqualityAnswers.objects.filter(intake__trust=trust).count() == 1
    assert "Gone" not in str(DestructionRecord.objects.values_list("counts", flat=True))


def test_r33_equality_answers_bookings_and_old_links_go_on_their_day(trust, protector, lead):
    applied_to(trust, closed=date(2025, 1, 15))
    session = add_information_session(trust, starts_at=now() + timedelta(days=2), venue="Room 2", places=3, by=lead)
    book_place(session, name="Gone Visitor", email="gone@example.org", at=now(), by=Visitor(trust.pk))
    past = datetime(2025, 1, 15, 12, tzinfo=UTC)
    with acting("system:test", "test"):
        type(session).objects.update(starts_at=past)
        ApplicantLink.objects.update(until=past)
    for kind, months, told in (
        ("equality", 12, {"equality answers": 2}),
        ("booking", 1, {"bookings": 1}),
        ("link", 1, {"applicant links": 2}),
    ):
        rule = verified(trust, kind, months, protector)
        day = kept_until(date(2025, 1, 15), months)
        hold = place_general_hold(trust, reference="Inquiry", today=LEFT, by=protector)
        assert purge(rule, protector, day) is None
        lift_legal_hold(hold, today=DUE, by=protector)
        assert purge(rule, protector, day - timedelta(days=1)) is None
        assert purge(rule, protector, day).counts == told
        assert purge(rule, protector, day) is None
    assert not Booking.objects.exists() and not ApplicantLink.objects.exists() and not EqualityAnswers.objects.exists()
    assert Application.objects.count() == 2
    assert "Gone" not in str(DestructionRecord.objects.values_list("counts", flat=True))


def test_r33_the_worker_ends_what_applicants_left_with_us(trust, protector):
    cache.clear()
    verified(trust, "draft", 3, protector)
    applied_to(trust, closed=localdate() - timedelta(days=120))
    purge_once_a_day()
    assert Application.objects.get().person.name == "Sent Applicant"
    assert DestructionRecord.objects.get().rule.kind == "draft"


def withdrawn(trust, name: str) -> Person:
    """Somebody who applied, sent it, and took it back."""
    application = sent(make_intake(trust), name=name)
    return withdraw_application(application, at=now(), by=holder(application)).person


def test_r33_who_applied_and_got_no_place_is_kept_no_longer_than_the_rule_says(trust, protector, lead):
    _, trained, again, held = (withdrawn(trust, f"Applicant {word}") for word in ("gone", "b", "c", "d"))
    with acting("system:test", "test"):
        StageReached.objects.update(at=datetime(2025, 1, 15, 12, tzinfo=UTC))
        cohort = Cohort.objects.create(trust=trust, number=1, starts_on=date(2025, 2, 1), places=9)
        Trainee.objects.create(person=trained, cohort=cohort)
    assert sent(make_intake(trust), name=again.name, email=again.email).person == again
    place_legal_hold(held, reference="Claim 7", today=LEFT, by=lead)
    rule = verified(trust, "no_place", 6, protector)
    assert purge(rule, protector, date(2025, 7, 14)) is None
    counts = purge(rule, protector, date(2025, 7, 15)).counts
    assert (counts["people"], counts["applications"]) == (1, 1)
    assert set(Person.objects.filter(trust=trust)) == {trained, again, held}
