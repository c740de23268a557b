"""What must hold in every single future, whatever the rates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alongside.engines.pipeline import (
    SERIES,
    TOTALS,
    Group,
    InPost,
    OpenPosts,
    Pending,
    Policy,
    Rates,
    merge,
    paths,
    simulate,
)
from alongside.engines.pipeline.forecast import totals_of
from tests.engines.pipeline.conftest import usual

POLICIES = (Policy.no_training(), Policy.fixed(12, 20), Policy.base_stock(15, 6), Policy.calendar([(0, 9), (7, 16)]))


def wild(seed: int, replications: int = 40) -> Rates:
    """Rates drawn anywhere a rate can be, extremes among them."""
    dice = np.random.default_rng(seed)

    def chance(*shape: int) -> np.ndarray:
        extremes = dice.choice([0.0, 1.0], size=(replications, *shape))
        return np.where(dice.random((replications, *shape)) < 0.05, extremes, dice.random((replications, *shape)) ** 2)

    names = ("reopen", "fall_ill", "recover", "check_fail", "cut", "lost", "freeze", "thaw", "selected", "drop_out",
             "qualify", "give_up")  # fmt: skip
    return Rates(
        settings=("ward", "community", "crisis"), vacancies=dice.random((replications, 3, 3)), accept=chance(3),
        promote=chance(2), leave=chance(3) * 0.2, check_mu=dice.normal(1.5, 1, replications),
        check_sigma=dice.random(replications), applications=dice.random(replications) * 4,
        **{name: chance() for name in names},
    )  # fmt: skip


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.kind)
@pytest.mark.parametrize("weeks", [1, 9, 70])
def test_nobody_appears_or_vanishes(state, policy, weeks):
    for seed in range(8):
        rates = wild(seed)
        end = dict(
            zip(SERIES, np.moveaxis(paths(state, rates, policy, weeks=weeks, seed=seed)[:, -1], 1, 0), strict=True)
        )
        sums = dict(zip(TOTALS, totals_of(state, rates, policy, weeks=weeks, seed=seed).T, strict=True))
        table = state.posts_table()
        at_work = int(table[:, :, 1:].sum())
        before = state.pool + 10 + 5 + 3 + at_work
        inside = end["pool"] + end["in_training"] + end["waiting"] + end["in_checks"] + end["in_post"]
        gone = sums["withdrew"] + sums["not_qualified"] + sums["gave_up"] + sums["checks_ended"] + sums["leavers"]
        np.testing.assert_array_equal(before + sums["selected"], inside + gone)
        posts_before = int(table[:, :, 0].sum()) + 3 + at_work
        posts = end["open_posts"] + end["in_checks"] + end["in_post"]
        made, ended = sums["new_posts"] + sums["reopened"], sums["posts_ended"] + sums["leavers"]
        np.testing.assert_array_equal(posts_before + made, posts + ended)
        assert min(int(values.min()) for values in end.values()) >= 0


def test_without_posts_nobody_starts(state, rates):
    bare = replace(state, open_posts=(), in_post=(InPost("ward", 6, 3),), checks=())
    forecast = simulate(bare, rates.changed(vacancies=0.0, reopen=0.0), Policy.fixed(12, 26), weeks=200)
    assert forecast.total("course_places").min() > 0
    assert forecast.total("starts").max() == 0


def test_more_vacancies_mean_more_starts(state):
    few = usual(4_000)
    many = replace(few, vacancies=few.vacancies * 1.3)
    a = simulate(state, few, Policy.fixed(12, 26), weeks=260, seed=1).total("starts")
    b = simulate(state, many, Policy.fixed(12, 26), weeks=260, seed=1).total("starts")
    assert b.mean() > a.mean()
    assert (b >= a).mean() >= 0.995


def test_nobody_is_matched_while_posts_are_frozen(state):
    cold = replace(state, frozen=True, checks=())
    forecast = simulate(cold, usual(500, thaw=0.0), Policy.fixed(12, 26), weeks=100)
    assert forecast.total("starts").max() == 0
    assert forecast.fan("frozen").low80[1:] == (1,) * 100


def test_the_longest_waiting_go_first(state):
    """Three posts, three who have waited thirty weeks and three who have waited ten: nobody can be in time."""
    queue = replace(state, waiting=(Group(10, 3), Group(30, 3)), training=(), checks=(), in_post=(), pool=0)
    open_now = replace(queue, open_posts=(OpenPosts("ward", 3, 3),))
    still = usual(
        300, **dict.fromkeys(("vacancies", "leave", "freeze", "lost", "give_up", "check_fail", "check_mu"), 0.0)
    )
    totals = totals_of(open_now, still.changed(accept=1.0, check_sigma=0.0), Policy.no_training(), weeks=20)
    assert set(totals[:, TOTALS.index("starts")]) == {3}
    assert set(totals[:, TOTALS.index("in_time")]) == {0}


def test_no_course_below_the_smallest_and_none_beyond_the_educators(state):
    small = replace(state, pool=3, training=())
    still = usual(200, applications=0.0, drop_out=0.0)
    assert simulate(small, still, Policy.fixed(12, 4), weeks=40).total("courses").max() == 0
    crowd = replace(state, pool=500, training=(Group(1, 10),))
    calm = usual(200, fall_ill=0.0, leave=0.0, drop_out=0.0)
    first = simulate(crowd, calm, Policy.calendar([(0, 40)]), weeks=2).total("course_places")
    assert set(first) == {2 * 8 - 10}


def test_a_base_stock_fills_up_to_its_level_and_no_further(state):
    crowd = replace(state, pool=500, trainees_per_educator=1_000, open_posts=(), checks=())
    calm = usual(200, vacancies=0.0, reopen=0.0, give_up=0.0, qualify=1.0, fall_ill=0.0, leave=0.0, drop_out=0.0)
    forecast = simulate(crowd, calm, Policy.base_stock(24, 18, every=4), weeks=60)
    waiting = np.array(forecast.fan("waiting").mean) + np.array(forecast.fan("in_training").mean)
    assert waiting[1] == 24
    assert waiting[-1] == 24
    assert set(forecast.total("course_places")) == {24 - 15}


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.kind)
def test_the_same_bits_however_the_work_is_cut(state, policy):
    rates = wild(3, 210)
    whole = simulate(state, rates, policy, weeks=90, seed=9)
    seven = [
        simulate(state, rates.part(30 * i, 30 * i + 30), policy, weeks=90, seed=9, first_replication=30 * i)
        for i in range(7)
    ]
    merged = merge(seven)
    threaded = simulate(state, rates, policy, weeks=90, seed=9, chunk=16, threads=2)
    for other in (merged, threaded):
        np.testing.assert_array_equal(other.evidence.totals, whole.evidence.totals)
        assert other.fans == whole.fans
    assert threaded.to_json() == whole.to_json()


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.kind)
def test_a_longer_horizon_begins_the_same(state, policy):
    rates = wild(4, 60)
    np.testing.assert_array_equal(
        paths(state, rates, policy, weeks=50, seed=2), paths(state, rates, policy, weeks=130, seed=2)[:, :51]
    )


def test_other_seeds_are_other_futures(state, rates):
    one, two = (simulate(state, rates, Policy.fixed(12, 26), weeks=60, seed=seed).total("starts") for seed in (0, 1))
    assert (one != two).mean() > 0.5
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.2


def test_checks_under_way_are_given_the_time_they_have_had(state):
    """Of checks that last 8 weeks on the median, those that ran for 12 are the long ones: they end later than new
    ones would."""
    rates = usual(4_000, check_fail=0.0, vacancies=0.0, freeze=1.0, thaw=0.0)
    late = replace(state, waiting=(), training=(), pool=0, checks=())
    after_12 = simulate(replace(late, checks=(Pending("ward", 12, 1),)), rates, Policy.no_training(), weeks=4, seed=3)
    draws = np.random.default_rng(1).lognormal(np.log(8), 0.5, 400_000)
    lasting = np.floor(draws + 0.5)
    expected = (lasting[lasting >= 12] <= 15).mean()
    assert after_12.outcome("starts").mean == pytest.approx(expected, abs=0.03)
