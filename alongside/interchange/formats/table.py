"""A workbook as plain values: what a person sees on the screen, and what must be known about how it got there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

Shown = str | int | float | bool | date | datetime | time | timedelta | None


class Formula(StrEnum):
    """What stands behind a cell. The formula itself is never kept."""

    NONE = ""
    PLAIN = "formula"
    OTHER_WORKBOOK = "other workbook"
    REACHES_OUT = "reaches out"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. Its value is left out of repr, so that no log or traceback can show it."""

    value: Shown = field(default=None, repr=False)
    formula: Formula = Formula.NONE
    error: bool = False
    too_long: bool = False
    not_calculated: bool = False

    @property
    def empty(self) -> bool:
        if self.error or self.too_long or self.not_calculated:
            return False
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns count from 1 as Excel shows them."""

    name: str
    state: str = "visible"
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict, repr=False)
    last_row: int = 0
    last_column: int = 0
    hidden_rows: frozenset[int] = frozenset()
    filtered: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get((row, column), EMPTY)


@dataclass(frozen=True, slots=True)
class Workbook:
    name: str
    sheets: tuple[Sheet, ...] = ()
    has_comments: bool = False

    def sheet(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The whole file is refused: one kind, one plain sentence with the mend."""

    kind: str
    sentence: str


def letter(column: int) -> str:
    """1 -> A, 27 -> AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for character in name:
        number = number * 26 + ord(character) - 64
    return number
