"""The smallest change that would place a person: what the inputs would be with it, and which changes are worth trying.

A change widens what one person or one team offers. None ever drops an avoidance: a post is only looked at if the one
rule in its way is a rule that a change may touch, and `avoided` is not among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement.inputs import Inputs
from alongside.engines.placement.outcome import Change
from alongside.engines.placement.problem import Problem
from alongside.engines.placement.screens import BIT, Index, Mask
from alongside.engines.placement.tables import Posts, Table

AnyTable = TypeVar("AnyTable", bound=Table)
Keys = tuple[NDArray[Any], ...]
CHANGE_CODES = (
    "one_more_post",
    "team_prepared",
    "clearance_by",
    "wider_travel",
    "other_hours",
    "other_setting",
    "thaw",
)


def with_change(inputs: Inputs, person_id: str, change: Change) -> Inputs:
    """The inputs as they would be with one change for one person."""
    people, teams, posts = inputs.people, inputs.teams, inputs.posts
    who = int(np.flatnonzero(people.person_id == person_id)[0])
    if change.code == "one_more_post":
        return inputs.replaced(
            posts=_copied(posts, str(change.like_post_id)),
            teams=_set(teams, "capacity", teams.team_id == change.team_id, teams.capacity + 1),
        )
    if change.code == "team_prepared":
        return inputs.replaced(teams=_set(teams, "prepared", teams.team_id == change.team_id, True))
    if change.code == "thaw":
        return inputs.replaced(posts=_set(posts, "frozen", posts.post_id == change.post_id, False))
    here = np.arange(len(people)) == who
    if change.code == "clearance_by":
        pending = _set(people, str(change.clearance), here, "pending")
        return inputs.replaced(people=_set(pending, f"{change.clearance}_expected_on", here, np.datetime64(change.by)))
    if change.code == "wider_travel":
        return inputs.replaced(people=_set(people, "max_km", here, change.km))
    if change.code == "other_hours":
        hours = float(change.hours or 0)
        low = _set(people, "hours_min", here, np.minimum(people.hours_min, hours))
        return inputs.replaced(people=_set(low, "hours_max", here, np.maximum(people.hours_max, hours)))
    if change.code == "other_setting":
        wider = tuple((*one, str(change.setting)) if i == who else one for i, one in enumerate(people.settings))
        return inputs.replaced(people=replace(people, settings=wider))
    raise ValueError(f"there is no change {change.code!r}")


def _set(table: AnyTable, name: str, here: NDArray[np.bool_], value: Any) -> AnyTable:
    column = getattr(table, name)
    if column.dtype.kind == "U":
        column = column.astype(f"U{max(column.dtype.itemsize // 4, len(str(value)))}")
    return replace(table, **{name: np.where(here, value, column).astype(column.dtype)})  # type: ignore[type-var]


def _copied(posts: Posts, like: str) -> Posts:
    ids = posts.post_id.tolist()
    new = f"{like}+"
    while new in ids:
        new += "+"
    place = ids.index(like)
    columns = {name: np.append(column := getattr(posts, name), column[place]) for name in posts.columns()}
    return replace(posts, **columns | {"post_id": np.array([*ids, new], dtype=np.str_)})


@dataclass(frozen=True)
class Step:
    """A change that concerns nobody but one person: the rule it touches, and how small it is for each slot.

    keys: of (people, slots), the last decides first; slots with the same keys ask the same of a person."""

    label: str
    bit: np.uint16
    keys: Callable[[Index, Index], Keys]
    change: Callable[[int, int], Change]

    def first(self, rows: Index, people: Index, slots: Index) -> tuple[Index, Index]:
        """The order of these entries by row and smallness, and where in it each different change of a row begins."""
        keys = (*self.keys(people, slots), rows)
        order = np.lexsort(keys).astype(np.int64)
        differs = np.zeros(len(order), dtype=np.bool_)
        differs[:1] = True
        for key in keys:
            differs[1:] |= key[order][1:] != key[order][:-1]
        return order, np.flatnonzero(differs)


class Outlook:
    """What changes could do for people: reads slots as posts, and orders what may be tried for one person."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        inputs, slots = problem.inputs, problem.screens.slots
        first = np.array([posts[0] for posts in slots.posts], dtype=np.int64)
        self.first_post = first
        self.hours = inputs.posts.hours[problem.posts[first]]
        as_of = np.datetime64(inputs.as_of, "D")
        starts = inputs.posts.starts_on[problem.posts[first]].astype("datetime64[D]")
        self.starts = np.where(np.isnat(starts), as_of, np.maximum(starts, as_of))
        self.settings = inputs.teams.setting[problem.teams][slots.team]
        self.setting_place = np.unique(self.settings, return_inverse=True)[1].reshape(-1)

    def listed(self, step: Step, person: int, slots: Index) -> list[Change]:
        """What a step could be for these slots, smallest first."""
        people = np.full(len(slots), person)
        order, begins = step.first(people, people, slots)
        return [step.change(person, slot) for slot in slots[order[begins]].tolist()]

    def _wider_travel(self, people: Index, slots: Index) -> Keys:
        return (self.problem.screens.metres[people, self.problem.screens.slots.team[slots]],)

    def _clearance_by(self, people: Index, slots: Index) -> Keys:
        return (-self.starts[slots].astype(np.int64),)

    def _other_hours(self, people: Index, slots: Index) -> Keys:
        rows, hours = self.problem.people[people], self.hours[slots]
        low, high = self.problem.inputs.people.hours_min[rows], self.problem.inputs.people.hours_max[rows]
        return hours, np.where(hours < low, low - hours, hours - high)

    def _other_setting(self, people: Index, slots: Index) -> Keys:
        return (self.setting_place[slots],)

    def team_prepared(self, person: int, slots: Index) -> list[Change]:
        """The teams of these slots, best liked first."""
        return [Change("team_prepared", team_id=self._team_id(team)) for team in self._liked_teams(person, slots)]

    def thaw(self, person: int, slots: Index) -> list[Change]:
        """The posts of these slots, best liked first."""
        liked = sorted(slots.tolist(), key=lambda slot: self._liking(person, slot))
        return [Change("thaw", post_id=self.problem.post_ids[self.first_post[slot]]) for slot in liked]

    def one_more_post(self, person: int, slots: Index) -> list[Change]:
        """The teams of these slots, best liked first, with a post to be copied."""
        found = []
        team_of = self.problem.screens.slots.team
        for team in self._liked_teams(person, slots):
            like = min(self.first_post[slot] for slot in slots.tolist() if team_of[slot] == team)
            post_id = self.problem.post_ids[like]
            found.append(Change("one_more_post", team_id=self._team_id(team), like_post_id=post_id))
        return found

    def _team_id(self, team: int) -> str:
        return self.problem.team_ids[team]

    def _liking(self, person: int, slot: int) -> tuple[int, int, int]:
        screens = self.problem.screens
        team = int(screens.slots.team[slot])
        wish = int(screens.setting_rank[person, team]) + int(screens.team_rank[person, team])
        return wish, int(screens.metres[person, team]), int(self.first_post[slot])

    def _liked_teams(self, person: int, slots: Index) -> list[int]:
        liked = sorted(slots.tolist(), key=lambda slot: self._liking(person, slot))
        return list(dict.fromkeys(int(self.problem.screens.slots.team[slot]) for slot in liked))

    def personal(self) -> tuple[Step, ...]:
        """The changes that concern nobody but the person."""
        metres, team = self.problem.screens.metres, self.problem.screens.slots.team

        def clearance(name: str) -> Callable[[int, int], Change]:
            return lambda _, slot: Change("clearance_by", clearance=name, by=self.starts[slot].astype(object))

        return (
            Step(
                "wider_travel",
                BIT["distance"],
                self._wider_travel,
                lambda person, slot: Change("wider_travel", km=int(metres[person, team[slot]]) / 1000),
            ),
            Step(
                "other_hours",
                BIT["hours"],
                self._other_hours,
                lambda _, slot: Change("other_hours", hours=float(self.hours[slot])),
            ),
            Step(
                "other_setting",
                BIT["setting"],
                self._other_setting,
                lambda _, slot: Change("other_setting", setting=str(self.settings[slot])),
            ),
            Step("dbs", BIT["dbs"], self._clearance_by, clearance("dbs")),
            Step("vetting", BIT["vetting"], self._clearance_by, clearance("vetting")),
        )

    def shared(self, mask: Mask) -> Iterable[tuple[str, NDArray[np.bool_], Callable[[int, Index], list[Change]]]]:
        """The changes that others may profit from: a label, where they apply in these masks, and how to list them."""
        yield "team_prepared", mask == BIT["prepared"], self.team_prepared
        yield "thaw", mask == BIT["frozen"], self.thaw
        yield "one_more_post", (mask & ~BIT["capacity"]) == 0, self.one_more_post
