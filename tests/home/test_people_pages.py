"""The record of a person, as each role sees it; the list and the search."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.people.actions import change_contact, link_account
from alongside.placement.actions import add_team_to_avoid, record_wishes
from alongside.progression.actions import record_leaving
from alongside.support.actions import record_supervision
from alongside.training.actions import enrol_trainee
from tests.factories import SYSTEM, make_holding, make_person, make_post, make_trust, make_user, signed_in
from tests.home.conftest import make_clear, make_trained


@pytest.fixture
def show(client, programme):
    def shown(user, name, *args, **query):
        signed_in(client, user)
        answer = client.get(reverse(name, args=args), query)
        return answer.content.decode() if answer.status_code == 200 else answer.status_code

    return shown


def test_the_whole_way_is_shown_in_time_order(programme, show, today):
    bea = make_clear(programme.held)
    record_check(bea, kind="dbs", state="verified", requested_on=today - timedelta(days=250), by=SYSTEM)
    record_supervision(bea, on=today - timedelta(days=20), kind="line", supervisor_name="Joan", held=True, by=SYSTEM)
    record_leaving(bea, left_on=today - timedelta(days=2), destination="nhs", today=today, by=SYSTEM)
    page = show(programme.lead, "person", bea.public_id)
    told = [
        "Completed the training",
        "Criminal record (DBS): asked for",
        "Started as Peer Support Worker",
        "Line management supervision",
        "Left the post of Peer Support Worker",
        "To: other nhs",
    ]
    places = [page.index(words) for words in told]
    assert places == sorted(places)


def test_what_happens_next_names_whose_turn_it_is(programme, show):
    page = show(programme.lead, "person", programme.waiting.public_id)
    assert "Be placed in a post" in page and "Your turn" in page
    assert "Waiting for the checks officer" in page and "Their turn" in page
    page = show(programme.officer, "person", programme.waiting.public_id)
    assert "Waiting for the programme lead" in page


def test_a_supervision_is_offered_only_of_somebody_who_has_had_a_post(programme, show):
    for person, offered in ((programme.held, True), (programme.waiting, False)):
        page = show(programme.lead, "person", person.public_id)
        assert (reverse("supervision_new", args=[person.public_id]) in page) is offered
        assert reverse("leaving_new", args=[person.public_id]) in page


def test_a_manager_sees_the_work_in_their_team_and_nothing_else(programme, show, today):
    bea = programme.held
    record_check(bea, kind="dbs", state="undecided", by=SYSTEM)
    change_contact(bea, email="bea@private.example", by=SYSTEM)
    add_team_to_avoid(bea, team=programme.other, by=SYSTEM)
    make_holding(bea, make_post(programme.trust, programme.other), started_on=today - timedelta(days=400))
    page = show(programme.manager, "person", bea.public_id)
    assert "Kestrel Ward" in page and "Clear to start" in page and "Not yet" in page
    for hidden in (
        "Heron Ward",
        "Criminal record",
        "DBS",
        "private.example",
        "Completed the training",
        "avoid",
        "Wishes",
    ):
        assert hidden not in page


def test_of_somebody_not_placed_with_them_a_manager_sees_nothing(programme, show):
    for person in (programme.waiting, programme.elsewhere):
        assert show(programme.manager, "person", person.public_id) == 404
        assert show(programme.manager, "supervision_new", person.public_id) == 404
    everybody = show(programme.manager, "people") + show(programme.manager, "search", q="a")
    assert "Bea Inpost" in everybody
    for name in ("Ann Waiting", "Cal Elsewhere"):
        assert name not in everybody


def test_another_trust_sees_nothing(programme, show):
    elsewhere = make_user(make_trust(), Role.PROGRAMME_LEAD)
    for name in ("person", "contact", "account_link", "enrol", "supervision_new", "leaving_new"):
        assert show(elsewhere, name, programme.held.public_id) == 404, name
    assert show(elsewhere, "check", programme.held.public_id, "dbs") == 404
    assert show(elsewhere, "cohort", programme.cohort.pk) == 404
    assert "Bea Inpost" not in show(elsewhere, "people") + show(elsewhere, "search", q="Bea")


def test_only_the_checks_officer_reads_that_a_decision_is_open(programme, show):
    ann = programme.waiting
    record_check(ann, kind="dbs", state="undecided", by=SYSTEM)
    assert "Decision open" in show(programme.officer, "person", ann.public_id)
    undecided = show(programme.lead, "person", ann.public_id)
    record_check(ann, kind="dbs", state="evidence_received", by=SYSTEM)
    received = show(programme.lead, "person", ann.public_id)
    for page in (undecided, received):
        assert "Not clear yet" in page and "Decision open" not in page and "Evidence received" not in page
    assert show(programme.educator, "person", ann.public_id).count("Not clear yet") == 0


def test_a_person_sees_their_own_record_and_whose_turn_it_is(programme, show):
    account = make_user(programme.trust, Role.PERSON, name="Ann Waiting")
    assert "not linked to a record yet" in show(account, "own_record")
    link_account(programme.waiting, account=account, by=SYSTEM)
    record_check(programme.waiting, kind="dbs", state="undecided", by=SYSTEM)
    page = show(account, "own_record")
    assert "Ann Waiting" in page and "Completed the training" in page
    assert ("Your turn" in page and "Record wishes" in page) or "wish" in page
    assert "Decision open" not in page and "Not clear yet" in page
    assert show(account, "person", programme.waiting.public_id) == 403
    assert "Be placed in a post" in show(account, "start")


def test_the_list_shows_the_step_of_everybody_and_filters_by_it(programme, show, today):
    enrol_trainee(make_person(programme.trust, name="Tom Training"), cohort=programme.cohort, by=SYSTEM)
    left = make_trained(programme.trust, name="Lea Left")
    record_leaving(left, left_on=today, destination="nhs", today=today, by=SYSTEM)
    coming = make_trained(programme.trust, name="Sue Starting")
    make_holding(coming, make_post(programme.trust, programme.team), started_on=today + timedelta(days=5))
    make_person(programme.trust, name="Ned New")
    steps = {
        "in_post": "Bea Inpost",
        "training": "Tom Training",
        "left": "Lea Left",
        "starting": "Sue Starting",
        "waiting": "Ann Waiting",
        "new": "Ned New",
    }
    for stage, name in steps.items():
        page = show(programme.lead, "people", stage=stage)
        assert name in page, stage
        assert all(other not in page for other in steps.values() if other != name), stage
    assert "Bea Inpost" in show(programme.lead, "people", q="bea INP")


def test_the_search_finds_people_teams_and_posts_by_every_word(programme, show):
    make_post(programme.trust, programme.team, number="778899", title="Peer Support Worker")
    page = show(programme.lead, "search", q="kestrel")
    assert "Kestrel Ward</a>" in page and "778899 Peer Support Worker" in page
    assert "Ann Waiting" in show(programme.lead, "search", q="waiting ann")
    assert "Nothing was found" in show(programme.lead, "search", q="zzzz")
    assert "Nothing was found" in show(programme.officer, "search", q="778899")


@pytest.mark.parametrize("name", ["people", "cohorts", "start"])
def test_a_list_asks_the_same_number_of_questions_however_long(programme, client, today, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(name))
        return len(found)

    signed_in(client, programme.lead)
    asked()
    before = asked()
    for number in range(3):
        person = make_trained(programme.trust, cohort=programme.cohort, days=400 + number)
        record_wishes(person, bands=[3], by=SYSTEM)
        untrained = make_person(programme.trust)
        make_holding(untrained, make_post(programme.trust, programme.team), started_on=today - timedelta(days=190))
        make_holding(
            make_trained(programme.trust),
            make_post(programme.trust, programme.team),
            started_on=today + timedelta(days=3),
        )
    assert asked() == before <= 15


@pytest.mark.parametrize(("role", "name"), [("manager", "people"), ("manager", "start"), ("officer", "checks")])
def test_a_role_s_list_asks_the_same_number_of_questions_however_long(programme, client, today, role, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(name))
        return len(found)

    def one_more():
        person = make_trained(programme.trust)
        record_check(person, kind="dbs", state="requested", by=SYSTEM)
        make_holding(person, make_post(programme.trust, programme.team), started_on=today - timedelta(days=90))

    signed_in(client, getattr(programme, role))
    one_more()
    asked()
    before = asked()
    for _ in range(3):
        one_more()
    assert asked() == before <= 15
