"""The real server on a database of its own, for tests that a rollback cannot clean up after.

The audit is append-only, so Django's flush is refused. Each of these tests gets a copy of a prepared database:
a copied SQLite file, or a PostgreSQL database made from a template.
"""

import fcntl
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
CLUSTER = os.environ.get("DATABASE_URL", "") if os.environ.get("EXPECT_VENDOR") == "postgresql" else ""


def alongside(*arguments: str, database: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one command of the command line against a database."""
    return subprocess.run(
        [sys.executable, "-m", "alongside.cli", *arguments],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def in_cluster(statement: sql.Composed) -> None:
    """Runs a statement that makes or drops a database."""
    with psycopg.connect(CLUSTER, autocommit=True) as connection:
        connection.execute(statement)


@dataclass(frozen=True)
class Database:
    """A database by its name: a file in a folder, or a database of the PostgreSQL server under test."""

    name: str
    folder: Path

    @property
    def address(self) -> str:
        """What DATABASE_URL is set to."""
        if CLUSTER:
            return re.sub(r"/[^/?]*(\?|$)", rf"/{self.name}\1", CLUSTER)
        return f"sqlite:///{self.folder / self.name}.sqlite3"

    def rows(self, statement: str) -> list[tuple]:
        """What the database itself answers."""
        if CLUSTER:
            connection = psycopg.connect(self.address)
        else:
            connection = sqlite3.connect(self.address.removeprefix("sqlite:///"), timeout=20)
        try:
            return list(connection.execute(statement).fetchall())
        finally:
            connection.close()

    def drop(self) -> None:
        """Removes it, if it is there."""
        if CLUSTER:
            name = sql.Identifier(self.name)
            in_cluster(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        for file in self.folder.glob(f"{self.name}.sqlite3*"):
            file.unlink()


class Template(Database):
    """A database that others are copied from; all test processes of a run share it."""

    def prepared(self, *commands: str, start: "Template | None" = None) -> "Template":
        """Makes it by commands of ours, from another template if named, unless a process of this run has."""
        with (self.folder / f"{self.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.folder / f"{self.name}.done"
            if not done.exists():
                if start:
                    start.copy(self.name)
                elif CLUSTER:
                    in_cluster(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))
                for command in commands:
                    ran = alongside(*command.split(), database=self.address)
                    assert ran.returncode == 0, ran.stdout + ran.stderr
                done.touch()
        return self

    def copy(self, name: str) -> Database:
        """A fresh copy."""
        if CLUSTER:
            names = map(sql.Identifier, (name, self.name))
            in_cluster(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        else:
            for file in self.folder.glob(f"{self.name}.sqlite3*"):
                shutil.copy(file, self.folder / file.name.replace(self.name, name, 1))
        return Database(name, self.folder)


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """The product as `make run` starts it: web server and worker under the supervisor."""

    database: str
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Starts it and waits until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "alongside.cli", "run"],
                cwd=ROOT,
                env=os.environ | {"DATABASE_URL": self.database, "ALONGSIDE_PORT": str(self.port)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + 90
        while not self.answers():
            assert self.process.poll() is None and time.monotonic() < until, self.log.read_text()
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether a page comes back."""
        try:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET", "/", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status < 500
        except OSError:
            return False

    def stop(self) -> None:
        """Ends it as `make run` is ended, and leaves nothing behind."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of the command line against this site's database."""
        return alongside(*arguments, database=self.database)
