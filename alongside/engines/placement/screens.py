"""Screens every person against every slot at once: one bit for each hard rule that fails.

A slot is a set of posts that nobody can tell apart: same team, band, hours, vetting, start, frozen and registered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement.inputs import Inputs
from alongside.engines.placement.judge import EARTH_RADIUS_M, PAIR_CODES, REACH_TOLERANCE_M
from alongside.engines.placement.tables import Days, Lists, People, Teams

Mask = NDArray[np.uint16]
Index = NDArray[np.int64]
CODES = (*PAIR_CODES, "capacity", "alone", "outranked")
EVERY = slice(None)
BIT = {code: np.uint16(1 << place) for place, code in enumerate(CODES)}


@dataclass(frozen=True, eq=False)
class Slots:
    """Posts nobody can tell apart, with the number still free; `posts[s]` are indices into the posts by id."""

    team: Index
    band: Index
    hours: Index
    start: Index
    mask: Mask
    count: Index
    posts: tuple[tuple[int, ...], ...]
    of_post: Index


@dataclass(frozen=True, eq=False)
class Screens:
    """Failed rules in parts, by person and by what a slot looks like; `masks` puts the parts together.

    kinds: (posts, 5) team, band, hours, start and own bits of each post, pinned or not.
    by_team, by_band, by_hours, by_start: (people, kinds) bits.
    setting_rank, team_rank, metres: (people, teams)."""

    slots: Slots
    kinds: Index
    by_team: Mask
    by_band: Mask
    by_hours: Mask
    by_start: Mask
    setting_rank: NDArray[np.int32]
    team_rank: NDArray[np.int32]
    metres: NDArray[np.int64]

    def masks_of_post(self, people: Index, post: int) -> Mask:
        """(people) the rules that fail for one post, pinned or not."""
        team, band, hours, start, own = self.kinds[post].tolist()
        found: Mask = self.by_team[people, team] | self.by_band[people, band] | self.by_hours[people, hours]
        found |= self.by_start[people, start]
        found |= np.uint16(own)
        return found

    def masks(self, people: Index, some: Index | slice = EVERY) -> Mask:
        """(people, slots): the rules that fail, as bits of BIT; `some`: for these slots only."""
        slots = self.slots
        found: Mask = self.by_team[people][:, slots.team[some]]
        found |= self.by_band[people][:, slots.band[some]]
        found |= self.by_hours[people][:, slots.hours[some]]
        found |= self.by_start[people][:, slots.start[some]]
        found |= slots.mask[some]
        return found


def screened(inputs: Inputs, people: Index, teams: Index, posts: Index, taken: Index, room: Index) -> Screens:
    """Screens the people, teams and posts taken in the orders given.

    taken: posts (as indices of their order) that are pinned; room: how many each team can take beside the pinned."""
    table, team_table = inputs.people, inputs.teams
    team_place = {one: place for place, one in enumerate(team_table.team_id[teams].tolist())}
    team_of_post = np.array([team_place[one] for one in inputs.posts.team_id[posts].tolist()], dtype=np.int64)
    bands, band = np.unique(inputs.posts.band[posts], return_inverse=True)
    hours, hour = np.unique(inputs.posts.hours[posts], return_inverse=True)
    as_of = np.datetime64(inputs.as_of, "D")
    starts_on = inputs.posts.starts_on[posts].astype("datetime64[D]")
    starts_on = np.where(np.isnat(starts_on), as_of, np.maximum(starts_on, as_of))
    needs = inputs.posts.vetting_needed[posts].astype(np.int64)
    starts, start = np.unique(starts_on, return_inverse=True)
    mask = np.where(inputs.posts.frozen[posts], BIT["frozen"], np.uint16(0))
    mask |= np.where(inputs.posts.registered[posts], BIT["registered"], np.uint16(0))
    kinds = np.column_stack([team_of_post, band, hour, start * 2 + needs, mask.astype(np.int64)])
    slots = _slots(kinds, taken, len(posts))
    slots.mask[room[slots.team] <= 0] |= BIT["capacity"]
    metres, far = _distances(table, team_table, people, teams)
    setting_rank, unwanted = _settings(table, team_table, people, teams)
    team_rank, avoided = _teams(table, people, team_place, len(teams))
    by_team = np.where(far, BIT["distance"], np.uint16(0))
    by_team |= np.where(unwanted, BIT["setting"], np.uint16(0))
    by_team |= np.where(avoided, BIT["avoided"], np.uint16(0))
    by_team |= np.where(team_table.prepared[teams], np.uint16(0), BIT["prepared"])[None, :]
    low, high = table.hours_min[people][:, None], table.hours_max[people][:, None]
    by_hours = np.where((low <= hours) & (hours <= high), np.uint16(0), BIT["hours"])
    return Screens(
        slots=slots,
        kinds=kinds,
        by_team=by_team,
        by_band=_bands(table.bands, people, bands.tolist()),
        by_hours=by_hours,
        by_start=_clearances(table, people, starts),
        setting_rank=setting_rank,
        team_rank=team_rank,
        metres=metres,
    )


def _slots(kinds: Index, taken: Index, posts: int) -> Slots:
    free = np.setdiff1d(np.arange(posts), taken)
    of_post = np.full(posts, -1, dtype=np.int64)
    if not len(free):
        none = np.zeros(0, dtype=np.int64)
        return Slots(none, none, none, none, none.astype(np.uint16), none, (), of_post)
    unique, place = np.unique(kinds[free], axis=0, return_inverse=True)
    place = place.reshape(-1)
    of_post[free] = place
    members: list[list[int]] = [[] for _ in range(len(unique))]
    for post, slot in zip(free.tolist(), place.tolist(), strict=True):
        members[slot].append(post)
    count = np.bincount(place, minlength=len(unique)).astype(np.int64)
    columns = [np.ascontiguousarray(unique[:, c]) for c in range(5)]
    return Slots(
        team=columns[0],
        band=columns[1],
        hours=columns[2],
        start=columns[3],
        mask=columns[4].astype(np.uint16),
        count=count,
        posts=tuple(tuple(one) for one in members),
        of_post=of_post,
    )


def _distances(table: People, team_table: Teams, people: Index, teams: Index) -> tuple[Index, NDArray[np.bool_]]:
    lat, lon = np.radians(table.lat[people])[:, None], np.radians(table.lon[people])[:, None]
    team_lat, team_lon = np.radians(team_table.lat[teams])[None, :], np.radians(team_table.lon[teams])[None, :]
    h = np.sin((team_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(team_lat) * np.sin((team_lon - lon) / 2) ** 2
    exact = np.rint(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(h, 1.0))))
    far = exact > (table.max_km[people] * 1000 + REACH_TOLERANCE_M)[:, None]
    return np.nan_to_num(exact, nan=0.0).astype(np.int64), far


def _settings(
    table: People, team_table: Teams, people: Index, teams: Index
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    kinds, kind = np.unique(team_table.setting[teams], return_inverse=True)
    place = {one: number for number, one in enumerate(kinds.tolist())}
    rank = np.zeros((len(people), len(kinds)), dtype=np.int32)
    for row, person in enumerate(people.tolist()):
        wanted = table.settings[person]
        if not wanted:
            rank[row] = 1
        for number, setting in enumerate(dict.fromkeys(wanted), start=1):
            if setting in place:
                rank[row, place[setting]] = number
    by_team = rank[:, kind.reshape(-1)]
    unwanted: NDArray[np.bool_] = by_team == 0
    return by_team, unwanted


def _teams(
    table: People, people: Index, place: dict[str, int], teams: int
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    rank = np.ones((len(people), teams), dtype=np.int32)
    avoided = np.zeros((len(people), teams), dtype=np.bool_)
    for row, person in enumerate(people.tolist()):
        wanted = tuple(dict.fromkeys(table.teams_preferred[person]))
        if wanted:
            rank[row] = len(wanted) + 1
            rank[row, [place[team] for team in wanted]] = np.arange(1, len(wanted) + 1)
        if table.teams_avoided[person]:
            avoided[row, [place[team] for team in table.teams_avoided[person]]] = True
    return rank, avoided


def _bands(held: Lists, people: Index, bands: list[str]) -> Mask:
    place = {band: number for number, band in enumerate(bands)}
    found = np.full((len(people), len(bands)), BIT["band"], dtype=np.uint16)
    for row, person in enumerate(people.tolist()):
        if held[person]:
            found[row, [place[band] for band in held[person] if band in place]] = 0
        else:
            found[row] = 0
    return found


def _clearances(table: People, people: Index, starts: Days) -> Mask:
    """(people, 2 x starts): at even places for posts without vetting, at odd ones for posts that need it."""

    def lacking(name: str) -> NDArray[np.bool_]:
        state, expected = getattr(table, name)[people], getattr(table, f"{name}_expected_on")[people]
        expected = expected.astype("datetime64[D]")
        in_time = (state == "pending")[:, None] & (expected[:, None] <= starts[None, :])
        missing: NDArray[np.bool_] = ~((state == "clear")[:, None] | in_time)
        return missing

    found = np.zeros((len(people), 2 * len(starts)), dtype=np.uint16)
    found[:, 0::2] = np.where(lacking("dbs"), BIT["dbs"], np.uint16(0))
    found[:, 1::2] = found[:, 0::2] | np.where(lacking("vetting"), BIT["vetting"], np.uint16(0))
    return found
