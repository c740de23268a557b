"""Runs a command against a real PostgreSQL: TEST_DATABASE_URL, or a throw-away server of its own.

A wrapper, because a server started inside conftest came too late: the settings had been read, and the tests ran
on SQLite without a word. EXPECT_VENDOR tells the tests which database they must find.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MEND = "Mend: sudo apt-get install -y postgresql, or TEST_DATABASE_URL=postgresql://... make test"


def programs() -> Path | None:
    """The folder of initdb and postgres; Debian keeps it out of the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if in_path := shutil.which("initdb"):
        folders.append(Path(in_path).resolve().parent)
    return next((path for path in reversed(folders) if (path / "initdb").exists()), None)


def install() -> None:
    """With the package manager, when root."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing PostgreSQL for the tests ...", file=sys.stderr)
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "postgresql"]):
            subprocess.run(command, stdout=sys.stderr, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def somebody() -> dict[str, object]:
    """Who runs the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A throw-away server in a temporary folder, on loopback, behind a password made for this run."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries, self.runner = folder, binaries, somebody()
        self.password, self.port = secrets.token_urlsafe(16), free_port()
        if self.runner:
            os.chown(folder, int(str(self.runner["user"])), int(str(self.runner["group"])))
        word = folder / "password"
        word.write_text(self.password)
        word.chmod(0o644)
        self.run_program(
            "initdb", "--pgdata", str(folder / "data"), "--username", "alongside", "--pwfile", str(word),
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
        )  # fmt: skip
        word.unlink()
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": ""}
        settings |= {"fsync": "off", "full_page_writes": "off"}  # its data need not outlive the machine's power
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", *options],
            stdout=self.log, stderr=self.log, cwd=folder, start_new_session=True, **self.runner,  # type: ignore[call-overload]
        )  # fmt: skip

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"postgresql://alongside:{self.password}@127.0.0.1:{self.port}/postgres"

    def run_program(self, name: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's programs, and ends in its own words if it cannot."""
        done = subprocess.run(
            [self.binaries / name, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            **self.runner,  # type: ignore[call-overload]
        )
        if done.returncode:
            raise SystemExit(f"alongside: PostgreSQL's {name} did not work: {done.stderr.strip()}")

    def wait(self) -> None:
        """Until it answers, for a minute at most."""
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            asked = [str(self.binaries / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
            if subprocess.run(asked).returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit(f"alongside: PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")

    def end(self) -> None:
        """Ends this server, and no other, by its id."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def run(command: list[str], url: str) -> int:
    """Runs the command with the database's address; Ctrl-C ends the command first, then the server."""
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url, "EXPECT_VENDOR": "postgresql"})
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def main(command: list[str]) -> int:
    """Runs the command and passes its exit code on."""
    if not command:
        raise SystemExit("usage: with_postgres.py COMMAND ...")
    if given := os.environ.get("TEST_DATABASE_URL"):
        if not re.match(r"postgres(ql)?://", given):
            raise SystemExit("alongside: TEST_DATABASE_URL must start with postgresql://")
        return run(command, given)
    if not programs():
        install()
    binaries = programs()
    if not binaries:
        raise SystemExit(f"alongside: the tests need PostgreSQL. {MEND}")
    with tempfile.TemporaryDirectory(prefix="alongside-postgres-") as folder:
        server = Server(Path(folder), binaries)
        try:
            server.wait()
            return run(command, server.url)
        finally:
            server.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
