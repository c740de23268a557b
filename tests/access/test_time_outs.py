"""Signed out in time, and nothing that was typed is lost."""

import re
import time
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.access.actions import disable_user
from alongside.access.models import BrowserSession
from alongside.access.permissions import Role
from alongside.people.models import Person
from tests.factories import PASSWORD, SYSTEM, make_trust, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def clock(monkeypatch):
    """Minutes can be let pass."""
    started, passed = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: started() + passed[0])

    def let_pass(minutes):
        passed[0] += minutes * 60

    return let_pass


@pytest.fixture
def lead():
    return make_user(make_trust(), Role.PROGRAMME_LEAD, Role.EDUCATOR, email="lead@example.org", name="Ada Lead")


@pytest.fixture
def admin(lead):
    return make_user(lead.trust, Role.ADMINISTRATOR)


def sign_in(client, user, **more):
    return client.post(reverse("sign_in"), {"login": user.email, "password": PASSWORD, **more})


def is_signed_in(client) -> bool:
    return client.get(reverse("start")).status_code == 200


NEW = {"name": "Bo Newly", "email": "bo@example.org", "roles": ["educator"]}


def test_somebody_idle_is_signed_out(client, lead, clock):
    sign_in(client, lead)
    clock(29)
    assert is_signed_in(client)
    clock(29)
    assert is_signed_in(client)
    clock(31)
    answer = client.get(reverse("people"))
    assert answer["Location"] == f"{reverse('sign_in')}?next={reverse('people').replace('/', '%2F')}"
    assert not is_signed_in(client)


def test_nobody_stays_signed_in_for_longer_than_a_long_day(client, lead, clock):
    sign_in(client, lead)
    for _ in range(29):
        clock(20)
        assert is_signed_in(client)
    clock(21)
    assert not is_signed_in(client)


def test_asking_how_long_is_left_does_not_count_as_use(client, lead, clock):
    sign_in(client, lead)
    is_signed_in(client)
    clock(20)
    assert 500 < client.get(reverse("time_left")).json()["seconds"] < 601
    clock(11)
    assert client.get(reverse("time_left")).json()["seconds"] == 0
    assert not is_signed_in(client)


def test_staying_gives_the_whole_time_again(client, lead, clock):
    sign_in(client, lead)
    is_signed_in(client)
    clock(28)
    left = client.post(reverse("stay"), headers={"accept": "application/json"}).json()
    assert left["seconds"] > 29 * 60 and left["can_be_extended"]
    clock(28)
    assert client.post(reverse("stay"), {"next": reverse("people")})["Location"] == reverse("people")
    assert is_signed_in(client)


def test_a_form_sent_too_late_is_sent_again_after_signing_in(client, lead, admin, clock):
    sign_in(client, admin)
    clock(31)
    late = client.post(reverse("account_new"), {**NEW, "name": "Typed for a morning", "password": "never-kept-1234"})
    assert late["Location"].startswith(reverse("sign_in"))
    assert "kept" in client.get(late["Location"]).content.decode()
    answer = sign_in(client, admin, next=reverse("kept_form"))
    page = client.get(answer["Location"])
    assert "Typed for a morning" in page.content.decode()
    assert "never-kept-1234" not in page.content.decode()
    assert f'action="{reverse("account_new")}"' in page.content.decode()


def test_a_kept_form_can_be_sent_as_it_stands(client, lead, clock):
    sign_in(client, lead)
    clock(60 * 40)
    client.post(reverse("person_new"), {"name": "Morning's Work"})
    sign_in(client, lead)
    page = client.get(reverse("kept_form")).content.decode()
    kept = re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    client.post(reverse("person_new"), {name: unescape(value) for name, value in kept})
    assert Person.objects.filter(name="Morning's Work").exists()


def test_what_one_person_typed_is_never_shown_to_the_next_at_the_same_desk(client, lead, admin, clock):
    sign_in(client, lead)
    clock(31)
    client.post(reverse("person_new"), {"name": "Secret Name"})
    sign_in(client, admin)
    assert client.get(reverse("kept_form"))["Location"] == reverse("start")
    client.post(reverse("sign_out"))
    sign_in(client, lead)
    assert client.get(reverse("kept_form")).status_code == 302


def test_a_kept_form_is_thrown_away_after_a_while_and_when_asked(client, lead, clock):
    sign_in(client, lead)
    clock(31)
    client.post(reverse("person_new"), {"name": "Too late"})
    clock(31)
    sign_in(client, lead)
    assert client.get(reverse("kept_form")).status_code == 302


def test_the_second_tab_of_a_browser_that_was_signed_out_keeps_its_form_too(client, lead, clock):
    sign_in(client, lead)
    clock(31)
    client.get(reverse("people"))
    client.post(reverse("person_new"), {"name": "Second tab"})
    sign_in(client, lead)
    assert "Second tab" in client.get(reverse("kept_form")).content.decode()


def test_a_form_whose_token_is_old_is_kept_when_it_comes_from_our_own_page(lead):
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("sign_in"))
    token = client.cookies["alongside_csrf"].value
    sign_in(client, lead, csrfmiddlewaretoken=token)
    typed = {"name": "Signed in elsewhere", "csrfmiddlewaretoken": "x" * 32}
    ours = client.post(reverse("person_new"), typed, headers={"sec-fetch-site": "same-origin"})
    assert ours["Location"] == reverse("kept_form")
    assert "Signed in elsewhere" in client.get(reverse("kept_form")).content.decode()


def test_another_site_cannot_put_words_into_a_kept_form(lead, clock):
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("sign_in"))
    sign_in(client, lead, csrfmiddlewaretoken=client.cookies["alongside_csrf"].value)
    assert client.post(reverse("person_new"), {"name": "Planted"}).status_code == 403
    clock(31)
    assert client.post(reverse("person_new"), {"name": "Planted"}).status_code == 403
    client.get(reverse("sign_in"))
    sign_in(client, lead, csrfmiddlewaretoken=client.cookies["alongside_csrf"].value)
    assert "Planted" not in client.get(reverse("kept_form"), follow=True).content.decode()


def test_what_is_kept_is_sealed_and_the_key_of_a_session_is_not_in_the_database(client, lead, clock):
    sign_in(client, lead)
    clock(31)
    client.post(reverse("person_new"), {"name": "Sealed Words"})
    row = BrowserSession.objects.get()
    assert "Sealed Words" not in row.session_data
    assert row.session_key != client.cookies["alongside"].value


def test_sessions_are_listed_and_ended_one_by_one(client, lead):
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/604"})
    for browser in (client, phone):
        sign_in(browser, lead)
        assert is_signed_in(browser)
    page = client.get(reverse("own_account")).content.decode()
    assert "Safari on iPhone" in page and "this one" in page
    theirs = BrowserSession.objects.get(device="Safari on iPhone").session_key
    client.post(reverse("session_end"), {"session": theirs})
    assert is_signed_in(client) and not is_signed_in(phone)


def test_nobody_ends_the_session_of_another(client, lead, admin):
    other = Client()
    sign_in(other, admin)
    sign_in(client, lead)
    for row in BrowserSession.objects.filter(user=admin):
        client.post(reverse("session_end"), {"session": row.session_key})
    assert is_signed_in(other)


def test_a_closed_account_is_signed_out_at_once(client, lead):
    sign_in(client, lead)
    assert is_signed_in(client)
    disable_user(lead, by=SYSTEM)
    assert not BrowserSession.objects.filter(user=lead).exists()
    assert not is_signed_in(client)


def test_a_changed_password_ends_every_other_session(client, lead):
    other = Client()
    sign_in(other, lead)
    sign_in(client, lead)
    wrong = {"old_password": "not-this-one-12", "new_password": "a-whole-new-password"}
    assert client.post(reverse("password"), wrong).status_code == 422
    client.post(reverse("password"), {**wrong, "old_password": PASSWORD})
    assert BrowserSession.objects.filter(user=lead).count() == 1
    assert is_signed_in(client) and not is_signed_in(other)
