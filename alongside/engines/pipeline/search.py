"""`improve`: the best look-at-the-queue rule and the best calendar that a bounded search finds, and what they save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from alongside.engines.pipeline.documents import whole
from alongside.engines.pipeline.forecast import Progress, cost_of, totals_of
from alongside.engines.pipeline.programme import Policy, Search, State, Weights
from alongside.engines.pipeline.rates import Rates

UP_TO = (6, 8, 10, 12, 14, 16, 20, 24, 30, 40)
BELOW = (1, 2, 3, 4, 6, 8, 10, 13, 16, 20)
SIZES = (8, 12, 16)
GAPS = (13, 20, 26, 39, 52, 78)
BUDGET = 100_000
"""At most this many simulated futures, habit and check included."""


@dataclass
class _Bench:
    """Costs of policies over the futures set aside for the search; counts what it spends."""

    state: State
    rates: Rates
    weights: Weights
    weeks: int
    seed: int
    progress: Progress | None
    spent: int = 0
    seen: dict[tuple[Policy, int], float] = field(default_factory=dict)

    def costs(self, policy: Policy, rates: Rates, first: int) -> NDArray[np.float64]:
        totals = totals_of(self.state, rates, policy, weeks=self.weeks, seed=self.seed, first_replication=first)
        self.spent += len(rates)
        if self.progress is not None:
            self.progress(min(self.spent, BUDGET), BUDGET)
        return cost_of(totals, self.weights)

    def mean(self, policy: Policy, futures: int) -> float:
        futures = min(futures, len(self.rates))
        if (policy, futures) not in self.seen:
            self.seen[policy, futures] = float(self.costs(policy, self.rates.part(0, futures), 0).mean())
        return self.seen[policy, futures]

    def best(self, policies: Sequence[Policy], rounds: Sequence[tuple[int, int]]) -> Policy:
        """Successive halving: (futures, how many survive) in each round; ties go to the earlier policy."""
        left = list(policies)
        for futures, survivors in rounds:
            left = sorted(left, key=lambda policy: self.mean(policy, futures))[:survivors]
        return left[0]


def improve(
    state: State,
    rates: Rates,
    weights: Weights | None = None,
    *,
    habit: Policy | None = None,
    weeks: int = 260,
    seed: int = 0,
    check: int = 4_000,
    progress: Progress | None = None,
) -> Policy:
    """The cheapest policy found under these weights; `.search` has the best of each kind and what each saves.

    `habit` (12 every 26 weeks unless told) is what the savings are measured against. The first half of the rates serves
    the search, the second half the check, so that nothing is praised for luck. Where no course is
    best, the calendar found is "no course". Never more than BUDGET futures. ValueError with fewer than 200
    replications.
    """
    whole("check", check, 2)
    if len(rates) < 200:
        raise ValueError("rates: at least 200 replications: half to search, half to check")
    habit = habit or Policy.fixed(12, 26)
    half = len(rates) // 2
    bench = _Bench(state, rates.part(0, half), weights or Weights(), weeks, seed, progress)
    stock = _best_base_stock(bench)
    calendar = _best_calendar(bench)
    fresh = rates.part(half, min(len(rates), half + check))
    costs = {policy: bench.costs(policy, fresh, half) for policy in (habit, stock, calendar)}
    search = Search(
        base_stock=stock,
        calendar=calendar,
        habit=habit,
        habit_cost=float(costs[habit].mean()),
        base_stock_saving=_saving(costs[habit], costs[stock]),
        calendar_saving=_saving(costs[habit], costs[calendar]),
        replications=bench.spent,
    )
    best = min((stock, calendar), key=lambda policy: float(costs[policy].mean()))
    return replace(best, search=search)


def _best_base_stock(bench: _Bench) -> Policy:
    smallest = bench.state.smallest_course
    grid = [Policy.base_stock(up, low) for up in UP_TO for low in BELOW if up - low + 1 >= smallest]
    best = bench.best(grid, ((100, 16), (400, 6), (1_000, 1)))
    near = [
        Policy.base_stock(best.up_to + up, best.below + low)
        for up in (0, -1, 1, -2, 2)
        for low in (0, -1, 1)
        if best.below + low >= 1 and best.up_to + up - best.below - low + 1 >= smallest
    ]
    return bench.best(near, ((1_000, 1),))


def _best_calendar(bench: _Bench) -> Policy:
    """The best regular calendar, then one slot at a time: another size, or none, while that is cheaper."""
    regular = [Policy.no_training()]
    for gap in GAPS:
        for size in SIZES:
            weeks = range(0, bench.weeks, gap)
            regular.append(Policy.calendar([(_slot(week), size) for week in weeks]))
    best = bench.best(regular, ((150, 6), (600, 1)))
    for _ in range(2):
        before = best
        for week in range(0, bench.weeks, 13):
            now = dict(best.courses)
            tries = [best] + [_with(now, week, size) for size in (0, *SIZES) if size != now.get(week, 0)]
            best = bench.best(tries, ((200, 1),))
        if best == before:
            break
    return best


def _slot(week: int) -> int:
    return 13 * round(week / 13)


def _with(courses: dict[int, int], week: int, size: int) -> Policy:
    listed = [(w, n) for w, n in courses.items() if w != week] + ([(week, size)] if size else [])
    return Policy.calendar(listed) if listed else Policy.no_training()


def _saving(habit: NDArray[np.float64], policy: NDArray[np.float64]) -> tuple[float, float, float]:
    gap = habit - policy
    half = 1.96 * float(gap.std(ddof=1)) / len(gap) ** 0.5
    return float(gap.mean()), float(gap.mean()) - half, float(gap.mean()) + half
