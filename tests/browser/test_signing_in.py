"""A passkey, a code by hand, and staying signed in, in a real browser."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in(page, email):
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(settings.DEMONSTRATION_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page):
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")


@pytest.fixture
def key(page):
    """A key that lives in the browser, as a phone's or a laptop's does."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    return devtools


def test_a_passkey_is_set_up_and_opens_the_account_without_a_password(page, key, assert_accessible):
    sign_in(page, "educator@demo.example")
    page.goto("/account/second-factor/")
    assert_accessible(page)
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("Name of this passkey").fill("Work laptop")
    assert_accessible(page)
    page.get_by_role("button", name="Set up the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator("code").count() == 10
    assert_accessible(page)
    page.goto("/account/")
    assert page.get_by_text("Passkey: Work laptop").count() == 1
    assert_accessible(page)
    sign_out(page)

    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r"/$"))
    page.get_by_role("heading", level=1, name="What needs you now").wait_for()
    sign_out(page)

    sign_in(page, "educator@demo.example")
    page.wait_for_url("**/sign-in/code/")
    assert_accessible(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", level=1, name="What needs you now").wait_for()


def test_a_passkey_of_nobody_here_is_told_in_words(page, key):
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used").wait_for()


def test_an_app_is_set_up_by_hand_without_javascript(phone_without_javascript):
    page = phone_without_javascript
    sign_in(page, "checks@demo.example")
    page.goto("/account/second-factor/app/")
    secret = page.get_by_text(re.compile(r"^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$")).inner_text().replace(" ", "")
    assert page.get_by_role("img", name="QR code").is_visible()

    def code(step):
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))

    page.get_by_label("Code from the app").fill(code(0))
    page.get_by_role("button", name="Set up the app").click()
    page.wait_for_url("**/recovery-codes/")
    sign_out(page)
    sign_in(page, "checks@demo.example")
    page.get_by_label("Security code").fill(code(1))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="What needs you now").wait_for()


def test_a_banner_offers_to_stay_and_what_was_typed_is_still_there(page, assert_accessible):
    """The server's answers are the test's, so that nobody waits half an hour."""
    left = {"seconds": 240, "warn": 300, "can_be_extended": True}
    page.route("**/stay/time-left/", lambda route: route.fulfill(json=left))
    sign_in(page, "lead@demo.example")
    page.goto("/people/add/")
    name = page.get_by_role("textbox").first
    name.fill("Typed for a morning")
    stay = page.get_by_role("button", name="Stay signed in")
    stay.wait_for()
    assert "signed out soon" in page.get_by_role("alert").filter(has_text="signed out").inner_text()
    assert_accessible(page)
    stay.click()
    stay.wait_for(state="hidden")
    assert name.input_value() == "Typed for a morning"
