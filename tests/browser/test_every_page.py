"""Every page somebody can come to by its links, for every role: axe at desk and phone width, no dead control."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from tests.conftest import DESKTOP, PHONE
from tests.test_permissions import OWN_ACCOUNT

ROLES = (
    "lead", "manager", "establishment", "checks", "educator", "nurse",
    "administrator", "protection", "executive", "person",
)  # fmt: skip
# Files, answers to scripts, and pages that only follow a deed or a time-out.
NOT_PAGES = OWN_ACCOUNT - {"own_account", "password", "second_factor"} | {
    "plan_download", "plan_progress", "load_progress", "load_mending", "sign_out", "subject_access_file",
    "forecast_svg", "forecast_png", "forecast_csv",
}  # fmt: skip
AT_LEAST = {
    "start", "board", "to_train", "people", "person", "own_record", "teams", "team", "posts", "post", "plans", "plan",
    "plan_new", "loads", "load_new", "cohorts", "cohort", "check", "checks", "accounts", "account", "audit",
    "wishes", "contact", "post_freeze", "team_preparation", "conversions", "search",
}  # fmt: skip


def name_of(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None


def enter(page, login: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(f"{login}@demo.example")
    page.get_by_label("Password", exact=True).fill(settings.DEMONSTRATION_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign out").wait_for()


def links(page) -> dict[str, str]:
    """Name of the address -> one address of it, for every link of this page that leads to a page of ours."""
    here = page.evaluate("() => location.origin")
    hrefs = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    found = {name_of(href): href for href in hrefs if href.startswith(here) and "#" not in href}
    return {name: href for name, href in found.items() if name and name not in NOT_PAGES}


@pytest.fixture(scope="module")
def seen():
    return {}


@pytest.mark.parametrize("login", ROLES)
def test_every_page_a_role_comes_to_can_be_used_by_everybody(login, seen, page, assert_accessible):
    page.emulate_media(reduced_motion="reduce")
    enter(page, login)
    waiting = {"start": page.url} | links(page)
    while waiting:
        name, address = waiting.popitem()
        if (name if name != "start" else login) in seen:
            continue
        answer = page.goto(address)
        assert answer.status == 200, f"{address} answered {answer.status}"
        seen[name if name != "start" else login] = page.title()
        for width in (DESKTOP, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(200)  # the header moves its links into a menu, and back
            assert_accessible(page)
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        waiting |= {other: href for other, href in links(page).items() if other not in seen}


def test_the_walk_came_to_the_pages_people_work_on(seen):
    assert set(seen) | {"start", "search"} >= AT_LEAST
    assert all(title.endswith("Alongside") for title in seen.values())


@pytest.mark.parametrize("login", ["lead", "person"])
def test_without_scripts_no_control_is_dead(login, page_without_javascript):
    enter(page_without_javascript, login)
    for href in links(page_without_javascript).values():
        assert page_without_javascript.goto(href).status == 200
        buttons = page_without_javascript.locator("button:visible")
        outside = [one.inner_text() for one in buttons.all() if one.locator("xpath=ancestor::form").count() == 0]
        assert outside == [], f"{href} has dead buttons"
