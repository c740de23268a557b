"""How dates, numbers and words are said."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ui import filters


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "1 day"),
        (date(2026, 11, 9), "13 days"),
        (date(2026, 11, 8), "2 weeks"),
        (date(2026, 10, 4), "7 weeks"),
        (date(2026, 7, 23), "17 weeks"),
        (date(2026, 7, 22), "4 months"),
        (date(2025, 11, 23), "11 months"),
        (date(2025, 11, 22), "1 year"),
        (date(2025, 9, 22), "1 year 2 months"),
        (date(2024, 11, 22), "2 years"),
        (date(2027, 1, 4), "from 4 January 2027"),
        (None, "Not known"),
    ],
)
def test_a_wait_is_said_as_people_say_it(since, said):
    assert filters.waited(since, date(2026, 11, 22)) == said


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_no_wait_is_ever_said_with_nothing(a, b):
    assert filters.waited(min(a, b), max(a, b))


def test_a_moment_is_said_in_london_time():
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert filters.date(summer) == "2 July 2026"
    assert filters.date_time(summer) == "2 July 2026 at 12:30am"
    assert filters.time(datetime(2026, 1, 1, 12, 0, tzinfo=UTC)) == "midday"
    assert filters.time(datetime(2026, 1, 1, 0, 0, tzinfo=UTC)) == "midnight"
    assert filters.time(datetime(2026, 1, 1, 15, 0, tzinfo=UTC)) == "3pm"


def test_dates_are_said_long_short_and_by_month():
    day = date(2026, 11, 2)
    assert (filters.date(day), filters.short_date(day), filters.month(day)) == (
        "2 November 2026",
        "2 Nov 2026",
        "November 2026",
    )
    assert filters.date(None) == filters.short_date(None) == filters.month(None) == "Not known"


def test_numbers_are_said_without_idle_noughts():
    assert filters.hours(Decimal("37.50")) == "37.5 hours"
    assert filters.hours(1) == "1 hour"
    assert filters.wte(Decimal("0.60")) == "0.6 WTE"
    assert filters.whole(1250) == "1,250"
    assert filters.whole(100) == "100"
    assert filters.percent(0.254) == "25%"
    assert filters.percent(0) == "0%"


def test_one_and_many():
    assert filters.plural(1, "person", "people") == "1 person"
    assert filters.plural(0, "person", "people") == "0 people"
    assert filters.plural(2, "week") == "2 weeks"
    assert [filters.words(n) for n in (0, 1, 9, 10)] == ["no", "one", "nine", "10"]
    assert filters.yes_no(None) == "Not known"
    assert filters.yes_no(False) == "No"


@pytest.mark.parametrize(("items", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), ("ABC", "A, B and C")])
def test_a_list_is_said_as_a_sentence(items, said):
    assert filters.listing(items) == said
