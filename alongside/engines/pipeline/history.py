"""What a programme's records say, as dates and counts without names, and the same cut off at any earlier day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from alongside.engines.pipeline.documents import Given, whole
from alongside.engines.pipeline.programme import (
    BANDS,
    MANY,
    Group,
    InPost,
    OpenPosts,
    Pending,
    State,
    check_place,
    check_settings,
)


@dataclass(frozen=True)
class Application(Given):
    """One application: decided one way or the other, or not yet; then withdrawn from the pool, on a course, or in
    the pool."""

    applied_on: date
    selected_on: date | None = None
    declined_on: date | None = None
    withdrew_on: date | None = None
    course_on: date | None = None


@dataclass(frozen=True)
class Cohort(Given):
    """One course: how many began, and once it has ended how many qualified."""

    began_on: date
    began: int
    ended_on: date | None = None
    qualified: int | None = None


@dataclass(frozen=True)
class Wait(Given):
    """One person's wait from qualifying (`began_on`) until they are matched with a post or give up; `started_on`
    is the first working day."""

    began_on: date
    ended_on: date | None = None
    how: str = ""  # "matched", "gave up", or "" while it lasts
    started_on: date | None = None


@dataclass(frozen=True)
class Check(Given):
    """Pre-employment checks for a band 3 post, from the match until the start (`started`) or the end without one."""

    setting: str
    began_on: date
    ended_on: date | None = None
    started: bool | None = None


@dataclass(frozen=True)
class Post(Given):
    """One open post that a peer worker could fill, until it is filled (matched), cut or lost; `new` is False when
    a leaver's post reopened."""

    setting: str
    band: int
    began_on: date
    ended_on: date | None = None
    how: str = ""  # "filled", "cut", "lost", or "" while it is open
    new: bool = True


@dataclass(frozen=True)
class Holding(Given):
    """One person's time in one post; when they left: whether the post reopened (None: not known)."""

    setting: str
    band: int
    began_on: date
    ended_on: date | None = None
    how: str = ""  # "left", "promoted", or "" while it lasts
    reopened: bool | None = None


@dataclass(frozen=True)
class Absence(Given):
    """One spell of sickness absence in one post (dates only, never a cause)."""

    began_on: date
    ended_on: date | None = None
    setting: str = ""
    band: int = 3


@dataclass(frozen=True)
class Freeze(Given):
    """One time during which posts were frozen."""

    began_on: date
    ended_on: date | None = None


AnySpell = Cohort | Wait | Check | Post | Holding | Absence | Freeze
Spell = TypeVar("Spell", bound=AnySpell)


@dataclass(frozen=True)
class History(Given):
    """The records of one programme from `observed_from` to `as_of`, both included.

    Spells that began before `observed_from` belong in it when they lasted beyond that day. A spell without an end is
    still running on `as_of`: it counts for as long as it has lasted and is never left out.
    ValueError if something ends before it begins, or in a setting or band that is not known.
    """

    settings: tuple[str, ...]
    observed_from: date
    as_of: date
    applications: tuple[Application, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    waits: tuple[Wait, ...] = ()
    checks: tuple[Check, ...] = ()
    posts: tuple[Post, ...] = ()
    holdings: tuple[Holding, ...] = ()
    absences: tuple[Absence, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    course_weeks: int = 5
    trainees_per_educator: int = 8
    smallest_course: int = 4
    on_time_weeks: int = 26

    def __post_init__(self) -> None:
        super().__post_init__()
        check_settings("History.settings", self.settings)
        if self.as_of < self.observed_from:
            raise ValueError(f"History.as_of: {self.as_of} is before observed_from, {self.observed_from}")
        for name in ("course_weeks", "smallest_course", "on_time_weeks"):
            whole(f"History.{name}", getattr(self, name), 1, MANY)
        for name in ("cohorts", "waits", "checks", "posts", "holdings", "absences", "freezes"):
            for number, spell in enumerate(getattr(self, name)):
                _check_spell(f"History.{name}[{number}]", spell, self.settings)
        for number, one in enumerate(self.applications):
            for later in ("selected_on", "declined_on", "withdrew_on", "course_on"):
                day = getattr(one, later)
                if day is not None and day < one.applied_on:
                    where = f"History.applications[{number}].{later}"
                    raise ValueError(f"{where}: {day} is before it was made, on {one.applied_on}")

    @property
    def weeks(self) -> int:
        """Whole weeks observed; they are counted back from `as_of`."""
        return (self.as_of - self.observed_from).days // 7

    def before(self, on: date) -> History:
        """What was known at the end of the day `on`: later beginnings are gone, later ends are not yet known."""
        on = min(on, self.as_of)
        return replace(
            self,
            as_of=on,
            applications=tuple(_known_application(a, on) for a in self.applications if a.applied_on <= on),
            cohorts=tuple(
                c if _ended(c, on) else replace(c, ended_on=None, qualified=None) for c in _begun(self.cohorts, on)
            ),
            waits=tuple(_known_wait(w, on) for w in _begun(self.waits, on)),
            checks=tuple(
                c if _ended(c, on) else replace(c, ended_on=None, started=None) for c in _begun(self.checks, on)
            ),
            posts=tuple(p if _ended(p, on) else replace(p, ended_on=None, how="") for p in _begun(self.posts, on)),
            holdings=tuple(
                h if _ended(h, on) else replace(h, ended_on=None, how="", reopened=None)
                for h in _begun(self.holdings, on)
            ),
            absences=tuple(a if _ended(a, on) else replace(a, ended_on=None) for a in _begun(self.absences, on)),
            freezes=tuple(f if _ended(f, on) else replace(f, ended_on=None) for f in _begun(self.freezes, on)),
        )

    def state(self, on: date | None = None) -> State:
        """The programme at the end of the day `on` (`as_of` unless told)."""
        on = on or self.as_of
        known = self.before(on)
        sick = [a for a in known.absences if a.ended_on is None]
        return State(
            as_of=on,
            settings=self.settings,
            pool=sum(
                a.selected_on is not None and a.withdrew_on is None and a.course_on is None for a in known.applications
            ),
            training=_groups(((c.began_on, c.began) for c in known.cohorts if c.ended_on is None), on),
            waiting=_groups(((w.began_on, 1) for w in known.waits if w.ended_on is None), on),
            checks=tuple(
                Pending(c.setting, (on - c.began_on).days // 7, 1) for c in known.checks if c.ended_on is None
            ),
            in_post=_in_post(self.settings, [h for h in known.holdings if h.ended_on is None], sick),
            open_posts=tuple(OpenPosts(p.setting, p.band, 1) for p in known.posts if p.ended_on is None),
            frozen=any(f.ended_on is None for f in known.freezes),
            course_weeks=self.course_weeks,
            trainees_per_educator=self.trainees_per_educator,
            smallest_course=self.smallest_course,
            on_time_weeks=self.on_time_weeks,
        )


WORDS = {
    Wait: ("matched", "gave up"),
    Post: ("filled", "cut", "lost"),
    Holding: ("left", "promoted"),
}
"""How a spell may end; it may also be left open how."""


def _check_spell(where: str, spell: AnySpell, settings: tuple[str, ...]) -> None:
    """ValueError if a spell ends before it begins, in a way or a place that is not known, or with more than it had."""
    if spell.ended_on is not None and spell.ended_on < spell.began_on:
        raise ValueError(f"{where}: ends on {spell.ended_on}, before it began on {spell.began_on}")
    if isinstance(spell, Wait | Post | Holding):
        known = WORDS[type(spell)]
        if spell.how and (spell.how not in known or spell.ended_on is None):
            raise ValueError(f"{where}.how: {spell.how!r}; one of {', '.join(known)}, with ended_on, or empty")
    if isinstance(spell, Cohort):
        whole(f"{where}.began", spell.began, 0, MANY)
        if spell.qualified is not None and spell.qualified > spell.began:
            raise ValueError(f"{where}.qualified: {spell.qualified} of {spell.began} cannot qualify")
    elif isinstance(spell, Wait):
        if spell.started_on is not None and spell.started_on < (spell.ended_on or spell.began_on):
            raise ValueError(f"{where}.started_on: {spell.started_on} is before the match")
    elif isinstance(spell, Check | Post | Holding) or (isinstance(spell, Absence) and spell.setting):
        check_place(where, settings, spell.setting, 3 if isinstance(spell, Check) else spell.band)


def _groups(dated: Iterable[tuple[date, int]], on: date) -> tuple[Group, ...]:
    total: dict[int, int] = {}
    for began, people in dated:
        weeks = (on - began).days // 7
        total[weeks] = total.get(weeks, 0) + people
    return tuple(Group(weeks, people) for weeks, people in sorted(total.items(), reverse=True))


def _begun(spells: tuple[Spell, ...], on: date) -> list[Spell]:
    return [spell for spell in spells if spell.began_on <= on]


def _ended(spell: AnySpell, on: date) -> bool:
    return spell.ended_on is not None and spell.ended_on <= on


def _not_after(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None


def _known_wait(wait: Wait, on: date) -> Wait:
    if not _ended(wait, on):
        return Wait(wait.began_on)
    return replace(wait, started_on=_not_after(wait.started_on, on))


def _known_application(application: Application, on: date) -> Application:
    return Application(
        application.applied_on,
        _not_after(application.selected_on, on),
        _not_after(application.declined_on, on),
        _not_after(application.withdrew_on, on),
        _not_after(application.course_on, on),
    )


def _in_post(settings: tuple[str, ...], holdings: list[Holding], sick: list[Absence]) -> tuple[InPost, ...]:
    found = []
    unplaced = sum(a.setting == "" for a in sick)
    for setting in settings:
        for band in BANDS:
            people = sum(h.setting == setting and h.band == band for h in holdings)
            off = min(people, sum(a.setting == setting and a.band == band for a in sick))
            spare = min(people - off, unplaced)
            unplaced -= spare
            if people:
                found.append(InPost(setting, band, people - off - spare, off + spare))
    return tuple(found)
