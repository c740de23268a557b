"""How each sheet is laid out: where its headings stand, what kind it is, which rows are data. A guess, to be shown."""

import re
from collections.abc import Sequence
from itertools import pairwise

from alongside.interchange.formats.table import Sheet, Workbook
from alongside.interchange.rules import fields
from alongside.interchange.rules.columns import MEANINGS, Heading, guess_columns, header_score, sample
from alongside.interchange.rules.layout import Column, Layout, SheetKind, SheetLayout
from alongside.interchange.rules.names import read_name
from alongside.interchange.rules.text import fold, nothing, plain

LOOK_DOWN = 40
TOTAL = re.compile(r"^(grand |sub ?-?)?totals?\b|^(sum|count|average|mean|overall|number of|no\.? of)\b", re.IGNORECASE)
SECTION = re.compile(
    r"\d|:$|\b(cohorts?|teams?|wards?|locality|localities|north|south|east|west|city|services?|inpatients?|"
    r"community|crisis|"
    r"starters?|leavers?|pending|waiting|bank|staff|current|former|vacant|posts?|other|trainees?|group|continued|"
    r"previous|new|"
    r"peer|workers?|in post|on hold|maternity)\b",
    re.IGNORECASE,
)
KEY: dict[SheetKind, tuple[str, ...]] = {
    SheetKind.COHORTS: ("cohort",),
    SheetKind.TEAMS: ("team",),
    SheetKind.POSTS: ("post_no",),
}
PERSON = ("name", "forename", "surname")


def guess_layout(workbook: Workbook) -> Layout:
    """The layout of a whole workbook, guessed from headings and contents (intake README); a person is shown it and
    may mend it."""
    return Layout(tuple(_guess_sheet(sheet) for sheet in workbook.sheets))


def guess_again(
    workbook: Workbook,
    layout: Layout,
    sheet: str,
    kind: SheetKind | None = None,
    header_rows: tuple[int, ...] | None = None,
) -> Layout:
    """The layout after a person has said what kind a sheet is or where its headings stand; its columns are guessed
    anew."""
    return layout.with_sheet(_guess_sheet(workbook.sheet(sheet), kind, header_rows))


def _guess_sheet(
    sheet: Sheet, kind: SheetKind | None = None, header_rows: tuple[int, ...] | None = None
) -> SheetLayout:
    rows = header_rows if header_rows is not None else find_headings(sheet)
    if kind is SheetKind.NOT_DATA or not rows:
        return _no_data(
            sheet, "no row of headings was recognised" if not rows else "somebody said that it holds no data"
        )
    headings = read_headings(sheet, rows)
    found = kind or guess_kind(sheet, headings, rows)
    if found is SheetKind.NOT_DATA:
        return _no_data(sheet, "its headings are not those of a list that is loaded")
    columns = guess_columns(found, headings)
    data, others = _rows(sheet, found, columns, headings, rows)
    return SheetLayout(
        sheet=sheet.name,
        kind=found,
        state=sheet.state,
        header_rows=rows,
        columns=columns,
        data_rows=tuple(data),
        not_data=tuple(others),
        rows_hidden=sum(row in sheet.hidden_rows for row in data),
    )


def _no_data(sheet: Sheet, why: str) -> SheetLayout:
    filled = {row for (row, _), cell in sheet.cells.items() if not cell.empty}
    rows = tuple((row, "not data" if row in filled else "blank") for row in range(1, sheet.last_row + 1))
    return SheetLayout(sheet=sheet.name, kind=SheetKind.NOT_DATA, state=sheet.state, not_data=rows, why=why)


def find_headings(sheet: Sheet) -> tuple[int, ...]:
    """The row or two rows of headings: where the words speak best for some kind of sheet; none when too little does."""
    rows = [row for row in range(1, min(sheet.last_row, LOOK_DOWN) + 1) if len(texts_of(sheet, row)) >= 2]
    singles = {row: _speaks(sheet, (row,)) for row in rows}
    best = max(singles.values(), default=0.0)
    one = next((row for row in rows if singles[row] == best), 0)
    doubles = {
        (upper, lower): _speaks(sheet, (upper, lower))
        for upper, lower in pairwise(range(1, min(sheet.last_row, LOOK_DOWN) + 1))
        if lower in singles and texts_of(sheet, upper)
    }
    two = max(doubles, key=lambda pair: doubles[pair], default=(0, 0))
    if two[0] and doubles[two] > best + 0.6 and _is_group_row(sheet, *two, strict=False):
        return two
    if one > 1 and (one - 1, one) in doubles and _is_group_row(sheet, one - 1, one, strict=True):
        return (one - 1, one)
    return (one,) if best >= 1.8 else ()


def guess_kind(sheet: Sheet, headings: Sequence[Heading], rows: tuple[int, ...]) -> SheetKind:
    """The kind of list a sheet holds: its columns first, then its name and title."""
    title = " ".join(str(cell) for row in range(1, rows[0]) for cell in texts_of(sheet, row).values())
    scores: dict[SheetKind, float] = {}
    for kind in fields.PHRASES:
        columns = guess_columns(kind, headings)
        found = {column.field for column in columns if column.field}
        if not all(found & need for need in fields.NEEDS[kind]):
            continue
        telling = found & fields.TELLING[kind]
        words = fields.SHEET_WORDS[kind]
        scores[kind] = (
            len(found)
            + len(telling)
            + (1.5 if re.search(words, fold(sheet.name)) else 0)
            + (0.5 if re.search(words, fold(title)) else 0)
            - (0.4 if fields.TELLING[kind] and not telling else 0)
            + 0.1 * header_score(kind, headings)
        )
    return max(scores, key=lambda kind: scores[kind], default=SheetKind.NOT_DATA)


def read_headings(sheet: Sheet, rows: tuple[int, ...]) -> tuple[Heading, ...]:
    """Every column that has a heading or anything below it, with the heading above it where there are two rows."""
    lower = texts_of(sheet, rows[-1])
    upper = _spread(sheet, rows[0], lower) if len(rows) > 1 else {}
    below: dict[int, list[int]] = {}
    for (row, column), cell in sheet.cells.items():
        if row > rows[-1] and not cell.empty:
            below.setdefault(column, []).append(row)
    headings = []
    for column in range(1, sheet.last_column + 1):
        text, group = lower.get(column, ""), upper.get(column, "")
        if not text and group:
            text, group = group, ""
        if text or column in below:
            cells = sample([sheet.cell(row, column) for row in sorted(below.get(column, ()))])
            headings.append(Heading(column, text, group, cells))
    return tuple(headings)


def _speaks(sheet: Sheet, rows: tuple[int, ...]) -> float:
    lower = texts_of(sheet, rows[-1])
    upper = _spread(sheet, rows[0], lower) if len(rows) > 1 else {}
    headings = [
        Heading(
            column, lower.get(column) or upper.get(column, ""), upper.get(column, "") if column in lower else "", ()
        )
        for column in sorted(lower.keys() | upper.keys())
    ]
    unlike = sum(0.05 for heading in headings if len(heading.text) > 40 or re.search(r"\d{3}", heading.text))
    return max(header_score(kind, headings) for kind in fields.PHRASES) - unlike


def texts_of(sheet: Sheet, row: int) -> dict[int, str]:
    """The words of a row by column: headings, titles and remarks, but no long text."""
    return {
        column: cell.value
        for column in range(1, sheet.last_column + 1)
        if isinstance((cell := sheet.cell(row, column)).value, str) and not cell.empty and len(str(cell.value)) <= 80
        if isinstance(cell.value, str)
    }


def _spread(sheet: Sheet, row: int, lower: dict[int, str]) -> dict[int, str]:
    """The upper headings, spread over the columns they stand above: by merged cells, else up to the next one."""
    texts = texts_of(sheet, row)
    spans = {left: right for top, left, bottom, right in sheet.merged if top == row and left in texts}
    if len(texts) == 1 and not spans:
        return {}
    full: dict[int, str] = {}
    starts = sorted(texts)
    for index, start in enumerate(starts):
        end = spans.get(start, start)
        if not spans:
            end = starts[index + 1] - 1 if index + 1 < len(starts) else max(lower, default=start)
        full.update(dict.fromkeys(range(start, end + 1), texts[start]))
    if len(set(full.values())) == 1 and len(full) >= len(lower) > 1:
        return {}
    return full


def _is_group_row(sheet: Sheet, upper: int, lower: int, strict: bool) -> bool:
    """Whether a row stands as headings above headings, not as a title or a note."""
    texts, under = texts_of(sheet, upper), texts_of(sheet, lower)
    spans = [(left, right) for top, left, bottom, right in sheet.merged if top == upper]
    if any(left <= min(under, default=1) and right >= max(under, default=1) for left, right in spans):
        return False
    short = all(len(text) <= 30 for text in texts.values())
    if (
        len(texts) >= 2
        and short
        and any(right > left or sheet_merges_down(sheet, upper, left) for left, right in spans)
    ):
        return True
    if strict:
        covered = all(column in under for column in texts)
        return (
            len(texts) >= 2
            and short
            and covered
            and len(texts) < len(under)
            and not re.search(r"\d", "".join(texts.values()))
        )
    return len(texts) >= 2 and short


def sheet_merges_down(sheet: Sheet, row: int, column: int) -> bool:
    """Whether the cell is merged with the one below it."""
    return any(top == row and left == column and bottom > top for top, left, bottom, _ in sheet.merged)


def _rows(
    sheet: Sheet, kind: SheetKind, columns: Sequence[Column], headings: Sequence[Heading], header_rows: tuple[int, ...]
) -> tuple[list[int], list[tuple[int, str]]]:
    data: list[int] = []
    others: list[tuple[int, str]] = []
    words = {heading.number: plain(heading.text) for heading in headings if heading.text}
    known = {heading.number: column for heading, column in zip(headings, columns, strict=True)}
    before = "header"
    for row in range(1, sheet.last_row + 1):
        if row in header_rows:
            others.append((row, "header"))
            continue
        if row < header_rows[-1]:
            others.append((row, "title" if _filled(sheet, row) else "blank"))
            continue
        said = before if before == "other table" else _row_kind(sheet, row, kind, known, words, before)
        before = said
        if said == "data":
            data.append(row)
        else:
            others.append((row, said))
    return data, others


def _filled(sheet: Sheet, row: int) -> list[int]:
    return [column for column in range(1, sheet.last_column + 1) if not sheet.cell(row, column).empty]


def _row_kind(
    sheet: Sheet, row: int, kind: SheetKind, known: dict[int, Column], words: dict[int, str], before: str
) -> str:
    filled = _filled(sheet, row)
    if not filled:
        return "blank"
    texts = [(column, sheet.cell(row, column).value) for column in filled]
    said = [(column, value) for column, value in texts if isinstance(value, str)]
    again = sum(plain(value) == words.get(column, "") for column, value in said)
    if again >= 2 and again > 0.6 * len(filled):
        return "header"
    if len(said) == len(filled) >= 3 and sum(plain(value) in MEANINGS for _, value in said) > 0.6 * len(filled):
        return "other table"
    if any(TOTAL.match(fold(value)) and len(value.split()) <= 4 for column, value in said[:2]) and _sums(
        sheet, row, filled
    ):
        return "total"
    if all(sheet.cell(row, column).formula for column in filled) and not said and len(filled) < len(known) / 2:
        return "total"
    if len(filled) == 1 and len(known) >= 3:
        return _lonely(sheet, row, filled[0], kind, known, before)
    return "data"


def _sums(sheet: Sheet, row: int, filled: Sequence[int]) -> bool:
    """A total has few cells beside its word, and these are numbers or formulas."""
    rest = [sheet.cell(row, column) for column in filled]
    texts = sum(isinstance(cell.value, str) and not cell.formula for cell in rest)
    return texts <= 2


def _lonely(sheet: Sheet, row: int, column: int, kind: SheetKind, known: dict[int, Column], before: str) -> str:
    """A row with one filled cell: a heading between blocks, a remark below, or a row of data with only its key."""
    cell = sheet.cell(row, column)
    if any(top == row and left <= column <= right and right - left >= 2 for top, left, _, right in sheet.merged):
        return "section"
    value = cell.value
    if not isinstance(value, str):
        return "total" if cell.formula else "data"
    if len(value) > 45 or re.match(r"\s*(\*|note|nb|n\.b|key|please|see )", value, re.IGNORECASE):
        return "note"
    meaning = known[column].field if column in known else ""
    if meaning in KEY.get(kind, PERSON):
        if kind in KEY:
            return "data"
        likely = read_name(value)[0] and not SECTION.search(value) and not value.isupper() and before == "data"
        return "data" if likely and not nothing(value) else "section"
    return "section"
