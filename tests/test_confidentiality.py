"""The table of docs/adr/0003 and section 5 of the design, row by row: one test for each row, named after it.

The canary covers words on pages; here stand the rows themselves, what can be inferred from them, and their refusals.
"""

import re
from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.actors import acting
from alongside.access.models import AuditRow
from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.checks.models import Check
from alongside.people.actions import change_contact, link_account
from alongside.people.models import Person
from alongside.placement.actions import accept_proposal, add_team_to_avoid
from alongside.placement.models import Holding, PlacementPlan, Proposal, TeamToAvoid, Wishes
from alongside.posts.models import Post
from alongside.recruitment.models import EqualityAnswers, Intake
from alongside.support.actions import record_supervision
from alongside.support.models import Supervision
from alongside.teams.models import Team
from alongside.training.models import AdjustmentCause
from tests.factories import (
    SYSTEM,
    TODAY,
    make_holding,
    make_manager,
    make_person,
    make_post,
    make_team,
    make_user,
    signed_in,
)
from tests.placement.conftest import trained
from tests.placement.conftest import world as placing  # noqa: F401  (a fixture)
from tests.placement.test_plans import ask, who_goes_where
from tests.test_permissions import LINES, PLACES, addresses, arguments, world  # noqa: F401  (a fixture)
from tools import house

pytestmark = pytest.mark.django_db

ASSESSOR, DECIDER, APPEALS, HEALTH = (
    Role.DISCLOSURE_ASSESSOR,
    Role.DECIDER,
    Role.APPEAL_OFFICER,
    Role.OCCUPATIONAL_HEALTH,
)
LEAD, EDUCATOR, OFFICER, MANAGER, PERSON = (
    Role.PROGRAMME_LEAD,
    Role.EDUCATOR,
    Role.CHECKS_OFFICER,
    Role.TEAM_MANAGER,
    Role.PERSON,
)
# Whoever may not know of a team to avoid. The data protection lead reads that a deed was done, not which team.
NOT_TOLD = sorted(set(Role) - {LEAD, PERSON, Role.DATA_PROTECTION})


def readers(world, row) -> set[Role]:  # noqa: F811
    """The roles that see this row, each as the one account of that role in the first trust."""
    return {role for role, user in world.users.items() if type(row).objects.seen_by(user).filter(pk=row.pk).exists()}


def shows(world, client, word: str, name: str, *arguments) -> set[Role]:  # noqa: F811
    """The roles to whom a page shows a word."""
    found = set()
    for role, user in world.users.items():
        signed_in(client, user)
        answer = client.get(reverse(name, args=arguments))
        if answer.status_code == 200 and word in answer.content.decode():
            found.add(role)
    return found


def person_pages(world):  # noqa: F811
    """Somebody in the manager's team who has the person's account, and somebody in another team."""
    return [world.places[place].person for place in PLACES[:2]]


def rows_of_the_table() -> list[str]:
    text = (house.ROOT / "docs/adr/0003-confidentiality-table.md").read_text()
    kinds = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")][2:]
    return [re.sub(r"\W+", "_", re.sub(r"\(.*\)|'", "", kind)).strip("_").lower() for kind in kinds]


def test_every_row_of_the_table_has_a_test_of_its_name():
    assert len(rows_of_the_table()) >= 9
    assert {f"test_row_{row}" for row in rows_of_the_table()} <= set(globals())


def test_row_contact(world, client):  # noqa: F811
    mine, other = person_pages(world)
    assert readers(world, mine) == {LEAD, EDUCATOR, OFFICER, PERSON}
    assert readers(world, other) == {LEAD, EDUCATOR, OFFICER}
    for person in (mine, other):
        change_contact(person, email=f"reach{person.pk}@example.org", phone="01632 960001", by=SYSTEM)
        # The educator finds somebody by e-mail; the page itself shows it to those who write to them.
        assert shows(world, client, person.email, "person", person.public_id) == {LEAD, OFFICER}
    assert shows(world, client, mine.email, "own_record") == {PERSON}
    assert shows(world, client, mine.name, "person", mine.public_id) == {LEAD, EDUCATOR, OFFICER, MANAGER}


def test_row_work(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.holding) == {LEAD, MANAGER, PERSON}
    assert readers(world, other.holding) == {LEAD}
    assert shows(world, client, mine.team.name, "person", mine.person.public_id) == {LEAD, MANAGER}
    assert shows(world, client, other.team.name, "person", other.person.public_id) == {LEAD}
    assert shows(world, client, mine.team.name, "own_record") == {PERSON}


def test_row_lived_experience_statement(world, client):  # noqa: F811
    mine = world.places["own"].application
    assert readers(world, mine.statement) == {LEAD, Role.PANEL_MEMBER}
    with acting("system:test", "test"):
        type(mine).objects.filter(pk=mine.pk).update(state="no")
    assert readers(world, mine.statement) == set()
    assert shows(world, client, "What I lived through", "application", mine.pk) == set()


def test_row_equality_monitoring():
    """No key, no number and no word of it leads to anybody."""
    joined = {field.related_model for field in EqualityAnswers._meta.get_fields() if field.is_relation}
    assert joined == {Intake} and not hasattr(EqualityAnswers.objects, "seen_by")


def test_row_teams_to_avoid(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.avoided) == {LEAD, PERSON}
    assert readers(world, other.avoided) == {LEAD}
    assert shows(world, client, "Teams not to be placed in", "wishes", mine.person.public_id) == {LEAD, PERSON}
    assert shows(world, client, "Teams not to be placed in", "wishes", other.person.public_id) == {LEAD}
    assert {field.name for field in TeamToAvoid._meta.get_fields()} == {"id", "person", "team"}


def test_row_checks(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.check) == {LEAD, OFFICER, PERSON}
    assert readers(world, other.check) == {LEAD, OFFICER}
    record_check(mine.person, kind="dbs", state="undecided", by=SYSTEM)
    assert shows(world, client, "Decision open", "checks") == {OFFICER}
    assert shows(world, client, "Decision open", "person", mine.person.public_id) == {OFFICER}
    assert shows(world, client, "Decision open", "check", mine.person.public_id, "dbs") == {OFFICER}
    assert shows(world, client, "Decision open", "own_record") == set()


def test_row_checks_a_manager_learns_only_whether_all_is_clear(world, client):  # noqa: F811
    mine = world.places["own"]
    signed_in(client, world.users[MANAGER])
    address = reverse("person", args=[mine.person.public_id])
    client.get(address)
    pages = set()
    for kind, state in [("dbs", state) for state in Check.State.values] + [("health", "not_cleared")]:
        if state not in {"verified", "not_applicable"}:
            record_check(mine.person, kind=kind, state=state, by=SYSTEM)
            pages.add(plain(client.get(address)))
    assert len(pages) == 1


def test_row_disclosure(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.disclosure) == {OFFICER, ASSESSOR, DECIDER, APPEALS}
    assert readers(world, other.disclosure) == {OFFICER}
    assert shows(world, client, mine.person.name, "disclosures") == {OFFICER, ASSESSOR, DECIDER, APPEALS}
    with acting("system:test", "test"):
        Person.objects.filter(pk=mine.person.pk).update(account=world.users[OFFICER])
    assert OFFICER not in readers(world, mine.disclosure)


def test_row_documents(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.document) == {OFFICER, PERSON}
    assert readers(world, other.document) == {OFFICER}


def test_row_employment_history(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.history_period) == {OFFICER, PERSON}
    assert readers(world, other.history_period) == {OFFICER}
    assert shows(world, client, "Caring for somebody", "history", mine.person.public_id) == {OFFICER, PERSON}


def test_row_work_health_outcome(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.health_outcome) == {OFFICER, HEALTH, PERSON}
    assert readers(world, other.health_outcome) == {OFFICER, HEALTH}
    assert shows(world, client, "A quiet room", "person", mine.person.public_id) == {MANAGER}
    assert shows(world, client, "A quiet room", "person", other.person.public_id) == set()


def test_row_placement_plans_and_proposals(world, client):  # noqa: F811
    mine, other = (world.places[place] for place in PLACES[:2])
    assert readers(world, mine.plan) == readers(world, other.plan) == {LEAD}
    assert readers(world, mine.proposal) == {LEAD, MANAGER, PERSON}
    assert readers(world, other.proposal) == {LEAD}
    for state in (Proposal.State.PROPOSED, Proposal.State.DECLINED):
        with acting("system:test", "test"):
            Proposal.objects.filter(pk=mine.proposal.pk).update(state=state)
        assert readers(world, mine.proposal) == {LEAD}


def test_row_supervision(world, client):  # noqa: F811
    mine, other = (
        record_supervision(
            world.places[place].person, on=TODAY, kind="line", supervisor_name="Sue", held=True, by=SYSTEM
        )
        for place in PLACES[:2]
    )
    assert readers(world, mine) == {LEAD, MANAGER, PERSON}
    assert readers(world, other) == {LEAD}
    kept = {field.name for field in Supervision._meta.get_fields()}
    assert kept == {"id", "person", "on", "kind", "supervisor_name", "held", "minutes"}


def test_row_audit(world, client):  # noqa: F811
    person = world.places["own"].person
    change_contact(person, email="told.nobody@example.org", name="Wilhelmina Kept", by=world.users[LEAD])
    assert shows(world, client, "change contact", "audit") == {Role.DATA_PROTECTION}
    signed_in(client, world.users[Role.DATA_PROTECTION])
    page = client.get(reverse("audit")).content.decode()
    assert person.email not in page and person.name not in page
    rows = AuditRow.objects.filter(table_name="people_person", row_id=str(person.pk))
    assert rows.count() > 1 and not {"told.nobody@example.org", "Wilhelmina Kept"} & {
        value for row in rows for value in map(str, row.values.values())
    }
    avoided = AuditRow.objects.filter(table_name="placement_teamtoavoid")
    teams = {str(pk) for pk in Team.objects.values_list("pk", flat=True)}
    assert avoided and all(str(row.values["team_id"]) not in teams for row in avoided)


def test_row_accounts(world, client):  # noqa: F811
    somebody = world.places["own"].user
    assert shows(world, client, somebody.email, "accounts") == {Role.ADMINISTRATOR}
    assert shows(world, client, somebody.email, "account", somebody.pk) == {Role.ADMINISTRATOR}
    for model, row in records(world.places["own"]):
        if model in {Person, Holding, TeamToAvoid, Check, PlacementPlan, Proposal, Supervision, Post}:
            assert Role.ADMINISTRATOR not in readers(world, row), model


def records(place):
    """Every row of a place whose model says who sees it."""
    for row in vars(place).values():
        if hasattr(type(row).objects, "seen_by"):
            yield type(row), row


def test_row_another_trusts_anything(world, client):  # noqa: F811
    asked = set()
    for model, row in records(world.places["other trust"]):
        if model._meta.label != "access.User" or row.trust_id != world.places["own"].trust.pk:
            asked.add(model.__name__)
            assert readers(world, row) == set(), model
    assert {"Person", "Holding", "Post", "Team", "Check", "Load", "TeamToAvoid", "Cohort", "Proposal"} <= asked


def test_every_kind_of_record_about_a_person_says_who_sees_it():
    """A kind of record that comes later is asked here for its row."""
    silent = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("alongside.")
        and any(field.related_model is Person for field in model._meta.local_fields)
        and not hasattr(model._default_manager, "seen_by")
    }
    # Wishes are shown on the page of wishes alone, whose person is asked for; pins are part of a plan of the lead's.
    assert silent <= {"Wishes", "Pin", "LegalHold"}


def plain(answer) -> bytes:
    """A page without what differs at every request: tokens against forged forms, nonces, the
    second at which a calendar is made."""
    body = b"".join(answer)
    body = re.sub(rb'(name="csrfmiddlewaretoken" value|nonce|data-token)="[^"]*"', rb"", body)
    body = re.sub(rb"DTSTAMP:\w+", b"", body)
    return re.sub(rb"(/|pk=)\d+(/|\")", rb"\1N\2", body)


def crawl(client, user, places) -> dict:
    """(address, method) -> (status, how many queries, body): a manager's refusals too, others' own pages."""
    signed_in(client, user)
    client.get(reverse("start"))
    found = {}
    for name, wanted in addresses().items():
        if name not in LINES or not (user.roles & ({MANAGER} | LINES[name].roles())):
            continue
        for number, place in enumerate(places if wanted else places[:1]):
            address = reverse(name, kwargs=arguments(name, wanted, place))
            for method in ("get", "post"):
                for query in ("", "?q=a") if name in {"search", "people", "posts"} and method == "get" else ("",):
                    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
                        answer = getattr(client, method)(address + query)
                        body = plain(answer)
                        transaction.set_rollback(True)
                    found[name, number, method, query] = (answer.status_code, len(asked), body)
    return found


@contextmanager
def undone():
    """What is done inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("role", NOT_TOLD)
def test_no_page_count_message_or_refusal_tells_of_a_team_to_avoid(role, world, client):  # noqa: F811
    places = [world.places[place] for place in PLACES[:2]]
    with undone():
        before = crawl(client, world.users[role], places)
    with undone():
        for place in places:
            for team in (places[0].team, places[1].team):
                add_team_to_avoid(place.person, team=team, by=world.users[LEAD])
        after = crawl(client, world.users[role], places)
    assert before.keys() == after.keys() and len(before) >= (250 if role == MANAGER else 1)
    assert [key for key in before if before[key] != after[key]] == []


def test_a_refusal_is_the_same_whether_or_not_there_is_something_to_refuse(world, client):  # noqa: F811
    there, gone = world.places["other team"].avoided.pk, 987_654
    for role, status in ((MANAGER, 403), (PERSON, 404), (EDUCATOR, 403)):
        signed_in(client, world.users[role])
        client.post(reverse("team_to_avoid_removal", args=[gone - 1]))
        told = set()
        for pk in (there, gone):
            with CaptureQueriesContext(connection) as asked:
                answer = client.post(reverse("team_to_avoid_removal", args=[pk]))
            told.add((answer.status_code, plain(answer), len(asked)))
        assert len(told) == 1 and told.pop()[0] == status


def seen_by_manager(client, manager, placing) -> dict:  # noqa: F811
    """Every page a manager of both teams is shown about people, teams and posts."""
    signed_in(client, manager)
    pages = [reverse(name) for name in ("start", "people", "teams", "posts", "conversions")]
    pages += [reverse("search") + "?q=Person", reverse("people") + "?q=Person"]
    pages += [reverse("team", args=[pk]) for pk in Team.objects.values_list("pk", flat=True)]
    pages += [reverse("post", args=[pk]) for pk in Post.objects.values_list("pk", flat=True)]
    pages += [reverse("person", args=[one.public_id]) for one in Person.objects.all()]
    return {page: ((answer := client.get(page)).status_code, plain(answer)) for page in pages}


@pytest.fixture
def two_teams(placing):  # noqa: F811
    """A manager of two teams, one of which has a peer and a vacancy."""
    placing.avoided = make_team(placing.trust, name="Larch")
    placing.manager = make_manager(placing.avoided)
    with acting("system:test", "test"):
        placing.team.managers.create(user=placing.manager)
    make_holding(make_person(placing.trust, name="Robin"), make_post(placing.trust, placing.avoided))
    make_post(placing.trust, placing.avoided)
    return placing


def planned_and_seen(two_teams, client, *, avoiding=(), accepted=()):
    """(what the plan proposes, what the manager sees), taken back afterwards; accepted are pairs to accept."""
    with undone():
        for person, team in avoiding:
            add_team_to_avoid(person, team=team, by=two_teams.lead)
        plan = ask(two_teams)
        couples = who_goes_where(plan)
        for proposal in plan.proposals.filter(state="proposed"):
            proposal.refresh_from_db()
            if (proposal.person_id, proposal.post_id) in accepted and proposal.state == "proposed":
                accept_proposal(proposal, today=TODAY, by=two_teams.lead, reason="")
        seen_by_manager(client, two_teams.manager, two_teams)
        return couples, seen_by_manager(client, two_teams.manager, two_teams)


def test_planned_with_and_without_the_avoidance_a_manager_reads_the_same_byte_for_byte(two_teams, client):
    first, second = two_teams.people
    without, seen_without = planned_and_seen(two_teams, client)
    both = [(person, team) for person in (first, second) for team in (two_teams.avoided, two_teams.team)]
    avoiding, seen_avoiding = planned_and_seen(two_teams, client, avoiding=both)
    assert without and not avoiding
    assert seen_without == seen_avoiding


def test_the_same_people_accepted_with_and_without_the_avoidance_read_the_same(two_teams, client):
    trained(two_teams.trust, on=date(2026, 8, 1))
    without, _ = planned_and_seen(two_teams, client)
    person = next(one for one in two_teams.people if any(one.pk == placed for placed, _ in without))
    elsewhere = make_team(two_teams.trust, name="Elsewhere")
    avoiding, _ = planned_and_seen(two_teams, client, avoiding=[(person, elsewhere)])
    assert without == avoiding
    _, seen_without = planned_and_seen(two_teams, client, accepted=without)
    _, seen_avoiding = planned_and_seen(two_teams, client, avoiding=[(person, elsewhere)], accepted=without)
    _, seen_nothing = planned_and_seen(two_teams, client)
    assert seen_without == seen_avoiding != seen_nothing


def test_a_manager_does_not_learn_that_somebody_was_considered(two_teams, client):
    """People the engine named for the manager's team and nobody accepted are not there for the manager."""
    couples, seen = planned_and_seen(two_teams, client)
    assert {person for person, _ in couples} & {one.pk for one in two_teams.people}
    for person in two_teams.people:
        status, _ = seen[reverse("person", args=[person.public_id])]
        assert status == 404 and not any(person.name.encode() in body for _, body in seen.values())


def test_wishes_are_shown_to_the_lead_the_educator_and_the_person_alone(world, client):  # noqa: F811
    for place in PLACES[:2]:
        with acting("system:test", "test"):
            Wishes.objects.create(person=world.places[place].person, bands=[4], hours_least=30)
    mine, other = person_pages(world)
    assert shows(world, client, "Save wishes", "wishes", mine.public_id) == {LEAD, EDUCATOR, PERSON}
    assert shows(world, client, "Save wishes", "wishes", other.public_id) == {LEAD, EDUCATOR}


def test_a_workbook_is_the_leads_and_the_cause_of_an_adjustment_the_persons_own(world, client):  # noqa: F811
    mine, other = person_pages(world)
    assert readers(world, world.places["own"].load) == {LEAD}
    with acting("system:test", "test"):
        causes = [AdjustmentCause.objects.get_or_create(person=one, defaults={"words": "why"})[0]
                  for one in (mine, other)]  # fmt: skip
    assert readers(world, causes[0]) == {PERSON} and readers(world, causes[1]) == set()


def test_readings_are_shown_to_the_person_alone(world, client):  # noqa: F811
    mine, other = person_pages(world)
    link_account(other, account=make_user(mine.trust, PERSON), by=SYSTEM)
    signed_in(client, world.users[LEAD])
    for person in (mine, other):
        client.get(reverse("person", args=[person.public_id]))
    (reading,) = mine.readings.all()
    assert readers(world, reading) == {PERSON}
    assert readers(world, other.readings.get()) == set()
