"""Asked once more before sealed records are opened."""

import logging
import time

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path, reverse

from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May, Role
from tests.factories import PASSWORD, make_trust, make_user

pytestmark = pytest.mark.django_db


@needs(May.VIEW_OWN_ACCOUNT)
@stepped_up
def sealed(request):
    return HttpResponse(f"sealed {request.POST.get('note', '')}")


urlpatterns = [path("sealed/", sealed, name="sealed"), path("", include("alongside.urls"))]
handler403 = "alongside.home.views.not_allowed"
handler405 = "alongside.home.views.needs_its_button"


@pytest.fixture(autouse=True)
def a_sealed_page():
    cache.clear()
    with override_settings(ROOT_URLCONF="tests.access.test_step_up"):
        yield


@pytest.fixture
def officer():
    return make_user(make_trust(), Role.CHECKS_OFFICER, email="officer@example.org")


@pytest.fixture
def later(client, officer, monkeypatch):
    """Signed in, and sixteen minutes gone by with work."""
    client.post(reverse("sign_in"), {"login": officer.email, "password": PASSWORD})
    started = time.time
    monkeypatch.setattr(time, "time", lambda: started() + 16 * 60)
    return client


def test_who_just_signed_in_is_not_asked_again(client, officer):
    client.post(reverse("sign_in"), {"login": officer.email, "password": PASSWORD})
    assert client.get("/sealed/").content == b"sealed "


def test_who_signed_in_a_while_ago_confirms_and_goes_on(later):
    asked = later.get("/sealed/?which=3")
    assert asked["Location"] == f"{reverse('step_up')}?next=%2Fsealed%2F%3Fwhich%3D3"
    assert "Confirm that it is you" in later.get(asked["Location"]).content.decode()
    assert later.post(reverse("step_up"), {"password": "not-this-one-1", "next": "/sealed/"}).status_code == 422
    assert later.get("/sealed/").status_code == 302
    assert later.post(reverse("step_up"), {"password": PASSWORD, "next": "/sealed/"})["Location"] == "/sealed/"
    assert later.get("/sealed/").content == b"sealed "


def test_what_was_typed_is_kept_while_confirming(later):
    answer = later.post("/sealed/", {"note": "Long thought"})
    assert answer["Location"] == f"{reverse('step_up')}?next=%2Fkept-form%2F"
    later.post(reverse("step_up"), {"password": PASSWORD})
    assert "Long thought" in later.get(reverse("kept_form")).content.decode()


def test_the_password_of_another_confirms_nothing(later, officer):
    make_user(officer.trust, Role.EDUCATOR)
    answer = later.post(reverse("step_up"), {"password": "correct-horse-battery-9"})
    assert answer.status_code == 422 and "not your password" in answer.content.decode()


def test_passwords_cannot_be_guessed_there_either(later):
    for _ in range(10):
        later.post(reverse("step_up"), {"password": "not-this-one-1"})
    answer = later.post(reverse("step_up"), {"password": PASSWORD})
    assert answer.status_code == 422 and "many wrong attempts" in answer.content.decode()


def test_confirming_leads_to_no_other_site(later):
    answer = later.post(reverse("step_up"), {"password": PASSWORD, "next": "https://elsewhere.example/"})
    assert answer["Location"] == reverse("start")


def test_a_refusal_is_logged_without_what_was_typed(later, officer, caplog):
    with caplog.at_level(logging.WARNING, logger="alongside.access"):
        later.post(reverse("step_up"), {"password": "Typed-Secret-99"})
    assert f"event=wrong_password actor={officer.actor_label} page=step_up" in caplog.text
    assert "Typed-Secret-99" not in caplog.text and officer.email not in caplog.text
