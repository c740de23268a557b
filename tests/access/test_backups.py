"""A drill: back up while the site's database is in use, lose everything, and put it back."""

import json
import sqlite3
from uuid import uuid4

import psycopg
import pytest

from tests.harness import Template, alongside

DATA_KEYS = "k2:second-secret k1:first-secret"


@pytest.fixture
def database(tmp_path):
    made = Template(f"drill_{uuid4().hex[:8]}", tmp_path)
    made.make()
    yield made
    made.drop()


def run(database, *arguments, keys=DATA_KEYS):
    return alongside(*arguments, database=database.address, ALONGSIDE_DATA_KEYS=keys)


def everything(database) -> dict[str, list]:
    """Every row of every table, as the database itself tells it."""
    if database.address.startswith("sqlite"):
        connection = sqlite3.connect(database.address.removeprefix("sqlite:///"))
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
    else:
        connection = psycopg.connect(database.address)
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    with connection:
        names = [name for (name,) in connection.execute(tables)]
        names = [name for name in names if name != "sqlite_sequence"]
        return {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in names}


def test_what_was_backed_up_comes_back_to_the_last_row(database, tmp_path):
    assert run(database, "add-trust", "RT1", "Drill Trust").returncode == 0
    before, file = everything(database), tmp_path / "drill.backup"
    made = run(database, "backup", str(file))
    assert made.returncode == 0, made.stderr
    assert b"Drill Trust" not in file.read_bytes()
    assert run(database, "add-trust", "RT2", "Made later").returncode == 0
    assert everything(database) != before
    restored = run(database, "restore", str(file), "--yes")
    assert restored.returncode == 0, restored.stderr
    after = everything(database)
    told = [len(after.pop(table)) - len(before.pop(table)) for table in ("access_backupmade", "access_auditrow")]
    assert after == before and told == [1, 1], "the backup it came from is known, and nothing else is new"
    assert run(database, "verify-audit").returncode == 0
    assert run(database, "add-trust", "RT3", "After").returncode == 0


def test_a_wrong_key_a_damaged_and_a_cut_file_are_refused_and_change_nothing(database, tmp_path):
    file = tmp_path / "drill.backup"
    assert run(database, "backup", str(file)).returncode == 0
    before, whole = everything(database), file.read_bytes()
    header, _, rest = whole.partition(b"\n")
    damaged = header + b"\n" + rest[:-200] + bytes([rest[-200] ^ 1]) + rest[-199:]
    other = json.loads(header) | {"key": "k1"}
    for content, keys, told in [
        (whole, "k2:another-secret", "wrong key"),
        (whole, "k9:another-secret", "not among the data keys"),
        (damaged, DATA_KEYS, "damaged"),
        (whole[:-40], DATA_KEYS, "cut off"),
        (json.dumps(other, sort_keys=True).encode() + b"\n" + rest, DATA_KEYS, "wrong key"),
        (b"PK\x03\x04 something else", DATA_KEYS, "no backup"),
    ]:
        file.write_bytes(content)
        ran = run(database, "restore", str(file), "--yes", keys=keys)
        assert ran.returncode == 2 and told in ran.stderr, (told, ran.stderr)
        assert "Traceback" not in ran.stderr
    assert everything(database) == before
