"""Brings the columns of a table into one form, whatever arrays or lists they came as; what cannot be read is a fault.

Equal tables give equal arrays after this, and so the same plan and the same digest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement import cells
from alongside.engines.placement.faults import Fault

Tell = Callable[[int, str], None]
DAY = np.dtype("datetime64[D]")


def settled(kind: str, table: str, column: str, values: Any, faults: list[Fault]) -> Any:
    """One column in its own form: `kind` is the name of its type in the tables."""

    def tell(row: int, message: str) -> None:
        faults.append(Fault(table, row, column, message))

    if isinstance(values, str | bytes) or not hasattr(values, "__len__") or getattr(values, "ndim", 1) == 0:
        tell(1, "is not a column")
        return values
    return READ[kind](values, tell)


def strings(values: Any, tell: Tell) -> Any:
    """Words, taken exactly; whole numbers stand for the words they are written as."""
    if not (isinstance(values, np.ndarray) and values.dtype.kind == "U"):
        return np.array(_each(values, cells.identity, "", tell), dtype=np.str_)
    for row in np.flatnonzero(values == "").tolist():
        tell(row + cells.FIRST_ROW, "is empty")
    return values


def days(values: Any, tell: Tell) -> Any:
    """Days; NaT where there is none."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return values.astype(DAY)
    return np.array(_each(values, _day_or_none, np.datetime64("NaT", "D"), tell), dtype=DAY)


def floats(values: Any, tell: Tell) -> Any:
    """Numbers; NaN where there is none."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        return values.astype(np.float64, copy=False)
    return np.array(_each(values, _number_or_none, np.nan, tell), dtype=np.float64)


def whole(values: Any, tell: Tell) -> Any:
    """Whole numbers."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "i":
        return values.astype(np.int64, copy=False)
    return np.array(_each(values, _whole, 0, tell), dtype=np.int64)


def flags(values: Any, tell: Tell) -> Any:
    """Yes and no; 1 and 0 stand for them."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "b":
        return values
    return np.array(_each(values, lambda one: bool(one) if one in (0, 1) else cells.yes_or_no(one), False, tell))


def lists(values: Any, tell: Tell) -> Any:
    """For each row some words in their order; nothing stands for none."""
    tuples = isinstance(values, tuple) and all(type(one) is tuple for one in values)
    if tuples and all(type(word) is str for one in values for word in one):
        return values
    return tuple(_each(values, cells.words, (), tell))


READ: dict[str, Callable[[Any, Tell], Any]] = {
    "Strings": strings,
    "Days": days,
    "Floats": floats,
    "Whole": whole,
    "Flags": flags,
    "Lists": lists,
}


def _each(values: Sequence[Any] | NDArray[Any], read: Callable[[Any], Any], instead: Any, tell: Tell) -> list[Any]:
    found = []
    for row, one in enumerate(values, start=cells.FIRST_ROW):
        try:
            found.append(
                read(one.item() if isinstance(one, np.generic) and not isinstance(one, np.datetime64) else one)
            )
        except (ValueError, TypeError, OverflowError) as fault:
            tell(row, str(fault))
            found.append(instead)
    return found


def _day_or_none(value: Any) -> np.datetime64:
    nothing = isinstance(value, np.datetime64) and np.isnat(value)
    return cells.optional_day(None if nothing else value)


def _number_or_none(value: Any) -> float:
    if value is None or isinstance(value, float):
        return np.nan if value is None else value
    return cells.number(value)


def _whole(value: Any) -> int:
    found = int(value) if isinstance(value, float) and value.is_integer() else cells.whole(value)
    if abs(found) >= 2**62:
        raise ValueError(f"{found} is too large")
    return found
