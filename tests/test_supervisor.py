"""Web and worker stay up together, and go down together."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harness import ROOT


def alive(pid: int) -> bool:
    """Whether the process still does anything (an orphan that nobody has collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(true: Callable[[], object], within: float = 20) -> bool:
    """Waits for something to become true."""
    until = time.monotonic() + within
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return bool(true())


class Supervised:
    """A supervisor over two small programs, each with a child of its own, that write their ids down."""

    def __init__(self, folder: Path, patience: float = 10, stubborn: bool = False) -> None:
        self.folder = folder
        child = folder / "child.py"
        child.write_text(
            textwrap.dedent(f"""
            import os, signal, subprocess, sys, time
            from pathlib import Path
            name = sys.argv[1]
            if {stubborn} and name == "first":
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
            grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            note = Path({str(folder)!r}) / f"{{name}}.draft"
            note.write_text(f"{{os.getpid()}} {{grandchild.pid}}")
            note.rename(note.with_suffix(".pids"))
            time.sleep(600)
            """)
        )
        program = textwrap.dedent(f"""
            import sys
            from alongside import supervisor
            supervisor.PATIENCE = {patience}
            children = [
                supervisor.Child(name, [sys.executable, {str(child)!r}, name]) for name in ("first", "second")
            ]
            sys.exit(supervisor.Supervisor(children).run(ready=lambda: supervisor.say("up") or True))
            """)
        self.output = (folder / "output").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, stdout=self.output, stderr=self.output
        )
        assert eventually(lambda: self.pids("first") and self.pids("second"))

    def pids(self, name: str) -> list[int]:
        note = self.folder / f"{name}.pids"
        return [int(pid) for pid in note.read_text().split()] if note.exists() else []

    def said(self) -> str:
        return (self.folder / "output").read_text()


@pytest.fixture
def supervised(tmp_path):
    started = []

    def start(**options) -> Supervised:
        started.append(Supervised(tmp_path, **options))
        return started[-1]

    yield start
    for one in started:
        for pid in (one.process.pid, *one.pids("first"), *one.pids("second")):
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        one.process.wait()
        one.output.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ending_the_supervisor_ends_everything_it_started(supervised, number):
    one = supervised()
    everybody = one.pids("first") + one.pids("second")
    assert len(everybody) == 4 and all(map(alive, everybody))
    one.process.send_signal(number)
    assert one.process.wait(20) == 0
    assert "did not end" not in one.said()
    assert eventually(lambda: not any(map(alive, everybody)))


def test_a_process_that_dies_is_started_again_and_told_and_the_other_is_left_alone(supervised):
    one = supervised()
    first, orphan = one.pids("first")
    second = one.pids("second")
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: one.pids("first")[0] != first)
    assert "The first stopped (exit code -9); it starts again in 1 s." in one.said()
    assert not alive(orphan)
    assert one.pids("second") == second and all(map(alive, second))


def test_the_wait_doubles_when_a_process_keeps_dying(supervised):
    one = supervised()
    first = one.pids("first")[0]
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: one.pids("first")[0] != first)
    os.kill(one.pids("first")[0], signal.SIGKILL)
    assert eventually(lambda: "it starts again in 2 s." in one.said())


def test_a_process_that_will_not_end_is_ended(supervised):
    one = supervised(patience=0.5, stubborn=True)
    everybody = one.pids("first") + one.pids("second")
    one.process.terminate()
    assert one.process.wait(20) == 0
    assert "The first did not end within" in one.said()
    assert eventually(lambda: not any(map(alive, everybody)))


def test_nothing_stays_on_the_port_when_the_supervisor_itself_is_killed(supervised):
    one = supervised()
    programs = [one.pids("first")[0], one.pids("second")[0]]
    one.process.kill()
    assert eventually(lambda: not any(map(alive, programs)))
