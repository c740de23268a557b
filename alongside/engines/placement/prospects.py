"""The changes that follow from a plan by argument, for everybody at once and without solving again.

If one slot more were open to a person, and a chain of moves from it ends in an open place or with somebody who has
waited less, a better plan with this person exists, while the plans without them are the same as before. A change that
others may profit from is only certain for the one who has waited longest of those not placed."""

from __future__ import annotations

import numpy as np

from alongside.engines.placement import exact
from alongside.engines.placement.changes import Outlook
from alongside.engines.placement.outcome import Change
from alongside.engines.placement.problem import NOBODY, ROWS_AT_ONCE
from alongside.engines.placement.screens import BIT, CODES, Index, Mask
from alongside.engines.placement.standing import Standing

PERSONAL = np.zeros(1 << len(CODES), dtype=np.bool_)
PERSONAL[[int(BIT[code]) for code in ("distance", "hours", "setting", "dbs", "vetting")]] = True


class Prospects:
    """Which changes would place the people left over."""

    def __init__(self, standing: Standing, people: Index) -> None:
        self.standing = standing
        rules = standing.problem.inputs.rules
        self.known = len(people) > 0 and rules.objective == "people" and not standing.problem.inputs.together
        if self.known:
            self.outlook = Outlook(standing.problem)
            self.reach = chains(standing)
            self.first = int(people.min()) if exact.exchangeable(standing.problem) else -1

    def of(self, people: Index) -> list[tuple[Change, ...]]:
        """(people) the changes of each; people in waiting order."""
        found: list[list[Change]] = [[] for _ in range(len(people))]
        if not self.known:
            return [() for _ in found]
        row, slot, mask = self._one_rule_in_the_way(people)
        if self.first in people:
            found[int(np.flatnonzero(people == self.first)[0])] += self._for_the_first()
        for step in self.outlook.personal():
            here = np.flatnonzero(mask == step.bit)
            if not len(here):
                continue
            rows, slots = row[here], slot[here]
            order, _ = step.first(rows, people[rows], slots)
            smallest = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
            for number, where in zip(rows[smallest].tolist(), slots[smallest].tolist(), strict=True):
                found[number].append(step.change(int(people[number]), where))
        return [tuple(changes) for changes in found]

    def _one_rule_in_the_way(self, people: Index) -> tuple[Index, Index, Mask]:
        """Rows of people, slots and masks, where just one rule keeps somebody from a slot that would place them."""
        screens = self.standing.problem.screens
        rows, slots, masks = [NOBODY], [NOBODY], [np.zeros(0, dtype=np.uint16)]
        for first in range(0, len(people), ROWS_AT_ONCE):
            some = people[first : first + ROWS_AT_ONCE]
            near = np.flatnonzero(self.reach > some.min())
            mask = screens.masks(some, near)
            helps = PERSONAL[mask] & (self.reach[near] > some[:, None])
            row, place = np.divmod(np.flatnonzero(helps), max(1, len(near)))
            rows.append(row + first)
            slots.append(near[place])
            masks.append(mask[row, place])
        return np.concatenate(rows), np.concatenate(slots), np.concatenate(masks)

    def _for_the_first(self) -> list[Change]:
        standing, person = self.standing, self.first
        mask = standing.problem.screens.masks(np.array([person]))[0]
        found: list[Change] = []
        for label, here, listed in self.outlook.shared(mask):
            certain = here & ~standing.alone if label == "one_more_post" else here & (self.reach > person)
            found += listed(person, np.flatnonzero(certain))[:1]
        return found


def chains(standing: Standing) -> Index:
    """(slots) the shortest-waiting person whom a chain of moves from this slot could displace.

    One more than the last person where a chain ends in an open place; -1 where there is no chain."""
    problem = standing.problem
    options, slots = problem.options, problem.screens.slots
    nobody = len(problem.person_ids)
    open_slot = standing.vacant & ~standing.full & ~standing.alone
    reach = np.where(open_slot, nobody, -1).astype(np.int64)
    holders = np.flatnonzero(standing.slot >= 0)
    held = standing.slot[holders]
    np.maximum.at(reach, held, holders)
    if not len(holders):
        return reach
    target = options.slot[standing.slot[options.person] >= 0]
    begins = np.cumsum(np.concatenate([[0], np.diff(options.start)[holders]]))[:-1]
    waiting = standing.vacant & standing.full
    while True:
        before = reach.copy()
        np.maximum.at(reach, held, np.maximum.reduceat(reach[target], begins))
        best = np.full(len(problem.room), -1, dtype=np.int64)
        np.maximum.at(best, slots.team[held], reach[held])
        reach[waiting] = np.maximum(reach[waiting], best[slots.team[waiting]])
        if np.array_equal(before, reach):
            return reach
