"""What a person may type into a date or a yes-or-no, and what they are told when it cannot be right."""

from datetime import date

import pytest
from django import forms
from hypothesis import example, given
from hypothesis import strategies as st

from alongside.ui.fields import problems
from alongside.ui.forms import NhsDateField, YesNoField
from tests.ui.conftest import EveryFieldForm


class StartForm(forms.Form):
    start = NhsDateField(label="Start date", earliest=date(2020, 1, 1), latest=date(2030, 12, 31))
    met = YesNoField(label="Has the team met them?", required=False)


def typed(day="", month="", year="", **more):
    return StartForm({"start_day": day, "start_month": month, "start_year": year, **more})


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
@example(date(2020, 1, 1))
@example(date(2030, 12, 31))
def test_every_real_date_is_taken_in_boxes_and_as_iso(day):
    for form in (typed(str(day.day), str(day.month), str(day.year)), StartForm({"start": day.isoformat()})):
        assert form.is_valid(), form.errors
        assert form.cleaned_data["start"] == day


@pytest.mark.parametrize("month", ["nov", "November", "11", " 11 "])
def test_a_month_may_be_a_word(month):
    form = typed("2", month, "2026")
    assert form.is_valid()
    assert form.cleaned_data["start"] == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("boxes", "said", "place"),
    [
        (("", "", ""), "Enter start date", "start_day"),
        (("2", "", "2026"), "Start date must include a month", "start_month"),
        (("", "", "2026"), "Start date must include a day and a month", "start_day"),
        (("31", "2", "2026"), "Start date must be a real date: February 2026 has 28 days", "start_day"),
        (("0", "2", "2026"), "Start date must be a real date: February 2026 has 28 days", "start_day"),
        (("1", "13", "2026"), "Start date must have a month between 1 and 12", "start_month"),
        (("1", "2", "26"), "Start date must have a year of 4 numbers, such as 2026", "start_year"),
        (("1", "2", "0000"), "Start date must have a year of 4 numbers, such as 2026", "start_year"),
        (("x", "2", "2026"), "Start date must be a real date, such as 27 3 2026", "start_day"),
        (("²", "2", "2026"), "Start date must be a real date, such as 27 3 2026", "start_day"),
        (("31", "12", "2019"), "Start date must be on or after 1 January 2020", "start_day"),
        (("1", "1", "2031"), "Start date must be on or before 31 December 2030", "start_day"),
    ],
)
def test_a_date_that_cannot_be_says_which_box_to_mend(boxes, said, place):
    [problem] = problems(typed(*boxes))
    assert (problem.text, problem.href) == (said, f"#id_{place}")


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6), st.text(max_size=12))
def test_no_answer_whatever_breaks_a_date(day, month, year, whole):
    assert typed(day, month, year).is_valid() in (True, False)
    assert StartForm({"start": whole}).is_valid() in (True, False)


def test_yes_no_and_neither_are_three_answers():
    given = {"start": "2026-11-02"}
    answers = [StartForm({**given, "met": said}) for said in ("yes", "no", "")]
    assert all(form.is_valid() for form in answers)
    assert [form.cleaned_data["met"] for form in answers] == [True, False, None]


def test_an_unchanged_date_is_not_a_change():
    first = {"start": date(2026, 11, 2)}
    boxes = {"start_day": "2", "start_month": "11", "start_year": "2026"}
    assert StartForm(boxes, initial=first).changed_data == []
    assert StartForm({**boxes, "start_day": "3"}, initial=first).changed_data == ["start"]


def test_each_missing_answer_is_asked_for_by_its_name():
    said = {problem.href: problem.text for problem in problems(EveryFieldForm({}))}
    assert said["#id_name"] == "Enter full name"
    assert said["#id_team"] == "Select team"
    assert said["#id_met"] == "Answer the question: Has the team met them?"
    assert said["#id_told"] == "Tick the box to confirm: the person knows"
    assert said["#id_workbook"] == "Select workbook"
    assert not any(text == "This field is required." for text in said.values())


def test_what_belongs_to_no_field_comes_first():
    form = typed("", "", "")
    form.add_error(None, "The post was frozen in the meantime.")
    assert [problem.text for problem in problems(form)] == [
        "The post was frozen in the meantime.",
        "Enter start date",
    ]
