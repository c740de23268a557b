"""A lead asks whether to run a course, reads why, looks back, and hands the answer in short to an executive."""

import pytest
from playwright.sync_api import expect

from tests.browser.walking import Walker


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def me(request, open_page, assert_accessible):
    scripted = request.param
    return Walker(open_page(javascript=scripted), scripted, *[assert_accessible] * scripted)


def test_a_lead_learns_within_a_few_pages_whether_to_run_a_course(me):
    asks(me)
    reads_why(me)
    looks_at_what_it_rests_on(me)
    looks_back_half_a_year(me)
    hands_it_to_the_board(me)


def asks(me):
    me.sign_in("lead")
    me.go("Forecast")
    me.arrive("When should the next course run?")
    me.follow("Ask for a forecast")
    me.arrive("Ask for a forecast")
    me.fill("How many people could start a course now?", "-1")
    me.press("Work out the forecast")
    expect(me.page.locator(".nhsuk-error-message").first).to_be_visible()
    me.fill("How many people could start a course now?", "12")
    me.fill("How many futures?", "200")
    me.press("Work out the forecast")
    me.arrive("Should the next course run?")
    me.wait_for_the_worker(me.page.get_by_role("heading", name="What was asked"))


def reads_why(me):
    said = me.said()
    assert "people wait for a post today" in said and "course" in said
    for words in ("What drives the wait", "When to pause and when to resume", "What a course costs", "£6,000"):
        assert words in said, words
    charts = me.page.locator("main img")
    assert charts.count() == 6
    assert all(len(charts.nth(number).get_attribute("alt")) > 60 for number in range(6))
    with me.page.expect_download() as picture:
        me.follow("Download this chart as a picture")
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    me.page.get_by_text("As numbers: in post").click()
    with me.page.expect_download() as table:
        me.follow("Download every week of in post (CSV)")
    assert "INTERNAL" in table.value.path().read_text(encoding="utf-8-sig").splitlines()[0]


def looks_at_what_it_rests_on(me):
    me.follow("What this rests on")
    me.arrive("What this forecast rests on")
    assert "Vacancies and turnover ahead" in me.said() and "What freezes cost" in me.said()


def looks_back_half_a_year(me):
    """The demonstration has a forecast of half a year ago, asked for when it was seeded."""
    me.go("Forecast")
    me.page.locator("tbody th a").filter(has_text="Forecast 1 of").click()
    me.arrive("Should the next course run?")
    me.follow("What was promised, and what has happened since")
    me.arrive("What was promised, and what happened")
    assert "26 weeks have gone by" in me.said() and "In post, today" in me.said()


def hands_it_to_the_board(me):
    me.sign_out()
    me.sign_in("executive")
    me.go("Forecast")
    me.arrive("The answer in short")
    assert "to the nearest five" in me.said() and "The whole forecast" not in me.said()
