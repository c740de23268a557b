"""The whole problem as mixed-integer programmes, objective by objective, solved by the HiGHS that comes with scipy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement.columns import Impossible, OutOfWork
from alongside.engines.placement.problem import Options, Problem
from alongside.engines.placement.programme import Programme
from alongside.engines.placement.screens import Index

Floats = NDArray[np.float64]
PEOPLE_A_STEP = 16
HOURS_UNIT = 10_000
WEIGHT_OF_RELIEF = 50.0
WEIGHT_OF_A_MOVE = 2_500.0
WEIGHT_OF_A_PERSON = 100_000.0


@dataclass(frozen=True, eq=False)
class Guide:
    """What the network knows. preference: (options) what to look at first, the smaller the earlier.

    moved, relieved: the best there could be without the rule of company."""

    preference: Floats
    moved: int
    relieved: int


@dataclass(frozen=True, eq=False)
class Chosen:
    """people: (people) who is placed. bound: what objective 1 could reach at most, infinity where not asked."""

    people: NDArray[np.bool_]
    proved: bool
    bound: float


def placed_set(problem: Problem, options: Options, guide: Guide | None = None) -> Chosen:
    """Objectives 1 and 2: who is placed (people), pinned ones not counted. Raises Impossible, OutOfWork."""
    people = len(problem.person_ids)
    programme = Programme(problem, options, preference=None if guide is None else guide.preference)
    nothing = np.zeros(programme.size)
    if exchangeable(problem):
        weight = (people - programme.people).astype(np.float64)
        chosen, _ = programme.minimise(nothing, left_out=weight)
        return Chosen(_marked(options, chosen, people), programme.proved, np.inf)
    gain = -_gain(problem, programme.options)
    chosen, value = programme.minimise(gain)
    bound = -value if programme.proved else -programme.bound
    programme.hold(gain, round(value))
    for first in range(0, len(programme.people), PEOPLE_A_STEP):
        weight = np.zeros(len(programme.people))
        step = weight[first : first + PEOPLE_A_STEP]
        step[:] = 2.0 ** np.arange(len(step) - 1, -1, -1)
        chosen, value = programme.minimise(nothing, left_out=weight)
        programme.hold(nothing, round(value), left_out=weight)
    return Chosen(_marked(options, chosen, people), programme.proved, bound)


def exchangeable(problem: Problem) -> bool:
    """Most placed and longest waiting first cannot conflict: one weighing of people gives both (a delta-matroid)."""
    rules = problem.inputs.rules
    return rules.never_alone <= 2 and rules.objective == "people" and not problem.inputs.together


def _gain(problem: Problem, options: Options) -> Floats:
    if problem.inputs.rules.objective == "people":
        return np.ones(len(options.person))
    return hours_of(problem, options)


def most_gained(problem: Problem, options: Options) -> float:
    """What objective 1 could reach at most, if everybody had the option that counts most."""
    gain, people = _gain(problem, options), np.zeros(len(problem.person_ids))
    np.maximum.at(people, options.person, gain)
    return float(people.sum())


def hours_of(problem: Problem, options: Options) -> Floats:
    """The hours of each option in ten-thousandths, whole numbers."""
    first = np.array([posts[0] for posts in problem.screens.slots.posts], dtype=np.int64)
    hours: Floats = problem.inputs.posts.hours[problem.posts[first[options.slot]]]
    return np.rint(hours * HOURS_UNIT)


def _marked(options: Options, chosen: Index, people: int) -> NDArray[np.bool_]:
    placed = np.zeros(people, dtype=np.bool_)
    placed[options.person[chosen]] = True
    return placed


def can_place(problem: Problem, options: Options, placed: NDArray[np.bool_], guide: Guide | None) -> bool:
    """Whether everybody of a set can be placed. Raises OutOfWork."""
    programme = Programme(problem, options, placed, None if guide is None else guide.preference)
    _, missing = programme.minimise(np.zeros(programme.size), left_out=np.ones(len(programme.people)))
    if not programme.proved and missing > 0.5:
        raise OutOfWork(None, -np.inf)
    return missing < 0.5


def best_for(
    problem: Problem, options: Options, placed: NDArray[np.bool_], guide: Guide | None = None
) -> tuple[Index, bool]:
    """The moved, relief, wishes and metres objectives for a fixed set: the slot of each person, and if it is proved.

    Raises Impossible if not all of them can be placed, OutOfWork."""
    programme = Programme(problem, options, placed, None if guide is None else guide.preference)
    own = programme.options
    chosen = _all_but_metres(programme, guide)
    metres = own.metres.astype(np.float64)
    if np.any(metres):
        chosen, _ = programme.minimise(metres)
    slot = np.full(len(placed), -1, dtype=np.int64)
    slot[own.person[chosen]] = own.slot[chosen]
    return slot, programme.proved


def _all_but_metres(programme: Programme, guide: Guide | None) -> Index:
    """Everybody placed, with the best moves, relief and wishes held from now on.

    Weighing them together is as good as one by one if moves and relief reach what the network proves is their best."""
    own = programme.options
    moved, wish = own.moved.astype(np.float64), own.wish.astype(np.float64)
    if guide is not None:
        weighed = WEIGHT_OF_A_MOVE * moved + wish
        chosen, value = programme.minimise(
            weighed, -WEIGHT_OF_RELIEF, np.full(len(programme.people), WEIGHT_OF_A_PERSON)
        )
        relieved = np.unique(programme.group[chosen][programme.problem.relief[programme.group[chosen]]])
        everybody = len(chosen) == len(programme.people)
        if everybody and (int(own.moved[chosen].sum()), len(relieved)) == (guide.moved, guide.relieved):
            programme.nobody_left_out()
            programme.hold(weighed, round(value), -WEIGHT_OF_RELIEF)
            return chosen
    chosen, missing = programme.minimise(np.zeros(programme.size), left_out=np.ones(len(programme.people)))
    if missing > 0.5:
        if not programme.proved:
            raise OutOfWork(None, -np.inf)
        raise Impossible
    programme.nobody_left_out()
    stages = [(moved, 0.0), (np.zeros(programme.size), -1.0), (wish, 0.0)]
    if programme.problem.inputs.rules.objective == "hours":
        stages.insert(0, (-hours_of(programme.problem, own), 0.0))
    for cost, relief in stages:
        if (relief and len(programme.lone)) or np.any(cost):
            chosen, value = programme.minimise(cost, relief)
            programme.hold(cost, round(value), relief)
    return chosen
