"""Web and worker under one supervisor: started together, started again when one dies, ended together."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections

FIRST_WAIT, LONGEST_WAIT, SETTLED_AFTER, PATIENCE = 1.0, 30.0, 60.0, 10.0
LOCAL = {"127.0.0.1", "0.0.0.0", "localhost"}
ENDED_BY_PARENT = 1  # PR_SET_PDEATHSIG


def say(line: str) -> None:
    """Prints a line at once, also into a pipe."""
    print(line, flush=True)


def end_with_parent() -> None:
    """Asks Linux to end this child should the supervisor itself be killed, so that no port stays taken."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ENDED_BY_PARENT, signal.SIGTERM)


@dataclass
class Child:
    """One process that must keep running, in a process group of its own."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait: float = FIRST_WAIT
    start_again_at: float | None = None

    def start(self) -> None:
        """Starts the process."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=end_with_parent)
        self.started_at, self.start_again_at = time.monotonic(), None

    def look(self) -> None:
        """Notices that the process has died, says so, and starts it again after a wait that doubles."""
        now = time.monotonic()
        if self.start_again_at is not None:
            if now >= self.start_again_at:
                self.start()
            return
        if self.process is None or self.process.poll() is None:
            return
        self.signal_group(signal.SIGKILL)
        if now - self.started_at > SETTLED_AFTER:
            self.wait = FIRST_WAIT
        code = self.process.returncode
        say(f"The {self.name} stopped (exit code {code}); it starts again in {self.wait:.0f} s.")
        self.start_again_at = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def signal_group(self, number: signal.Signals) -> None:
        """Sends a signal to the process and to all it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """Keeps its children running until it is told to stop."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = False
        self.asked_at = 0.0

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Asks for the end; asked a second time a moment later, it ends the children without waiting."""
        if self.stopping and time.monotonic() - self.asked_at > 1:
            for child in self.children:
                child.signal_group(signal.SIGKILL)
        elif not self.stopping:
            self.stopping, self.asked_at = True, time.monotonic()

    def run(self, ready: Callable[[], bool]) -> int:
        """Starts the children, asks until they are ready, stays until told to stop, leaves no process behind."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            for child in self.children:
                child.start()
            waiting = True
            while not self.stopping:
                for child in self.children:
                    child.look()
                waiting = waiting and not ready()
                time.sleep(0.2)
        finally:
            self.end()
        return 0

    def end(self) -> None:
        """Ends every child: politely first, then for certain."""
        for child in self.children:
            child.signal_group(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        for child in self.children:
            if child.process is not None:
                try:
                    child.process.wait(max(0.0, until - time.monotonic()))
                except subprocess.TimeoutExpired:
                    say(f"The {child.name} did not end within {PATIENCE:.0f} s and is ended now.")
                child.signal_group(signal.SIGKILL)
                child.process.wait()


def address() -> tuple[str, int]:
    """Where the site listens, from ALONGSIDE_HOST and ALONGSIDE_PORT."""
    host, port = os.environ.get("ALONGSIDE_HOST", "127.0.0.1"), os.environ.get("ALONGSIDE_PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"ALONGSIDE_PORT is {port!r}: set it to a number from 1 to 65535.", returncode=2)
    return host, int(port)


def refuse_taken_port(host: str, port: int) -> None:
    """Stops at once, with the mend, where another program listens on the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise CommandError(
                f"Port {port} needs administrator rights: choose another, as in ALONGSIDE_PORT=8001 make run."
            ) from error
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} cannot be used ({error.strerror}): stop the program that has it, "
                "or choose another, as in ALONGSIDE_PORT=8001 make run."
            ) from error


def prepare() -> None:
    """Brings the database up to date and, in demonstration mode, makes sure the demonstration is there."""
    from alongside.access.start import refuse_unsafe_start

    call_command("migrate", interactive=False, verbosity=0)
    if settings.DEMONSTRATION:
        call_command("seed_demonstration")
    refuse_unsafe_start()


def web_command(host: str, port: int) -> list[str]:
    """The web server. SQLite has one writer, so more processes would only queue; PostgreSQL takes several."""
    processes = os.environ.get("ALONGSIDE_PROCESSES", "1" if connection.vendor == "sqlite" else "2")
    options = {"--interface": "wsgi", "--host": host, "--port": str(port), "--workers": processes}
    options |= {"--blocking-threads": "4", "--log-level": "warning", "--workers-kill-timeout": "5"}
    flags = [part for pair in options.items() for part in pair]
    return [
        sys.executable,
        "-m",
        "granian",
        *flags,
        "--no-ws",
        "--respawn-failed-workers",
        "alongside.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker that does what takes longer than a page may."""
    return [sys.executable, "-m", "alongside.cli", "work"]


def ready(host: str, port: int) -> bool:
    """Asks the site for a page; once it answers, says where it is."""
    asked, shown = (host, host) if host not in LOCAL else ("127.0.0.1", "localhost")
    try:
        site = HTTPConnection(asked, port, timeout=2)
        site.request("GET", "/", headers={"Host": f"{shown}:{port}"})
        site.getresponse()
        site.close()
    except OSError:
        return False
    say(f"\nAlongside is ready at http://{shown}:{port}/      Ctrl-C ends it; the data stays.")
    return True


def run() -> int:
    """Starts the whole product and stays until it is told to stop."""
    host, port = address()
    refuse_taken_port(host, port)
    prepare()
    connections.close_all()
    children = [Child("web server", web_command(host, port)), Child("worker", worker_command())]
    return Supervisor(children).run(ready=lambda: ready(host, port))


def reset_demonstration() -> int:
    """Throws the demonstration's data away and seeds it again; refuses in production or while the site runs."""
    if not settings.DEMONSTRATION:
        raise CommandError("This is production: its data is not thrown away. Use a demonstration database.")
    refuse_taken_port(*address())
    if connection.vendor == "sqlite":
        name = str(settings.DATABASES["default"]["NAME"])
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(name + suffix):
                os.remove(name + suffix)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    connections.close_all()
    prepare()
    return 0
