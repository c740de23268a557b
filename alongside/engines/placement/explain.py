"""The smallest changes for one person, found by solving the whole plan again with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alongside.engines.placement.changes import Outlook, with_change
from alongside.engines.placement.columns import Impossible, OutOfWork
from alongside.engines.placement.inputs import Inputs
from alongside.engines.placement.outcome import Change, Plan
from alongside.engines.placement.problem import built
from alongside.engines.placement.screens import Mask
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
        for step in self.outlook.personal():
            options = self.outlook.listed(step, self.person, np.flatnonzero(self.mask == step.bit))
            if step.label in ("other_hours", "other_setting"):
                found += self._first_that_work(options)
            else:
                found += self._smallest_step(options)
        return tuple(replace(change, checked=True) for change in found)

    def works(self, change: Change) -> bool:
        """Whether the person would be placed."""
        problem = built(with_change(self.inputs, self.person_id, change))
        try:
            return bool(placed(problem)[problem.person_ids.index(self.person_id)])
        except (Impossible, OutOfWork):
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
