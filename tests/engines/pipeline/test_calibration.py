"""Forecasts made earlier, held against what happened: honest on programmes whose truth is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from alongside.engines.pipeline import Calibration, Guess, History, Policy, Prior, backtest, fit
from alongside.engines.pipeline.calibration import MEASURES, crps, observed, summarise_points
from tests.engines.pipeline.chronicle import BEGAN, chronicle
from tests.engines.pipeline.conftest import SETTINGS, usual
from tests.engines.pipeline.test_history import STAFFED

NOTHING = History(SETTINGS, BEGAN, BEGAN)


@pytest.fixture(scope="module")
def ten_years() -> History:
    return chronicle(STAFFED, usual(), Policy.fixed(12, 26), weeks=520, seed=5)


def test_eight_in_ten_outcomes_of_synthetic_programmes_lie_in_the_eighty_percent_band():
    """Ninety programmes, each with its own rates out of the prior, told by the oracle; forecast after three years
    for the fourth."""
    truths = fit(NOTHING).draw(90, seed=44)
    points = []
    for i in range(90):
        history = chronicle(STAFFED, truths.part(i, i + 1), Policy.fixed(12, 26), weeks=208, seed=i)
        points += backtest(history, horizons=(52,), learn=150, every=52, replications=200, seed=i).points
    together = summarise_points(tuple(points), 90, "")
    assert len(points) == 90 * len(MEASURES)
    assert 0.72 <= together.inside80 <= 0.88
    assert 0.40 <= together.inside50 <= 0.60
    assert abs(np.mean([p.pit for p in points]) - 0.5) < 0.06
    assert together.skill > 0.2


def test_a_forecast_that_ignores_freezes_is_found_out(ten_years):
    """The same back-test with a prior that is sure there are none: its bands hold much less."""
    frosty = chronicle(STAFFED, usual(freeze=1 / 60, thaw=1 / 40), Policy.fixed(12, 26), weeks=520, seed=7)
    sure = replace(Prior(), freeze=Guess(1e-6, 1e9, "none"), thaw=Guess(0.999, 1e9, "none"))
    honest = backtest(frosty, horizons=(52,), replications=200)
    blind = backtest(replace(frosty, freezes=()), prior=sure, horizons=(52,), replications=200)
    assert blind.inside80 < honest.inside80
    assert blind.crps > honest.crps


def test_a_backtest_uses_nothing_that_came_after_its_origin(ten_years):
    cut = ten_years.as_of - timedelta(weeks=200)
    early = backtest(ten_years.before(cut + timedelta(weeks=52)), horizons=(52,), every=520, replications=100)
    [origin] = {p.origin for p in early.points}
    assert origin == cut
    whole = [p for p in backtest(ten_years, horizons=(52,), every=4, replications=100).points if p.origin == cut]
    assert [(p.measure, p.actual, p.last_year) for p in whole] == [
        (p.measure, p.actual, p.last_year) for p in early.points
    ]
    assert np.mean([abs(a.middle - b.middle) for a, b in zip(whole, early.points, strict=True)]) < 2


def test_the_same_backtest_twice_is_the_same_bytes(ten_years):
    one, two = (backtest(ten_years, horizons=(26,), every=104, replications=50).to_json() for _ in range(2))
    assert one == two
    assert Calibration.from_json(one).to_json() == one


def test_a_short_history_says_that_it_is_too_short(ten_years):
    short = backtest(ten_years.before(BEGAN + timedelta(weeks=100)))
    assert (short.points, short.enough, short.inside80) == ((), False, None)
    assert "too short" in short.in_words
    thin = backtest(ten_years.before(BEGAN + timedelta(weeks=140)), horizons=(26,), replications=50)
    assert thin.points
    assert not thin.enough
    assert "too few to rely on" in thin.in_words


def test_crps_of_a_sample_is_the_integral_of_squared_differences():
    sample = np.sort(np.array([1, 4, 4, 9]))
    grid = np.arange(-5, 20, 0.001)
    step = (sample[None, :] <= grid[:, None]).mean(axis=1) - (grid >= 6)
    assert crps(sample, 6) == pytest.approx((step**2).sum() * 0.001, abs=0.01)
    assert crps(np.array([3, 3, 3]), 3) == 0


def test_observed_counts_are_those_of_the_records(ten_years):
    target = ten_years.as_of
    origin = target - timedelta(weeks=104)
    state = ten_years.state(target)
    assert observed(ten_years, "waiting", origin, target) == sum(g.people for g in state.waiting)
    assert observed(ten_years, "in_post", origin, target) == sum(p.well + p.sick for p in state.in_post)
    halves = [
        observed(ten_years, "starts", a, b)
        for a, b in ((origin, origin + timedelta(52)), (origin + timedelta(52), target))
    ]
    assert sum(halves) == observed(ten_years, "starts", origin, target)
    with pytest.raises(ValueError, match="unknown measure"):
        observed(ten_years, "luck", origin, target)
