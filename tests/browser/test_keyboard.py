"""By the keyboard alone: past the navigation, through it, through a form, and always seeing where one is."""

import pytest
from playwright.sync_api import expect

from tests.browser.walking import Walker
from tests.conftest import LOOKED_AT

pytestmark = pytest.mark.skipif(not LOOKED_AT, reason="pages answer keys alike from either database: see SQLite")
# What shows where the focus is: a style that goes when the focus goes, of the element or of the label it is drawn by.
MARKED = """(one) => {
  const drawn = [one, one.labels && one.labels[0], one.parentElement].filter(Boolean);
  const style = () => drawn.map(each => ["", "::before"].map(part => {
    const now = getComputedStyle(each, part);
    return [now.outlineStyle, now.outlineWidth, now.boxShadow, now.backgroundColor, now.borderColor].join(" ");
  }).join("|")).join("|");
  const focused = style();
  one.blur();
  const without = style();
  one.focus({preventScroll: true});
  const box = one.getBoundingClientRect();
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return inside && focused !== without;
}"""
LONGEST_WAY = 60


def tab_to(page, target):
    """Presses Tab until this has the focus; on the way every stop has to be seen."""
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        here = page.locator(":focus")
        assert here.evaluate(MARKED), f"Nothing shows that this has the focus: {here.evaluate('one => one.outerHTML')}"
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {target}")


@pytest.fixture
def me(page):
    page.emulate_media(reduced_motion="reduce")
    walker = Walker(page)
    walker.sign_in("lead")
    return walker


def test_somebody_signs_in_by_the_keyboard_alone(page):
    page.emulate_media(reduced_motion="reduce")
    page.goto("/sign-in/")
    tab_to(page, page.get_by_label("E-mail address").first)
    page.keyboard.type("nobody@example.org")
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(":focus").get_by_role("alert")).to_be_visible()


def test_the_first_tab_leads_past_the_navigation(me):
    page = me.page
    page.goto("/waiting/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["height"] >= 24 and skip.evaluate(MARKED)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("one => Boolean(one.closest('main'))")


def test_the_navigation_is_walked_with_tab_and_enter(me):
    page = me.page
    for place in ("Teams", "Posts"):
        tab_to(page, page.get_by_role("navigation", name="Main").get_by_role("link", name=place, exact=True))
        page.keyboard.press("Enter")
        me.arrive(place)


def test_a_form_is_filled_in_and_sent_by_the_keyboard_alone(me):
    page = me.page
    me.go("People")
    me.arrive("People")
    tab_to(page, page.get_by_role("link", name="Add a person"))
    page.keyboard.press("Enter")
    me.arrive("Add a person")
    tab_to(page, page.get_by_label("Full name"))
    page.keyboard.type("Keziah Tabb")
    tab_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type("keziah@example.org")
    tab_to(page, page.get_by_role("button", name="Add person"))
    page.keyboard.press("Enter")
    me.is_told("Keziah Tabb")


def test_a_choice_is_made_with_the_space_bar_and_the_arrows(me):
    page = me.page
    me.go("Teams")
    me.follow("Plover Ward")
    me.follow("Record its preparation")
    yes, no = page.get_by_role("radio", name="Yes"), page.get_by_role("radio", name="No")
    tab_to(page, no if no.is_checked() else yes)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    expect(yes).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(no).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")
    me.is_told("Done")
