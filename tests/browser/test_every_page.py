"""Every page somebody can come to by its links, as every role: axe at desk and phone width, no dead control.

The pages are read on both databases, and looked at in the browser on one: see LOOKED_AT in tests/conftest.py.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import resolve

from tests.browser.test_own_workbook import a_file, own
from tests.browser.walking import Walker
from tests.conftest import DESKTOP, LOOKED_AT, PHONE
from tests.test_permissions import LINES, addresses

ROLES = (
    "lead", "manager", "establishment", "checks", "educator", "nurse",
    "administrator", "protection", "executive", "person", "evaluator", "trainee", "peer",
    "assessor2", "decider", "health",
)  # fmt: skip
# Of one kind of page, which differ by what they show, so many are read for the links on them.
READ_OF_A_KIND = 12
# Pages that are come to by a form or by a question, and lists narrowed to what is rare.
BY_ADDRESS = {
    "": ("/sign-in/", "/help/", "/accessibility/", "/privacy/", "/recruitment/apply/sent/", "/recruitment/apply/ring/"),
    "lead": (
        "/recruitment/intakes/1/?stage=draft",
        "/recruitment/intakes/1/?stage=invited",
        "/posts/?q=Healthcare",
        "/waiting/?hold=offered",
        "/search/?q=ward",
        "/confirm/",
    ),
    "nurse": ("/posts/?q=Nurse",),
}
NOT_COME_TO = {
    "answers to a script": "load_progress plan_progress forecast_progress time_left passkey_sign_in stay",
    "the way to another site, which the demonstration has none of": (
        "openid openid_answer step_up_elsewhere account_identity"
    ),
    "after a second factor: tests/browser/test_signing_in.py": (
        "second_factor_code recovery_codes second_factor_remove kept_form"
    ),
    "by the secret link of an applicant: tests/browser/test_apply.py": (
        "applicant_link own_application own_answers own_needs own_statement own_equality own_submit own_withdraw "
        "own_offer own_interview_file own_leave"
    ),
    "in the middle of an exam: tests/browser/test_exam.py": "own_exam_question",
    "deeds without a page": "sign_out session_end",
    "steps of a disclosure that the demonstration does not stand at: tests/checks/test_disclosure.py": (
        "matter_new disclosure_meeting disclosure_assessors disclosure_close disclosure_panel disclosure_decide "
        "disclosure_appeal disclosure_appeal_decide update_check"
    ),
}

# What has to be at least 24 pixels high and wide; links in running text are excepted (WCAG 2.5.8).
CONTROLS = (
    "button, input:not([type=hidden]), select, textarea, summary, "
    ".nhsuk-header__navigation a, .nhsuk-button, .al-choices a, .al-table th a"
)
SMALL = """all => all.filter(one => one.checkVisibility()).map(one => {
  const box = (one.type === "radio" || one.type === "checkbox" ? one.parentElement : one).getBoundingClientRect();
  return [one.outerHTML.slice(0, 120), Math.round(box.width), Math.round(box.height)];
}).filter(([, width, height]) => width < 24 || height < 24)"""


class Controls(HTMLParser):
    """Title and links of a page, and its buttons that do nothing when no script runs."""

    VOID = frozenset({"input", "img", "link", "meta", "br", "hr", "source", "wbr", "col", "path", "circle", "rect"})

    def __init__(self, html: str):
        super().__init__()
        self.links: list[str] = []
        self.dead: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        href = given.get("href") or ""
        shown = href if tag == "a" else given.get("src", "") if tag == "img" else ""
        if shown.startswith("/") and not shown.startswith(settings.STATIC_URL):
            self.links.append(shown.partition("#")[0])
        if tag == "a" and not href:
            self.dead.append(self.get_starttag_text())
        is_button = tag == "button" or (tag == "input" and given.get("type") in {"submit", "button", "image"})
        inside = any(name == "form" for name, _ in self.open) or "form" in given
        if is_button and not inside and "hidden" not in given and not any(hidden for _, hidden in self.open):
            self.dead.append(self.get_starttag_text())
        if tag not in self.VOID:
            self.open.append((tag, "hidden" in given))

    def handle_data(self, data):
        if not self.title and self.open and self.open[-1][0] == "title":
            self.title = data.strip()

    def handle_endtag(self, tag):
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass


def name_of(address: str) -> str:
    return resolve(urlsplit(address).path).url_name


def pages_of(page, login: str, titles: dict[str, str]) -> Iterator[str]:
    """Walks along the links without drawing, and gives the first address of every page nobody has looked at yet.

    To a newcomer most links lead to signing in, so they are asked for the pages they can come to.
    """
    waiting, read, known = ["/"] * bool(login) + [*BY_ADDRESS.get(login, ())], Counter(), set()
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        if address in known or read[name] >= READ_OF_A_KIND:
            continue
        known.add(address)
        read[name] += 1
        answer = page.request.get(address, max_redirects=0)
        if answer.status == 302:
            onward = urlsplit(answer.headers["location"]).path
            assert name_of(onward) not in {"sign_in", "step_up", "start"}, f"{address} sent {login} to {onward}"
            titles.setdefault(name, f"Leads on: {name}")
            waiting.append(onward)
            continue
        assert answer.status == 200, f"{address} answered {answer.status} to {login}"
        if "html" not in answer.headers["content-type"] or "content-disposition" in answer.headers:
            titles.setdefault(name, f"A file: {name}")
            continue
        controls = Controls(answer.text())
        assert controls.dead == [], f"{address} has a control that does nothing without JavaScript"
        waiting += controls.links if login else []
        if name not in titles or address == "/":
            titles[name] = controls.title
            yield address


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """Name of each address that was looked at -> its title."""
    return {}


@pytest.fixture(scope="module")
def furnished(browser, site):
    """A workbook that is loaded, one that is not yet, two plans and a forecast: pages that the demonstration lacks."""
    context = browser.new_context(base_url=site.url, viewport={"width": DESKTOP, "height": 900})
    me = Walker(context.new_page())
    me.sign_in("lead")
    me.load(a_file("loaded.xlsx", own("Roisin Applegarth", "Sandpiper Ward", "990001")))
    me.page.get_by_role("button", name=re.compile("^Load .* row")).click()
    me.wait_for_the_worker(me.page.get_by_role("heading", name="What next"))
    me.load(a_file("waiting.xlsx", own("Ignatius Col", "Dunlin Ward", "990002")))
    me.page.goto("/placement/plans/new/")
    me.press("Work out the plan")
    me.wait_for_the_worker(me.page.get_by_role("heading", name="Who goes where", exact=True))
    me.page.goto("/planning/forecasts/new/")
    me.fill("How many futures?", "200")
    me.press("Work out the forecast")
    me.wait_for_the_worker(me.page.get_by_role("heading", name="What drives the wait"))
    context.close()


@pytest.mark.parametrize("login", ["", *ROLES], ids=["newcomer", *ROLES])
def test_every_page_a_role_comes_to_can_be_used_by_everybody(login, furnished, titles, open_page, assert_accessible):
    page, complaints = open_page(), []
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    if login:
        Walker(page).sign_in(login)
    width = DESKTOP
    for address in pages_of(page, login, titles):
        if not LOOKED_AT:
            continue
        page.goto(address)
        look(page, assert_accessible)
        width = PHONE if width == DESKTOP else DESKTOP
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)  # the header moves its links into a menu, and back
        look(page, assert_accessible)
    assert complaints == []


def look(page, assert_accessible):
    assert_accessible(page)
    small = page.eval_on_selector_all(CONTROLS, SMALL)
    assert small == [], f"{page.url} has controls that a finger misses: {small}"


def test_every_page_was_come_to_and_each_has_a_title_of_its_own(titles):
    posts_only = {name for name, line in LINES.items() if line.posts_only}
    excused = {name for names in NOT_COME_TO.values() for name in names.split()}
    assert set(addresses()) - posts_only - excused - set(titles) == set()
    assert excused & set(titles) == set()
    # One page, come to from a plan and from a person.
    counted = Counter(title for name, title in titles.items() if name != "holding_turn_down")
    assert [title for title, often in counted.items() if often > 1] == []
    ours = ("A file", "Leads on")
    assert [title for title in counted if not title.endswith("Alongside") and not title.startswith(ours)] == []
