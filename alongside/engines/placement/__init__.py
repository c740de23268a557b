"""Puts people who wait into vacant posts, so that nobody waits longer than they must and nobody works as the only peer.

    from alongside.engines.placement import People, Teams, Posts, Rules, plan, explain, verify

    people = People.read_csv(open("people.csv", encoding="utf-8"))      # or People.from_records([{...}, ...])
    made = plan(people, teams, posts, as_of=date(2026, 11, 22))
    made.assignments       # Assignment(person_id, post_id, team_id, metres, setting_rank, team_rank, starts_on,
                           #            conditional, awaits, pinned)
    made.unplaced          # Unplaced(person_id, blocked_by, posts_only_blocked_by, smallest_changes)
    made.teams             # TeamOutcome(team_id, state, reason, peers_before, received, peers_after, paired_with,
                           #             lone_peer, relieved, lone_from, lone_until)
    made.certificate       # Certificate(status, placed, bound, gap, moved, relieved, wishes, metres, proved_by,
                           #             hours_placed, hours_bound, gives_up)
    made.to_json()         # plan.json, the same bytes whatever the order of the rows; Plan.from_json reads it
    explain(made, "P7")    # the smallest changes for one person, each checked by solving again
    with_change(made.inputs, "P7", change)     # the inputs as they would be with such a change

`plan(..., pins=[(person_id, post_id)], previous=plan_or_json, rules=Rules(never_alone=2, objective="people"),
pairs=[(team_id, team_id)], together=[(person_id, person_id)])`.

OutOfWork is raised only where pins or people who go together leave no plan to fall back on when the work runs out.
Bad input raises InputFaults, a ValueError with `.faults`: Fault(table, row, column, message), all of them at once.
CODES lists the reasons in their order. The code `avoided` (in blocked_by and posts_only_blocked_by) is for the
programme lead and the person only: show it to nobody else. No other part of a plan tells of an avoidance.
`docs/algorithms/placement.md` states the problem, the argument and the measurements."""

from alongside.engines.placement.changes import CHANGE_CODES, with_change
from alongside.engines.placement.columns import OutOfWork
from alongside.engines.placement.explain import explain
from alongside.engines.placement.faults import Fault, InputFaults
from alongside.engines.placement.inputs import Inputs, Rules
from alongside.engines.placement.outcome import (
    ENGINE_VERSION,
    Assignment,
    Certificate,
    Change,
    Plan,
    TeamOutcome,
    Unplaced,
)
from alongside.engines.placement.planning import plan, plan_of
from alongside.engines.placement.screens import CODES
from alongside.engines.placement.tables import People, Posts, Teams
from alongside.engines.placement.verify import Breach, verify

__all__ = [
    "CHANGE_CODES",
    "CODES",
    "ENGINE_VERSION",
    "Assignment",
    "Breach",
    "Certificate",
    "Change",
    "Fault",
    "InputFaults",
    "Inputs",
    "OutOfWork",
    "People",
    "Plan",
    "Posts",
    "Rules",
    "TeamOutcome",
    "Teams",
    "Unplaced",
    "explain",
    "plan",
    "plan_of",
    "verify",
    "with_change",
]
