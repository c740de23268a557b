"""The fate of every row of a workbook, what is told about it, and the questions a person must answer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alongside.interchange.rules.layout import SheetKind
from alongside.interchange.rules.standing import Value


class Fate(StrEnum):
    """What becomes of a row; every row has exactly one."""

    LOAD = "will load"
    LOAD_WITH_NOTE = "will load with a note"
    REFUSED = "refused"
    TO_DECIDE = "possible duplicate to decide"
    HELD = "held for a person"
    NOTHING_NEW = "nothing new"
    NOT_DATA = "not data"


LOADED = frozenset({Fate.LOAD, Fate.LOAD_WITH_NOTE})
SKIPPED = frozenset({Fate.TO_DECIDE, Fate.HELD, Fate.NOTHING_NEW, Fate.NOT_DATA})


@dataclass(frozen=True)
class Told:
    """One thing told about one cell (or a whole row or column). `sentence` names the place and the mend, never a
    secret."""

    kind: str
    sheet: str
    cell: str
    field: str
    does: str
    sentence: str


@dataclass(frozen=True)
class RowFate:
    """One row. `values` are the clean values that may be loaded, by field; `record` is the key of what it becomes."""

    sheet: str
    row: int
    kind: SheetKind
    fate: Fate
    values: Mapping[str, Value] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    person: str = ""
    record: str = ""
    pairs: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass(frozen=True)
class Question:
    """Something only a person can say. File the answer with `Decisions.say(about, key, answer)`."""

    about: str
    key: str
    sentence: str
    choices: tuple[tuple[str, str], ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """All fates of a workbook. loaded + refused + skipped = rows, always."""

    rows: tuple[RowFate, ...]
    columns: tuple[Told, ...] = ()
    questions: tuple[Question, ...] = ()
    new_teams: tuple[str, ...] = ()

    def count(self, sheet: str = "") -> Counter[Fate]:
        return Counter(row.fate for row in self.rows if sheet in ("", row.sheet))

    @property
    def loaded(self) -> int:
        return sum(row.fate in LOADED for row in self.rows)

    @property
    def refused(self) -> int:
        return sum(row.fate is Fate.REFUSED for row in self.rows)

    @property
    def skipped(self) -> int:
        return sum(row.fate in SKIPPED for row in self.rows)

    @property
    def people(self) -> frozenset[str]:
        """The people who stand after this load, by key."""
        return frozenset(row.person for row in self.rows if row.person and row.fate in LOADED)
