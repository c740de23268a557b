"""The changes that follow from a plan by argument, for everybody at once and without solving again.

If one slot more were open to a person, and a chain of moves from it ends in an open place or with somebody who has
waited less, a better plan with this person exists, while the plans without them are the same as before. A change that
others may profit from is only certain for the one who has waited longest of those not placed."""

from __future__ import annotations

import numpy as np

from alongside.engines.placement import exact
from alongside.engines.placement.changes import Outlook
from alongside.engines.placement.outcome import Change
from alongside.engines.placement.screens import Index, Mask
from alongside.engines.placement.standing import Standing


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

    def of(self, people: Index, row: Index, slot: Index, mask: Mask) -> list[tuple[Change, ...]]:
        """(people) the changes of each. row, slot, mask: where just one rule is in the way, and which."""
        found: list[list[Change]] = [[] for _ in range(len(people))]
        if not self.known:
            return [() for _ in found]
        helps = self.reach[slot] > people[row]
        row, slot, mask = row[helps], slot[helps], mask[helps]
        if self.first in people:
            found[int(np.flatnonzero(people == self.first)[0])] += self._for_the_first()
        for _, bit, listed in self.outlook.personal():
            here = np.flatnonzero(mask == bit)
            begins = np.flatnonzero(np.diff(row[here], prepend=-1))
            for one in np.split(here, begins[1:]):
                if len(one):
                    number = int(row[one[0]])
                    found[number] += listed(int(people[number]), slot[one])[:1]
        return [tuple(changes) for changes in found]

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
    mine = standing.slot[options.person] >= 0
    person, target = options.person[mine], options.slot[mine]
    waiting = standing.vacant & standing.full
    while True:
        before = reach.copy()
        np.maximum.at(reach, standing.slot[person], reach[target])
        best = np.full(len(problem.room), -1, dtype=np.int64)
        np.maximum.at(best, slots.team[held], reach[held])
        reach[waiting] = np.maximum(reach[waiting], best[slots.team[waiting]])
        if np.array_equal(before, reach):
            return reach
