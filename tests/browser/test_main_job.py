"""The main job, walked as people walk it: a plan and its decisions, with scripts and without."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.browser.walking import Walker
from tests.conftest import running

SOON = timedelta(days=28)
PERSON, TEAM, FULL_TEAM = "Leila Marchetti", "Westmarch Community", "Kestrel Ward"


@pytest.fixture(scope="module", params=[True, False], ids=["with JavaScript", "without JavaScript"])
def javascript(request):
    return request.param


@pytest.fixture(scope="module")
def site(template, javascript):
    """Each of the two walks meets the demonstration as it was seeded."""
    with running(template, f"main_job_{javascript}".lower()) as started:
        yield started


@pytest.fixture
def me(open_page, javascript, assert_accessible):
    return Walker(open_page(javascript=javascript), javascript, *[assert_accessible] * javascript)


def test_a_plan_is_asked_for_decided_turned_down_and_made_again(me):
    says_what_they_wish(me)
    clears_the_last_check(me)
    sees_where_everybody_stands(me)
    plan = asks_for_a_plan(me)
    accepts(me, plan)
    says_no(me)
    plans_again_with_least_movement(me, plan)
    manager_sees_the_starter_and_nothing_else(me, plan)
    post_is_frozen_and_the_lead_is_told(me, plan)


def says_what_they_wish(me):
    me.sign_in("person")
    me.arrive("What needs you now")
    me.go("My record")
    me.arrive("My record")
    me.follow("Wishes")
    me.arrive("Your wishes")
    me.page.get_by_label("First choice of setting").select_option(label="Any setting")
    me.page.get_by_label("Which of these places is nearest to home?").select_option(label="The Weir Centre")
    me.press("Save wishes")
    me.is_told("Done")
    expect(me.page.get_by_label("First choice of setting")).to_have_value("")
    me.sign_out()


def clears_the_last_check(me):
    me.sign_in("checks")
    me.find(PERSON)
    me.follow(PERSON)
    me.arrive(PERSON)
    me.follow("Criminal record (DBS)")
    me.arrive("Criminal record (DBS)")
    me.page.get_by_role("radio", name="Clear", exact=True).check()
    me.fill_date("Issued or seen on", localdate())
    me.press("Save")
    me.is_told("Done")
    me.sign_out()


def sees_where_everybody_stands(me):
    page = me.page
    me.sign_in("lead")
    me.arrive("What needs you now")
    assert "have waited for a year or longer" in me.said()
    me.go("Waiting")
    me.arrive("Trained and waiting")
    me.follow("No wishes recorded")
    page.wait_for_url("**hold=wishes**")
    quiet = page.get_by_role("rowheader").all_inner_texts()
    me.follow(quiet[0])
    me.arrive(quiet[0])
    assert "The way so far" in me.said()
    me.follow("Wishes")
    me.arrive("Wishes")
    me.fill("Fewest hours a week", "15")
    me.fill("Most hours a week", "30")
    me.press("Save wishes")
    me.is_told("Done")
    me.go("Waiting")
    me.follow("No wishes recorded")
    page.wait_for_url("**hold=wishes**")
    expect(page.get_by_role("rowheader")).to_have_text(quiet[1:])
    me.go("Teams")
    me.arrive("Teams")
    me.follow(TEAM)
    me.arrive(TEAM)
    assert "No peer works here yet" in me.said()


def asks_for_a_plan(me):
    """The lead places one person by hand, in a post they have looked at, and reads what becomes of the others."""
    page = me.page
    post = page.get_by_role("rowheader").first.inner_text()
    me.follow(post)
    me.arrive(f"Post {post}")
    assert "It is part of the next plan" in me.said()
    me.go("Plans")
    me.arrive("Plans")
    me.follow("Plan placements")
    me.arrive("Plan placements")
    me.fill_date("Plan for which day?", localdate() + SOON)
    page.get_by_text("Place somebody by hand (optional)").click()
    by_hand = page.get_by_role("group", name="By hand, 1")
    by_hand.get_by_label("Person").select_option(label=PERSON)
    by_hand.get_by_label("Post").select_option(label=f"{post} Peer Support Worker, {TEAM}")
    me.press("Work out the plan")
    me.wait_for_the_worker(page.get_by_role("heading", name="Who goes where", exact=True))
    assert "Who is not yet placed, and why" in me.said()
    placed = page.get_by_role("table", name="Who goes where")
    starter = placed.get_by_role("row").filter(has_text=FULL_TEAM)
    return SimpleNamespace(
        address=page.url,
        companion=re.search(r"Opens the team together with (.+)", me.row(PERSON).inner_text())[1].strip(),
        starter=name_of(starter),
        starters_post=re.search(r"Post (\d+)", starter.inner_text())[1],
        others={name_of(row) for row in page.get_by_role("row").filter(has_text="Waiting").all()} - {name_of(starter)},
    )


def name_of(row):
    return row.get_by_role("rowheader").inner_text().split("\n")[0]


def accepts(me, plan):
    me.follow("Accept", within=me.row(PERSON))
    me.arrive("Accept these 2 placements together?")
    assert plan.companion in me.said()
    me.press("Accept")
    me.is_told("Accepted")
    me.follow("Accept", within=me.row(plan.starter))
    me.arrive("Accept this placement?")
    me.press("Accept")
    me.is_told("Accepted")
    assert "What happens next" in me.said()
    me.go("Teams")
    me.follow(TEAM)
    me.arrive(TEAM)
    assert all(f"{name}, band 3" in me.said() for name in (PERSON, plan.companion))
    me.sign_out()


def says_no(me):
    me.sign_in("person")
    me.go("My record")
    me.follow("Turn down")
    me.arrive("Say no to this post?")
    assert "You need not say why" in me.said()
    me.press("Yes, I say no")
    me.is_told("Your no was written down")
    me.sign_out()


def plans_again_with_least_movement(me, plan):
    page = me.page
    me.sign_in("lead")
    page.goto(plan.address)
    expect(me.row(PERSON).first).to_contain_text("Turned down")
    me.follow("Plan again")
    me.arrive("Plan placements")
    me.fill_date("Plan for which day?", localdate() + SOON)
    me.press("Work out the plan")
    me.wait_for_the_worker(page.get_by_role("heading", name="Who goes where", exact=True))
    assert "It keeps to" in me.said()
    assert len(page.get_by_role("table", name="Who goes where").get_by_role("row").filter(has_text=TEAM).all()) == 1
    me.follow("Compare the two")
    me.arrive("Compare two plans")
    expect(page.get_by_role("table", name="People they treat differently")).to_contain_text(PERSON)
    me.sign_out()


def manager_sees_the_starter_and_nothing_else(me, plan):
    me.sign_in("manager")
    me.arrive("What needs you now")
    said = me.said()
    assert f"{plan.starter} starts in {FULL_TEAM}" in said
    for place in ("People", "Posts", "Teams"):
        me.go(place)
        me.arrive(place)
        said += me.said()
    me.follow(FULL_TEAM)
    me.arrive(FULL_TEAM)
    said += me.said()
    assert f"{plan.starter}, band 3" in said
    assert [name for name in plan.others if name in said] == []
    assert me.page.request.get(plan.address).status == 403
    me.find(PERSON)
    expect(me.page.get_by_role("main").get_by_role("link", name=PERSON)).to_have_count(0)
    me.sign_out()


def post_is_frozen_and_the_lead_is_told(me, plan):
    me.sign_in("establishment")
    me.go("Posts")
    me.arrive("Posts")
    me.fill("Number or title", plan.starters_post)
    me.press("Show")
    me.follow(plan.starters_post)
    me.arrive(f"Post {plan.starters_post}")
    me.follow("Freeze")
    me.arrive("Freeze")
    me.fill_date("Frozen from", localdate())
    me.page.get_by_role("radio").first.check()
    me.press("Freeze post")
    me.is_told("Done")
    assert plan.starter not in me.said()
    me.sign_out()
    me.sign_in("lead")
    assert f"Post {plan.starters_post} was frozen after {plan.starter} agreed to start in it" in me.said()
    me.sign_out()
