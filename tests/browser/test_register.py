"""An educator stands in the room with a phone and no scripts, and takes the register of a whole cohort."""

from playwright.sync_api import expect

from tests.browser.walking import Walker
from tests.conftest import PHONE


def test_an_educator_takes_a_register_on_a_phone_without_scripts(open_page):
    page = open_page(width=PHONE, javascript=False)
    me = Walker(page, javascript=False)
    me.sign_in("educator")
    page.goto("/training/")
    me.follow("Cohort 10")
    me.follow("Take the register")
    choices = page.get_by_role("main").get_by_role("combobox")
    many = 15
    expect(choices).to_have_count(many)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    choices.nth(2).select_option(label="Absent (4.5 hours)")
    choices.nth(5).select_option(label="Missed 0.5 hours")
    me.press("Save the register")
    me.is_told("was saved")
    assert f"{many - 2} of {many} there throughout" in me.said()
    page.get_by_role("link", name="Correct it").last.click()
    expect(choices.nth(2)).to_have_value("4.50")
    expect(choices.nth(5)).to_have_value("0.50")
    choices.nth(2).select_option(label="Present")
    me.press("Save the register")
    me.is_told("was saved")
    assert f"{many - 1} of {many} there throughout" in me.said()
