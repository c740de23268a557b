"""The whole problem as a mixed-integer programme, objective by objective, solved by the HiGHS that comes with scipy.

Only the groups that open need whole numbers: with the open ones decided the rest is a network. `x <= open` for each
person and group beside `sum x >= need * open` is what makes the relaxation so tight that HiGHS rarely branches."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from alongside.engines.placement.problem import Options, Problem
from alongside.engines.placement.screens import Index

Floats = NDArray[np.float64]
NODE_LIMIT = 20_000
PEOPLE_A_STEP = 16
HOURS_UNIT = 10_000


class Impossible(Exception):
    """No plan meets the hard rules; with no pins and nobody required this cannot happen."""


class OutOfWork(Exception):
    """The count of work ran out before the proof; `bound` is what is proved of the objective."""

    def __init__(self, bound: float, options: Index | None) -> None:
        super().__init__("the count of work ran out")
        self.bound = bound
        self.options = options


@dataclass
class Rows:
    """Rows of constraints being gathered: entries, and the least and most of each row."""

    row: list[Index] = field(default_factory=list)
    column: list[Index] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, row: Index, column: Index, value: float | Floats, low: Floats, high: Floats) -> None:
        """Adds len(low) rows; entry e stands in the row[e]-th of them."""
        self.row.append(row + self.count)
        self.column.append(column)
        self.value.append(np.broadcast_to(np.asarray(value, dtype=np.float64), row.shape))
        self.low.append(low)
        self.high.append(high)
        self.count += len(low)

    def constraint(self, columns: int) -> LinearConstraint:
        """All rows as one constraint."""
        entries = (np.concatenate(self.value), (np.concatenate(self.row), np.concatenate(self.column)))
        matrix = csr_array(coo_array(entries, shape=(self.count, columns)))
        return LinearConstraint(matrix, np.concatenate(self.low), np.concatenate(self.high))


class Programme:
    """One programme over some options. Columns: options, then `open` of ruled groups, then `relieved` of lone ones."""

    def __init__(self, problem: Problem, options: Options, required: NDArray[np.bool_] | None = None) -> None:
        """required: (people) marks those who must be placed; then nobody else may be."""
        self.problem = problem
        self.options = options if required is None else options.kept(required[options.person])
        self.required = required
        self.size = len(self.options.person)
        self.group = problem.slot_group[self.options.slot]
        self.ruled = np.unique(self.group[problem.ruled[self.group]])
        self.lone = np.unique(self.group[problem.relief[self.group]])
        self.columns = self.size + len(self.ruled) + len(self.lone)
        self.rows = Rows()
        self._people()
        self._counts()
        self._groups()
        self._together()

    def _sums(self, key: Index, low: Floats, high: Floats) -> None:
        """One row for each number `key` takes on: the sum of its options."""
        kinds, row = np.unique(key, return_inverse=True)
        self.rows.add(row.reshape(-1), np.arange(self.size), 1.0, low[kinds], high[kinds])

    def _people(self) -> None:
        people = len(self.options.start) - 1
        if self.required is None:
            low = np.zeros(people)
        else:
            low = self.required.astype(np.float64)
            if np.any(np.bincount(self.options.person, minlength=people)[self.required] == 0):
                raise Impossible
        self._sums(self.options.person, low, np.ones(people))

    def _counts(self) -> None:
        slots, room = self.problem.screens.slots, self.problem.room
        self._sums(self.options.slot, np.zeros(len(slots.count)), slots.count.astype(np.float64))
        self._sums(slots.team[self.options.slot], np.zeros(len(room)), np.maximum(room, 0).astype(np.float64))

    def _groups(self) -> None:
        problem, one = self.problem, np.arange(self.size)
        groups = len(problem.have)
        least = np.where(problem.must, problem.need, 0).astype(np.float64)
        if np.any(problem.must):
            reached = np.bincount(self.group, minlength=groups)
            if np.any(problem.must & (reached == 0)):
                raise Impossible
            self._sums(self.group, least, np.full(groups, np.inf))
        opened = np.searchsorted(self.ruled, self.group)
        here = problem.ruled[self.group]
        if len(self.ruled):
            gate = self.size + np.arange(len(self.ruled))
            row = np.concatenate([opened[here], np.arange(len(self.ruled))])
            need = -problem.need[self.ruled].astype(np.float64)
            value = np.concatenate([np.ones(int(here.sum())), need])
            none, any_ = np.zeros(len(self.ruled)), np.full(len(self.ruled), np.inf)
            self.rows.add(row, np.concatenate([one[here], gate]), value, none, any_)
            key, place = np.unique(self.options.person[here] * groups + self.group[here], return_inverse=True)
            row = np.concatenate([place.reshape(-1), np.arange(len(key))])
            column = np.concatenate([one[here], self.size + np.searchsorted(self.ruled, key % groups)])
            value = np.concatenate([np.ones(int(here.sum())), -np.ones(len(key))])
            self.rows.add(row, column, value, np.full(len(key), -np.inf), np.zeros(len(key)))
        if len(self.lone):
            relieved = problem.relief[self.group]
            flag = self.size + len(self.ruled) + np.arange(len(self.lone))
            row = np.concatenate([np.searchsorted(self.lone, self.group[relieved]), np.arange(len(self.lone))])
            value = np.concatenate([np.ones(int(relieved.sum())), -np.ones(len(self.lone))])
            none, any_ = np.zeros(len(self.lone)), np.full(len(self.lone), np.inf)
            self.rows.add(row, np.concatenate([one[relieved], flag]), value, none, any_)

    def _together(self) -> None:
        """People of one set: as many of the next as of the one before in every team, a pinned one counting there."""
        problem = self.problem
        place = {one: number for number, one in enumerate(problem.person_ids)}
        team_of_option = problem.screens.slots.team[self.options.slot]
        for people in problem.inputs.together:
            members = [place[one] for one in people]
            for one, other in pairwise(members):
                here, there = self.options.person == one, self.options.person == other
                constant = np.zeros(len(problem.room))
                for person, sign in ((one, 1.0), (other, -1.0)):
                    if person in problem.pinned:
                        constant[problem_team(problem, problem.pinned[person])] += sign
                row = np.concatenate([team_of_option[here], team_of_option[there]])
                column = np.concatenate([np.flatnonzero(here), np.flatnonzero(there)])
                value = np.concatenate([np.ones(int(here.sum())), -np.ones(int(there.sum()))])
                used = np.unique(np.concatenate([row, np.flatnonzero(constant)]))
                missing = np.setdiff1d(np.flatnonzero(constant), row)
                if len(missing):
                    raise Impossible
                self.rows.add(np.searchsorted(used, row), column, value, -constant[used], -constant[used])

    def minimise(self, cost: Floats, relief: float = 0.0) -> tuple[Index, float]:
        """The best options (indices) and the value. `relief` is what one relieved lone peer costs (negative: gains)."""
        if not self.size:
            return np.zeros(0, dtype=np.int64), 0.0
        price = np.concatenate([cost, np.zeros(len(self.ruled)), np.full(len(self.lone), relief)])
        found = milp(
            price,
            integrality=np.ones(self.columns),
            bounds=Bounds(0, 1),
            constraints=self.rows.constraint(self.columns),
            options={"mip_rel_gap": 0.0, "node_limit": NODE_LIMIT},
        )
        if found.status == 2:
            raise Impossible
        chosen = None if found.x is None else np.flatnonzero(found.x[: self.size] > 0.5)
        if found.status != 0 or chosen is None:
            raise OutOfWork(float(found.mip_dual_bound or -np.inf), chosen)
        return chosen, float(found.fun)

    def hold(self, cost: Floats, most: float, relief: float = 0.0) -> None:
        """From now on the cost may not exceed `most`."""
        used = np.flatnonzero(cost)
        flags = self.size + len(self.ruled) + np.arange(len(self.lone) if relief else 0)
        column = np.concatenate([used, flags])
        value = np.concatenate([cost[used], np.full(len(flags), relief)])
        if len(column):
            self.rows.add(np.zeros(len(column), dtype=np.int64), column, value, np.array([-np.inf]), np.array([most]))


def problem_team(problem: Problem, post: int) -> int:
    """The team of a post, both as numbers of the problem."""
    team_id = str(problem.inputs.posts.team_id[problem.posts[post]])
    return problem.team_ids.index(team_id)


def placed_set(problem: Problem, options: Options) -> tuple[NDArray[np.bool_], float]:
    """Objectives 1 and 2: who is placed (people), and the value of objective 1. Raises Impossible, OutOfWork."""
    people = len(problem.person_ids)
    programme = Programme(problem, options)
    if exchangeable(problem):
        chosen, _ = programme.minimise(-(people - options.person).astype(np.float64))
        return _marked(options, chosen, people), float(len(chosen))
    gain = -_gain(problem, programme.options)
    chosen, value = programme.minimise(gain)
    programme.hold(gain, round(value))
    placed = _marked(options, chosen, people)
    candidates = np.unique(options.person)
    for first in range(0, len(candidates), PEOPLE_A_STEP):
        step = candidates[first : first + PEOPLE_A_STEP]
        weight = np.zeros(people)
        weight[step] = 2.0 ** np.arange(len(step) - 1, -1, -1)
        cost = -weight[programme.options.person]
        chosen, value = programme.minimise(cost)
        placed = _marked(options, chosen, people)
        programme.hold(cost, round(value))
    return placed, -round(float(gain[chosen].sum()))


def exchangeable(problem: Problem) -> bool:
    """Most placed and longest waiting first cannot conflict: one weighing of people gives both (a delta-matroid)."""
    rules = problem.inputs.rules
    return rules.never_alone <= 2 and rules.objective == "people" and not problem.inputs.together


def _gain(problem: Problem, options: Options) -> Floats:
    if problem.inputs.rules.objective == "people":
        return np.ones(len(options.person))
    return hours_of(problem, options)


def hours_of(problem: Problem, options: Options) -> Floats:
    """The hours of each option in ten-thousandths, whole numbers."""
    first = np.array([posts[0] for posts in problem.screens.slots.posts], dtype=np.int64)
    hours = problem.inputs.posts.hours[problem.posts[first[options.slot]]]
    return np.rint(hours * HOURS_UNIT)


def _marked(options: Options, chosen: Index, people: int) -> NDArray[np.bool_]:
    placed = np.zeros(people, dtype=np.bool_)
    placed[options.person[chosen]] = True
    return placed


def best_for(problem: Problem, options: Options, placed: NDArray[np.bool_], value: float) -> Index:
    """The moved, relief, wishes and metres objectives for a fixed set: the slot of each person, -1 for nobody."""
    programme = Programme(problem, options, placed)
    chosen_slot = np.full(len(placed), -1, dtype=np.int64)
    own = programme.options
    if problem.inputs.rules.objective == "hours":
        programme.hold(-hours_of(problem, own), -value)
    chosen = np.zeros(0, dtype=np.int64)
    stages = ((own.moved, 0.0), (np.zeros(len(own.moved)), -1.0), (own.wish, 0.0), (own.metres, 0.0))
    for cost, relief in stages:
        if relief and not len(programme.lone):
            continue
        price = np.asarray(cost, dtype=np.float64)
        if not relief and not np.any(price):
            continue
        chosen, best = programme.minimise(price, relief)
        programme.hold(price, round(best), relief)
    if not len(chosen):
        chosen, _ = programme.minimise(np.zeros(programme.size))
    chosen_slot[own.person[chosen]] = own.slot[chosen]
    return chosen_slot
