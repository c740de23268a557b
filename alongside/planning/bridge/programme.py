"""The programme as the engine takes it: its history, its state today, and what its records do not say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import median

from alongside.engines.pipeline import (
    Cohort,
    Group,
    Guess,
    History,
    Holding,
    InPost,
    OpenPosts,
    Posterior,
    Prior,
    State,
)
from alongside.engines.pipeline import fit as fit_rates
from alongside.planning.bridge.records import Records, records
from alongside.planning.bridge.selection import Selection, selection
from alongside.planning.bridge.spells import Spells, spells
from alongside.planning.rules import waits_long
from alongside.teams.models import Setting

LEARN_FROM = timedelta(weeks=260)
RECRUITMENT = ("applications", "selected", "drop_out")
NEVER_RECORDED = ("fall_ill", "recover")
POSTS = ("vacancies", "accept", "promote", "lost", "cut")
NO_LIMIT = 100_000
ALWAYS_FULL = Guess(60.0, 1e6, "a course that ran is taken to have been full")


@dataclass(frozen=True)
class Programme:
    """One trust's records on a day. `unrecorded` are the rates that the records cannot tell; `notes` say how gaps were
    read."""

    history: History
    spells: Spells
    unrecorded: tuple[str, ...]
    notes: tuple[str, ...]
    selection: Selection = field(default_factory=Selection)

    def posterior(self) -> Posterior:
        """Every rate; one that is not recorded is the prior's alone, never taken to be nought. Applications count since
        the first intake opened, which may be long after the first course."""
        fitted = self._fitted(self.history, Prior(), set(self.unrecorded))
        since = self.selection.since
        if since is None:
            return fitted
        seen = History(self.history.settings, since, self.history.as_of, applications=self.selection.applications)
        told = {(t.rate, t.setting, t.band): t for t in fit_rates(seen, Prior()).terms if t.rate in RECRUITMENT}
        return replace(fitted, terms=tuple(told.get((t.rate, t.setting, t.band), t) for t in fitted.terms))

    def for_the_past(self) -> tuple[History, Posterior]:
        """For looking back: the courses that ran are taken as they ran, whoever taught them and however many asked."""
        from_before = self.history.observed_from - timedelta(days=1)
        teacher = Holding(self.history.settings[0], 6, from_before)
        past = replace(
            self.history,
            applications=(),
            holdings=(teacher, *self.history.holdings),
            trainees_per_educator=NO_LIMIT,
            smallest_course=1,
        )
        hidden = {*self.unrecorded, *RECRUITMENT} - {"applications"}
        return past, self._fitted(past, prior_for_the_past(), hidden)

    def _fitted(self, history: History, prior: Prior, hidden: set[str]) -> Posterior:
        fitted = fit_rates(history, prior)
        nothing = fit_rates(History(history.settings, history.as_of, history.as_of), prior)
        assumed = {(t.rate, t.setting, t.band): t for t in nothing.terms}
        terms = tuple(assumed[t.rate, t.setting, t.band] if t.rate in hidden else t for t in fitted.terms)
        return replace(fitted, terms=terms)

    def state(self, pool: int, seats: int) -> tuple[State, tuple[str, ...]]:
        """Today, with what has no known beginning counted as begun today; and what had to be assumed for it."""
        today, more = self.history.state(), self.spells
        waiting = (*today.waiting, Group(0, more.waiting_since_unknown))
        in_post = (*today.in_post, *(InPost(s, band, n) for (s, band), n in sorted(more.held_since_unknown.items())))
        open_posts = (
            *today.open_posts,
            *(OpenPosts(s, band, n) for (s, band), n in sorted(more.open_since_unknown.items())),
        )
        educators, assumed = sum(p.well + p.sick for p in in_post if p.band == 6), ()
        if not educators:
            in_post, educators = (*in_post, InPost(today.settings[0], 6, 1)), 1
            assumed = (
                "No peer educator (band 6) is recorded in post: one is assumed, and counts among those in post.",
            )
        each = -(-seats // educators)
        return replace(
            today, pool=pool, waiting=waiting, in_post=in_post, open_posts=open_posts, trainees_per_educator=each
        ), assumed


def prior_for_the_past() -> Prior:
    return replace(Prior(), applications=ALWAYS_FULL)


def read(trust_id: int, as_of: date) -> Programme:
    """Everything the records of a trust say by a day, in ten queries."""
    rows = records(trust_id, as_of)
    made, asked = spells(rows), selection(trust_id, as_of)
    lengths = [(c.ended_on - c.began_on).days / 7 for c in rows.courses]
    cohorts = tuple(
        Cohort(
            c.began_on,
            c.people,
            c.ended_on if c.ended_on <= as_of else None,
            c.completed if c.ended_on <= as_of and not c.undecided and c.people else None,
        )
        for c in rows.courses
        if c.people
    )
    people = [c.began_on for c in cohorts] + [h.began_on for h in made.holdings]
    first = people or [p.began_on for p in made.posts]
    seen = {post.setting for post in rows.posts} | {h.setting for peer in rows.peers for h in peer.held}
    settings = tuple(value for value in Setting.values if value in seen) or (Setting.OTHER.value,)
    observed_from = min(max(min(first, default=as_of), as_of - LEARN_FROM), as_of)
    history = History(
        settings=settings,
        observed_from=observed_from,
        as_of=as_of,
        applications=tuple(one for one in asked.applications if one.applied_on >= observed_from),
        cohorts=_since(cohorts, observed_from),
        waits=_since(made.waits, observed_from),
        checks=_since(made.checks, observed_from),
        posts=_since(made.posts, observed_from),
        holdings=_since(made.holdings, observed_from),
        freezes=_since(made.freezes, observed_from),
        course_weeks=max(1, round(median(lengths))) if lengths else 5,
    )
    missing = unrecorded(rows, made) + (() if asked.applications else RECRUITMENT)
    return Programme(history, made, missing, notes(rows, made), asked)


def _since(found, day: date) -> tuple:
    return tuple(spell for spell in found if spell.ended_on is None or spell.ended_on >= day)


def unrecorded(rows: Records, made: Spells) -> tuple[str, ...]:
    """A rate of which half or more of the events have no date is taken as not recorded."""
    found = list(NEVER_RECORDED)
    if made.undated["posts"] >= max(1, made.dated["posts"]) or not made.dated["posts"]:
        found += POSTS
    if not rows.freezes_recorded:
        found += ["freeze", "thaw"]
    found += [name for name in ("leave", "give_up") if made.undated[name] and made.undated[name] >= made.dated[name]]
    return tuple(found)


def notes(rows: Records, made: Spells) -> tuple[str, ...]:
    """What is missing in the records, and how it was read."""
    long = sum(wait.ended_on is None and waits_long(wait.began_on, rows.as_of) for wait in made.waits)
    said = [
        (rows.undated_courses, "course has no dates and teaches nothing", "courses have no dates and teach nothing"),
        (made.waiting_since_unknown, "person waits since a day nobody wrote down: counted as trained today",
         "people wait since a day nobody wrote down: counted as trained today"),
        (sum(made.held_since_unknown.values()), "person is in post since a day nobody wrote down",
         "people are in post since a day nobody wrote down"),
        (made.undated["posts"], "peer post has no opening date, or was held at unknown times, and teaches nothing",
         "peer posts have no opening date, or were held at unknown times, and teach nothing"),
        (made.undated["leave"], "post was left on an unknown day", "posts were left on unknown days"),
        (made.undated["give_up"], "person left without a post on a day nobody wrote down",
         "people left without a post on days nobody wrote down"),
    ]  # fmt: skip
    told = [f"{n:,} {one if n == 1 else many}." for n, one, many in said if n]
    if long:
        told.append(
            f"{long:,} of those who wait have done so for more than two years. If some no longer look for a post, "
            "record that they left: it changes the forecast."
        )
    return tuple(told)
