"""What a forecast promised and what has happened since: the same counts, read from today's records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.planning import bridge
from alongside.planning.models import ForecastRun
from alongside.planning.queries.drawing import FLOWS, STOCKS

ENOUGH = 4
"""Weeks after which it is worth looking back."""


@dataclass(frozen=True)
class Achieved:
    """One measure: what was promised, as the middle and 8 of 10 futures of each choice drawn, and what happened."""

    name: str
    flow: bool
    promised: list[tuple[int, int, int]]
    happened: int
    held: list[bool]


@dataclass(frozen=True)
class Since:
    """The weeks since then, the choices that were drawn, each measure, and the courses that began (day, people)."""

    weeks: int
    labels: list[str]
    rows: list[Achieved]
    courses: list[tuple[date, int]]


def weeks_since(run: ForecastRun, today: date) -> int:
    return max(0, (today - run.as_of).days // 7)


def since(run: ForecastRun, today: date) -> Since:
    """In the same ten queries as a forecast takes."""
    weeks = min(weeks_since(run, today), run.inputs["weeks"])
    labels = list(run.result["fans"])
    programme = bridge.read(run.trust_id, today)
    state, assumed = programme.state(0, 0)
    history = programme.history

    def within(days: Iterable[date | None]) -> int:
        return sum(day is not None and run.as_of < day <= today for day in days)

    reopened = [h.ended_on for h in history.holdings if h.how == "left" and h.reopened]
    happened = {
        "waiting": sum(group.people for group in state.waiting),
        "in_training": sum(group.people for group in state.training),
        "in_checks": sum(group.people for group in state.checks),
        "in_post": sum(post.well + post.sick for post in state.in_post) - len(assumed),
        "open_posts": sum(post.posts for post in state.open_posts),
        "posts_opened": within([*(p.began_on for p in history.posts if p.new), *reopened]),
        "leavers": within(h.ended_on for h in history.holdings if h.how == "left"),
        "starts": within(h.began_on for h in history.holdings if h.band == 3),
    }
    rows = []
    for series, name in (STOCKS | FLOWS).items():
        fans = [run.result["fans"][label]["series"][series] for label in labels]
        promised = [(fan["low80"][weeks], fan["middle"][weeks], fan["high80"][weeks]) for fan in fans]
        held = [low <= happened[series] <= high for low, _, high in promised]
        rows.append(Achieved(name, series in FLOWS, promised, happened[series], held))
    began = [(c.began_on, c.began) for c in history.cohorts if run.as_of < c.began_on <= today]
    return Since(weeks, labels, rows, sorted(began))
