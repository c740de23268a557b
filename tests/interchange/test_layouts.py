"""Layouts nobody tuned the guesser for: made at random, guessed, and counted."""

from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.interchange.formats.table import Workbook
from alongside.interchange.formats.workbook import open_workbook
from alongside.interchange.rules.fates import Fate
from alongside.interchange.rules.layout import Layout, SheetKind
from alongside.interchange.rules.load import decide
from alongside.interchange.rules.sheets import guess_again, guess_layout
from tests.interchange.layouts import DRUGS, Made, make_workbook

SEEDS = range(40)


@cache
def guessed(seed: int) -> tuple[Workbook, Layout, list[Made]]:
    data, made = make_workbook(seed)
    workbook = open_workbook(data, "made.xlsx")
    assert isinstance(workbook, Workbook)
    return workbook, guess_layout(workbook), made


def sheets() -> list[tuple[Layout, Made]]:
    return [(guessed(seed)[1], made) for seed in SEEDS for made in guessed(seed)[2]]


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_the_kind_of_sheet_is_guessed_right():
    assert share([layout.sheet(made.name).kind == made.kind for layout, made in sheets()]) >= 0.97


def test_the_headings_are_found_wherever_they_stand():
    assert share([layout.sheet(made.name).header_rows == made.header_rows for layout, made in sheets()]) >= 0.97


def test_rows_of_data_are_told_from_titles_blanks_and_totals():
    assert share([list(layout.sheet(made.name).data_rows) == made.rows for layout, made in sheets()]) >= 0.97


def test_columns_get_their_meaning():
    right = []
    for layout, made in sheets():
        columns = {one.column: one for one in layout.sheet(made.name).columns}
        right += [columns[letter].field == field for letter, field in made.fields.items()]
    assert share(right) >= 0.95


def test_no_private_column_is_ever_loaded():
    for layout, made in sheets():
        columns = {one.column: one for one in layout.sheet(made.name).columns}
        loaded = {letter for letter in made.private if letter in columns and not columns[letter].never_load}
        assert loaded == set(), (made.name, loaded)


def test_a_column_nobody_knows_is_left_out():
    wrong = [
        columns[letter]
        for layout, made in sheets()
        for columns in [{one.column: one for one in layout.sheet(made.name).columns}]
        for letter in made.unknown
        if letter in columns and columns[letter].field
    ]
    assert wrong == []


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=1000, max_value=9999))
def test_rows_are_never_lost_and_secrets_never_said(seed: int):
    workbook, layout, _ = guessed(seed)
    report = decide(workbook, layout, as_at=date(2026, 11, 20))
    assert report.loaded + report.refused + report.skipped == len(report.rows)
    assert {(one.sheet, one.row) for one in report.rows} == {
        (sheet.name, row) for sheet in workbook.sheets for row in range(1, sheet.last_row + 1)
    }
    said = repr(report) + layout.to_json()
    assert not any(drug in said for drug in DRUGS)
    assert "999 " not in said
    assert Layout.from_json(layout.to_json()) == layout


def test_a_person_may_mend_the_guess():
    workbook, layout, made = guessed(0)
    one = made[0]
    emptied = guess_again(workbook, layout, one.name, kind=SheetKind.NOT_DATA)
    assert emptied.sheet(one.name).rows == 0
    mended = guess_again(workbook, emptied, one.name, kind=SheetKind(one.kind), header_rows=one.header_rows)
    assert mended.sheet(one.name) == layout.sheet(one.name)
    report = decide(workbook, emptied, as_at=date(2026, 11, 20))
    assert {row.fate for row in report.rows if row.sheet == one.name} == {Fate.NOT_DATA}


def test_a_locked_column_stays_out_whatever_is_chosen_and_another_may_be_given_a_meaning():
    for seed in SEEDS:
        _, layout, made = guessed(seed)
        for sheet in made:
            for column in layout.sheet(sheet.name).columns:
                changed = layout.with_field(sheet.name, column.column, "venue").sheet(sheet.name)
                now = next(one for one in changed.columns if one.column == column.column)
                assert now == column if column.locked else (now.field == "venue" and not now.never_load)
