"""A lead decides on proposals; every hard rule is asked again on the facts of that day."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.checks.models import Check
from alongside.people.models import Person
from alongside.placement.actions import (
    accept_proposal,
    add_team_to_avoid,
    decline_proposal,
    discard_plan,
    record_wishes,
    remove_team_to_avoid,
    turn_down_placement,
)
from alongside.placement.models import Holding
from alongside.placement.queries import standings, teams_with_peers
from alongside.placement.rules import counts_as_waiting_since, eligible
from alongside.teams.actions import pair_teams
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
from tests.placement.conftest import START, change, planned, trained

pytestmark = pytest.mark.django_db


def accept(proposal, lead, **facts):
    return accept_proposal(proposal, today=facts.pop("today", TODAY), by=lead, **facts)


def refusal(deed, *args, **facts):
    with pytest.raises(Refused) as told:
        deed(*args, **facts)
    return " ".join(told.value.reasons)


def test_those_who_open_a_team_are_accepted_together(opening):
    accept(opening.first, opening.lead, reason="A good pair")
    assert [proposal.state for proposal in opening.plan.proposals.all()] == ["accepted", "accepted"]
    agreed = Holding.objects.order_by("pk")
    assert [(held.person, held.post, held.started_on) for held in agreed] == [
        (person, post, START) for person, post in zip(opening.people, opening.posts, strict=True)
    ]
    assert [held.wte for held in agreed] == [Decimal("0.50")] * 2
    first = opening.plan.proposals.get(pk=opening.first.pk)
    assert (first.decided_by, first.reason) == (opening.lead, "A good pair")
    assert first.verdict["asked_on"] == TODAY.isoformat()


def test_a_decision_is_taken_once(opening):
    accept(opening.first, opening.lead)
    assert "already been accepted" in refusal(accept, opening.second, opening.lead)
    assert Holding.objects.count() == 2


def frozen_since(world):
    change(world.posts[1], frozen=True)


def no_longer_prepared(world):
    change(world.team, prepared=False)


def found_to_be_registered(world):
    change(world.posts[1], peer=False)
    change(world.posts[1], registered=True, ever_registered=True)


def clearance_withdrawn(world):
    change(Check.objects.get(person=world.people[1], kind="dbs"), state="expired")


def filled_by_somebody_else(world):
    make_holding(make_person(world.trust), world.posts[1])


def hours_cut(world):
    change(world.posts[1], wte_funded=Decimal("0.40"))


def placed_elsewhere(world):
    elsewhere = make_post(world.trust, make_team(world.trust))
    make_holding(world.people[1], elsewhere, started_on=date(2026, 12, 24))


def team_full(world):
    change(world.team, most_peers=1)


def team_closed(world):
    change(world.team, closed_on=TODAY)


def post_closed(world):
    change(world.posts[1], closed_on=TODAY)


def moved_to_another_team(world):
    change(world.posts[1], team=make_team(world.trust))


def asked_not_to_work_there(world):
    add_team_to_avoid(world.people[1], team=world.team, by=SYSTEM)


def other_wishes(**wishes):
    def since(world):
        change(world.people[1].wishes, **wishes)

    return since


def vetting_needed_now(world):
    change(world.posts[1], vetting_needed=True)


SINCE_THE_PLAN = [
    (frozen_since, "is frozen"),
    (no_longer_prepared, "is not prepared for a peer yet"),
    (found_to_be_registered, "never a peer post"),
    (clearance_withdrawn, "Not clear by the start on 01/12/2026: criminal record check"),
    (filled_by_somebody_else, "Nothing of the post is left"),
    (hours_cut, "hours a week left, fewer than are needed"),
    (placed_elsewhere, "hold a post, or have agreed to one"),
    (team_full, "can support 1 peers and has no room for 2 more"),
    (team_closed, "Mulberry 1 has closed"),
    (post_closed, "The post closed"),
    (moved_to_another_team, "no longer in Mulberry 1"),
    (asked_not_to_work_there, "asked not to work in"),
    (other_wishes(bands=[4]), "not a band they may hold or want"),
    (other_wishes(hours_least=30), "they asked for 30 to 37.5"),
    (other_wishes(settings=["crisis"]), "not in a setting they asked for"),
    (other_wishes(available_from=date(2027, 1, 1)), "free from 01/01/2027"),
    (vetting_needed_now, "needs police vetting"),
]


@pytest.mark.parametrize(("since", "told"), SINCE_THE_PLAN, ids=lambda it: getattr(it, "__name__", None))
def test_stale_facts_are_refused_with_a_sentence_and_nothing_is_half_written(opening, since, told):
    since(opening)
    before = Holding.objects.count()
    assert told in refusal(accept, opening.first, opening.lead)
    assert Holding.objects.count() == before
    assert {proposal.state for proposal in opening.plan.proposals.all()} == {"proposed"}


def test_somebody_too_far_away_is_refused(opening):
    site = make_site(opening.trust, latitude=52.2, longitude=0.12)
    change(opening.team, site=site)
    change(opening.people[0].wishes, home_latitude=52.6, home_longitude=1.3, most_km=Decimal("20"))
    assert "further than the 20.0 km" in refusal(accept, opening.first, opening.lead)


def test_nobody_is_accepted_as_the_only_peer(world):
    plan = planned(world.trust, world.lead, (world.people[0], world.posts[0]))
    assert "the only peer in Mulberry 1" in refusal(accept, plan.proposals.get(), world.lead)


def test_a_peer_in_a_paired_team_is_company(world):
    plan = planned(world.trust, world.lead, (world.people[0], world.posts[0]))
    beside = make_team(world.trust)
    make_holding(make_person(world.trust), make_post(world.trust, beside))
    pair_teams(world.team, other=beside, by=SYSTEM)
    accept(plan.proposals.get(), world.lead)
    assert teams_with_peers(world.trust.pk, START)[0][world.team.pk].peers_together == 2


def test_a_job_share_stays_within_the_funded_hours(opening):
    change(opening.posts[0], wte_funded=Decimal("0.60"))
    change(opening.second, post=opening.posts[0])
    assert "fewer than are needed" in refusal(accept, opening.first, opening.lead)
    change(opening.posts[0], wte_funded=Decimal("1.00"))
    accept(opening.first, opening.lead)
    assert opening.posts[0].holdings.count() == 2


def test_a_pending_clearance_counts_when_it_is_expected_by_the_start(opening):
    dbs = Check.objects.get(person=opening.people[0], kind="dbs")
    change(dbs, state="requested", expected_on=date(2026, 12, 2))
    assert "expected by 02/12/2026, after the start" in refusal(accept, opening.first, opening.lead)
    change(dbs, expected_on=START)
    accept(opening.first, opening.lead)


def test_two_plans_cannot_fill_one_post(world):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    plans = [planned(world.trust, world.lead, (person, world.posts[0])) for person in world.people]
    accept(plans[0].proposals.get(), world.lead)
    assert "Nothing of the post is left" in refusal(accept, plans[1].proposals.get(), world.lead)


def test_somebody_in_two_plans_gets_one_post(world):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    plans = [planned(world.trust, world.lead, (world.people[0], post)) for post in world.posts]
    accept(plans[0].proposals.get(), world.lead)
    assert "agreed to one" in refusal(accept, plans[1].proposals.get(), world.lead)


def test_declining_one_who_opens_a_team_declines_the_others_too(opening):
    assert "Say why" in refusal(decline_proposal, opening.first, reason=" ", by=opening.lead)
    decline_proposal(opening.first, reason="The ward is moving", by=opening.lead)
    assert {(proposal.state, proposal.reason) for proposal in opening.plan.proposals.all()} == {
        ("declined", "The ward is moving")
    }
    assert "already been declined" in refusal(accept, opening.second, opening.lead)


def test_declining_somebody_who_joins_others_declines_nobody_else(opening):
    change(opening.first, opens_team=False)
    opening.first.refresh_from_db()
    decline_proposal(opening.first, reason="Not now", by=opening.lead)
    opening.second.refresh_from_db()
    assert opening.second.state == "proposed"


def test_a_plan_set_aside_can_no_longer_be_decided(opening):
    discard_plan(opening.plan, by=opening.lead)
    assert "set aside" in refusal(accept, opening.first, opening.lead)
    assert "set aside" in refusal(decline_proposal, opening.first, reason="No", by=opening.lead)
    assert "already been set aside" in refusal(discard_plan, opening.plan, by=opening.lead)


def test_a_person_turns_an_accepted_placement_down_and_keeps_their_place(opening):
    own = make_user(opening.trust, Role.PERSON)
    change(opening.people[0], account=own)
    since = waiting_since(opening, opening.people[0])
    accept(opening.first, opening.lead)
    opening.first.refresh_from_db()
    turn_down_placement(opening.first, today=TODAY, by=own)
    held = Holding.objects.get(person=opening.people[0])
    assert (held.turned_down, held.ended_on) == (True, TODAY)
    assert waiting_since(opening, opening.people[0]) == since
    assert teams_with_peers(opening.trust.pk, START)[0][opening.team.pk].peers_together == 1
    opening.second.refresh_from_db()
    assert opening.second.state == "accepted"
    assert "already been turned down" in refusal(turn_down_placement, opening.first, today=TODAY, by=own)


def waiting_since(world, person):
    (standing,) = [one for one in standings(world.lead, START) if one.person_id == person.pk]
    assert eligible(standing, START)
    return counts_as_waiting_since(standing, START)


def test_a_placement_that_has_begun_is_not_turned_down(opening):
    accept(opening.first, opening.lead)
    opening.first.refresh_from_db()
    assert "has begun" in refusal(turn_down_placement, opening.first, today=START, by=opening.lead)


def test_the_lead_writes_down_a_no_before_the_decision(opening):
    turn_down_placement(opening.first, today=TODAY, by=opening.lead)
    assert "the only peer" in refusal(accept, opening.second, opening.lead)


def test_nobody_turns_down_for_somebody_else(opening):
    other = make_user(opening.trust, Role.PERSON)
    accept(opening.first, opening.lead)
    opening.first.refresh_from_db()
    with pytest.raises(PermissionDenied):
        turn_down_placement(opening.first, today=TODAY, by=other)
    with pytest.raises(PermissionDenied):
        turn_down_placement(opening.first.holding, today=TODAY, by=other)


def test_nobody_says_for_somebody_else_what_they_wish_or_avoid(world):
    own = make_user(world.trust, Role.PERSON)
    change(world.people[0], account=own)
    mine, other = Person.objects.order_by("pk")
    record_wishes(mine, bands=[4], by=own)
    avoided = add_team_to_avoid(other, team=world.team, by=world.lead)
    for deed in (
        lambda: record_wishes(other, bands=[4], by=own),
        lambda: add_team_to_avoid(other, team=world.team, by=own),
        lambda: remove_team_to_avoid(avoided, by=own),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_a_person_learns_nothing_of_a_proposal_before_it_is_accepted(opening):
    own = make_user(opening.trust, Role.PERSON)
    change(opening.people[0], account=own)
    opening.first.refresh_from_db()
    with pytest.raises(PermissionDenied):
        turn_down_placement(opening.first, today=TODAY, by=own)


def test_other_roles_and_other_trusts_decide_nothing(opening):
    with pytest.raises(PermissionDenied):
        accept(opening.first, make_user(opening.trust, Role.TEAM_MANAGER))
    with pytest.raises(Http404):
        accept(opening.first, make_user(make_trust(), Role.PROGRAMME_LEAD))


def test_somebody_placed_by_hand_need_not_be_trained_yet(world):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    change(world.people[0].trainings.get(), result="in_training", completed_on=None)
    plan = planned(world.trust, world.lead, (world.people[0], world.posts[0]))
    assert "not completed the training" in refusal(accept, plan.proposals.get(), world.lead)
    change(plan.proposals.get(), pinned=True)
    accept(plan.proposals.get(), world.lead)


def test_somebody_who_waited_again_after_a_post_says_when_they_are_free(world):
    make_holding(make_person(world.trust), make_post(world.trust, world.team))
    person = trained(world.trust, on=date(2020, 1, 1))
    make_holding(person, make_post(world.trust, world.team), ended=True, ended_on=date(2026, 1, 1))
    plan = planned(world.trust, world.lead, (person, world.posts[0]))
    assert "Their last post ended" in refusal(accept, plan.proposals.get(), world.lead)
    change(person.wishes, available_from=date(2026, 5, 1))
    accept(plan.proposals.get(), world.lead)
