"""Accepting and declining what a plan proposes, and saying no to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.placement.actions import accept_proposal, decline_proposal, turn_down_placement
from alongside.placement.forms import AcceptForm, ConfirmForm, DeclineForm, plan_name
from alongside.placement.models import Holding, Proposal
from alongside.placement.queries import offers_of, standing_or_falling_together, teams_with_peers
from alongside.placement.rules import may_accept, may_follow
from alongside.ui.filters import listing


@needs(May.ACCEPT_PROPOSAL)
def proposal_accept(request, pk):
    proposal, group = with_group(request.user, pk)
    names = listing(member.person.name for member in group)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form, lambda: accept_proposal(proposal, today=localdate(), by=request.user, **form.cleaned_data)
    ):
        messages.success(request, f"Accepted: {names}. What happens next is listed below.")
        return redirect(reverse("plan", args=[proposal.plan_id]) + "#next")
    title = "Accept this placement?" if len(group) == 1 else f"Accept these {len(group)} placements together?"
    return decision(request, proposal, group, form, {"title": title, "submit": "Accept", "accepting": True})


@needs(May.DECLINE_PROPOSAL)
def proposal_decline(request, pk):
    proposal, group = with_group(request.user, pk)
    names = listing(member.person.name for member in group)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, lambda: decline_proposal(proposal, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Declined: {names}. They keep their place in the order of waiting.")
        return redirect("plan", proposal.plan_id)
    title = "Decline this placement?" if len(group) == 1 else f"Decline these {len(group)} placements together?"
    return decision(request, proposal, group, form, {"title": title, "submit": "Decline", "variant": "warning"})


def with_group(user, pk) -> tuple[Proposal, list[Proposal]]:
    seen = Proposal.objects.seen_by(user).select_related("person", "post", "team", "plan")
    proposal = get_object_or_404(seen, pk=pk)
    if not user.has(Role.PROGRAMME_LEAD):
        raise Http404
    return proposal, standing_or_falling_together(proposal)


def decision(request, proposal, group, form, context):
    """The page that names everybody who stands or falls together, and what speaks against it today."""
    today = localdate()
    reasons = may_follow(proposal.state, "accepted").reasons
    if not reasons and context.get("accepting"):
        reasons = may_accept(offers_of(group, max(proposal.plan.as_of, today), today), today).reasons
    context |= {
        "form": form,
        "group": group,
        "reasons": reasons if not form.is_bound else (),
        "back": reverse("plan", args=[proposal.plan_id]),
        "back_label": plan_name(proposal.plan),
    }
    return render(request, "placement/decision.jinja", context, status=422 if form.errors else 200)


@needs(May.TURN_DOWN_PLACEMENT)
def proposal_turn_down(request, pk):
    """The lead writes down that somebody said no to what a plan proposes."""
    seen = Proposal.objects.seen_by(request.user).select_related("person", "post", "team", "plan", "holding")
    return turning_down(request, get_object_or_404(seen, pk=pk))


@needs(May.TURN_DOWN_PLACEMENT)
def holding_turn_down(request, pk):
    """A person says no to a post they had agreed to start in."""
    seen = Holding.objects.seen_by(request.user).select_related("person", "post", "team")
    return turning_down(request, get_object_or_404(seen, pk=pk))


def turning_down(request, placement):
    user, today = request.user, localdate()
    lead = user.has(Role.PROGRAMME_LEAD)
    if not lead and placement.person.account_id != user.pk:
        raise PermissionDenied("This is somebody else's to say.")
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    plan_id = getattr(placement, "plan_id", None)
    back = reverse("plan", args=[plan_id]) if lead and plan_id else reverse("start")
    if form.is_valid() and carried_out(form, lambda: turn_down_placement(placement, today=today, by=user)):
        messages.success(request, f"{'Their' if lead else 'Your'} no was written down. Nothing else changes.")
        if lead:
            told_of_the_lone(request, placement, today)
        return redirect(back)
    context = {"placement": placement, "own": not lead, "form": form, "back": back, "back_label": "Back"}
    context["title"] = "Write down that they said no?" if lead else "Say no to this post?"
    return render(request, "placement/turn_down.jinja", context, status=422 if form.errors else 200)


def told_of_the_lone(request, placement, today) -> None:
    """Tell the lead, and nobody else, that the one who stays would be alone."""
    team = placement.team_id and teams_with_peers(placement.trust_id, today)[0].get(placement.team_id)
    if team and team.peers_together == 1:
        messages.warning(
            request,
            f"{team.name} would now have a single peer. Plan again, keeping to the plan before, to find them company.",
        )
