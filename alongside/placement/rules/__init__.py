"""Who may be placed where, what a team needs so that nobody is alone, and what waits on whom."""

from alongside.placement.rules.company import alone_since, groups_of_teams, lone_teams
from alongside.placement.rules.deciding import (
    NEXT,
    Offer,
    may_accept,
    may_accept_duties,
    may_ask_for_plan,
    may_end,
    may_follow,
    may_start_by_hand,
    may_turn_down,
)
from alongside.placement.rules.facts import Standing, TeamFacts, Vacancy, hours_of, wte_of
from alongside.placement.rules.fit import blocked_by, clearance, metres_between, start_day, vetting
from alongside.placement.rules.waiting import counts_as_waiting_since, eligible, held_up_by, latest_completion
from alongside.placement.rules.words import (
    AS_IF_CLEAR,
    cell_in_words,
    certificate_in_words,
    change_in_words,
    given_up_in_words,
    left_closed_in_words,
    rule_in_words,
)

__all__ = [
    "AS_IF_CLEAR",
    "NEXT",
    "Offer",
    "Standing",
    "TeamFacts",
    "Vacancy",
    "alone_since",
    "blocked_by",
    "cell_in_words",
    "certificate_in_words",
    "change_in_words",
    "clearance",
    "counts_as_waiting_since",
    "eligible",
    "given_up_in_words",
    "groups_of_teams",
    "held_up_by",
    "hours_of",
    "latest_completion",
    "left_closed_in_words",
    "lone_teams",
    "may_accept",
    "may_accept_duties",
    "may_ask_for_plan",
    "may_end",
    "may_follow",
    "may_start_by_hand",
    "may_turn_down",
    "metres_between",
    "rule_in_words",
    "start_day",
    "vetting",
    "wte_of",
]
