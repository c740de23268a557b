"""Reads single cells, of a CSV file or of a record in memory, and says in words what is wrong with one."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any, TextIO, TypeVar

import numpy as np

from alongside.engines.placement.faults import Fault

Cell = TypeVar("Cell")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
UNREADABLE = "\0"
FIRST_ROW = 2


def empty(value: object) -> bool:
    """Nothing was entered."""
    return value is None or (isinstance(value, str) and value == "")


def identity(value: object) -> str:
    """An id, taken exactly as it stands: no trimming, no change of case."""
    if empty(value):
        raise ValueError("is empty")
    if isinstance(value, bool | float | bytes):
        raise ValueError(f"{value!r} is not an id")
    return str(value)


def words(value: object) -> tuple[str, ...]:
    """A list, written `a;b;c` in a cell. The order is kept, for it may be a ranking."""
    if empty(value):
        return ()
    parts: Iterable[object] = value.split(";") if isinstance(value, str) else _several(value)
    found = tuple("" if empty(part) else str(part) for part in parts)
    if "" in found:
        raise ValueError("has an empty entry between its separators")
    return tuple(dict.fromkeys(found))


def _several(value: object) -> Iterable[object]:
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if isinstance(value, Iterable):
        return value
    return (value,)


def number(value: object) -> float:
    """A finite number; NaN and infinity are faults, an empty cell is the caller's to judge."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return float(value)
    if isinstance(value, bool) or (not isinstance(value, Real) and not hasattr(value, "as_tuple")):
        raise ValueError(f"{value!r} is not a number")
    found = float(value)  # type: ignore[arg-type]
    if not math.isfinite(found):
        raise ValueError(f"{found} is not a number that can be used")
    return found


def optional_number(value: object) -> float:
    """A finite number, or NaN inside the arrays for nothing entered."""
    return math.nan if empty(value) else number(value)


def whole(value: object) -> int:
    """A whole number."""
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d+", value):
        return int(value)
    if isinstance(value, Integral) and not isinstance(value, bool):
        return int(value)
    raise ValueError(f"{value!r} is not a whole number")


def day(value: object) -> np.datetime64:
    """A date, ISO in a cell."""
    if isinstance(value, datetime):
        return np.datetime64(value.date(), "D")
    if isinstance(value, date):
        return np.datetime64(value, "D")
    if isinstance(value, np.datetime64) and not np.isnat(value):
        return np.datetime64(str(value.astype("datetime64[D]")), "D")
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return np.datetime64(date.fromisoformat(value), "D")
        except ValueError:
            raise ValueError(f"{value!r} is no day of the calendar") from None
    raise ValueError("is empty" if empty(value) else f"{value!r} is not a date written YYYY-MM-DD")


def optional_day(value: object) -> np.datetime64:
    """A date, or NaT inside the arrays for nothing entered."""
    return np.datetime64("NaT", "D") if empty(value) else day(value)


def yes_or_no(value: object) -> bool:
    """`yes` or `no`, exactly; or a bool in a record."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if value in ("yes", "no"):
        return value == "yes"
    raise ValueError("is empty" if empty(value) else f"{value!r} is not yes or no")


def clearance(value: object) -> str:
    """`none`, `pending` or `clear`, exactly; nothing entered is `none`."""
    if empty(value):
        return "none"
    if value in ("none", "pending", "clear"):
        return str(value)
    raise ValueError(f"{value!r} is not none, pending or clear")


class Sheet:
    """One table being read: takes columns out of records, and gathers the faults of single cells."""

    def __init__(self, table: str, records: Sequence[tuple[int, Mapping[str, Any]]], faults: list[Fault]) -> None:
        self.table = table
        self.rows = [row for row, _ in records]
        self._records = records
        self._faults = faults

    def column(
        self, name: str, read: Callable[[object], Cell], instead: Callable[[int], Cell], default: object = None
    ) -> list[Cell]:
        """The cells of a column; an unreadable one is told and stands as `instead(row)`, so that reading goes on."""
        found: list[Cell] = []
        for row, record in self._records:
            try:
                found.append(read(record.get(name, default)))
            except ValueError as fault:
                self._faults.append(Fault(self.table, row, name, str(fault)))
                found.append(instead(row))
        return found

    def ids(self, name: str) -> list[str]:
        """A column of ids; unreadable ones become marks that no other check complains about again."""
        return self.column(name, identity, lambda row: f"{UNREADABLE}{row}")


def numbered(records: Iterable[Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    """Records in memory, numbered as if they stood under a row of headings."""
    return list(enumerate(records, start=FIRST_ROW))


def csv_rows(stream: TextIO) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text with their numbers, without a byte-order mark, blank rows left out but counted."""
    for row, values in enumerate(csv.reader(stream), start=1):
        cells = [values[0].removeprefix("\ufeff"), *values[1:]] if row == 1 and values else values
        if cells:
            yield row, cells


def csv_records(
    stream: TextIO, table: str, columns: Sequence[str], faults: list[Fault]
) -> list[tuple[int, Mapping[str, str]]]:
    """The records of a CSV text. A missing or doubled heading and a row of the wrong width are faults."""
    try:
        rows = list(csv_rows(stream))
    except (csv.Error, UnicodeDecodeError) as fault:
        faults.append(Fault(table, 1, columns[0], f"cannot be read as CSV in UTF-8: {fault}"))
        return []
    headings = rows[0][1] if rows else []
    faults.extend(Fault(table, 1, name, "the column is missing") for name in columns if name not in headings)
    faults.extend(
        Fault(table, 1, name, "the column stands there twice") for name in set(headings) if headings.count(name) > 1
    )
    if any(name not in headings for name in columns):
        return []
    found: list[tuple[int, Mapping[str, str]]] = []
    for row, cells in rows[1:]:
        if len(cells) != len(headings):
            faults.append(Fault(table, row, columns[0], f"has {len(cells)} cells under {len(headings)} headings"))
        else:
            found.append((row, dict(zip(headings, cells, strict=True))))
    return found


def csv_couples(stream: TextIO, table: str, columns: tuple[str, str], faults: list[Fault]) -> list[tuple[str, str]]:
    """A CSV text of two columns read by position, for the two headings of pairs.csv are the same word."""
    try:
        rows = list(csv_rows(stream))
    except (csv.Error, UnicodeDecodeError) as fault:
        faults.append(Fault(table, 1, columns[0], f"cannot be read as CSV in UTF-8: {fault}"))
        return []
    if not rows or tuple(rows[0][1]) != columns:
        faults.append(Fault(table, 1, columns[0], f"the headings must be {','.join(columns)}"))
        return []
    found: list[tuple[str, str]] = []
    for row, cells in rows[1:]:
        if len(cells) != 2 or "" in cells:
            faults.append(Fault(table, row, columns[0], "must hold two ids"))
            found.append((UNREADABLE, UNREADABLE))
        else:
            found.append((cells[0], cells[1]))
    return found
