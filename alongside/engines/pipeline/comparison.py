"""Which choice is better, future by future: every choice meets the same chances, and differences are taken in pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from alongside.engines.pipeline.documents import Document, digest
from alongside.engines.pipeline.forecast import (
    ENGINE_VERSION,
    TOTALS,
    Outcome,
    Progress,
    cost_of,
    outcome,
    totals_of,
)
from alongside.engines.pipeline.programme import Policy, State, Weights
from alongside.engines.pipeline.rates import Rates

MEASURES = ("in_time", "starts", "gave_up", "late", "weeks_waited", "empty_post_weeks", "course_places", "cost")
"""What a comparison shows; more is better for the first two, less for the others."""
MORE_IS_BETTER = ("in_time", "starts")


@dataclass(frozen=True)
class Difference(Document):
    """A choice less the first choice, in one measure: the mean, its 95 % interval, and how often the choice is better.

    `better` and `same` are shares of the futures. `spread_saved` is how many times smaller the variance of the
    difference is than it would be in unpaired futures (0 when the two never differ).
    """

    measure: str
    mean: float
    low: float
    high: float
    better: float
    same: float
    spread_saved: float


@dataclass(frozen=True)
class Choice(Document):
    """One row of the table: what was chosen, what comes of it, and how that differs from the first row."""

    label: str
    in_words: str
    on_time: float | None
    outcomes: tuple[Outcome, ...]
    differences: tuple[Difference, ...]

    def outcome(self, measure: str) -> Outcome:
        """One of MEASURES."""
        return self.outcomes[MEASURES.index(measure)]

    def difference(self, measure: str) -> Difference:
        """One of MEASURES, against the first row."""
        return self.differences[MEASURES.index(measure)]


@dataclass(frozen=True)
class Comparison(Document):
    """Choices side by side, over the same futures. `cheapest` has the least mean cost under these weights."""

    as_of: date
    weeks: int
    seed: int
    replications: int
    weights: Weights
    choices: tuple[Choice, ...]
    cheapest: str
    inputs_digest: str
    engine_version: str = ENGINE_VERSION

    def choice(self, label: str) -> Choice:
        """The row with this label; KeyError if there is none."""
        for choice in self.choices:
            if choice.label == label:
                return choice
        raise KeyError(label)


@dataclass(frozen=True)
class Case:
    """One choice to be simulated: what differs may be the policy, the rates, or the state."""

    label: str
    state: State
    rates: Rates
    policy: Policy


def compare(
    state: State,
    rates: Rates,
    policies: Mapping[str, Policy] | Sequence[Policy],
    *,
    weights: Weights | None = None,
    weeks: int = 260,
    seed: int = 0,
    first_replication: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """Every policy against the first one, over the same futures. ValueError for fewer than one policy."""
    named = policies if isinstance(policies, Mapping) else {policy.in_words(): policy for policy in policies}
    if len(named) != len(policies):
        raise ValueError("policies: two are the same")
    cases = [Case(label, state, rates, policy) for label, policy in named.items()]
    return compare_cases(
        cases, weights=weights, weeks=weeks, seed=seed, first_replication=first_replication, progress=progress
    )


def compare_cases(
    cases: Sequence[Case],
    *,
    weights: Weights | None = None,
    weeks: int = 260,
    seed: int = 0,
    first_replication: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """Every case against the first one, over the same futures. ValueError if there is none, or their rates differ
    in number."""
    if not cases or len({len(case.rates) for case in cases}) != 1:
        raise ValueError("policies: at least one choice, and the same number of replications in each")
    if weights is not None and not isinstance(weights, Weights):
        raise ValueError(f"weights: Weights are needed, not {weights!r}")
    weights = weights or Weights()
    choices: list[Choice] = []
    first: NDArray[np.float64] | None = None
    for done, case in enumerate(cases):
        totals = totals_of(
            case.state, case.rates, case.policy, weeks=weeks, seed=seed, first_replication=first_replication
        )
        values = _measures(totals, weights)
        first = values if first is None else first
        choices.append(_choice(case, totals, values, first))
        if progress is not None:
            progress(done + 1, len(cases))
    inputs = [(c.label, digest(c.state, c.rates.digest(), c.policy)) for c in cases]
    return Comparison(
        as_of=cases[0].state.as_of,
        weeks=weeks,
        seed=seed,
        replications=len(cases[0].rates),
        weights=weights,
        choices=tuple(choices),
        cheapest=min(choices, key=lambda c: c.outcome("cost").mean).label,
        inputs_digest=digest(inputs, weights, weeks, seed, first_replication, ENGINE_VERSION),
    )


def next_decision(
    state: State,
    rates: Rates,
    habit: Policy,
    *,
    places: Sequence[int] = (8, 12, 16),
    starts: Sequence[tuple[int, str]] = ((0, "now"), (4, "in a month"), (13, "in a quarter")),
    follow_on: int = 26,
    weights: Weights | None = None,
    weeks: int = 104,
    seed: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """No course, or one of so many places now, in a month, in a quarter: what comes of each.

    From week `follow_on` on every choice goes on with today's `habit`, so that only the decision itself differs.
    """
    later = None if habit.kind in ("no training", "calendar") else habit
    cases = [Case("No course", state, rates, Policy.calendar((), then=later, from_week=follow_on))]
    for week, when in starts:
        for size in places:
            policy = Policy.calendar(((week, size),), then=later, from_week=follow_on)
            cases.append(Case(f"{size} {when}", state, rates, policy))
    return compare_cases(cases, weights=weights, weeks=weeks, seed=seed, progress=progress)


def drivers(
    state: State,
    rates: Rates,
    policy: Policy,
    *,
    check_weeks: float = 6.0,
    weights: Weights | None = None,
    weeks: int = 260,
    seed: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """What drives the wait: the same policy without freezes, with quick checks, and without the limits on training."""
    thawed = replace(state, frozen=False)
    unlimited = replace(state, trainees_per_educator=100_000, smallest_course=1)
    quick = rates.with_checks_of(check_weeks)
    cases = [
        Case("As things are", state, rates, policy),
        Case("Without freezes", thawed, rates.without_freezes(), policy),
        Case(f"Checks take {check_weeks:g} weeks", state, quick, policy),
        Case("Without checks", state, rates.with_checks_of(0), policy),
        Case("Without limits on training", unlimited, rates, policy),
        Case(f"Without freezes, checks take {check_weeks:g} weeks", thawed, quick.without_freezes(), policy),
    ]
    return compare_cases(cases, weights=weights, weeks=weeks, seed=seed, progress=progress)


def _measures(totals: NDArray[np.int32], weights: Weights) -> NDArray[np.float64]:
    """float64 (R, len(MEASURES))."""
    columns = [totals[:, TOTALS.index(name)].astype(np.float64) for name in MEASURES[:-1]]
    return np.stack([*columns, cost_of(totals, weights)], axis=1)


def _choice(case: Case, totals: NDArray[np.int32], values: NDArray[np.float64], first: NDArray[np.float64]) -> Choice:
    eligible = int(totals[:, TOTALS.index("eligible")].sum())
    on_time = int(totals[:, TOTALS.index("on_time")].sum())
    return Choice(
        label=case.label,
        in_words=case.policy.in_words(),
        on_time=on_time / eligible if eligible else None,
        outcomes=tuple(outcome(name, values[:, k]) for k, name in enumerate(MEASURES)),
        differences=tuple(_difference(name, values[:, k], first[:, k]) for k, name in enumerate(MEASURES)),
    )


def _difference(measure: str, values: NDArray[np.float64], first: NDArray[np.float64]) -> Difference:
    gap = values - first
    variance = float(gap.var(ddof=1)) if len(gap) > 1 else 0.0
    half = 1.96 * (variance / len(gap)) ** 0.5
    apart = float(values.var(ddof=1) + first.var(ddof=1)) if len(gap) > 1 else 0.0
    wins = gap > 0 if measure in MORE_IS_BETTER else gap < 0
    return Difference(
        measure=measure,
        mean=float(gap.mean()),
        low=float(gap.mean()) - half,
        high=float(gap.mean()) + half,
        better=float(wins.mean()),
        same=float((gap == 0).mean()),
        spread_saved=apart / variance if variance > 0 else 0.0,
    )
