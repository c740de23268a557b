"""The fate of every row as pages show it: JSON that is kept sealed, and a leaner one once the load is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from alongside.interchange.bridge.stands import Stands
from alongside.interchange.formats.table import Workbook
from alongside.interchange.rules import LOADED, Fate, Layout, Question, Report, RowFate, SheetKind, Told
from alongside.interchange.rules.reasons import LEAVES_OUT
from alongside.interchange.rules.standing import Value
from alongside.interchange.rules.words import FIELD_WORDS

# What an example may show: nothing that bears a person, a clearance or a certificate.
EXAMPLES = 3
HARMLESS = frozenset(
    {"team", "service", "site", "venue", "band", "wte", "wte_funded", "wte_filled", "started_on", "began_on", "left_on"}
    | {"completed_on", "contract", "trained", "cohort", "post_no", "attendance", "result", "in_post", "destination"}
    | {"starts_on", "ends_on", "places", "ready", "prepared_on", "title", "staff_group", "registered", "status"}
    | {"frozen_from", "review_on", "advertised_on", "suitable", "held_on", "kind", "held", "minutes", "references"}
    | {"dbs_level", "dbs_applied_on", "dbs_issued_on", "rtw_on"}
)
LABELS = ("name", "post_no", "team", "cohort", "held_on")
# Kept with the load they would tell, long after, of whom a decision is open.
NOT_KEPT = frozenset({"disclosure_content"})


def said(value: Value) -> str:
    """A value as a page shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def findings_of(workbook: Workbook, layout: Layout, report: Report, stands: Stands) -> dict:
    """Everything the pages of a load show before it is confirmed."""
    rows = {row.place: row for row in report.rows}
    return {
        "rows": [_row(row) for row in report.rows],
        "columns": [_with_heading(told, layout) for told in report.columns],
        "questions": [_question(question, rows, stands) for question in report.questions],
        "examples": _examples(layout, report),
    }


def after_load(findings: dict) -> dict:
    """What is kept for the page of a finished load: fates and reasons by place; no names, no values."""
    rows = [
        row | {"label": "", "values": [], "told": [told for told in row["told"] if told["kind"] not in NOT_KEPT]}
        for row in findings["rows"]
    ]
    return {"rows": rows, "columns": findings["columns"], "questions": [], "examples": {}}


def _row(row: RowFate) -> dict:
    label = next((said(row.values[field]) for field in LABELS if row.values.get(field) is not None), "")
    shown = row.fate is not Fate.NOT_DATA
    values = {field: value for field, value in row.values.items() if value is not None} if shown else {}
    return {
        "sheet": row.sheet,
        "row": row.row,
        "kind": row.kind.value,
        "fate": row.fate.value,
        "loads": row.fate in LOADED,
        "label": label,
        "values": [[FIELD_WORDS.get(field, field), said(value)] for field, value in values.items()],
        "told": [_told(told) for told in row.told],
    }


def _told(told: Told) -> dict:
    return {"kind": told.kind, "cell": told.cell, "does": told.does, "sentence": told.sentence}


def _with_heading(told: Told, layout: Layout) -> str:
    """The sentence about a column, with the heading a person knows it by."""
    columns = [one for sheet in layout.sheets if sheet.sheet == told.sheet for one in sheet.columns]
    heading = next((one.header for one in columns if one.column == told.cell), "") if told.cell else ""
    here = f"column {told.cell} was"
    return told.sentence.replace(here, f"column {told.cell} ({heading}) was", 1) if heading else told.sentence


def _question(question: Question, rows: Mapping[str, RowFate], stands: Stands) -> dict:
    return {
        "about": question.about,
        "key": question.key,
        "sentence": question.sentence,
        "choices": [[value, _choice(value, words, rows, stands)] for value, words in question.choices],
        "places": list(question.places),
        "sides": [_side(place, rows, stands) for place in question.places] if question.about != "ticks" else [],
    }


def _choice(value: str, words: str, rows: Mapping[str, RowFate], stands: Stands) -> str:
    """A person to choose, told apart from others of the name by what a lead knows of them."""
    if value.isdigit() or value.startswith("new:"):
        facts = dict(_facts(value if value.isdigit() else value.removeprefix("new:"), rows, stands))
        known = [facts.get(FIELD_WORDS[field], "") for field in ("name", "team", "email", "staff_no")]
        return f"{', '.join(one for one in known if one)} ({words if not value.isdigit() else 'in the system'})"
    return words


def _side(place: str, rows: Mapping[str, RowFate], stands: Stands) -> dict:
    key = place.removeprefix("person:")
    title = "In the system" if key.isdigit() else place.replace("!", ", row ")
    return {"title": title, "facts": _facts(key, rows, stands)}


def _facts(key: str, rows: Mapping[str, RowFate], stands: Stands) -> list[list[str]]:
    """What is known of a person in the system, by key, or stands in a row, by place."""
    values: Mapping[str, Value] = {}
    if key.isdigit() and int(key) in stands.people:
        person = stands.people[int(key)]
        values = {"name": person.name, "email": person.email, "staff_no": person.staff_number, "phone": person.phone}
    elif key in rows:
        values = rows[key].values
    return [[FIELD_WORDS.get(name, name), said(value)] for name, value in values.items() if value not in (None, "")]


def _examples(layout: Layout, report: Report) -> dict:
    found: dict[str, dict[str, list[str]]] = {}
    columns = {
        (one.sheet, column.field if column.field != "hours" else "wte"): column.column
        for one in layout.sheets
        if one.kind is not SheetKind.NOT_DATA
        for column in one.columns
        if column.field and not column.never_load
    }
    for row in report.rows:
        for name, value in row.values.items():
            place = columns.get((row.sheet, name))
            if place is None or name not in HARMLESS or value is None:
                continue
            shown = found.setdefault(row.sheet, {}).setdefault(place, [])
            if len(shown) < EXAMPLES and said(value) not in shown:
                shown.append(said(value))
    return found


def problems_of(row: dict) -> list[dict]:
    """What is told of a row besides what every row of its column is told."""
    return [told for told in row["told"] if told["does"] != LEAVES_OUT]
