"""Choices side by side over the same futures, and a search that keeps to its budget."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from alongside.engines.pipeline import (
    Comparison,
    Forecast,
    InPost,
    Policy,
    State,
    Weights,
    compare,
    drivers,
    improve,
    next_decision,
    simulate,
)
from alongside.engines.pipeline.forecast import cost_of
from alongside.engines.pipeline.search import BUDGET
from tests.engines.pipeline.conftest import usual


def test_the_next_decision_is_told_for_every_choice(state):
    table = next_decision(state, usual(1_000), Policy.fixed(12, 26), seed=1)
    assert [choice.label for choice in table.choices] == [
        "No course", "8 now", "12 now", "16 now", "8 in a month", "12 in a month", "16 in a month",
        "8 in a quarter", "12 in a quarter", "16 in a quarter",
    ]  # fmt: skip
    nothing, now = table.choices[0], table.choice("12 now")
    assert now.outcome("course_places").mean > nothing.outcome("course_places").mean
    assert now.outcome("starts").mean > nothing.outcome("starts").mean
    assert now.difference("weeks_waited").mean > 0
    assert table.cheapest == min(table.choices, key=lambda c: c.outcome("cost").mean).label
    for choice in table.choices:
        for difference in choice.differences:
            assert difference.low <= difference.mean <= difference.high
            assert 0 <= difference.better + difference.same <= 1 + 1e-9
    assert Comparison.from_json(table.to_json()).to_json() == table.to_json()


def test_differences_are_taken_future_by_future(state):
    rates = usual(500)
    policies = {"a": Policy.fixed(8, 26), "b": Policy.fixed(12, 26)}
    table = compare(state, rates, policies, weeks=104, seed=3)
    a, b = (simulate(state, rates, policy, weeks=104, seed=3) for policy in policies.values())
    gap = b.total("gave_up") - a.total("gave_up")
    found = table.choice("b").difference("gave_up")
    assert found.mean == pytest.approx(gap.mean())
    assert found.better == pytest.approx((gap < 0).mean())
    assert found.same == pytest.approx((gap == 0).mean())
    assert found.high - found.low == pytest.approx(2 * 1.96 * gap.std(ddof=1) / 500**0.5)
    cost = b.cost(Weights()) - a.cost(Weights())
    assert table.choice("b").difference("cost").mean == pytest.approx(cost.mean())


def test_common_chances_make_a_difference_far_surer(state):
    table = compare(state, usual(2_000), [Policy.fixed(12, 26), Policy.fixed(12, 26, first=4)], weeks=260, seed=2)
    assert table.choices[1].difference("cost").spread_saved > 10
    assert table.choices[1].difference("starts").spread_saved > 10


def test_a_policy_against_itself_differs_in_nothing(state):
    table = compare(state, usual(100), {"a": Policy.fixed(12, 26), "b": Policy.fixed(12, 26)}, weeks=60)
    assert all((d.mean, d.better, d.same) == (0.0, 0.0, 1.0) for d in table.choices[1].differences)


def test_switching_freezes_and_checks_off_shortens_the_wait(state):
    table = drivers(state, usual(1_500), Policy.fixed(12, 26), weeks=156, seed=4)
    as_is, warm, quick, none, unlimited, both = table.choices
    assert warm.outcome("weeks_waited").mean < as_is.outcome("weeks_waited").mean
    assert warm.on_time > as_is.on_time
    assert none.on_time > quick.on_time > as_is.on_time
    assert both.on_time > max(warm.on_time, quick.on_time)
    assert unlimited.outcome("course_places").mean > as_is.outcome("course_places").mean


def test_cost_is_the_weights_times_what_happened(state):
    forecast = simulate(state, usual(50), Policy.fixed(12, 26), weeks=60)
    only = Weights(empty_post_week=0, week_waited=0, gave_up=0, late=0, course=0, place=1)
    np.testing.assert_array_equal(forecast.cost(only), forecast.total("course_places"))
    np.testing.assert_array_equal(cost_of(forecast.evidence.totals, Weights()), forecast.cost(Weights()))
    with pytest.raises(ValueError, match="in pounds"):
        Weights(late=-1)
    with pytest.raises(ValueError, match="read from JSON"):
        Forecast.from_json(forecast.to_json()).cost(only)


@pytest.fixture(scope="module")
def found(state) -> Policy:
    return improve(state, usual(3_000), Weights(), habit=Policy.fixed(12, 26), weeks=156, seed=5)


def test_looking_at_the_queue_beats_the_habit_and_the_calendar(found, state):
    search = found.search
    assert search.base_stock_saving[1] > 0
    assert search.base_stock_saving[0] > search.calendar_saving[0]
    assert found == search.base_stock
    assert "pause while" in found.in_words()
    fresh = compare(state, usual(2_000), [search.habit, found], weeks=156, seed=99)
    assert fresh.choices[1].difference("cost").high < 0


def test_the_search_keeps_to_its_budget(found):
    assert found.search.replications <= BUDGET


def test_where_empty_posts_cost_nothing_no_training_is_best(state):
    cheap = improve(state, usual(600), Weights(empty_post_week=0), weeks=104, seed=1)
    assert cheap.kind == "no training"
    assert cheap.search.calendar_saving[1] > 0


def test_a_policy_says_what_it_is():
    assert Policy.no_training().in_words() == "no course"
    assert Policy.fixed(12, 26).in_words() == "a course of 12 every 26 weeks, first now"
    later = Policy.calendar([(4, 8)], then=Policy.fixed(12, 26), from_week=30)
    assert later.in_words() == "a course of 8 in 4 weeks; then a course of 12 every 26 weeks, first in 52 weeks"
    assert list(np.flatnonzero(later.timetable(110))) == [4, 52, 78, 104]
    assert Policy.from_json(later.to_json()) == later


@pytest.mark.parametrize(
    "make",
    [
        lambda: Policy.fixed(0, 26),
        lambda: Policy.base_stock(4, 9),
        lambda: Policy.calendar([(3, 8), (3, 9)]),
        lambda: Policy.calendar([(-1, 8)]),
        lambda: Policy("magic"),
        lambda: State(date(2026, 1, 1), ("ward",), pool=-1),
        lambda: State(date(2026, 1, 1), ("ward",), in_post=(InPost("moon", 3, 1),)),
        lambda: State(date(2026, 1, 1), ("ward", "ward")),
    ],
)
def test_what_makes_no_sense_is_refused(make):
    with pytest.raises(ValueError, match=r"\w+"):
        make()
