"""Why each unplaced person has no post, and what becomes of each team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement.outcome import Assignment, TeamOutcome, Unplaced
from alongside.engines.placement.problem import Problem
from alongside.engines.placement.prospects import Prospects
from alongside.engines.placement.screens import BIT, CODES, Index, Mask, Screens
from alongside.engines.placement.standing import Standing
from alongside.engines.placement.tally import posts_only_blocked_by


def unplaced(standing: Standing, people: Index) -> list[Unplaced]:
    """For each of these people every rule that blocks, and the changes that follow from the plan."""
    problem = standing.problem
    in_the_way = standing.in_the_way()
    prospects = Prospects(standing, people)
    blocked = _by_rules(problem.screens, people) | _by_others(problem, people, in_the_way)
    blocked |= held_by_pins(problem, people)
    changes = prospects.of(people)
    only = _by_code(posts_only_blocked_by(problem.screens, people))
    words: dict[int, tuple[str, ...]] = {}
    found = []
    for number, (person, bits) in enumerate(zip(people.tolist(), blocked.tolist(), strict=True)):
        codes = words.get(bits)
        if codes is None:
            codes = words[bits] = tuple(code for code in CODES if bits & int(BIT[code]))
        found.append(Unplaced(problem.person_ids[person], codes, only[number], changes[number]))
    return found


def _by_code(counts: Index) -> list[dict[str, int]]:
    """(people) the codes that are counted at all, in their order."""
    found: list[dict[str, int]] = [{} for _ in range(len(counts))]
    row, place = np.nonzero(counts)
    for number, code, posts in zip(row.tolist(), place.tolist(), counts[row, place].tolist(), strict=True):
        found[number][CODES[code]] = posts
    return found


def _by_rules(screens: Screens, people: Index) -> Mask:
    """(people) the rules of the pair that fail for some slot, part by part, for a slot is the sum of its parts."""
    slots = screens.slots
    found = np.full(len(people), np.bitwise_or.reduce(slots.mask, initial=np.uint16(0)), dtype=np.uint16)
    parts = (
        (screens.by_team, slots.team),
        (screens.by_band, slots.band),
        (screens.by_hours, slots.hours),
        (screens.by_start, slots.start),
    )
    for part, kind in parts:
        found |= _any_of_each(part[people], np.unique(kind))
    return found


def _any_of_each(part: Mask, used: Index) -> Mask:
    """(rows) the bits that stand in any of these columns, four columns at a time in one word."""
    words = np.zeros((len(part), -(-len(used) // 4) * 4), dtype=np.uint16)
    words[:, : len(used)] = part if len(used) == part.shape[1] else part[:, used]
    four = np.bitwise_or.reduce(words.view(np.uint64), axis=1).view(np.uint16)
    found: Mask = np.bitwise_or.reduce(four.reshape(len(part), 4).T, axis=0)
    return found


def _by_others(problem: Problem, people: Index, in_the_way: Mask) -> Mask:
    """(people) what keeps each out of the slots that break no rule of the pair."""
    found = np.zeros(len(people), dtype=np.uint16)
    options = problem.options
    some = np.flatnonzero(np.diff(options.start))
    if len(some):
        everybody = np.zeros(len(options.start) - 1, dtype=np.uint16)
        everybody[some] = np.bitwise_or.reduceat(in_the_way[options.slot], options.start[some])
        found = everybody[people]
    return found


def held_by_pins(problem: Problem, people: Index) -> Mask:
    """(people) for posts that pinned people hold: the rules that block each person there, or `outranked`."""
    found = np.zeros(len(people), dtype=np.uint16)
    for post in problem.pinned.values():
        mask = problem.screens.masks_of_post(people, post)
        found |= np.where(mask == 0, BIT["outranked"], mask)
    return found


def teams(standing: Standing, assignments: Sequence[Assignment]) -> tuple[TeamOutcome, ...]:
    """One line for each team, by id."""
    problem = standing.problem
    received = dict.fromkeys(problem.team_ids, 0)
    starts: dict[int, list[date]] = {}
    place = {team: number for number, team in enumerate(problem.team_ids)}
    for one in assignments:
        received[one.team_id] += 1
        starts.setdefault(int(problem.group[place[one.team_id]]), []).append(one.starts_on)
    peers = problem.inputs.teams.peers_in_post[problem.teams]
    members: dict[int, list[str]] = {}
    for team, group in zip(problem.team_ids, problem.group.tolist(), strict=True):
        members.setdefault(group, []).append(team)
    why = _closed_why(standing)
    found = []
    for number, team in enumerate(problem.team_ids):
        group = int(problem.group[number])
        before, coming = int(problem.peers[group]), sorted(starts.get(group, []))
        lone_from, lone_until = _lone_days(before, coming, problem.inputs.as_of)
        state = "existing" if peers[number] else "opened" if received[team] else "closed"
        lone_peer = before + len(coming) == 1
        found.append(
            TeamOutcome(
                team_id=team,
                state=state,
                reason=why[group] if state == "closed" or lone_peer else "",
                peers_before=int(peers[number]),
                received=received[team],
                peers_after=int(peers[number]) + received[team],
                paired_with=tuple(one for one in members[group] if one != team),
                lone_peer=lone_peer,
                relieved=before == 1 and bool(coming),
                lone_from=lone_from,
                lone_until=lone_until,
            )
        )
    return tuple(found)


def _lone_days(before: int, coming: list[date], as_of: date) -> tuple[date | None, date | None]:
    if before == 0 and len(coming) > 1 and coming[0] < coming[1]:
        return coming[0], coming[1]
    if before == 1 and coming and as_of < coming[0]:
        return as_of, coming[0]
    return None, None


def _closed_why(standing: Standing) -> list[str]:
    """(groups) the first thing that would have to be otherwise for the group to receive anybody."""
    problem = standing.problem
    slots, options = problem.screens.slots, problem.options
    groups = len(problem.have)
    prepared = problem.inputs.teams.prepared[problem.teams].astype(np.bool_)
    open_slot = (slots.mask & (BIT["frozen"] | BIT["registered"])) == 0

    def total(weights: NDArray[np.int64], group: Index) -> Index:
        return np.bincount(group, weights=weights, minlength=groups).astype(np.int64)

    any_prepared = total(prepared.astype(np.int64), problem.group) > 0
    room = np.where(prepared, np.maximum(problem.room, 0), 0)
    team_posts = np.bincount(slots.team, weights=slots.count * open_slot, minlength=len(room)).astype(np.int64)
    rooms = total(room, problem.group)
    usable = total(np.where(prepared, team_posts, 0), problem.group)
    option_group = problem.slot_group[options.slot]
    couples = np.unique(options.person * groups + option_group)
    candidates = np.bincount(couples % groups, minlength=groups) if groups else couples
    found = []
    for group in range(groups):
        need = int(problem.need[group])
        checks = (
            (not any_prepared[group], "not_prepared"),
            (rooms[group] < need, "no_room"),
            (usable[group] < need, "too_few_posts"),
            (candidates[group] < need, "too_few_people"),
        )
        found.append(next((reason for wrong, reason in checks if wrong), "placed_elsewhere"))
    return found
