"""`alongside forecast`: a file in, JSON out, and the reason when the file does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alongside.engines.pipeline import Forecast
from alongside.engines.pipeline.command import forecast_text, main
from alongside.engines.pipeline.programme_file import read_programme

FILE = """
[state]
as_of = 2026-11-22
settings = ["ward", "community"]
pool = 14
waiting = [{weeks = 30, people = 1}, {weeks = 10, people = 4}]
in_post = [{setting = "ward", band = 3, well = 20, sick = 1}, {setting = "community", band = 6, well = 2}]
open_posts = [{setting = "ward", band = 3, posts = 2}]

[rates]
qualify = 0.9
check_weeks = {mean = 6, weight = 1000, because = "measured in 2025"}

[weights]
empty_post_week = 300

[forecast]
weeks = 60

[[policies]]
name = "Today"
kind = "fixed"
places = 12
every = 26

[[policies]]
name = "Look at the queue"
kind = "base stock"
up_to = 14
below = 5

[[policies]]
name = "One now"
kind = "calendar"
courses = [[0, 12], [30, 8]]
"""


@pytest.fixture
def programme(tmp_path):
    path = tmp_path / "programme.toml"
    path.write_text(FILE)
    return path


def test_a_forecast_is_written_and_written_again_the_same(programme, tmp_path, capsys):
    out = tmp_path / "forecast.json"
    assert main([str(programme), "--reps", "200", "--seed", "3", "--out", str(out)]) == 0
    first = out.read_bytes()
    assert main([str(programme), "--reps", "200", "--seed", "3", "--threads", "2", "--out", str(out)]) == 0
    assert out.read_bytes() == first
    assert main([str(programme), "--reps", "200", "--seed", "3"]) == 0
    assert capsys.readouterr().out.encode() == first
    made = json.loads(first)
    assert list(made["forecasts"]) == sorted(["Today", "Look at the queue", "One now"])
    forecast = Forecast.from_json(json.dumps(made["forecasts"]["Today"]))
    assert (forecast.weeks, forecast.replications, forecast.seed) == (60, 200, 3)
    assert made["comparison"]["weights"]["empty_post_week"] == 300
    assert made["rates_enough"] is False


def test_given_rates_are_used(programme):
    read = read_programme(FILE)
    assert read.posterior.term("qualify").mean == pytest.approx(0.9)
    assert read.posterior.term("check_weeks", "", 3).because == "measured in 2025"
    assert read.posterior.draw(500).check_mu.std() < 0.05


def test_records_in_the_file_are_counted():
    text = (
        FILE
        + """
[history]
settings = ["ward", "community"]
observed_from = 2022-01-01
as_of = 2026-11-22
cohorts = [{began_on = 2025-02-03, ended_on = 2025-03-10, began = 12, qualified = 11}]
"""
    )
    assert read_programme(text).posterior.term("qualify").events == 11


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pool = 14", "pool = -1", "negative"),
        ("pool = 14", "pull = 14", "unknown field pull"),
        ('kind = "fixed"', 'kind = "magic"', "kind is one of"),
        ("every = 26", "often = 26", "policies[1]"),
        ("every = 26", 'every = "x"', "policies[1].every"),
        ("below = 5", "below = 50", "policies[2]"),
        ("qualify = 0.9", "quality = 0.9", "unknown rate quality"),
        ("qualify = 0.9", "qualify = [0.9]", "rates.qualify"),
        ("qualify = 0.9", "leave = 0.9", "a list of 3"),
        ("weeks = 60", "weeks = 0", "forecast"),
        ('name = "Look at the queue"', 'name = "Today"', "taken"),
        ("[weights]", "[waits]", "unknown table"),
        ("[state]", "[state", "not TOML"),
        ("as_of = 2026-11-22", "", "as_of"),
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
        ("[state]", "policies = 3\n[state]", "not TOML"),
        ("[state]", "[states]", "unknown table states; known are state"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_the_place(programme, capsys, old, new, said):
    programme.write_text(FILE.replace(old, new, 1))
    assert main([str(programme), "--reps", "20", "--out", str(programme.with_suffix(".json"))]) == 2
    told = capsys.readouterr()
    assert said in told.err and told.out == "" and "Traceback" not in told.err
    assert not programme.with_suffix(".json").exists()


@pytest.mark.parametrize(
    "text", ["", "x", "rates = 3", "state = 3", "policies = [3]\n[state]\nas_of = 2026-01-01\nsettings = ['ward']"]
)
def test_other_shapes_are_refused_too(text):
    with pytest.raises(ValueError, match=r"needed|not TOML|unknown table"):
        read_programme(text)


@pytest.mark.parametrize("option", [("--reps", "0"), ("--seed", "-1"), ("--weeks", "0"), ("--threads", "0")])
def test_an_option_that_does_not_fit_is_named(programme, capsys, option):
    assert main([str(programme), *option]) == 2
    assert f"{option[0]}: a whole number" in capsys.readouterr().err


def test_a_missing_file_and_a_wrong_option_are_told(tmp_path, capsys):
    assert main([str(tmp_path / "none.toml")]) == 2
    assert main([str(tmp_path / "none.toml"), "--reps", "many"]) == 2
    assert "none.toml" in capsys.readouterr().err


def test_the_example_in_the_documentation_can_be_run():
    page = Path(__file__).parents[3] / "docs" / "algorithms" / "pipeline.md"
    example = page.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    read = read_programme(example)
    assert list(read.policies) == ["Today", "Look at the queue", "Two courses"]
    assert read.posterior.term("freeze").events == 1
    assert json.loads(forecast_text(read, 20, 1, 30))["forecasts"]["Today"]["weeks"] == 30
