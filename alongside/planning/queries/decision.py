"""A stored next decision as its page shows it, and two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.planning.models import ForecastRun
from alongside.planning.rules import (
    WANTED_ON_TIME,
    Advice,
    CourseCost,
    Known,
    Row,
    advise,
    by_the_rule,
    course_cost,
    too_thin,
    what_drives,
)
from alongside.ui.filters import date as spoken_date
from alongside.ui.filters import plural, words

WEIGHT_NAMES = {
    "empty_post_week": "A post empty for a week",
    "week_waited": "A person waiting for a week",
    "gave_up": "A trained person who gives up",
    "late": "A person not in work 26 weeks after qualifying",
    "course": "A course",
    "place": "A place on a course",
}
AS_THINGS_ARE = "As things are"
SIZES = (8, 12, 16)
NEVER = 0.9
"""A choice that changes nothing in so many futures could hardly ever start."""


@dataclass(frozen=True)
class Figure:
    """A mean with the range of 8 of 10 futures."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Choice:
    label: str
    figures: dict[str, Figure]
    saving: Figure
    better: float
    same: float
    on_time: float | None
    best: bool


@dataclass(frozen=True)
class Read:
    """A next decision, ready to be shown."""

    advice: Advice
    thin: tuple[str, ...]
    choices: list[Choice]
    no_difference: list[str]
    standing: str
    drivers: list[Choice]
    driver_words: str
    reachable: bool
    rule: str
    rule_saving: tuple[float, float, float]
    rule_today: str
    costs: list[CourseCost]
    fan_labels: list[str]


def read_decision(run: ForecastRun) -> Read:
    result = run.result
    choices = _choices(result["decision"])
    drivers = _choices(result["drivers"])
    possible = choices[:1] + [choice for choice in choices[1:] if choice.same < NEVER]
    advice = advise(
        [Row(c.label, c.figures["cost"].mean, c.saving.mean, c.saving.low, c.saving.high, c.better) for c in possible]
    )
    search = result["rule"]["search"]
    kind = "base_stock_saving" if result["rule"]["policy"]["kind"] == "base stock" else "calendar_saving"
    return Read(
        advice=advice,
        thin=thin_rates(run),
        choices=choices,
        no_difference=[c.label for c in choices[1:] if c.same >= NEVER],
        standing=_standing(run, choices),
        drivers=drivers,
        driver_words=what_drives({c.label: c.figures["weeks_waited"].mean for c in drivers}, AS_THINGS_ARE),
        reachable=any((c.on_time or 0) >= WANTED_ON_TIME for c in choices),
        rule=result["rule"]["in_words"],
        rule_saving=tuple(search[kind]),
        rule_today=_rule_today(run),
        costs=_course_costs(run, choices),
        fan_labels=list(result["fans"]),
    )


def _standing(run: ForecastRun, choices: list[Choice]) -> str:
    """Where the programme stands today, in one sentence, beside the posts to come."""
    state = run.inputs["state"]
    waiting, training = (sum(group["people"] for group in state[name]) for name in ("waiting", "training"))
    opened = run.result["fans"][next(iter(run.result["fans"]))]["series"]["posts_opened"]
    open_now = sum(posts["posts"] for posts in state["open_posts"])
    frozen = " Posts are frozen today." if state["frozen"] else ""
    return (
        f"{plural(waiting, 'person waits', 'people wait')} for a post today, {words(training)} more "
        f"{'is' if training == 1 else 'are'} in training, and {plural(open_now, 'peer post is', 'peer posts are')} "
        f"open. In the next year {opened['low80'][52]} to {opened['high80'][52]} more peer posts are expected to fall "
        f"vacant.{frozen}"
    )


def _rule_today(run: ForecastRun) -> str:
    """What the rule found says of today; nothing where it is a calendar."""
    policy, state = run.result["rule"]["policy"], run.inputs["state"]
    if policy["kind"] != "base stock":
        return ""
    stock = sum(group["people"] for name in ("waiting", "training") for group in state[name])
    return by_the_rule(stock, policy["up_to"], policy["below"])


def _course_costs(run: ForecastRun, choices: list[Choice]) -> list[CourseCost]:
    """What a course of each size costs if it starts now, by the weights saved with the run."""
    qualify = next(t["mean"] for t in run.inputs["posterior"]["terms"] if t["rate"] == "qualify")
    weights, none = run.scenario["weights"], choices[0].figures["starts"].mean
    more = {c.label: c.figures["starts"].mean - none for c in choices}
    return [course_cost(n, weights["course"], weights["place"], qualify, more[f"{n} now"]) for n in SIZES]


def _choices(comparison: dict) -> list[Choice]:
    found = []
    for choice in comparison["choices"]:
        gap = next(d for d in choice["differences"] if d["measure"] == "cost")
        figures = {o["name"]: Figure(o["mean"], o["low"], o["high"]) for o in choice["outcomes"]}
        saving = Figure(-gap["mean"], -gap["high"], -gap["low"])
        cheapest = choice["label"] == comparison["cheapest"]
        found.append(Choice(choice["label"], figures, saving, gap["better"], gap["same"], choice["on_time"], cheapest))
    return found


def thin_rates(run: ForecastRun) -> tuple[str, ...]:
    """The rates without which nothing can be said, in words."""
    return tuple(run.inputs["spoken"][rate] for rate in thin_in(run))


def thin_in(run: ForecastRun) -> tuple[str, ...]:
    terms = run.inputs["posterior"]["terms"]
    known = [Known(t["rate"], t["data_share"], t["exposure"]) for t in terms if t["rate"] != "leave" or t["band"] == 3]
    return too_thin(known)


def compare_runs(first: ForecastRun, second: ForecastRun) -> list[tuple[str, str, str]]:
    """What was asked and what came of it, row by row."""
    return [(name, said(first), said(second)) for name, said in SIDES.items()]


def _cost(run: ForecastRun) -> str:
    best = next(c for c in _choices(run.result["decision"]) if c.best)
    return f"£{best.figures['cost'].mean:,.0f} ({best.label})"


def _none(run: ForecastRun) -> str:
    return f"£{_choices(run.result['decision'])[0].figures['cost'].mean:,.0f}"


def _waiting(run: ForecastRun) -> str:
    return str(sum(group["people"] for group in run.inputs["state"]["waiting"]))


SIDES = {
    "Records of": lambda run: spoken_date(run.as_of),
    "People who could start a course": lambda run: str(run.scenario["pool"]),
    "Places that can be taught at a time": lambda run: str(run.scenario["seats"]),
    "Today’s habit": lambda run: run.inputs["habit"],
    **{name: (lambda run, key=key: f"£{run.scenario['weights'][key]:,.0f}") for key, name in WEIGHT_NAMES.items()},
    "Futures and seed": lambda run: f"{run.replications:,} from seed {run.seed}",
    "People waiting": _waiting,
    "Advice": lambda run: "Too thin to say" if thin_rates(run) else read_decision(run).advice.headline,
    "Cheapest choice": _cost,
    "No course": _none,
    "Pause and resume": lambda run: run.result["rule"]["in_words"],
    "Engine": lambda run: run.engine_version,
}
