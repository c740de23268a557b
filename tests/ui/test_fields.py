"""A Django form as NHS form components."""

import re

import pytest
from django import forms

from alongside.ui.fields import describe
from tests.ui.conftest import TODAY, EveryFieldForm

FIELD = '{% import "ui/forms.jinja" as nhs %}{{ nhs.field(form[name]) }}'


@pytest.fixture
def draw(visit):
    return lambda name, form=None: visit(FIELD, form=form or EveryFieldForm(), name=name)


def control(page, name):
    return re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', page)[0]


def test_a_phone_shows_the_right_keyboard(draw):
    assert 'type="email"' in control(draw("email"), "email")
    assert 'type="tel"' in control(draw("telephone"), "telephone")
    assert 'inputmode="numeric"' in control(draw("places"), "places")
    assert 'inputmode="decimal"' in control(draw("share"), "share")
    assert 'type="number"' not in draw("places") + draw("share")


def test_a_browser_may_fill_in_what_it_knows(draw):
    assert 'autocomplete="email"' in control(draw("email"), "email")
    assert 'autocomplete="bday-year"' in control(draw("born"), "born_year")
    assert "autocomplete" not in control(draw("start"), "start_year")


def test_what_may_be_left_out_says_so(draw):
    assert "Telephone (optional)" in draw("telephone")
    assert "(optional)" not in draw("name")


def test_a_hint_and_an_error_are_tied_to_their_field(draw):
    page = draw("name", EveryFieldForm({}))
    assert 'aria-describedby="id_name-hint id_name-error"' in control(page, "name")
    assert "As on the certificate." in page
    assert "Enter full name" in page


def test_what_was_typed_stands_there_again(draw):
    form = EveryFieldForm({"name": 'A "b" <c>', "start_day": "31", "start_month": "2", "team": "b", "days": ["tue"]})
    assert 'value="A &#34;b&#34; &lt;c&gt;"' in control(draw("name", form), "name")
    assert 'value="31"' in control(draw("start", form), "start_day")
    assert '<option value="b" selected>' in draw("team", form)
    assert re.findall(r'value="(\w+)" checked', draw("days", form)) == ["tue"]


def test_what_is_known_stands_there_at_first(draw):
    form = EveryFieldForm(initial={"start": TODAY, "met": False, "note": None})
    assert 'value="2026"' in control(draw("start", form), "start_year")
    assert re.findall(r'value="(\w+)" checked', draw("met", form)) == ["no"]
    assert "None" not in draw("note", form)


def test_only_the_wrong_box_of_a_date_is_marked(draw):
    form = EveryFieldForm({"start_day": "31", "start_month": "2", "start_year": "2026"})
    page = draw("start", form)
    assert "nhsuk-input--error" in control(page, "start_day")
    assert "nhsuk-input--error" not in control(page, "start_month")


def test_a_year_has_room_for_its_four_numbers(draw):
    assert "nhsuk-input--width-4" in control(draw("start"), "start_year")


def test_a_password_is_never_sent_back(draw):
    assert "secret" not in draw("password", EveryFieldForm({"password": "secret"}))


def test_a_long_answer_counts_its_letters(draw):
    assert 'data-maxlength="300"' in draw("note")
    assert "data-maxlength" not in draw("free")


def test_choices_keep_their_groups(draw):
    assert '<optgroup label="North">' in draw("team")


def test_a_form_with_a_file_is_sent_as_one(every_pattern):
    assert 'enctype="multipart/form-data"' in every_pattern()


def test_a_field_without_an_nhs_component_is_refused():
    class Dated(forms.Form):
        day = forms.DateField()

    with pytest.raises(TypeError, match="day: no NHS component for DateInput"):
        describe(Dated()["day"])
