"""How dates, numbers and words are said on a page. No clock: a date to count from is always passed in."""

import calendar
from collections.abc import Iterable
from datetime import date as Date
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

NOT_KNOWN = "Not known"
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def plain_date(value: Date) -> Date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def date(value: Date | None) -> str:
    """22 November 2026"""
    if not value:
        return NOT_KNOWN
    day = plain_date(value)
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def short_date(value: Date | None) -> str:
    """22 Nov 2026, for tables."""
    if not value:
        return NOT_KNOWN
    day = plain_date(value)
    return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"


def month(value: Date | None) -> str:
    """November 2026"""
    if not value:
        return NOT_KNOWN
    day = plain_date(value)
    return f"{calendar.month_name[day.month]} {day.year}"


def time(value: datetime) -> str:
    """9:05am, midday, midnight"""
    moment = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midday" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def date_time(value: datetime | None) -> str:
    """22 November 2026 at 9:05am"""
    return f"{date(value)} at {time(value)}" if value else NOT_KNOWN


def waited(since: Date | None, on: Date) -> str:
    """How long from `since` to `on`: today, 3 days, 7 weeks, 5 months, 1 year 2 months."""
    if not since:
        return NOT_KNOWN
    start, end = plain_date(since), plain_date(on)
    days = (end - start).days
    if days < 0:
        return f"from {date(start)}"
    if days == 0:
        return "today"
    if days < 14:
        return plural(days, "day")
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months < 4:
        return plural(days // 7, "week")
    years, months = divmod(months, 12)
    said = [plural(years, "year") if years else "", plural(months, "month") if months else ""]
    return " ".join(part for part in said if part)


def whole(value: float | Decimal) -> str:
    """1,250 and 37.5: thousands with a comma, at most two decimals, no idle noughts."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def pounds(value: float) -> str:
    """£12,400: to the nearest hundred, as more would feign a precision that is not there."""
    rounded = round(value, -2)
    return f"{'−' if rounded < 0 else ''}£{abs(rounded):,.0f}"


def words(number: int) -> str:
    """no, one ... nine, 10, 1,250"""
    return NUMBER_WORDS[number] if 0 <= number < len(NUMBER_WORDS) else f"{number:,}"


def plural(number: float | Decimal, one: str, many: str = "") -> str:
    """1 person, 3 people, 0 weeks"""
    return f"{whole(number)} {one if number == 1 else many or one + 's'}"


def percent(share: float | Decimal | None, places: int = 0) -> str:
    """0.254 -> 25%"""
    return NOT_KNOWN if share is None else f"{share:.{places}%}"


def hours(value: float | Decimal | None) -> str:
    """37.5 hours"""
    return NOT_KNOWN if value is None else plural(value, "hour")


def wte(value: float | Decimal | None) -> str:
    """0.6 WTE (whole-time equivalent)"""
    return NOT_KNOWN if value is None else f"{whole(value)} WTE"


def yes_no(value: bool | None) -> str:
    """Yes, No, Not known"""
    return NOT_KNOWN if value is None else "Yes" if value else "No"


def listing(items: Iterable[object], joint: str = "and") -> str:
    """A, B and C"""
    said = [str(item) for item in items]
    return f"{', '.join(said[:-1])} {joint} {said[-1]}" if len(said) > 1 else "".join(said)


FILTERS = {
    filter.__name__: filter
    for filter in (
        date, short_date, month, time, date_time, waited, whole, pounds, words, plural, percent, hours, wte, yes_no,
        listing,
    )
}  # fmt: skip
