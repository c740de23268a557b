"""Wrong passwords are counted by account and by address, by all processes together, and written down."""

import logging
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.access.models import CacheEntry
from alongside.access.permissions import Role
from tests.factories import PASSWORD, make_trust, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def lead():
    return make_user(make_trust(), Role.PROGRAMME_LEAD, email="lead@example.org")


def sign_in(client, email, password, **where):
    return client.post(reverse("sign_in"), {"login": email, "password": password}, **where)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_one_account_under_attack_does_not_shut_its_neighbours_out(lead):
    neighbour = make_user(lead.trust, Role.EDUCATOR)
    for _ in range(20):
        sign_in(Client(), lead.email, "wrong-password-1")
    browser = Client()
    sign_in(browser, neighbour.email, PASSWORD)
    assert signed_in(browser)
    sign_in(browser := Client(), lead.email, PASSWORD)
    assert not signed_in(browser)


def test_a_morning_of_mistyped_passwords_does_not_shut_a_trust_out(lead):
    for number in range(60):
        sign_in(Client(), f"colleague{number}@example.org", "wrong-password-1")
    sign_in(browser := Client(), lead.email, PASSWORD)
    assert signed_in(browser)


def test_an_address_that_only_fails_is_stopped_at_last(lead, settings):
    ours = settings.ACCOUNT_RATE_LIMITS["login_failed"]
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": ours.replace("300/5m/ip", "12/5m/ip")}
    for number in range(12):
        sign_in(Client(), f"guess{number}@example.org", "wrong-password-1")
    sign_in(browser := Client(), lead.email, PASSWORD)
    assert not signed_in(browser)
    sign_in(elsewhere := Client(REMOTE_ADDR="192.0.2.7"), lead.email, PASSWORD)
    assert signed_in(elsewhere)


def test_all_processes_count_in_one_place(lead):
    sign_in(Client(), lead.email, "wrong-password-1")
    assert settings.CACHES["default"]["LOCATION"] == CacheEntry._meta.db_table
    assert CacheEntry.objects.filter(cache_key__contains="login_failed").count() == 2


def test_a_refused_sign_in_is_logged_by_number_and_never_by_what_was_typed(lead, caplog):
    with caplog.at_level(logging.WARNING, logger="alongside.access"):
        sign_in(Client(), lead.email, "Typed-Secret-99")
        sign_in(Client(), "Mistyped-Secret-98@example.org", "x")
    assert f"event=wrong_password actor={lead.actor_label} page=sign_in from=127.0.0.1" in caplog.text
    assert "event=wrong_password actor=visitor" in caplog.text
    for secret in ("Typed-Secret-99", "Mistyped-Secret-98", lead.email):
        assert secret not in caplog.text


@pytest.mark.parametrize(("role", "name", "event"), [(Role.EVALUATOR, "accounts", "not_allowed")])
def test_a_page_refused_to_a_role_is_logged(role, name, event, client, caplog):
    user = make_user(make_trust(), role)
    sign_in(client, user.email, PASSWORD)
    with caplog.at_level(logging.WARNING, logger="alongside.access"):
        assert client.get(reverse(name)).status_code == 403
    assert f"event={event} actor={user.actor_label} page={name}" in caplog.text


def test_a_form_without_its_token_is_refused_and_logged(lead, caplog):
    with caplog.at_level(logging.WARNING, logger="alongside.access"):
        answer = sign_in(Client(enforce_csrf_checks=True), lead.email, PASSWORD)
    assert answer.status_code == 403
    assert "event=form_expired actor=visitor page=sign_in" in caplog.text


def test_production_asks_for_a_second_factor_unless_told_otherwise(tmp_path):
    asked = "from django.conf import settings; print(settings.SECOND_FACTOR_REQUIRED, settings.SESSION_COOKIE_SECURE)"
    keys = {f"ALONGSIDE_{name}": f"k1:{'x' * 40}" for name in ("SECRET_KEY", "DATA_KEYS", "AUDIT_KEY")}
    environment = {"ALONGSIDE_MODE": "production", "ALONGSIDE_VAR": str(tmp_path), **keys}
    environment |= {"DJANGO_SETTINGS_MODULE": "alongside.settings"}
    ran = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "True"]
