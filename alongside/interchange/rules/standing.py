"""What stands in the system before a load, as plain values: the trust's people, teams, posts, cohorts and records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class KnownPerson:
    """A person the trust already has; `key` is the system's own."""

    key: str
    name: str = field(repr=False)
    email: str = field(default="", repr=False)
    staff_no: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True)
class KnownPost:
    """A post the trust already has; `registered` also when it ever was."""

    number: str
    registered: bool = False
    wte_funded: float | None = None
    frozen: bool = False


@dataclass(frozen=True)
class Standing:
    """Everything `decide` may compare with.

    `records` holds what is stored for one row of a kind, by `(kind, key)`; the key is `RowFate.record`, where a person
    is written as `person:<their key>`. Only the fields that the system keeps stand in it: a field that is missing is
    not
    compared, one that is None may be filled.
    """

    people: tuple[KnownPerson, ...] = ()
    teams: tuple[str, ...] = ()
    posts: tuple[KnownPost, ...] = ()
    cohorts: tuple[int | str, ...] = ()
    records: Mapping[tuple[str, str], Mapping[str, Value]] = field(default_factory=dict, repr=False)


NOTHING = Standing()
