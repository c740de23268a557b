"""The problem without the rule of company: a network, solved by augmenting paths in whole numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement import cheapest, kernels
from alongside.engines.placement.problem import Options, Problem
from alongside.engines.placement.screens import Index

WORTH_COMPILING = 200_000
LARGEST = 2**61
COMPILED = "alongside.engines.placement.compiled"


@dataclass(frozen=True, eq=False)
class Network:
    """The parts of the network that do not depend on the options."""

    count: Index
    team: Index
    room: Index
    group: Index
    team_slots_start: Index
    team_slots: Index
    group_teams_start: Index
    group_teams: Index


@dataclass(frozen=True, eq=False)
class Priced:
    """Objectives 3 to 5 as one whole number: cost of each option, bonus of each group with a lone peer.

    wish, relief, move: what one unit of each is worth in metres, each more than all that comes after it."""

    cost: Index
    bonus: Index
    wish: int
    relief: int
    move: int


def network(problem: Problem) -> Network:
    """The network of a problem."""
    slots = problem.screens.slots
    by_team = np.argsort(slots.team, kind="stable")
    by_group = np.argsort(problem.group, kind="stable")
    return Network(
        count=slots.count,
        team=slots.team,
        room=np.maximum(problem.room, 0),
        group=problem.group,
        team_slots_start=_starts(slots.team, len(problem.room)),
        team_slots=by_team.astype(np.int64),
        group_teams_start=_starts(problem.group, len(problem.have)),
        group_teams=by_group.astype(np.int64),
    )


def _starts(key: Index, kinds: int) -> Index:
    return np.concatenate([[0], np.cumsum(np.bincount(key, minlength=kinds))]).astype(np.int64)


def placed_without_rule(net: Network, options: Options) -> Index:
    """Objectives 1 and 2 without the rule of company: the slot of each person, -1 for nobody.

    Everybody in waiting order gets a place if a chain of moves makes one: a matroid, so no set is better."""
    slot_of = np.full(len(options.start) - 1, -1, dtype=np.int64)
    order = np.flatnonzero(np.diff(options.start)).astype(np.int64)
    if len(order):
        _greedy(len(options.slot))(
            order,
            options.start,
            options.slot,
            net.count,
            net.team,
            net.room,
            net.team_slots_start,
            net.team_slots,
            slot_of,
        )
    return slot_of


def priced(problem: Problem, options: Options) -> Priced | None:
    """One price for moves, relief, wishes and metres in strict order; None where it would not fit into 64 bits."""
    wish = _widest(options, options.wish)
    metres = _widest(options, options.metres)
    a_wish = metres + 1
    a_relief = a_wish * (wish + 1)
    lone = int(problem.relief.sum())
    a_move = a_relief * (lone + 1)
    if a_move * (len(options.start) + 1) >= LARGEST:
        return None
    cost = options.moved * a_move + _above_least(options, options.wish) * a_wish
    cost += _above_least(options, options.metres)
    return Priced(cost, np.where(problem.relief, a_relief, 0).astype(np.int64), a_wish, a_relief, a_move)


def _above_least(options: Options, value: Index) -> Index:
    """What each option has above the least of its person."""
    people = np.flatnonzero(np.diff(options.start))
    least = np.minimum.reduceat(value, options.start[people]) if len(people) else value
    full = np.zeros(len(options.start) - 1, dtype=np.int64)
    full[people] = least
    above: Index = value - full[options.person]
    return above


def _widest(options: Options, value: Index) -> int:
    """The most that the sum over all people can vary."""
    people = np.flatnonzero(np.diff(options.start))
    if not len(people):
        return 0
    above = _above_least(options, value)
    return int(np.maximum.reduceat(above, options.start[people]).sum())


def cheapest_for(
    net: Network, options: Options, price: Priced, placed: NDArray[np.bool_]
) -> tuple[Index, Index] | None:
    """The option of each person and the potentials (slots, teams, groups), without the rule of company.

    None if not everybody of `placed` has a place."""
    order = np.flatnonzero(placed).astype(np.int64)
    arc_of = np.full(len(placed), -1, dtype=np.int64)
    potential = np.zeros(len(net.count) + len(net.room) + len(price.bonus), dtype=np.int64)
    found = 0
    if len(order):
        found = _cheapest(len(options.slot) * max(1, len(order) // 100))(
            order,
            options.start,
            options.slot,
            price.cost,
            net.count,
            net.team,
            net.room,
            net.group,
            price.bonus,
            net.team_slots_start,
            net.team_slots,
            net.group_teams_start,
            net.group_teams,
            arc_of,
            potential,
        )
    return (arc_of, potential) if found == len(order) else None


def _greedy(work: int) -> Callable[..., None]:
    return _compiled().greedy if _worth_compiling(work) else kernels.greedy


def _cheapest(work: int) -> Callable[..., int]:
    return _compiled().cheapest if _worth_compiling(work) else cheapest.cheapest


def _worth_compiling(work: int) -> bool:
    """Nobody waits for numba with a small problem; once it is loaded it serves every size with the same answer."""
    return work >= WORTH_COMPILING or COMPILED in sys.modules


def _compiled() -> Any:
    return import_module(COMPILED)
