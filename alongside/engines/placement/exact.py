"""The whole problem as a mixed-integer programme, objective by objective, solved by the HiGHS that comes with scipy.

Only the groups that open need whole numbers: with the open ones decided the rest is a network. `x <= open` for each
person and group beside `sum x >= need * open` is what makes the relaxation so tight that HiGHS rarely branches."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array

from alongside.engines.placement import columns
from alongside.engines.placement.columns import Impossible, Master, OutOfWork
from alongside.engines.placement.problem import Options, Problem
from alongside.engines.placement.screens import Index

Floats = NDArray[np.float64]
PEOPLE_A_STEP = 16
HOURS_UNIT = 10_000
FEW_COLUMNS = 12_000
WEIGHT_OF_RELIEF = 50.0
WEIGHT_OF_A_MOVE = 2_500.0
WEIGHT_OF_A_PERSON = 100_000.0

__all__ = ["Impossible", "OutOfWork", "Programme", "best_for", "exchangeable", "hours_of", "placed_set", "problem_team"]


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

    def matrix(self, columns: int) -> csc_array:
        """All rows as one matrix."""
        entries = (np.concatenate(self.value), (np.concatenate(self.row), np.concatenate(self.column)))
        return csc_array(coo_array(entries, shape=(self.count, columns)))


class Programme:
    """One programme over some options.

    Columns: options, then `open` of ruled groups, `relieved` of lone ones, and `left out` of people."""

    def __init__(
        self,
        problem: Problem,
        options: Options,
        required: NDArray[np.bool_] | None = None,
        preference: Floats | None = None,
    ) -> None:
        """required: (people) marks those who must be placed, if at all possible; then nobody else may be.

        preference: (options) what to look at first, the smaller the earlier."""
        keep = np.ones(len(options.person), dtype=np.bool_) if required is None else required[options.person]
        self.problem = problem
        self.options = options.kept(keep)
        self.size = len(self.options.person)
        self.group = problem.slot_group[self.options.slot]
        self.ruled = np.unique(self.group[problem.ruled[self.group]])
        self.lone = np.unique(self.group[problem.relief[self.group]])
        self.people = np.unique(self.options.person) if required is None else np.flatnonzero(required)
        self.columns = self.size + len(self.ruled) + len(self.lone) + len(self.people)
        self.preference = np.zeros(self.size) if preference is None else preference[keep].astype(np.float64)
        self.alive = np.ones(self.columns, dtype=np.bool_)
        self.good = self.alive.copy()
        self.known = np.zeros(self.columns, dtype=np.bool_)
        self.known[self.columns - len(self.people) :] = True
        self.known[: self.size] = problem.must[self.group]
        self.solved, self.proved = False, True
        self.bound = -np.inf
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
        left_out = self.columns - len(self.people) + np.arange(len(self.people))
        row = np.concatenate([np.searchsorted(self.people, self.options.person), np.arange(len(self.people))])
        one = np.ones(len(self.people))
        self.rows.add(row, np.concatenate([np.arange(self.size), left_out]), 1.0, one, one)

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

    def minimise(self, cost: Floats, relief: float = 0.0, left_out: Floats | None = None) -> tuple[Index, float]:
        """The best options (indices) and the value; all costs are whole numbers. Not `proved` if work ran out.

        relief: what a relieved lone peer costs (negative: gains); left_out: (people here) what each left out costs."""
        price = self._price(cost, relief, left_out)
        master = Master(
            matrix=self.rows.matrix(self.columns),
            low=np.concatenate(self.rows.low),
            high=np.concatenate(self.rows.high),
            size=self.size,
            key=self.options.person,
            preference=self.preference,
        )
        before = self.known.astype(np.float64) if self.solved else None
        try:
            if int(self.alive[: self.size].sum()) <= FEW_COLUMNS or self.problem.inputs.together:
                chosen, value = columns.whole(master, price, self.alive)
            else:
                chosen, value, self.good = columns.best(master, price, self.alive, self.known)
        except OutOfWork as stop:
            best = before if stop.chosen is None else stop.chosen
            if best is None:
                raise
            chosen, value, self.proved = best, float(price @ best), False
            self.bound = max(self.bound, stop.bound)
        self.known, self.solved = chosen > 0.5, True
        return np.flatnonzero(chosen[: self.size] > 0.5), value

    def hold(self, cost: Floats, most: float, relief: float = 0.0, left_out: Floats | None = None) -> None:
        """From now on the cost may not exceed `most`, the least that `minimise` has just found for it."""
        self.alive &= self.good
        price = self._price(cost, relief, left_out)
        used = np.flatnonzero(price)
        if len(used):
            self.rows.add(
                np.zeros(len(used), dtype=np.int64), used, price[used], np.array([-np.inf]), np.array([float(most)])
            )

    def nobody_left_out(self) -> None:
        """From now on everybody of this programme must be placed, as the last solution shows can be done."""
        self.alive[self.columns - len(self.people) :] = False

    def _price(self, cost: Floats, relief: float, left_out: Floats | None) -> Floats:
        left = np.zeros(len(self.people)) if left_out is None else left_out
        return np.concatenate([cost, np.zeros(len(self.ruled)), np.full(len(self.lone), relief), left])


def problem_team(problem: Problem, post: int) -> int:
    """The team of a post, both as numbers of the problem."""
    team_id = str(problem.inputs.posts.team_id[problem.posts[post]])
    return problem.team_ids.index(team_id)


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
