"""Production refuses to start where it would be unsafe, and says how to mend it."""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from alongside.access.audit import wanted_triggers
from alongside.access.permissions import Role
from alongside.access.start import refuse_unsafe_start
from tests.factories import make_trust, make_user
from tests.harness import ROOT

SAFE = {
    "ALONGSIDE_MODE": "production",
    "ALONGSIDE_SECRET_KEY": "x7" * 20,
    "ALONGSIDE_DATA_KEYS": "k1:" + "y8" * 20,
    "ALONGSIDE_AUDIT_KEY": "z9" * 20,
}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ""),
        ({"ALONGSIDE_SECRET_KEY": ""}, "There is no secret_key"),
        ({"ALONGSIDE_SECRET_KEY": "django-insecure-" + "x" * 40}, "a default or too short"),
        ({"ALONGSIDE_SECRET_KEY": "short"}, "a default or too short"),
        ({"ALONGSIDE_DATA_KEYS": ""}, "There is no data_keys"),
        ({"ALONGSIDE_AUDIT_KEY": ""}, "There is no audit_key"),
        ({"ALONGSIDE_DEBUG": "yes"}, "DEBUG is on"),
        ({"ALONGSIDE_MODE": "prodction"}, "set it to demonstration or production"),
    ],
)
def test_production_starts_with_keys_of_its_own_and_without_debug_alone(given, said, tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", "import alongside.settings"],
        env={"ALONGSIDE_VAR": str(tmp_path), "PYTHONPATH": str(ROOT)} | SAFE | given,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert bool(ran.returncode) == bool(said) and said in ran.stderr, ran.stderr


@pytest.mark.django_db
def test_production_does_not_start_with_demonstration_accounts(settings):
    settings.DEMONSTRATION = False
    refuse_unsafe_start()
    make_user(make_trust(), Role.PERSON, demonstration=True)
    with pytest.raises(ImproperlyConfigured, match="demonstration accounts"):
        refuse_unsafe_start()


@pytest.mark.django_db
def test_nothing_starts_with_a_trigger_of_the_audit_missing():
    refuse_unsafe_start()
    name, (table, _) = next(iter(wanted_triggers(connection.vendor).items()))
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_unsafe_start()


def test_cookies_of_production_travel_by_https_alone_and_to_this_host_alone(tmp_path):
    told = "import alongside.settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME)"
    ran = subprocess.run(
        [sys.executable, "-c", told],
        env={"ALONGSIDE_VAR": str(tmp_path), "PYTHONPATH": str(ROOT)} | SAFE,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.stdout.split() == ["True", "True", "__Host-alongside"], ran.stderr
