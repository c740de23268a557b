"""One programme: a column for each option, a row for each rule, and costs made least one after the other.

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
from alongside.engines.placement.problem import Options, Problem, team_of_post
from alongside.engines.placement.screens import Index

Floats = NDArray[np.float64]
FEW_COLUMNS = 12_000


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
        for people in sorted(sorted(some) for some in problem.inputs.together):
            members = [place[one] for one in people]
            for one, other in pairwise(members):
                here, there = self.options.person == one, self.options.person == other
                constant = np.zeros(len(problem.room))
                for person, sign in ((one, 1.0), (other, -1.0)):
                    if person in problem.pinned:
                        constant[team_of_post(problem, problem.pinned[person])] += sign
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
