"""A programme as it stands today, the rules for starting courses, and what each thing costs. Counts only, never
people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from alongside.engines.pipeline.documents import Document, Given, build, whole

BANDS = (3, 4, 6)
"""Peer support worker, senior peer support worker, peer educator (Agenda for Change bands)."""
MANY = 1_000_000
"""No programme has more people, posts or weeks of anything."""


@dataclass(frozen=True)
class Group(Given):
    """People who began the same stage at the same time: whole weeks since then, and how many they are."""

    weeks: int
    people: int


@dataclass(frozen=True)
class Pending(Given):
    """People in pre-employment checks for band 3 posts of one setting: whole weeks since the checks began."""

    setting: str
    weeks: int
    people: int


@dataclass(frozen=True)
class InPost(Given):
    """People in post in one setting and band: at work, and off sick."""

    setting: str
    band: int
    well: int
    sick: int = 0


@dataclass(frozen=True)
class OpenPosts(Given):
    """Open posts of one setting and band that a peer worker could fill."""

    setting: str
    band: int
    posts: int


@dataclass(frozen=True)
class State(Given):
    """The programme on one day. ValueError if a count is negative or a setting or band is unknown."""

    as_of: date
    settings: tuple[str, ...]
    pool: int = 0
    training: tuple[Group, ...] = ()
    waiting: tuple[Group, ...] = ()
    checks: tuple[Pending, ...] = ()
    in_post: tuple[InPost, ...] = ()
    open_posts: tuple[OpenPosts, ...] = ()
    frozen: bool = False
    course_weeks: int = 5
    trainees_per_educator: int = 8
    smallest_course: int = 4
    on_time_weeks: int = 26

    def __post_init__(self) -> None:
        super().__post_init__()
        check_settings("State.settings", self.settings)
        for name in ("course_weeks", "smallest_course", "on_time_weeks"):
            whole(f"State.{name}", getattr(self, name), 1, MANY)
        whole("State.pool", self.pool, 0, MANY)
        whole("State.trainees_per_educator", self.trainees_per_educator, 0, MANY)
        for name in ("training", "waiting", "checks", "in_post", "open_posts"):
            for number, group in enumerate(getattr(self, name)):
                where = f"State.{name}[{number}]"
                for part in ("weeks", "people", "well", "sick", "posts"):
                    whole(f"{where}.{part}", getattr(group, part, 0), 0, MANY)
                if name in ("checks", "in_post", "open_posts"):
                    check_place(where, self.settings, group.setting, getattr(group, "band", 3))

    def posts_table(self) -> np.ndarray:
        """int64 (settings, 3 bands, 3): open posts, people at work, people off sick."""
        table = np.zeros((len(self.settings), len(BANDS), 3), dtype=np.int64)
        for post in self.open_posts:
            table[self.settings.index(post.setting), BANDS.index(post.band), 0] += post.posts
        for people in self.in_post:
            table[self.settings.index(people.setting), BANDS.index(people.band), 1:] += (
                people.well,
                people.sick,
            )
        return table

    def queue(self) -> np.ndarray:
        """int64 (n, 2): week qualified (0 or before) and people, those waiting longest first."""
        return _by_week(self.waiting)

    def classes(self) -> np.ndarray:
        """int64 (n, 2): week in which the course ends (0 is this week) and people in training."""
        ends = [(max(0, self.course_weeks - g.weeks), g.people) for g in self.training if g.people]
        return np.array(sorted(ends), dtype=np.int64).reshape(-1, 2)

    def pending(self) -> np.ndarray:
        """int64 (n, 3): setting, weeks in checks so far, people."""
        rows = [(self.settings.index(p.setting), p.weeks, p.people) for p in self.checks if p.people]
        return np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)


def check_settings(where: str, settings: tuple[str, ...]) -> None:
    """ValueError if there is no setting, or one without a name or named twice."""
    if not settings or not all(settings) or len(set(settings)) != len(settings):
        raise ValueError(f"{where}: name each setting once, and at least one; not {settings!r}")


def check_place(where: str, settings: tuple[str, ...], setting: str, band: int) -> None:
    """ValueError if a setting or a band is not known."""
    if setting not in settings:
        raise ValueError(f"{where}: unknown setting {setting!r}; known are {', '.join(settings)}")
    if band not in BANDS:
        raise ValueError(f"{where}: band {band}: only bands 3, 4 and 6 are known")


def _by_week(groups: tuple[Group, ...]) -> np.ndarray:
    total: dict[int, int] = {}
    for group in groups:
        total[-group.weeks] = total.get(-group.weeks, 0) + group.people
    return np.array(sorted((w, n) for w, n in total.items() if n), dtype=np.int64).reshape(-1, 2)


KINDS = ("no training", "fixed", "calendar", "base stock")


@dataclass(frozen=True)
class Policy(Given):
    """When courses start and for how many. Make one with `no_training`, `fixed`, `calendar` or `base_stock`.

    A calendar may be followed by a rule: `Policy.calendar([(0, 12)], then=habit, from_week=26)`.
    `search` is filled only by `improve` and is not part of the policy's identity.
    """

    kind: str
    places: int = 0
    every: int = 0
    first: int = 0
    courses: tuple[tuple[int, int], ...] = ()
    up_to: int = 0
    below: int = 0
    search: Search | None = field(default=None, compare=False, metadata={"stored": False})

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind not in KINDS:
            raise ValueError(f"Policy.kind: unknown policy {self.kind!r}; known are {', '.join(KINDS)}")
        for name in ("places", "every", "first", "up_to", "below"):
            whole(f"Policy.{name}", getattr(self, name), 0, MANY)
        if self.kind in ("fixed", "base stock"):
            whole("Policy.every", self.every, 1)
            whole("Policy.places", self.places, 1)
        if self.kind == "base stock" and not 0 < self.below <= self.up_to:
            raise ValueError(f"Policy.below: from 1 to up_to ({self.up_to}), not {self.below}")
        for number, (_, places) in enumerate(self.courses):
            whole(f"Policy.courses[{number}]: places", places, 1, MANY)
        if len({week for week, _ in self.courses}) != len(self.courses):
            raise ValueError("Policy.courses: a calendar names each week once")

    @classmethod
    def no_training(cls) -> Policy:
        """No course is started; those that run finish."""
        return cls("no training")

    @classmethod
    def fixed(cls, places: int, every: int, first: int = 0) -> Policy:
        """A course of `places` every `every` weeks, from week `first` on."""
        return cls("fixed", places=places, every=every, first=first)

    @classmethod
    def calendar(
        cls,
        courses: list[tuple[int, int]] | tuple[tuple[int, int], ...],
        *,
        then: Policy | None = None,
        from_week: int = 0,
    ) -> Policy:
        """Courses at given (week, places); after `from_week` the rule `then` (fixed or base stock) takes over, if
        given."""
        made = build(tuple[tuple[int, int], ...], courses, "Policy.courses")
        listed = tuple(sorted(made))
        whole("Policy.calendar: from_week", from_week, 0, MANY)
        if then is None or then.kind == "no training":
            return cls("calendar", courses=listed)
        if then.kind == "calendar":
            raise ValueError("only a fixed or base stock rule can follow a calendar")
        first = max(from_week, then.first)
        if then.kind == "fixed":
            first = then.first + -(-max(0, from_week - then.first) // then.every) * then.every
        return cls(then.kind, then.places, then.every, first, listed, then.up_to, then.below)

    @classmethod
    def base_stock(cls, up_to: int, below: int, *, every: int = 4, places: int = 10_000, first: int = 0) -> Policy:
        """Every `every` weeks: when fewer than `below` wait or train, start a course of `up_to` less that many (at
        most `places`)."""
        return cls("base stock", places=places, every=every, first=first, up_to=up_to, below=below)

    def timetable(self, weeks: int) -> np.ndarray:
        """int64 (weeks,): places offered by the clock alone in each week (a base stock adds its own)."""
        table = np.zeros(weeks, dtype=np.int64)
        if self.kind == "fixed":
            table[self.first :: self.every] = self.places
        for week, places in self.courses:
            if week < weeks:
                table[week] = places
        return table

    def stock_rule(self) -> np.ndarray:
        """int64 (5,): first week, weeks between looks, up to, below, most places; `up to` 0 when there is no such
        rule."""
        if self.kind != "base stock":
            return np.zeros(5, dtype=np.int64)
        return np.array([self.first, self.every, self.up_to, self.below, self.places], dtype=np.int64)

    def in_words(self) -> str:
        """The rule as a programme lead would say it."""
        said = [f"a course of {places} {_when(week)}" for week, places in self.courses]
        if self.kind == "fixed":
            said.append(f"a course of {self.places} every {self.every} weeks, first {_when(self.first)}")
        if self.kind == "base stock":
            largest = f" (never more than {self.places})" if self.places < self.up_to else ""
            start = "" if self.first == 0 else f", from week {self.first} on"
            said.append(
                f"look every {self.every} weeks{start}: pause while {self.below} or more people wait or train; "
                f"when there are fewer, start a course for {self.up_to} less that many{largest}"
            )
        return "; then ".join(said) or "no course"


@dataclass(frozen=True)
class Search(Document):
    """What `improve` looked at: the best of each kind, what each saves against today's habit, and how much work it was.

    Costs are means per future, in pounds; `*_saving` is (mean, low, high) of habit less policy, a 95 % interval,
    measured on futures that the search had not seen. `replications` counts every simulated future, habit and check
    included.
    """

    base_stock: Policy
    calendar: Policy
    habit: Policy
    habit_cost: float
    base_stock_saving: tuple[float, float, float]
    calendar_saving: tuple[float, float, float]
    replications: int


def _when(week: int) -> str:
    return "now" if week == 0 else f"in {week} week{'s' if week > 1 else ''}"


@dataclass(frozen=True)
class Weights(Given):
    """What the trust counts as a cost, in pounds. Policy, not science: always shown beside a recommendation.

    The defaults are this project's working assumptions and stand for nobody's published figures.
    """

    empty_post_week: float = 250.0
    week_waited: float = 20.0
    gave_up: float = 2_000.0
    late: float = 500.0
    course: float = 6_000.0
    place: float = 700.0

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in self.__dataclass_fields__:
            if not 0 <= getattr(self, name) < 1e12:
                raise ValueError(f"Weights.{name}: a weight is zero or more, in pounds, not {getattr(self, name)!r}")
