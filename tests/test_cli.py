"""The command line: one plain line when something can be mended, and engines without Django."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from alongside import cli
from tests.harness import ROOT, alongside


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/cli.sqlite3"


def test_help_names_every_command_in_plain_words(database):
    shown = alongside("help", database=database)
    assert shown.returncode == 0
    for name in ("place", "forecast", "run", "reset-demonstration", "work", "migrate"):
        line = next(line for line in shown.stdout.splitlines() if line.startswith(f"  {name} "))
        assert len(line.split()) > 3


def test_no_command_at_all_shows_the_help(database):
    assert alongside(database=database).stdout == alongside("help", database=database).stdout


def test_an_unknown_command_is_told_in_one_line(database):
    ran = alongside("lod", database=database)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "alongside lod: There is no such command. `alongside help` lists them.\n"


def test_a_mistyped_option_is_told_in_one_line(database):
    ran = alongside("migrate", "--nonsense", database=database)
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1 and "--nonsense" in ran.stderr


def test_a_command_that_cannot_be_done_says_why_in_one_line(database):
    ran = alongside("migrate", "no_such_area", database=database)
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1 and "no_such_area" in ran.stderr


def test_a_wrong_setting_is_told_in_one_line(database):
    ran = alongside("check", database=database, ALONGSIDE_MODE="holiday")
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1 and "ALONGSIDE_MODE" in ran.stderr


def test_a_database_that_does_not_answer_is_told_in_one_line():
    ran = alongside("migrate", database="postgresql://nobody@127.0.0.1:1/none")
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1 and "Traceback" not in ran.stderr


def test_a_new_database_can_be_read_by_its_own_account_only(database, tmp_path):
    assert alongside("migrate", "contenttypes", "-v0", database=database).returncode == 0
    assert (tmp_path / "cli.sqlite3").stat().st_mode & 0o077 == 0


def test_a_new_site_is_given_its_keys_once_and_starts_with_them(database, tmp_path):
    new = {"ALONGSIDE_MODE": "production", "ALONGSIDE_VAR": str(tmp_path / "var")}
    for command in ("check", "help"):
        told = alongside(command, database=database, **new)
        assert told.returncode == 1 and len(told.stderr.splitlines()) == 1 and "alongside make-keys" in told.stderr
    made = alongside("make-keys", database=database, **new)
    assert made.returncode == 0 and made.stdout.count(": made") == 3
    keys = {path.name: path.read_text() for path in (tmp_path / "var/keys").iterdir()}
    assert set(keys) == {"secret_key", "data_keys", "audit_key"} and keys["data_keys"].startswith("k1:")
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "var/keys").iterdir())
    assert not any(key in made.stdout for key in keys.values())
    assert alongside("check", database=database, **new).returncode == 0
    again = alongside("make-keys", database=database, **new)
    assert again.returncode == 0 and again.stdout.count("left as it is") == 3
    assert keys == {path.name: path.read_text() for path in (tmp_path / "var/keys").iterdir()}
    assert alongside("make-keys", "--force", database=database, **new).returncode == 2


@pytest.mark.parametrize("name", cli.ENGINES)
def test_an_engine_is_asked_without_django(name, tmp_path):
    module = tmp_path / "standin.py"
    module.write_text(
        "import sys\n"
        "def main(argv):\n"
        "    assert not any(name.partition('.')[0] == 'django' for name in sys.modules)\n"
        "    print('asked', *argv)\n"
        "    return 5\n"
    )
    program = (
        "import sys; from alongside import cli\n"
        f"cli.ENGINES[{name!r}] = ('standin', '')\n"
        f"sys.exit(cli.main([{name!r}, 'file.json', '--quick']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout) == (5, "asked file.json --quick\n"), ran.stderr


def test_a_taken_port_is_told_in_one_line_with_the_mend(database):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ran = alongside("run", database=database, ALONGSIDE_PORT=port)
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1
    assert f"Port {port}" in ran.stderr and "ALONGSIDE_PORT=8001 make run" in ran.stderr


@pytest.mark.parametrize("port", ["eighty", "0", "70000", ""])
def test_a_port_that_is_no_port_is_told_in_one_line(database, port):
    ran = alongside("run", database=database, ALONGSIDE_PORT=port)
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1 and "ALONGSIDE_PORT" in ran.stderr


def test_data_of_production_is_not_thrown_away(database, tmp_path):
    keys = {f"ALONGSIDE_{name}": "k1:" + "x" * 50 for name in ("SECRET_KEY", "DATA_KEYS", "AUDIT_KEY")}
    ran = alongside("reset-demonstration", database=database, ALONGSIDE_MODE="production", **keys)
    assert ran.returncode == 1
    assert "This is production" in ran.stderr
