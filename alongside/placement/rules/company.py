"""Nobody works as the only peer in a team: who is alone, since when, and which teams count as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date


def groups_of_teams(teams: Iterable[int], pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Teams declared a pair, and those joined through a shared partner, count as one team (engines/placement.md)."""
    group = {team: frozenset({team}) for team in teams}
    for first, second in pairs:
        if first in group and second in group:
            joined = group[first] | group[second]
            group |= dict.fromkeys(joined, joined)
    return group


def lone_teams(peers: Mapping[int, int], pairs: Iterable[tuple[int, int]]) -> frozenset[int]:
    """A team has a lone peer when it, counted together with the teams it is paired with, has exactly one (E6)."""
    groups = groups_of_teams(peers, pairs)
    return frozenset(team for team, group in groups.items() if sum(peers[member] for member in group) == 1)


def alone_since(stays: Iterable[tuple[date | None, date | None]], on: date) -> date | None:
    """From which day on exactly one peer has been in the team; none when it is not one today, or always was (E6)."""
    held = [(started or date.min, ended or date.max) for started, ended in stays]
    if sum(started <= on < ended for started, ended in held) != 1:
        return None
    changes = sorted({day for stay in held for day in stay if day <= on}, reverse=True)
    since = on
    for day in changes:
        since = day
        before = sum(started < day <= ended for started, ended in held)
        if before != 1:
            break
    return None if since == date.min else since
