"""The register and a post's page: what each role sees, what it may do, and what a refusal says."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.permissions import Role
from alongside.posts.actions import freeze_post
from alongside.posts.models import Post
from tests.factories import (
    TODAY,
    make_holding,
    make_manager,
    make_person,
    make_post,
    make_registered_post,
    make_team,
    make_user,
    signed_in,
)


@pytest.fixture
def at(client):
    """Opens a page, or sends a form, as somebody."""

    def open_page(user, name, *args, post=None, **query):
        signed_in(client, user)
        address = reverse(name, args=args)
        return client.post(address, post) if post is not None else client.get(address, query)

    return open_page


@pytest.fixture
def executive(trust):
    return make_user(trust, Role.EXECUTIVE)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def numbers(response) -> list[str]:
    """The post numbers of a register page, in its order."""
    return re.findall(r'<a href="/posts/\d+/">([^<]+)</a>', response.content.decode())


NEW = {
    "number": "P77", "title": "Peer Support Worker", "peer": "yes", "band": "3", "team": "", "registered": "no",
    "staff_group": "clinical_services", "wte_funded": "0.6", "wte_others": "0", "cost_centre": "", "starts_on": "",
}  # fmt: skip


def test_vacant_peer_posts_come_first(at, trust, team, lead):
    make_post(trust, team, number="A1", title="Support worker", peer=False)
    filled = make_post(trust, team, number="A2")
    make_holding(make_person(trust, name="Aoife Brennan"), filled)
    make_post(trust, team, number="A3")
    page = at(lead, "posts")
    assert numbers(page) == ["A3", "A2", "A1"]
    assert "Aoife Brennan" in text(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "A2"}, {"A2"}),
        ({"q": "nurse"}, {"N1"}),
        ({"kind": "peer"}, {"A2", "A3"}),
        ({"kind": "registered"}, {"N1"}),
        ({"kind": "candidate"}, {"A1"}),
        ({"state": "filled"}, {"A2"}),
        ({"state": "frozen"}, {"A3"}),
        ({"state": "open"}, {"A1", "N1"}),
        ({"state": "closed"}, {"A4"}),
        ({"setting": "crisis"}, {"N1"}),
        ({"band": "5"}, {"N1"}),
        ({}, {"A1", "A2", "A3", "N1"}),
        ({"state": "nonsense"}, {"A1", "A2", "A3", "N1"}),
    ],
)
def test_the_register_is_narrowed(at, trust, team, lead, control, query, found):
    make_post(trust, team, number="A1", title="Support worker", peer=False, suitable="yes")
    make_holding(make_person(trust), make_post(trust, team, number="A2"))
    freeze_post(make_post(trust, team, number="A3"), from_on=TODAY, why="cost", today=TODAY, by=control)
    make_post(trust, team, number="A4", title="Support worker", peer=False, closed_on=date(2026, 1, 5))
    make_registered_post(trust, make_team(trust, setting="crisis"), number="N1")
    assert set(numbers(at(lead, "posts", **query))) == found


def test_the_register_asks_the_database_as_often_for_three_posts_as_for_one(at, trust, team, lead):
    asked = []
    for more in (1, 2):
        for _ in range(more):
            make_holding(make_person(trust), make_post(trust, make_team(trust)))
        client = at(lead, "posts").client
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("posts"))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 15


def test_a_manager_sees_only_the_posts_of_their_teams(at, trust, team):
    mine, other = make_post(trust, team, number="A1"), make_post(trust, make_team(trust), number="B1")
    manager = make_manager(team)
    assert numbers(at(manager, "posts")) == ["A1"]
    assert at(manager, "post", mine.pk).status_code == 200
    assert at(manager, "post", other.pk).status_code == 404


def test_executives_approvers_and_post_control_read_no_names(at, trust, team, executive, nurse, control):
    post = make_post(trust, team)
    make_holding(make_person(trust, name="Aoife Brennan"), post)
    for user in (executive, nurse, control):
        for page in (at(user, "posts"), at(user, "post", post.pk)):
            assert page.status_code == 200
            assert "Brennan" not in text(page)
    assert "Somebody started" in text(at(control, "post", post.pk))
    assert "Somebody started" not in text(at(executive, "post", post.pk))


def test_another_trust_finds_nothing(at, trust, team, elsewhere):
    post = make_post(trust, team, number="A1")
    assert numbers(at(elsewhere, "posts")) == []
    for name in ("post", "post_change", "post_split", "post_close", "post_freeze", "post_thaw", "post_advertise",
                 "post_screen", "conversion_new", "post_registration"):  # fmt: skip
        assert at(elsewhere, name, post.pk).status_code == 404, name


def test_the_wrong_role_is_refused(at, trust, team, nurse, executive):
    post = make_post(trust, team)
    for name in ("post_change", "post_split", "post_close", "post_freeze", "post_thaw", "post_advertise", "post_screen",
                 "conversion_new"):  # fmt: skip
        for user in (nurse, executive):
            assert at(user, name, post.pk).status_code == 403, name
            assert at(user, name, post.pk, post={}).status_code == 403, name
    assert at(make_user(trust, Role.EDUCATOR), "posts").status_code == 403


def test_post_control_adds_a_post(at, trust, team, control):
    answer = at(control, "post_new", post=NEW | {"team": team.pk})
    added = Post.objects.get(number="P77")
    assert (answer.status_code, answer.url) == (302, reverse("post", args=[added.pk]))
    assert (added.team, added.band, added.peer, added.wte_funded) == (team, 3, True, Decimal("0.6"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"band": "5"}, "band 3 or 4"),
        ({"title": "Staff Nurse"}, "can never be a peer post"),
        ({"registered": "yes"}, "can never be a peer post"),
        ({"wte_funded": "0"}, "greater than or equal to 0.01"),
        ({"wte_others": "0.7"}, "More WTE is held by people outside the programme"),
        ({"number": "A1"}, "Another post has this post number"),
        ({"title": ""}, "Enter job title"),
    ],
)
def test_a_post_that_cannot_be_is_told_beside_the_form(at, trust, team, control, change, said):
    make_post(trust, team, number="A1")
    answer = at(control, "post_new", post=NEW | change)
    assert answer.status_code == 422
    assert said in text(answer)
    assert Post.objects.count() == 1


def test_lowering_the_funding_below_what_is_held_is_told(at, trust, team, control):
    post = make_post(trust, team, wte_funded=1)
    make_holding(make_person(trust), post, wte=Decimal("0.8"))
    facts = {name: value for name, value in NEW.items() if name != "peer"}
    answer = at(control, "post_change", post.pk, post=facts | {"team": team.pk, "wte_funded": "0.6"})
    assert answer.status_code == 422
    assert "0.8 WTE of this post is held" in text(answer)
    assert at(control, "post_close", post.pk, post={"closed_on": "2026-11-20"}).status_code == 422
    part = {"part": "0.5", "number": "S1", "title": ""}
    assert "Only 0.2 WTE" in text(at(control, "post_split", post.pk, post=part))
    assert at(control, "post_split", post.pk, post=part | {"part": "0.2"}).status_code == 302


def test_freezing_an_advertised_post_says_that_the_advert_went(at, trust, team, control):
    post = make_post(trust, team)
    at(control, "post_advertise", post.pk, post={"advertised_on": "2026-05-01"})
    answer = at(control, "post_freeze", post.pk, post={"from_on": "2026-06-01", "why": "cost", "minute": "VCP 12"})
    assert answer.status_code == 302
    page = text(at(control, "post", post.pk))
    assert "Its advert, out since 1 May 2026, was withdrawn with it." in page
    assert page.index("Advertised") < page.index("Cost control. Minute VCP 12.")
    assert "The post was frozen." in page


def test_r21_a_freeze_leaves_an_agreed_start_standing_and_makes_it_a_task(at, trust, team, lead, control):
    post = make_post(trust, team)
    coming = make_holding(make_person(trust), post, started_on=date(2099, 1, 4))
    task = f"Post {post.number} was frozen after"
    assert task not in text(at(lead, "start"))
    at(control, "post_freeze", post.pk, post={"from_on": "2026-06-01", "why": "cost"})
    coming.refresh_from_db()
    assert not coming.ended
    assert task in text(at(lead, "start"))
    assert "Somebody has agreed to start in this frozen post" in text(at(lead, "post", post.pk))


def test_the_page_of_a_post_tells_its_history_in_time_order(at, trust, team, lead, control):
    post = make_post(trust, team, opened_on=date(2020, 1, 6))
    make_holding(make_person(trust, name="Aoife Brennan"), post, started_on=date(2021, 2, 1), ended=True,
                 ended_on=date(2023, 5, 1))  # fmt: skip
    make_holding(
        make_person(trust, name="Turned Down"), post, started_on=date(2024, 1, 1), ended=True, turned_down=True
    )
    freeze_post(post, from_on=date(2024, 7, 16), why="redesign", today=TODAY, by=control)
    page = text(at(lead, "post", post.pk))
    order = ["Opened", "Aoife Brennan started", "Aoife Brennan left the post", "Service redesign."]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)
    assert "Turned Down" not in page


def test_a_vacancy_becomes_a_peer_post_by_its_pages(at, trust, team, lead, nurse, doctor):
    post = make_post(trust, team, title="Healthcare Assistant", band=2, peer=False)
    at(lead, "post_screen", post.pk, post={"suitable": "yes"})
    wanted = {"new_title": "Peer Support Worker", "new_band": "3", "quality_impact": "Cover stays safe."}
    asked = at(lead, "conversion_new", post.pk, post=wanted)
    pk = post.conversions.get().pk
    assert asked.url == reverse("conversion", args=[pk])
    assert at(lead, "conversion_approve", pk, post={"capacity": "nurse"}).status_code == 403
    at(lead, "conversion_carry_out", pk, post={})
    assert "has not signed yet" in text(at(lead, "post", post.pk))
    assert at(nurse, "conversion_approve", pk, post={"capacity": "nurse"}).status_code == 302
    again = at(nurse, "conversion_approve", pk, post={"capacity": "doctor"})
    assert again.status_code == 422 and "somebody else" in text(again)
    assert "Waits for the medical director" in text(at(doctor, "conversions"))
    at(doctor, "conversion_approve", pk, post={"capacity": "doctor"})
    assert at(lead, "conversion_carry_out", pk).status_code == 405
    at(lead, "conversion_carry_out", pk, post={})
    post.refresh_from_db()
    assert (post.peer, post.title) == (True, "Peer Support Worker")
    assert "Became a peer post" in text(at(lead, "post", post.pk))


def test_two_approvers_correct_the_mark_and_the_page_says_it_changes_nothing(at, trust, team, nurse, doctor):
    post = make_registered_post(trust, team)
    at(nurse, "post_registration", post.pk, post={"reason": "Entered by mistake"})
    again = at(nurse, "post_registration", post.pk, post={"reason": "Again"})
    assert again.status_code == 422 and "second approver" in text(again)
    at(doctor, "post_registration", post.pk, post={"reason": "I agree"})
    post.refresh_from_db()
    assert (post.registered, post.ever_registered) == (False, True)
    assert "Why it can never be a peer post" in text(at(nurse, "post", post.pk))
    assert at(nurse, "post_registration", post.pk).status_code == 404


def test_an_empty_register_says_what_to_do(at, lead, control):
    assert "Load your workbook" in text(at(lead, "posts"))
    assert "There is no post" in text(at(control, "posts"))
    assert "All posts" in text(at(lead, "posts", q="nothing"))
