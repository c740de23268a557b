"""Early starts (R3, R4), police vetting apart (R18), and what occupational health passes on (C7)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.checks import actions
from alongside.checks.models import Check, StartOverride
from alongside.checks.rules import REQUIRED, clear_to_start
from alongside.checks.rules.starts import may_start_early, with_overrides
from alongside.people.models import Reading
from alongside.placement.queries import standings
from tests.checks.test_disclosure import offered
from tests.factories import SYSTEM, make_holding, make_manager, make_trust, make_user, signed_in

TODAY = date(2026, 11, 20)
UNTIL = TODAY + timedelta(days=30)


def all_but(office, kind, state="requested"):
    for one in REQUIRED:
        actions.record_check(office.person, kind=one, state=state if one == kind else "verified", by=SYSTEM)


def clear(office, on):
    (standing,) = standings(office.lead, on)
    return bool(clear_to_start({kind: state for kind, (state, _) in standing.checks.items()}, vetting_needed=False))


def asked(office, kind="references", until_on=UNTIL):
    facts = {"kind": kind, "safeguards": "Never alone", "until_on": until_on, "today": TODAY}
    return actions.ask_for_start(office.person, by=office.officer, **facts)


def test_r3_a_start_agreed_holds_from_its_signature_to_its_day_and_the_plan_sees_it(office):
    all_but(office, "references")
    override = asked(office)
    assert not clear(office, TODAY)
    actions.sign_start(override, today=TODAY, by=office.approver)
    assert clear(office, TODAY) and clear(office, UNTIL)
    assert not clear(office, UNTIL + timedelta(days=1)) and not clear(office, TODAY - timedelta(days=1))
    with pytest.raises(Refused):
        actions.sign_start(override, today=TODAY, by=office.approver)


@pytest.mark.parametrize("kind", ["identity", "right_to_work"])
def test_r4_nobody_starts_without_identity_or_the_right_to_work(office, kind):
    assert not may_start_early(kind, regulated=False, asked_on=TODAY, until_on=UNTIL)
    assert with_overrides({kind: "requested"}, [kind]) == {kind: "requested"}
    with pytest.raises(Refused):
        asked(office, kind)
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        StartOverride.objects.create(
            person=office.person, kind=kind, regulated=False, safeguards="x", asked_on=TODAY, until_on=UNTIL
        )


def test_r4_nobody_starts_in_regulated_activity_without_the_barred_list(office):
    offered(office, health_care=True)
    with pytest.raises(Refused):
        asked(office, "dbs")
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        StartOverride.objects.create(
            person=office.person, kind="dbs", regulated=True, safeguards="x", asked_on=TODAY, until_on=UNTIL
        )


def test_r4_an_early_start_is_for_three_months_at_most():
    longest = TODAY + timedelta(days=92)
    assert may_start_early("references", regulated=True, asked_on=TODAY, until_on=longest)
    assert not may_start_early("references", regulated=True, asked_on=TODAY, until_on=longest + timedelta(days=1))


def test_who_asks_does_not_sign_and_a_decision_against_somebody_is_not_overridden(office):
    override = asked(office)
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        StartOverride.objects.filter(pk=override.pk).update(signed_by=office.officer, signed_on=TODAY)
    assert with_overrides({"dbs": "not_cleared"}, ["dbs"]) == {"dbs": "not_cleared"}


def test_an_approver_signs_on_the_page(office, client):
    override = asked(office)
    with acting("system:test", "test"):
        StartOverride.objects.update(until_on=date(2099, 1, 1))
    signed_in(client, office.approver)
    assert "Sign" in client.get(reverse("starts")).content.decode()
    client.post(reverse("start_sign", args=[override.pk]))
    override.refresh_from_db()
    assert override.signed_by == office.approver


def test_r3_an_early_start_is_ended_on_the_page_and_the_check_counts_again(office, client):
    all_but(office, "references")
    override = actions.sign_start(asked(office), today=TODAY, by=office.approver)
    with acting("system:test", "test"):
        StartOverride.objects.update(until_on=date(2099, 1, 1))
    assert clear(office, TODAY)
    signed_in(client, make_user(make_trust(), Role.CHECKS_OFFICER))
    assert client.post(reverse("start_end", args=[override.pk])).status_code == 404
    signed_in(client, office.officer)
    assert "End it today" in client.get(reverse("starts")).content.decode()
    client.post(reverse("start_end", args=[override.pk]))
    assert not clear(office, TODAY)
    page = client.get(reverse("starts")).content.decode()
    assert "End it today" not in page and "ended" in page
    with pytest.raises(Refused, match="over already"):
        actions.end_start(override, today=TODAY, by=office.approver)


def test_a_conditional_offer_is_withdrawn_on_its_page_and_another_can_be_made(office, client):
    offer = offered(office)
    address = reverse("conditional_offer_withdraw", args=[office.person.public_id])
    signed_in(client, office.officer)
    assert client.post(address).status_code == 403
    signed_in(client, office.lead)
    page = reverse("conditional_offer", args=[office.person.public_id])
    assert "Withdraw this offer" in client.get(page).content.decode()
    client.post(address)
    offer.refresh_from_db()
    assert offer.withdrawn_on and "Withdraw this offer" not in client.get(page).content.decode()
    assert client.post(address).status_code == 404
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_conditional_offer(offer, today=TODAY, by=office.lead)
    with pytest.raises(Refused):
        actions.record_certificate(
            office.person, number="1", issued_on=TODAY, shows=False, today=TODAY, by=office.officer
        )
    assert offered(office).pk != offer.pk


def test_the_list_of_early_starts_runs_a_fixed_number_of_queries(office, client):
    signed_in(client, office.officer)
    client.get(reverse("starts"))
    counts = []
    for many in (1, 2):
        for _ in range(many):
            actions.sign_start(asked(office), today=TODAY, by=office.approver)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("starts"))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15


def test_r18_a_refusal_by_the_police_touches_no_other_check(office):
    all_but(office, "")
    facts = {"force": "Fenland", "level": "2", "applied_on": TODAY, "outcome": "refused", "today": TODAY}
    before = dict(Check.objects.values_list("kind", "state"))
    actions.record_vetting(office.person, by=office.officer, **facts)
    states = dict(Check.objects.values_list("kind", "state"))
    assert states.pop("police_vetting") == "not_cleared" and states == before
    assert clear_to_start(states, vetting_needed=False)


def test_occupational_health_passes_on_what_changes_and_the_manager_reads_it(office, client):
    with pytest.raises(Refused):
        actions.record_health_outcome(office.person, fitness="fit", today=TODAY, by=office.health)
    actions.record_check(office.person, kind="health", state="requested", by=office.officer)
    signed_in(client, office.health)
    assert office.person.name in client.get(reverse("health_requests")).content.decode()
    check = Check.objects.get(kind="health")
    answers = {"fitness": "fit_adjustments", "adjustments": "Later start, 10 o'clock"}
    assert client.post(reverse("health_outcome", args=[check.pk]), {"fitness": "fit_adjustments"}).status_code == 422
    assert client.post(reverse("health_outcome", args=[check.pk]), answers).status_code == 302
    check.refresh_from_db()
    assert (check.state, check.fitness) == ("verified", "fit_adjustments")
    make_holding(office.person, office.post)
    manager = signed_in(client, make_manager(office.team))
    assert "Later start" in client.get(reverse("person", args=[office.person.public_id])).content.decode()
    assert Reading.objects.filter(reader=manager, kind="health").exists()
    signed_in(client, office.lead)
    assert "Later start" not in client.get(reverse("person", args=[office.person.public_id])).content.decode()
