"""A drill: back up while the site's database is in use, lose everything, and put it back."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.harness import CLUSTER, ROOT, Database, alongside, in_cluster

DATA_KEYS = "k2:second-secret k1:first-secret"


@pytest.fixture
def database(migrated):
    made = migrated.copy(f"drill_{uuid4().hex[:8]}")
    yield made
    made.drop()


def run(database, *arguments, keys=DATA_KEYS):
    return alongside(*arguments, database=database.address, ALONGSIDE_DATA_KEYS=keys)


def environment(database) -> dict[str, str]:
    told = {"DATABASE_URL": database.address, "DJANGO_SETTINGS_MODULE": "alongside.settings"}
    return os.environ | told | {"ALONGSIDE_DATA_KEYS": DATA_KEYS}


@contextmanager
def by_hand(database):
    """A connection that knows nothing of the product; what was written through it stays."""
    file = database.address.removeprefix("sqlite:///")
    made = psycopg.connect(file) if file == database.address else sqlite3.connect(file)
    with closing(made) as connection, connection:
        yield connection


def everything(database) -> dict[str, list]:
    """Every row of every table, as the database itself tells it."""
    tables = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY 1"
        if database.address.startswith("sqlite")
        else "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    )
    with by_hand(database) as connection:
        names = [name for (name,) in connection.execute(tables)]
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


def test_no_browser_is_signed_in_by_a_restore(database, tmp_path):
    """A session that was ended after the backup, as when somebody left, would come back with it."""
    with by_hand(database) as connection:
        connection.execute(
            "INSERT INTO access_browsersession (session_key, session_data, expire_date, device)"
            " VALUES ('ended', 'sealed', '2090-01-01', 'Firefox')"
        )
    file = tmp_path / "drill.backup"
    assert run(database, "backup", str(file)).returncode == 0
    assert len(everything(database)["access_browsersession"]) == 1, "a backup ends nobody's work"
    restored = run(database, "restore", str(file), "--yes")
    assert restored.returncode == 0 and "Everybody signs in again." in restored.stdout
    assert everything(database)["access_browsersession"] == []


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


BAD_DISK = """
import os, sys
from pathlib import Path
import django
django.setup()
from alongside.access import backups
kept = os.fsync
def spoil(file):
    kept(file)
    os.pwrite(file, bytes(8), 2000)
os.fsync = spoil
try:
    backups.make_backup(Path(sys.argv[1]))
except backups.BackupFault as fault:
    print(fault)
"""


def test_a_backup_that_the_disk_spoilt_is_not_called_done(database, tmp_path):
    file = tmp_path / "drill.backup"
    ran = subprocess.run(
        [sys.executable, "-c", BAD_DISK, file], cwd=ROOT, env=environment(database), capture_output=True, text=True
    )
    assert "cannot be read" in ran.stdout, ran.stderr
    assert list(tmp_path.iterdir()) == [], "neither the file nor its draft stands"


WORLD = """
import django
django.setup()
from tests.factories import make_trust
from tests.recruitment.conftest import make_intake
make_intake(make_trust())
"""
# Who write at once, and what one of their deeds writes together.
WRITERS = 2
DEEDS_WHOLE = "SELECT count(*) FROM {} WHERE NOT EXISTS (SELECT 1 FROM {} WHERE {}.application_id = {}.id)"


@contextmanager
def people_at_work(database, folder):
    """Some who write all the time; answers what was acknowledged so far, as (when, what)."""
    made = subprocess.run([sys.executable, "-c", WORLD], cwd=ROOT, env=environment(database), capture_output=True)
    assert made.returncode == 0, made.stderr
    files = [folder / f"acknowledged{number}" for number in range(WRITERS)]
    command = [sys.executable, "-m", "tests.writer"]
    writers = [
        subprocess.Popen([*command, f"W{number}", file], cwd=ROOT, env=environment(database))
        for number, file in enumerate(files)
    ]

    def acknowledged() -> list[tuple[float, str]]:
        lines = [line.split() for file in files if file.exists() for line in file.read_text().splitlines()]
        return [(float(at), f"{what} {name}") for at, what, name in lines]

    def go_on(more: int = 5) -> float:
        """Until each of them has written some more; answers the time."""
        wanted = [more + (len(file.read_text().splitlines()) if file.exists() else 0) for file in files]
        until = time.monotonic() + 90
        while any(not file.exists() or len(file.read_text().splitlines()) < least
                  for file, least in zip(files, wanted, strict=True)):  # fmt: skip
            assert time.monotonic() < until and all(writer.poll() is None for writer in writers)
            time.sleep(0.02)
        return time.time()

    try:
        yield acknowledged, go_on
    finally:
        for writer in writers:
            writer.terminate()
            writer.wait(20)


def kept(database) -> set[str]:
    """What the writers wrote that stands in a database."""
    people = database.rows("SELECT staff_number FROM people_person WHERE staff_number LIKE 'W%'")
    begun = database.rows("SELECT name FROM recruitment_application")
    return {f"person {number}" for (number,) in people} | {f"application {name.split()[1]}" for (name,) in begun}


def assert_whole(database) -> None:
    """No half of a deed, a row in the audit for every row there is and no other, and a chain of seals that fits."""
    for part in ("recruitment_stagereached", "recruitment_applicantlink"):
        halves = DEEDS_WHOLE.format("recruitment_application", part, part, "recruitment_application")
        assert database.rows(halves) == [(0,)], part
    for (table,) in database.rows("SELECT DISTINCT table_name FROM access_auditrow"):
        here = {str(pk) for (pk,) in database.rows(f'SELECT id FROM "{table}"')}
        rows = f"SELECT row_id FROM access_auditrow WHERE table_name = '{table}' AND operation = "
        told = [{str(pk) for (pk,) in database.rows(f"{rows} '{one}'")} for one in ("insert", "delete")]
        assert told[0] - told[1] == here, table
    assert database.rows("SELECT count(*) FROM access_auditseal")[0][0] > 0, "no seal was there to fit"
    checked = run(database, "verify-audit")
    assert checked.returncode == 0, checked.stderr


def restored_elsewhere(database, file) -> Database:
    elsewhere = Database(f"{database.name}_2", database.folder)
    if CLUSTER:
        in_cluster(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(elsewhere.name)))
    restored = run(elsewhere, "restore", str(file), "--yes")
    assert restored.returncode == 0, restored.stderr
    return elsewhere


def test_backed_up_and_restored_while_people_work_it_is_one_moment_and_nothing_later_is_lost(database, tmp_path):
    file = tmp_path / "at-work.backup"
    with people_at_work(database, tmp_path) as (acknowledged, go_on):
        begun = go_on()
        made = run(database, "backup", str(file))
        assert made.returncode == 0, made.stderr
        replaced = go_on()
        restored = run(database, "restore", str(file), "--yes")
        assert restored.returncode == 0, restored.stderr
        ended = time.time()
        go_on()
        told = sorted(acknowledged())
    stands, elsewhere = kept(database), restored_elsewhere(database, file)
    try:
        saved = kept(elsewhere)
        assert {what for at, what in told if at < begun} <= saved, "an acknowledged write is not in the backup"
        for number in range(WRITERS):
            there = [what in saved for _, what in told if f" W{number}-" in what]
            assert there == sorted(there, reverse=True), "a later write is in the backup without the one before it"
        assert_whole(elsewhere)
    finally:
        elsewhere.drop()
    assert {what for at, what in told if at > ended} <= stands, "an acknowledged write after the restore was lost"
    assert {what for at, what in told if at < replaced} - stands, "nothing went back: there was no restore"
    assert saved <= stands
    assert_whole(database)
