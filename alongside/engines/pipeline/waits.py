"""How long people wait, with those who still wait counted for as long as they have; and what each past freeze cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from alongside.engines.pipeline.documents import Document
from alongside.engines.pipeline.forecast import TOTALS, totals_of
from alongside.engines.pipeline.history import Freeze, History
from alongside.engines.pipeline.posterior import Posterior
from alongside.engines.pipeline.programme import Policy


@dataclass(frozen=True)
class Waits(Document):
    """Of everybody who qualified, the shares who by the end of each week are placed, gave up, or still wait.

    `weeks` counts from qualifying; `at_risk` is how many were followed that long. `median` is the week by which
    half are placed, None if that is never seen; `on_time` the share placed within the weeks that count as in time,
    None if nobody
    was followed so long.
    """

    people: int
    weeks: tuple[int, ...]
    at_risk: tuple[int, ...]
    placed: tuple[float, ...]
    gave_up: tuple[float, ...]
    still_waiting: tuple[float, ...]
    median: int | None
    on_time: float | None


def waits(history: History, *, until: str = "started") -> Waits:
    """Aalen-Johansen shares of placed and gave up (Kaplan-Meier for still waiting); unfinished waits are censored.

    `until` says what counts as placed: "started" work, or "matched" with a post. ValueError for anything else.
    """
    if until not in ("started", "matched"):
        raise ValueError("until is 'started' or 'matched'")
    lasted, ends = [], []
    for wait in history.waits:
        placed = wait.started_on if until == "started" else (wait.ended_on if wait.how == "matched" else None)
        gone = wait.ended_on if wait.how == "gave up" else None
        last = placed or gone or history.as_of
        lasted.append(max(0, (last - wait.began_on).days // 7))
        ends.append(1 if placed else 2 if gone else 0)
    length, kind = np.array(lasted, dtype=np.int64), np.array(ends, dtype=np.int64)
    weeks = range(int(length.max(initial=0)) + 1)
    still, placed_share, gone_share = 1.0, 0.0, 0.0
    rows = []
    for week in weeks:
        at_risk = int((length >= week).sum())
        if at_risk:
            here = length == week
            placed_share += still * float((here & (kind == 1)).sum()) / at_risk
            gone_share += still * float((here & (kind == 2)).sum()) / at_risk
            still *= 1 - float((here & (kind > 0)).sum()) / at_risk
        rows.append((week, at_risk, placed_share, gone_share, still))
    limit = history.on_time_weeks
    followed = [row for row in rows if row[0] <= limit]
    return Waits(
        people=len(lasted),
        weeks=tuple(row[0] for row in rows),
        at_risk=tuple(row[1] for row in rows),
        placed=tuple(row[2] for row in rows),
        gave_up=tuple(row[3] for row in rows),
        still_waiting=tuple(row[4] for row in rows),
        median=next((row[0] for row in rows if row[2] >= 0.5), None),
        on_time=followed[-1][2] if lasted and (rows[-1][0] >= limit or rows[-1][4] == 0) else None,
    )


def actual_courses(history: History, origin: date, weeks: int) -> Policy:
    """The courses that did begin in the `weeks` weeks after a day, as a calendar."""
    held: dict[int, int] = {}
    for cohort in history.cohorts:
        week = ((cohort.began_on - origin).days - 1) // 7
        if cohort.began_on > origin and week < weeks:
            held[week] = held.get(week, 0) + cohort.began
    return (
        Policy.calendar([(week, people) for week, people in held.items() if people]) if held else Policy.no_training()
    )


@dataclass(frozen=True)
class FreezeCost(Document):
    """One past freeze. What was seen while it lasted, and what the model says it added: (mean, 10 %, 90 % of futures).

    `extra_weeks_waited` in person-weeks, `starts_lost` in people who would have started work by the end of the freeze,
    `extra_gave_up` in people, all up to the end of the freeze (or today): what it did later is not in it.
    """

    began_on: date
    ended_on: date | None
    weeks: int
    waiting_at_start: int
    waiting_at_end: int
    weeks_waited: float
    gave_up: int
    posts_cut: int
    extra_weeks_waited: tuple[float, float, float]
    starts_lost: tuple[float, float, float]
    extra_gave_up: tuple[float, float, float]


def freeze_costs(
    history: History, posterior: Posterior, *, replications: int = 1_000, seed: int = 0
) -> tuple[FreezeCost, ...]:
    """What each past freeze did to the people waiting: the same weeks with and without it, from the day it began.

    A freeze that began before the records, or lasted less than a week, is left out.
    """
    found = []
    rates = posterior.draw(replications, seed)
    for freeze in history.freezes:
        end = min(freeze.ended_on or history.as_of, history.as_of)
        weeks = (end - freeze.began_on).days // 7
        if freeze.began_on < history.observed_from or weeks < 1:
            continue
        state = history.state(freeze.began_on)
        policy = actual_courses(history, freeze.began_on, weeks)
        with_it = totals_of(replace(state, frozen=True), rates.changed(thaw=0.0), policy, weeks=weeks, seed=seed)
        without = totals_of(replace(state, frozen=False), rates.without_freezes(), policy, weeks=weeks, seed=seed)
        gap = {n: (with_it - without)[:, TOTALS.index(n)].astype(float) for n in ("weeks_waited", "starts", "gave_up")}
        found.append(
            FreezeCost(
                began_on=freeze.began_on,
                ended_on=freeze.ended_on,
                weeks=weeks,
                waiting_at_start=sum(g.people for g in state.waiting),
                waiting_at_end=sum(g.people for g in history.state(end).waiting),
                weeks_waited=_waited(history, freeze, end),
                gave_up=sum(w.how == "gave up" and _within(w.ended_on, freeze, end) for w in history.waits),
                posts_cut=sum(p.how == "cut" and _within(p.ended_on, freeze, end) for p in history.posts),
                extra_weeks_waited=_band(gap["weeks_waited"]),
                starts_lost=_band(-gap["starts"]),
                extra_gave_up=_band(gap["gave_up"]),
            )
        )
    return tuple(found)


def _within(day: date | None, freeze: Freeze, end: date) -> bool:
    return day is not None and freeze.began_on <= day <= end


def _waited(history: History, freeze: Freeze, end: date) -> float:
    days = 0
    for wait in history.waits:
        last = min(wait.ended_on or end, end)
        days += max(0, (last - max(wait.began_on, freeze.began_on)).days)
    return days / 7


def _band(values: np.ndarray) -> tuple[float, float, float]:
    ordered = np.sort(values)
    last = len(ordered) - 1
    return float(values.mean()), float(ordered[round(0.1 * last)]), float(ordered[round(0.9 * last)])
