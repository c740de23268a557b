"""Small workbooks made cell by cell, for one trap at a time."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from alongside.interchange.formats.table import Workbook
from alongside.interchange.formats.workbook import open_workbook
from alongside.interchange.rules.decisions import UNDECIDED, Decisions
from alongside.interchange.rules.fates import Report, RowFate
from alongside.interchange.rules.load import decide
from alongside.interchange.rules.sheets import guess_layout
from alongside.interchange.rules.standing import NOTHING, Standing

TODAY = date(2026, 11, 20)
Rows = Sequence[Sequence[Any]]


def book(**sheets: Rows) -> bytes:
    """A workbook with these sheets; days are written as days, texts that begin with = as formulas."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name.replace("_", " "))
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value, day)
                    elif isinstance(value, str) and value.startswith("="):
                        sheet.write_formula(row, column, value, None, "")
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    else:
                        sheet.write(row, column, value)
    return target.getvalue()


def opened(data: bytes) -> Workbook:
    found = open_workbook(data, "made.xlsx")
    assert isinstance(found, Workbook), found
    return found


def decided(standing: Standing = NOTHING, decisions: Decisions = UNDECIDED, **sheets: Rows) -> Report:
    workbook = opened(book(**sheets))
    return decide(workbook, guess_layout(workbook), standing, decisions, as_at=TODAY)


def row(report: Report, place: str) -> RowFate:
    return next(one for one in report.rows if one.place == place)


def kinds(report: Report, place: str) -> set[str]:
    return {told.kind for told in row(report, place).told}
