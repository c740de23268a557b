"""The problem in numbers: people in waiting order, slots, teams, groups, and every option that breaks no rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement.inputs import Inputs
from alongside.engines.placement.screens import Index, Screens, screened

ROWS_AT_ONCE = 256
NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Options:
    """Who may go where: option a of person p is at start[p] <= a < start[p + 1]. Pinned people have none."""

    start: Index
    person: Index
    slot: Index
    moved: Index
    wish: Index
    metres: Index

    def kept(self, keep: NDArray[np.bool_]) -> Options:
        """The options that are marked."""
        person = self.person[keep]
        people = len(self.start) - 1
        start = np.concatenate([[0], np.cumsum(np.bincount(person, minlength=people))]).astype(np.int64)
        return Options(start, person, self.slot[keep], self.moved[keep], self.wish[keep], self.metres[keep])


@dataclass(frozen=True, eq=False)
class Problem:
    """A checked problem. People are numbered in waiting order, teams and posts by id.

    room: (teams) how many more beside the pinned. group: (teams) paired teams share one. peers: (groups) there already.
    have: (groups) peers and pinned people. need: (groups) the fewest who must come if anybody does.
    must: (groups) whether they must come in any case, because a pinned person would stay alone.
    relief: (groups) a lone peer is there who would be relieved by anybody. pinned: person -> post."""

    inputs: Inputs
    people: Index
    teams: Index
    posts: Index
    person_ids: tuple[str, ...]
    team_ids: tuple[str, ...]
    post_ids: tuple[str, ...]
    screens: Screens
    options: Options
    room: Index
    group: Index
    peers: Index
    have: Index
    need: Index
    must: NDArray[np.bool_]
    relief: NDArray[np.bool_]
    pinned: dict[int, int]
    previous: dict[int, int]

    @property
    def ruled(self) -> NDArray[np.bool_]:
        """(groups) those where one who comes could stay alone, so that opening them is a decision."""
        return (self.need > 1) & ~self.must

    @property
    def slot_group(self) -> Index:
        """(slots) the group each belongs to."""
        found: Index = self.group[self.screens.slots.team]
        return found


def built(inputs: Inputs) -> Problem:
    """The problem of checked inputs: sorted by id on entry, so that the order of rows can never matter."""
    ids = inputs.people.person_id
    people = np.lexsort((ids, inputs.people.qualified_on))
    teams, posts = np.argsort(inputs.teams.team_id), np.argsort(inputs.posts.post_id)
    person_ids, post_ids = tuple(ids[people].tolist()), tuple(inputs.posts.post_id[posts].tolist())
    team_ids = tuple(inputs.teams.team_id[teams].tolist())
    person_place = {one: place for place, one in enumerate(person_ids)}
    post_place = {one: place for place, one in enumerate(post_ids)}
    team_place = {one: place for place, one in enumerate(team_ids)}
    team_of_post = np.array([team_place[one] for one in inputs.posts.team_id[posts].tolist()], dtype=np.int64)
    pinned = {person_place[person]: post_place[post] for person, post in sorted(inputs.pins)}
    taken = np.array(sorted(pinned.values()), dtype=np.int64)
    arrived = np.bincount(team_of_post[taken], minlength=len(teams)).astype(np.int64)
    room = inputs.teams.capacity[teams].astype(np.int64) - arrived
    screens = screened(inputs, people, teams, posts, taken, room)
    previous = {
        person_place[person]: post_place[post]
        for person, post in sorted(inputs.previous.items())
        if person in person_place and post in post_place
    }
    group = _groups(inputs, team_place)
    groups = int(group.max(initial=-1)) + 1
    peers = np.bincount(group, weights=inputs.teams.peers_in_post[teams], minlength=groups).astype(np.int64)
    comers = np.bincount(group, weights=arrived, minlength=groups).astype(np.int64)
    have = peers + comers
    least = inputs.rules.never_alone
    must = (comers > 0) & (have < least)
    return Problem(
        inputs=inputs,
        people=people,
        teams=teams,
        posts=posts,
        person_ids=person_ids,
        team_ids=team_ids,
        post_ids=post_ids,
        screens=screens,
        options=_options(screens, len(people), pinned, previous),
        room=room,
        group=group,
        peers=peers,
        have=have,
        need=np.maximum(least - have, 1),
        must=must,
        relief=(peers == 1) & (comers == 0),
        pinned=pinned,
        previous=previous,
    )


def _groups(inputs: Inputs, place: dict[str, int]) -> Index:
    """(teams) one number for teams that count as one; a chain of pairs counts as one too."""
    root = list(range(len(place)))

    def find(team: int) -> int:
        while root[team] != team:
            team = root[team]
        return team

    for one, other in sorted(inputs.pairs):
        low, high = sorted((find(place[one]), find(place[other])))
        root[high] = low
    found = np.array([find(team) for team in range(len(place))], dtype=np.int64)
    return np.unique(found, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _options(screens: Screens, people: int, pinned: dict[int, int], previous: dict[int, int]) -> Options:
    found_people, found_slots = [NOBODY], [NOBODY]
    for first in range(0, people, ROWS_AT_ONCE):
        rows = np.arange(first, min(first + ROWS_AT_ONCE, people))
        person, slot = np.nonzero(screens.masks(rows) == 0)
        found_people.append(rows[person])
        found_slots.append(slot)
    person, slot = np.concatenate(found_people), np.concatenate(found_slots)
    free = np.ones(people, dtype=np.bool_)
    free[list(pinned)] = False
    person, slot = person[free[person]], slot[free[person]]
    team = screens.slots.team[slot]
    before = np.full(people, -2, dtype=np.int64)
    for one, post in previous.items():
        before[one] = screens.slots.of_post[post]
    moved = (before[person] != -2) & (before[person] != slot)
    wish = screens.setting_rank[person, team].astype(np.int64) + screens.team_rank[person, team]
    start = np.concatenate([[0], np.cumsum(np.bincount(person, minlength=people))]).astype(np.int64)
    return Options(start, person, slot, moved.astype(np.int64), wish, screens.metres[person, team])


def team_of_post(problem: Problem, post: int) -> int:
    """The team of a post, both as numbers of the problem."""
    return int(problem.screens.kinds[post, 0])
