"""A question to the engine and its answer as documents: the same inputs give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from alongside.engines.pipeline import (
    ENGINE_VERSION,
    Comparison,
    Policy,
    Weights,
    backtest,
    drivers,
    freeze_costs,
    improve,
    next_decision,
    past,
    simulate,
    waits,
    warm,
)
from alongside.engines.pipeline.documents import digest, plain
from alongside.engines.pipeline.posterior import SPOKEN
from alongside.planning.bridge.programme import Programme, prior_for_the_past
from alongside.planning.rules import NO_COURSE, weeks_together

Progress = Callable[[int, int], None]
WEEKS, LONG = 104, 260
HISTORY_SHOWN = 104
SHOWN = ("waiting", "in_training", "in_checks", "in_post", "open_posts", "posts_opened", "leavers", "starts", "gave_up")
__all__ = ["ENGINE_VERSION", "TooShort", "back_test", "decide", "warm"]


class TooShort(Exception):
    """The records cannot carry this: the reason, in words."""


def decide(
    programme: Programme, scenario: dict, seed: int, replications: int, progress: Progress
) -> tuple[dict, dict, str]:
    """Inputs, result and digest of a next decision."""
    state, assumed = programme.state(scenario["pool"], scenario["seats"])
    posterior = programme.posterior()
    habit = Policy.fixed(scenario["places"], scenario["every"]) if scenario["places"] else Policy.no_training()
    weights = Weights(**scenario["weights"])
    rates = posterior.draw(replications, seed)
    tell = _parts(progress, 5)
    decision = next_decision(state, rates, habit, weights=weights, weeks=WEEKS, seed=seed, progress=tell(0))
    causes = drivers(state, rates, habit, weights=weights, weeks=WEEKS, seed=seed, progress=tell(1))
    fans = _fans(state, rates, habit, decision, seed, tell(2))
    wanted = posterior.draw(max(400, replications), seed)
    rule = improve(state, wanted, weights, habit=habit, weeks=LONG, seed=seed, check=1_000, progress=tell(3))
    shown = past(programme.history)
    inputs = {
        "state": plain(state),
        "posterior": plain(posterior),
        "habit": habit.in_words(),
        "spoken": dict(SPOKEN),
        "free_places": max(0, scenario["seats"] - sum(group.people for group in state.training)),
        "weeks": WEEKS,
        "unrecorded": list(programme.unrecorded),
        "rounds": [plain(one) for one in programme.selection.rounds],
        "notes": [*assumed, *programme.notes],
        "observed_from": programme.history.observed_from.isoformat(),
        "past": {one.series: _past(one) for one in shown if one.series in SHOWN},
    }
    result = {
        "decision": plain(decision),
        "drivers": plain(causes),
        "fans": fans,
        "rule": {"policy": plain(rule), "in_words": rule.in_words(), "search": plain(rule.search)},
        "waits": _waits(programme),
        "freezes": _freezes(programme, replications, seed),
        "enough": posterior.enough,
        "in_words": posterior.in_words(),
    }
    progress(1, 1)
    return inputs, result, digest(inputs, scenario, seed, replications)


def _fans(state, rates, habit: Policy, decision: Comparison, seed: int, progress: Progress) -> dict:
    """The weeks ahead if no course is run, and under the choice that costs least."""
    later = habit if habit.kind == "fixed" else None
    choices = {NO_COURSE: Policy.calendar((), then=later, from_week=26)}
    for week, when in ((0, "now"), (4, "in a month"), (13, "in a quarter")):
        for size in (8, 12, 16):
            choices[f"{size} {when}"] = Policy.calendar(((week, size),), then=later, from_week=26)
    made = {}
    for label in dict.fromkeys((decision.cheapest, NO_COURSE)):
        forecast = simulate(state, rates, choices[label], weeks=WEEKS, seed=seed, progress=progress)
        made[label] = {
            "on_time": [forecast.on_time, forecast.on_time_low, forecast.on_time_high],
            "series": {
                fan.series: {
                    name: list(getattr(fan, name)) for name in ("low80", "low50", "middle", "high50", "high80")
                }
                for fan in forecast.fans
                if fan.series in SHOWN
            },
        }
    return made


def _past(one) -> dict:
    return {
        "ends_on": [day.isoformat() for day in one.ends_on[-HISTORY_SHOWN:]],
        "values": list(one.values[-HISTORY_SHOWN:]),
    }


def _waits(programme: Programme) -> dict:
    found = waits(programme.history)
    return {"people": found.people, "median": found.median, "on_time": found.on_time}


def _freezes(programme: Programme, replications: int, seed: int) -> dict:
    """What freezes of the whole programme cost by the model, and of single posts by the records alone."""
    history, posterior = programme.for_the_past()
    whole = freeze_costs(history, posterior, replications=min(replications, 1_000), seed=seed)
    ahead = history.as_of
    waiting = [(w.began_on, w.ended_on or ahead) for w in history.waits]
    return {
        "whole": [plain(one) for one in whole],
        "posts": len(programme.spells.frozen_posts),
        "post_weeks": sum((min(b, ahead) - a).days for a, b in programme.spells.frozen_posts if a < ahead) / 7,
        "people_weeks": weeks_together(programme.spells.frozen_posts, waiting),
    }


def back_test(programme: Programme, seed: int, replications: int, progress: Progress) -> tuple[dict, dict, str]:
    """Inputs, result and digest of what the forecast would have said earlier."""
    if "vacancies" in programme.unrecorded:
        raise TooShort(
            "When posts opened is mostly not recorded, so no earlier forecast can be made from these records."
        )
    history, _ = programme.for_the_past()
    found = backtest(history, prior=prior_for_the_past(), replications=replications, seed=seed, progress=progress)
    points = [_without_the_teacher(asdict(point)) for point in found.points]
    inputs = {"observed_from": history.observed_from.isoformat(), "notes": list(programme.notes)}
    result = plain(found) | {"points": plain(points)}
    return inputs, result, found.inputs_digest


def _without_the_teacher(point: dict) -> dict:
    """For the past one unnamed educator is added, so that courses could run; nobody shall see them counted."""
    if point["measure"] == "in_post":
        for name in ("actual", "low", "low50", "middle", "high50", "high", "last_year"):
            point[name] = max(0, point[name] - 1)
    return point


def _parts(progress: Progress, parts: int) -> Callable[[int], Progress]:
    """One bar over several pieces of work."""
    return lambda number: lambda done, of: progress(number * 100 + done * 100 // max(1, of), parts * 100)
