"""From a problem to the best slots: the ladder, cheapest rung first.

1 prune: groups that could never hold enough are closed, again and again until nothing changes.
2 flow: without the rule of company the problem is a network. If nobody is alone in its best answer, that is the answer.
3 programme: with the rule, for the same people; if they can all be placed, nobody better can.
4 programme: with the rule, for everybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement import exact, flow
from alongside.engines.placement.problem import Options, Problem
from alongside.engines.placement.screens import Index


@dataclass(frozen=True, eq=False)
class Solution:
    """slot: (people) the slot of each, -1 for nobody or pinned. bound: how many of them could be placed at most."""

    slot: Index
    bound: int
    proved: bool
    proved_by: str


def solve(problem: Problem) -> Solution:
    """The best slots for everybody who is not pinned. Raises Impossible if the pins cannot be kept."""
    options = pruned(problem)
    if not len(options.person):
        exact.Programme(problem, options)
        return Solution(np.full(len(problem.person_ids), -1, dtype=np.int64), 0, True, "none")
    if not exact.exchangeable(problem):
        placed = exact.placed_set(problem, options)
        slot = exact.best_for(problem, options, placed)
        return Solution(slot, int(placed.sum()), True, "programme")
    net = flow.network(problem)
    first = flow.placed_without_rule(net, options)
    placed = first >= 0
    price = flow.priced(problem, options.kept(placed[options.person]))
    guide: exact.Guide | None = None
    if price is not None:
        own = np.flatnonzero(placed[options.person])
        cheapest = flow.cheapest_for(net, options.kept(placed[options.person]), price, placed)
        assert cheapest is not None
        arc_of, potential = cheapest
        slot = np.where(arc_of >= 0, options.slot[own[arc_of]] if len(own) else -1, -1)
        if not alone(problem, slot):
            return Solution(slot, int(placed.sum()), True, "flow")
        guide = exact.Guide(
            preference=_preference(options, own, price.cost, potential),
            moved=int(options.moved[own[arc_of[arc_of >= 0]]].sum()),
            relieved=len(
                np.unique(problem.slot_group[slot[slot >= 0]][problem.relief[problem.slot_group[slot[slot >= 0]]]])
            ),
        )
    try:
        slot = exact.best_for(problem, options, placed, guide)
    except exact.Impossible:
        placed = exact.placed_set(problem, options, guide)
        slot = exact.best_for(problem, options, placed)
    return Solution(slot, int(placed.sum()), True, "programme")


def placed(problem: Problem) -> NDArray[np.bool_]:
    """Only objectives 1 and 2: who is placed, pinned people not counted. Raises Impossible, OutOfWork."""
    options = pruned(problem)
    if exact.exchangeable(problem):
        slot = flow.placed_without_rule(flow.network(problem), options)
        if not alone(problem, slot):
            found: NDArray[np.bool_] = slot >= 0
            return found
    return exact.placed_set(problem, options)


def alone(problem: Problem, slot: Index) -> bool:
    """Some group receives too few, or none where somebody must come."""
    received = np.bincount(problem.slot_group[slot[slot >= 0]], minlength=len(problem.have))
    return bool(np.any((problem.ruled & (received > 0) | problem.must) & (received < problem.need)))


def pruned(problem: Problem) -> Options:
    """The options without those into groups that could never hold enough, looked at until nothing changes."""
    options = problem.options
    slots = problem.screens.slots
    groups = len(problem.have)
    while len(options.person):
        group = problem.slot_group[options.slot]
        used = np.unique(options.slot)
        in_team = np.bincount(slots.team[used], weights=slots.count[used], minlength=len(problem.room))
        holds = np.minimum(in_team, np.maximum(problem.room, 0))
        most = np.bincount(problem.group, weights=holds, minlength=groups)
        couples = np.unique(options.person * groups + group) % groups
        most = np.minimum(most, np.bincount(couples, minlength=groups))
        closed = problem.ruled & (most < problem.need)
        keep = ~closed[group]
        if np.all(keep):
            break
        options = options.kept(keep)
    return options


def _preference(options: Options, own: Index, cost: Index, potential: Index) -> NDArray[np.float64]:
    """(options) how far each is from the best of its person by the prices of the network."""
    found = np.zeros(len(options.person))
    reduced = (cost - potential[options.slot[own]]).astype(np.float64)
    person = options.person[own]
    begins = np.flatnonzero(np.concatenate([[True], person[1:] != person[:-1]]))
    least = np.minimum.reduceat(reduced, begins)
    found[own] = reduced - np.repeat(least, np.diff(np.append(begins, len(own))))
    return found
