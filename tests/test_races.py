"""Two people do the same thing at the same moment, through the pages, on one real database of each kind.

One wins, the other is told in words, nothing stands twice, and the audit has one row for each change.
"""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.harness import ROOT, Database


class Racer:
    """A process that does as it is told; see tests/racer.py."""

    def __init__(self, database: Database):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.racer"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database.address},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, line: str) -> None:
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        line = self.process.stdout.readline()
        assert line, "a racer broke: its own words stand above"
        return line.strip()


@pytest.fixture(scope="module")
def racers(database):
    both = [Racer(database), Racer(database)]
    yield both
    for racer in both:
        racer.process.stdin.close()
        racer.process.wait(20)


@pytest.fixture
def world(racers):
    def make(name: str) -> dict:
        racers[0].tell(json.dumps({"world": name}))
        return json.loads(racers[0].hear())

    return make


@pytest.fixture
def race(racers, tmp_path):
    def at_once(table: str, *sendings: dict) -> list[dict]:
        """Two forms sent at once; whoever won comes first. Neither may see a broken page."""
        for racer, sending in zip(racers, sendings, strict=True):
            racer.tell(json.dumps({"gate": str(tmp_path), "table": table, "data": {}} | sending))
        assert [racer.hear() for racer in racers] == ["ready", "ready"]
        for racer in racers:
            racer.tell("go")
        answers = [json.loads(racer.hear()) for racer in racers]
        assert max(answer["status"] for answer in answers) < 500, answers
        assert max(answer["last"] for answer in answers) < 500, answers
        return answers

    return at_once


def told(answers: list[dict], words: str) -> int:
    """To how many of the two a page said it."""
    return sum(bool(re.search(words, answer["text"])) for answer in answers)


def statuses(answers: list[dict]) -> list[int]:
    return sorted(answer["status"] for answer in answers)


def audited(database, table: str, operation: str, where: str = "true") -> int:
    """How many changes of one table the audit holds; the tests of a file share a database, so a row is named."""
    found = f"SELECT count(*) FROM access_auditrow WHERE table_name = '{table}' AND operation = '{operation}'"
    return database.rows(f"{found} AND {where}")[0][0]


def count(database, table: str, where: str) -> int:
    return database.rows(f'SELECT count(*) FROM "{table}" WHERE {where}')[0][0]


def test_two_educators_mark_one_script(database, world, race):
    here = world("script")
    forms = [
        {"path": here["mark"], "as": marker, "data": {"stage": "first", f"mark_{here['question']}": mark}}
        for marker, mark in zip(here["educators"], (2, 3), strict=True)
    ]
    before = audited(database, "training_exammarking", "insert")
    answers = race("training_exammarking", *forms)
    assert statuses(answers) == [302, 422]
    assert told(answers, "was done by .* in the meantime") == 1
    (marking,) = database.rows(f"SELECT id FROM training_exammarking WHERE attempt_id = {here['attempt']}")
    assert count(database, "training_questionmark", f"marking_id = {marking[0]}") == 1
    assert audited(database, "training_exammarking", "insert") == before + 1


def test_one_educator_sends_the_same_marks_twice(database, world, race):
    here = world("script")
    form = {"stage": "first", f"mark_{here['question']}": 2}
    sending = {"path": here["mark"], "as": here["educators"][0], "data": form}
    before = audited(database, "training_exammarking", "insert")
    assert statuses(race("training_exammarking", sending, sending)) == [302, 302]
    assert count(database, "training_exammarking", f"attempt_id = {here['attempt']}") == 1
    assert audited(database, "training_exammarking", "insert") == before + 1


def test_an_exam_started_in_two_windows_starts_once_and_is_handed_in_once(database, world, race):
    here = world("exam_to_sit")
    changed = f"row_id = '{here['attempt']}'"
    before = audited(database, "training_examattempt", "update", changed)
    for path in (here["start"], here["hand_in"]):
        race("training_examattempt", *[{"path": path, "as": here["learner"]}] * 2)
    assert audited(database, "training_examattempt", "update", changed) == before + 2
    assert count(database, "training_examattempt", f"id = {here['attempt']} AND handed_in_at > started_at") == 1


def test_a_certificate_is_issued_once(database, world, race):
    here = world("certificate")
    before = audited(database, "training_coursecertificate", "insert")
    answers = race("training_coursecertificate", *[{"path": here["path"], "as": here["lead"]}] * 2)
    assert told(answers, "The certificate was issued") == 1 and told(answers, "has a certificate|already") == 1
    assert count(database, "training_coursecertificate", f"trainee_id = {here['trainee']}") == 1
    assert audited(database, "training_coursecertificate", "insert") == before + 1


def test_two_leads_offer_one_person_two_posts(database, world, race):
    here = world("offer")
    forms = [
        {"path": here["paths"][0], "as": lead, "data": {"post": post}}
        for lead, post in zip(here["leads"], here["posts"], strict=True)
    ]
    before = audited(database, "checks_conditionaloffer", "insert")
    answers = race("checks_conditionaloffer", *forms)
    assert statuses(answers) == [302, 422]
    assert told(answers, "They have a conditional offer already") == 1
    assert count(database, "checks_conditionaloffer", f"person_id = {here['people'][0]}") == 1
    assert audited(database, "checks_conditionaloffer", "insert") == before + 1


def test_two_leads_decide_one_application(database, world, race):
    here = world("decision")
    said = [{"kind": "offered"}, {"kind": "no", "reasons": "Another time."}]
    forms = [
        {"path": here["paths"][0], "as": lead, "data": data} for lead, data in zip(here["leads"], said, strict=True)
    ]
    before = audited(database, "recruitment_outcome", "insert")
    answers = race("recruitment_outcome", *forms)
    assert statuses(answers) == [302, 422], "one decides, and the other reads why not"
    (outcome,) = database.rows(f"SELECT kind FROM recruitment_outcome WHERE application_id = {here['applications'][0]}")
    (state,) = database.rows(f"SELECT state FROM recruitment_application WHERE id = {here['applications'][0]}")
    assert outcome == state and audited(database, "recruitment_outcome", "insert") == before + 1


def test_two_leads_offer_the_last_place_to_two_applicants(database, world, race):
    here = world("decision")
    forms = [
        {"path": path, "as": lead, "data": {"kind": "offered"}}
        for path, lead in zip(here["paths"], here["leads"], strict=True)
    ]
    before = audited(database, "recruitment_outcome", "insert")
    answers = race("recruitment_outcome", *forms)
    assert statuses(answers) == [302, 422] and told(answers, "The last place has just gone") == 1
    both = ", ".join(map(str, here["applications"]))
    assert count(database, "recruitment_application", f"id IN ({both}) AND state = 'offered'") == 1
    assert audited(database, "recruitment_outcome", "insert") == before + 1


def test_two_want_to_be_the_second_who_scores(database, world, race):
    here = world("scoring")
    forms = [{"path": here["path"], "as": scorer, "data": here["data"]} for scorer in here["scorers"][1:]]
    before = audited(database, "recruitment_marking", "insert")
    answers = race("recruitment_marking", *forms)
    assert statuses(answers) == [302, 422]
    assert told(answers, "Two people score this application already") == 1
    assert count(database, "recruitment_marking", f"application_id = {here['application']}") == 2
    assert audited(database, "recruitment_marking", "insert") == before + 1


def test_a_scorer_sends_the_scores_twice(database, world, race):
    here = world("scoring")
    sending = {"path": here["path"], "as": here["scorers"][1], "data": here["data"]}
    before = audited(database, "recruitment_score", "insert")
    answers = race("recruitment_score", sending, sending)
    assert statuses(answers) == [302, 422] and told(answers, "You have locked your scores") == 1
    assert count(database, "recruitment_marking", f"application_id = {here['application']}") == 2
    assert audited(database, "recruitment_score", "insert") == before + here["criteria"]


def test_an_application_is_sent_twice_by_its_link(database, world, race):
    here = world("sending")
    before = audited(database, "people_person", "insert")
    sending = {"path": "/recruitment/apply/mine/sending/", "link": here["link"]}
    answers = race("people_person|recruitment_application", sending, sending)
    assert told(answers, "It is sent\\.") == 1 and told(answers, "It was sent already") == 1
    sent = f"application_id = {here['application']} AND state = 'submitted'"
    assert count(database, "recruitment_stagereached", sent) == 1
    assert audited(database, "people_person", "insert") == before + 1


def test_somebody_begins_to_apply_twice(database, world, race):
    here = world("beginning")
    data = {"name": "Twice Pressed", "email": "twice@example.org", "way": "written"}
    answers = race("recruitment_application", *[{"path": here["path"], "data": data}] * 2)
    assert statuses(answers) == [302, 302], "both read the same: that a link is on its way"
    (application,) = database.rows(f"SELECT id FROM recruitment_application WHERE intake_id = {here['intake']}")
    assert count(database, "recruitment_applicantlink", f"application_id = {application[0]}") == 2


def test_two_book_the_last_place_of_an_information_session(database, world, race):
    here = world("booking")
    forms = [
        {"path": here["path"], "data": {"name": name, "email": f"{name.lower()}@example.org"}}
        for name in ("Robin", "Jay")
    ]
    before = audited(database, "recruitment_booking", "insert")
    answers = race("recruitment_booking", *forms)
    assert statuses(answers) == [302, 422] and told(answers, "The last place has just gone") == 1
    assert count(database, "recruitment_booking", f"session_id = {here['session']}") == 1
    assert audited(database, "recruitment_booking", "insert") == before + 1


def test_the_form_of_a_new_person_is_sent_twice(database, world, race):
    here = world("adding")
    sending = {"path": here["path"], "as": here["lead"], "data": {"name": "Once Only", "staff_number": "R0000001"}}
    before = audited(database, "people_person", "insert")
    answers = race("people_person", sending, sending)
    assert statuses(answers) == [302, 422] and told(answers, "[Aa]lready|one person") == 1
    assert count(database, "people_person", f"trust_id = {here['trust']}") == 1
    assert audited(database, "people_person", "insert") == before + 1
