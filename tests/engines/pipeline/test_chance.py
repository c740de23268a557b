"""Random numbers without memory: exact distributions, and a number that depends on its keys alone."""

import numpy as np
import pytest
from scipy import stats

from alongside.engines.pipeline.chance import binomial, mix, normal_quantile, poisson, uniform, uniforms

KEY = mix(np.uint64(0), np.uint64(5))


def test_uniforms_are_uniform_and_pairs_are_not_related():
    u = np.array([uniform(KEY, 3, i) for i in range(40_000)])
    assert stats.kstest(u, "uniform").pvalue > 0.001
    for lag in (1, 2, 7):
        assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 0.02
    other = np.array([uniform(KEY, 4, i) for i in range(40_000)])
    assert abs(np.corrcoef(u, other)[0, 1]) < 0.02


@pytest.mark.parametrize("mean", [0.02, 0.7, 6.0, 1_300.0])
def test_counts_follow_poisson(mean):
    drawn = np.array([poisson(KEY, 1, i, mean, float(np.exp(-mean))) for i in range(20_000)])
    assert drawn.mean() == pytest.approx(mean, abs=4 * (mean / 20_000) ** 0.5)
    assert drawn.var() == pytest.approx(mean, rel=0.06)
    for value in range(int(mean) + 2):
        if mean < 10:
            share = stats.poisson.pmf(value, mean)
            assert (drawn == value).mean() == pytest.approx(share, abs=4 * (share / 20_000) ** 0.5 + 1e-4)


@pytest.mark.parametrize(("n", "p"), [(5, 0.3), (40, 0.01), (30, 0.9), (5_000, 0.2), (3, 0.999), (1, 0.5)])
def test_counts_follow_the_binomial(n, p):
    drawn = np.array([binomial(KEY, 2, i, n, p, float(np.log1p(-p))) for i in range(20_000)])
    assert drawn.mean() == pytest.approx(n * p, abs=4 * (n * p * (1 - p) / 20_000) ** 0.5)
    assert drawn.var() == pytest.approx(n * p * (1 - p), rel=0.06, abs=2e-3)
    assert drawn.min() >= 0 and drawn.max() <= n


def test_certain_and_impossible_things():
    assert binomial(KEY, 2, 0, 7, 1.0, 0.0) == 7
    assert binomial(KEY, 2, 0, 7, 0.0, 0.0) == 0
    assert binomial(KEY, 2, 0, 0, 0.5, float(np.log(0.5))) == 0
    assert poisson(KEY, 1, 0, 0.0, 1.0) == 0


def test_more_people_or_a_higher_chance_never_mean_fewer_events():
    for i in range(300):
        by_people = [binomial(KEY, 2, i, n, 0.2, float(np.log1p(-0.2))) for n in range(0, 60, 3)]
        by_chance = [binomial(KEY, 2, i, 20, p, float(np.log1p(-p))) for p in np.linspace(0.01, 0.95, 30)]
        by_mean = [poisson(KEY, 2, i, m, float(np.exp(-m))) for m in np.linspace(0.1, 9, 30)]
        for counts in (by_people, by_chance, by_mean):
            assert counts == sorted(counts)


def test_the_normal_quantile_is_exact():
    u = np.concatenate([[1e-300, 1e-12], np.linspace(1e-6, 1 - 1e-6, 2_001)])
    assert np.array([normal_quantile(float(v)) for v in u]) == pytest.approx(stats.norm.ppf(u), rel=1e-12, abs=1e-12)


def test_a_replication_has_the_same_number_wherever_the_run_begins():
    whole, part = np.empty(50), np.empty(10)
    uniforms(7, 3, 0, whole)
    uniforms(7, 3, 40, part)
    assert (whole[40:] == part).all()
    assert len(set(whole)) == 50
