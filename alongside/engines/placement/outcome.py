"""What a plan says, and how it is written down and read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Self, TypeVar

from alongside.engines.placement.inputs import Inputs

ENGINE_VERSION = "1.0"
Record = TypeVar("Record")


@dataclass(frozen=True)
class Assignment:
    """One person in one post. metres: 0 where a position is not given. Ranks count from 1.

    conditional: a clearance is still expected (`awaits` names which); pinned: decided before the plan."""

    person_id: str
    post_id: str
    team_id: str
    metres: int
    setting_rank: int
    team_rank: int
    starts_on: date
    conditional: bool = False
    awaits: tuple[str, ...] = ()
    pinned: bool = False


@dataclass(frozen=True)
class Change:
    """One smallest change that would place a person. `code` is one of

    one_more_post (team_id; like_post_id: a post as this one, and room for one more in the team),
    team_prepared (team_id),
    clearance_by (clearance: dbs or vetting; by: the last day that is early enough), wider_travel (km),
    other_hours (hours: of the post that would then fit), other_setting (setting), thaw (post_id).
    checked: the whole plan was solved again with it; else it follows from the plan by argument."""

    code: str
    team_id: str | None = None
    post_id: str | None = None
    like_post_id: str | None = None
    clearance: str | None = None
    by: date | None = None
    km: float | None = None
    hours: float | None = None
    setting: str | None = None
    checked: bool = False


@dataclass(frozen=True)
class Unplaced:
    """A person without a post. blocked_by: every rule that stands between them and some post, in the order of CODES.

    posts_only_blocked_by: for each code, how many posts nothing but this rule keeps from them (what is worth changing).
    smallest_changes: those that follow from the plan by argument; `explain` finds more and solves each again."""

    person_id: str
    blocked_by: tuple[str, ...]
    posts_only_blocked_by: Mapping[str, int] = field(default_factory=dict)
    smallest_changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class TeamOutcome:
    """What becomes of one team.

    state: `opened` (had no peer, receives somebody), `existing` (had peers), `closed` (has none, receives nobody).
    reason: for a closed team, and for one whose lone peer stays alone: not_prepared, no_room, too_few_posts,
    too_few_people, placed_elsewhere; else empty. Names nobody, and says nothing of why people do not fit.
    peers_before, received, peers_after: of this team; those of the rule are counted with the teams it is `paired_with`.
    lone_peer: somebody is the only peer (pairs counted as one) when all have started.
    relieved: there was one lone peer, and there is company now.
    lone_from, lone_until: while people start one by one somebody is the only peer from the one day to the other."""

    team_id: str
    state: str
    reason: str
    peers_before: int
    received: int
    peers_after: int
    paired_with: tuple[str, ...] = ()
    lone_peer: bool = False
    relieved: bool = False
    lone_from: date | None = None
    lone_until: date | None = None


@dataclass(frozen=True)
class Certificate:
    """How good the plan is proved to be.

    status: `optimal` (all objectives, strictly in order) or `bounded` (a count of work ran out).
    placed, bound: people placed, and how many could be at most; gap: what is between them.
    With objective `hours`, hours_placed and hours_bound say the same in hours.
    moved, relieved, wishes, metres: the values of the other objectives.
    proved_by: the rung of the ladder that ended it: flow, mip, none.
    gives_up: sentences on guarantees that options chosen here do without."""

    status: str
    placed: int
    bound: int
    gap: int
    moved: int = 0
    relieved: int = 0
    wishes: int = 0
    metres: int = 0
    proved_by: str = ""
    hours_placed: float | None = None
    hours_bound: float | None = None
    gives_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A whole plan: assignments and unplaced sorted by person, teams by team. `inputs` is not written to JSON."""

    assignments: tuple[Assignment, ...]
    unplaced: tuple[Unplaced, ...]
    teams: tuple[TeamOutcome, ...]
    certificate: Certificate
    inputs_digest: str
    engine_version: str = ENGINE_VERSION
    inputs: Inputs | None = field(default=None, compare=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists, words and numbers, dates as ISO words."""
        content = {name: getattr(self, name) for name in (f.name for f in fields(self)) if name != "inputs"}
        plain: dict[str, Any] = _plain(content)
        return plain

    def to_json(self) -> str:
        """The text of plan.json: the same bytes for the same inputs."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes | Mapping[str, Any]) -> Self:
        """Reads what `to_json` wrote. Raises ValueError if it is not such a plan."""
        content = text if isinstance(text, Mapping) else json.loads(text)
        try:
            return cls(
                assignments=tuple(_read(Assignment, one) for one in content["assignments"]),
                unplaced=tuple(_read_unplaced(one) for one in content["unplaced"]),
                teams=tuple(_read(TeamOutcome, one) for one in content["teams"]),
                certificate=_read(Certificate, content["certificate"]),
                inputs_digest=content["inputs_digest"],
                engine_version=content["engine_version"],
            )
        except (KeyError, TypeError, AttributeError) as fault:
            raise ValueError(f"this is not a placement plan: {fault}") from fault


def posts_given(plan: Plan | Mapping[str, Any] | str | bytes) -> dict[str, str]:
    """Who was given which post by a plan or the JSON of one; nothing else of it is looked at. Raises ValueError."""
    if isinstance(plan, Plan):
        return _one_each([(one.person_id, one.post_id) for one in plan.assignments])
    content = plan if isinstance(plan, Mapping) else json.loads(plan)
    try:
        return _one_each([(str(one["person_id"]), str(one["post_id"])) for one in content["assignments"]])
    except (KeyError, TypeError) as fault:
        raise ValueError(f"this is not a placement plan: {fault}") from fault


def _one_each(given: list[tuple[str, str]]) -> dict[str, str]:
    found = dict(given)
    if len(found) < len(given):
        raise ValueError("somebody has two posts in it")
    return found


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        value = {f.name: getattr(value, f.name) for f in fields(value)}
        if "code" in value:
            value = {name: one for name, one in value.items() if one is not None}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: type[Record], content: Mapping[str, Any]) -> Record:
    known = {f.name: f.type for f in fields(kind)}  # type: ignore[arg-type]
    found: dict[str, Any] = {}
    for name, value in content.items():
        if name not in known:
            continue
        if "date" in str(known[name]) and isinstance(value, str):
            value = date.fromisoformat(value)
        found[name] = tuple(value) if isinstance(value, list) else value
    return kind(**found)


def _read_unplaced(content: Mapping[str, Any]) -> Unplaced:
    changes = tuple(_read(Change, one) for one in content.get("smallest_changes", ()))
    return _read(Unplaced, {**content, "smallest_changes": changes})
