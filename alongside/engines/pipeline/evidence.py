"""How often something happened in a history, and for how long it could have: events and exposure for every rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from alongside.engines.pipeline.documents import Document
from alongside.engines.pipeline.history import History, Post
from alongside.engines.pipeline.programme import BANDS

Counts = NDArray[np.int64]
Dated = Iterable[tuple[date, date | None]]


@dataclass(frozen=True)
class Seen:
    """What the records say of one rate; setting "" and band 0 where it does not depend on them."""

    rate: str
    setting: str
    band: int
    events: int
    exposure: float
    unit: str


class Weeks:
    """The whole weeks of a history, counted back from `as_of`, and how many were at risk in each."""

    def __init__(self, history: History) -> None:
        self.number = history.weeks
        self.start = history.as_of - timedelta(weeks=self.number)
        self.frozen = self.at_risk(((f.began_on, f.ended_on) for f in history.freezes), same_week=True) > 0
        self.frozen |= self.running((f.began_on, f.ended_on) for f in history.freezes) > 0

    def of(self, day: date) -> int:
        """The week a day falls in; -1 for what lies before the first."""
        return max(-1, ((day - self.start).days - 1) // 7)

    def at_risk(self, spells: Dated, *, same_week: bool) -> Counts:
        """int64 (weeks,): spells that could end in each week; `same_week` if they can end in the week they begin."""
        change = np.zeros(self.number + 2, dtype=np.int64)
        for began, ended in spells:
            last = self.number - 1 if ended is None else self.of(ended)
            first = min(self.of(began) + (0 if same_week else 1), last)
            if last >= 0:
                change[max(0, first)] += 1
                change[last + 1] -= 1
        return np.cumsum(change)[: self.number]

    def running(self, spells: Dated) -> Counts:
        """int64 (weeks,): spells that run at the end of each week."""
        change = np.zeros(self.number + 2, dtype=np.int64)
        for began, ended in spells:
            last = self.number if ended is None else max(0, self.of(ended))
            change[max(0, self.of(began))] += 1
            change[last] -= 1
        return np.cumsum(change)[: self.number]

    def count(self, days: Iterable[date | None]) -> int:
        """How many of the days fall in the observed weeks."""
        return sum(day is not None and 0 <= self.of(day) < self.number for day in days)


def seen(history: History) -> tuple[Seen, ...]:
    """Events and exposure of every rate but the length of checks."""
    weeks = Weeks(history)
    return (*_posts(history, weeks), *_matches(history, weeks), *_people(history, weeks), *_course(history, weeks))


@dataclass(frozen=True)
class Past(Document):
    """One stock at the end of every observed week: the history to the left of a fan of the same name."""

    series: str
    ends_on: tuple[date, ...]
    values: tuple[int, ...]


def past(history: History) -> tuple[Past, ...]:
    """The stocks of SERIES as the records have them, week by week up to `as_of`."""
    weeks = Weeks(history)
    pool = [(a.selected_on, a.withdrew_on or a.course_on) for a in history.applications if a.selected_on is not None]
    stocks = {
        "waiting": weeks.running((w.began_on, w.ended_on) for w in history.waits),
        "in_training": sum(
            (c.began * weeks.running([(c.began_on, c.ended_on)]) for c in history.cohorts),
            np.zeros(weeks.number, dtype=np.int64),
        ),
        "in_checks": weeks.running((c.began_on, c.ended_on) for c in history.checks),
        "in_post": weeks.running((h.began_on, h.ended_on) for h in history.holdings),
        "open_posts": weeks.running(_dated(history.posts)),
        "pool": weeks.running(pool),
        "off_sick": weeks.running((a.began_on, a.ended_on) for a in history.absences),
        "frozen": weeks.frozen.astype(np.int64),
    }
    days = tuple(weeks.start + timedelta(weeks=k + 1) for k in range(weeks.number))
    return tuple(Past(name, days, tuple(int(v) for v in values)) for name, values in stocks.items())


def _posts(history: History, weeks: Weeks) -> Iterable[Seen]:
    for setting in history.settings:
        for band in BANDS:
            new = weeks.count(p.began_on for p in history.posts if p.new and (p.setting, p.band) == (setting, band))
            yield Seen("vacancies", setting, band, new, weeks.number, "weeks")
    open_weeks = weeks.at_risk(_dated(history.posts), same_week=True)
    for rate, frozen in (("cut", True), ("lost", False)):
        events = weeks.count(p.ended_on for p in history.posts if p.how == rate)
        yield _hazard(rate, events, float(open_weeks[weeks.frozen == frozen].sum()), "weeks an open post lasted")
    frozen_weeks = float(weeks.frozen.sum())
    begun = weeks.count(f.began_on for f in history.freezes)
    ended = weeks.count(f.ended_on for f in history.freezes)
    yield _hazard("freeze", begun, weeks.number - frozen_weeks, "weeks without a freeze")
    yield _hazard("thaw", ended, frozen_weeks, "frozen weeks")


def _matches(history: History, weeks: Weeks) -> Iterable[Seen]:
    """An open post counts only while posts are not frozen, and no more posts of a setting than people who wait."""
    waiting = weeks.at_risk(((w.began_on, w.ended_on) for w in history.waits), same_week=True)
    posts = [p for p in history.posts if p.band == 3]
    for setting in history.settings:
        here = [p for p in posts if p.setting == setting]
        offered = np.minimum(weeks.at_risk(_dated(here), same_week=True), waiting)
        exposure = float(offered[~weeks.frozen].sum())
        events = weeks.count(p.ended_on for p in here if p.how == "filled")
        yield _hazard("accept", events, exposure, "weeks an open post could be filled", setting, 3)
    for band in BANDS[1:]:
        upper = [p for p in history.posts if p.band == band]
        exposure = float(weeks.at_risk(_dated(upper), same_week=True)[~weeks.frozen].sum())
        events = weeks.count(p.ended_on for p in upper if p.how == "filled")
        yield _hazard("promote", events, exposure, "weeks an open post could be filled", "", band)


def _people(history: History, weeks: Weeks) -> Iterable[Seen]:
    in_post = 0.0
    for band in BANDS:
        here = [h for h in history.holdings if h.band == band]
        person_weeks = float(weeks.at_risk(((h.began_on, h.ended_on) for h in here), same_week=False).sum())
        in_post += person_weeks
        events = weeks.count(h.ended_on for h in here if h.how == "left")
        yield _hazard("leave", events, person_weeks, "person-weeks in post", "", band)
    known = [h for h in history.holdings if h.how == "left" and h.reopened is not None]
    yield Seen("reopen", "", 0, sum(bool(h.reopened) for h in known), len(known), "leavers")
    sick = float(weeks.at_risk(((a.began_on, a.ended_on) for a in history.absences), same_week=False).sum())
    begun = weeks.count(a.began_on for a in history.absences)
    yield _hazard("fall_ill", begun, max(0.0, in_post - sick), "person-weeks at work")
    yield _hazard("recover", weeks.count(a.ended_on for a in history.absences), sick, "person-weeks off sick")
    ended = [c for c in history.checks if c.ended_on is not None and c.started is not None]
    yield Seen("check_fail", "", 0, sum(not c.started for c in ended), len(ended), "finished checks")


def _course(history: History, weeks: Weeks) -> Iterable[Seen]:
    made = history.applications
    yield Seen("applications", "", 0, weeks.count(a.applied_on for a in made), weeks.number, "weeks")
    selected = sum(a.selected_on is not None for a in made)
    decided = selected + sum(a.declined_on is not None for a in made)
    yield Seen("selected", "", 0, selected, decided, "decided applications")
    pool = [(a.selected_on, a.withdrew_on or a.course_on) for a in made if a.selected_on is not None]
    exposure = float(weeks.at_risk(pool, same_week=True).sum())
    yield _hazard("drop_out", weeks.count(a.withdrew_on for a in made), exposure, "person-weeks in the pool")
    ended = [c for c in history.cohorts if c.qualified is not None]
    began = sum(c.began for c in ended)
    yield Seen("qualify", "", 0, sum(c.qualified or 0 for c in ended), began, "people who began a course")
    waiting = float(weeks.at_risk(((w.began_on, w.ended_on) for w in history.waits), same_week=True).sum())
    gave_up = weeks.count(w.ended_on for w in history.waits if w.how == "gave up")
    yield _hazard("give_up", gave_up, waiting, "person-weeks waiting")


def _hazard(rate: str, events: int, exposure: float, unit: str, setting: str = "", band: int = 0) -> Seen:
    return Seen(rate, setting, band, events, max(exposure, float(events)), unit)


def _dated(posts: Iterable[Post]) -> list[tuple[date, date | None]]:
    return [(p.began_on, p.ended_on) for p in posts]
