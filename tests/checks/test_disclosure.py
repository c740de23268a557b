"""A disclosure is weighed by two who are blind to each other, decided by a third, told to few, and gone (R11-R19)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access.actors import acting
from alongside.access.models import RetentionRule
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.checks import actions
from alongside.checks.models import Certificate, Check, Disclosure, Matter
from alongside.checks.queries.disclosure import assessments_seen, conditions_of
from alongside.checks.rules.disclosure import NEXT, after_assessments, may_check_update, may_subscribe, told_to_manager
from alongside.checks.rules.eligibility import QUESTIONS
from alongside.home.actions import purge_records
from alongside.people.models import LegalHold, Reading
from alongside.posts.actions import freeze_post
from tests.checks.test_documents import proved
from tests.factories import SYSTEM, make_holding, make_manager, make_user, signed_in

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
WORDS = "took a bicycle"


def offered(office, **answers):
    given = dict.fromkeys(QUESTIONS, False) | {"patients": True, "alone": True} | answers
    actions.answer_eligibility(office.post, answers=given, workforce="adult", today=TODAY, by=office.lead)
    return actions.make_conditional_offer(office.person, post=office.post, today=TODAY, by=office.lead)


def certificate(office, **facts):
    facts = {"number": "001234", "issued_on": TODAY, "shows": True, "today": TODAY} | facts
    return actions.record_certificate(office.person, by=office.officer, **facts)


def matter(found, office, **facts):
    facts = {"kind": "conviction", "on": date(2020, 3, 1), "words": WORDS, "declared": True, "today": TODAY} | facts
    return actions.add_matter(found, by=office.officer, **facts)


@pytest.fixture
def found(office):
    offered(office)
    return certificate(office).disclosure


def named(found, office):
    matter(found, office)
    actions.record_meeting(found, met_on=TODAY, said="I was young", by=office.officer)
    first, second = office.assessors
    return actions.name_assessors(found, first=first, second=second, by=office.officer)


def lock(found, user, view="suitable"):
    scores = {one.pk: 1 for one in found.matters.all() if one.facts}
    return actions.lock_assessment(found, scores=scores, view=view, reasons="Because", at=AT, by=user)


def decided(found, office, state="cleared", by=None, **facts):
    by = by or office.decider
    return actions.decide_disclosure(found, state=state, reasons="Long ago", today=TODAY, by=by, **facts)


def state_of(office):
    return Check.objects.get(person=office.person, kind="dbs").state


def test_nothing_is_recorded_before_a_conditional_offer(office):
    with pytest.raises(Refused):
        certificate(office, shows=False)


def test_r8_the_level_of_an_offer_comes_from_the_answers_about_the_post(office):
    with pytest.raises(Refused):
        actions.make_conditional_offer(office.person, post=office.post, today=TODAY, by=office.lead)
    offer = offered(office)
    assert (offer.level, offer.regulated) == ("enhanced", False)
    with pytest.raises(Refused):
        actions.record_check(office.person, kind="dbs", level="enhanced_barred", by=office.officer)


def test_r21_a_post_frozen_since_the_page_was_opened_is_not_offered(office):
    actions.withdraw_conditional_offer(offered(office), today=TODAY, by=office.lead)
    freeze_post(office.post, from_on=TODAY, why="cost", today=TODAY, by=SYSTEM)
    with pytest.raises(Refused, match="frozen"):
        actions.make_conditional_offer(office.person, post=office.post, today=TODAY, by=office.lead)
    assert not office.person.conditional_offers.standing().exists()


def test_a_certificate_that_shows_nothing_clears_the_check(office):
    offered(office)
    certificate(office, shows=False)
    assert state_of(office) == "verified" and not Disclosure.objects.exists()


def test_two_agree_and_a_third_clears(found, office):
    assert state_of(office) == "undecided"
    named(found, office)
    for user in office.assessors:
        lock(found, user)
    found.refresh_from_db()
    assert found.state == "deciding"
    decided(found, office)
    assert state_of(office) == "verified"


def test_only_the_barred_list_for_regulated_activity_stops_somebody_outright(office):
    offered(office)
    assert certificate(office, barred=True).disclosure.state == "comparing"


def test_a_match_with_the_barred_list_stops_regulated_activity(office):
    offered(office, personal_care=True)
    stopped = certificate(office, barred=True).disclosure
    assert (stopped.state, state_of(office)) == ("stopped", "not_cleared")


def test_r11_a_protected_matter_is_not_kept_and_that_it_was_entered_is(found, office):
    kept = matter(found, office, on=date(2015, 11, 20), kind="caution")
    assert (kept.facts, kept.redacted_on, kept.entered_by) == (None, TODAY, office.officer)
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        Matter.objects.filter(pk=kept.pk).update(facts={"words": WORDS})
    actions.record_meeting(found, met_on=TODAY, by=office.officer)
    first, second = office.assessors
    with pytest.raises(Refused):
        actions.name_assessors(found, first=first, second=second, by=office.officer)
    actions.close_disclosure(found, today=TODAY, by=office.officer)
    assert state_of(office) == "verified"


def test_r12_the_same_person_never_assesses_twice_decides_or_hears_the_appeal(found, office):
    named(found, office)
    first, second = office.assessors
    pairs = [("second", first), ("decided_by", first), ("decided_by", second), ("appeal_by", second), ("chair", first)]
    for column, user in pairs:
        with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
            Disclosure.objects.filter(pk=found.pk).update(**{column: user})


def test_r12_one_user_with_every_role_still_takes_only_one_part(found, office):
    all_roles = make_user(office.trust, Role.DISCLOSURE_ASSESSOR, Role.DECIDER, Role.APPEAL_OFFICER)
    matter(found, office)
    actions.record_meeting(found, met_on=TODAY, by=office.officer)
    actions.name_assessors(found, first=all_roles, second=office.assessors[0], by=office.officer)
    lock(found, all_roles)
    lock(found, office.assessors[0])
    with pytest.raises(Refused):
        decided(found, office, by=all_roles)
    found.refresh_from_db()
    assert found.state == "deciding"


def test_r13_neither_sees_the_other_before_both_have_locked(found, office):
    named(found, office)
    first, second = office.assessors
    lock(found, first)
    found.refresh_from_db()
    assert assessments_seen(found, second) == [] == assessments_seen(found, office.officer)
    assert len(assessments_seen(found, first)) == 1
    lock(found, second)
    assert all(len(assessments_seen(found, user)) == 2 for user in (first, second, office.decider))
    with pytest.raises(Refused):
        lock(found, first)


def panelled(found, office):
    named(found, office)
    for user, view in zip(office.assessors, ("suitable", "unsuitable"), strict=True):
        lock(found, user, view)
    found.refresh_from_db()
    assert found.state == "panel"
    members = {office.decider: "hr", make_user(office.trust, Role.PANEL_MEMBER): "clinical"}
    members[make_user(office.trust, Role.PANEL_MEMBER)] = "lived"
    return members


def test_a_panel_has_three_with_lived_experience_and_its_chair_has_not_assessed(found, office):
    members = panelled(found, office)
    fewer = dict(list(members.items())[:2])
    for seats, chair in ((fewer, office.decider), (members, office.assessors[0])):
        with pytest.raises(Refused):
            actions.convene_panel(found, seats=seats, chair=chair, by=office.officer)
    with pytest.raises(Refused):
        decided(found, office, "withdrawn")
    actions.convene_panel(found, seats=members, chair=office.decider, by=office.officer)
    decided(found, office, "withdrawn")
    assert state_of(office) == "not_cleared"


def test_r12_an_appeal_is_heard_by_somebody_who_had_no_part(found, office):
    members = panelled(found, office)
    sat = next(user for user, seat in members.items() if seat == "lived")
    actions.convene_panel(found, seats=members, chair=office.decider, by=office.officer)
    decided(found, office, "withdrawn")
    with pytest.raises(Refused):
        actions.lodge_appeal(found, today=TODAY + timedelta(days=29), by=office.officer)
    actions.lodge_appeal(found, today=TODAY + timedelta(days=28), by=office.officer)
    assert state_of(office) == "undecided"
    with pytest.raises(PermissionDenied):
        actions.decide_appeal(found, overturned=True, today=TODAY, by=sat)
    actions.decide_appeal(found, overturned=True, today=TODAY, by=office.appeals)
    assert state_of(office) == "verified"


def test_r14_a_manager_learns_the_conditions_and_never_the_offence(found, office, client):
    named(found, office)
    for user in office.assessors:
        lock(found, user, "conditions")
    decided(found, office, "conditions", conditions="Never alone with cash", review_on=TODAY)
    assert conditions_of(office.person.pk) == "Never alone with cash"
    make_holding(office.person, office.post)
    signed_in(client, make_manager(office.team))
    text = client.get(reverse("person", args=[office.person.public_id])).content.decode()
    assert "Never alone with cash" in text and WORDS not in text and "I was young" not in text
    told = {told_to_manager(state, "") for state in NEXT}
    assert told == {"Cleared", "Cleared, with conditions: ", "Not cleared"}


@pytest.fixture
def rule(office):
    rule = RetentionRule.objects.get(trust=office.trust, kind="disclosure")
    with acting("system:test", "test"):
        RetentionRule.objects.filter(pk=rule.pk).update(verified=True)
        office.trust.demonstration = True
        office.trust.save()
    rule.refresh_from_db()
    return rule


def test_r15_it_is_gone_six_months_after_the_decision_and_a_tombstone_stays(found, office, rule):
    named(found, office)
    for user in office.assessors:
        lock(found, user)
    decided(found, office)
    protector = make_user(office.trust, Role.DATA_PROTECTION)

    def purge(day):
        return purge_records(rule, as_of=day, today=day, at=now(), by=protector)

    assert purge(date(2027, 5, 19)) is None
    assert purge(date(2027, 5, 20)).counts == {"disclosures emptied": 1}
    found.refresh_from_db()
    assert (found.said, found.reasons, found.purged_on) == (None, None, date(2027, 5, 20))
    assert not found.matters.exists() and not found.assessments.exists()
    assert (found.state, found.certificate.level) == ("cleared", "enhanced")


def test_r33_nothing_of_a_disclosure_goes_while_a_legal_hold_keeps_its_person(found, office, rule):
    named(found, office)
    for user in office.assessors:
        lock(found, user)
    decided(found, office)
    protector, late = make_user(office.trust, Role.DATA_PROTECTION), date(2030, 1, 1)
    with acting("system:test", "test"):
        LegalHold.objects.create(
            trust=office.trust, person=office.person, reference="C1", from_on=TODAY, placed_by=protector
        )
    assert purge_records(rule, as_of=late, today=late, at=now(), by=protector) is None
    found.refresh_from_db()
    assert found.purged_on is None and found.assessments.exists()


def test_r15_nothing_goes_while_an_appeal_is_open(found, office, rule):
    members = panelled(found, office)
    actions.convene_panel(found, seats=members, chair=office.decider, by=office.officer)
    decided(found, office, "withdrawn")
    actions.lodge_appeal(found, today=TODAY, by=office.officer)
    protector = make_user(office.trust, Role.DATA_PROTECTION)
    late = date(2030, 1, 1)
    assert purge_records(rule, as_of=late, today=late, at=now(), by=protector) is None
    with pytest.raises(Refused):
        actions.purge_disclosure(found, today=late, by=SYSTEM)


def test_r16_every_reading_is_logged_and_shown_to_the_person(found, office, client):
    named(found, office)
    proved(client, office.assessors[0])
    for _ in range(2):
        assert WORDS in client.get(reverse("disclosure", args=[found.pk])).content.decode()
    assert Reading.objects.filter(kind="disclosure", reader=office.assessors[0]).count() == 2
    signed_in(client, office.account)
    assert "What your criminal record certificate shows" in client.get(reverse("own_record")).content.decode()


def test_a_disclosure_is_opened_only_after_confirming_who_one_is(found, office, client):
    signed_in(client, office.officer, minutes_ago=20)
    answer = client.get(reverse("disclosure", args=[found.pk]))
    assert answer["Location"].startswith(reverse("step_up")) and not Reading.objects.exists()


def test_r17_the_update_service_needs_consent_the_same_workforce_and_level(office):
    assert may_check_update(consent=True, same_workforce=True, same_level=True)
    for gap in ("consent", "same_workforce", "same_level"):
        asked = {"consent": True, "same_workforce": True, "same_level": True} | {gap: False}
        assert not may_check_update(**asked)
    assert may_subscribe("enhanced", TODAY - timedelta(days=30), TODAY)
    assert not may_subscribe("enhanced", TODAY - timedelta(days=31), TODAY)
    assert not may_subscribe("basic", TODAY, TODAY)
    offered(office)
    seen = certificate(office, shows=False)
    with pytest.raises(Refused):
        actions.record_update_check(seen, update="blank", today=TODAY, by=office.officer)
    with acting("system:test", "test"):
        Certificate.objects.update(consent=True)
    seen.refresh_from_db()
    actions.record_update_check(seen, update="changed", today=TODAY, by=office.officer)
    assert state_of(office) == "expired"


def test_r19_a_section_136_contact_is_never_scored(found, office):
    contact = matter(found, office, kind="health_contact")
    named(found, office)
    scores = {one.pk: 1 for one in found.matters.all()}
    with pytest.raises(Refused):
        actions.lock_assessment(found, scores=scores, view="suitable", reasons="x", at=AT, by=office.assessors[0])
    scores.pop(contact.pk)
    actions.lock_assessment(found, scores=scores, view="suitable", reasons="x", at=AT, by=office.assessors[0])


def test_only_agreement_that_somebody_is_suitable_goes_without_a_panel():
    assert after_assessments(["suitable", "suitable"]) == after_assessments(["conditions", "conditions"]) == "deciding"
    for views in (["unsuitable", "unsuitable"], ["suitable", "conditions"], ["suitable"]):
        assert after_assessments(views) == "panel"


DEEDS = (
    "matter",
    "youth",
    "meeting",
    "name",
    "lock0",
    "lock1",
    "decide",
    "withdraw",
    "close",
    "hand",
    "appeal",
    "hear",
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(DEEDS), max_size=12))
def test_no_sequence_of_deeds_clears_a_disclosure_without_two_assessors_and_a_third(office, deeds):
    with transaction.atomic():
        offered(office)
        found = certificate(office).disclosure
        for deed in ("matter", *deeds):
            try:
                with transaction.atomic():
                    do(deed, found, office)
            except Refused:
                pass
            found.refresh_from_db()
            clear = state_of(office) == "verified"
            apart = {found.first_id, found.second_id, found.decided_by_id}
            assert not clear or (len(apart - {None}) == 3 and found.assessments.count() == 2)
        transaction.set_rollback(True)


def do(deed, found, office):
    first, second = office.assessors
    {
        "matter": lambda: matter(found, office),
        "youth": lambda: matter(found, office, kind="caution", under_18=True),
        "meeting": lambda: actions.record_meeting(found, met_on=TODAY, by=office.officer),
        "name": lambda: actions.name_assessors(found, first=first, second=second, by=office.officer),
        "lock0": lambda: lock(found, first),
        "lock1": lambda: lock(found, second, "unsuitable" if found.matters.count() > 2 else "suitable"),
        "decide": lambda: decided(found, office),
        "withdraw": lambda: decided(found, office, "withdrawn"),
        "close": lambda: actions.close_disclosure(found, today=TODAY, by=office.officer),
        "hand": lambda: actions.record_check(
            office.person, kind="dbs", state="verified", evidence_on=TODAY, by=office.officer
        ),
        "appeal": lambda: actions.lodge_appeal(found, today=TODAY, by=office.officer),
        "hear": lambda: actions.decide_appeal(found, overturned=True, today=TODAY, by=office.appeals),
    }[deed]()


def test_the_day_of_a_matter_is_written_like_every_other_day(found, office, client):
    matter(found, office)
    proved(client, office.officer)
    page = client.get(reverse("disclosure", args=[found.pk])).content.decode()
    assert "1 Mar 2020" in page and "2020-03-01" not in page
