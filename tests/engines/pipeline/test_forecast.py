"""What a forecast says, and that the same inputs say it again byte for byte."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from alongside.engines.pipeline import SERIES, Forecast, History, Policy, State, paths, simulate
from alongside.engines.pipeline.kernel import BINS, bin_of, bin_values
from tests.engines.pipeline.conftest import usual


def test_fans_are_the_quantiles_of_the_futures(state):
    rates = usual(401)
    forecast = simulate(state, rates, Policy.fixed(12, 26), weeks=80, seed=1)
    futures = np.sort(paths(state, rates, Policy.fixed(12, 26), weeks=80, seed=1), axis=0)
    for k, name in enumerate(SERIES):
        fan = forecast.fan(name)
        np.testing.assert_array_equal(fan.middle, futures[200, :, k])
        np.testing.assert_array_equal(fan.low80, futures[40, :, k])
        np.testing.assert_array_equal(fan.high80, futures[360, :, k])
        np.testing.assert_array_equal(fan.low50, futures[100, :, k])
        assert fan.mean == pytest.approx(tuple(futures[:, :, k].mean(axis=0)))


def test_the_first_point_is_today(state):
    forecast = simulate(state, usual(20), Policy.no_training(), weeks=3)
    today = {name: forecast.fan(name).middle[0] for name in SERIES}
    assert today["waiting"] == 5
    assert today["in_training"] == 10
    assert today["in_checks"] == 3
    assert today["in_post"] == 35
    assert today["off_sick"] == 2
    assert today["open_posts"] == 3
    assert today["pool"] == 14
    assert len(forecast.fan("waiting").middle) == 4


def test_the_same_inputs_give_the_same_bytes_and_the_digest_tells_them_apart(state):
    one, two = (simulate(state, usual(50), Policy.fixed(12, 26), weeks=30, seed=1) for _ in range(2))
    assert one.to_json() == two.to_json()
    assert Forecast.from_json(one.to_json()) == one
    others = [
        simulate(state, usual(50, give_up=0.013), Policy.fixed(12, 26), weeks=30, seed=1),
        simulate(state, usual(50), Policy.fixed(12, 27), weeks=30, seed=1),
        simulate(state, usual(50), Policy.fixed(12, 26), weeks=30, seed=2),
        simulate(replace(state, pool=15), usual(50), Policy.fixed(12, 26), weeks=30, seed=1),
    ]  # fmt: skip
    assert len({f.inputs_digest for f in [one, *others]}) == 5


def test_a_state_survives_json_and_refuses_what_it_does_not_know(state):
    assert State.from_json(state.to_json()) == state
    with pytest.raises(ValueError, match="unknown field puul"):
        State.from_json(state.to_json().replace('"pool"', '"puul"'))
    with pytest.raises(ValueError, match="pool"):
        State.from_json(state.to_json().replace('"pool":14', '"pool":"many"'))
    with pytest.raises(ValueError, match="as_of"):
        State.from_json(state.to_json().replace("2026-11-22", "soon"))
    with pytest.raises(ValueError, match="observed_from"):
        History.from_json('{"settings":["ward"],"as_of":"2026-01-01"}')


def test_on_time_is_unknown_while_nobody_could_be(state):
    assert simulate(state, usual(20), Policy.fixed(12, 26), weeks=20).on_time is None
    long = simulate(state, usual(200), Policy.fixed(12, 26), weeks=120)
    assert long.on_time == pytest.approx(long.total("on_time").sum() / long.total("eligible").sum())
    assert long.on_time_low <= long.on_time <= long.on_time_high


def test_bins_are_exact_for_small_counts_and_close_for_large_ones():
    values = bin_values()
    for value in (*range(256), 256, 300, 511, 512, 1_000, 4_096, 9_999, 16_383):
        found = values[bin_of(value)]
        assert found == value if value < 256 else abs(found - value) <= value / 64
    assert bin_of(10**7) == BINS - 1
    assert (np.diff(values) > 0).all()


def test_memory_does_not_hold_every_week_of_every_future(state):
    """Twenty thousand futures of five years: the paths alone would be 270 MB."""
    rates = usual(20_000)
    simulate(state, usual(2), Policy.fixed(12, 26), weeks=20)
    tracemalloc.start()
    simulate(state, rates, Policy.fixed(12, 26), weeks=260)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 2**20


def test_what_does_not_fit_is_refused(state):
    with pytest.raises(ValueError, match="the state for"):
        simulate(State(state.as_of, ("moon",)), usual(5), Policy.no_training())
    with pytest.raises(ValueError, match="weeks: a whole number from 1"):
        simulate(state, usual(5), Policy.no_training(), weeks=0)
    with pytest.raises(ValueError, match="seed"):
        simulate(state, usual(5), Policy.no_training(), seed=-1)
