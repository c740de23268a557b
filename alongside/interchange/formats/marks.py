"""What a sheet's XML says beside the values: formulas, errors, hidden rows, merged cells. Formulas are classed, not
kept."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from alongside.interchange.formats.archive import Stopped
from alongside.interchange.formats.table import Formula, column_number

MOST_CELLS = 400_000
MOST_AREA = 2_000_000
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
OTHER = re.compile(r"\[(?:\d+|[^\[\]]*\.xl\w*)\][^!\[\]]*!", re.IGNORECASE)
OUTSIDE = re.compile(r"\b(HYPERLINK|WEBSERVICE|FILTERXML|IMAGE|RTD|CALL|REGISTER|DDE|IMPORT\w+)\s*\(|\|", re.IGNORECASE)


@dataclass
class Marks:
    """By row and column, counting from 1."""

    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    errors: set[tuple[int, int]] = field(default_factory=set)
    not_calculated: set[tuple[int, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    filtered: bool = False
    cells: int = 0
    last_row: int = 0
    last_column: int = 0


def area(reference: str) -> tuple[int, int, int, int]:
    """ "B2:D4" -> (2, 2, 4, 4)."""
    ends = [PLACE.fullmatch(end) for end in reference.split(":")]
    places = [(int(end.group(2)), column_number(end.group(1))) for end in ends if end]
    if not places or len(places) != len(ends):
        raise Stopped("damaged")
    return (*places[0], *places[-1])


class _Reader:
    def __init__(self, other_names: Iterable[str], most: int) -> None:
        self.marks = Marks()
        self.row = self.column = 0
        self.shared: dict[str, Formula] = {}
        names = "|".join(re.escape(name) for name in other_names)
        self.named = re.compile(rf"\b({names})\b", re.IGNORECASE) if names else None
        self.most = most

    def start_row(self, element: Element) -> None:
        self.row = int(element.get("r") or self.row + 1)
        self.column = 0
        if element.get("hidden") in ("1", "true"):
            self.marks.hidden.add(self.row)

    def end_cell(self, element: Element) -> None:
        reference = element.get("r")
        if reference:
            self.row, self.column = area(reference)[:2]
        else:
            self.column += 1
        value = text = None
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name == "v":
                value = child.text
            elif name == "f":
                text = child
            elif name == "is":
                value = "inline"
        place = (self.row, self.column)
        if text is not None:
            self.marks.formulas[place] = self.classed(text)
            if value is None:
                self.marks.not_calculated.add(place)
        if element.get("t") == "e":
            self.marks.errors.add(place)
        if value is not None or text is not None:
            self.counted(place)

    def counted(self, place: tuple[int, int]) -> None:
        marks = self.marks
        marks.cells += 1
        marks.last_row, marks.last_column = max(marks.last_row, place[0]), max(marks.last_column, place[1])
        if marks.cells > self.most or marks.last_row * marks.last_column > MOST_AREA:
            raise Stopped("too_large")

    def classed(self, formula: Element) -> Formula:
        text = formula.text or ""
        group = formula.get("si") if formula.get("t") == "shared" else None
        if not text and group is not None:
            return self.shared.get(group, Formula.PLAIN)
        kind = Formula.PLAIN
        if OUTSIDE.search(re.sub(r'"[^"]*"', '""', text)):
            kind = Formula.REACHES_OUT
        elif OTHER.search(text) or (self.named and self.named.search(text)):
            kind = Formula.OTHER_WORKBOOK
        if group is not None:
            self.shared[group] = kind
        return kind


def read_marks(xml: bytes, other_names: Iterable[str] = (), most: int = MOST_CELLS) -> Marks:
    """Reads one sheet once, in bounded memory; stops at too many cells or at a cell too far away."""
    reader = _Reader(other_names, most)
    inside = None
    for event, element in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if name == "row":
                reader.start_row(element)
            elif name == "sheetData":
                inside = element
            continue
        if name == "c":
            reader.end_cell(element)
        elif name == "row":
            element.clear()
            if inside is not None:
                inside.clear()
        elif name == "mergeCell" and element.get("ref"):
            reader.marks.merged.append(area(element.get("ref", "")))
        elif name == "autoFilter":
            reader.marks.filtered = True
    return reader.marks
