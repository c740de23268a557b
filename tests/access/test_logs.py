"""What stands in the logs: one line for a refusal, the place of a fault, and nothing of what people wrote."""

import logging
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from alongside.access.management.commands.work import Command
from alongside.access.permissions import Role
from tests.factories import make_trust, make_user, signed_in
from tests.harness import ROOT

LOUD = """
import logging, django
django.setup()
try:
    int("Secret-Name-77")
except ValueError:
    logging.getLogger("django.request").exception("Internal Server Error: %s", "/people/")
"""


@pytest.mark.django_db
def test_a_refusal_is_one_line_of_ours_and_no_traceback(client, caplog):
    signed_in(client, make_user(make_trust(), Role.EDUCATOR))
    assert client.get(reverse("board")).status_code == 403
    assert [record.name for record in caplog.records] == ["alongside.access"]
    assert "event=not_allowed" in caplog.text and "Traceback" not in caplog.text


def test_a_fault_is_logged_by_its_kind_and_place_and_never_by_its_words(tmp_path):
    given = {"DJANGO_SETTINGS_MODULE": "alongside.settings", "ALONGSIDE_VAR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", LOUD], env=given, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    told = ran.stdout + ran.stderr
    assert "Internal Server Error: /people/ (ValueError at __main__:5)" in told
    assert "Secret-Name-77" not in told and "Traceback" not in told


def test_the_worker_writes_no_line_for_each_job_and_no_words_of_a_fault(monkeypatch):
    loggers = [logging.getLogger(name) for name in ("django_tasks", "django_tasks_db")]
    for logger in loggers:
        monkeypatch.setattr(logger, "level", logger.level)
    Command().configure_logging(1)
    assert not any(logger.isEnabledFor(logging.ERROR) for logger in loggers)


def test_every_handler_keeps_to_places():
    assert all("places_only" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
