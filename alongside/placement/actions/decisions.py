"""What people decide about a proposal: the lead accepts or declines, the person may say no."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May, Role
from alongside.access.verdicts import Refused
from alongside.placement.models import Holding, PlacementPlan, Proposal
from alongside.placement.queries import lock, offers_of, standing_or_falling_together
from alongside.placement.rules import may_accept, may_follow, may_turn_down, wte_of


@action(May.ACCEPT_PROPOSAL)
def accept_proposal(proposal: Proposal, *, reason: str = "", today: date, by) -> Proposal:
    """Whoever opens a team together is accepted together, or nobody is; every hard rule is asked again."""
    group = _hold_group(proposal, "accepted")
    on = max(proposal.plan.as_of, today)
    offers = offers_of(group, on, today)
    may_accept(offers, today).or_refuse()
    now = timezone.now()
    for member, offer in zip(group, offers, strict=True):
        member.holding = Holding.objects.create(
            person_id=member.person_id,
            post_id=member.post_id,
            team_id=member.team_id,
            band=offer.vacancy.band,
            wte=wte_of(member.hours),
            manager_name=member.team.manager_name,
            started_on=offer.start,
        )
        member.state, member.reason = Proposal.State.ACCEPTED, reason
        member.decided_by, member.decided_at = by, now
        member.verdict = {"asked_on": today.isoformat(), "facts_of": on.isoformat(), "reasons": []}
        member.save()
    return group[0]


@action(May.DECLINE_PROPOSAL)
def decline_proposal(proposal: Proposal, *, reason: str, by) -> Proposal:
    """Declining somebody who opens a team with others declines them all: nobody may be left alone."""
    if not reason.strip():
        raise Refused("Say why, in a few words: whoever looks at this plan later will ask.")
    group = _hold_group(proposal, "declined")
    now = timezone.now()
    for member in group:
        member.state, member.reason = Proposal.State.DECLINED, reason.strip()
        member.decided_by, member.decided_at = by, now
        member.save()
    return group[0]


@action(May.TURN_DOWN_PLACEMENT)
def turn_down_placement(placement: Proposal | Holding, *, reason: str = "", today: date, by) -> Proposal | Holding:
    """The person says no, or the lead writes it down for them; their place in the order of waiting is untouched."""
    proposal = placement if isinstance(placement, Proposal) else Proposal.objects.filter(holding=placement).first()
    holding = proposal.holding if proposal else placement
    only_own = isinstance(by, User) and not by.has(Role.PROGRAMME_LEAD)
    if only_own and (holding is None or placement.person.account_id != by.pk):
        raise PermissionDenied("This is somebody else's to say.")
    lock(
        placement.trust_id,
        plan=proposal and proposal.plan_id,
        people=[placement.person_id],
        teams=[placement.team_id] if placement.team_id else [],
    )
    if proposal:
        proposal.refresh_from_db()
        holding = proposal.holding
        may_follow(proposal.state, "turned_down").or_refuse()
    if holding:
        _give_back(holding, today)
    if proposal:
        proposal.state, proposal.reason = Proposal.State.TURNED_DOWN, reason.strip()
        proposal.decided_by, proposal.decided_at = by, timezone.now()
        proposal.save()
    return placement


def _give_back(holding: Holding, today: date) -> None:
    holding.refresh_from_db()
    if holding.turned_down:
        raise Refused("This has already been turned down.")
    may_turn_down(holding.started_on, today).or_refuse()
    holding.ended, holding.ended_on, holding.turned_down = True, today, True
    holding.save(update_fields=["ended", "ended_on", "turned_down"])


def _hold_group(proposal: Proposal, step: str) -> list[Proposal]:
    """Lock everything the decision rests on, then read the group as it stands now."""
    lock(proposal.trust_id, plan=proposal.plan_id)
    proposal = Proposal.objects.select_related("person", "post", "team", "plan").get(pk=proposal.pk)
    if proposal.plan.state != PlacementPlan.State.PROPOSED:
        raise Refused("This plan has been set aside. Decide on the current one, or ask for a new one.")
    may_follow(proposal.state, step).or_refuse()
    group = standing_or_falling_together(proposal)
    lock(
        proposal.trust_id,
        people=[member.person_id for member in group],
        teams=[member.team_id for member in group],
        posts=[member.post_id for member in group],
    )
    return group
