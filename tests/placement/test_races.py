"""Two leads decide at once, each in a process of their own on one real database: one wins, the other is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness import ROOT, Database

PREAMBLE = """
import json, os, sys, time
import django
django.setup()
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.placement.actions import accept_proposal
from alongside.placement.models import Holding, Proposal
from tests.factories import TODAY, make_holding, make_person, make_post, make_team, make_trust, make_user
from tests.placement.conftest import START, planned, trained
"""
WORLD = """
def world():
    trust = make_trust(); team = make_team(trust); post = make_post(trust, team)
    make_holding(make_person(trust), make_post(trust, team))
    leads = [make_user(trust, Role.PROGRAMME_LEAD) for _ in range(2)]
    plans = [planned(trust, leads[0], (trained(trust), post)) for _ in range(2)]
    return {"leads": [lead.pk for lead in leads], "proposals": [plan.proposals.get().pk for plan in plans]}
print(json.dumps([world(), world()]))
"""
DEED = """
proposal, lead, gate = int(sys.argv[1]), User.objects.get(pk=int(sys.argv[2])), sys.argv[3]
subject = Proposal.objects.select_related("plan", "person").get(pk=proposal)
open(f"{gate}.{os.getpid()}", "w").close()
while not os.path.exists(gate):
    time.sleep(0.001)
try:
    accept_proposal(subject, today=TODAY, by=lead)
    print("accepted")
except Refused as refusal:
    print(" ".join(refusal.reasons))
"""
COUNT = "print(Holding.objects.filter(started_on=START).count())"


def environment(database: Database) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": database.address, "DJANGO_SETTINGS_MODULE": "alongside.settings"}


def start(script: str, database: Database, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + script, *map(str, arguments)],
        cwd=ROOT,
        env=environment(database),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.strip()


@pytest.fixture(scope="module")
def worlds(database):
    return json.loads(said(start(WORLD, database)))


def race(database: Database, folder: Path, *deeds: tuple[int, int]) -> list[str]:
    """Each deed in its own process; the gate opens when both stand before it."""
    gate = folder / "gate"
    running = [start(DEED, database, proposal, lead, gate) for proposal, lead in deeds]
    while len(list(folder.glob("gate.*"))) < len(running):
        assert all(process.poll() is None for process in running), [said(process) for process in running]
    gate.touch()
    return sorted(said(process) for process in running)


def test_two_leads_decide_one_proposal_at_once(database, worlds, tmp_path):
    before = int(said(start(COUNT, database)))
    told = race(database, tmp_path, *((worlds[0]["proposals"][0], lead) for lead in worlds[0]["leads"]))
    assert told == ["This proposal has already been accepted.", "accepted"]
    assert int(said(start(COUNT, database))) == before + 1


def test_two_plans_fill_one_post_at_once(database, worlds, tmp_path):
    before = int(said(start(COUNT, database)))
    told = race(database, tmp_path, *zip(worlds[1]["proposals"], worlds[1]["leads"], strict=True))
    assert told[1] == "accepted" and "Nothing of the post is left" in told[0]
    assert int(said(start(COUNT, database))) == before + 1
