"""A stranger applies on a phone without JavaScript, comes back by the link, and is taken to a training place."""

import re
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.conf import settings
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.browser.walking import Walker

NAME, EMAIL = "Rosalind Ferry", "rosalind.ferry@demo.example"


def link_in_the_post(site) -> str:
    """The newest link sent to this address; the demonstration keeps its e-mails in a folder."""
    mails = sorted((settings.VAR / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
    for path in reversed(mails):
        mail = message_from_bytes(path.read_bytes())
        if mail["To"] == EMAIL:
            found = re.search(r"https?://\S+/apply/link/\S+", mail.get_payload(decode=True).decode())
            if found:
                return found[0]
    raise AssertionError("No e-mail with a link")


@pytest.fixture(scope="module")
def applied(site):
    """The address of the one application, once it is known to the lead."""
    return {}


def look_at_all_of_it(page, site, assert_accessible) -> None:
    """Axe is itself a script, so the same pages are opened once more with scripts."""
    page.goto(link_in_the_post(site))
    me = Walker(page, look=assert_accessible)
    me.arrive("Your application")
    for name in ("Your answers", "Your statement", "What would help you", "Equality questions"):
        me.follow(name)
        me.arrive(name)
        page.go_back()
    me.follow("Withdraw your application")
    me.arrive("Withdraw your application?")


def test_a_stranger_applies_on_a_phone_without_javascript(phone_without_javascript, phone, site, assert_accessible):
    page = phone_without_javascript
    me = Walker(page, javascript=False)
    page.goto("/recruitment/apply/")
    me.arrive("Become a peer support worker")
    me.follow("Read more and apply")
    me.fill("Your name", NAME)
    me.fill("Your e-mail address", EMAIL)
    me.press("Begin")
    me.arrive("Look at your e-mail")
    page.goto(link_in_the_post(site))
    me.arrive("Your application")
    me.follow("Your answers")
    me.arrive("Your answers")
    page.get_by_role("group", name="lived through mental distress").get_by_label("Yes").check()
    me.fill("Listens, and lets somebody finish", "I sat with my neighbour on Tuesdays.")
    me.press("Save")
    me.is_told("Saved")
    look_at_all_of_it(phone, site, assert_accessible)
    me.press("Forget me on this browser")
    page.goto("/recruitment/apply/mine/")
    me.arrive("This page opens by your own link")
    page.goto(link_in_the_post(site))
    me.arrive("Your application")
    me.press("Send my application")
    me.is_told("Not answered yet")
    me.follow("Your answers")
    assert (
        page.get_by_label("Listens, and lets somebody finish").input_value() == "I sat with my neighbour on Tuesdays."
    )
    me.fill("Keeps their word", "I ring when I cannot come.")
    me.press("Save")
    me.follow("Your statement")
    me.arrive("Your statement")
    me.fill("Your statement", "For a year I did not go out.")
    me.press("Save")
    me.follow("What would help you")
    page.get_by_label("More time").check()
    me.press("Save")
    me.follow("Equality questions")
    me.press("Send these answers")
    me.press("Send my application")
    me.is_told("It is sent.")
    assert "Two people read your application" in me.said()
    me.follow("Withdraw your application")
    me.arrive("Withdraw your application?")


def score(me: Walker, address: str) -> None:
    me.page.goto(address)
    me.page.get_by_role("link", name=re.compile("^Score ")).click()
    me.arrive("Score ")
    for box in me.page.get_by_label("2: fully").all():
        box.check()
    me.press("Lock my scores")
    me.is_told("Locked")
    me.sign_out()


def test_the_panel_takes_them_to_a_training_place(page, site, applied):
    me = Walker(page)
    me.sign_in("lead")
    me.go("Selection")
    me.follow("Peer support training, the spring course")
    me.page.get_by_role("link", name=re.compile(NAME)).click()
    address = page.url
    me.sign_out()
    for login in ("panel", "educator"):
        me.sign_in(login)
        page.goto(address)
        assert NAME not in me.said()
        score(me, address)
    me.sign_in("lead")
    page.goto(address)
    me.press("Invite to an interview")
    me.is_told("Invited")
    me.follow("Agree an interview")
    me.fill_date("Day", localdate() + timedelta(days=4))
    me.fill("Time", "14:00")
    me.fill("Where, or the link to join", "Mere House")
    me.arrive("interview")
    for box in page.get_by_label("Nadia Frome").all():
        box.check()
    page.get_by_label("Tobias Lark").first.check()
    me.press("Save")
    me.is_told("The interview is agreed")
    me.sign_out()
    for login in ("panel", "educator"):
        me.sign_in(login)
        score(me, address)
    me.sign_in("lead")
    page.goto(address)
    assert "Next: taster afternoon" in me.said()
    page.get_by_role("button", name="Taken today").click()
    me.is_told("Taster afternoon: written down")
    me.follow("Decide")
    page.get_by_label("Offer a training place").check()
    me.press("Decide")
    me.arrive("The letter")
    me.press("Save and send")
    me.is_told("The letter is sent")


def test_the_applicant_takes_the_place(phone_without_javascript, phone, site, assert_accessible):
    with_scripts = Walker(phone, look=assert_accessible)
    phone.goto(link_in_the_post(site))
    with_scripts.arrive("Your application")
    with_scripts.follow("Answer the offer")
    with_scripts.arrive("Your training place")
    page = phone_without_javascript
    me = Walker(page, javascript=False)
    page.goto(link_in_the_post(site))
    me.arrive("Your application")
    me.follow("Answer the offer")
    me.arrive("Your training place")
    page.get_by_label("Yes").check()
    me.press("Tell us")
    me.is_told("Thank you for telling us")
    expect(page.get_by_role("main")).to_contain_text("You have a place")
