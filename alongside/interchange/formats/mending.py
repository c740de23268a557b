"""The workbook that goes back to the lead: rows that wait or lost a value, laid out as theirs were, with the reasons.

It holds only what may be loaded: no column that is left out, no value that was refused for what it may hold. Every text
is written as text (R37), so nothing in it runs.
"""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from alongside.interchange.formats.table import Sheet, Shown, Workbook, column_number
from alongside.interchange.rules import Fate, Layout, Report, RowFate, SheetKind, SheetLayout
from alongside.interchange.rules.amounts import FULL_WEEK
from alongside.interchange.rules.cells import TICKS, read_cell
from alongside.interchange.rules.layout import Column
from alongside.interchange.rules.private import harmless, would_run
from alongside.interchange.rules.reasons import HOLDS_ROW, HOLDS_VALUE, REFUSES_ROW, REFUSES_VALUE

ABOUT = "About this file"
INTERNAL = "INTERNAL: names people of the programme. Keep it inside the trust, with the programme lead."
ADVICE = "Mend the marked cells, then load this file as it is. Rows that are loaded already change nothing."
# Headings the loader itself knows to leave out.
REASON, WHERE = "Reasons (not loaded)", "Comment: row in your workbook"
WAITING = frozenset({Fate.REFUSED, Fate.TO_DECIDE, Fate.HELD})
LOST = frozenset({REFUSES_VALUE, HOLDS_VALUE, REFUSES_ROW, HOLDS_ROW})
# Among fewer rows a blank could come to mean no: what is not known is said, and an x is asked about again.
UNKNOWN, CROSS = "?", "x"
NOT_TOLD = frozenset({"disclosure_content"})


def mending_workbook(workbook: Workbook, layout: Layout, report: Report, as_at: date) -> bytes:
    """An .xlsx of every row that waits or lost a value; each sheet can be loaded again under its own name."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    plain = {
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "mend": book.add_format({"bg_color": "#FFF2B3", "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _about(book.add_worksheet(ABOUT), report, plain)
    for one in layout.sheets:
        rows = [row for row in report.rows if row.sheet == one.sheet and _to_mend(row)]
        if rows and one.kind is not SheetKind.NOT_DATA:
            _sheet(book.add_worksheet(one.sheet[:31]), workbook.sheet(one.sheet), one, rows, as_at, plain)
    book.close()
    return target.getvalue()


def _to_mend(row: RowFate) -> bool:
    return row.fate in WAITING or any(told.does in LOST and told.kind not in NOT_TOLD for told in row.told)


def _about(page: Worksheet, report: Report, plain: dict[str, Format]) -> None:
    page.set_column(0, 0, 110)
    lines = [
        INTERNAL,
        ADVICE,
        f"{len(report.rows)} rows: {report.loaded} load, {report.refused} are refused, {report.skipped} are skipped.",
        *(told.sentence for told in report.columns),
    ]
    for number, line in enumerate(lines):
        page.write_string(number, 0, line, plain["wrap"])


def _sheet(
    page: Worksheet, sheet: Sheet, layout: SheetLayout, rows: Sequence[RowFate], as_at: date, plain: dict[str, Format]
) -> None:
    columns = [column for column in layout.columns if column.field and not column.never_load]
    double = any(column.group for column in columns)
    page.set_column(0, len(columns) - 1, 18)
    page.set_column(len(columns), len(columns), 80)
    page.set_column(len(columns) + 1, len(columns) + 1, 14)
    if double:
        for place, column in enumerate(columns):
            page.write_string(0, place, _text(column.group), plain["bold"])
    for place, heading in enumerate([*(column.header for column in columns), REASON, WHERE]):
        page.write_string(int(double), place, _text(heading), plain["bold"])
    for line, row in enumerate(rows, start=1 + double):
        marked = {told.cell for told in row.told if told.does in LOST}
        for place, column in enumerate(columns):
            mark = f"{column.column}{row.row}" in marked
            _cell(page, line, place, _kept(sheet, row, column, as_at), plain["mend"] if mark else None, plain)
        reasons = [told.sentence for told in row.told if told.does in LOST and told.kind not in NOT_TOLD]
        page.write_string(line, len(columns), " ".join(reasons), plain["wrap"])
        page.write_number(line, len(columns) + 1, row.row)


def _cell(page: Worksheet, line: int, place: int, value: Shown, mark: Format | None, plain: dict[str, Format]) -> None:
    if isinstance(value, bool):
        page.write_string(line, place, "yes" if value else "no", mark or plain["text"])
    elif isinstance(value, date):
        page.write_datetime(line, place, value, plain["date"])
    elif isinstance(value, int | float):
        page.write_number(line, place, value, mark)
    elif value:
        page.write_string(line, place, _text(str(value)), mark or plain["text"])
    elif mark:
        page.write_blank(line, place, None, mark)


def _kept(sheet: Sheet, row: RowFate, column: Column, as_at: date) -> Shown:
    """What may go back of a cell: the value as it was read, or what is provably a date or a small number."""
    if column.field in row.values and column.field != "hours":
        value = row.values[column.field]
        return UNKNOWN if column.field in TICKS and value is None else value
    cell = sheet.cell(row.row, column_number(column.column))
    if cell.error or cell.too_long or cell.not_calculated:
        return None
    reading = read_cell(column.field, cell, as_at)
    if column.field in TICKS and reading.value is None:
        return CROSS if reading.kind == "tick_or_cross" else UNKNOWN
    if column.field == "hours" and isinstance(reading.value, int | float):
        return round(reading.value * FULL_WEEK, 2)
    if reading.value is not None or cell.empty:
        return reading.value
    # A number that came from elsewhere is typed again by somebody, or it would be taken without a word.
    return None if cell.formula or reading.kind in ("", "nhs_number") else harmless(cell.value)


def _text(said: str) -> str:
    """A text that a spreadsheet would run gets an apostrophe before it, also where it is opened as CSV (R37)."""
    return f"'{said}" if would_run(said) else said
