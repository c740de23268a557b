"""The same programme told in SimPy with an object for every person and every post: slow, plain, and written apart
from the kernel.

It is the oracle of the tests and the peer of the bench. Random numbers come from Python's own generator. Each
person and each post is an object; weekly chances are tossed for each of them; courses and checks are processes of
their own. Within a week the order is held by SimPy priorities, in the order of docs/algorithms/pipeline.md.
"""

from __future__ import annotations

import math
import random
from collections import deque
from dataclasses import dataclass, field

import numpy as np
import simpy

from alongside.engines.pipeline import BANDS, Policy, Rates, State

OUTCOMES = (
    "starts", "in_time", "on_time", "eligible", "gave_up", "late", "weeks_waited", "empty_post_weeks", "in_post_weeks",
    "posts_ended", "course_places",
)  # fmt: skip


@dataclass(eq=False)
class Person:
    """Somebody in the programme. `kept` is False for people who were there before the first week."""

    qualified: int | None = None
    kept: bool = True
    setting: int = 0
    band: int = 0
    sick: bool = False
    counted_late: bool = False


@dataclass(eq=False)
class OpenPost:
    setting: int
    band: int


@dataclass
class Programme:
    """One future of one programme."""

    state: State
    rates: Rates
    policy: Policy
    weeks: int
    dice: random.Random
    row: int = 0
    pool: list[Person] = field(default_factory=list)
    training: list[Person] = field(default_factory=list)
    waiting: deque[Person] = field(default_factory=deque)
    checking: list[Person] = field(default_factory=list)
    in_post: list[Person] = field(default_factory=list)
    open_posts: list[OpenPost] = field(default_factory=list)
    due_courses: list[list[Person]] = field(default_factory=list)
    due_checks: list[tuple[Person, bool]] = field(default_factory=list)
    frozen: bool = False
    totals: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys((*OUTCOMES, "qualified", "leavers", "frozen_weeks"), 0)
    )
    week: int = 0
    trail: list[tuple[int, ...]] = field(default_factory=list)

    def note(self, event: str, subject: object = None, detail: bool = False) -> None:
        """Something happened: a chronicle overrides this to write a history."""

    def rate(self, name: str, *index: int) -> float:
        return float(getattr(self.rates, name)[(self.row, *index)])

    def happens(self, chance: float) -> bool:
        return self.dice.random() < chance

    def poisson(self, mean: float) -> int:
        count, product, floor = 0, self.dice.random(), math.exp(-mean)
        while product > floor:
            count += 1
            product *= self.dice.random()
        return count

    def run(self) -> dict[str, int]:
        env = simpy.Environment()
        self._begin(env)
        env.process(self._weekly(env))
        env.run(until=self.weeks)
        return self.totals

    def _begin(self, env: simpy.Environment) -> None:
        state = self.state
        self.frozen = state.frozen
        self.pool = [Person() for _ in range(state.pool)]
        for group in sorted(state.waiting, key=lambda g: -g.weeks):
            self.waiting.extend(Person(qualified=-group.weeks, kept=False) for _ in range(group.people))
        for group in state.training:
            people = [Person() for _ in range(group.people)]
            self.training += people
            env.process(self._course(env, people, max(0, state.course_weeks - group.weeks)))
        for post in state.open_posts:
            where = state.settings.index(post.setting), BANDS.index(post.band)
            for _ in range(post.posts):
                self._open(*where, new=False)
        for held in state.in_post:
            where = state.settings.index(held.setting), BANDS.index(held.band)
            self.in_post += [Person(setting=where[0], band=where[1]) for _ in range(held.well)]
            self.in_post += [Person(setting=where[0], band=where[1], sick=True) for _ in range(held.sick)]
        for person in self.in_post:
            self.note("in post", person)
            if person.sick:
                self.note("ill", person)
        for pending in state.checks:
            for _ in range(pending.people):
                person = Person(setting=state.settings.index(pending.setting), kept=False)
                length = self._length()
                while length < pending.weeks:
                    length = self._length()
                self.checking.append(person)
                env.process(self._check(env, person, length - pending.weeks))

    def _open(self, setting: int, band: int, new: bool) -> None:
        post = OpenPost(setting, band)
        self.open_posts.append(post)
        self.note("opened", post, new)

    def _length(self) -> int:
        return min(158, math.floor(self.dice.lognormvariate(self.rate("check_mu"), self.rate("check_sigma")) + 0.5))

    def _course(self, env, people, weeks):
        yield env.timeout(weeks)
        self.due_courses.append(people)

    def _check(self, env, person, weeks):
        cleared = not self.happens(self.rate("check_fail"))
        yield env.timeout(weeks)
        self.due_checks.append((person, cleared))

    def _weekly(self, env):
        """The steps of a week come half a tick after the timers that end in it."""
        while True:
            yield env.timeout(0.5)
            self._posts_and_people()
            self._checks_end()
            self._posts_end()
            self._training(env)
            gone = [person for person in self.waiting if self.happens(self.rate("give_up"))]
            for person in gone:
                self.waiting.remove(person)
                self.note("gave up", person)
            self.totals["gave_up"] += len(gone)
            if not self.frozen:
                self._promote(2)
                self._promote(1)
                self._match(env)
            self._count()
            self.week += 1
            yield env.timeout(0.5)

    def _posts_end(self) -> None:
        how = "cut" if self.frozen else "lost"
        stay = []
        for post in self.open_posts:
            if self.happens(self.rate(how)):
                self.totals["posts_ended"] += 1
                self.note(how, post)
            else:
                stay.append(post)
        self.open_posts = stay

    def _posts_and_people(self) -> None:
        if self.happens(self.rate("thaw" if self.frozen else "freeze")):
            self.frozen = not self.frozen
            self.note("freeze" if self.frozen else "thaw")
        for setting in range(len(self.state.settings)):
            for band in range(3):
                for _ in range(self.poisson(self.rate("vacancies", setting, band))):
                    self._open(setting, band, new=True)
        staying = []
        for person in self.in_post:
            if not self.happens(self.rate("leave", person.band)):
                staying.append(person)
                continue
            self.totals["leavers"] += 1
            again = self.happens(self.rate("reopen"))
            self.note("left", person, again)
            if again:
                self._open(person.setting, person.band, new=False)
        self.in_post = staying
        for person in self.in_post:
            if self.happens(self.rate("recover" if person.sick else "fall_ill")):
                person.sick = not person.sick
                self.note("ill" if person.sick else "well", person)

    def _checks_end(self) -> None:
        for person, cleared in self.due_checks:
            self._finish(person, cleared)
        self.due_checks = []

    def _finish(self, person: Person, cleared: bool) -> None:
        self.checking.remove(person)
        if not cleared:
            self.note("check ended", person)
            self._open(person.setting, 0, new=False)
            return
        person.band = 0
        self.in_post.append(person)
        self.note("cleared", person)
        self.note("in post", person)
        self.totals["starts"] += 1
        if person.qualified is None:
            return
        soon = self.week - person.qualified <= self.state.on_time_weeks
        self.totals["in_time"] += soon
        if person.kept and person.qualified + self.state.on_time_weeks < self.weeks:
            self.totals["on_time"] += soon

    def _training(self, env: simpy.Environment) -> None:
        state = self.state
        for _ in range(self.poisson(self.rate("applications"))):
            person = Person()
            selected = self.happens(self.rate("selected"))
            self.note("applied", person, selected)
            if selected:
                self.pool.append(person)
        for person in [person for person in self.pool if self.happens(self.rate("drop_out"))]:
            self.pool.remove(person)
            self.note("withdrew", person)
        for people in self.due_courses:
            self.note("course ends", people)
            for person in people:
                self.training.remove(person)
                if self.happens(self.rate("qualify")):
                    person.qualified = self.week
                    self.waiting.append(person)
                    self.totals["qualified"] += 1
                    self.totals["eligible"] += self.week + state.on_time_weeks < self.weeks
        self.due_courses = []
        educators = sum(person.band == 2 and not person.sick for person in self.in_post)
        places = min(self._places(), len(self.pool), state.trainees_per_educator * educators - len(self.training))
        if places >= state.smallest_course:
            people, self.pool = self.pool[:places], self.pool[places:]
            self.training += people
            self.totals["course_places"] += places
            self.note("course begins", people)
            env.process(self._course(env, people, state.course_weeks - 0.5))

    def _places(self) -> int:
        policy, week = self.policy, self.week
        places = dict(policy.courses).get(week, 0)
        if policy.kind == "fixed" and week >= policy.first and (week - policy.first) % policy.every == 0 and not places:
            places = policy.places
        if policy.kind == "base stock" and week >= policy.first and (week - policy.first) % policy.every == 0:
            stock = len(self.waiting) + len(self.training)
            if stock < policy.below:
                places = max(places, min(policy.up_to - stock, policy.places))
        return places

    def _promote(self, band: int) -> None:
        for post in [post for post in self.open_posts if post.band == band]:
            ready = [person for person in self.in_post if person.band == band - 1 and not person.sick]
            if not ready or not self.happens(self.rate("promote", band - 1)):
                continue
            person = self.dice.choice(ready)
            self.open_posts.remove(post)
            self.note("filled", post)
            self.note("promoted", person)
            self._open(person.setting, person.band, new=False)
            person.setting, person.band = post.setting, post.band
            self.note("in post", person)

    def _match(self, env: simpy.Environment) -> None:
        settings = len(self.state.settings)
        for step in range(settings):
            setting = (self.week + step) % settings
            offers = [post for post in self.open_posts if post.band == 0 and post.setting == setting][
                : len(self.waiting)
            ]
            for post in offers:
                if not self.happens(self.rate("accept", setting)):
                    continue
                person = self.waiting.popleft()
                person.setting = setting
                self.open_posts.remove(post)
                self.note("filled", post)
                self.note("matched", person)
                length = self._length()
                self.checking.append(person)
                if length == 0:
                    self._finish(person, not self.happens(self.rate("check_fail")))
                else:
                    env.process(self._check(env, person, length - 0.5))

    def _count(self) -> None:
        state, totals = self.state, self.totals
        totals["weeks_waited"] += len(self.waiting)
        totals["empty_post_weeks"] += len(self.open_posts) + len(self.checking)
        totals["in_post_weeks"] += len(self.in_post)
        totals["frozen_weeks"] += self.frozen
        for person in [*self.waiting, *self.checking]:
            if person.qualified is not None and self.week - person.qualified == state.on_time_weeks:
                totals["late"] += 1
        self.trail.append(
            (
                len(self.waiting),
                len(self.training),
                len(self.checking),
                len(self.in_post),
                len(self.open_posts),
                len(self.pool),
            )
        )


def futures(
    state: State, rates: Rates, policy: Policy, weeks: int, replications: int, seed: int
) -> dict[str, np.ndarray]:
    """float64 (replications,) for each of OUTCOMES."""
    rows = []
    for i in range(replications):
        programme = Programme(state, rates, policy, weeks, random.Random(seed * 1_000_003 + i), i % len(rates))
        rows.append(programme.run())
    return {name: np.array([row[name] for row in rows], dtype=np.float64) for name in rows[0]}
