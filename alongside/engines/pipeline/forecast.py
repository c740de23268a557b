"""What happens to a programme under one policy: `simulate` runs the kernel, `Forecast` says what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from alongside.engines.pipeline import kernel
from alongside.engines.pipeline.documents import Document, digest, whole
from alongside.engines.pipeline.programme import Policy, State, Weights
from alongside.engines.pipeline.rates import Rates

ENGINE_VERSION = "pipeline 1.0"
SERIES, TOTALS = kernel.SERIES, kernel.TOTALS
LEVELS = (0.10, 0.25, 0.50, 0.75, 0.90)
CHUNK = 1_000
MOST_WEEKS = 10_400
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Fan(Document):
    """One series over time: `low80 low50 middle high50 high80` are the 10, 25, 50, 75 and 90 % points of the futures.

    Each has weeks + 1 values: today, then the end of every week. A quantile is the least whole number that at
    least that share of the futures stays at or below (exact below 256, then to 1.6 %).
    """

    series: str
    low80: tuple[int, ...]
    low50: tuple[int, ...]
    middle: tuple[int, ...]
    high50: tuple[int, ...]
    high80: tuple[int, ...]
    mean: tuple[float, ...]


@dataclass(frozen=True)
class Outcome(Document):
    """One total over the whole horizon: its mean, the standard error of that mean, and the 10, 50 and 90 % points."""

    name: str
    mean: float
    error: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a forecast was made from; kept in memory only. totals (R, len(TOTALS)); counts (weeks + 1, series, bins)."""

    totals: NDArray[np.int32]
    counts: NDArray[np.int32]
    sums: NDArray[np.int64]
    on_time_weeks: int

    def column(self, name: str) -> NDArray[np.float64]:
        """float64 (R,): one total in every future."""
        return self.totals[:, TOTALS.index(name)].astype(np.float64)


@dataclass(frozen=True)
class Forecast(Document):
    """The futures of one policy. `on_time` is started within 26 weeks of qualifying / all who qualified at least
    26 weeks before the end (people who gave up count as not placed); `on_time_low/high` is where 80 % of the futures
    lie.

    `evidence` holds what each single future added up to; it is not written to JSON (the same call makes it again).
    """

    as_of: date
    policy: Policy
    weeks: int
    seed: int
    first_replication: int
    replications: int
    on_time_weeks: int
    on_time: float | None
    on_time_low: float | None
    on_time_high: float | None
    fans: tuple[Fan, ...]
    outcomes: tuple[Outcome, ...]
    inputs_digest: str
    engine_version: str = ENGINE_VERSION
    evidence: Evidence | None = field(default=None, compare=False, repr=False, metadata={"stored": False})

    def fan(self, series: str) -> Fan:
        """The fan of one of SERIES."""
        return self.fans[SERIES.index(series)]

    def outcome(self, name: str) -> Outcome:
        """One of TOTALS."""
        return self.outcomes[TOTALS.index(name)]

    def total(self, name: str) -> NDArray[np.float64]:
        """float64 (R,): one total in every future; ValueError for a forecast read from JSON."""
        if self.evidence is None:
            raise ValueError("this forecast was read from JSON: simulate again to see single futures")
        return self.evidence.column(name)

    def cost(self, weights: Weights) -> NDArray[np.float64]:
        """float64 (R,): the cost of every future in pounds."""
        if self.evidence is None:
            raise ValueError("this forecast was read from JSON: simulate again to see single futures")
        return cost_of(self.evidence.totals, weights)


def simulate(
    state: State,
    rates: Rates,
    policy: Policy,
    *,
    weeks: int = 260,
    seed: int = 0,
    first_replication: int = 0,
    threads: int = 1,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Forecast:
    """Simulate every replication of `rates` for `weeks` weeks under `policy`.

    Replication i of the rates is future number `first_replication + i`: the same seed and number meet the same chances
    under every policy, however the work is cut into chunks, threads or horizons. Memory grows by about 90 bytes a
    replication and 35 kB a week. ValueError if rates and state name different settings, or there is nothing to
    simulate.
    """
    _check(state, rates, policy, weeks, seed, first_replication)
    whole("threads", threads, 1)
    whole("chunk", chunk, 1)
    reps = len(rates)
    totals = np.zeros((reps, len(TOTALS)), dtype=np.int32)
    starts = list(range(0, reps, chunk))
    workers = max(1, min(threads, len(starts), os.cpu_count() or 1))
    done = [0]

    def work(worker: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        counts = np.zeros((weeks + 1, len(SERIES), kernel.BINS), dtype=np.int32)
        sums = np.zeros((weeks + 1, len(SERIES)), dtype=np.int64)
        nothing = np.zeros((0, 0, 0), dtype=np.int32)
        for start in starts[worker::workers]:
            stop = min(start + chunk, reps)
            _run(
                state,
                rates,
                policy,
                weeks,
                seed,
                first_replication,
                start,
                stop,
                totals,
                counts,
                sums,
                nothing,
            )
            done[0] += stop - start
            if progress is not None:
                progress(done[0], reps)
        return counts, sums

    if workers == 1:
        counts, sums = work(0)
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(work, range(workers)))
        counts, sums = parts[0]
        for more_counts, more_sums in parts[1:]:
            counts += more_counts
            sums += more_sums
    evidence = Evidence(totals, counts, sums, state.on_time_weeks)
    inputs = digest(state, rates.digest(), policy, weeks, seed, first_replication, ENGINE_VERSION)
    return summarise(evidence, state.as_of, policy, seed, first_replication, inputs)


def paths(
    state: State, rates: Rates, policy: Policy, *, weeks: int, seed: int = 0, first_replication: int = 0
) -> NDArray[np.int32]:
    """int32 (R, weeks + 1, len(SERIES)): every future in full, for a few thousand replications at most."""
    _check(state, rates, policy, weeks, seed, first_replication)
    totals = np.zeros((len(rates), len(TOTALS)), dtype=np.int32)
    out = np.zeros((len(rates), weeks + 1, len(SERIES)), dtype=np.int32)
    _run(state, rates, policy, weeks, seed, first_replication, 0, len(rates), totals, *_nothing(), out)
    return out


def totals_of(
    state: State, rates: Rates, policy: Policy, *, weeks: int, seed: int = 0, first_replication: int = 0
) -> NDArray[np.int32]:
    """int32 (R, len(TOTALS)): what every future adds up to, without the weekly quantiles; same bits as `simulate`."""
    _check(state, rates, policy, weeks, seed, first_replication)
    totals = np.zeros((len(rates), len(TOTALS)), dtype=np.int32)
    none = np.zeros((0, 0, 0), dtype=np.int32)
    for start in range(0, len(rates), CHUNK):
        stop = min(start + CHUNK, len(rates))
        _run(state, rates, policy, weeks, seed, first_replication, start, stop, totals, *_nothing(), none)
    return totals


def cost_of(totals: NDArray[np.int32], weights: Weights) -> NDArray[np.float64]:
    """float64 (R,): the cost of every future in pounds, from totals (R, len(TOTALS))."""
    price = np.zeros(len(TOTALS))
    for name, pounds in (
        ("empty_post_weeks", weights.empty_post_week),
        ("weeks_waited", weights.week_waited),
        ("gave_up", weights.gave_up),
        ("late", weights.late),
        ("courses", weights.course),
        ("course_places", weights.place),
    ):
        price[TOTALS.index(name)] = pounds
    return np.asarray((totals * price).sum(axis=1))


def _nothing() -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    return np.zeros((0, 0, 0), dtype=np.int32), np.zeros((0, 0), dtype=np.int64)


def merge(parts: list[Forecast]) -> Forecast:
    """One forecast of consecutive parts (first_replication 0, then where the last one ended): as if made in one call.

    Only the digest differs: it is that of the parts' digests. ValueError if they do not follow each other.
    """
    if not parts:
        raise ValueError("parts: at least one forecast")
    first = parts[0]
    expected = first.first_replication
    for part in parts:
        same = (part.policy, part.weeks, part.seed, part.as_of) == (
            first.policy,
            first.weeks,
            first.seed,
            first.as_of,
        )
        if not same or part.first_replication != expected or part.evidence is None:
            raise ValueError("parts must be consecutive runs of the same policy, weeks and seed, not read from JSON")
        expected += part.replications
    held = [part.evidence for part in parts if part.evidence is not None]
    evidence = Evidence(
        np.concatenate([e.totals for e in held]),
        np.sum([e.counts for e in held], axis=0, dtype=np.int32),
        np.sum([e.sums for e in held], axis=0),
        first.on_time_weeks,
    )
    inputs = parts[0].inputs_digest if len(parts) == 1 else digest([p.inputs_digest for p in parts])
    return summarise(evidence, first.as_of, first.policy, first.seed, first.first_replication, inputs)


def warm() -> None:
    """Compile the kernel, or read it from its cache, so that no page waits for it: call once when a worker starts."""
    state = State(as_of=date(2026, 1, 1), settings=("ward",))
    simulate(state, Rates.known(("ward",)), Policy.no_training(), weeks=1)


def summarise(
    evidence: Evidence, as_of: date, policy: Policy, seed: int, first_replication: int, inputs_digest: str
) -> Forecast:
    """The fans, outcomes and share on time of what was simulated."""
    reps = len(evidence.totals)
    on_time, eligible = evidence.column("on_time"), evidence.column("eligible")
    share = low = high = None
    if eligible.sum() > 0:
        share = float(on_time.sum() / eligible.sum())
        ratio = np.sort(on_time[eligible > 0] / eligible[eligible > 0])
        low, high = _quantile(ratio, 0.1), _quantile(ratio, 0.9)
    return Forecast(
        as_of=as_of,
        policy=policy,
        weeks=evidence.counts.shape[0] - 1,
        seed=seed,
        first_replication=first_replication,
        replications=reps,
        on_time_weeks=evidence.on_time_weeks,
        on_time=share,
        on_time_low=low,
        on_time_high=high,
        fans=_fans(evidence, reps),
        outcomes=tuple(outcome(name, evidence.column(name)) for name in TOTALS),
        inputs_digest=inputs_digest,
        evidence=evidence,
    )


def outcome(name: str, values: NDArray[np.float64]) -> Outcome:
    """Mean, standard error and 10, 50, 90 % points of one value per future."""
    ordered = np.sort(values)
    error = float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0
    low, middle, high = (_quantile(ordered, level) for level in (0.1, 0.5, 0.9))
    return Outcome(name, float(values.mean()), error, low, middle, high)


def _quantile(ordered: NDArray[np.float64], level: float) -> float:
    return float(ordered[max(0, int(np.ceil(level * len(ordered) - 1e-9)) - 1)])


def _fans(evidence: Evidence, reps: int) -> tuple[Fan, ...]:
    ranks = np.array([max(1, int(np.ceil(level * reps - 1e-9))) for level in LEVELS], dtype=np.int64)
    bins = np.zeros((*evidence.counts.shape[:2], len(LEVELS)), dtype=np.int64)
    kernel.fan_bins(evidence.counts, ranks, bins)
    values, means = kernel.bin_values()[bins], evidence.sums / reps
    made = []
    for k, name in enumerate(SERIES):
        lines = [tuple(values[:, k, level].tolist()) for level in range(len(LEVELS))]
        made.append(Fan(name, lines[0], lines[1], lines[2], lines[3], lines[4], tuple(means[:, k].tolist())))
    return tuple(made)


def _check(state: State, rates: Rates, policy: Policy, weeks: int, seed: int, first: int) -> None:
    for name, value, kind in (("state", state, State), ("rates", rates, Rates), ("policy", policy, Policy)):
        if not isinstance(value, kind):
            raise ValueError(f"{name}: a {kind.__name__} is needed, not {value!r}")
    if rates.settings != state.settings:
        raise ValueError(f"rates are for {rates.settings}, the state for {state.settings}")
    whole("weeks", weeks, 1, MOST_WEEKS)
    if len(rates) < 1:
        raise ValueError("rates: at least one replication")
    whole("seed", seed, 0, 2**62 - 1)
    whole("first_replication", first, 0, 2**62 - 1 - len(rates))


def _run(
    state: State, rates: Rates, policy: Policy, weeks: int, seed: int, first: int, start: int, stop: int,
    totals: NDArray[np.int32], counts: NDArray[np.int32], sums: NDArray[np.int64], out: NDArray[np.int32],
) -> None:  # fmt: skip
    limits = [state.course_weeks, state.trainees_per_educator, state.smallest_course, state.on_time_weeks]
    plan = kernel.Plan(
        table=state.posts_table(),
        queue=state.queue(),
        classes=state.classes(),
        pending=state.pending(),
        pool=state.pool,
        frozen=int(state.frozen),
        limits=np.array(limits, dtype=np.int64),
        timetable=policy.timetable(weeks),
        rule=policy.stock_rule(),
    )
    world = kernel.new_world(plan)
    kernel.run(rates.packed(start, stop), plan, world, seed, first + start, totals[start:stop], counts, sums, out)
