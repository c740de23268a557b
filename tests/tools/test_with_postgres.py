"""The wrapper hands the command its database, and the command's answer back."""

import os
import subprocess
import sys

from tests.harness import ROOT

SHOW = "import os, sys; print(os.environ['DATABASE_URL'], os.environ['EXPECT_VENDOR']); sys.exit(7)"


def wrapped(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "tools/with_postgres.py", *command],
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


def test_a_server_of_your_own_is_used_and_the_exit_code_comes_back():
    ran = wrapped(sys.executable, "-c", SHOW, TEST_DATABASE_URL="postgresql://me@db/one", DATABASE_URL="sqlite://")
    assert (ran.returncode, ran.stdout) == (7, "postgresql://me@db/one postgresql\n")


def test_an_address_that_is_no_postgresql_is_refused_before_anything_runs():
    ran = wrapped(sys.executable, "-c", SHOW, TEST_DATABASE_URL="sqlite:///file")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "must start with postgresql://" in ran.stderr


def test_no_command_is_told():
    assert "usage" in wrapped().stderr
