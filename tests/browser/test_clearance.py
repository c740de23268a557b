"""A document is sent from a phone without scripts, seen and gone; a disclosure is weighed by two and decided by one."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walking import Walker
from tests.conftest import PHONE, running

PHOTOGRAPH = {"name": "passport.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 a photograph"}


@pytest.fixture(scope="module")
def site(template):
    with running(template, "clearance") as started:
        yield started


def test_a_document_is_sent_and_gone_and_a_disclosure_is_decided(open_page):
    me = Walker(open_page(javascript=False), javascript=False)
    me.page.set_viewport_size({"width": PHONE, "height": 800})
    sends_a_document(me)
    looks_at_it(me)
    weighs(me, "assessor2")
    decides(me)


def sends_a_document(me):
    me.sign_in("person")
    me.page.get_by_role("link", name="My record").first.click()
    me.follow("Documents for the checks")
    me.follow("Send it")
    me.arrive("Send what was asked for")
    me.page.get_by_label("What kind of document is it?").select_option(label="British passport")
    me.page.get_by_label("Photograph or scan").set_input_files(PHOTOGRAPH)
    me.press("Send it")
    me.is_told("with the checks officer")
    assert me.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    me.sign_out()


def looks_at_it(me):
    me.sign_in("checks")
    me.page.goto("/checks/today/")
    me.follow(re.compile("Leila Marchetti: British passport"))
    me.arrive("Look at a document")
    expect(me.page.get_by_role("link", name="Open the file")).to_be_visible()
    me.page.get_by_role("radio", name="Yes").check()
    me.press("Save")
    me.is_told("the file is deleted")
    expect(me.page.get_by_text("Seen and accepted")).to_be_visible()
    me.sign_out()


def weighs(me, login):
    me.sign_in(login)
    me.page.goto("/checks/disclosures/")
    me.page.get_by_role("row").filter(has_text="Your turn").get_by_role("link").first.click()
    expect(me.page.get_by_text("Neither is shown before both are locked")).to_be_visible()
    me.follow("Assess it")
    me.page.get_by_role("radio", name="1", exact=True).check()
    me.page.get_by_role("radio", name="Suitable with conditions").check()
    me.fill("Why", "Long ago, and much has changed.")
    me.press("Lock my assessment")
    me.is_told("locked")
    me.sign_out()


def decides(me):
    me.sign_in("decider")
    me.page.goto("/checks/disclosures/")
    me.page.get_by_role("row").filter(has_text="Your turn").get_by_role("link").first.click()
    me.follow("Decide")
    me.page.get_by_role("radio", name="Cleared", exact=True).check()
    me.fill("Reasons", "Both assessors agree.")
    me.press("Decide")
    me.is_told("decision is on record")
    expect(me.page.get_by_text("Cleared").first).to_be_visible()
