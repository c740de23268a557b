"""The fate of every row of a workbook, given its layout, the other rows, what stands already and what people said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from alongside.interchange.formats.table import Workbook
from alongside.interchange.rules.decisions import UNDECIDED, Decisions
from alongside.interchange.rules.establishment import check_holders, settle_posts
from alongside.interchange.rules.fates import Fate, Report, RowFate, Told
from alongside.interchange.rules.layout import Layout, SheetKind, SheetLayout
from alongside.interchange.rules.people import settle_people
from alongside.interchange.rules.reasons import LEAVES_OUT, tell
from alongside.interchange.rules.rows import Draft, read_rows
from alongside.interchange.rules.standing import NOTHING, Standing, Value
from alongside.interchange.rules.teams import settle_teams
from alongside.interchange.rules.text import fold

# The later day may not come before the earlier one (intake README, traps by kind: dates).
ORDER = {
    SheetKind.TRAINEES: ("began_on", "completed_on"),
    SheetKind.COHORTS: ("starts_on", "ends_on"),
    SheetKind.LEAVERS: ("started_on", "left_on"),
    SheetKind.CHECKS: ("dbs_applied_on", "dbs_issued_on"),
    SheetKind.POSTS: ("frozen_from", "review_on"),
}
IDENTITY = frozenset({"name", "email", "staff_no", "phone"})


def decide(
    workbook: Workbook,
    layout: Layout,
    standing: Standing = NOTHING,
    decisions: Decisions = UNDECIDED,
    *,
    as_at: date,
) -> Report:
    """Every row gets one fate, and nothing is lost: loaded + refused + skipped = rows (intake README, rules 1 to
    14)."""
    drafts, questions = read_rows(workbook, layout, decisions, as_at)
    for draft in drafts:
        _order_dates(draft)
    _settle_cohorts(drafts, standing)
    team_questions, new_teams = settle_teams(drafts, standing, decisions)
    posts = settle_posts(drafts, standing)
    pair_questions = settle_people(drafts, standing, decisions)
    check_holders(drafts, posts)
    _file_records(drafts)
    _compare_with_records(drafts, standing)
    by_place = {(draft.sheet, draft.row): draft for draft in drafts}
    rows = [
        _fate(by_place[one.sheet, row]) if (one.sheet, row) in by_place else _other_row(one, row)
        for one in layout.sheets
        for row in range(1, workbook.sheet(one.sheet).last_row + 1)
    ]
    return Report(
        rows=tuple(rows),
        columns=tuple(_about_sheets(workbook, layout)),
        questions=(*pair_questions, *team_questions, *questions),
        new_teams=new_teams,
    )


def _order_dates(draft: Draft) -> None:
    earlier, later = ORDER.get(draft.kind, ("", ""))
    first, last = draft.day(earlier), draft.day(later)
    if first and last and last < first:
        draft.tell("date_out_of_order", later)


def _settle_cohorts(drafts: Sequence[Draft], standing: Standing) -> None:
    known: dict[int | str, int | str] = {_cohort_key(cohort): cohort for cohort in standing.cohorts}
    seen: dict[int | str, int] = {}
    for draft in drafts:
        number = draft.values.get("cohort")
        if draft.kind is SheetKind.COHORTS and draft.fate is None and isinstance(number, int | str):
            key = _cohort_key(number)
            if key in seen:
                draft.tell("duplicate_row", "cohort", other=f"row {seen[key]}")
                continue
            seen[key] = draft.row
            draft.values["cohort"] = known.setdefault(key, number)
            draft.record = str(key)
    for draft in drafts:
        number = draft.values.get("cohort")
        if not known or draft.kind is SheetKind.COHORTS or not isinstance(number, int | str):
            continue
        if _cohort_key(number) in known:
            draft.values["cohort"] = known[_cohort_key(number)]
        else:
            draft.tell("cohort_unknown", "cohort")


def _cohort_key(cohort: int | str) -> int | str:
    return fold(cohort) if isinstance(cohort, str) else cohort


def _file_records(drafts: Sequence[Draft]) -> None:
    """Each row's key: whose record it is, and which of theirs; the same record twice in a load is loaded once."""
    count: Counter[tuple[SheetKind, str]] = Counter()
    first: dict[tuple[SheetKind, str], Draft] = {}
    for draft in drafts:
        if draft.fate is not None or not draft.person:
            continue
        whose = f"person:{draft.person}"
        if draft.kind is SheetKind.TRAINEES:
            draft.record = f"{whose}|{draft.values.get('cohort') or ''}"
        elif draft.kind is SheetKind.SUPERVISION:
            day = draft.day("held_on")
            said = "|".join(draft.text(meaning) for meaning in ("kind", "with"))
            draft.record = f"{whose}|{day.isoformat() if day else ''}|{said}"
        else:
            draft.record = whose
        count[draft.kind, draft.record] += 1
        times = count[draft.kind, draft.record]
        if draft.kind in (SheetKind.SUPERVISION, SheetKind.LEAVERS):
            draft.record = f"{draft.record}|{times}"
        elif times > 1 and _adds_nothing(draft, first[draft.kind, draft.record]):
            draft.fate = Fate.NOTHING_NEW
        elif times > 1:
            draft.record = f"{draft.record}|{times}"
        first.setdefault((draft.kind, draft.record), draft)


def _adds_nothing(draft: Draft, first: Draft) -> bool:
    """Whether a second row of the same person says nothing the first did not; a second post of theirs is something."""
    said = {meaning: value for meaning, value in draft.values.items() if value is not None and meaning not in IDENTITY}
    return all(meaning in first.values and _same(value, first.values[meaning]) for meaning, value in said.items())


def _compare_with_records(drafts: Sequence[Draft], standing: Standing) -> None:
    """A row that says what the system says brings nothing new; where they differ the system's value stays."""
    for draft in drafts:
        stored = standing.records.get((draft.kind.value, draft.record))
        if draft.fate is not None or stored is None:
            continue
        brings = False
        for meaning, value in list(draft.values.items()):
            if meaning not in stored or value is None or value == "" or _same(value, stored[meaning]):
                continue
            if stored[meaning] is None or stored[meaning] == "":
                brings = True
            else:
                draft.tell("differs_from_record", meaning)
        if not brings:
            draft.fate = Fate.NOTHING_NEW


def _same(value: Value, stored: Value) -> bool:
    if isinstance(value, str) and isinstance(stored, str):
        return fold(value) == fold(stored)
    if isinstance(value, float) or isinstance(stored, float):
        return isinstance(value, int | float) and isinstance(stored, int | float) and abs(value - stored) < 0.005
    return value == stored


def _fate(draft: Draft) -> RowFate:
    fate = draft.fate
    if fate is None:
        noted = any(one.does != LEAVES_OUT for one in draft.told)
        fate = Fate.LOAD_WITH_NOTE if noted else Fate.LOAD
    return RowFate(
        sheet=draft.sheet,
        row=draft.row,
        kind=draft.kind,
        fate=fate,
        values={} if fate is Fate.REFUSED else dict(draft.values),
        told=tuple(draft.told),
        person=draft.person,
        record=draft.record,
        pairs=tuple(draft.pairs),
    )


def _other_row(layout: SheetLayout, row: int) -> RowFate:
    return RowFate(sheet=layout.sheet, row=row, kind=layout.kind, fate=Fate.NOT_DATA)


def _about_sheets(workbook: Workbook, layout: Layout) -> Iterator[Told]:
    for one in layout.sheets:
        if one.kind is SheetKind.NOT_DATA:
            continue
        if one.state != "visible":
            yield tell("sheet_hidden", one.sheet, 0)
        if one.rows_hidden:
            yield tell("rows_hidden", one.sheet, 0)
        for row, kind in one.not_data:
            if kind == "other table":
                yield tell("other_table", one.sheet, row)
                break
        for column in one.columns:
            if column.never_load:
                yield tell("column_left_out", one.sheet, 0, column.column, column.field, other=column.never_load)
    if workbook.has_comments:
        yield tell("comments_left_out", workbook.name, 0)
