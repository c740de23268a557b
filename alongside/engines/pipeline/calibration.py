"""What this forecast would have said earlier, against what happened: `backtest`.

At every origin only what was known that day is used; the courses that did run are taken as planned. Randomised PIT
(Czado, Gneiting & Held 2009) and CRPS (Gneiting & Raftery 2007), against "the same as last year".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from alongside.engines.pipeline.chance import uniforms
from alongside.engines.pipeline.documents import Document, digest, whole
from alongside.engines.pipeline.forecast import ENGINE_VERSION, MOST_WEEKS, SERIES, Progress, paths
from alongside.engines.pipeline.history import History
from alongside.engines.pipeline.posterior import fit
from alongside.engines.pipeline.prior import Prior
from alongside.engines.pipeline.waits import actual_courses

STOCKS = ("in_post", "waiting", "open_posts", "in_checks")
FLOWS = ("starts", "leavers", "gave_up")
MEASURES = STOCKS + FLOWS
YEAR = timedelta(weeks=52)


@dataclass(frozen=True)
class Point(Document):
    """One forecast of one measure, made on `origin` for `target`. `low` to `high` is the 80 % band, `low50`,
    `high50` the 50 %.

    `pit` is where what happened lies within the forecast (0 to 1, even if the forecast is right); `crps` its error and
    `last_year_error` that of "the same as last year", in people or posts.
    """

    origin: date
    target: date
    measure: str
    actual: int
    low: int
    low50: int
    middle: int
    high50: int
    high: int
    pit: float
    crps: float
    last_year: int
    last_year_error: float


@dataclass(frozen=True)
class Calibration(Document):
    """How far the forecast could be trusted so far. `inside80`, `inside50`: shares of PITs in the middle 80 % and 50 %
    (right: .80, .50); `skill` how much smaller the error is than that of "the same as last year" (0.2: by a fifth)."""

    points: tuple[Point, ...]
    origins: int
    inside80: float | None
    inside50: float | None
    crps: float | None
    last_year_error: float | None
    skill: float | None
    enough: bool
    in_words: str
    inputs_digest: str
    engine_version: str = ENGINE_VERSION


def backtest(
    history: History,
    *,
    prior: Prior | None = None,
    horizons: tuple[int, ...] = (26, 52),
    every: int = 26,
    learn: int = 104,
    replications: int = 500,
    seed: int = 0,
    progress: Progress | None = None,
) -> Calibration:
    """Forecast from every earlier origin (`every` weeks apart, after `learn` weeks of records) and compare.

    Targets are `horizons` weeks after the origin and never after `as_of`. Deterministic. A history that is too
    short gives no points, `enough` False, and says so.
    """
    if not horizons:
        raise ValueError("horizons: at least one number of weeks")
    for horizon in horizons:
        whole("horizons", horizon, 1, MOST_WEEKS)
    whole("every", every, 1)
    whole("learn", learn, 0)
    whole("replications", replications, 1)
    whole("seed", seed, 0, 2**61)
    origins = _origins(history, min(horizons), every, learn)
    points: list[Point] = []
    for number, origin in enumerate(origins):
        within = [h for h in horizons if origin + timedelta(weeks=h) <= history.as_of]
        points += _at(history, prior, origin, within, replications, seed + number)
        if progress is not None:
            progress(number + 1, len(origins))
    inputs = digest(history, prior or Prior(), list(horizons), every, learn, replications, seed, ENGINE_VERSION)
    return summarise_points(tuple(points), len(origins), inputs)


def summarise_points(points: tuple[Point, ...], origins: int, inputs_digest: str) -> Calibration:
    """Coverage, error and the sentence about them; several programmes' points may be put together."""
    if not points:
        words = (
            "The records are too short to say what this forecast would have said earlier: about three years are needed."
        )
        return Calibration(points, origins, None, None, None, None, None, False, words, inputs_digest)
    pit = np.array([p.pit for p in points])
    inside80, inside50 = float(((pit > 0.1) & (pit < 0.9)).mean()), float(((pit > 0.25) & (pit < 0.75)).mean())
    crps, naive = float(np.mean([p.crps for p in points])), float(np.mean([p.last_year_error for p in points]))
    skill = 1 - crps / naive if naive > 0 else None
    enough = origins >= 4
    return Calibration(
        points,
        origins,
        inside80,
        inside50,
        crps,
        naive,
        skill,
        enough,
        _say(inside80, skill, origins, enough),
        inputs_digest,
    )


def _say(inside80: float, skill: float | None, origins: int, enough: bool) -> str:
    said = f"{inside80:.0%} of what happened lay within the 80% bands"
    if inside80 < 0.7:
        said += ": the bands were too narrow, the forecast was surer than it should have been"
    elif inside80 > 0.9:
        said += ": the bands were too wide, the forecast was less sure than it could have been"
    else:
        said += ", as it should be"
    if skill is not None:
        better = "smaller" if skill >= 0 else "larger"
        said += f". Its error was {abs(skill):.0%} {better} than saying “the same as last year”"
    if not enough:
        said += f". That rests on only {origins} earlier forecast{'s' if origins > 1 else ''}: too few to rely on"
    return said + "."


def _origins(history: History, shortest: int, every: int, learn: int) -> list[date]:
    """From the latest back to the earliest that leaves `learn` weeks of records; returned oldest first."""
    origin, found = history.as_of - timedelta(weeks=shortest), []
    while (origin - history.observed_from).days >= 7 * max(learn, 1):
        found.append(origin)
        origin -= timedelta(weeks=every)
    return found[::-1]


def _at(
    history: History, prior: Prior | None, origin: date, horizons: list[int], replications: int, seed: int
) -> list[Point]:
    known = history.before(origin)
    rates = fit(known, prior).draw(replications, seed)
    policy = actual_courses(history, origin, max(horizons))
    futures = paths(known.state(), rates, policy, weeks=max(horizons), seed=seed)
    dice = np.empty(len(MEASURES) * len(horizons))
    uniforms(seed, 77, 0, dice)
    points = []
    for i, weeks in enumerate(horizons):
        for k, measure in enumerate(MEASURES):
            values = np.sort(futures[:, weeks, SERIES.index(measure)])
            target = origin + timedelta(weeks=weeks)
            points.append(_point(history, origin, target, measure, values, float(dice[i * len(MEASURES) + k])))
    return points


def _point(history: History, origin: date, target: date, measure: str, values: NDArray[np.int32], u: float) -> Point:
    actual = observed(history, measure, origin, target)
    last_year = observed(history, measure, origin - YEAR, target - YEAR)
    below, same = float((values < actual).mean()), float((values == actual).mean())
    at = [int(values[max(0, int(np.ceil(level * len(values))) - 1)]) for level in (0.1, 0.25, 0.5, 0.75, 0.9)]
    return Point(
        origin, target, measure, actual, at[0], at[1], at[2], at[3], at[4],
        pit=below + u * same,
        crps=crps(values, actual),
        last_year=last_year,
        last_year_error=float(abs(actual - last_year)),
    )  # fmt: skip


def crps(ordered: NDArray[np.int32], actual: int) -> float:
    """The continuous ranked probability score of a sorted sample (Gneiting & Raftery 2007): 0 is perfect."""
    n = len(ordered)
    rank = 2 * np.arange(1, n + 1) - n - 1
    return float(np.abs(ordered - actual).mean() - (rank * ordered).sum() / n**2)


def observed(history: History, measure: str, origin: date, target: date) -> int:
    """What the records say of a measure: stocks at the end of `target`, flows after `origin` up to it."""
    if measure == "in_post":
        return sum(_runs(h.began_on, h.ended_on, target) for h in history.holdings)
    if measure == "waiting":
        return sum(_runs(w.began_on, w.ended_on, target) for w in history.waits)
    if measure == "open_posts":
        return sum(_runs(p.began_on, p.ended_on, target) for p in history.posts)
    if measure == "in_checks":
        return sum(_runs(c.began_on, c.ended_on, target) for c in history.checks)
    if measure == "starts":
        return sum(bool(c.started) and _after(c.ended_on, origin, target) for c in history.checks)
    if measure == "leavers":
        return sum(h.how == "left" and _after(h.ended_on, origin, target) for h in history.holdings)
    if measure == "gave_up":
        return sum(w.how == "gave up" and _after(w.ended_on, origin, target) for w in history.waits)
    raise ValueError(f"unknown measure {measure!r}")


def _runs(began: date, ended: date | None, on: date) -> bool:
    return began <= on and (ended is None or ended > on)


def _after(day: date | None, origin: date, target: date) -> bool:
    return day is not None and origin < day <= target
