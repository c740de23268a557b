"""The first page a newcomer meets, on a desk and on a phone, with and without JavaScript."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("device", ["page", "phone"])
def test_a_newcomer_is_asked_to_sign_in_on_a_page_that_everybody_can_use(device, request, assert_accessible):
    page = request.getfixturevalue(device)
    page.goto("/")
    page.wait_for_url("**/sign-in/**")
    assert page.title()
    assert page.get_by_role("heading", level=1).count() == 1
    assert_accessible(page)


def test_the_style_sheet_and_the_scripts_arrive(page):
    answers = []
    page.on("response", lambda response: answers.append((response.url, response.status)))
    page.goto("/sign-in/")
    page.wait_for_load_state("networkidle")
    assert any(".css" in url for url, _ in answers) and any(".js" in url for url, _ in answers)
    assert [answer for answer in answers if answer[1] != 200] == []
    assert {url.split("/")[2] for url, _ in answers} == {page.url.split("/")[2]}


@pytest.mark.parametrize("device", ["page", "phone_without_javascript"])
def test_a_wrong_password_is_told_beside_the_form(device, request, assert_accessible):
    page = request.getfixturevalue(device)
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill("nobody@example.org")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").first.click()
    problem = page.get_by_role("alert")
    expect(problem).to_have_count(1)
    assert problem.inner_text().strip()
    if device == "page":
        assert_accessible(page)
