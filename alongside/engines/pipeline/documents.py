"""Frozen dataclasses written as JSON and read back, the same bytes each time, so that a run can be stored and
re-read."""

from __future__ import annotations

import hashlib
import json
import math
import types
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Self, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import numpy as np

T = TypeVar("T")
MOST = 2**62
"""The largest whole number of any document: seeds and numbers of futures go so far."""
_NEEDED = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}


def plain(value: Any) -> Any:
    """A value as JSON types: dataclasses become objects, tuples lists, dates ISO text; fields marked
    `stored=False` stay out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.metadata.get("stored", True)}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spare spaces; NaN and infinity are refused (ValueError)."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), allow_nan=False, ensure_ascii=False)


def digest(*values: Any) -> str:
    """SHA-256 of the canonical JSON of the values; arrays count by their bytes, so that large ones stay quick."""
    total = hashlib.sha256()
    for value in values:
        if isinstance(value, np.ndarray):
            total.update(np.ascontiguousarray(value).tobytes())
        else:
            total.update(canonical(value).encode())
        total.update(b"\0")
    return total.hexdigest()


def build(kind: Any, value: Any, where: str = "") -> Any:
    """The inverse of `plain` for an annotated type; ValueError names the field that does not fit."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in args:
            return None
        return build(next(a for a in args if a is not type(None)), value, where)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ValueError(f"{where or 'value'}: a list is needed, not {value!r}")
        inner = args[:1] * len(value) if args[-1] is Ellipsis else args
        if len(inner) != len(value):
            raise ValueError(f"{where}: {len(inner)} values are needed, not {len(value)}")
        return tuple(build(a, v, f"{where}[{i}]") for i, (a, v) in enumerate(zip(inner, value, strict=True)))
    if isinstance(kind, type) and is_dataclass(kind):
        return _build_record(kind, value, where)
    return _build_scalar(kind, value, where)


def _build_record(kind: type[T], value: Any, where: str) -> T:
    if isinstance(value, kind):
        return value
    if not isinstance(value, dict):
        raise ValueError(f"{where or kind.__name__}: a table is needed, not {value!r}")
    hints = get_type_hints(kind)
    names = {f.name for f in fields(cast(Any, kind)) if f.metadata.get("stored", True)}
    unknown = sorted(set(value) - names)
    if unknown:
        raise ValueError(f"{where or kind.__name__}: unknown field {', '.join(unknown)}")
    made = {name: build(hints[name], item, f"{where}.{name}".lstrip(".")) for name, item in value.items()}
    try:
        return kind(**made)
    except TypeError as error:
        raise ValueError(f"{where or kind.__name__}: {str(error).split('__init__() ')[-1]}") from None
    except ValueError as error:
        named = str(error).removeprefix(f"{kind.__name__}.")
        raise ValueError(f"{where}: {named}" if where else str(error)) from None


def _build_scalar(kind: Any, value: Any, where: str) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if kind is date:
        return _build_date(value, where)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise ValueError(f"{where}: a number is needed, not {value!r}")
        return float(value)
    if kind in (int, str, bool) and type(value) is kind:
        if kind is int and not 0 <= value <= MOST:
            said = "is negative" if value < 0 else "is too large"
            raise ValueError(f"{where}: {value} {said}; a whole number from 0 to {MOST:,} is needed")
        return value
    raise ValueError(f"{where}: {_NEEDED.get(kind, 'another kind of value')} is needed, not {value!r}")


def _build_date(value: Any, where: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{where}: a date such as 2026-11-22 is needed, not {value!r}") from None


@dataclass(frozen=True)
class Document:
    """What can be written as JSON and read back: `X.from_json(x.to_json()) == x`, and the same bytes each time."""

    def to_json(self) -> str:
        """Canonical JSON text."""
        return canonical(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote; ValueError names what does not fit."""
        return cast(Self, build(cls, json.loads(text)))


@dataclass(frozen=True)
class Given(Document):
    """What somebody hands to the engine: every field is checked when it is made. ValueError names class and field."""

    def __post_init__(self) -> None:
        for name, kind, plainly in _fields(cast(Any, type(self))):
            value = getattr(self, name)
            if type(value) in plainly and not (type(value) is int and not 0 <= value <= MOST):
                continue
            made = build(kind, value, f"{type(self).__name__}.{name}")
            if made is not value:
                object.__setattr__(self, name, made)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any, frozenset[type]], ...]:
    """Name and annotation of each field, and the types of values that need no second look."""
    hints = get_type_hints(kind)
    found = []
    for item in fields(kind):
        if item.metadata.get("stored", True):
            hint = hints[item.name]
            parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
            plainly = frozenset(p for p in parts if p in (int, str, bool, date, types.NoneType) or is_dataclass(p))
            found.append((item.name, hint, plainly))
    return tuple(found)


def whole(where: str, value: Any, least: int, most: int = MOST) -> int:
    """A whole number between two bounds; ValueError names the place."""
    if isinstance(value, np.integer):
        value = int(value)
    if type(value) is not int or not least <= value <= most:
        bounds = f"of at least {least}" if most == MOST else f"from {least:,} to {most:,}"
        raise ValueError(f"{where}: a whole number {bounds} is needed, not {value!r}")
    return value
