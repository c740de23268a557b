"""The pages of placement, walked as a lead, a person, an educator and a manager would."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.jobs import run_job
from alongside.access.models import Job
from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.checks.rules import REQUIRED
from alongside.placement.actions import accept_proposal, add_team_to_avoid, request_plan
from alongside.placement.models import Holding, PlacementPlan, TeamToAvoid, Wishes
from alongside.teams.actions import assign_manager
from alongside.training.actions import add_cohort, enrol_trainee
from tests.factories import (
    SYSTEM,
    TODAY,
    make_holding,
    make_person,
    make_post,
    make_site,
    make_team,
    make_trust,
    make_user,
)
from tests.placement.conftest import START, change, planned, sign_in, trained

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The pages ask one clock; every test lives on the same day."""
    for place in ("plans", "decisions", "people"):
        monkeypatch.setattr(f"alongside.placement.views.{place}.localdate", lambda: TODAY)


@pytest.fixture
def lead(world, client):
    sign_in(client, world.lead)
    return client


def page(client, name, *args, status=200, **data):
    answer = client.post(reverse(name, args=args), data) if data else client.get(reverse(name, args=args))
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def post(client, name, *args, status=302, follow=True, **data):
    answer = client.post(reverse(name, args=args), data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return client.get(answer["Location"]).content.decode() if status == 302 and follow else answer.content.decode()


PINS = {"pins-TOTAL_FORMS": "3", "pins-INITIAL_FORMS": "0"}


def ask(client, status=302, **fields):
    day = {"as_of_day": START.day, "as_of_month": START.month, "as_of_year": START.year}
    text = post(client, "plan_new", status=status, **(PINS | day | fields))
    return text, PlacementPlan.objects.order_by("-pk").first()


def test_a_lead_asks_for_a_plan_waits_and_reads_it(world, lead):
    assert "There is no plan yet." in page(lead, "plans")
    assert "Plan for which day?" in page(lead, "plan_new")
    waiting, plan = ask(lead)
    assert "The plan is being worked out" in waiting and "See how far it is now" in waiting
    assert "HX-Refresh" not in lead.get(reverse("plan_progress", args=[plan.pk]))
    run_job.func(plan.job_id)
    assert lead.get(reverse("plan_progress", args=[plan.pk]))["HX-Refresh"] == "true"
    ready = page(lead, "plan", plan.pk)
    for words in (
        *(person.name for person in world.people),
        "Nobody can place more people than this",
        "Mulberry 1 (2 peers)",
        "Opens the team together with",
        "2 placements wait for your decision",
        "Everybody who waits is placed.",
    ):
        assert words in ready
    assert "Ready to decide" in page(lead, "plans")


def test_a_date_in_the_past_and_half_a_row_are_told_at_the_field(world, lead):
    text, plan = ask(lead, status=422, as_of_year="2025")
    assert "nobody can be placed in the past" in text and plan is None
    text, plan = ask(lead, status=422, **{"pins-0-person": world.people[0].pk})
    assert "Select the post, or take the person away" in text and plan is None


def test_somebody_is_placed_by_hand_from_the_page(world, lead):
    _, plan = ask(lead, **{"pins-0-person": world.people[0].pk, "pins-0-post": world.posts[1].pk})
    run_job.func(plan.job_id)
    assert "Placed by hand" in page(lead, "plan", plan.pk)


def test_by_hand_the_page_offers_whoever_trained_or_learns_and_holds_no_post_and_each_once(world, lead):
    enquirer, worker, was, twice = make_person(world.trust), *(trained(world.trust) for _ in range(3))
    make_holding(worker, make_post(world.trust, world.posts[0].team), started_on=date(2026, 7, 1))
    make_holding(was, None, started_on=date(2026, 7, 1), ended=True, ended_on=date(2026, 8, 1))
    enrol_trainee(twice, cohort=add_cohort(world.trust, number=7, by=SYSTEM), by=SYSTEM)
    offered = re.search(r'<select[^>]*name="pins-0-person".*?</select>', page(lead, "plan_new"), re.DOTALL)[0]
    assert [offered.count(f'value="{one.pk}"') for one in (enquirer, worker, was, twice)] == [0, 0, 1, 1]


TOGETHER = {"together-TOTAL_FORMS": "2", "together-INITIAL_FORMS": "0"}


def test_nothing_else_is_asked_for_unless_somebody_chooses_it(world, lead):
    text = page(lead, "plan_new")
    assert "Each choice gives up a promise" in text and "Most people placed" in text
    _, plan = ask(lead, **TOGETHER)
    assert plan.options == {}
    run_job.func(plan.job_id)
    assert "gives up a promise" not in page(lead, "plan", plan.pk)


def test_what_a_plan_gives_up_for_a_choice_is_told_on_it(world, lead):
    third = trained(world.trust, on=date(2026, 5, 1))
    post_for_all = make_post(world.trust, world.team)
    names = {"together-0-one": third.pk, "together-0-other": world.people[1].pk}
    _, plan = ask(lead, never_alone="3", objective="hours", **TOGETHER, **names)
    run_job.func(plan.job_id)
    text = page(lead, "plan", plan.pk)
    assert post_for_all.number in text and plan.proposals.count() == 3
    for words in (
        "ends with at least three peers",
        "Most hours are filled first",
        "go to one team together or not at all",
        f"Together or not at all: {third.name} and {world.people[1].name}.",
        "Nobody can fill more hours than these",
    ):
        assert words in text


def test_people_who_go_together_are_chosen_at_the_field(world, lead):
    first, second = (person.pk for person in world.people)
    text, plan = ask(lead, status=422, **TOGETHER, **{"together-0-one": first})
    assert "Select who they go together with" in text and plan is None
    text, plan = ask(lead, status=422, **TOGETHER, **{"together-0-one": first, "together-0-other": first})
    assert "Select different people" in text and plan is None
    twice = {"together-0-one": first, "together-0-other": second, "together-1-one": first, "together-1-third": second}
    text, plan = ask(lead, status=422, **TOGETHER, **twice)
    assert "Put them all in one group" in text and plan is None


def test_whoever_goes_together_is_accepted_together(world, lead):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    names = {"together-0-one": world.people[0].pk, "together-0-other": world.people[1].pk}
    _, plan = ask(lead, **TOGETHER, **names)
    run_job.func(plan.job_id)
    assert "Goes together with" in page(lead, "plan", plan.pk)
    one = plan.proposals.first()
    assert not one.opens_team
    post(lead, "proposal_accept", one.pk, reason="")
    assert [it.state for it in plan.proposals.all()] == ["accepted", "accepted"]


def test_somebody_who_cannot_be_placed_yet_cannot_go_together(world, lead):
    names = {"together-0-one": world.people[0].pk, "together-0-other": world.people[1].pk}
    _, plan = ask(lead, **TOGETHER, **names)
    make_holding(world.people[1], make_post(world.trust, world.team))
    run_job.func(plan.job_id)
    assert "is to go together with others, but cannot be placed yet" in page(lead, "plan", plan.pk)


def test_a_lead_sees_who_could_go_where_before_the_checks_are_asked_for(world, lead):
    unchecked = [trained(world.trust, on=date(2026, 5, day), clear=False) for day in (1, 2)]
    for person in world.people:
        make_holding(person, make_post(world.trust, make_team(world.trust)))
    _, plan = ask(lead)
    run_job.func(plan.job_id)
    text = page(lead, "plan", plan.pk)
    assert plan.proposals.count() == 0 and "2 people have checks that will not be clear by 1 December 2026" in text
    assert "once checks are clear" in text and "checked" in page_asked_as_if_clear(lead)

    _, plan = ask(lead, as_if_clear="on")
    run_job.func(plan.job_id)
    text = page(lead, "plan", plan.pk)
    assert {one.person_id for one in plan.proposals.all()} == {one.pk for one in unchecked}
    assert "This plan takes it that whoever it places will have every check clear" in text
    assert text.count("Checks first") == 2 and "No longer stands" not in text and "for your decision" not in text
    assert reverse("conditional_offer", args=[unchecked[0].public_id]) in text and "Plan again" not in text

    one = plan.proposals.first()
    refused = post(lead, "proposal_accept", one.pk, status=422, reason="")
    assert "Not clear by the start" in refused and not Holding.objects.filter(person__in=unchecked).exists()

    for person in unchecked:
        for kind in REQUIRED:
            record_check(person, kind=kind, state="requested", requested_on=TODAY, expected_on=START, by=SYSTEM)
    assert "Checks first" not in page(lead, "plan", plan.pk)
    post(lead, "proposal_accept", one.pk, reason="")
    assert Holding.objects.filter(person__in=unchecked).count() == 2


def page_asked_as_if_clear(lead):
    asked = lead.get(reverse("plan_new"), {"as_if_clear": "on"}).content.decode()
    return re.search(r'<input[^>]*name="as_if_clear"[^>]*>', asked)[0]


def test_an_open_post_that_could_not_be_looked_at_is_told_on_the_plan(world, lead):
    nowhere = make_post(world.trust, None)
    _, plan = ask(lead)
    run_job.func(plan.job_id)
    text = page(lead, "plan", plan.pk)
    assert f"Post {nowhere.number} has no open team" in text and "Posts left out" in text


def test_a_plan_that_cannot_be_made_says_why_and_what_to_do(world, lead):
    _, plan = ask(lead, **{"pins-0-person": world.people[0].pk, "pins-0-post": world.posts[1].pk})
    change(world.posts[0], frozen=True)
    run_job.func(plan.job_id)
    text = page(lead, "plan", plan.pk)
    assert "This plan could not be worked out" in text and "they would be alone in the team" in text


def test_a_worker_that_stopped_is_told(world, lead):
    plan = request_plan(world.trust, as_of=START, today=TODAY, by=world.lead)
    change(Job.objects.get(pk=plan.job_id), state="stopped", message="The worker stopped three times.")
    assert "The worker stopped three times." in page(lead, "plan", plan.pk)


def test_accepting_names_everybody_and_then_says_what_comes_next(opening, lead):
    text = page(lead, "proposal_accept", opening.first.pk)
    assert all(person.name in text for person in opening.people)
    assert "they stand or fall together" in text
    text = post(lead, "proposal_accept", opening.first.pk, reason="Both know the ward")
    assert "What happens next" in text and "Accepted: " in text and "Both know the ward" in text
    assert Holding.objects.count() == 2
    assert "already been accepted" in page(lead, "proposal_accept", opening.second.pk)


def test_a_post_frozen_since_is_told_on_the_plan_on_the_page_and_at_the_deed(opening, lead):
    change(opening.posts[1], frozen=True)
    assert "No longer stands" in page(lead, "plan", opening.plan.pk)
    assert "The post is frozen" in page(lead, "proposal_accept", opening.first.pk)
    text = post(lead, "proposal_accept", opening.first.pk, status=422, reason="")
    assert "The post is frozen" in text and not Holding.objects.exists()


def test_declining_asks_for_a_reason_and_declines_those_who_stand_together(opening, lead):
    assert "whoever looks at this plan later will ask" in post(
        lead, "proposal_decline", opening.first.pk, status=422, reason=""
    )
    text = post(lead, "proposal_decline", opening.first.pk, reason="The ward is moving")
    assert "Declined: " in text and "keep their place in the order of waiting" in text
    assert text.count("The ward is moving") == 2
    assert "Plan again" in text


def test_the_lead_is_told_who_would_be_alone_after_a_no(opening, lead):
    accept_proposal(opening.first, today=TODAY, by=opening.lead)
    text = post(lead, "proposal_turn_down", opening.first.pk, sure="yes")
    assert "Mulberry 1 would now have a single peer" in text
    assert f"previous={opening.plan.pk}" in text


def test_a_person_says_no_for_themselves_and_learns_nothing_of_others(opening, client):
    own = make_user(opening.trust, Role.PERSON)
    change(opening.people[0], account=own)
    accept_proposal(opening.first, today=TODAY, by=opening.lead)
    sign_in(client, own)
    mine, other = Holding.objects.order_by("pk")
    assert "Your place in the order of waiting stays" in page(client, "holding_turn_down", mine.pk)
    text = post(client, "holding_turn_down", mine.pk, sure="yes", status=302, follow=False)
    assert opening.people[1].name not in text
    mine.refresh_from_db()
    assert mine.turned_down
    page(client, "holding_turn_down", other.pk, status=404)


def test_a_manager_cannot_say_no_for_somebody_in_their_team(opening, client):
    manager = make_user(opening.trust, Role.TEAM_MANAGER, Role.PERSON)
    assign_manager(opening.team, user=manager, by=SYSTEM)
    accept_proposal(opening.first, today=TODAY, by=opening.lead)
    sign_in(client, manager)
    page(client, "holding_turn_down", Holding.objects.first().pk, status=403)
    opening.first.refresh_from_db()
    page(client, "proposal_turn_down", opening.first.pk, status=403)


def test_two_plans_are_compared(world, lead):
    first = planned(world.trust, world.lead, *zip(world.people, world.posts, strict=True))
    second = planned(world.trust, world.lead, (world.people[0], world.posts[1]))
    text = lead.get(reverse("plan_comparison"), {"first": first.pk, "second": second.pk}).content.decode()
    assert "People they treat differently" in text and "Not placed" in text
    assert f"Mulberry 1, post {world.posts[1].number}" in text
    same = lead.get(reverse("plan_comparison"), {"first": first.pk, "second": first.pk})
    assert same.status_code == 422 and "two different plans" in same.content.decode()


def test_a_downloaded_plan_says_that_it_is_internal_and_runs_nothing(opening, lead):
    change(opening.people[0], name="=HYPERLINK(1)")
    lines = lead.get(reverse("plan_download", args=[opening.plan.pk])).content.decode("utf-8-sig").splitlines()
    assert "INTERNAL" in lines[0] and "\ufeff" not in "".join(lines)
    assert any(line.startswith("'=HYPERLINK(1)") for line in lines)
    assert len(lines) == 4


def test_a_plan_is_set_aside(opening, lead):
    assert "Whatever was accepted from it stands" in page(lead, "plan_discard", opening.plan.pk)
    post(lead, "plan_discard", opening.plan.pk, sure="yes")
    text = page(lead, "plan", opening.plan.pk)
    assert "was set aside" in text and "Not decided" in text and "proposals/" not in text


def test_wishes_are_recorded_and_shown_again(world, lead):
    person = make_person(world.trust)
    site = make_site(world.trust, name="Ely", latitude=52.4, longitude=0.26)
    assert "Nothing is recorded yet" in page(lead, "wishes", person.public_id)
    fields = {"bands": [3, 4], "hours_least": "15", "hours_most": "22.5", "near": site.pk, "most_km": "12.5"}
    fields |= {"setting_0": "crisis", "setting_1": "community", "setting_2": "crisis", "team_0": world.team.pk}
    fields |= {"available_from_day": 1, "available_from_month": 2, "available_from_year": 2027}
    post(lead, "wishes", person.public_id, **fields)
    wishes = Wishes.objects.get(person=person)
    assert (wishes.bands, wishes.settings, wishes.teams) == ([3, 4], ["crisis", "community"], [world.team.pk])
    assert (wishes.home_latitude, wishes.available_from) == (52.4, date(2027, 2, 1))
    assert 'value="22.50"' in page(lead, "wishes", person.public_id)


def test_wishes_that_contradict_each_other_are_told_at_the_field(world, lead):
    person = world.people[0].public_id
    text = post(lead, "wishes", person, status=422, hours_least="30", hours_most="20", most_km="5")
    assert "the same as or more than fewest hours" in text and "Select the place nearest to home" in text


def test_a_home_recorded_before_is_kept(world, lead):
    change(world.people[0].wishes, home_latitude=51.0, home_longitude=0.1)
    assert "The place recorded before" in page(lead, "wishes", world.people[0].public_id)
    post(lead, "wishes", world.people[0].public_id, bands=[3], near="recorded")
    world.people[0].wishes.refresh_from_db()
    assert world.people[0].wishes.home_latitude == 51.0


def test_a_team_to_avoid_is_added_and_taken_away_without_a_reason(world, lead):
    person = world.people[0].public_id
    assert "avoid" not in page(lead, "wishes", person).split("<textarea")[1:]
    text = post(lead, "team_to_avoid_new", person, team=world.team.pk)
    assert "Remove" in text and "Mulberry 1" in text
    post(lead, "team_to_avoid_removal", TeamToAvoid.objects.get().pk, sure="yes")
    assert not TeamToAvoid.objects.exists()
    assert post(lead, "team_to_avoid_new", person, status=422, team="") and not TeamToAvoid.objects.exists()


def test_only_the_person_and_the_lead_see_teams_to_avoid(world, client):
    own, educator = make_user(world.trust, Role.PERSON), make_user(world.trust, Role.EDUCATOR)
    change(world.people[0], account=own)
    world.people[0].refresh_from_db()
    avoided = add_team_to_avoid(world.people[0], team=world.team, by=own)
    sign_in(client, own)
    assert 'id="avoid"' in page(client, "wishes", world.people[0].public_id)
    page(client, "wishes", world.people[1].public_id, status=404)
    sign_in(client, educator)
    assert 'id="avoid"' not in page(client, "wishes", world.people[0].public_id)
    assert client.post(reverse("team_to_avoid_removal", args=[avoided.pk])).status_code == 403
    sign_in(client, make_user(world.trust, Role.PERSON))
    assert client.post(reverse("team_to_avoid_removal", args=[avoided.pk])).status_code == 404
    sign_in(client, make_user(make_trust(), Role.PROGRAMME_LEAD))
    assert client.post(reverse("team_to_avoid_removal", args=[avoided.pk])).status_code == 404


HOLDING = {
    "started_on_day": 1,
    "started_on_month": 12,
    "started_on_year": 2026,
    "hours": "18.75",
    "contract": "permanent",
}


def test_somebody_appointed_first_starts_after_the_lead_has_read_what_is_unusual(world, lead):
    person = make_person(world.trust)
    text = post(lead, "holding_new", person.public_id, status=422, post=world.posts[0].pk, **HOLDING)
    assert "not completed the training yet" in text and "the only peer" in text
    assert not Holding.objects.exists()
    post(lead, "holding_new", person.public_id, post=world.posts[0].pk, aware="on", **HOLDING)
    assert Holding.objects.get().person == person


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda world: change(world.posts[0], frozen=True), "The post is frozen"),
        (lambda world: make_holding(make_person(world.trust), world.posts[0]), "1 WTE would be held"),
        (lambda world: make_holding(world.people[0], make_post(world.trust)), "hold a post"),
        (lambda world: add_team_to_avoid(world.people[0], team=world.team, by=SYSTEM), "asked not to work in"),
    ],
)
def test_what_never_bends_is_refused_by_hand_too(world, lead, fault, told):
    fault(world)
    before = Holding.objects.count()
    person = world.people[0].public_id
    text = post(lead, "holding_new", person, status=422, post=world.posts[0].pk, aware="on", **HOLDING)
    assert told in text and Holding.objects.count() == before


def test_ending_a_post_says_when_somebody_would_be_left_alone(world, lead):
    held = make_holding(world.people[0], world.posts[0])
    assert "would work alone" not in page(lead, "holding_end", held.pk)
    make_holding(world.people[1], world.posts[1])
    assert "Mulberry 1 has a single peer" in page(lead, "holding_end", held.pk)
    wrong = {"ended_on_day": 1, "ended_on_month": 1, "ended_on_year": 2020}
    assert "cannot be before the first" in post(lead, "holding_end", held.pk, status=422, **wrong)
    post(lead, "holding_end", held.pk, **(wrong | {"ended_on_year": 2026}))
    held.refresh_from_db()
    assert held.ended_on == date(2026, 1, 1)
    assert "already ended" in post(lead, "holding_end", held.pk, status=422, **(wrong | {"ended_on_year": 2026}))


PAGES_OF_A_PLAN = ("plan", "plan_progress", "plan_download", "plan_discard")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROGRAMME_LEAD])
def test_plans_are_the_leads_alone(opening, client, role):
    sign_in(client, make_user(opening.trust, role))
    for name in PAGES_OF_A_PLAN:
        page(client, name, opening.plan.pk, status=403)
    for name in ("plans", "plan_new", "plan_comparison"):
        page(client, name, status=403)
    for name in ("proposal_accept", "proposal_decline"):
        page(client, name, opening.first.pk, status=403)


def test_another_trust_has_no_such_plan(opening, client):
    sign_in(client, make_user(make_trust(), Role.PROGRAMME_LEAD))
    for name in PAGES_OF_A_PLAN:
        page(client, name, opening.plan.pk, status=404)
    for name in ("proposal_accept", "proposal_decline", "proposal_turn_down"):
        page(client, name, opening.first.pk, status=404)
    for name in ("wishes", "holding_new"):
        page(client, name, opening.people[0].public_id, status=404)
    page(client, "holding_end", make_holding(opening.people[0], opening.posts[0]).pk, status=404)


def queries(client, name, *args):
    """Of a second look: the first of a session also writes that the person is there."""
    page(client, name, *args)
    with CaptureQueriesContext(connection) as caught:
        page(client, name, *args)
    return len(caught)


def test_pages_ask_the_database_the_same_few_times_whatever_they_show(world, lead):
    def grow(many):
        team = make_team(world.trust)
        pairs = [(trained(world.trust), make_post(world.trust, team)) for _ in range(many)]
        return planned(world.trust, world.lead, *pairs, opens_team=True)

    one, three = grow(2), grow(6)
    assert queries(lead, "plan", one.pk) == queries(lead, "plan", three.pk) <= 16
    listed = queries(lead, "plans")
    grow(1)
    assert queries(lead, "plans") == listed <= 15
    assert queries(lead, "plan_new") <= 15
