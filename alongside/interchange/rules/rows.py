"""Rows read under a layout: each cell a clean value or a reason, before rows are compared with one another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from alongside.interchange.formats.table import Cell, Sheet, Shown, Workbook, column_number
from alongside.interchange.rules.cells import TICKS, read_cell
from alongside.interchange.rules.decisions import Decisions
from alongside.interchange.rules.fates import Fate, Question, Told
from alongside.interchange.rules.layout import Column, Layout, SheetKind, SheetLayout
from alongside.interchange.rules.reasons import (
    HOLDS_ROW,
    HOLDS_VALUE,
    LEAVES_OUT,
    REASONS,
    REFUSES_ROW,
    REFUSES_VALUE,
    tell,
)
from alongside.interchange.rules.standing import Value
from alongside.interchange.rules.text import fold

OF_ONE_ROW = frozenset({"name", "forename", "surname", "staff_no", "email", "phone", "post_no"})
FOUND_BY_NAME = frozenset({SheetKind.CHECKS, SheetKind.SUPERVISION})


@dataclass
class Draft:
    """One row while its fate is being decided."""

    sheet: str
    row: int
    kind: SheetKind
    columns: dict[str, int] = field(default_factory=dict)
    said: dict[str, Shown] = field(default_factory=dict, repr=False)
    values: dict[str, Value] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    fate: Fate | None = None
    person: str = ""
    record: str = ""
    pairs: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.row}"

    def text(self, meaning: str) -> str:
        value = self.values.get(meaning)
        return value if isinstance(value, str) else ""

    def number(self, meaning: str) -> float | None:
        value = self.values.get(meaning)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def day(self, meaning: str) -> date | None:
        value = self.values.get(meaning)
        return value if isinstance(value, date) else None

    def tell(self, kind: str, meaning: str = "", other: str = "") -> None:
        """Tell one thing about a cell of this row, and do what its kind does: drop the value, or the whole row."""
        column = self.columns.get(meaning, "")
        self.told.append(tell(kind, self.sheet, self.row, column, meaning, self.said.get(meaning), other))
        does = REASONS[kind][0]
        if does in (REFUSES_VALUE, HOLDS_VALUE):
            self.values.pop(meaning, None)
        elif does == REFUSES_ROW:
            self.fate = Fate.REFUSED
        elif does == HOLDS_ROW and self.fate is not Fate.REFUSED:
            self.fate = Fate.HELD

    def told_of(self, meaning: str) -> bool:
        return any(one.field == meaning and one.does != LEAVES_OUT for one in self.told)


def read_rows(
    workbook: Workbook, layout: Layout, decisions: Decisions, as_at: date
) -> tuple[list[Draft], list[Question]]:
    """Every row of data of every sheet that is loaded, and the questions about x among ticks (intake README, rule
    13)."""
    drafts: list[Draft] = []
    questions: list[Question] = []
    for sheet_layout in layout.sheets:
        if sheet_layout.kind is SheetKind.NOT_DATA:
            continue
        sheet = workbook.sheet(sheet_layout.sheet)
        found = [_read_row(sheet, sheet_layout, row, decisions, as_at) for row in sheet_layout.data_rows]
        _cohort_from_heading(sheet, sheet_layout, found)
        questions.extend(_ask_about_crosses(sheet_layout, found))
        _blank_means_no(found)
        drafts.extend(found)
    return drafts, questions


def tick_key(sheet: str, column: str) -> str:
    """Under which the answer about x in a column is filed."""
    return f"{sheet}!{column}"


def _read_row(sheet: Sheet, layout: SheetLayout, row: int, decisions: Decisions, as_at: date) -> Draft:
    draft = Draft(sheet=sheet.name, row=row, kind=layout.kind)
    for column in layout.columns:
        if column.field:
            _read_column(draft, sheet, column, decisions, as_at)
    for meaning in ("forename", "surname"):
        if meaning in draft.columns and "name" not in draft.columns:
            draft.columns["name"] = draft.columns[meaning]
    _join_names(draft)
    _require(draft)
    return draft


def _read_column(draft: Draft, sheet: Sheet, column: Column, decisions: Decisions, as_at: date) -> None:
    number = column_number(column.column)
    cell = _cell(sheet, draft.row, number, column.field)
    if column.field == "certificate":
        if not cell.empty:
            draft.columns["certificate"] = number
            draft.tell("certificate_number", "certificate")
        return
    if column.never_load:
        return
    meaning = "wte" if column.field == "hours" else column.field
    draft.columns[meaning] = number
    draft.said[meaning] = cell.value
    reading = read_cell(column.field, cell, as_at)
    answer = decisions.ticks.get(tick_key(sheet.name, column.column), "")
    if reading.kind == "tick_or_cross" and answer in ("yes", "no"):
        draft.values[meaning] = answer == "yes"
        return
    if not cell.empty:
        draft.values[meaning] = reading.value
    if reading.also is not None and "frozen_from" not in draft.values and reading.value == "Frozen":
        draft.values["frozen_from"] = reading.also
        draft.tell("freeze_date_from_status", "status")
    if reading.kind and not (reading.kind == "name_missing" or _by_name(draft, meaning, reading.kind)):
        draft.tell(reading.kind, meaning)


def _by_name(draft: Draft, meaning: str, kind: str) -> bool:
    """Where a row only refers to somebody, an unreadable name is told as nobody known, once people are known."""
    return draft.kind in FOUND_BY_NAME and meaning == "name" and kind == "name_unreadable"


def _cell(sheet: Sheet, row: int, column: int, meaning: str) -> Cell:
    cell = sheet.cell(row, column)
    if cell.empty and meaning not in OF_ONE_ROW:
        for top, left, bottom, right in sheet.merged:
            if left == right == column and top < row <= bottom:
                return sheet.cell(top, column)
    return cell


def _join_names(draft: Draft) -> None:
    parts = [draft.text("forename"), draft.text("surname")]
    if any(parts) and not draft.text("name"):
        draft.values["name"] = " ".join(part for part in parts if part)
    for meaning in ("forename", "surname"):
        draft.values.pop(meaning, None)


def _require(draft: Draft) -> None:
    required = {
        SheetKind.COHORTS: ("cohort", "cohort_missing"),
        SheetKind.TEAMS: ("team", "team_missing"),
        SheetKind.POSTS: ("post_no", "post_number_missing"),
        SheetKind.SUPERVISION: ("held_on", "date_missing"),
        SheetKind.CHECKS: ("", ""),
    }
    meaning, kind = required.get(draft.kind, ("name", "name_missing"))
    if not meaning or draft.values.get(meaning) is not None:
        return
    if draft.told_of(meaning) and draft.kind is not SheetKind.SUPERVISION:
        draft.fate = Fate.REFUSED
    else:
        draft.tell(kind, meaning)


def _cohort_from_heading(sheet: Sheet, layout: SheetLayout, drafts: list[Draft]) -> None:
    """A list of trainees without a column of cohorts: the heading of the block says which, else the sheet's name."""
    if layout.kind is not SheetKind.TRAINEES or layout.column_of("cohort"):
        return
    blocks = {row: _cohort_named(_words(sheet, row)) for row, said in layout.not_data if said == "section"}
    for draft in drafts:
        above = [row for row in blocks if row < draft.row]
        number = (blocks[max(above)] if above else 0) or _cohort_named(sheet.name)
        if number and draft.fate is None:
            draft.values["cohort"] = number
            draft.tell("cohort_from_heading", "cohort")


def _words(sheet: Sheet, row: int) -> str:
    return " ".join(str(sheet.cell(row, column).value or "") for column in range(1, sheet.last_column + 1))


def _cohort_named(text: str) -> int:
    named = re.search(r"\b(?:cohort|course|intake|group)\s*(?:no\.?|number|#)?\s*0*(\d{1,3})\b", fold(text))
    return int(named[1]) if named else 0


def _ask_about_crosses(layout: SheetLayout, drafts: list[Draft]) -> Iterator[Question]:
    for column in layout.columns:
        rows = [
            draft.place
            for draft in drafts
            if any(one.kind == "tick_or_cross" and one.field == column.field for one in draft.told)
        ]
        if rows:
            yield Question(
                about="ticks",
                key=tick_key(layout.sheet, column.column),
                sentence=(
                    f"In {layout.sheet}, column {column.column} ({column.header}), some cells hold x. "
                    "What does x mean there?"
                ),
                choices=(("yes", "x means yes"), ("no", "x means no")),
                places=tuple(rows),
            )


def _blank_means_no(drafts: list[Draft]) -> None:
    """In a column of ticks and blanks, where nobody ever wrote no, a blank says no."""
    for meaning in TICKS:
        here = [draft for draft in drafts if meaning in draft.columns]
        said = [draft.values.get(meaning) for draft in here]
        if True in said and False not in said:
            for draft in here:
                if draft.said.get(meaning) is None and not draft.told_of(meaning):
                    draft.values[meaning] = False
