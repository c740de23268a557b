"""What the rules of placement are told about a person, a vacancy and a team: plain values, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

# NHS terms and conditions: a full week is 37.5 hours.
FULL_WEEK = Decimal("37.5")
# rules.md R24 and facts.md 1.2: the course qualifies for a band 3 post; that is looked for until wishes are recorded.
BANDS_UNTIL_RECORDED = frozenset({3})
CENT = Decimal("0.01")

Position = tuple[float, float]


@dataclass(frozen=True)
class Standing:
    """One person on one day: training, posts held, wishes, and the state and expected day of each check."""

    person_id: int
    name: str = ""
    trained: bool = False
    trained_on: date | None = None
    in_post: bool = False
    post_ended: bool = False
    post_ended_on: date | None = None
    left: bool = False
    left_on: date | None = None
    wishes_recorded: bool = False
    bands: frozenset[int] = BANDS_UNTIL_RECORDED
    hours_least: Decimal = Decimal(0)
    hours_most: Decimal = FULL_WEEK
    settings: tuple[str, ...] = ()
    teams: tuple[int, ...] = ()
    avoided: frozenset[int] = frozenset()
    home: Position | None = None
    most_km: Decimal | None = None
    available_from: date | None = None
    checks: Mapping[str, tuple[str, date | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Vacancy:
    """Hours of one post that nobody holds. A post with more than a full week left has several, numbered by slot."""

    post_id: int
    team_id: int
    hours: Decimal
    band: int | None = 3
    slot: int = 1
    number: str = ""
    title: str = ""
    starts_on: date | None = None
    frozen: bool = False
    registered: bool = False
    peer: bool = True
    vetting_needed: bool = False

    @property
    def key(self) -> str:
        return str(self.post_id) if self.slot == 1 else f"{self.post_id}.{self.slot}"


@dataclass(frozen=True)
class TeamFacts:
    """A team, how many peers it has or has agreed to take, and how many it and its paired teams have together."""

    team_id: int
    name: str = ""
    setting: str = ""
    position: Position | None = None
    prepared: bool = True
    closed: bool = False
    most_peers: int = 6
    peers: int = 0
    peers_together: int = 0
    together: frozenset[int] = frozenset()

    @property
    def room(self) -> int:
        return max(0, self.most_peers - self.peers)


def hours_of(wte: Decimal) -> Decimal:
    """A share of a whole-time post as hours a week: a full week is 37.5 hours (NHS terms and conditions)."""
    return (wte * FULL_WEEK).quantize(CENT, ROUND_HALF_EVEN)


def wte_of(hours: Decimal) -> Decimal:
    """Hours a week as a share of a whole-time post: a full week is 37.5 hours (NHS terms and conditions)."""
    return (hours / FULL_WEEK).quantize(CENT, ROUND_HALF_EVEN)
