"""The three tables a plan is made from: people who wait, teams, posts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self, TextIO

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement import arrays, cells
from alongside.engines.placement.faults import Fault, InputFaults

Strings = NDArray[np.str_]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]
Lists = tuple[tuple[str, ...], ...]
EPOCH = np.datetime64("1970-01-01", "D")


class Table:
    """What the three tables share: reading from records and from CSV, with all faults told at once."""

    @classmethod
    def _name(cls) -> str:
        return cls.__name__.lower()

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The headings of the CSV file, which are the fields and the keys of a record."""
        return tuple(field.name for field in fields(cls))  # type: ignore[arg-type]

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, Any]]) -> Self:
        """Reads mappings with the keys of `columns()`: plain values, or the words of a CSV cell.

        Raises InputFaults with every fault of this table. None stands for nothing entered."""
        faults: list[Fault] = []
        return cls._sound(cells.Sheet(cls._name(), cells.numbered(records), faults), faults)

    @classmethod
    def read_csv(cls, stream: TextIO) -> Self:
        """Reads a CSV text (with or without a byte-order mark). Raises InputFaults with every fault of this table."""
        faults: list[Fault] = []
        records = cells.csv_records(stream, cls._name(), cls.columns(), faults)
        return cls._sound(cells.Sheet(cls._name(), records, faults), faults)

    @classmethod
    def read_leniently(cls, stream: TextIO, faults: list[Fault]) -> tuple[Self, list[int]]:
        """Reads a CSV text, adds what is wrong to `faults`, and answers the table with stand-ins and row numbers."""
        sheet = cells.Sheet(cls._name(), cells.csv_records(stream, cls._name(), cls.columns(), faults), faults)
        return cls._read(sheet), sheet.rows

    @classmethod
    def _read(cls, sheet: cells.Sheet) -> Self:
        raise NotImplementedError

    def settled(self, faults: list[Fault]) -> Self:
        """The same table with every column in its own form; what cannot be read is added to the faults."""
        return replace(
            self,  # type: ignore[type-var]
            **{
                field.name: arrays.settled(str(field.type), self._name(), field.name, getattr(self, field.name), faults)
                for field in fields(self)  # type: ignore[arg-type]
            },
        )

    def faults(self, rows: Sequence[int] | None = None) -> list[Fault]:
        """Every fault this table has by itself; `rows` are the numbers to tell, by default from 2 on."""
        found = self._lengths() or self._own_faults()
        return found if rows is None else [renumbered(fault, rows) for fault in found]

    def _own_faults(self) -> list[Fault]:
        raise NotImplementedError

    def _lengths(self) -> list[Fault]:
        size = len(getattr(self, self.columns()[0]))
        sizes = {name: len(getattr(self, name)) for name in self.columns()}
        return [
            Fault(self._name(), 1, name, f"has {own} entries where there are {size} ids")
            for name, own in sizes.items()
            if own != size
        ]

    @classmethod
    def _sound(cls, sheet: cells.Sheet, faults: list[Fault]) -> Self:
        table = cls._read(sheet)
        faults.extend(table.faults(sheet.rows))
        if faults:
            raise InputFaults(faults)
        return table

    def _tell(self, column: str, wrong: Iterable[bool] | Flags, message: str) -> list[Fault]:
        return [
            Fault(self._name(), row, column, message) for row, bad in enumerate(wrong, start=cells.FIRST_ROW) if bad
        ]

    def _twice(self, column: str, ids: Strings) -> list[Fault]:
        seen: set[str] = set()
        found = []
        for row, one in enumerate(ids.tolist(), start=cells.FIRST_ROW):
            if one in seen:
                found.append(Fault(self._name(), row, column, f"{one!r} stands there a second time"))
            seen.add(one)
        return found

    def _positions(self, lat: Floats, lon: Floats) -> list[Fault]:
        half = np.isnan(lat) != np.isnan(lon)
        return [
            *self._tell("lat", half, "a position needs both lat and lon"),
            *self._tell("lat", (np.abs(lat) > 90) | np.isinf(lat), "must lie between -90 and 90"),
            *self._tell("lon", (np.abs(lon) > 180) | np.isinf(lon), "must lie between -180 and 180"),
        ]


@dataclass(frozen=True, eq=False)
class People(Table):
    """People who wait for a post; every field has one entry a person, in any order.

    hours in hours a week (0 and infinity: no limit); lat, lon in degrees and max_km in kilometres (NaN: none given);
    settings and teams_preferred in order of preference (empty: everything is as welcome);
    bands empty: any band. dbs and vetting are none, pending or clear; expected dates NaT where not known."""

    person_id: Strings
    qualified_on: Days
    bands: Lists
    hours_min: Floats
    hours_max: Floats
    lat: Floats
    lon: Floats
    max_km: Floats
    settings: Lists
    teams_preferred: Lists
    teams_avoided: Lists
    dbs: Strings
    dbs_expected_on: Days
    vetting: Strings
    vetting_expected_on: Days

    def __len__(self) -> int:
        return len(self.person_id)

    @classmethod
    def _read(cls, sheet: cells.Sheet) -> Self:
        def lists(name: str) -> Lists:
            return tuple(sheet.column(name, cells.words, lambda row: ()))

        def floats(name: str, missing: float = math.nan) -> Floats:
            read = [missing if math.isnan(x) else x for x in sheet.column(name, cells.optional_number, _nought)]
            return np.array(read, dtype=np.float64)

        return cls(
            person_id=_strings(sheet.ids("person_id")),
            qualified_on=_days(sheet.column("qualified_on", cells.day, lambda row: EPOCH)),
            bands=lists("bands"),
            hours_min=floats("hours_min", 0.0),
            hours_max=floats("hours_max", math.inf),
            lat=floats("lat"),
            lon=floats("lon"),
            max_km=floats("max_km"),
            settings=lists("settings"),
            teams_preferred=lists("teams_preferred"),
            teams_avoided=lists("teams_avoided"),
            dbs=_strings(sheet.column("dbs", cells.clearance, lambda row: "none")),
            dbs_expected_on=_days(sheet.column("dbs_expected_on", cells.optional_day, lambda row: EPOCH)),
            vetting=_strings(sheet.column("vetting", cells.clearance, lambda row: "none")),
            vetting_expected_on=_days(sheet.column("vetting_expected_on", cells.optional_day, lambda row: EPOCH)),
        )

    def _own_faults(self) -> list[Fault]:
        known, message = ("none", "pending", "clear"), "is not none, pending or clear"
        return [
            *self._twice("person_id", self.person_id),
            *self._tell("qualified_on", np.isnat(self.qualified_on), "is empty"),
            *self._tell("hours_min", np.isnan(self.hours_min) | (self.hours_min < 0), "must be a number from 0"),
            *self._tell("hours_max", np.isnan(self.hours_max) | (self.hours_max < 0), "must be a number from 0"),
            *self._tell("hours_min", self.hours_min > self.hours_max, "is more than hours_max"),
            *self._positions(self.lat, self.lon),
            *self._tell("max_km", (self.max_km < 0) | np.isinf(self.max_km), "must be a number from 0"),
            *self._tell("dbs", (word not in known for word in self.dbs.tolist()), message),
            *self._tell("vetting", (word not in known for word in self.vetting.tolist()), message),
        ]


@dataclass(frozen=True, eq=False)
class Teams(Table):
    """Teams that may take somebody; every field has one entry a team, in any order.

    peers_in_post: peer workers already there; capacity: how many more they can take; lat, lon in degrees or NaN."""

    team_id: Strings
    setting: Strings
    lat: Floats
    lon: Floats
    prepared: Flags
    peers_in_post: Whole
    capacity: Whole

    def __len__(self) -> int:
        return len(self.team_id)

    @classmethod
    def _read(cls, sheet: cells.Sheet) -> Self:
        return cls(
            team_id=_strings(sheet.ids("team_id")),
            setting=_strings(sheet.ids("setting")),
            lat=np.array(sheet.column("lat", cells.optional_number, _nought), dtype=np.float64),
            lon=np.array(sheet.column("lon", cells.optional_number, _nought), dtype=np.float64),
            prepared=np.array(sheet.column("prepared", cells.yes_or_no, lambda row: False), dtype=np.bool_),
            peers_in_post=np.array(sheet.column("peers_in_post", cells.whole, lambda row: 0, 0), dtype=np.int64),
            capacity=np.array(sheet.column("capacity", cells.whole, lambda row: 0), dtype=np.int64),
        )

    def _own_faults(self) -> list[Fault]:
        return [
            *self._twice("team_id", self.team_id),
            *self._positions(self.lat, self.lon),
            *self._tell("peers_in_post", self.peers_in_post < 0, "must not be negative"),
            *self._tell("capacity", self.capacity < 0, "must not be negative"),
        ]


@dataclass(frozen=True, eq=False)
class Posts(Table):
    """Vacant posts; every field has one entry a post, in any order. hours in hours a week; starts_on NaT: at once."""

    post_id: Strings
    team_id: Strings
    band: Strings
    hours: Floats
    vetting_needed: Flags
    starts_on: Days
    frozen: Flags
    registered: Flags

    def __len__(self) -> int:
        return len(self.post_id)

    @classmethod
    def _read(cls, sheet: cells.Sheet) -> Self:
        def flags(name: str) -> Flags:
            return np.array(sheet.column(name, cells.yes_or_no, lambda row: False, "no"), dtype=np.bool_)

        return cls(
            post_id=_strings(sheet.ids("post_id")),
            team_id=_strings(sheet.ids("team_id")),
            band=_strings(sheet.ids("band")),
            hours=np.array(sheet.column("hours", cells.number, lambda row: 0.0), dtype=np.float64),
            vetting_needed=flags("vetting_needed"),
            starts_on=_days(sheet.column("starts_on", cells.optional_day, lambda row: EPOCH)),
            frozen=flags("frozen"),
            registered=flags("registered"),
        )

    def _own_faults(self) -> list[Fault]:
        bad = ~np.isfinite(self.hours) | (self.hours < 0)
        return [
            *self._twice("post_id", self.post_id),
            *self._tell("hours", bad, "must be a number from 0"),
        ]


def _nought(row: int) -> float:
    return 0.0


def _strings(values: list[str]) -> Strings:
    return np.array(values, dtype=np.str_)


def _days(values: list[np.datetime64]) -> Days:
    return np.array(values, dtype="datetime64[D]")


def renumbered(fault: Fault, rows: Sequence[int]) -> Fault:
    """The same fault with the number its row has in the file."""
    if fault.row < cells.FIRST_ROW:
        return fault
    return Fault(fault.table, rows[fault.row - cells.FIRST_ROW], fault.column, fault.message)
