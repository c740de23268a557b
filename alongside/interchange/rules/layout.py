"""How a workbook is laid out: guessed by the loader, shown to a person, mended by them, kept as JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum


class SheetKind(StrEnum):
    """What a sheet holds."""

    IN_POST = "people in post"
    TRAINEES = "trainees"
    LEAVERS = "leavers"
    PEOPLE = "people"
    COHORTS = "cohorts"
    TEAMS = "teams"
    POSTS = "posts"
    CHECKS = "checks"
    SUPERVISION = "supervision"
    NOT_DATA = "not data"


@dataclass(frozen=True)
class Column:
    """One column. `field` is its meaning; `never_load` says why it is left out; `locked` that nobody may change
    that."""

    column: str
    header: str = ""
    group: str = ""
    field: str = ""
    never_load: str = ""
    locked: bool = False


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: its kind, header rows, columns, and the rows between and around the data that are none."""

    sheet: str
    kind: SheetKind
    state: str = "visible"
    header_rows: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    data_rows: tuple[int, ...] = ()
    not_data: tuple[tuple[int, str], ...] = ()
    rows_hidden: int = 0
    why: str = ""

    @property
    def rows(self) -> int:
        return len(self.data_rows)

    def column_of(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field and not column.never_load), None)


@dataclass(frozen=True)
class Layout:
    """The whole guess. Change it with `with_field` here, or with `guess_again` where rows or kinds move."""

    sheets: tuple[SheetLayout, ...]

    def sheet(self, name: str) -> SheetLayout:
        return next(sheet for sheet in self.sheets if sheet.sheet == name)

    def with_sheet(self, changed: SheetLayout) -> "Layout":
        return Layout(tuple(changed if one.sheet == changed.sheet else one for one in self.sheets))

    def with_field(self, sheet: str, column: str, field: str) -> "Layout":
        """A person says what a column means; "" leaves it out. A locked column stays out whatever they say."""
        old = self.sheet(sheet)

        def mended(one: Column) -> Column:
            if one.column == column:
                return one if one.locked else replace(one, field=field, never_load="")
            return replace(one, field="") if field and one.field == field else one

        if any(one.column == column and one.locked for one in old.columns):
            return self
        return self.with_sheet(replace(old, columns=tuple(mended(one) for one in old.columns)))

    def to_json(self) -> str:
        return json.dumps({"sheets": [asdict(sheet) for sheet in self.sheets]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Layout":
        return cls(tuple(_sheet_from(one) for one in json.loads(text)["sheets"]))


def _sheet_from(one: dict[str, object]) -> SheetLayout:
    columns = one["columns"]
    not_data = one["not_data"]
    assert isinstance(columns, list) and isinstance(not_data, list)
    return SheetLayout(
        sheet=str(one["sheet"]),
        kind=SheetKind(str(one["kind"])),
        state=str(one["state"]),
        header_rows=_whole(one["header_rows"]),
        columns=tuple(Column(**column) for column in columns),
        data_rows=_whole(one["data_rows"]),
        not_data=tuple((int(row), str(kind)) for row, kind in not_data),
        rows_hidden=_whole([one["rows_hidden"]])[0],
        why=str(one["why"]),
    )


def _whole(numbers: object) -> tuple[int, ...]:
    assert isinstance(numbers, Iterable)
    return tuple(int(number) for number in numbers)
