"""Where everything stands once a plan is made."""

from __future__ import annotations

import numpy as np

from alongside.engines.placement.problem import Problem
from alongside.engines.placement.screens import BIT, Index, Mask


class Standing:
    """Where everything stands once the plan is made: what is filled, which teams are full, which groups are empty."""

    def __init__(self, problem: Problem, slot: Index) -> None:
        slots = problem.screens.slots
        self.problem = problem
        self.slot = slot
        chosen = slot[slot >= 0]
        self.filled = np.bincount(chosen, minlength=len(slots.count))
        self.in_team = np.bincount(slots.team[chosen], minlength=len(problem.room))
        self.in_group = np.bincount(problem.slot_group[chosen], minlength=len(problem.have))
        self.vacant = self.filled < slots.count
        self.full = (self.in_team >= problem.room)[slots.team]
        self.alone = (problem.ruled & (self.in_group == 0))[problem.slot_group]

    def in_the_way(self) -> Mask:
        """(slots) beside the rules of the pair itself: what keeps one more person out of each."""
        found = np.where(self.filled > 0, BIT["outranked"], np.uint16(0))
        found |= np.where(self.vacant & self.full, BIT["capacity"], np.uint16(0))
        found |= np.where(self.vacant & ~self.full & self.alone, BIT["alone"], np.uint16(0))
        pinned = (self.filled == 0) & ~self.vacant
        return np.where(pinned, BIT["outranked"], found)
