"""The tests run on the database they were meant for."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.harness import ROOT

VERSION = {"sqlite": "SELECT 'SQLite ' || sqlite_version()", "postgresql": "SELECT version()"}


@pytest.mark.django_db
def test_the_database_under_test_is_the_one_that_was_asked_for():
    expected = os.environ.get("EXPECT_VENDOR", connection.vendor)
    assert connection.vendor == expected
    with connection.cursor() as cursor:
        cursor.execute(VERSION[expected])
        assert cursor.fetchone()[0].lower().startswith(expected)


def test_a_run_on_the_wrong_database_ends_before_its_first_test():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    environment |= {"EXPECT_VENDOR": "postgresql", "DATABASE_URL": "sqlite://:memory:"}
    one = f"{__file__}::{test_the_database_under_test_is_the_one_that_was_asked_for.__name__}"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", one],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 3
    assert "were to run on postgresql, and found sqlite" in ran.stdout + ran.stderr
    assert "passed" not in ran.stdout
