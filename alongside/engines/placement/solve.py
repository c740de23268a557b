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
from alongside.engines.placement.columns import Impossible, OutOfWork
from alongside.engines.placement.problem import Options, Problem
from alongside.engines.placement.programme import Programme
from alongside.engines.placement.screens import Index


@dataclass(frozen=True, eq=False)
class Solution:
    """slot: (people) the slot of each, -1 for nobody or pinned. bound: of objective 1, pinned people not counted."""

    slot: Index
    bound: float
    proved: bool
    proved_by: str


def solve(problem: Problem) -> Solution:
    """The best slots for everybody who is not pinned. Raises Impossible if the pins cannot be kept."""
    options = pruned(problem)
    if not len(options.person):
        Programme(problem, options)
        return Solution(np.full(len(problem.person_ids), -1, dtype=np.int64), 0, True, "none")
    net = flow.network(problem)
    if not exact.exchangeable(problem):
        return _with_less_guaranteed(problem, net, options)
    placed = flow.placed_without_rule(net, options) >= 0
    most = int(placed.sum())
    without, guide = _cheapest(problem, net, options, placed)
    if without is not None and not alone(problem, without):
        return Solution(without, most, True, "flow")
    try:
        return _with_company(problem, options, placed, guide)
    except OutOfWork:
        if np.any(problem.must):
            raise
        return Solution(_without_lonely(problem, net, options), most, False, "none")


def _with_less_guaranteed(problem: Problem, net: flow.Network, options: Options) -> Solution:
    """Where most placed and longest waiting first can conflict: programmes only, one objective after the other."""
    try:
        found = exact.placed_set(problem, options)
        slot, proved = exact.best_for(problem, options, found.people)
        return Solution(slot, found.bound, found.proved and proved, "programme")
    except OutOfWork:
        if np.any(problem.must) or problem.inputs.together:
            raise
        return Solution(_without_lonely(problem, net, options), exact.most_gained(problem, options), False, "none")


def _cheapest(
    problem: Problem, net: flow.Network, options: Options, placed: NDArray[np.bool_]
) -> tuple[Index | None, exact.Guide | None]:
    """The best slots for these people without the rule of company, and what that tells about the rest."""
    own = np.flatnonzero(placed[options.person])
    kept = options.kept(placed[options.person])
    price = flow.priced(problem, kept)
    if price is None:
        return None, None
    found = flow.cheapest_for(net, kept, price, placed)
    assert found is not None
    arc_of, potential = found
    taken = own[arc_of[arc_of >= 0]]
    slot = np.full(len(placed), -1, dtype=np.int64)
    slot[options.person[taken]] = options.slot[taken]
    group = problem.slot_group[options.slot[taken]]
    guide = exact.Guide(
        preference=_preference(options, own, price.cost, potential),
        moved=int(options.moved[taken].sum()),
        relieved=len(np.unique(group[problem.relief[group]])),
    )
    return slot, guide


def _with_company(problem: Problem, options: Options, placed: NDArray[np.bool_], guide: exact.Guide | None) -> Solution:
    """With the rule: for the people the network places, and if that cannot be, for everybody."""
    most = int(placed.sum())
    try:
        slot, proved = exact.best_for(problem, options, placed, guide)
        return Solution(slot, most, proved, "programme")
    except Impossible:
        found = exact.placed_set(problem, options, guide)
    slot, proved = exact.best_for(problem, options, found.people)
    bound = int(found.people.sum()) if found.proved else most
    return Solution(slot, bound, found.proved and proved, "programme")


def _without_lonely(problem: Problem, net: flow.Network, options: Options) -> Index:
    """A plan that breaks no rule, if not the best: groups where somebody would be alone are closed one by one."""
    while True:
        slot = flow.placed_without_rule(net, options)
        group = problem.slot_group[slot[slot >= 0]]
        received = np.bincount(group, minlength=len(problem.have))
        lonely = np.flatnonzero(problem.ruled & (received > 0) & (received < problem.need))
        if not len(lonely):
            return slot
        options = options.kept(problem.slot_group[options.slot] != lonely[0])


def placed(problem: Problem) -> NDArray[np.bool_]:
    """Only objectives 1 and 2: who is placed, pinned people not counted. Raises Impossible, OutOfWork."""
    options = pruned(problem)
    if not len(options.person):
        Programme(problem, options)
        return np.zeros(len(problem.person_ids), dtype=np.bool_)
    if exact.exchangeable(problem):
        net = flow.network(problem)
        slot = flow.placed_without_rule(net, options)
        found: NDArray[np.bool_] = slot >= 0
        if not alone(problem, slot) or _have_company(problem, net, options, found):
            return found
    chosen = exact.placed_set(problem, options)
    if not chosen.proved:
        raise OutOfWork(None, -np.inf)
    return chosen.people


def _have_company(problem: Problem, net: flow.Network, options: Options, placed: NDArray[np.bool_]) -> bool:
    """Whether all of these people can be placed with the rule of company. Raises OutOfWork."""
    slot, guide = _cheapest(problem, net, options, placed)
    if slot is not None and not alone(problem, slot):
        return True
    return exact.can_place(problem, options, placed, guide)


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
