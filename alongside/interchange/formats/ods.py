"""Organisations of the NHS Organisation Data Service, as published in etr.csv: no heading, all quoted, 27 columns.

Faults are told line by line and nothing is guessed: a code may have five characters, a name may change under its code,
an organisation may be closed or not open yet, and care trusts stand in another file (rules.md section 3).
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from alongside.interchange.rules.text import tidy

COLUMNS = 27
MOST_BYTES = 20_000_000
CODE = re.compile(r"[A-Z0-9]{3}(?:[A-Z0-9]{2})?")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")
SAYS = {
    "not_text": "This file is not a CSV file of the Organisation Data Service. Choose etr.csv as it was downloaded.",
    "too_large": "This file is too large to be a list of NHS trusts. Choose etr.csv as it was downloaded.",
    "columns": "Line {line} does not have 27 columns, so it was left out. Download the file again.",
    "code": "Line {line} has no organisation code of three or five characters, so it was left out.",
    "name": "Line {line} has no name, so it was left out.",
    "opened": "Line {line} has no opening date that can be read, so it was left out.",
    "closed": "Line {line} has a closing date that cannot be read or is before the opening, so it was left out.",
    "twice": "Line {line} repeats the code of an earlier line, so it was left out.",
}


@dataclass(frozen=True)
class Organisation:
    """One organisation as the file has it; `closed_on` is None while it is open."""

    code: str
    name: str
    region: str
    icb: str
    address: tuple[str, ...]
    postcode: str
    opened_on: date
    closed_on: date | None
    phone: str
    line: int


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the file or a line of it; line 0 is the whole file."""

    kind: str
    line: int
    sentence: str


@dataclass(frozen=True)
class Organisations:
    """What was read: records + faults = lines, always."""

    records: tuple[Organisation, ...]
    faults: tuple[Fault, ...]
    lines: int


def read_organisations(data: bytes) -> Organisations:
    """Reads etr.csv; a line with a fault is told and left out, the others are kept. Blank lines do not count."""
    if len(data) > MOST_BYTES:
        return Organisations((), (_fault("too_large", 0),), 0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text or data.startswith(b"PK"):
        return Organisations((), (_fault("not_text", 0),), 0)
    records: dict[str, Organisation] = {}
    faults: list[Fault] = []
    lines = 0
    reader = csv.reader(io.StringIO(text, newline=""))
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            return Organisations((), (_fault("not_text", 0),), 0)
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        lines += 1
        found = _read(row, reader.line_num)
        if isinstance(found, Fault):
            faults.append(found)
        elif found.code in records:
            faults.append(_fault("twice", found.line))
        else:
            records[found.code] = found
    return Organisations(tuple(records.values()), tuple(faults), lines)


def _read(row: list[str], line: int) -> Organisation | Fault:
    if len(row) != COLUMNS:
        return _fault("columns", line)
    cells = [tidy(cell) for cell in row]
    if not CODE.fullmatch(cells[0].upper()):
        return _fault("code", line)
    if not cells[1]:
        return _fault("name", line)
    opened, closed = _day(cells[10]), _day(cells[11])
    if opened is None:
        return _fault("opened", line)
    if cells[11] and (closed is None or closed < opened):
        return _fault("closed", line)
    return Organisation(
        code=cells[0].upper(),
        name=cells[1],
        region=cells[2],
        icb=cells[3],
        address=tuple(part for part in cells[4:9] if part),
        postcode=cells[9].upper() if POSTCODE.fullmatch(cells[9].upper()) else "",
        opened_on=opened,
        closed_on=closed,
        phone=cells[17],
        line=line,
    )


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _fault(kind: str, line: int) -> Fault:
    return Fault(kind, line, SAYS[kind].format(line=line))
