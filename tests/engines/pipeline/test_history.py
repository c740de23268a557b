"""Records in, counts and exposure out: nothing that is still running is left out, and nothing later is known
earlier."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

from alongside.engines.pipeline import (
    SERIES,
    Absence,
    Application,
    Check,
    Cohort,
    Freeze,
    Group,
    History,
    Holding,
    InPost,
    Policy,
    Post,
    State,
    Wait,
    freeze_costs,
    past,
    waits,
)
from alongside.engines.pipeline.evidence import seen
from alongside.engines.pipeline.posterior import fit
from tests.engines.pipeline.chronicle import BEGAN, Chronicle, chronicle
from tests.engines.pipeline.conftest import SETTINGS, usual

FROM = date(2024, 1, 1)
STAFFED = State(BEGAN, SETTINGS, in_post=tuple(InPost(s, b, n) for s in SETTINGS for b, n in ((3, 9), (4, 2), (6, 1))))


def week(number: int) -> date:
    """The fourth day of a week of the small history."""
    return FROM + timedelta(weeks=number, days=4)


def small(**records: tuple) -> History:
    return History(("ward",), FROM, FROM + timedelta(weeks=40), **records)


def counted(history: History, rate: str, band: int = 0) -> tuple[int, float]:
    [item] = [s for s in seen(history) if s.rate == rate and s.band in (band, 0) and (s.band == band or not band)]
    return item.events, item.exposure


def test_an_unfinished_wait_counts_for_as_long_as_it_has_lasted():
    history = small(waits=(Wait(week(0), week(9), "gave up"), Wait(week(20))))
    assert counted(history, "give_up") == (1, 10 + 20)


def test_open_posts_are_at_risk_of_cuts_only_in_frozen_weeks_and_of_loss_in_the_others():
    history = small(
        posts=(Post("ward", 3, week(5), week(14), "cut"), Post("ward", 3, week(30))),
        freezes=(Freeze(week(10), week(19)),),
    )
    assert counted(history, "cut") == (1, 5)
    assert counted(history, "lost") == (0, 5 + 10)
    assert counted(history, "freeze") == (1, 30)
    assert counted(history, "thaw") == (1, 10)


def test_a_post_can_be_filled_only_while_somebody_waits():
    history = small(posts=(Post("ward", 3, week(0), week(11), "filled"),), waits=(Wait(week(8), week(11), "matched"),))
    assert counted(history, "accept", 3) == (1, 4)


def test_leavers_are_counted_against_person_weeks_in_post():
    history = small(holdings=(Holding("ward", 3, week(0), week(10), "left", True), Holding("ward", 3, week(35))))
    assert counted(history, "leave", 3) == (1, 10 + 4)
    assert counted(history, "reopen") == (1, 1)


def test_what_happened_later_is_not_known_earlier():
    history = small(
        applications=(Application(week(1), selected_on=week(3), course_on=week(12)),),
        cohorts=(Cohort(week(12), 8, week(17), 7),),
        waits=(Wait(week(17), week(25), "matched", week(33)),),
        checks=(Check("ward", week(25), week(33), True),),
        posts=(Post("ward", 3, week(2), week(25), "filled"),),
        holdings=(Holding("ward", 3, week(0), week(30), "left", True),),
        absences=(Absence(week(4), week(6)),),
        freezes=(Freeze(week(18), week(24)),),
    )
    early = history.before(week(20))
    assert early.cohorts[0].qualified == 7
    assert early.waits == (Wait(week(17)),)
    assert early.checks == ()
    assert early.posts[0].how == ""
    assert early.holdings[0].ended_on is None
    assert early.freezes[0].ended_on is None
    assert history.before(week(14)).cohorts == (Cohort(week(12), 8),)
    assert history.before(week(2)).applications == (Application(week(1)),)
    state = history.state(week(20))
    assert (state.waiting, state.frozen, state.pool) == ((Group(3, 1),), True, 0)
    assert state.in_post == (InPost("ward", 3, 1, 0),)
    assert history.state(week(5)).pool == 1
    assert history.state(week(14)).training == (Group(2, 8),)
    assert history.state(week(28)).checks[0].weeks == 3
    assert history.before(week(20)).before(week(20)) == early


@pytest.mark.parametrize(
    "wrong",
    [
        {"waits": (Wait(week(5), week(3)),)},
        {"posts": (Post("moon", 3, week(5)),)},
        {"holdings": (Holding("ward", 5, week(5)),)},
    ],
)
def test_records_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"before it began|unknown setting|band 5"):
        small(**wrong)


def test_waits_that_are_still_running_lengthen_the_curve():
    """The mean of finished waits would say four weeks; half of the people still wait after twenty."""
    done = tuple(Wait(week(0), week(4), "matched", week(4)) for _ in range(5))
    running = tuple(Wait(week(20)) for _ in range(5))
    curve = waits(small(waits=done + running))
    assert curve.placed[4] == pytest.approx(0.5)
    assert curve.still_waiting[19] == pytest.approx(0.5)
    assert curve.people == 10
    gone = waits(small(waits=(*done, *(Wait(week(0), week(2), "gave up") for _ in range(5)))))
    assert gone.gave_up[-1] == pytest.approx(0.5)
    assert gone.placed[-1] == pytest.approx(0.5)


def test_the_censored_curve_agrees_with_what_is_seen_when_everybody_is_followed():
    history = chronicle(STAFFED, usual(), Policy.fixed(10, 26), weeks=800, seed=2)
    followed = [w for w in history.waits if (history.as_of - w.began_on).days > 7 * 200]
    curve = waits(history)
    in_time = np.mean([w.started_on is not None and (w.started_on - w.began_on).days // 7 <= 26 for w in followed])
    assert curve.on_time == pytest.approx(in_time, abs=0.04)


def test_the_records_of_a_told_programme_give_back_its_rates():
    """Forty programmes of ten years, told by the oracle with known rates: events / exposure is the rate, for every
    rate."""
    rates = usual()
    events: dict[tuple[str, str, int], int] = {}
    exposure: dict[tuple[str, str, int], float] = {}
    for seed in range(40):
        for item in seen(chronicle(STAFFED, rates, Policy.fixed(12, 26), weeks=520, seed=seed)):
            key = item.rate, item.setting, item.band
            events[key] = events.get(key, 0) + item.events
            exposure[key] = exposure.get(key, 0.0) + item.exposure
    for (rate, setting, band), count in events.items():
        values = getattr(rates, rate)[0]
        at, level = (SETTINGS.index(setting) if setting else 0), ((3, 4, 6).index(band) if band else 0)
        place = {"vacancies": (at, level), "accept": (at,), "promote": (level - 1,), "leave": (level,)}.get(rate, ())
        true = float(values[place])
        estimate = count / exposure[rate, setting, band]
        assert estimate == pytest.approx(true, abs=4 * (true / exposure[rate, setting, band]) ** 0.5), (rate, band)


def test_past_weeks_are_the_stocks_that_the_programme_had():
    told = Chronicle(STAFFED, usual(), Policy.fixed(12, 26), 200, random.Random(6))
    told.run()
    series = {p.series: np.array(p.values) for p in past(told.history())}
    trail = np.array(told.trail)
    for k, name in enumerate(("waiting", "in_training", "in_checks", "in_post", "open_posts", "pool")):
        np.testing.assert_array_equal(series[name], trail[:, k], err_msg=name)
    assert set(series) <= set(SERIES)


def test_the_state_of_the_records_is_the_state_of_the_programme():
    told = Chronicle(STAFFED, usual(), Policy.fixed(12, 26), 150, random.Random(8))
    told.run()
    state = told.history().state()
    waiting, training, checking, in_post, opened, pool = told.trail[-1]
    assert sum(g.people for g in state.waiting) == waiting
    assert sum(g.people for g in state.training) == training
    assert sum(c.people for c in state.checks) == checking
    assert sum(p.well + p.sick for p in state.in_post) == in_post
    assert sum(o.posts for o in state.open_posts) == opened
    assert (state.pool, state.frozen) == (pool, told.frozen)
    assert sum(p.sick for p in state.in_post) == sum(person.sick for person in told.in_post)


def test_a_freeze_costs_weeks_of_waiting():
    history = chronicle(STAFFED, usual(), Policy.fixed(12, 26), weeks=400, seed=3)
    costs = freeze_costs(history, fit(history), replications=200)
    assert len(costs) >= 2
    long = max(costs, key=lambda cost: cost.weeks)
    assert long.weeks >= 20
    assert long.extra_weeks_waited[0] > 0
    assert long.starts_lost[0] > 0
    assert long.extra_weeks_waited[1] <= long.extra_weeks_waited[0] <= long.extra_weeks_waited[2]
    assert long.weeks_waited > 0
