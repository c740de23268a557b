"""The smallest changes for one person: those that follow from a plan by argument, and those found by solving again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alongside.engines.placement import exact
from alongside.engines.placement.changes import Outlook, with_change
from alongside.engines.placement.inputs import Inputs
from alongside.engines.placement.outcome import Change, Plan
from alongside.engines.placement.problem import built
from alongside.engines.placement.reasons import Standing
from alongside.engines.placement.screens import Index, Mask
from alongside.engines.placement.solve import placed

TRIES = 12
TOLD = 3


def explain(plan: Plan, person_id: str, *, inputs: Inputs | None = None) -> tuple[Change, ...]:
    """The smallest changes that would each by itself place this person, every one checked by solving again.

    For travel and clearances the smallest step; for hours, settings, teams and posts up to three, best liked first.
    inputs: what the plan was made from, where it was read from JSON. Raises KeyError for a person not in the plan,
    ValueError if the inputs are missing or are not those of the plan. A placed person needs none: an empty tuple."""
    inputs = inputs or plan.inputs
    if inputs is None or (inputs is not plan.inputs and inputs.digest() != plan.inputs_digest):
        raise ValueError("a plan can only be explained with the inputs it was made from")
    if any(one.person_id == person_id for one in plan.assignments):
        return ()
    if all(one.person_id != person_id for one in plan.unplaced):
        raise KeyError(person_id)
    return Explanation(inputs, person_id).changes()


class Explanation:
    """Looks for the changes of one person; every question is a whole plan solved again (who is placed)."""

    def __init__(self, inputs: Inputs, person_id: str) -> None:
        self.inputs, self.person_id = inputs, person_id
        self.problem = built(inputs)
        self.person = self.problem.person_ids.index(person_id)
        self.outlook = Outlook(self.problem)
        self.mask: Mask = self.problem.screens.masks(np.array([self.person]))[0]

    def changes(self) -> tuple[Change, ...]:
        """All that work, in the order of the codes."""
        found: list[Change] = []
        for _, here, listed in self.outlook.shared(self.mask):
            found += self._first_that_work(listed(self.person, np.flatnonzero(here)))
        for label, bit, listed_for in self.outlook.personal():
            options = listed_for(self.person, np.flatnonzero(self.mask == bit))
            if label in ("other_hours", "other_setting"):
                found += self._first_that_work(options)
            else:
                found += self._smallest_step(options)
        return tuple(replace(change, checked=True) for change in found)

    def works(self, change: Change) -> bool:
        """Whether the person would be placed."""
        problem = built(with_change(self.inputs, self.person_id, change))
        try:
            return bool(placed(problem)[problem.person_ids.index(self.person_id)])
        except (exact.Impossible, exact.OutOfWork):
            return False

    def _first_that_work(self, options: Sequence[Change]) -> list[Change]:
        found: list[Change] = []
        for change in options[:TRIES]:
            if len(found) < TOLD and self.works(change):
                found.append(change)
        return found

    def _smallest_step(self, options: Sequence[Change]) -> list[Change]:
        """The first that works of options that widen step by step: if one works every later one does."""
        if not options or not self.works(options[-1]):
            return []
        low, high = 0, len(options) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.works(options[middle]) else (middle + 1, high)
        return [options[low]]


def following(standing: Standing, people: Index) -> dict[int, tuple[Change, ...]]:
    """Changes for many people at once that follow from the plan without solving again.

    If one slot more were open to a person, and a chain of moves from it ends in an open place or with somebody who has
    waited less, a better plan with this person exists, while the plans without them are the same as before. A change
    that others may profit from is only certain for the one who has waited longest of those not placed."""
    problem = standing.problem
    rules = problem.inputs.rules
    if not len(people) or rules.objective != "people" or problem.inputs.together:
        return {}
    outlook = Outlook(problem)
    reach = chains(standing)
    found: dict[int, list[Change]] = {int(person): [] for person in people}
    if exact.exchangeable(problem):
        _for_the_first(standing, outlook, reach, int(people.min()), found)
    for first in range(0, len(people), 256):
        rows = people[first : first + 256]
        masks = problem.screens.masks(rows)
        masks[reach[None, :] <= rows[:, None]] = 0
        for _, bit, listed in outlook.personal():
            hits = masks == bit
            for row in np.flatnonzero(hits.any(axis=1)).tolist():
                person = int(rows[row])
                found[person] += listed(person, np.flatnonzero(hits[row]))[:1]
    return {person: tuple(changes) for person, changes in found.items()}


def _for_the_first(
    standing: Standing, outlook: Outlook, reach: Index, person: int, found: dict[int, list[Change]]
) -> None:
    problem = standing.problem
    mask = problem.screens.masks(np.array([person]))[0]
    for label, here, listed in outlook.shared(mask):
        certain = here & (reach > person)
        if label == "one_more_post":
            certain = here & ~standing.alone
        found[person] += listed(person, np.flatnonzero(certain))[:1]


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
