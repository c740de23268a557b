"""A backup is the whole database, encrypted under the newest data key, and read back before it is called done.

Who is signed in is not in it: a restore would bring back a session that was ended since.

File: one line of JSON (format, key id, vendor, when, salt), then chunks of 1 MiB, each sealed by AES-256-GCM with its
place in the file as nonce; a last, empty chunk proves that nothing was cut off.
"""

import json
import os
import re
import shutil
import sqlite3
import struct
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection
from django.utils import timezone

from alongside.access.models import BrowserSession

FORMAT = "alongside-backup-1"
CHUNK = 1 << 20
MOST_TRIES = 20
SESSIONS = BrowserSession._meta.db_table


class BackupFault(Exception):
    """Why a backup could not be made or restored, in one sentence."""


def _cipher(secret: str, salt: bytes) -> AESGCM:
    return AESGCM(sha256(b"backup" + salt + secret.encode()).digest())


def _nonce(place: int, last: bool) -> bytes:
    return struct.pack(">QI", place, int(last))


def make_backup(path: Path) -> dict:
    """Write a backup beside `path` and move it there once it has been read back; returns its first line."""
    key_id, _, secret = settings.DATA_KEYS[0].partition(":")
    salt = os.urandom(16)
    first_line = {
        "format": FORMAT,
        "key": key_id,
        "vendor": connection.vendor,
        "at": timezone.now().isoformat(timespec="seconds"),
        "salt": salt.hex(),
    }
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        _dump(plain)
        try:
            with plain.open("rb") as source, draft.open("xb") as target:
                os.chmod(draft, 0o600)
                _seal_into(source, target, first_line, _cipher(secret, salt))
                target.flush()
                os.fsync(target.fileno())
            _same_after_reading_back(plain, draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return first_line


def _seal_into(source: BinaryIO, target: BinaryIO, first_line: dict, cipher: AESGCM) -> None:
    header = json.dumps(first_line, sort_keys=True).encode()
    target.write(header + b"\n")
    place = 0
    while chunk := source.read(CHUNK):
        _put(target, cipher.encrypt(_nonce(place, False), chunk, header))
        place += 1
    _put(target, cipher.encrypt(_nonce(place, True), b"", header))


def _put(target: BinaryIO, sealed: bytes) -> None:
    target.write(struct.pack(">I", len(sealed)) + sealed)


def _opened(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        header = source.readline(4096).rstrip(b"\n")
        cipher = _cipher_for(header)
        place = 0
        while True:
            size = source.read(4)
            sealed = source.read(struct.unpack(">I", size)[0]) if len(size) == 4 else b""
            if not sealed or len(sealed) < struct.unpack(">I", size)[0]:
                raise BackupFault("The backup was cut off: its end is missing. Use another copy.")
            for last in (False, True):
                try:
                    chunk = cipher.decrypt(_nonce(place, last), sealed, header)
                    break
                except InvalidTag:
                    continue
            else:
                raise BackupFault(
                    "The backup cannot be read: wrong key, or the file was damaged. Nothing was restored."
                )
            if last:
                return
            yield chunk
            place += 1


def _cipher_for(header: bytes) -> AESGCM:
    first_line = _parsed(header)
    keys = dict(key.split(":", 1) for key in settings.DATA_KEYS)
    if first_line["key"] not in keys:
        raise BackupFault(
            f"The backup was made with the key {first_line['key']}, which is not among the data keys here."
        )
    return _cipher(keys[first_line["key"]], bytes.fromhex(first_line["salt"]))


def _parsed(header: bytes) -> dict:
    try:
        first_line = json.loads(header)
        assert first_line["format"] == FORMAT
        return first_line
    except (ValueError, KeyError, TypeError, AssertionError):
        raise BackupFault("This file is no backup of Alongside.") from None


def look_at(path: Path) -> dict:
    """The first line of a backup: when it was made, on which kind of database, under which key."""
    with path.open("rb") as source:
        return _parsed(source.readline(4096))


def _same_after_reading_back(plain: Path, sealed: Path) -> None:
    wanted, found = sha256(), sha256()
    with plain.open("rb") as source:
        while chunk := source.read(CHUNK):
            wanted.update(chunk)
    for chunk in _opened(sealed):
        found.update(chunk)
    if wanted.digest() != found.digest():
        raise BackupFault("The backup read back differently from what was written: the disk may be failing.")


def restore_backup(path: Path) -> dict:
    """Put the whole database back as it was; checked to the last byte before anything is touched."""
    first_line = look_at(path)
    if first_line["vendor"] != connection.vendor:
        raise BackupFault(f"The backup is of a {first_line['vendor']} database, and this one is {connection.vendor}.")
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        with plain.open("wb") as target:
            os.chmod(plain, 0o600)
            for chunk in _opened(path):
                target.write(chunk)
        _load(plain)
    return first_line


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        source = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)
        copy = sqlite3.connect(target)
        try:
            source.backup(copy)
            copy.execute(f'DELETE FROM "{SESSIONS}"')
            copy.commit()
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise BackupFault("The copy of the database is not sound; it was not kept.")
        finally:
            copy.close()
            source.close()
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--exclude-table-data={SESSIONS}", f"--file={target}")
    os.chmod(target, 0o600)


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        copy = sqlite3.connect(source)
        target = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)
        try:
            copy.backup(target)
        finally:
            target.close()
            copy.close()
    else:
        connection.close()
        _load_into_postgres(source)


def _load_into_postgres(source: Path) -> None:
    """In one transaction, so that where somebody's write crosses it nothing has changed, and it is tried again."""
    for left in reversed(range(MOST_TRIES)):
        try:
            _postgres(
                "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname", "", source
            )
            return
        except BackupFault as fault:
            if "deadlock detected" not in str(fault) or not left:
                raise


def _postgres(program: str, *arguments: str | Path) -> None:
    found = _newest(program)
    database = connection.get_connection_params()
    environment = os.environ | {
        name: str(database[part])
        for name, part in {
            "PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname",
        }.items()
        if database.get(part)
    }  # fmt: skip
    named = [str(database["dbname"]) if argument == "" else str(argument) for argument in arguments]
    ran = subprocess.run([found, *named], env=environment, capture_output=True, text=True)
    if ran.returncode:
        place = re.sub(r"\s+", " ", ran.stderr.strip())[:200]
        raise BackupFault(f"{program} did not work: {place}")


def _newest(program: str) -> str:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: float(path.parts[4]))
    found = str(versions[-1]) if versions else shutil.which(program)
    if not found:
        raise BackupFault(f"{program} is missing. Mend: sudo apt-get install -y postgresql-client")
    return found
