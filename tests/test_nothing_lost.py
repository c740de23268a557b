"""SIGKILL at random moments while eight people write: what was acknowledged is there, once, and audited.

A short run in the suite; `make endure` does 10,000 acknowledged writes on each database (ENDURE_WRITES).
"""

import os
import random
import re
import signal
import sqlite3
import threading
import time
from pathlib import Path

import psycopg
import pytest
import requests

from tests.harness import Site

WRITES = int(os.environ.get("ENDURE_WRITES", "160"))
CLIENTS = 8
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
    """Kills a process of the web server or the worker without warning, whenever the site has come back."""

    def __init__(self, site: Site, seed: int):
        super().__init__(daemon=True)
        self.site, self.chance, self.over, self.kills = site, random.Random(seed), threading.Event(), 0

    def run(self):
        while not self.over.wait(self.chance.uniform(0.3, 1.5)):
            family = [pid for child in children(self.site.process.pid) for pid in children(child) or [child]]
            if family and self.site.answers():
                try:
                    os.kill(self.chance.choice(family), signal.SIGKILL)
                    self.kills += 1
                except ProcessLookupError:
                    continue


class Client(threading.Thread):
    """Somebody who adds people, and after a broken answer sends the same form again until it is acknowledged."""

    def __init__(self, site: Site, number: int, writes: int):
        super().__init__(daemon=True)
        self.site, self.number, self.writes = site, number, writes
        self.session = requests.Session()
        self.acknowledged, self.refusals = [], []

    def send(self, method: str, path: str, **data) -> requests.Response:
        until = time.monotonic() + 240
        while True:
            try:
                answer = self.session.request(method, self.site.url + path, timeout=30, allow_redirects=False, **data)
                if answer.status_code < 500:
                    return answer
            except requests.RequestException:
                pass
            assert time.monotonic() < until, f"{path} has not answered for four minutes"
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


def rows(site: Site, statement: str) -> list[tuple]:
    if site.database.startswith("sqlite"):
        connection = sqlite3.connect(site.database.removeprefix("sqlite:///"), timeout=20)
    else:
        connection = psycopg.connect(site.database)
    try:
        return list(connection.execute(statement).fetchall())
    finally:
        connection.close()


@pytest.fixture
def beset(site):
    """Eight signed-in clients at work while processes are killed; ends when all are done."""
    workers = [Client(site, number, WRITES // CLIENTS) for number in range(CLIENTS)]
    workers[0].sign_in()
    for worker in workers[1:]:
        worker.session.cookies.update(workers[0].session.cookies)
    killer = Killer(site, seed=WRITES)
    killer.start()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    killer.over.set()
    killer.join()
    assert killer.kills >= 2, "too few processes were killed to have tried anything"
    return workers


def test_what_was_acknowledged_is_there_once_and_audited(site, beset):
    acknowledged = [number for worker in beset for number in worker.acknowledged]
    refusals = [refusal for worker in beset for refusal in worker.refusals]
    stored = [number for (number,) in rows(site, "SELECT staff_number FROM people_person WHERE staff_number LIKE 'E%'")]
    assert len(acknowledged) + len(refusals) == WRITES // CLIENTS * CLIENTS
    assert set(acknowledged) <= set(stored), "an acknowledged write was lost"
    assert len(stored) == len(set(stored)), "a form sent twice was written twice"
    # A refusal after a broken answer says that the first sending had been written after all.
    assert all(told for _, told in refusals), refusals
    assert {number for number, _ in refusals} <= set(stored)
    audited = rows(
        site,
        "SELECT count(*) FROM access_auditrow a JOIN people_person p ON a.row_id = CAST(p.id AS varchar)"
        " WHERE a.table_name = 'people_person' AND a.operation = 'insert' AND p.staff_number LIKE 'E%'",
    )
    assert audited == [(len(stored),)], "audit rows are not the changes"
    assert site.command("verify-audit").returncode == 0
