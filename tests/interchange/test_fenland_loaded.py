"""The lead's workbook in the database: the truth file is met by what stands there, and nothing private stands
anywhere."""

import io
import json
import logging
import zipfile
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from django.db import connection

from alongside.access.actors import acting
from alongside.access.models import Job
from alongside.checks.models import Check
from alongside.interchange.formats.mending import mending_workbook
from alongside.interchange.models import Load
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.posts.models import Post
from alongside.posts.rules import holdings_fit
from alongside.progression.models import Leaving
from alongside.support.models import Supervision
from alongside.teams.models import Site, Team
from alongside.training.models import Cohort, Trainee
from tests.interchange.test_fenland import report as decided
from tests.interchange.test_fenland import row as row_of

INTAKE = Path(__file__).resolve().parents[3] / "shared" / "data" / "intake"
pytestmark = pytest.mark.skipif(not INTAKE.is_dir(), reason="the shared workbook is not here")
RECORDS = (Person, Team, Site, Post, Cohort, Trainee, Holding, Leaving, Check, Supervision)


@cache
def truth() -> dict:
    return json.loads((INTAKE / "fenland.truth.json").read_text(encoding="utf-8"))


@cache
def fenland() -> bytes:
    return (INTAKE / "fenland.xlsx").read_bytes()


def counts() -> dict:
    return {model.__name__: model.objects.count() for model in RECORDS}


def everything() -> list:
    return [sorted(map(repr, model.objects.values_list())) for model in RECORDS]


@pytest.fixture
def loaded(loader):
    return loader.load(fenland(), "fenland.xlsx")


def test_people_posts_teams_and_cohorts_stand_as_the_truth_file_counts_them(loaded):
    assert loaded.state == Load.State.LOADED, loaded.job.message
    right = truth()
    fewest, most = right["people_with_a_row_that_has_no_refused_value"], right["people_if_no_duplicate_is_joined"]
    assert fewest <= Person.objects.count() <= most
    assert Person.objects.count() == right["people"]
    assert Post.objects.count() == right["posts"]
    assert Team.objects.count() == right["teams"]
    assert Cohort.objects.count() == right["cohorts"]


def test_every_row_of_the_file_has_one_fate(loaded):
    assert (loaded.loaded, loaded.refused, loaded.skipped, loaded.rows) == (510, 4, 64, 578)
    assert loaded.loaded + loaded.refused + loaded.skipped == loaded.rows == len(loaded.findings["rows"])


def person_of(entry: dict) -> Person:
    said = row_of(entry).values
    found = Person.objects.filter(name=said["name"])
    return found.get(staff_number=said["staff_no"]) if found.count() > 1 else found.get()


def holding_value(entry, name):
    person = person_of(entry)
    at_hand = {"name": person.name, "email": person.email, "phone": person.phone, "staff_no": person.staff_number}
    if name in at_hand:
        return at_hand[name] or None
    held = person.holdings.get(ended=False)
    if name == "cohort":
        return person.trainings.get().cohort.number
    contract = held.get_contract_display()
    values = {
        "contract": contract,
        "team": held.team and held.team.name,
        "manager": held.manager_name,
        "post_no": held.post.number,
    }
    return values[name] if name in values else getattr(held, name)


def trainee_value(entry, name):
    said = row_of(entry).values
    trainee = Trainee.objects.get(person=person_of(entry), cohort__number=said["cohort"])
    return trainee.get_result_display() if name == "result" else getattr(trainee, name)


def post_value(entry, name):
    post = Post.objects.select_related("team").get(number=row_of(entry).values["post_no"])
    return {
        "post_no": post.number,
        "status": "Frozen" if post.frozen else "",
        "frozen_from": next((freeze.from_on for freeze in post.freezes.all()), None),
    }.get(name, getattr(post, name, None))


def check_value(entry, name):
    person = person_of(entry)
    kind, field = {
        "dbs_issued_on": ("dbs", "evidence_on"),
        "oh_outcome": ("health", "fitness"),
        "rtw_on": ("right_to_work", "evidence_on"),
    }[name]
    check = Check.objects.get(person=person, kind=kind)
    return check.get_fitness_display() if name == "oh_outcome" else getattr(check, field)


def supervision_value(entry, name):
    said = row_of(entry).values
    person = person_of(entry)
    found = Supervision.objects.filter(person=person, on=said["held_on"], supervisor_name=said["with"])
    one = found.get(minutes=said["minutes"])
    return {"name": person.name, "held_on": one.on}.get(name, getattr(one, name, None))


def leaver_value(entry, name):
    said = row_of(entry).values
    person = person_of(entry)
    held = Holding.objects.get(person=person, ended=True, ended_on=said["left_on"])
    leaving = Leaving.objects.get(person=person, left_on=said["left_on"])
    return {"name": person.name, "left_on": leaving.left_on, "team": held.team.name}[name]


def place_value(entry, name):
    said = row_of(entry).values
    if entry["sheet"] == "Cohorts":
        cohort = Cohort.objects.get(number=said["cohort"])
        return cohort.number if name == "cohort" else getattr(cohort, name)
    team = Team.objects.get(name=said["team"])
    return {"team": team.name, "site": team.site and team.site.name}[name]


VALUE = {
    "Peer workers": holding_value,
    "Training cohorts": trainee_value,
    "Posts & vacancies": post_value,
    "Checks": check_value,
    "Supervision log": supervision_value,
    "Leavers": leaver_value,
    "Cohorts": place_value,
    "Teams": place_value,
}


def plain(value):
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def test_sixty_cells_stand_in_the_database_exactly(loaded):
    assert decided()
    wrong = []
    for entry in truth()["must_load"]:
        stands = plain(VALUE[entry["sheet"]](entry, entry["field"]))
        elsewhere = {one.values.get(entry["field"]) for one in decided().rows if one.person == row_of(entry).person}
        if stands != entry["value"] and not (entry["value"] is None and stands in elsewhere):
            wrong.append((entry, stands))
    assert wrong == []


def test_a_registered_post_came_in_as_one_and_is_marked_for_good(loaded):
    posts = Post.objects.filter(number__in=truth()["never_convertible"])
    assert posts.count() == len(truth()["never_convertible"])
    for post in posts:
        assert post.ever_registered and not post.peer and post.suitable == "not_asked", post.number
    assert Post.objects.filter(peer=True).count() > 30
    assert not Post.objects.filter(peer=True, ever_registered=True).exists()


def test_nobody_holds_more_of_a_post_than_it_is_funded_for(loaded):
    for post in Post.objects.all():
        held = post.holdings.filter(ended=False).values_list("wte", flat=True)
        known = [wte for wte in held if wte is not None]
        assert holdings_fit(post.wte_funded, post.wte_others, known), post.number


def test_a_frozen_post_is_frozen_since_its_day_and_never_advertised(loaded):
    frozen = Post.objects.filter(frozen=True)
    assert frozen.count() == 5
    assert all(post.freezes.get().from_on and post.advertised_on is None for post in frozen)


def test_a_certificate_with_content_leaves_a_decision_open_and_is_never_clear(loaded):
    undecided = Check.objects.get(kind="dbs", state="undecided")
    assert undecided.person.name == row_of({"sheet": "Checks", "row": 29}).values["name"]
    assert not Check.objects.filter(person=undecided.person, kind="health").exists()


def test_two_people_of_one_name_are_two_and_the_log_does_not_say_which(loaded):
    name = row_of({"sheet": "Peer workers", "row": 14}).values["name"]
    assert Person.objects.filter(name=name).count() == 2
    assert not Supervision.objects.filter(person__name=name).exists()


def test_loading_the_same_workbook_twice_changes_nothing(loaded, loader):
    before = everything()
    again = loader.load(fenland(), "fenland.xlsx")
    assert again.state == Load.State.LOADED
    assert (again.loaded, again.refused) == (0, loaded.refused)
    assert everything() == before


def test_the_answers_of_the_lead_are_followed(loader):
    load = loader.read(fenland(), "fenland.xlsx")
    questions = load.findings["questions"]
    answers = {}
    for number, question in enumerate(questions):
        if question["about"] == "pairs":
            answers[f"question_{number}"] = "same"
        elif question["key"] == "mulberry one":
            answers[f"question_{number}"] = "Mulberry 1"
        elif question["about"] == "ticks":
            answers[f"question_{number}"] = "yes"
        elif question["about"] == "people":
            answers[f"question_{number}"] = question["choices"][0][0]
    assert loader.post("load_questions", load.pk, **answers).status_code == 302
    load = loader.work(load)
    assert [question["about"] for question in load.findings["questions"]] == ["teams", "teams"]
    load = loader.confirm(load)
    # Two of the rows that were the same person say nothing the first one did not.
    assert load.loaded == 526 and Person.objects.count() == truth()["people"]
    name = row_of({"sheet": "Peer workers", "row": 32}).values["name"]
    assert Holding.objects.get(person__name=name, ended=False).team.name == "Mulberry 1"


def in_the_database() -> str:
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.extend(repr(row) for row in cursor.fetchall())
    return "\n".join(found)


def text_of(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_what_must_not_be_stored_stands_nowhere(loader, caplog):
    caplog.set_level(logging.DEBUG)
    load = loader.read(fenland(), "fenland.xlsx")
    for page in range(1, 13):
        loader.see("load_rows", load.pk, query=f"?page={page}")
    for number in range(1, 11):
        loader.see("load_sheet", load.pk, number)
    for name in ("loads", "load_new"):
        loader.see(name)
    for name in ("load", "load_questions", "load_discard", "load_progress"):
        loader.see(name, load.pk)
    sealed = json.dumps([load.findings, load.layout, load.decisions], ensure_ascii=False)
    load = loader.confirm(load)
    loader.see("load", load.pk)
    loader.see("load_rows", load.pk)
    loader.see("load_mending", load.pk)
    said = "\n".join(
        [
            in_the_database(),
            sealed,
            json.dumps(load.findings, ensure_ascii=False),
            text_of(load.mending),
            caplog.text,
            *(page.decode("utf-8", errors="replace") for page in loader.shown),
        ]
    )
    assert [secret for secret in truth()["must_not_store"] if secret in said] == []
    assert len(said) > 1_000_000 and "Malcolm Yaxham" in said


def test_a_finished_load_keeps_no_name_no_file_and_no_layout(loaded):
    assert loaded.upload is None and loaded.layout is None and loaded.decisions is None
    kept = json.dumps(loaded.findings, ensure_ascii=False)
    names = Person.objects.values_list("name", flat=True)
    assert [name for name in names if name in kept] == []
    assert "disclosure_content" not in kept


def test_the_workbook_of_rows_to_mend_can_be_mended_and_loaded(loaded, loader):
    again = loader.read(loaded.mending, "mend.xlsx")
    kinds = {row["sheet"]: row["kind"] for row in again.findings["rows"]}
    assert kinds == {
        "About this file": "not data",
        "Peer workers": "people in post",
        "Training cohorts": "trainees",
        "Cohorts": "cohorts",
        "Teams": "teams",
        "Posts & vacancies": "posts",
        "Checks": "checks",
        "Supervision log": "supervision",
        "Leavers": "leavers",
    }
    before = everything()
    again = loader.confirm(again)
    assert again.state == Load.State.LOADED and again.loaded == 0
    assert everything() == before


def test_an_error_in_the_middle_of_writing_leaves_nothing_half_written(loader, monkeypatch):
    load = loader.read(fenland(), "fenland.xlsx")

    def breaks(findings):
        assert counts()["Supervision"] == 162
        raise RuntimeError("the power went")

    monkeypatch.setattr("alongside.interchange.actions.rows.after_load", breaks)
    load = loader.confirm(load)
    assert load.state == Load.State.LOADING and load.job.state == Job.State.STOPPED
    assert "RuntimeError" in load.job.message and "Nothing was written" in load.job.message
    assert set(counts().values()) == {0}
    monkeypatch.undo()
    assert "Try again" in loader.see("load", load.pk)
    assert loader.confirm(load).state == Load.State.LOADED


def test_a_worker_that_lost_its_lease_writes_nothing(loader, monkeypatch):
    load = loader.read(fenland(), "fenland.xlsx")

    def somebody_else_takes_over(*prepared):
        with acting("system:test", "test"):
            Job.objects.filter(kind="load_rows").update(lease="00000000-0000-0000-0000-000000000001")
        return mending_workbook(*prepared)

    monkeypatch.setattr("alongside.interchange.jobs.mending_workbook", somebody_else_takes_over)
    load = loader.confirm(load)
    assert load.state == Load.State.LOADING and load.job.state == Job.State.RUNNING
    assert set(counts().values()) == {0}
