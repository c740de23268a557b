"""SIGKILL at random moments while eight people write, load workbooks and plan.

What was acknowledged is there, once, and audited; a workbook is loaded whole or not at all; no job is left behind.

A short run in the suite; `make endure` does 10,000 acknowledged writes on each database (ENDURE_WRITES).
"""

import os
import random
import re
import signal
import sqlite3
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
import requests

from tests.harness import Site
from tests.interchange.books import book

WRITES = int(os.environ.get("ENDURE_WRITES", "160"))
CLIENTS = 8
# Of those eight, one loads workbooks and one asks for plans as well, so often in a run.
LOADS = PLANS = max(2, WRITES // 1000)
ROWS = 25
SETTLE_SECONDS = 240
PASSWORD = "walk-alongside-2026"


def children(pid: int) -> list[int]:
    """The processes started by one, as Linux tells them."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


class Killer(threading.Thread):
    """Kills a process of the web server or the worker without warning, once people have got on with their work.

    The worker is killed in the midst of its first job; later more seldom, as the supervisor waits longer each time.
    """

    def __init__(self, site: Site, clients: list["Client"], seed: int):
        super().__init__(daemon=True)
        self.site, self.clients, self.chance, self.over = site, clients, random.Random(seed), threading.Event()
        self.kills = {"web": 0, "worker": 0}

    def run(self):
        most = min(400, WRITES // 4)
        wanted = 0
        while not self.over.wait(self.chance.uniform(0.05, 0.8)):
            done = sum(len(client.acknowledged) for client in self.clients)
            if done < wanted and (self.kills["worker"] or not self.at_work()):
                continue
            wanted = done + self.chance.randint(2, most)
            web, worker = children(self.site.process.pid), []
            for child in list(web):
                if not children(child):
                    web.remove(child)
                    worker.append(child)
            if worker and (self.chance.random() < 0.04 or not self.kills["worker"]) and self.at_work():
                self.kill(worker[0], "worker")
            elif family := [pid for child in web for pid in children(child)]:
                self.kill(self.chance.choice(family), "web")

    def at_work(self) -> bool:
        return bool(rows(self.site, "SELECT 1 FROM access_job WHERE state = 'running'"))

    def kill(self, pid: int, kind: str) -> None:
        try:
            os.kill(pid, signal.SIGKILL)
            self.kills[kind] += 1
        except ProcessLookupError:
            return


class Client(threading.Thread):
    """Somebody who adds people, and after a broken answer sends the same form again until it is acknowledged."""

    def __init__(self, site: Site, number: int, writes: int):
        super().__init__(daemon=True)
        self.site, self.number, self.writes = site, number, writes
        self.session = requests.Session()
        self.acknowledged, self.refusals, self.fault = [], [], None

    def send(self, method: str, path: str, **data) -> requests.Response:
        until = time.monotonic() + 240
        while True:
            try:
                answer = self.session.request(method, self.site.url + path, timeout=30, allow_redirects=False, **data)
                if answer.status_code < 500:
                    return answer
            except requests.RequestException:
                pass
            if time.monotonic() > until:
                raise TimeoutError(f"{path} has not answered for four minutes")
            time.sleep(0.2)

    def form(self, path: str) -> dict[str, str]:
        page = self.send("get", path).text
        return {"csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)}

    def sign_in(self):
        answer = self.send(
            "post", "/sign-in/", data=self.form("/sign-in/") | {"login": "lead@demo.example", "password": PASSWORD}
        )
        assert answer.status_code == 302, answer.text[:500]

    def run(self):
        try:
            self.work()
        except Exception as fault:
            self.fault = fault

    def work(self):
        form = self.form("/people/add/")
        for turn in range(self.writes):
            staff_number = f"E{self.number:02d}{turn:06d}"
            answer = self.send(
                "post", "/people/add/", data=form | {"name": f"Endure {staff_number}", "staff_number": staff_number}
            )
            if answer.status_code == 302:
                self.acknowledged.append(staff_number)
            else:
                self.refusals.append((staff_number, "already" in answer.text.lower()))
            self.after(turn + 1)

    def after(self, turn: int) -> None:
        """What else this client does, after so many writes."""


class Loader(Client):
    """Somebody who also loads workbooks of new people, and confirms each as soon as it was read."""

    started, confirmed = 0, frozenset()

    def after(self, turn):
        if self.started < LOADS and turn >= self.started * self.writes // LOADS:
            self.started += 1
            self.load(self.started)
        self.confirm()

    def load(self, number: int) -> None:
        people = [[f"{word(number)} {word(100 * number + row)}", f"L{number:03d}{row:03d}"] for row in range(ROWS)]
        form = self.form("/interchange/loads/new/")
        data = book(People=[["Name", "Staff no"], *people])
        self.send("post", "/interchange/loads/new/", data=form, files={"workbook": (f"load{number}.xlsx", data)})

    def confirm(self) -> None:
        ready = "SELECT id FROM interchange_load WHERE state = 'ready' AND file_name LIKE 'load%'"
        for (pk,) in rows(self.site, ready):
            if pk not in self.confirmed:
                self.send("post", f"/interchange/loads/{pk}/confirmation/", data=self.form(f"/interchange/loads/{pk}/"))
                self.confirmed |= {pk}


class Planner(Client):
    """Somebody who also asks for plans."""

    asked = 0

    def after(self, turn):
        if self.asked < PLANS and turn >= self.asked * self.writes // PLANS:
            self.asked += 1
            page = self.send("get", "/placement/plans/new/").text
            fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
            answer = self.send("post", "/placement/plans/new/", data=fields)
            assert answer.status_code == 302, answer.text[:3000]


def word(number: int) -> str:
    """A name of letters alone, no two alike."""
    chance = random.Random(number)
    return "".join(chance.choice("bcdfghklmnprstvz") + chance.choice("aeiou") for _ in range(5)).title()


def rows(site: Site, statement: str) -> list[tuple]:
    if site.database.startswith("sqlite"):
        connection = sqlite3.connect(site.database.removeprefix("sqlite:///"), timeout=20)
    else:
        connection = psycopg.connect(site.database)
    try:
        return list(connection.execute(statement).fetchall())
    finally:
        connection.close()


@pytest.fixture(scope="module", autouse=True)
def quick_to_notice():
    """A killed worker's job is taken up sooner than the usual minute after."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALONGSIDE_LEASE_SECONDS", "60" if WRITES > 1000 else "6")
        yield


@pytest.fixture(scope="module")
def beset(quick_to_notice, site):
    """Eight signed-in clients at work while processes are killed; ends when all are done and the worker rests."""
    kinds = [Loader, Planner, *[Client] * (CLIENTS - 2)]
    workers = [kind(site, number, WRITES // CLIENTS) for number, kind in enumerate(kinds)]
    workers[0].sign_in()
    for worker in workers[1:]:
        worker.session.cookies.update(workers[0].session.cookies)
    killer = Killer(site, workers, seed=WRITES)
    killer.start()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    killer.over.set()
    killer.join()
    print(f"killed: {killer.kills}")
    assert [worker.fault for worker in workers if worker.fault] == []
    assert killer.kills["web"] >= 2 and killer.kills["worker"] >= 1, "too few were killed to have tried anything"
    until = time.monotonic() + SETTLE_SECONDS
    while unfinished(site):
        assert time.monotonic() < until, f"left behind: {unfinished(site)}"
        workers[0].confirm()
        time.sleep(0.2)
    return workers


def unfinished(site: Site) -> list[tuple]:
    """Jobs that nobody has ended, and workbooks that were read and wait for the lead."""
    jobs = rows(site, "SELECT kind, state, attempts FROM access_job WHERE state IN ('queued', 'running')")
    ready = "SELECT file_name, state FROM interchange_load WHERE state = 'ready' AND file_name LIKE 'load%'"
    return jobs + rows(site, ready)


def test_what_was_acknowledged_is_there_once_and_audited(site, beset):
    acknowledged = [number for worker in beset for number in worker.acknowledged]
    refusals = [refusal for worker in beset for refusal in worker.refusals]
    stored = [number for (number,) in rows(site, "SELECT staff_number FROM people_person WHERE staff_number LIKE 'E%'")]
    print(f"{len(acknowledged)} acknowledged, {len(refusals)} told that they stand already")
    assert len(acknowledged) + len(refusals) == WRITES // CLIENTS * CLIENTS
    assert set(acknowledged) <= set(stored), "an acknowledged write was lost"
    assert len(stored) == len(set(stored)), "a form sent twice was written twice"
    # A refusal after a broken answer says that the first sending had been written after all.
    assert all(told for _, told in refusals), refusals
    assert {number for number, _ in refusals} <= set(stored)


def test_a_workbook_was_loaded_whole_or_not_at_all_and_never_twice(site, beset):
    loads = rows(site, "SELECT file_name, state, loaded FROM interchange_load WHERE file_name LIKE 'load%' ORDER BY id")
    print(loads)
    people = Counter(
        number[:4] for (number,) in rows(site, "SELECT staff_number FROM people_person WHERE staff_number LIKE 'L%'")
    )
    assert {name for name, *_ in loads} == {f"load{number}.xlsx" for number in range(1, LOADS + 1)}
    assert set(people.values()) == {ROWS}, people
    for name, state, loaded in loads:
        assert loaded == (ROWS if state == "loaded" else 0), (name, state, loaded)
    # A form sent again after a broken answer may have come twice: the second load finds everybody there.
    assert sorted(people) == sorted({f"L{int(name[4:-5]):03d}" for name, state, loaded in loads if state == "loaded"})


def test_no_job_is_left_behind_and_a_plan_is_whole_or_says_that_it_stopped(site, beset):
    assert unfinished(site) == []
    plans = rows(
        site,
        "SELECT p.state, j.state, p.answer IS NULL FROM placement_placementplan p JOIN access_job j ON j.id = p.job_id",
    )
    print(plans)
    assert len(plans) >= PLANS
    for plan, job, empty in plans:
        assert (plan == "asked") == bool(empty) == (job == "stopped"), (plan, job, empty)


def test_every_row_there_is_was_audited_and_no_other(site, beset):
    differing = []
    for (table,) in rows(site, "SELECT DISTINCT table_name FROM access_auditrow"):
        here = rows(site, f'SELECT count(*) FROM "{table}"')[0][0]
        counted = f"SELECT operation, count(*) FROM access_auditrow WHERE table_name = '{table}' GROUP BY 1"
        told = dict(rows(site, counted))
        if told.get("insert", 0) - told.get("delete", 0) != here:
            differing.append((table, here, told))
    assert differing == [], "audit rows are not the changes"
    assert site.command("verify-audit").returncode == 0
