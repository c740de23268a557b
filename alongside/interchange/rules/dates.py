"""Dates as people write them. A month is not a day, a day that does not exist is not moved to the next."""

import re
from datetime import date, datetime, timedelta

from alongside.interchange.rules.text import digits_of, fold

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
CLOCK = r"(?:[t\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?z?)?"
DAY_FIRST = re.compile(rf"{WEEKDAYS}(\d{{1,2}})\s*[/.\-\s\\]\s*(\d{{1,2}})\s*[/.\-\s\\]\s*(\d{{4}}|\d{{2}}){CLOCK}")
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){CLOCK}")
PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
IN_WORDS = re.compile(
    rf"{WEEKDAYS}(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s\-./]*(?:of\s+)?([a-z]+)[\s\-.,/']*(\d{{4}}|\d{{2}}){CLOCK}"
)
MONTH_FIRST = re.compile(rf"{WEEKDAYS}([a-z]+)[\s.\-]+(\d{{1,2}})(?:st|nd|rd|th)?[\s,.\-]+(\d{{4}}|\d{{2}})")
SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
VAGUE = re.compile(r"(?:19|20)\d{2}\b|\b(?:19|20)?\d{2}$|'\d{2}$")
VAGUE_WORDS = re.compile(
    r"\b(spring|summer|autumn|winter|xmas|christmas|easter|new year|early|mid|late|about|circa|c|ca|approx\w*|around|"
    r"start|end|beginning|before|after|since|q[1-4]|term|week|w c|wc|w/c|month|year|" + "|".join(MONTHS) + r")\b"
)
EARLIEST, LATEST = 1948, 2100
EXCEL_ZERO = date(1899, 12, 30)


def read_date(said: object, as_at: date) -> date | str:
    """A day, or the kind of reason why it is none: date_impossible, date_imprecise, date_unreadable."""
    if isinstance(said, datetime):
        said = said.date()
    if isinstance(said, date):
        return said if EARLIEST <= said.year <= LATEST else "date_impossible"
    if isinstance(said, bool):
        return "date_unreadable"
    if isinstance(said, int | float):
        return _from_number(said)
    if not isinstance(said, str):
        return "date_unreadable"
    return _from_text(digits_of(fold(said)).lstrip("'").strip(" ."), as_at)


def _from_number(said: int | float) -> date | str:
    if 17_533 <= said < 73_416:
        return EXCEL_ZERO + timedelta(days=int(said))
    if 19_000_101 <= said <= 21_001_231:
        return _day(int(said) // 10_000, int(said) // 100 % 100, int(said) % 100)
    return "date_imprecise" if EARLIEST <= said <= LATEST else "date_unreadable"


def _from_text(text: str, as_at: date) -> date | str:
    if found := YEAR_FIRST.fullmatch(text) or PACKED.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(text):
        return _day(_year(found[3], as_at), int(found[2]), int(found[1]))
    if (found := IN_WORDS.fullmatch(text)) and found[2] in MONTHS:
        return _day(_year(found[3], as_at), MONTHS[found[2]], int(found[1]))
    if (found := MONTH_FIRST.fullmatch(text)) and found[1] in MONTHS:
        return _day(_year(found[3], as_at), MONTHS[found[1]], int(found[2]))
    if found := SERIAL.fullmatch(text):
        return _from_number(int(found[1]))
    if len(text) <= 40 and (
        re.fullmatch(r"(?:19|20)\d{2}|\d{1,2}[/\-.](?:19|20)\d{2}|(?:19|20)\d{2}[/\-.]\d{1,2}", text)
    ):
        return "date_imprecise"
    if len(text) <= 40 and VAGUE_WORDS.search(text) and (VAGUE.search(text) or len(text.split()) <= 3):
        return "date_imprecise"
    return "date_unreadable"


def _year(text: str, as_at: date) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year <= as_at.year % 100 + 10 else 1900 + year


def _day(year: int, month: int, day: int) -> date | str:
    try:
        found = date(year, month, day)
    except ValueError:
        return "date_impossible"
    return found if EARLIEST <= year <= LATEST else "date_impossible"
