"""The filtering table to the day (R10), what is never weighed (R11, R19), and the level of a check (R8, R9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.checks.rules.eligibility import LEVELS, QUESTIONS, dbs_level, may_ask_level, regulated_activity
from alongside.checks.rules.filtering import can_be_scored, months_after, protected

ON = date(2010, 5, 17)
DAY = timedelta(days=1)
DAYS = st.dates(date(1950, 1, 1), date(2026, 12, 31))


def is_protected(kind, today, *, on=ON, under_18=False, specified=False, custodial=False):
    return protected(kind, on=on, under_18=under_18, specified=specified, custodial=custodial, today=today)


@pytest.mark.parametrize(
    ("kind", "under_18", "first_day"),
    [
        ("conviction", False, date(2021, 5, 17)),
        ("conviction", True, date(2015, 11, 17)),
        ("caution", False, date(2016, 5, 17)),
    ],
)
def test_r10_the_day_before_and_the_day_itself(kind, under_18, first_day):
    assert not is_protected(kind, first_day - DAY, under_18=under_18)
    assert is_protected(kind, first_day, under_18=under_18)


def test_r10_a_leap_day_is_protected_at_the_end_of_february():
    on = date(2008, 2, 29)
    assert not is_protected("conviction", date(2019, 2, 27), on=on) and is_protected(
        "conviction", date(2019, 2, 28), on=on
    )


@given(DAYS, DAYS, st.booleans(), st.booleans())
def test_r10_custody_or_a_specified_offence_is_never_protected(on, today, under_18, custodial):
    assert not is_protected("conviction", today, on=on, under_18=under_18, specified=True, custodial=custodial)
    assert not is_protected("conviction", today, on=on, under_18=under_18, custodial=True)
    assert not is_protected("caution", today, on=on, specified=True)


@given(DAYS, DAYS, st.booleans(), st.booleans())
def test_r10_a_youth_caution_is_always_protected(on, today, specified, custodial):
    assert is_protected("caution", today, on=on, under_18=True, specified=specified, custodial=custodial)


@given(st.sampled_from(["conviction", "caution"]), DAYS, st.booleans(), st.integers(0, 9000))
def test_r10_what_is_protected_once_stays_so(kind, on, under_18, days):
    today = on + timedelta(days=days)
    assert not is_protected(kind, today, on=on, under_18=under_18) or is_protected(
        kind, today + DAY, on=on, under_18=under_18
    )


@given(DAYS, st.sampled_from([66, 72, 132]))
def test_months_after_never_lands_in_another_month(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


def test_r19_contact_over_ones_own_health_can_not_be_scored():
    assert not can_be_scored("health_contact", redacted=False)
    assert can_be_scored("conviction", redacted=False) and not can_be_scored("conviction", redacted=True)


ANSWERS = st.fixed_dictionaries({name: st.booleans() for name in QUESTIONS})


@given(ANSWERS, st.sampled_from(LEVELS))
def test_r8_r9_no_level_above_the_answers_and_the_barred_list_only_for_regulated_activity(answers, level):
    allowed = dbs_level(answers)
    assert bool(may_ask_level(level, allowed)) == (LEVELS.index(level) <= LEVELS.index(allowed))
    assert (allowed == "enhanced_barred") == regulated_activity(answers)


def test_r8_a_classroom_post_is_basic_and_contact_decides_the_rest():
    none = dict.fromkeys(QUESTIONS, False)
    assert dbs_level(none) == "basic"
    assert dbs_level(none | {"patients": True}) == "standard"
    assert dbs_level(none | {"patients": True, "alone": True}) == "enhanced"
    assert dbs_level(none | {"personal_care": True}) == "enhanced_barred"
