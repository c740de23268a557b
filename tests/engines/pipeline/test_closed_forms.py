"""Where the answer can be worked out by hand, the engine gives it: queues, pools and freezes."""

from __future__ import annotations

from datetime import date
from math import factorial

import numpy as np
import pytest
from scipy import stats

from alongside.engines.pipeline import SERIES, TOTALS, Group, InPost, OpenPosts, Policy, Rates, State, paths, simulate
from alongside.engines.pipeline.forecast import totals_of

DAY = date(2026, 1, 1)
ONE = ("ward",)


def moments(forecast, series: str, weeks: list[int]) -> tuple[float, float]:
    """Mean and variance over futures and the weeks named, from the exact counts."""
    counts = forecast.evidence.counts[weeks, SERIES.index(series), :256].sum(axis=0).astype(float)
    values = np.arange(256)
    mean = (counts * values).sum() / counts.sum()
    return mean, (counts * values**2).sum() / counts.sum() - mean**2


def mean_check_weeks(mu: float, sigma: float) -> float:
    """The mean of a lognormal rounded to the nearest whole week."""
    weeks = np.arange(400)
    return float((1 - stats.norm.cdf((np.log(weeks + 0.5) - mu) / sigma)).sum())


def test_posts_are_frozen_for_the_share_of_time_that_the_two_rates_give():
    rates = Rates.known(ONE, 20_000, freeze=1 / 60, thaw=1 / 30)
    forecast = simulate(State(DAY, ONE), rates, Policy.no_training(), weeks=500, seed=1)
    share = np.mean(forecast.fan("frozen").mean[150:])
    assert share == pytest.approx(30 / 90, rel=0.01)


def test_the_pool_of_selected_people_is_an_infinite_server_queue():
    rates = Rates.known(ONE, 20_000, applications=2.0, selected=0.5, drop_out=0.025)
    forecast = simulate(State(DAY, ONE), rates, Policy.no_training(), weeks=500, seed=2)
    mean, variance = moments(forecast, "pool", [220, 290, 360, 430, 500])
    expected = 1.0 * (1 - 0.025) / 0.025
    assert mean == pytest.approx(expected, rel=0.005)
    assert variance == pytest.approx(expected, rel=0.02)


def test_people_in_checks_are_an_infinite_server_queue():
    crowd = State(DAY, ONE, waiting=(Group(0, 100_000),))
    rates = Rates.known(ONE, 20_000, vacancies=1.5, accept=1.0, check_mu=np.log(9.0), check_sigma=0.5)
    forecast = simulate(crowd, rates, Policy.no_training(), weeks=250, seed=3)
    mean, variance = moments(forecast, "in_checks", [90, 130, 170, 210, 250])
    expected = 1.5 * mean_check_weeks(np.log(9.0), 0.5)
    assert mean == pytest.approx(expected, rel=0.005)
    assert variance == pytest.approx(expected, rel=0.02)


def test_filled_posts_follow_engset():
    posts, leave, accept = 30, 0.02, 0.2
    crowd = State(DAY, ONE, waiting=(Group(0, 100_000),), open_posts=(OpenPosts("ward", 3, posts),))
    rates = Rates.known(ONE, 10_000, leave=leave, reopen=1.0, accept=accept, check_mu=np.log(8.0), check_sigma=0.4)
    forecast = simulate(crowd, rates, Policy.no_training(), weeks=700, seed=4)
    mean, variance = moments(forecast, "in_post", [300, 400, 500, 600, 700])
    filled, empty = 1 / leave, (1 - accept) / accept + mean_check_weeks(np.log(8.0), 0.4)
    share = filled / (filled + empty)
    assert mean == pytest.approx(posts * share, rel=0.003)
    assert variance == pytest.approx(posts * share * (1 - share), rel=0.03)


def waiting_room(
    step: float, servers: int, load: float, replications: int, **more: float
) -> tuple[State, Rates, Policy]:
    """An M/M/c queue: `step` is the length of one of the engine's weeks in mean stays in post."""
    state = State(
        DAY, ONE, course_weeks=1, trainees_per_educator=10**6, smallest_course=1,
        in_post=(InPost("ward", 3, servers), InPost("ward", 6, 1)),
    )  # fmt: skip
    rates = Rates.known(
        ONE, replications, applications=load * servers * step, selected=1.0, qualify=1.0, accept=1.0, reopen=1.0,
        leave=[step, 0.0, 0.0], check_mu=-30.0, **more,
    )  # fmt: skip
    return state, rates, Policy.fixed(10**6, 1)


def test_the_error_against_erlang_c_halves_with_the_step():
    servers, load = 2, 0.7
    offered = servers * load
    busy = offered**servers / factorial(servers) / (1 - load)
    queue = busy / (sum(offered**k / factorial(k) for k in range(servers)) + busy) * load / (1 - load)
    errors = []
    for step in (0.4, 0.2):
        state, rates, policy = waiting_room(step, servers, load, 6_000)
        forecast = simulate(state, rates, policy, weeks=round(300 / step), seed=6)
        errors.append(np.mean(forecast.fan("waiting").mean[round(60 / step) :]) - queue)
    assert abs(errors[1]) < abs(errors[0]) < 0.3 * queue
    assert errors[0] / errors[1] == pytest.approx(2, abs=0.35)


@pytest.fixture(scope="module")
def first_in_first_out() -> tuple[np.ndarray, np.ndarray, int]:
    """Paths and totals of a queue without leaving it, in which the k-th to qualify is the k-th to start."""
    state, rates, policy = waiting_room(0.05, 2, 0.9, 300)
    weeks = 1_500
    return (
        paths(state, rates, policy, weeks=weeks, seed=7),
        totals_of(state, rates, policy, weeks=weeks, seed=7),
        weeks,
    )


def individual_waits(path: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Week qualified and weeks waited (-1: still waiting) of everybody, from the running totals alone."""
    came = np.repeat(np.arange(len(path) - 1), np.diff(path[:, SERIES.index("qualified")]))
    went = np.repeat(np.arange(len(path) - 1), np.diff(path[:, SERIES.index("starts")]))
    waited = np.full(len(came), -1)
    waited[: len(went)] = went - came[: len(went)]
    return came, waited


def test_littles_law_holds(first_in_first_out):
    futures, totals, weeks = first_in_first_out
    length = totals[:, TOTALS.index("weeks_waited")].sum() / (weeks * len(futures))
    waited = np.concatenate([individual_waits(path)[1] for path in futures])
    served = waited[waited >= 0]
    rate = len(served) / (weeks * len(futures))
    unfinished = sum((weeks - 1 - came[waited < 0] + 1).sum() for came, waited in map(individual_waits, futures))
    assert length == pytest.approx(rate * served.mean() + unfinished / (weeks * len(futures)), rel=0.001)


def test_on_time_and_late_are_counted_for_each_person(first_in_first_out):
    futures, totals, weeks = first_in_first_out
    for path, total in zip(futures, totals, strict=True):
        came, waited = individual_waits(path)
        old_enough = came + 26 < weeks
        in_time = (waited >= 0) & (waited <= 26)
        assert total[TOTALS.index("eligible")] == old_enough.sum()
        assert total[TOTALS.index("on_time")] == (old_enough & in_time).sum()
        assert total[TOTALS.index("in_time")] == in_time.sum()
        assert total[TOTALS.index("late")] == (old_enough & ~in_time).sum()
