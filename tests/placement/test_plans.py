"""A lead asks for a plan; the worker asks the engine; the answer and what it proposes are written at once."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404

from alongside.access.jobs import LeaseLost, Progress, run_job
from alongside.access.models import Job
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.checks.actions import record_check
from alongside.placement import jobs
from alongside.placement.actions import (
    accept_proposal,
    add_team_to_avoid,
    discard_plan,
    propose_placements,
    record_wishes,
    request_plan,
    turn_down_placement,
)
from alongside.placement.models import Holding, PlacementPlan, Proposal
from alongside.teams.actions import assign_manager, change_team
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
from tests.placement.conftest import START, change, trained

pytestmark = pytest.mark.django_db


def ask(world, **options):
    """Ask for a plan, and let the worker do it."""
    plan = request_plan(world.trust, as_of=options.pop("as_of", START), today=TODAY, by=world.lead, **options)
    run_job.func(plan.job_id)
    return PlacementPlan.objects.get(pk=plan.pk)


def who_goes_where(plan):
    return {(proposal.person_id, proposal.post_id) for proposal in plan.proposals.all()}


def blocks(plan, person):
    (reasons,) = [one["blocked_by"] for one in plan.answer["unplaced"] if int(one["person_id"]) == person.pk]
    return reasons


def test_a_plan_places_two_who_open_a_team(world):
    plan = ask(world)
    assert plan.state == "proposed"
    assert {proposal.person for proposal in plan.proposals.all()} == set(world.people)
    assert all(proposal.opens_team and proposal.starts_on == START for proposal in plan.proposals.all())
    assert plan.answer["certificate"]["status"] == "optimal"
    assert plan.job.state == Job.State.DONE
    assert len(plan.inputs_digest) == 64 and plan.engine_version


def test_the_same_facts_give_the_same_plan_and_the_same_digest(world):
    first, second = ask(world), ask(world)
    assert first.inputs_digest == second.inputs_digest
    assert first.answer == second.answer
    assert who_goes_where(first) == who_goes_where(second)
    change(world.posts[0], frozen=True)
    assert ask(world).inputs_digest != first.inputs_digest


def test_who_has_waited_longest_comes_first(world):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    change(world.posts[1], frozen=True)
    plan = ask(world)
    assert who_goes_where(plan) == {(world.people[0].pk, world.posts[0].pk)}
    assert blocks(plan, world.people[1]) == ["frozen", "outranked"]
    assert not plan.proposals.get().opens_team


def test_what_would_place_somebody_is_found_and_never_drops_an_avoidance(world):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    change(world.posts[1], frozen=True)
    (left,) = ask(world).answer["unplaced"]
    assert left["explained"] and all(found["checked"] for found in left["smallest_changes"])
    assert {found["code"] for found in left["smallest_changes"]} == {"one_more_post", "thaw"}
    add_team_to_avoid(world.people[1], team=world.team, by=world.lead)
    (left,) = ask(world).answer["unplaced"]
    assert "avoided" in left["blocked_by"] and not left["smallest_changes"]


def test_nobody_is_proposed_as_the_only_peer(world):
    change(world.posts[1], frozen=True)
    plan = ask(world)
    assert not plan.proposals.exists()
    assert "alone" in blocks(plan, world.people[0])


def test_a_team_to_avoid_is_honoured(world):
    add_team_to_avoid(world.people[0], team=world.team, by=world.lead)
    plan = ask(world)
    assert not plan.proposals.exists()
    assert "avoided" in blocks(plan, world.people[0])


def test_a_team_to_avoid_that_has_closed_does_not_stop_the_plan(world):
    closed = make_team(world.trust)
    change_team(closed, closed_on=TODAY, by=SYSTEM)
    add_team_to_avoid(trained(world.trust), team=closed, by=SYSTEM)
    assert ask(world).state == PlacementPlan.State.PROPOSED


def test_hours_band_distance_and_setting_reach_the_engine(world):
    change(world.team, site=make_site(world.trust, latitude=52.2, longitude=0.12))
    wishes = {"bands": [4], "hours_least": 30, "settings": ["crisis"], "most_km": 5}
    record_wishes(world.people[0], home_latitude=52.6, home_longitude=1.3, by=world.lead, **wishes)
    assert {"band", "hours", "distance", "setting"} <= set(blocks(ask(world), world.people[0]))


def test_a_check_that_is_expected_in_time_makes_the_placement_conditional(world):
    record_check(world.people[0], kind="dbs", state="requested", expected_on=date(2026, 11, 30), by=SYSTEM)
    conditional = {proposal.person: proposal.conditional for proposal in ask(world).proposals.all()}
    assert conditional == {world.people[0]: True, world.people[1]: False}
    record_check(world.people[0], kind="references", state="not_started", by=SYSTEM)
    assert "dbs" in blocks(ask(world), world.people[0])


def test_only_the_hours_that_are_left_are_offered(world):
    change(world.posts[0], wte_funded="2.50", wte_others="0.50")
    make_holding(make_person(world.trust), world.posts[0], wte="0.40")
    change(world.posts[1], frozen=True)
    hours = sorted(proposal.hours for proposal in ask(world).proposals.all())
    assert hours == [22.5, 37.5]


def test_those_in_post_agreed_or_not_trained_are_not_planned_for(world):
    make_holding(trained(world.trust), make_post(world.trust, world.team))
    make_holding(trained(world.trust), make_post(world.trust, make_team(world.trust)), started_on=date(2027, 1, 4))
    change(trained(world.trust).trainings.get(), result="in_training", completed_on=None)
    plan = ask(world)
    assert plan.proposals.count() == 2 and not plan.answer["unplaced"]


def test_somebody_placed_by_hand_goes_there_trained_or_not(world):
    learner = trained(world.trust)
    change(learner.trainings.get(), result="in_training", completed_on=None)
    plan = ask(world, pins=[(learner, world.posts[1])])
    assert who_goes_where(plan) == {(learner.pk, world.posts[1].pk), (world.people[0].pk, world.posts[0].pk)}
    assert plan.proposals.get(person=learner).pinned


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda world: change(world.posts[1], frozen=True), "the post is frozen"),
        (lambda world: change(world.posts[1], closed_on=TODAY), "nothing of it is open"),
        (lambda world: make_holding(world.people[0], make_post(world.trust)), "hold a post"),
        (lambda world: add_team_to_avoid(world.people[0], team=world.team, by=SYSTEM), "asked not to work in"),
        (lambda world: change(world.posts[0], frozen=True), "they would be alone in the team"),
    ],
)
def test_a_placement_by_hand_that_cannot_be_is_told_in_a_sentence(world, fault, told):
    fault(world)
    plan = ask(world, pins=[(world.people[0], world.posts[1])])
    assert plan.state == "stopped"
    assert plan.fault.startswith(world.people[0].name) and told in plan.fault
    assert not plan.proposals.exists()


def test_after_a_no_the_others_are_moved_as_little_as_may_be(world):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    first = ask(world)
    given = dict(who_goes_where(first))
    third = trained(world.trust, on=date(2026, 8, 1))
    make_post(world.trust, world.team, number="000000")
    turn_down_placement(first.proposals.get(person=world.people[0]), today=TODAY, by=world.lead)
    record_wishes(world.people[0], available_from=date(2027, 6, 1), by=world.lead)
    again = dict(who_goes_where(ask(world, previous=first)))
    assert again[world.people[1].pk] == given[world.people[1].pk]
    assert third.pk in again and world.people[0].pk not in again


def test_a_plan_starts_from_today_and_pins_each_person_once(world):
    with pytest.raises(Refused, match="in the past"):
        ask(world, as_of=date(2026, 11, 19))
    with pytest.raises(Refused, match="placed by hand twice"):
        ask(world, pins=[(world.people[0], post) for post in world.posts])


def test_another_trust_is_not_planned_for(world):
    other = make_trust()
    with pytest.raises(Http404):
        ask(world, pins=[(trained(other), world.posts[0])])
    world.trust = other
    with pytest.raises(Http404):
        ask(world)


def test_a_plan_set_aside_while_it_is_worked_out_stays_so(world):
    plan = request_plan(world.trust, as_of=START, today=TODAY, by=world.lead)
    discard_plan(plan, by=world.lead)
    run_job.func(plan.job_id)
    plan.refresh_from_db()
    assert (plan.state, plan.answer) == ("discarded", None)
    assert not Proposal.objects.exists()


def test_a_worker_that_lost_its_lease_writes_nothing(world):
    plan = request_plan(world.trust, as_of=START, today=TODAY, by=world.lead)
    with pytest.raises(LeaseLost):
        propose_placements(plan, answer={}, progress=Progress(plan.job_id, uuid4()), by=world.lead)
    plan.refresh_from_db()
    assert (plan.state, plan.answer) == ("asked", None)


def test_the_engine_is_asked_outside_any_transaction(world, monkeypatch):
    depth = len(connection.savepoint_ids)
    seen = []
    real = jobs.bridge.answer
    monkeypatch.setattr(
        jobs.bridge, "answer", lambda question: seen.append(len(connection.savepoint_ids)) or real(question)
    )
    ask(world)
    assert seen == [depth]


def answers_to(user):
    """Everything about placements that this user could ever learn from rows."""
    return (
        list(PlacementPlan.objects.seen_by(user).values()),
        sorted(
            Proposal.objects.seen_by(user).values_list(
                "person__name", "post__number", "team__name", "starts_on", "reason"
            )
        ),
        sorted(Holding.objects.seen_by(user).values_list("person__name", "team__name", "started_on")),
    )


def test_a_manager_cannot_tell_that_somebody_avoids_their_team(world):
    """The same placements come about with and without an avoidance: what the manager sees is the same."""
    avoided = make_team(world.trust, name="Larch")
    manager = make_user(world.trust, Role.TEAM_MANAGER)
    for team in (avoided, world.team):
        assign_manager(team, user=manager, by=SYSTEM)
    make_holding(make_person(world.trust, name="Robin"), make_post(world.trust, avoided))
    make_post(world.trust, avoided)
    before = answers_to(manager)
    ask(world)
    without = answers_to(manager)
    add_team_to_avoid(world.people[0], team=avoided, by=world.lead)
    plan = ask(world)
    assert before == without == answers_to(manager)
    for proposal in plan.proposals.filter(state="proposed"):
        if Proposal.objects.get(pk=proposal.pk).state == "proposed":
            accept_proposal(proposal, today=TODAY, by=world.lead, reason="")
    seen = answers_to(manager)
    assert len(seen[1]) == plan.proposals.filter(state="accepted").count() > 0
    assert "avoid" not in repr(seen)
