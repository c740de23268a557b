"""Signing in and out, as a colleague meets it."""

import pytest
from django.urls import reverse

from alongside.access.actions import disable_user
from alongside.access.actors import acting
from alongside.access.forms import NOT_THESE
from alongside.access.models import AuditRow
from alongside.access.permissions import Role
from tests.factories import PASSWORD, SYSTEM, make_trust, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def lead():
    return make_user(make_trust(), Role.PROGRAMME_LEAD, email="lead@example.org", name="Ada Lead")


def sign_in(client, email, password, **more):
    return client.post(reverse("sign_in"), {"login": email, "password": password, **more})


def test_the_right_password_opens_the_start_page(client, lead):
    answer = sign_in(client, "Lead@Example.org", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, reverse("start"))
    assert "Ada Lead" in client.get(reverse("start")).content.decode()


def test_after_signing_in_the_page_that_was_asked_for_is_shown(client, lead):
    asked = client.get(reverse("people"))
    assert asked["Location"] == f"{reverse('sign_in')}?next={reverse('people')}"
    assert sign_in(client, lead.email, PASSWORD, next=reverse("people"))["Location"] == reverse("people")


def test_nobody_is_sent_to_another_site(client, lead):
    assert sign_in(client, lead.email, PASSWORD, next="https://elsewhere.example/")["Location"] == reverse("start")


@pytest.mark.parametrize(
    ("email", "password"), [("lead@example.org", "wrong-password-1"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_address_read_the_same(client, lead, email, password):
    answer = sign_in(client, email, password)
    assert answer.status_code == 422
    assert NOT_THESE in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_closed_account_reads_the_same_and_does_not_open(client, lead):
    disable_user(lead, by=SYSTEM)
    answer = sign_in(client, lead.email, PASSWORD)
    assert answer.status_code == 422 and NOT_THESE in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_signed_out_at_once(client, lead):
    sign_in(client, lead.email, PASSWORD)
    disable_user(lead, by=SYSTEM)
    assert client.get(reverse("start")).status_code == 302


def test_an_account_closed_behind_our_back_is_signed_out_as_well(client, lead):
    """Its sessions still stand: somebody wrote to the database by hand."""
    sign_in(client, lead.email, PASSWORD)
    with acting("system:test", "test"):
        type(lead).objects.filter(pk=lead.pk).update(is_active=False)
    assert client.get(reverse("start")).status_code == 302


def test_after_ten_wrong_passwords_the_account_rests(client, lead):
    for _ in range(10):
        sign_in(client, lead.email, "wrong-password-1")
    answer = sign_in(client, lead.email, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert "many wrong attempts" in answer.content.decode()


def test_signing_out_needs_a_post_and_ends_the_session(client, lead):
    sign_in(client, lead.email, PASSWORD)
    assert client.get(reverse("sign_out")).status_code == 405
    assert client.post(reverse("sign_out"))["Location"] == reverse("sign_in")
    assert client.get(reverse("start")).status_code == 302


def test_demonstration_sign_ins_are_listed_in_a_demonstration_only(client, settings):
    make_user(make_trust(), Role.EDUCATOR, email="shown@example.org", demonstration=True)
    make_user(make_trust(), Role.EDUCATOR, email="real@example.org")
    page = client.get(reverse("sign_in")).content.decode()
    assert "shown@example.org" in page and settings.DEMONSTRATION_PASSWORD in page and "real@example.org" not in page
    settings.DEMONSTRATION, settings.DEMONSTRATION_PASSWORD = False, ""
    page = client.get(reverse("sign_in")).content.decode()
    assert "shown@example.org" not in page and "Look around" not in page


def test_no_address_of_the_sign_in_package_is_open(client):
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/signup/", "/login/"):
        assert client.get(path).status_code == 404


def test_signing_in_is_on_the_audit(client, lead):
    sign_in(client, lead.email, PASSWORD)
    assert AuditRow.objects.filter(table_name="access_user", row_id=str(lead.pk), operation="update").exists()
