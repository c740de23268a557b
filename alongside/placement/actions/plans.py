"""Asking the engine for a plan, keeping its answer, and setting a plan aside."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404

from alongside.access.gate import action
from alongside.access.jobs import Progress, Stop, ask_for
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.people.models import Person
from alongside.placement.models import LEAST_PEERS, MOST_PEOPLE, Pin, PlacementPlan, Proposal, person_key
from alongside.placement.queries import lock
from alongside.placement.rules import may_ask_for_plan
from alongside.posts.models import Post


@action(May.REQUEST_PLAN)
def request_plan(
    trust: Trust,
    *,
    as_of: date,
    today: date,
    pins: Sequence[tuple[Person, Post]] = (),
    previous: PlacementPlan | None = None,
    never_alone: int = LEAST_PEERS,
    objective: str = MOST_PEOPLE,
    together: Sequence[Sequence[Person]] = (),
    as_if_clear: bool = False,
    by,
) -> PlacementPlan:
    """Pins are people placed by hand before the others are planned for. With a previous plan, few are moved.

    never_alone, objective and together each give up a guarantee, which the certificate of the answer names. As if every
    check were clear by the day shows who could go where: accepting asks for the checks all the same."""
    named = [*(thing for pin in pins for thing in pin), *(person for people in together for person in people)]
    if {by.trust_id or trust.pk, *(thing.trust_id for thing in named)} != {trust.pk}:
        raise Http404
    groups = [[person.pk for person in people] for people in together]
    may_ask_for_plan(as_of, today, [(person.pk, post.pk) for person, post in pins], groups).or_refuse()
    if previous and not previous.answer:
        raise Refused("That plan has no answer to keep to. Choose another, or none.")
    asked = {"never_alone": never_alone, "objective": objective, "as_if_clear": as_if_clear}
    asked["together"] = [[person_key(pk) for pk in group] for group in groups]
    options = {name: value for name, value in asked.items() if value not in (LEAST_PEERS, MOST_PEOPLE, [], False)}
    plan = PlacementPlan.objects.create(trust=trust, as_of=as_of, previous=previous, asked_by=by, options=options)
    Pin.objects.bulk_create(Pin(plan=plan, person=person, post=post) for person, post in pins)
    plan.job = ask_for("propose_placements", plan, by=by)
    plan.save(update_fields=["job"])
    return plan


@action(May.PROPOSE_PLACEMENTS)
def propose_placements(
    plan: PlacementPlan,
    *,
    answer: dict | None,
    proposals: Sequence[dict] = (),
    faults: Sequence[str] = (),
    progress: Progress,
    by,
) -> PlacementPlan:
    """Write down what the engine answered, at once, by whoever still holds the job."""
    progress.hold()
    lock(plan.trust_id, plan=plan.pk)
    plan.refresh_from_db()
    if plan.state != PlacementPlan.State.ASKED:
        raise Stop("This plan was set aside while it was being worked out.")
    if answer is None:
        plan.state, plan.fault = PlacementPlan.State.STOPPED, "\n".join(faults)
    else:
        plan.state, plan.answer = PlacementPlan.State.PROPOSED, answer
        plan.inputs_digest, plan.engine_version = answer["inputs_digest"], answer["engine_version"]
        Proposal.objects.bulk_create(Proposal(plan=plan, **proposal) for proposal in proposals)
    plan.save()
    return plan


@action(May.DISCARD_PLAN)
def discard_plan(plan: PlacementPlan, *, by) -> PlacementPlan:
    """Set a plan aside: what was accepted from it stands, nothing more can be decided on it."""
    lock(plan.trust_id, plan=plan.pk)
    plan.refresh_from_db()
    if plan.state == PlacementPlan.State.DISCARDED:
        raise Refused("This plan has already been set aside.")
    plan.state = PlacementPlan.State.DISCARDED
    plan.save(update_fields=["state"])
    return plan
