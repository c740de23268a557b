"""The deeds of placement: wishes, posts held, plans asked for, and what people decide about them."""

from alongside.placement.actions.decisions import (
    accept_proposal,
    decline_proposal,
    turn_down_placement,
)
from alongside.placement.actions.holdings import accept_duties, end_holding, start_holding
from alongside.placement.actions.plans import discard_plan, propose_placements, request_plan
from alongside.placement.actions.wishes import add_team_to_avoid, record_wishes, remove_team_to_avoid

__all__ = [
    "accept_duties",
    "accept_proposal",
    "add_team_to_avoid",
    "decline_proposal",
    "discard_plan",
    "end_holding",
    "propose_placements",
    "record_wishes",
    "remove_team_to_avoid",
    "request_plan",
    "start_holding",
    "turn_down_placement",
]
