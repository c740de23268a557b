"""The frame of every page."""

import pytest
from markupsafe import Markup

from tests.ui.conftest import EveryFieldForm, Visitor

EMPTY = '{% extends "ui/layout.jinja" %}{% block content %}<h1>Words</h1>{% endblock %}'


class Stranger:
    is_authenticated = False


class Named(Visitor):
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name


def test_the_keyboard_reaches_the_content_first(visit, chrome):
    page = visit(EMPTY, **chrome)
    assert page.index('href="#maincontent"') < page.index("<header") < page.index('id="maincontent"')


def test_the_frame_says_who_is_signed_in_and_where(visit, chrome):
    page = visit(EMPTY, **chrome)
    for words in ("Miriam Castellanos", "Programme lead and Educator", "Fenland Trust", "Demonstration."):
        assert words in page
    assert "<title>Trained and waiting – Alongside</title>" in page


def test_somebody_of_many_roles_still_has_room_for_the_page(visit, chrome):
    page = visit(EMPTY, **{**chrome, "roles": ["Administrator", "Decider", "Educator", "Evaluator"]})
    assert "Administrator, Decider and 2 other roles" in page


def test_the_current_place_is_marked_and_only_it(visit, chrome):
    page = visit(EMPTY, **chrome)
    assert page.count('aria-current="true"') == 1
    assert page.index('href="/waiting/"') < page.index('aria-current="true"') < page.index('href="/posts/"')


def test_signing_out_is_a_post_with_a_token(visit, chrome):
    page = visit(EMPTY, **chrome)
    form = page[page.index("nhsuk-header__account-form") : page.index("Sign out")]
    assert 'method="post"' in form
    assert "csrfmiddlewaretoken" in form


def test_a_header_drawn_before_holds_the_token_of_this_request_and_nobody_elses_name(visit, chrome):
    headers = {}
    for word, name in (("first", "Ann Wray"), ("second", "Ann Wray"), ("third", "<!-- csrf_input --> Sue")):
        token = Markup(f'<input type="hidden" name="csrfmiddlewaretoken" value="{word}">')
        page = visit(EMPTY, visitor=Named(name), **chrome, csrf_input=token)
        headers[word] = page[page.index("<header") : page.index("</header>")]
        assert headers[word].count(token) == 1 and "<!-- csrf_input" not in headers[word]
    assert headers["first"] == headers["second"].replace("second", "first")
    assert "Ann Wray" not in headers["third"] and "&lt;!-- csrf_input --&gt; Sue" in headers["third"]


def test_a_stranger_sees_no_account_no_navigation_no_search(visit):
    page = visit(EMPTY, visitor=Stranger())
    assert "Sign out" not in page
    assert "<nav" not in page
    assert "<search" not in page


def test_an_error_page_stands_without_a_request(visit):
    from django.template.loader import render_to_string

    page = render_to_string("ui/error.jinja", {"title": "Not here", "what": "It moved.", "next": ["Search."]})
    assert "<h1" in page
    assert "Search." in page


def test_the_title_tells_of_an_error_and_the_summary_links_to_each_field(visit, chrome):
    page = visit(EMPTY, **chrome, form=EveryFieldForm({}))
    assert "<title>Error: Trained and waiting" in page
    assert '<a href="#id_start_day">Enter start date</a>' in page
    assert page.index("There is a problem") < page.index("<h1>")


@pytest.mark.parametrize(("level", "role", "word"), [("success", "alert", "Done"), ("info", "region", "Important")])
def test_a_message_is_said_as_a_banner(visit, chrome, level, role, word):
    class Message:
        level_tag = level

        def __str__(self):
            return "Aoife is placed."

    page = visit(EMPTY, **{**chrome, "messages": [Message()]})
    banner = page[page.index("nhsuk-notification-banner") :]
    assert f'role="{role}"' in banner
    assert f">{word}</h2>" in banner
    assert "Aoife is placed." in banner


def test_no_page_bears_the_nhs_logo_by_default(visit, chrome):
    page = visit(EMPTY, **chrome)
    assert "ui/wordmark.svg" in page
    assert "nhsuk-header__logo" not in page
