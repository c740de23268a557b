"""Whatever does not fit is refused with the place and what is needed there; nothing is guessed, nothing hangs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from alongside.engines.pipeline import (
    Absence,
    Application,
    Check,
    Cohort,
    Freeze,
    Group,
    Guess,
    History,
    Holding,
    InPost,
    OpenPosts,
    Pending,
    Policy,
    Post,
    Prior,
    Rates,
    State,
    Wait,
    Weights,
    backtest,
    compare,
    fit,
    improve,
    merge,
    simulate,
    waits,
)
from alongside.engines.pipeline.command import main
from alongside.engines.pipeline.programme_file import read_programme
from tests.engines.pipeline.conftest import SETTINGS, usual
from tests.engines.pipeline.test_command import FILE

NAN = float("nan")
DAY, EARLIER = date(2026, 1, 1), date(2025, 1, 1)
WARD = ("ward",)
NOTHING = History(WARD, EARLIER, DAY)
SMALL = State(DAY, SETTINGS)
NONE = Policy.no_training()


def stay(**changed):
    return State(DAY, WARD, **changed)


def told(**changed):
    return History(WARD, EARLIER, DAY, **changed)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: stay(pool=-1), r"State\.pool: -1 is negative"),
        (lambda: stay(pool=NAN), r"State\.pool: a whole number is needed, not nan"),
        (lambda: stay(pool=2.5), r"State\.pool: a whole number"),
        (lambda: stay(pool=True), r"State\.pool: a whole number"),
        (lambda: stay(pool="many"), r"State\.pool: a whole number"),
        (lambda: stay(pool=10**30), r"State\.pool: .* too large"),
        (lambda: stay(pool=10**9), r"State\.pool: a whole number from 0 to 1,000,000"),
        (lambda: stay(frozen="no"), r"State\.frozen: true or false"),
        (lambda: stay(course_weeks=0), r"State\.course_weeks: a whole number from 1"),
        (lambda: stay(waiting=Group(1, 2)), r"State\.waiting: a list"),
        (lambda: stay(waiting=[{"weeks": 1, "persons": 2}]), r"State\.waiting\[0\]: unknown field persons"),
        (lambda: stay(in_post=(InPost("moon", 3, 1),)), r"State\.in_post\[0\]: unknown setting 'moon'; known are ward"),
        (lambda: stay(open_posts=(OpenPosts("ward", 5, 1),)), r"State\.open_posts\[0\]: band 5: only bands 3, 4 and 6"),
        (lambda: State("someday", WARD), r"State\.as_of: a date such as"),
        (lambda: State(datetime(2026, 1, 1), WARD), r"State\.as_of: a date such as"),  # noqa: DTZ001
        (lambda: State(DAY, ()), r"State\.settings: name each setting once"),
        (lambda: State(DAY, ("",)), r"State\.settings: name each setting once"),
        (lambda: State(DAY, "ward"), r"State\.settings: a list"),
        (lambda: Group(-3, 1), r"Group\.weeks: -3 is negative"),
        (lambda: Group(3, NAN), r"Group\.people: a whole number"),
        (lambda: Pending("ward", 1, -1), r"Pending\.people: -1 is negative"),
        (lambda: Weights(late=NAN), r"Weights\.late: a number is needed, not nan"),
        (lambda: Weights(late=-1), r"Weights\.late: a weight is zero or more"),
        (lambda: Weights(late="dear"), r"Weights\.late: a number"),
        (lambda: Guess(NAN, 1, "x"), r"Guess\.mean: a number is needed, not nan"),
        (lambda: Guess(0.5, 0, "x"), r"Guess\.weight: a number above zero"),
        (lambda: replace(Prior(), qualify=Guess(1.5, 9, "x")), r"Prior\.qualify: a chance is above 0 and below 1"),
        (lambda: replace(Prior(), leave=(Guess(0.1, 9, "x"),)), r"Prior\.leave: 3 (guesses|values) are needed"),
        (lambda: replace(Prior(), qualify=0.9), r"Prior\.qualify: a table is needed"),
        (lambda: Policy("magic"), r"Policy\.kind: unknown policy 'magic'; known are no training"),
        (lambda: Policy.fixed(-12, 26), r"Policy\.places: -12 is negative"),
        (lambda: Policy.fixed(12, 0), r"Policy\.every: a whole number of at least 1"),
        (lambda: Policy.fixed(12, NAN), r"Policy\.every: a whole number"),
        (lambda: Policy.calendar([(0, 12), (0, 8)]), r"Policy\.courses: a calendar names each week once"),
        (lambda: Policy.calendar([(0,)]), r"Policy\.courses\[0\]: 2 values are needed"),
        (lambda: Policy.calendar([(0, 0)]), r"Policy\.courses\[0\]: places"),
        (lambda: Policy.base_stock(4, 9), r"Policy\.below: from 1 to up_to \(4\), not 9"),
        (lambda: History(WARD, DAY, EARLIER), r"History\.as_of: 2025-01-01 is before observed_from"),
        (lambda: told(cohorts=(Cohort(EARLIER, 8, DAY, 9),)), r"History\.cohorts\[0\]\.qualified: 9 of 8"),
        (lambda: told(waits=(Wait(DAY, EARLIER),)), r"History\.waits\[0\]: ends on 2025-01-01, before"),
        (lambda: told(waits=(Wait(EARLIER, DAY, "lost"),)), r"History\.waits\[0\]\.how: 'lost'; one of matched"),
        (lambda: told(waits=(Wait(EARLIER, DAY, "matched", EARLIER),)), r"waits\[0\]\.started_on: .* before the match"),
        (lambda: told(posts=(Post("moon", 3, EARLIER),)), r"History\.posts\[0\]: unknown setting"),
        (lambda: told(posts=(Post("ward", 3, EARLIER, None, "cut"),)), r"History\.posts\[0\]\.how"),
        (lambda: told(holdings=(Holding("ward", 5, EARLIER),)), r"History\.holdings\[0\]: band 5"),
        (lambda: told(checks=(Check("ward", DAY, EARLIER),)), r"History\.checks\[0\]: ends on"),
        (lambda: told(absences=(Absence(DAY, EARLIER),)), r"History\.absences\[0\]: ends on"),
        (lambda: told(freezes=(Freeze(DAY, EARLIER),)), r"History\.freezes\[0\]: ends on"),
        (lambda: told(freezes=(Freeze(None),)), r"Freeze\.began_on: a date such as"),
        (lambda: told(applications=(Application(DAY, EARLIER),)), r"applications\[0\]\.selected_on: .* is before"),
        (lambda: told(posts=("ward",)), r"History\.posts\[0\]: a table is needed"),
        (lambda: Rates.known(WARD, 0), r"replications: a whole number of at least 1"),
        (lambda: Rates.known(WARD, accept="often"), r"accept: numbers are needed"),
        (lambda: Rates.known(WARD, accept=[0.1, 0.2]), r"accept: shape \(2,\) does not fit \(1,\)"),
        (lambda: Rates.known(WARD, freeze=NAN), r"freeze: not a number"),
        (lambda: Rates.known(WARD, applications=-1), r"applications: below zero"),
        (lambda: Rates.known((), 1), r"Rates\.settings"),
        (lambda: Rates.known(WARD, hope=1), r"unknown rate hope; known are vacancies"),
        (lambda: Rates.known(WARD).changed(hope=1), r"unknown rate hope"),
        (lambda: replace(Rates.known(WARD, 2), leave=np.zeros((2, 5))), r"leave: shape \(2, 5\).*\(2, 3\) is needed"),
        (lambda: replace(Rates.known(WARD, 2), applications=0.5), r"applications: shape \(\)"),
        (lambda: fit({"waits": []}), r"history: a History is needed"),
        (lambda: fit(NOTHING, {"qualify": 1}), r"prior: a Prior is needed"),
        (lambda: fit(NOTHING).draw(0), r"reps: a whole number from 1"),
        (lambda: fit(NOTHING).draw(5, -1), r"seed: a whole number from 0"),
        (lambda: simulate(SMALL, usual(2), NONE, weeks=0), r"weeks: a whole number from 1"),
        (lambda: simulate(SMALL, usual(2), NONE, weeks=10.5), r"weeks: a whole number"),
        (lambda: simulate(SMALL, usual(2), NONE, weeks=10**9), r"weeks: a whole number from 1 to 10,400"),
        (lambda: simulate(SMALL, usual(2), NONE, seed=NAN), r"seed: a whole number"),
        (lambda: simulate(SMALL, usual(2), NONE, first_replication=-1), r"first_replication: a whole number"),
        (lambda: simulate(SMALL, usual(2), NONE, threads=0), r"threads: a whole number"),
        (lambda: simulate(SMALL, usual(2), NONE, chunk=0), r"chunk: a whole number"),
        (lambda: simulate(SMALL, usual(2), "fixed"), r"policy: a Policy is needed, not 'fixed'"),
        (lambda: simulate("today", usual(2), NONE), r"state: a State is needed"),
        (lambda: simulate(SMALL, usual(4).part(2, 2), NONE), r"rates: at least one replication"),
        (lambda: simulate(stay(), usual(2), NONE), r"rates are for .* the state for"),
        (lambda: compare(SMALL, usual(2), []), r"policies: at least one"),
        (lambda: compare(SMALL, usual(2), [NONE, NONE]), r"policies: two are the same"),
        (lambda: compare(SMALL, usual(2), [NONE], weights={"late": 1}), r"weights: Weights are needed"),
        (lambda: improve(SMALL, usual(10)), r"rates: at least 200"),
        (lambda: merge([]), r"parts: at least one"),
        (lambda: backtest(NOTHING, horizons=()), r"horizons: at least one"),
        (lambda: backtest(NOTHING, horizons=(0,)), r"horizons: a whole number from 1"),
        (lambda: backtest(NOTHING, every=0), r"every: a whole number of at least 1"),
        (lambda: backtest(NOTHING, replications=0), r"replications: a whole number of at least 1"),
        (lambda: waits(NOTHING, until="lunch"), r"until is 'started' or 'matched'"),
        (lambda: State.from_json('{"as_of": "2026-01-01", "settings": ["ward"], "pull": 1}'), r"State: unknown field"),
        (lambda: State.from_json('{"as_of": "2026-01-01", "settings": ["ward"], "pool": -1}'), r"pool: -1 is negative"),
        (lambda: State.from_json("[]"), r"State: a table is needed"),
        (lambda: Policy.from_json("{}"), r"Policy: missing 1 required"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place(make, said):
    with pytest.raises(ValueError, match=said):
        make()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("people = 4", "people = -4", "state.waiting[1].people: -4 is negative"),
        ("people = 4", "people = nan", "state.waiting[1].people: a whole number is needed, not nan"),
        ("people = 4", "persons = 4", "state.waiting[1]: unknown field persons"),
        ('setting = "community"', 'setting = "moon"', "state: in_post[1]: unknown setting 'moon'"),
        ("settings = [", "settings = [[", "not TOML"),
        ("empty_post_week = 300", "empty_post_week = nan", "weights.empty_post_week: a number is needed, not nan"),
        ("empty_post_week = 300", "empty_post_week = -3", "weights: empty_post_week: a weight is zero or more"),
        ("qualify = 0.9", "qualify = 1.9", "rates.qualify: a chance is above 0 and below 1"),
        ("qualify = 0.9", "qualify = nan", "rates.qualify.mean: a number is needed"),
        ("qualify = 0.9", "qualify = 0", "rates.qualify: mean: a number above zero"),
        ("weeks = 60", "weeks = 60.5", "forecast.weeks: a whole number"),
        ("weeks = 60", "days = 60", "forecast: unknown field days"),
        ("places = 12", "places = -12", "policies[1].places: a whole number of at least 0"),
        ("places = 12", "", "policies[1]: missing 1 required positional argument: 'places'"),
        ("courses = [[0, 12], [30, 8]]", "courses = 12", "policies[3]: courses: a list is needed"),
        ("courses = [[0, 12], [30, 8]]", "courses = [[0]]", "policies[3]: courses[0]: 2 values are needed"),
        ('name = "One now"', "name = 3", "policies[3].name: a text"),
        ("[state]", "policies = 3\n[state]", ""),
        ("[state]", "[states]", "unknown table states; known are state"),
    ],
)
def test_a_file_is_refused_with_the_place_in_it(tmp_path, capsys, old, new, said):
    path = tmp_path / "programme.toml"
    path.write_text(FILE.replace(old, new, 1))
    assert main([str(path), "--reps", "2"]) == 2
    found = capsys.readouterr()
    assert said in found.err and found.out == "" and "Traceback" not in found.err


@pytest.mark.parametrize(
    "text", ["", "x", "rates = 3", "state = 3", "policies = [3]\n[state]\nas_of = 2026-01-01\nsettings = ['ward']"]
)
def test_other_shapes_are_refused_too(text):
    with pytest.raises(ValueError, match=r"needed|not TOML|unknown table"):
        read_programme(text)


@pytest.mark.parametrize("option", [("--reps", "0"), ("--seed", "-1"), ("--weeks", "0"), ("--threads", "0")])
def test_an_option_that_does_not_fit_is_named(tmp_path, capsys, option):
    path = tmp_path / "programme.toml"
    path.write_text(FILE)
    assert main([str(path), *option]) == 2
    assert f"{option[0]}: a whole number" in capsys.readouterr().err


def test_plain_lists_and_numpy_numbers_are_taken_as_they_are_meant():
    state = State("2026-01-01", ["ward"], pool=np.int64(3), waiting=[{"weeks": 2, "people": np.int32(4)}])
    assert state == State(DAY, WARD, pool=3, waiting=(Group(2, 4),))
    assert State.from_json(state.to_json()) == state and json.loads(state.to_json())["pool"] == 3
