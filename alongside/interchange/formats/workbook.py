"""Opening an Excel workbook safely: values as shown, and where a formula, an error or a link stands behind them."""

import io
import posixpath
import re
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook

from alongside.interchange.formats.archive import Stopped, clean_copy, look_inside
from alongside.interchange.formats.marks import MOST_CELLS, Marks, read_marks
from alongside.interchange.formats.refusals import refused
from alongside.interchange.formats.table import Cell, Formula, Refusal, Sheet, Shown, Workbook

LONGEST = 32_767
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
SHOWN_ERROR = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)


def open_workbook(data: bytes, name: str) -> Workbook | Refusal:
    """The workbook as plain sheets, or one kind and one sentence why it is refused. Nothing is fetched or run.

    Bounded: 20 MB packed, 48 MB unpacked, 400,000 filled cells, no sheet wider and taller than 2,000,000 cells.
    """
    parts = look_inside(data)
    if isinstance(parts, Refusal):
        return parts
    comments = [part for part in parts if not parts[part] and "comment" in part.lower()]
    for part in comments:
        del parts[part]
    try:
        sheets = tuple(_sheets(parts))
    except Stopped as stop:
        return refused(str(stop))
    except DefusedXmlException:
        return refused("unsafe_xml")
    except (CalamineError, ParseError, KeyError, ValueError, OverflowError, LookupError):
        return refused("damaged")
    if not any(sheet.cells for sheet in sheets):
        return refused("nothing_in_it")
    return Workbook(name=name, sheets=sheets, has_comments=bool(comments))


def _sheets(parts: dict[str, bytes]) -> Iterator[Sheet]:
    book = fromstring(parts["xl/workbook.xml"], forbid_dtd=True)
    targets = _targets(parts)
    others = [
        element.get("name", "")
        for element in _named(book, "definedName")
        if re.search(r"\[\d+\]|\.xl\w*\]", element.text or "", re.IGNORECASE)
    ]
    marks: dict[str, tuple[str, Marks]] = {}
    left = MOST_CELLS
    for element in _named(book, "sheet"):
        target = targets.get(element.get(RELATION) or element.get(STRICT_RELATION) or "", "")
        if target in parts and "/worksheets/" in target:
            found = read_marks(parts[target], others, left)
            left -= found.cells
            marks[element.get("name", "")] = (element.get("state", "visible"), found)
    reader = CalamineWorkbook.from_filelike(io.BytesIO(clean_copy(parts)))
    for name, (state, found) in marks.items():
        yield _sheet(name, state, found, reader)
    reader.close()


def _sheet(name: str, state: str, marks: Marks, reader: CalamineWorkbook) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    rows = reader.get_sheet_by_name(name).to_python(skip_empty_area=False)
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            if value != "":
                cells[row, column] = _cell(value, marks.formulas.get((row, column), Formula.NONE))
    for place in marks.not_calculated:
        if place not in cells:
            cells[place] = Cell(formula=marks.formulas[place], not_calculated=True)
    for place in marks.errors:
        cells[place] = Cell(formula=marks.formulas.get(place, Formula.NONE), error=True)
    return Sheet(
        name=name,
        state=state,
        cells=cells,
        last_row=max((row for row, _ in cells), default=0),
        last_column=max((column for _, column in cells), default=0),
        hidden_rows=frozenset(marks.hidden),
        filtered=marks.filtered,
        merged=tuple(marks.merged),
    )


def _cell(value: Shown, formula: Formula) -> Cell:
    if isinstance(value, str):
        if len(value) > LONGEST:
            return Cell(formula=formula, too_long=True)
        if SHOWN_ERROR.fullmatch(value.strip()):
            return Cell(formula=formula, error=True)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        value = date(value.year, value.month, value.day)
    return Cell(value=value, formula=formula)


def _targets(parts: dict[str, bytes]) -> dict[str, str]:
    relations = fromstring(parts["xl/_rels/workbook.xml.rels"], forbid_dtd=True)
    targets = {}
    for element in _named(relations, "Relationship"):
        target = element.get("Target", "")
        joined = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if element.get("TargetMode") != "External":
            targets[element.get("Id", "")] = joined
    return targets


def _named(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element.iter() if child.tag.rpartition("}")[2] == name)
