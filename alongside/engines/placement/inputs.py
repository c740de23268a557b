"""All that one plan is made from, checked as a whole, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from numbers import Integral
from typing import Any

import numpy as np

from alongside.engines.placement import cells
from alongside.engines.placement.faults import Fault, InputFaults
from alongside.engines.placement.judge import Judge
from alongside.engines.placement.tables import People, Posts, Table, Teams, renumbered

Couples = tuple[tuple[str, str], ...]
Rows = Mapping[str, Sequence[int]]
OBJECTIVES = ("people", "hours")


@dataclass(frozen=True)
class Rules:
    """How strict and what for. The defaults are the ones with every guarantee.

    never_alone: the fewest peers a team may end with once it receives somebody (1: no such rule; above 2: slower).
    objective: `people` places the most people, `hours` fills the most hours."""

    never_alone: int = 2
    objective: str = "people"


STANDARD = Rules()


@dataclass(frozen=True, eq=False)
class Inputs:
    """Everything a plan is made from. `previous` maps a person's id to the post a previous plan gave them."""

    people: People
    teams: Teams
    posts: Posts
    as_of: date
    pins: Couples = ()
    previous: Mapping[str, str] = field(default_factory=dict)
    rules: Rules = STANDARD
    pairs: Couples = ()
    together: tuple[tuple[str, ...], ...] = ()

    def checked(self, rows: Rows | None = None, faults: Iterable[Fault] = ()) -> Inputs:
        """The same inputs in one form if nothing is wrong with them; else InputFaults, with those found before too."""
        unread: list[Fault] = []
        settled = self._settled(unread)
        found = [*faults, *unread, *([] if settled is None else settled._faults(rows or {}))]
        if found or settled is None:
            raise InputFaults(found)
        return settled

    def _settled(self, faults: list[Fault]) -> Inputs | None:
        """Tables, couples and rules in one form; None where what was given is not of their kind at all."""
        for name, kind in (("people", People), ("teams", Teams), ("posts", Posts)):
            if not isinstance(getattr(self, name), kind):
                faults.append(Fault(name, 1, kind.columns()[0], f"is not a table of {name}"))
        if not isinstance(self.rules, Rules):
            faults.append(Fault("rules", 1, "never_alone", "are not Rules"))
        if faults:
            return None
        least = self.rules.never_alone
        if isinstance(least, Integral) and not isinstance(least, bool):
            least = int(least)
        return replace(
            self,
            people=self.people.settled(faults),
            teams=self.teams.settled(faults),
            posts=self.posts.settled(faults),
            pins=_sets("pins", "person_id", self.pins, faults, 2),
            pairs=_sets("pairs", "team_id", self.pairs, faults, 2),
            together=_sets("together", "person_id", self.together, faults),
            rules=Rules(least, self.rules.objective),
        )

    def replaced(self, **changes: Any) -> Inputs:
        """These inputs with something else in place of some."""
        return replace(self, **changes)

    def digest(self) -> str:
        """SHA-256 over all of it in one fixed order: the same whatever the order of the rows."""
        content = {
            "people": _canonical(self.people, unordered=("bands", "teams_avoided")),
            "teams": _canonical(self.teams),
            "posts": _canonical(self.posts),
            "as_of": self.as_of.isoformat(),
            "pins": sorted(self.pins),
            "previous": sorted(self.previous.items()),
            "rules": [self.rules.never_alone, self.rules.objective],
            "pairs": sorted(sorted(pair) for pair in self.pairs),
            "together": sorted(sorted(people) for people in self.together),
        }
        return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()

    def _faults(self, rows: Rows) -> list[Fault]:
        tables: tuple[Table, ...] = (self.people, self.teams, self.posts)
        own = [fault for table in tables for fault in table.faults(rows.get(type(table).__name__.lower()))]
        found = [*own, *self._rule_faults(), *self._pair_faults(), *self._together_faults()]
        if any(fault.row == 1 for fault in own):
            return found
        found += self._previous_faults()
        across = self._unknown_teams()
        told = [
            *found,
            *(renumbered(fault, rows[fault.table]) if fault.table in rows else fault for fault in across),
            *self._pin_id_faults(),
        ]
        return told or self._pin_rule_faults()

    def _rule_faults(self) -> list[Fault]:
        found = []
        if type(self.rules.never_alone) is not int or self.rules.never_alone < 1:
            found.append(Fault("rules", 1, "never_alone", "must be a whole number from 1"))
        if self.rules.objective not in OBJECTIVES:
            found.append(Fault("rules", 1, "objective", f"{self.rules.objective!r} is not people or hours"))
        return found

    def _unknown_teams(self) -> list[Fault]:
        known = set(self.teams.team_id.tolist())
        found = [
            Fault("posts", row, "team_id", f"there is no team {team!r}")
            for row, team in enumerate(self.posts.team_id.tolist(), start=cells.FIRST_ROW)
            if team not in known and not team.startswith(cells.UNREADABLE)
        ]
        for column in ("teams_preferred", "teams_avoided"):
            for row, teams in enumerate(getattr(self.people, column), start=cells.FIRST_ROW):
                found += [
                    Fault("people", row, column, f"there is no team {team!r}") for team in teams if team not in known
                ]
        return found

    def _pair_faults(self) -> list[Fault]:
        known = {*self.teams.team_id.tolist(), cells.UNREADABLE}
        found = []
        for row, (one, other) in enumerate(self.pairs, start=cells.FIRST_ROW):
            unknown = [team for team in (one, other) if team not in known]
            found += [Fault("pairs", row, "team_id", f"there is no team {team!r}") for team in unknown]
            if one == other != cells.UNREADABLE:
                found.append(Fault("pairs", row, "team_id", f"{one!r} is paired with itself"))
        return found

    def _together_faults(self) -> list[Fault]:
        known, seen, found = set(self.people.person_id.tolist()), set(), []
        for row, people in enumerate(self.together, start=cells.FIRST_ROW):
            for person in people:
                if person not in known:
                    found.append(Fault("together", row, "person_id", f"there is no person {person!r}"))
                if person in seen:
                    found.append(Fault("together", row, "person_id", f"{person!r} stands there a second time"))
                seen.add(person)
        return found

    def _previous_faults(self) -> list[Fault]:
        taken = Counter(self.previous.values())
        return [
            Fault("previous", 1, "assignments", f"{post!r} is given to {times} people")
            for post, times in taken.items()
            if times > 1
        ]

    def _pin_id_faults(self) -> list[Fault]:
        known = {"person_id": set(self.people.person_id.tolist()), "post_id": set(self.posts.post_id.tolist())}
        seen: dict[str, set[str]] = {"person_id": set(), "post_id": set()}
        found = []
        for row, couple in enumerate(self.pins, start=cells.FIRST_ROW):
            for column, one in zip(("person_id", "post_id"), couple, strict=True):
                if one == cells.UNREADABLE:
                    continue
                if one not in known[column]:
                    found.append(Fault("pins", row, column, f"there is no {column[:-3]} {one!r}"))
                elif one in seen[column]:
                    found.append(Fault("pins", row, column, f"{one!r} is pinned a second time"))
                seen[column].add(one)
        return found

    def _pin_rule_faults(self) -> list[Fault]:
        if not self.pins:
            return []
        judge = Judge(self.people, self.teams, self.posts, self.as_of)
        taken: dict[str, int] = {}
        found = []
        for row, (person, post) in enumerate(self.pins, start=cells.FIRST_ROW):
            if cells.UNREADABLE in (person, post):
                continue
            broken = judge.broken(person, post)
            if broken:
                found.append(Fault("pins", row, "post_id", f"{person!r} in {post!r} breaks: {' '.join(broken)}"))
            team = judge.team_of(post)
            taken[team] = taken.get(team, 0) + 1
            if taken[team] > judge.capacity(team):
                found.append(Fault("pins", row, "post_id", f"{person!r} in {post!r} breaks: capacity"))
        return found


def _sets(name: str, column: str, rows: Iterable[Any], faults: list[Fault], size: int | None = None) -> Any:
    """Rows of ids as words; rows that are none are told and left as marks."""
    found = []
    for row, some in enumerate(rows, start=cells.FIRST_ROW):
        try:
            if isinstance(some, str | bytes):
                raise ValueError
            ids = tuple(one if one == cells.UNREADABLE else cells.identity(one) for one in some)
            if size not in (None, len(ids)):
                raise ValueError
        except (ValueError, TypeError):
            faults.append(Fault(name, row, column, f"{some!r} does not hold {'two ids' if size else 'ids'}"))
            ids = (cells.UNREADABLE,) * (size or 0)
        found.append(ids)
    return tuple(found)


def _canonical(table: Table, unordered: tuple[str, ...] = ()) -> list[list[Any]]:
    columns: list[list[Any]] = []
    for name in table.columns():
        values = getattr(table, name)
        if name in unordered:
            columns.append([sorted(set(value)) for value in values])
        elif isinstance(values, tuple | list):
            columns.append([list(value) for value in values])
        elif values.dtype.kind == "M":
            columns.append(np.datetime_as_string(values.astype("datetime64[D]")).tolist())
        else:
            columns.append([repr(value) if isinstance(value, float) else value for value in values.tolist()])
    return sorted((list(row) for row in zip(*columns, strict=True)), key=lambda row: str(row[0]))
