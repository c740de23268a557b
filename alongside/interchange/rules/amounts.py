"""Hours, whole-time equivalents, bands, percentages and counts as people write them. A full week is 37.5 hours."""

import math
import re
from datetime import datetime, time, timedelta

from alongside.interchange.rules.text import NUMBER_WORDS, digits_of, fold

FULL_WEEK = 37.5
# A plain number above it in a column of WTE is hours in a week: nobody funds one post for seven people.
MOST_OF_A_POST = 6
NUMBER = re.compile(r"'?\s*(\d{1,6}(?:[.,]\d{1,6})?|[.,]\d{1,6})\s*")
HOURS = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:h|hr|hrs|hours?)(?:\s*(?:/|per|a|p)\s*(?:w|wk|week|weekly))?\.?(?:\s*pw)?"
)
HOURS_MINUTES = re.compile(
    r"(\d{1,3})\s*(?:h|hrs?|hours?|:)\s*(?:and\s*)?(\d{1,2})\s*(?:m|mins?|minutes?)?(?:\s*(?:pw|per week|"
    r"/\s*w(?:ee)?k))?"
)
WITH_BRACKET = re.compile(r"([\d.,%]+)\s*(?:wte|fte)?\s*[(\[]\s*(.+?)\s*[)\]]")
MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minutes?)\.?")
FRACTION = re.compile(r"(\d{1,3})\s*(?:/|of|out of)\s*(\d{1,3})")

# What each reader gives back: the value and, when something must be told, the kind of reason.
Read = tuple[float | int | None, str]


def number_of(said: object) -> float | None:
    """A plain number, also as text with a comma or an apostrophe before it."""
    if isinstance(said, bool) or said is None:
        return None
    if isinstance(said, int | float):
        return float(said) if math.isfinite(said) else None
    if isinstance(said, str) and (found := NUMBER.fullmatch(digits_of(fold(said)))):
        return float(found[1].replace(",", "."))
    return None


def hours_of(said: object) -> float | None:
    """Weekly hours where a unit says that they are hours: 18.75 hrs, 18h45, a clock value."""
    if isinstance(said, timedelta):
        return said.total_seconds() / 3600
    if isinstance(said, time | datetime):
        return said.hour + said.minute / 60
    if not isinstance(said, str):
        return None
    text = digits_of(fold(said))
    if found := HOURS.fullmatch(text):
        return float(found[1].replace(",", "."))
    if (found := HOURS_MINUTES.fullmatch(text)) and int(found[2]) < 60:
        return int(found[1]) + int(found[2]) / 60
    return None


def read_wte(said: object, in_hours: bool = False) -> Read:
    """Whole-time equivalent to two decimals; more than a full week is refused, hours without a unit are told."""
    hours = hours_of(said)
    if hours is not None:
        return _from_hours(hours)
    if isinstance(said, str):
        text = digits_of(fold(said))
        if text in ("full time", "full-time", "ft", "f/t"):
            return 1.0, ""
        if found := WITH_BRACKET.fullmatch(text):
            return _both(found[1], found[2])
        if found := re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%", text):
            share = float(found[1].replace(",", ".")) / 100
            return (None, "over_full_time") if share > 1 else (round(share, 2), "")
        if (found := FRACTION.fullmatch(text)) and int(found[2]):
            share = int(found[1]) / int(found[2])
            return (None, "over_full_time") if share > 1 else (round(share, 2), "")
        said = re.sub(r"\s*(wte|fte)$", "", text)
    number = number_of(said)
    if number is None or number < 0:
        return None, "amount_unreadable"
    if in_hours:
        return _from_hours(number)
    if number <= 1:
        return round(number, 2), ""
    if 4 <= number <= FULL_WEEK:
        return round(number / FULL_WEEK, 2), "hours_in_wte_column"
    return None, "over_full_time"


def read_establishment(said: object) -> Read:
    """The funded or filled WTE of a post, which may be held by several: up to six are believed, and told."""
    number = number_of(re.sub(r"\s*(wte|fte)$", "", digits_of(fold(said))) if isinstance(said, str) else said)
    if number is not None and 1 < number <= MOST_OF_A_POST:
        return round(number, 2), "several_whole_time"
    return read_wte(said)


def _from_hours(hours: float) -> Read:
    return (None, "over_full_time") if hours > FULL_WEEK else (round(hours / FULL_WEEK, 2), "")


def _both(first: str, second: str) -> Read:
    one, other = read_wte(first), read_wte(second)
    if one[0] is None or other[0] is None:
        return None, one[1] or "amount_unreadable"
    return (one[0], "") if abs(one[0] - other[0]) <= 0.01 else (None, "amount_unclear")


def read_band(said: object) -> Read:
    """An Agenda for Change band as a whole number; two bands in one cell are held."""
    if isinstance(said, str):
        text = re.sub(r"\b(agenda for change|afc|a4c|band|bnd|bd|grade)\b\.?", " ", digits_of(fold(said)))
        text = re.sub(r"^\s*(?:afc|a4c|b)\s*\.?\s*(?=\d)", "", text).strip(" '.")
        text = NUMBER_WORDS.get(text, text)
        if re.fullmatch(r"\d\s*(?:/|-|–|or|to|and|&)\s*\d", text):
            return None, "band_unclear"
        said = re.sub(r"^([89])\s?[a-d]$", r"\1", text)
    number = number_of(said)
    if number is None:
        return None, "band_unreadable"
    if number != int(number):
        return None, "band_unclear"
    return (int(number), "") if 1 <= number <= 9 else (None, "band_unreadable")


def read_attendance(said: object) -> Read:
    """Attendance between 0 and 1; a percentage without its sign is told, one over 100 refused."""
    signed = False
    if isinstance(said, str):
        text = digits_of(fold(said))
        if (found := FRACTION.fullmatch(text)) and int(found[2]):
            share = int(found[1]) / int(found[2])
            return (None, "percentage_over_100") if share > 1 else (round(share, 4), "")
        signed = text.endswith(("%", "percent", "per cent"))
        said = re.sub(r"\s*(%|per ?cent)$", "", text)
    number = number_of(said)
    if number is None or number < 0:
        return None, "amount_unreadable"
    if signed:
        return (None, "percentage_over_100") if number > 100 else (round(number / 100, 4), "")
    if number <= 1:
        return round(number, 4), ""
    if 2 <= number <= 100:
        return round(number / 100, 4), "percentage_unclear"
    return None, "percentage_over_100"


def read_minutes(said: object) -> Read:
    """Minutes of a meeting, also written as hours; more than ten hours is not believed."""
    hours = hours_of(said)
    if isinstance(said, str) and (found := MINUTES.fullmatch(digits_of(fold(said)))):
        number: float | None = float(found[1])
    elif hours is not None:
        number = hours * 60
    else:
        text = fold(said) if isinstance(said, str) else ""
        words = {"an hour": 60.0, "half an hour": 30.0, "one hour": 60.0, "half hour": 30.0, "1/2 hour": 30.0}
        number = words.get(text, number_of(said))
    if number is None or number != number or number < 0:
        return None, "amount_unreadable"
    return (round(number), "") if number <= 600 else (None, "amount_unlikely")


def read_count(said: object, most: int) -> Read:
    """A whole number up to a sensible limit; ticks or words for a number are held."""
    if isinstance(said, bool):
        return None, "number_unclear"
    if isinstance(said, str):
        text = digits_of(fold(said))
        said = NUMBER_WORDS.get(text, text)
        if re.fullmatch(r"[✓✔☑√yx\s,+]+|yes|both|all|done|in|ticks?", said):
            return None, "number_unclear"
    number = number_of(said)
    if number is None or number < 0:
        return None, "amount_unreadable"
    if number != int(number):
        return None, "number_unclear"
    return (int(number), "") if number <= most else (None, "amount_unlikely")
