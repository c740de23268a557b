"""A programme told by the oracle, written down as the History that its records would have given."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from alongside.engines.pipeline import (
    BANDS,
    Absence,
    Application,
    Check,
    Cohort,
    Freeze,
    History,
    Holding,
    Policy,
    Post,
    Rates,
    State,
    Wait,
)
from tests.engines.pipeline.oracle import OpenPost, Person, Programme

BEGAN = date(2018, 1, 1)


@dataclass
class Chronicle(Programme):
    """Keeps for every subject the open record of each kind, and closes it with what ended it."""

    records: dict[tuple[str, int], object] = field(default_factory=dict)
    order: list[tuple[str, int]] = field(default_factory=list)
    subjects: list[object] = field(default_factory=list)
    closed: int = 0

    def day(self) -> date:
        return BEGAN + timedelta(weeks=self.week, days=4)

    def add(self, kind: str, subject: object, record: object) -> None:
        self.subjects.append(subject)
        self.records[kind, id(subject)] = record
        self.order.append((kind, id(subject)))

    def change(self, kind: str, subject: object, **values: object) -> None:
        key = kind, id(subject)
        if key in self.records:
            self.records[key] = replace(self.records[key], **values)
            if "ended_on" in values and kind in ("holding", "absence", "freeze"):
                self.closed += 1  # the same person may hold a second post, or fall ill again
                self.records[kind, -self.closed] = self.records.pop(key)
                self.order[self.order.index(key)] = kind, -self.closed

    def note(self, event: str, subject: object = None, detail: bool = False) -> None:
        day, names = self.day(), self.state.settings
        if isinstance(subject, OpenPost) and event == "opened":
            self.add("post", subject, Post(names[subject.setting], BANDS[subject.band], day, new=detail))
        elif isinstance(subject, OpenPost):
            self.change("post", subject, ended_on=day, how=event)
        elif event in ("freeze", "thaw"):
            self._freeze(event, day)
        elif isinstance(subject, list):
            self._class(event, subject, day)
        elif isinstance(subject, Person):
            self._person(event, subject, day, detail)

    def _freeze(self, event: str, day: date) -> None:
        if event == "freeze":
            self.add("freeze", self, Freeze(day))
        else:
            self.change("freeze", self, ended_on=day)

    def _class(self, event: str, people: list[Person], day: date) -> None:
        if event == "course begins":
            self.add("cohort", people, Cohort(day, len(people)))
            for person in people:
                self.change("application", person, course_on=day)
            return
        self.courses_ending.append((people, day))

    def _person(self, event: str, person: Person, day: date, detail: bool) -> None:
        setting, band = self.state.settings[person.setting], BANDS[person.band]
        if event == "applied":
            chosen = {"selected_on": day} if detail else {"declined_on": day}
            self.add("application", person, Application(day, **chosen))
        elif event == "withdrew":
            self.change("application", person, withdrew_on=day)
        elif event == "gave up":
            self.change("wait", person, ended_on=day, how="gave up")
        elif event == "matched":
            self.change("wait", person, ended_on=day, how="matched")
            self.add("check", person, Check(setting, day))
        elif event in ("cleared", "check ended"):
            self.change("check", person, ended_on=day, started=event == "cleared")
            if event == "cleared":
                self.change("wait", person, started_on=day)
        elif event == "in post":
            self.add("holding", person, Holding(setting, band, day))
        elif event == "left":
            self.change("absence", person, ended_on=day)
            self.change("holding", person, ended_on=day, how="left", reopened=detail)
        elif event == "promoted":
            self.change("holding", person, ended_on=day, how="promoted")
        elif event == "ill":
            self.add("absence", person, Absence(day, setting=setting, band=band))
        elif event == "well":
            self.change("absence", person, ended_on=day)

    def _training(self, env) -> None:
        self.courses_ending: list[tuple[list[Person], date]] = []
        super()._training(env)
        for people, day in self.courses_ending:
            passed = [person for person in people if person.qualified is not None]
            self.change("cohort", people, ended_on=day, qualified=len(passed))
            for person in passed:
                self.add("wait", person, Wait(day))

    def history(self) -> History:
        def every(kind: str) -> tuple:
            return tuple(self.records[key] for key in self.order if key[0] == kind)

        return History(
            settings=self.state.settings,
            observed_from=BEGAN,
            as_of=BEGAN + timedelta(weeks=self.weeks),
            applications=every("application"),
            cohorts=every("cohort"),
            waits=every("wait"),
            checks=every("check"),
            posts=every("post"),
            holdings=every("holding"),
            absences=every("absence"),
            freezes=every("freeze"),
            course_weeks=self.state.course_weeks,
            trainees_per_educator=self.state.trainees_per_educator,
            smallest_course=self.state.smallest_course,
            on_time_weeks=self.state.on_time_weeks,
        )


def chronicle(state: State, rates: Rates, policy: Policy, *, weeks: int, seed: int) -> History:
    """The records of one programme over `weeks` weeks; rates of replication 0. People in training or checks at the
    start, or waiting, are not in the records: begin with a state that has none."""
    told = Chronicle(state, rates, policy, weeks, random.Random(seed))
    told.run()
    return told.history()
