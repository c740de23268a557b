"""What is missing on a machine is told in one line each, with the mend."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import ROOT

MODERN = f'exec {sys.executable} "$@"'
PRETEND = "import sys; sys.version_info = (3, {}, 0, 'final', 0); exec(sys.argv[1])"
OLD, TOO_NEW = (f'exec {sys.executable} -c "{PRETEND.format(minor)}" "$2"' for minor in (9, 99))
WITHOUT_VENV = f"""case "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac"""
WITHOUT_PANGO = f"""case "$2" in *libpango*) exit 1;; *) exec {sys.executable} "$@";; esac"""
BROKEN_SHIM = "echo 'version not installed' >&2; exit 127"


@pytest.fixture
def machine(tmp_path: Path):
    def check(**programs: str) -> subprocess.CompletedProcess[str]:
        for name, script in programs.items():
            program = tmp_path / name.replace("_", ".")
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHON"}
        return subprocess.run(
            ["/bin/sh", ROOT / "tools/check_system.sh"],
            env=environment | {"PATH": str(tmp_path)},
            capture_output=True,
            text=True,
        )

    return check


def test_a_machine_with_everything_is_told_nothing_and_names_its_python(machine):
    checked = machine(python3=MODERN, node="true", npm="true")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "python3\n", "")


def test_a_newer_python_beside_an_old_one_is_found(machine):
    checked = machine(python3=OLD, python3_13=BROKEN_SHIM, python3_12=MODERN, node="true", npm="true")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "python3.12\n", "")


@pytest.mark.parametrize(
    ("programs", "words"),
    [
        ({"python3": OLD, "node": "true", "npm": "true"}, ["this is 3.9", "apt-get install -y python3.11"]),
        ({"python3": TOO_NEW, "node": "true", "npm": "true"}, ["this is 3.99", "PYTHON=/path/to/python3.12"]),
        ({"node": "true", "npm": "true"}, ["is missing", "apt-get install -y python3 python3-venv"]),
        ({"python3": WITHOUT_VENV, "node": "true", "npm": "true"}, ["venv", "apt-get install", "-venv"]),
        ({"python3": MODERN}, ["Node.js is missing", "apt-get install -y nodejs npm"]),
        ({"python3": MODERN, "node": "true"}, ["npm is missing", "apt-get install -y npm"]),
    ],
)
def test_what_is_missing_is_told_in_one_line_with_its_mend(machine, programs, words):
    checked = machine(**programs)
    assert (checked.returncode, checked.stdout) == (1, "")
    assert len(checked.stderr.splitlines()) == 1
    assert all(word in checked.stderr for word in words), checked.stderr


def test_without_pango_the_site_is_made_and_one_line_says_what_it_cannot_do(machine):
    checked = machine(python3=WITHOUT_PANGO, node="true", npm="true")
    assert (checked.returncode, checked.stdout) == (0, "python3\n")
    assert len(checked.stderr.splitlines()) == 1
    assert "prints certificates" in checked.stderr
    assert "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in checked.stderr


def test_two_missing_things_are_two_lines(machine):
    assert len(machine().stderr.splitlines()) == 2
