"""What is drawn is what the records and the prior say, and a thin history says that it is thin."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from scipy import stats

from alongside.engines.pipeline import Check, Guess, History, Policy, Posterior, Prior, Rates, fit
from tests.engines.pipeline.chronicle import BEGAN, chronicle
from tests.engines.pipeline.conftest import SETTINGS, usual
from tests.engines.pipeline.test_history import STAFFED

NOTHING = History(SETTINGS, BEGAN, BEGAN)


@pytest.fixture(scope="module")
def records() -> History:
    return chronicle(STAFFED, usual(), Policy.fixed(12, 26), weeks=520, seed=1)


def test_without_records_the_answer_is_the_prior_and_says_so():
    posterior = fit(NOTHING)
    prior = Prior()
    assert posterior.term("qualify").mean == pytest.approx(prior.qualify.mean)
    assert posterior.term("vacancies", "ward", 3).mean == pytest.approx(prior.vacancies[0].mean / 3)
    assert not posterior.enough
    assert len(posterior.thin()) == len(posterior.terms)
    assert all(term.data_share == 0 for term in posterior.terms)
    assert "Mostly assumed" in posterior.in_words()
    assert "too little to say" in posterior.term("give_up").reason


def test_a_beta_posterior_is_its_textbook_form(records):
    term = fit(records).term("give_up")
    a = term.prior_mean * term.prior_weight + term.events
    b = (1 - term.prior_mean) * term.prior_weight + term.exposure - term.events
    assert (term.low, term.high) == pytest.approx(tuple(stats.beta.ppf([0.1, 0.9], a, b)))
    assert term.mean == pytest.approx(a / (a + b))
    drawn = fit(records).draw(20_000, 3).give_up
    assert drawn.mean() == pytest.approx(a / (a + b), rel=0.01)
    assert np.quantile(drawn, [0.1, 0.9]) == pytest.approx([term.low, term.high], rel=0.02)


def test_a_gamma_posterior_is_its_textbook_form(records):
    term = fit(records).term("applications")
    shape, weeks = term.prior_mean * term.prior_weight + term.events, term.prior_weight + term.exposure
    assert (term.low, term.high) == pytest.approx(tuple(stats.gamma.ppf([0.1, 0.9], shape, scale=1 / weeks)))
    assert fit(records).draw(20_000, 3).applications.std() == pytest.approx(shape**0.5 / weeks, rel=0.03)


def test_long_records_outweigh_the_prior_and_short_ones_do_not(records):
    long, short = fit(records), fit(records.before(BEGAN + timedelta(weeks=30)))
    assert long.enough
    assert not short.enough
    assert long.term("applications").data_share > 0.9 > short.term("applications").data_share
    assert long.term("freeze").enough is False or long.term("freeze").events >= 5


def test_checks_still_running_count_for_as_long_as_they_have_lasted():
    """Twenty checks took 6 weeks; twenty more began 12 weeks ago and still run: the length lies well above six."""
    start = BEGAN + timedelta(weeks=100)
    done = tuple(Check("ward", BEGAN, BEGAN + timedelta(weeks=6), True) for _ in range(20))
    running = tuple(Check("ward", start - timedelta(weeks=12)) for _ in range(20))
    history = History(SETTINGS, BEGAN, start, checks=done + running)
    only_finished = fit(replace(history, checks=done)).term("check_weeks", "", 3).mean
    both = fit(history).term("check_weeks", "", 3).mean
    assert only_finished == pytest.approx(6.6, abs=0.5)
    assert both > 10


def test_the_length_of_censored_checks_is_found_again():
    dice = np.random.default_rng(4)
    weeks = dice.lognormal(np.log(9), 0.5, 400)
    now = BEGAN + timedelta(weeks=200)
    checks = []
    for length in weeks:
        ago = float(dice.uniform(0, 25))
        began = now - timedelta(days=round(ago * 7))
        checks.append(
            Check("ward", began, began + timedelta(days=round(length * 7)), True)
            if length < ago
            else Check("ward", began)
        )
    posterior = fit(History(SETTINGS, BEGAN, now, checks=tuple(checks)))
    assert posterior.term("check_weeks", "", 3).mean == pytest.approx(9, rel=0.08)
    assert posterior.draw(4_000, 1).check_sigma.mean() == pytest.approx(0.5, abs=0.06)


def test_a_sure_prior_stays_where_it_is(records):
    stubborn = replace(Prior(), qualify=Guess(0.5, 1e9, "we insist"))
    assert fit(records, stubborn).draw(500).qualify == pytest.approx(0.5, abs=0.001)
    assert fit(records, Prior().weighing(1e6)).term("leave", "", 3).mean == pytest.approx(0.0035, rel=0.01)


def test_a_replication_has_the_same_rates_whoever_asks(records):
    posterior = fit(records)
    whole, part = posterior.draw(60, 5), posterior.draw(20, 5, first_replication=40)
    for name in ("accept", "vacancies", "check_mu", "check_sigma", "freeze"):
        np.testing.assert_array_equal(getattr(whole, name)[40:], getattr(part, name))
    assert (posterior.draw(60, 6).accept != whole.accept).any()


def test_a_posterior_survives_json(records):
    posterior = fit(records)
    again = Posterior.from_json(posterior.to_json())
    assert again == posterior
    assert again.draw(30, 2).digest() == posterior.draw(30, 2).digest()
    assert fit(records).inputs_digest == posterior.inputs_digest != fit(NOTHING).inputs_digest


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"accept": 1.2}, "probability"), ({"applications": -1.0}, "below zero"), ({"speed": 1.0}, "unknown rate"),
     ({"leave": float("nan")}, "not a number")],
)  # fmt: skip
def test_rates_that_cannot_be_are_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        Rates.known(SETTINGS, 2, **wrong)
