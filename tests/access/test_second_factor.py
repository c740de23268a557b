"""Codes, recovery codes, and who must have them."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from alongside.access.models import AuditRow, BrowserSession
from alongside.access.permissions import Role
from tests.factories import PASSWORD, make_trust, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def lead():
    return make_user(make_trust(), Role.PROGRAMME_LEAD, email="lead@example.org", name="Ada Lead")


def sign_in(client, user, **more):
    return client.post(reverse("sign_in"), {"login": user.email, "password": PASSWORD, **more})


def code_for(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def set_up_app(client) -> str:
    page = client.get(reverse("second_factor_app")).content.decode()
    secret = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page)[1].replace(" ", "")
    answer = client.post(reverse("second_factor_app"), {"code": code_for(secret, -1)})
    assert answer["Location"] == reverse("recovery_codes"), answer.content.decode()
    return secret


def recovery_codes(client) -> list[str]:
    return re.findall(r"<code>(\d{4} \d{4})</code>", client.get(reverse("recovery_codes")).content.decode())


def is_signed_in(client) -> bool:
    return client.get(reverse("start")).status_code == 200


def test_whoever_needs_a_second_factor_sees_nothing_before_it_is_set_up(client, lead, required):
    sign_in(client, lead)
    for name in ("start", "people", "own_account", "password"):
        assert client.get(reverse(name))["Location"] == reverse("second_factor"), name
    set_up_app(client)
    assert is_signed_in(client)


@pytest.mark.parametrize("role", [Role.PERSON, Role.TEAM_MANAGER])
def test_people_and_managers_are_not_made_to_have_one(client, role, required):
    sign_in(client, make_user(make_trust(), role))
    assert is_signed_in(client)


def test_a_manager_with_another_role_needs_one(client, required):
    sign_in(client, make_user(make_trust(), Role.TEAM_MANAGER, Role.EDUCATOR))
    assert not is_signed_in(client)


def test_a_password_alone_no_longer_opens_an_account_with_a_second_factor(client, lead):
    sign_in(client, lead)
    secret = set_up_app(client)
    client.post(reverse("sign_out"))
    answer = sign_in(client, lead, next=reverse("people"))
    assert answer["Location"] == reverse("second_factor_code")
    assert not is_signed_in(client)
    assert client.post(reverse("second_factor_code"), {"code": "000000"}).status_code == 422
    assert not is_signed_in(client)
    assert client.post(reverse("second_factor_code"), {"code": code_for(secret)})["Location"] == reverse("people")
    assert is_signed_in(client)


def test_a_code_opens_once_also_in_the_half_minutes_around_it(client, lead):
    sign_in(client, lead)
    secret = set_up_app(client)
    client.post(reverse("sign_out"))
    sign_in(client, lead)
    code = code_for(secret, 1)
    client.post(reverse("second_factor_code"), {"code": code})
    assert is_signed_in(client)
    client.post(reverse("sign_out"))
    sign_in(client, lead)
    # allauth forgets a used code after half a minute, while the code of the next half minute is still good.
    cache.delete(f"allauth.mfa.totp.used?user={lead.pk}&code={code}")
    assert client.post(reverse("second_factor_code"), {"code": code}).status_code == 422
    assert not is_signed_in(client)


def test_a_recovery_code_opens_once(client, lead):
    sign_in(client, lead)
    set_up_app(client)
    code = recovery_codes(client)[0]
    for opens in (True, False):
        client.post(reverse("sign_out"))
        sign_in(client, lead)
        client.post(reverse("second_factor_code"), {"code": code})
        assert is_signed_in(client) is opens


def test_new_recovery_codes_end_the_old_ones(client, lead):
    sign_in(client, lead)
    set_up_app(client)
    old = recovery_codes(client)
    client.post(reverse("recovery_codes"))
    new = recovery_codes(client)
    assert len(new) == 10 and not set(old) & set(new)


def test_codes_cannot_be_guessed_in_numbers(client, lead):
    sign_in(client, lead)
    secret = set_up_app(client)
    client.post(reverse("sign_out"))
    sign_in(client, lead)
    for guess in range(10):
        client.post(reverse("second_factor_code"), {"code": f"{guess:06}"})
    answer = client.post(reverse("second_factor_code"), {"code": code_for(secret)})
    assert answer.status_code == 422 and "many wrong attempts" in answer.content.decode()


def test_the_secret_is_never_in_the_database_in_the_clear_nor_in_the_audit(client, lead):
    sign_in(client, lead)
    secret = set_up_app(client)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    sessions = str(list(BrowserSession.objects.values_list("session_data", flat=True)))
    audit = str(list(AuditRow.objects.filter(table_name="mfa_authenticator").values()))
    assert Authenticator.objects.count() == 2 and AuditRow.objects.filter(table_name="mfa_authenticator").exists()
    assert secret not in stored + sessions + audit


def test_the_last_second_factor_of_a_role_that_needs_one_stays(client, lead, required):
    sign_in(client, lead)
    set_up_app(client)
    app = Authenticator.objects.get(type="totp")
    client.post(reverse("second_factor_remove", args=[app.pk]))
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_a_second_factor_that_is_offered_can_be_taken_away(client, lead):
    sign_in(client, lead)
    set_up_app(client)
    client.post(reverse("second_factor_remove", args=[Authenticator.objects.get(type="totp").pk]))
    assert not Authenticator.objects.exists()


def test_nobody_takes_away_the_second_factor_of_another(client, lead, django_user_model):
    sign_in(client, lead)
    set_up_app(client)
    app = Authenticator.objects.get(type="totp")
    client.post(reverse("sign_out"))
    sign_in(client, make_user(lead.trust, Role.EDUCATOR))
    assert client.post(reverse("second_factor_remove", args=[app.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_an_administrator_takes_away_a_lost_second_factor_and_every_session(client, lead):
    sign_in(client, lead)
    set_up_app(client)
    other = type(client)()
    sign_in(other, make_user(lead.trust, Role.ADMINISTRATOR))
    other.post(reverse("account_second_factor_reset", args=[lead.pk]))
    assert not Authenticator.objects.filter(user=lead).exists()
    assert not is_signed_in(client)


def test_a_code_field_takes_a_pasted_code_and_says_what_it_is(client, lead):
    sign_in(client, lead)
    set_up_app(client)
    client.post(reverse("sign_out"))
    sign_in(client, lead)
    page = client.get(reverse("second_factor_code")).content.decode()
    assert 'autocomplete="one-time-code"' in page and "maxlength" not in page.split('name="code"')[1][:200]
