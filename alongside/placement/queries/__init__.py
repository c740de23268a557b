"""What placement reads: facts of a day, decisions on them, and a plan in words."""

from alongside.placement.queries.deciding import (
    facts_of,
    lock,
    offer_by_hand,
    offers_of,
    standing_or_falling_together,
)
from alongside.placement.queries.facts import (
    Openings,
    may_see_avoidances,
    openings,
    peers_by_team,
    standings,
    standings_of,
    teams_with_peers,
)
from alongside.placement.queries.reading import compare_plans, read_plan

__all__ = [
    "Openings",
    "compare_plans",
    "facts_of",
    "lock",
    "may_see_avoidances",
    "offer_by_hand",
    "offers_of",
    "openings",
    "peers_by_team",
    "read_plan",
    "standing_or_falling_together",
    "standings",
    "standings_of",
    "teams_with_peers",
]
