"""Each cell as leads write it: the clean value, or the reason why there is none."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.interchange.formats.table import Cell
from alongside.interchange.rules.cells import read_cell
from alongside.interchange.rules.fields import PHRASES
from alongside.interchange.rules.private import harmless, holds_nhs_number, passes_nhs_check
from alongside.interchange.rules.reasons import REASONS, tell
from tests.interchange.books import TODAY


def read(meaning: str, said: object) -> object:
    """The value, or the kind of reason where there is no value."""
    reading = read_cell(meaning, Cell(said), TODAY)  # type: ignore[arg-type]
    return reading.kind if reading.value is None and reading.kind else reading.value


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("04/09/2017", date(2017, 9, 4)), ("4.9.17", date(2017, 9, 4)), ("2018-05-21", date(2018, 5, 21)),
        ("2018-05-21 00:00:00", date(2018, 5, 21)), ("4th June 2018", date(2018, 6, 4)),
        ("4 Jun 18", date(2018, 6, 4)),
        ("Mon 4 June 2018", date(2018, 6, 4)), ("June 4th, 2018", date(2018, 6, 4)), ("12-Sep-26", date(2026, 9, 12)),
        ("1st of May 2019", date(2019, 5, 1)), ("43709", date(2019, 9, 1)), (43709, date(2019, 9, 1)),
        ("20190901", date(2019, 9, 1)), ("１２/０３/１９", date(2019, 3, 12)), ("12/03/98", date(1998, 3, 12)),
        ("Sept 2019", "date_imprecise"), ("09/2019", "date_imprecise"), ("2019", "date_imprecise"),
        (2019, "date_imprecise"), ("Spring 2010", "date_imprecise"), ("Xmas 2019", "date_imprecise"),
        ("early 2019", "date_imprecise"), ("c. 2019", "date_imprecise"), ("Q3 2019", "date_imprecise"),
        ("31/02/2020", "date_impossible"), ("29/02/2021", "date_impossible"), ("09/25/2019", "date_impossible"),
        ("00/00/0000", "date_impossible"), ("01/01/1900", "date_impossible"), (date(1899, 12, 31), "date_impossible"),
        ("ask Jo", "date_unreadable"), (True, "date_unreadable"), ("TBC", None), ("-", None), ("n/a", None),
        ("?", None),
        ("as above", "ditto"), (date(2062, 3, 1), "date_in_future"), (date(2027, 1, 11), date(2027, 1, 11)),
    ],
)  # fmt: skip
def test_days(said: object, right: object):
    assert read("started_on", said) == right


@pytest.mark.parametrize("meaning", ["completed_on", "held_on", "dbs_issued_on", "left_on", "rtw_on"])
def test_what_has_happened_cannot_be_still_to_come(meaning: str):
    assert read(meaning, date(2026, 11, 21)) == "date_in_future"
    assert read(meaning, date(2026, 11, 20)) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (0.5, 0.5), ("0.6", 0.6), ("'0.6", 0.6), ("0,6", 0.6), ("18.75 hrs", 0.5), ("18h45", 0.5), ("18:45", 0.5),
        ("22.5 hours per week", 0.6), ("60%", 0.6), ("0.8 (30 hrs)", 0.8), ("0.8 (20 hrs)", "amount_unclear"),
        (1.2, "over_full_time"), ("40 hrs", "over_full_time"), ("37.5 hrs", 1.0), (37.5, 1.0), (22.5, 0.6),
        (timedelta(hours=18.75), 0.5), (time(18, 45), 0.5), ("full time", 1.0), ("0.6 WTE", 0.6), ("3/5", 0.6),
        ("lots", "amount_unreadable"), (-1, "amount_unreadable"), (38, "over_full_time"), ("120%", "over_full_time"),
    ],
)  # fmt: skip
def test_hours_and_whole_time_equivalents(said: object, right: object):
    assert read("wte", said) == right


def test_hours_without_a_unit_are_told_unless_the_heading_says_hours():
    assert read_cell("wte", Cell(22.5), TODAY).kind == "hours_in_wte_column"
    assert read_cell("hours", Cell(22.5), TODAY).kind == ""
    assert read_cell("hours", Cell(22.5), TODAY).value == 0.6


@pytest.mark.parametrize(
    ("said", "right"),
    [(3, 3), ("B3", 3), ("Band 3", 3), ("AfC 3", 3), (" 3 ", 3), ("AfC Band 4", 4), ("three", 3), ("?", None),
     ("3/4", "band_unclear"), ("3 or 4", "band_unclear"), (3.5, "band_unclear"), ("8a", 8),
     ("high", "band_unreadable"),
     (12, "band_unreadable")],
)  # fmt: skip
def test_bands(said: object, right: object):
    assert read("band", said) == right


@pytest.mark.parametrize(
    ("said", "right"),
    [(0.92, 0.92), ("95%", 0.95), (92, 0.92), (1, 1), ("110%", "percentage_over_100"), (1.1, "percentage_over_100"),
     (101, "percentage_over_100"), ("19/20", 0.95), ("most", "amount_unreadable")],
)  # fmt: skip
def test_attendance(said: object, right: object):
    assert read("attendance", said) == right


@pytest.mark.parametrize(
    ("said", "right"),
    [("07700 900923", "07700900923"), ("+44 7700 900 923", "07700900923"), ("+44 (0)7700 900923", "07700900923"),
     ("0044 7700 900923", "07700900923"), ("'07700 900924", "07700900924"), (7700900921, "07700900921"),
     ("mob: 07700 900923", "07700900923"), (447700900921, "07700900921"), ("01632 960001", "01632960001"),
     ("999 844 9685", "nhs_number"), ("999-329-0483", "nhs_number"), (9998449685, "nhs_number"), ("n/a", None),
     ("07700 900923 / 07700 900924", "phone_unreadable"), ("ring Jo", "phone_unreadable"),
     ("12345", "phone_unreadable")],
)  # fmt: skip
def test_telephone_numbers(said: object, right: object):
    assert read("phone", said) == right


def test_a_telephone_number_that_could_be_an_nhs_number_is_told():
    assert read_cell("phone", Cell(7700900973), TODAY).kind == "nhs_number_like"
    assert read_cell("phone", Cell(7700900921), TODAY).kind == ""


@pytest.mark.parametrize(
    ("said", "right"),
    [("Y", True), ("yes", True), ("✓", True), (1, True), ("1", True), (True, True), ("N", False), ("no", False),
    (0, False),
     ("x", "tick_or_cross"), ("X", "tick_or_cross"), ("maybe", "tick_unreadable"), ("?", None)],
)  # fmt: skip
def test_ticks(said: object, right: object):
    assert read("trained", said) == right


@pytest.mark.parametrize(
    ("said", "right"),
    [("Ann Ash", "Ann Ash"), ("Ash, Ann", "Ann Ash"), (" Zoe\u0308  Ash ", "Zoë Ash"),
    ("\u200bليلى حداد ", "ليلى حداد"),
     ("Fionnuala O’Wicken 🌻", "Fionnuala O'Wicken"), ("Dr Ann Ash", "Ann Ash"), ("Ann Ash (mat leave)", "Ann Ash"),
     ("Ann Ash - left in Sept", "Ann Ash"), ("Hazel Court", "Hazel Court"), ("Juan de la Cruz", "Juan de la Cruz"),
     ("ann ash", "ann ash"), ("the new one on nights", "name_unreadable"), ("Ann on lithium", "name_unreadable"),
     ("Ann 2", "name_unreadable"), ("VACANT", "name_missing"), ("TBC", "name_missing"), ("=cmd", "formula_like_text"),
     ("999 012 1918", "nhs_number"), (5, "name_unreadable")],
)  # fmt: skip
def test_names(said: object, right: object):
    assert read("name", said) == right


@pytest.mark.parametrize("said", ["Fionnuala O’Wicken 🌻", "Ann Ash (off sick)", "Ann Ash - left"])
def test_what_was_left_out_of_a_name_is_told(said: str):
    assert read_cell("name", Cell(said), TODAY).kind == "odd_characters"


@pytest.mark.parametrize(
    ("meaning", "said", "right"),
    [
        ("email", "Ann.Ash@Example.org", "ann.ash@example.org"), ("email", "mailto:a@example.org", "a@example.org"),
        ("email", "Ann Ash <a@example.org>", "a@example.org"), ("email", "see phone", "email_unreadable"),
        ("email", "a@example.org; b@example.org", "email_unreadable"),
        ("email", "9991091234@example.org", "nhs_number"),
        ("staff_no", 21000000, "21000000"), ("staff_no", "21000000-2", "21000000-2"),
        ("staff_no", 9996818241, "nhs_number"),
        ("staff_no", "ask HR", "staff_no_unreadable"), ("post_no", 104233, "104233"), ("post_no", "TBC", None),
        ("cohort", "Cohort 1", 1), ("cohort", "C2", 2), ("cohort", 3, 3), ("cohort", "cohort four", 4),
        ("cohort", "Spring 2019", "Spring 2019"), ("cohort", "with the nice people", "cohort_unreadable"),
        ("contract", "FTC", "Fixed term"), ("contract", "bipolar", "not_a_listed_value"),
        ("oh_outcome", "Fit w adj", "Fit with adjustments"),
        ("oh_outcome", "Fit w adj - sertraline", "not_a_listed_value"),
        ("dbs_result", "Clear", "Clear"), ("dbs_result", "not clear", "disclosure_content"),
        ("dbs_result", "has content - see file", "disclosure_content"),
        ("dbs_result", "Clear?", "not_a_listed_value"),
        ("status", "FROZEN 12/09/2026 - VCP", "Frozen"), ("status", "gone", "not_a_listed_value"),
        ("minutes", "1 hr", 60), ("minutes", "90 mins", 90), ("minutes", 45, 45), ("minutes", "1h30", 90),
        ("minutes", 5000, "amount_unlikely"), ("references", "✓✓", "number_unclear"), ("references", "two", 2),
        ("manager", "K. Vane", "K. Vane"), ("manager", "+cmd|' /C calc'!A0", "formula_like_text"),
        ("manager", "@SUM(1+1)*cmd|' /C calc'!A0", "formula_like_text"), ("manager", "-", None),
        ("manager", "knows about the overdose in 2019", "not_a_listed_value"), ("with", "999 923 5409", "nhs_number"),
        ("destination", "Nurse training", "Nurse training"), ("destination", "ill health", "not_a_listed_value"),
        ("venue", "heron-10007 self-harm", "not_a_listed_value"),
        ("team", "Eating Disorder Service", "Eating Disorder Service"),
        ("suitable", "Yes - convert to PSW B3", True), ("title", "Staff Nurse (RMN)", "Staff Nurse (RMN)"),
    ],
)  # fmt: skip
def test_other_cells(meaning: str, said: object, right: object):
    assert read(meaning, said) == right


@pytest.mark.parametrize(
    "cell", [Cell(error=True), Cell(too_long=True), Cell(not_calculated=True)], ids=["error", "too long", "not saved"]
)
def test_a_cell_that_shows_no_value_is_refused_and_not_empty(cell: Cell):
    reading = read_cell("manager", cell, TODAY)
    assert reading.value is None and reading.kind in ("error_value", "text_too_long", "formula_not_calculated")


@pytest.mark.parametrize("said", ["9991234567", 9991234567, "999 123 4567", "staff 2123456781", 2123456781])
@pytest.mark.parametrize("meaning", ["staff_no", "name", "team", "post_no", "with", "minutes"])
def test_ten_digits_with_a_wrong_check_digit_are_refused_too(said: object, meaning: str):
    assert not passes_nhs_check("9991234567") and not passes_nhs_check("2123456781")
    assert read(meaning, said) == "nhs_number"


ANYTHING = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas()
)
MEANINGS = sorted({meaning for meanings in PHRASES.values() for meaning in meanings} - {"certificate"})


@given(st.sampled_from(MEANINGS), ANYTHING)
def test_any_cell_gives_a_value_or_a_known_reason(meaning: str, said: object):
    reading = read_cell(meaning, Cell(said), TODAY)  # type: ignore[arg-type]
    assert reading.kind in {"", *REASONS}


def nhs_number(first: int) -> str:
    digits = f"{first:09d}"
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return digits + str(rest % 11) if rest != 10 else ""


@given(
    st.integers(100_000_000, 999_999_999).map(nhs_number).filter(bool),
    st.sampled_from(["{}", "no. {} ok", "{}.", "NHS{}", "see ({})"]),
    st.sampled_from(["", " ", "-", "\u00a0", " - ", "\u2013"]),
    st.sampled_from([meaning for meaning in MEANINGS if meaning != "phone"]),
)
def test_an_nhs_number_is_refused_in_every_column_however_it_is_typed(number: str, around: str, gap: str, meaning: str):
    assert passes_nhs_check(number)
    said = around.format(gap.join((number[:3], number[3:6], number[6:])))
    assert holds_nhs_number(said)
    reading = read_cell(meaning, Cell(said), TODAY)
    assert reading.kind == "nhs_number" and reading.value is None


@given(st.sampled_from(sorted(REASONS)), st.text())
def test_a_message_repeats_nothing_but_dates_and_small_numbers(kind: str, said: str):
    told = tell(kind, "Peers", 3, 2, "manager", said, "row 2")
    plain = tell(kind, "Peers", 3, 2, "manager", None, "row 2")
    assert told.sentence == plain.sentence or (harmless(said) and harmless(said) in told.sentence)


@given(st.from_regex(r"[0-9 /.\-%hrs]{1,14}", fullmatch=True))
def test_what_may_be_repeated_is_never_an_nhs_number(said: str):
    assert not holds_nhs_number(harmless(said) or "-") or not passes_nhs_check("".join(filter(str.isdigit, said)))
