"""From a problem to the best slots: the ladder, cheapest rung first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.engines.placement import exact
from alongside.engines.placement.problem import Problem
from alongside.engines.placement.screens import Index


@dataclass(frozen=True, eq=False)
class Solution:
    """slot: (people) the slot of each, -1 for nobody or pinned. bound: of objective 1, people not pinned."""

    slot: Index
    bound: float
    proved: bool
    proved_by: str


def solve(problem: Problem) -> Solution:
    """The best slots for everybody who is not pinned. Raises Impossible if the pins cannot be kept."""
    placed, value = exact.placed_set(problem, problem.options)
    slot = exact.best_for(problem, problem.options, placed, value)
    return Solution(slot, value, True, "mip")


def placed(problem: Problem) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Only objectives 1 and 2: who is placed, pinned people not counted."""
    return exact.placed_set(problem, problem.options)[0]
