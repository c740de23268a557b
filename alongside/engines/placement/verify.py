"""Checks a plan against every hard rule from the tables alone: nothing here knows how the plan was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.engines.placement.inputs import STANDARD, Rules
from alongside.engines.placement.judge import Judge
from alongside.engines.placement.outcome import Assignment, Plan
from alongside.engines.placement.tables import People, Posts, Teams


@dataclass(frozen=True)
class Breach:
    """One hard rule a plan breaks. code: one of CODES, or unknown, twice, listed, pinned, together, team, described."""

    code: str
    message: str


def verify(
    plan: Plan,
    people: People,
    teams: Teams,
    posts: Posts,
    *,
    as_of: date | None = None,
    pins: Iterable[tuple[str, str]] = (),
    rules: Rules = STANDARD,
    pairs: Iterable[tuple[str, str]] = (),
    together: Iterable[Iterable[str]] = (),
    previous: object = None,
) -> list[Breach]:
    """Every breach of a hard rule in a plan, one by one from the tables; an empty list if there is none.

    Takes what `plan` takes (a previous plan binds nothing, so it is not looked at). as_of may be left out for a plan
    that still has its inputs; raises ValueError if it is missing."""
    if as_of is None and plan.inputs is None:
        raise ValueError("a plan read from JSON is checked as of a day: as_of is missing")
    judge = Judge(people, teams, posts, as_of or plan.inputs.as_of)  # type: ignore[union-attr]
    found = [
        Breach("unknown", f"{one.person_id!r} or {one.post_id!r} is not in the tables")
        for one in plan.assignments
        if not judge.knows(one.person_id, one.post_id)
    ]
    if found:
        return found
    return [
        *_pair_rules(plan, judge),
        *_once_each(plan, people),
        *_capacity(plan, judge),
        *_never_alone(plan, teams, rules.never_alone, list(pairs)),
        *_kept(plan, list(pins), together),
    ]


def _pair_rules(plan: Plan, judge: Judge) -> list[Breach]:
    found = []
    for one in plan.assignments:
        found += [
            Breach(code, f"{one.person_id!r} in {one.post_id!r} breaks {code}")
            for code in judge.broken(one.person_id, one.post_id)
        ]
        if one.team_id != judge.team_of(one.post_id):
            found.append(Breach("team", f"{one.post_id!r} is not a post of {one.team_id!r}"))
        elif not _described(one, judge):
            found.append(Breach("described", f"{one.person_id!r} in {one.post_id!r} is described wrongly"))
    return found


def _described(one: Assignment, judge: Judge) -> bool:
    awaits = judge.awaited(one.person_id, one.post_id)
    return (
        one.starts_on == judge.starts_on(one.post_id)
        and one.metres == (judge.metres(one.person_id, one.team_id) or 0)
        and one.awaits == awaits
        and one.conditional == bool(awaits)
    )


def _once_each(plan: Plan, people: People) -> list[Breach]:
    persons = Counter(one.person_id for one in plan.assignments)
    posts = Counter(one.post_id for one in plan.assignments)
    found = [Breach("twice", f"{one!r} is placed twice") for one, times in persons.items() if times > 1]
    found += [Breach("twice", f"{one!r} is filled twice") for one, times in posts.items() if times > 1]
    listed = Counter([*persons, *(one.person_id for one in plan.unplaced)])
    everybody = people.person_id.tolist()
    found += [Breach("listed", f"{one!r} is not listed exactly once") for one in everybody if listed[one] != 1]
    return found


def _capacity(plan: Plan, judge: Judge) -> list[Breach]:
    taken = Counter(judge.team_of(one.post_id) for one in plan.assignments)
    return [
        Breach("capacity", f"{team!r} receives {count} and can take {judge.capacity(team)}")
        for team, count in taken.items()
        if count > judge.capacity(team)
    ]


def _never_alone(plan: Plan, teams: Teams, least: int, pairs: list[tuple[str, str]]) -> list[Breach]:
    as_one = {team: {team} for team in teams.team_id.tolist()}
    for one, other in pairs:
        both = as_one[one] | as_one[other]
        for team in both:
            as_one[team] = both
    peers = dict(zip(teams.team_id.tolist(), teams.peers_in_post.tolist(), strict=True))
    received = Counter(one.team_id for one in plan.assignments)
    found = []
    for team in sorted(received):
        after = sum(peers[one] + received[one] for one in as_one[team]) if team in as_one else least
        if after < least:
            found.append(Breach("alone", f"{team!r} receives somebody and ends with {after}"))
    return found


def _kept(plan: Plan, pins: list[tuple[str, str]], together: Iterable[Iterable[str]]) -> list[Breach]:
    where = {one.person_id: one for one in plan.assignments}
    found = [
        Breach("pinned", f"{person!r} is not in {post!r}")
        for person, post in pins
        if person not in where or where[person].post_id != post
    ]
    for people in together:
        teams = {where[one].team_id if one in where else None for one in people}
        if len(teams) > 1:
            found.append(Breach("together", f"{', '.join(people)} are not in one team"))
    return found
