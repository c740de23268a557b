"""Loading a workbook through the pages: what a lead sees, mends, decides and confirms, and what is refused."""

import io
import json
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from alongside.access.actors import System, acting
from alongside.access.jobs import Job
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.interchange import jobs
from alongside.interchange.actions import change_layout, confirm_load, discard_load, empty_load
from alongside.interchange.formats.refusals import SENTENCES
from alongside.interchange.jobs import empty_old_loads
from alongside.interchange.models import Load
from alongside.interchange.rules import SheetKind
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.posts.models import Post
from alongside.progression.models import Leaving
from alongside.support.models import Supervision
from alongside.teams.models import Team
from alongside.training.models import Cohort, Trainee
from tests.factories import TODAY, make_holding, make_person, make_post, make_team, make_trust, make_user, signed_in
from tests.interchange.books import book

BROKEN = Path(__file__).resolve().parents[3] / "shared" / "data" / "intake" / "broken"
PEERS = ["Name", "Staff no", "E-mail", "Team", "Band", "WTE", "Start", "Trained?", "Post no", "Notes"]
POSTS = ["Post no", "Job title", "Team", "Band", "Staff group", "Funded WTE", "Filled WTE", "Status", "Advert out"]
TEAMS = ["Service", "Team", "Base", "Manager", "Team prepared?", "Prepared on"]


def peers(*rows) -> dict:
    return {"Peer_workers": [PEERS, *rows]}


AOIFE = ["Aoife Brennan", "21000001", "aoife@example.org", "Alder Ward", 3, 0.6, date(2024, 3, 4), "Y", "100001", "x"]
BRAM = ["Bram Okafor", "21000002", "bram@example.org", "Alder Ward", 3, 0.4, date(2025, 5, 6), "N", "100001", "ok"]
ALDER = ["Inpatient", "Alder Ward", "North", "K. Vane", "Y", date(2025, 1, 2)]
POST = ["100001", "Peer Support Worker", "Alder Ward", 3, "Additional Clinical Services", 1.0, 1.0, "Filled", None]


def small() -> bytes:
    return book(**peers(AOIFE, BRAM), Posts=[POSTS, POST], Teams=[TEAMS, ALDER])


def test_a_workbook_is_read_shown_confirmed_and_loaded(loader):
    assert "No workbook has been loaded yet" in loader.see("loads")
    assert loader.choose(small(), "my lists.xlsx").status_code == 302
    load = Load.objects.get()
    assert "Rows looked at" in loader.see("load", load.pk)
    load = loader.work(load)
    page = loader.see("load", load.pk)
    assert "Nothing has been loaded yet" in page and "Load 4 rows" in page and "Columns<span" in page
    assert Person.objects.count() == 0
    assert "Aoife Brennan" in loader.see("load_rows", load.pk)
    load = loader.confirm(load)
    page = loader.see("load", load.pk)
    assert "4 rows loaded" in page and "Load another workbook" in page
    first, second = Person.objects.order_by("name")
    assert (first.name, first.staff_number, first.added_on) == ("Aoife Brennan", "21000001", TODAY)
    held = second.holdings.get()
    assert (held.team.name, held.wte, held.started_on) == ("Alder Ward", Decimal("0.40"), date(2025, 5, 6))
    post = Post.objects.get()
    assert post.peer and post.wte_others == 0 and post.holdings.count() == 2
    assert Team.objects.get().prepared_on == date(2025, 1, 2)
    assert Trainee.objects.get(person=first).result == "completed"
    assert not second.trainings.exists()
    assert "loaded" in loader.see("loads")


def test_progress_says_how_many_rows_are_done_and_ends_by_asking_for_the_page(loader):
    loader.choose(small())
    load = Load.objects.get()
    answer = loader.client.get(reverse("load_progress", args=[load.pk]))
    assert b"See how far it is now" in answer.content and "HX-Refresh" not in answer
    told = []
    with acting("system:test", "test"):
        Job.objects.filter(pk=load.job_id).update(done=3, total=9)
    told.append(loader.see("load_progress", load.pk))
    assert "3 of 9 done" in told[0]
    load = loader.work(load)
    assert (load.job.done, load.job.total) == (7, 7)
    assert loader.client.get(reverse("load_progress", args=[load.pk]))["HX-Refresh"] == "true"
    load = loader.confirm(load)
    assert load.job.done == load.job.total == 7


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "empty_file"), (b"Name,Team\nA,B", "not_a_workbook"), (small()[:800], "damaged"), (b"PK", "damaged")],
)
def test_a_file_that_is_no_workbook_gets_one_sentence_and_nothing_is_written(loader, data, kind):
    answer = loader.choose(data)
    assert answer.status_code == 422
    assert SENTENCES[kind].split(".")[0] in unescape(answer.content.decode())
    assert not Load.objects.exists() and not Job.objects.exists()


@pytest.mark.skipif(not BROKEN.is_dir(), reason="the shared workbooks are not here")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("truncated", "damaged"),
        ("million_rows", "too_large"),
        ("old_format", "old_excel_format"),
        ("protected", "password_protected"),
        ("really_csv", "not_a_workbook"),
        ("outside_entity", "unsafe_xml"),
    ],
)
def test_each_broken_file_gets_its_own_sentence_and_nothing_is_written(loader, name, kind):
    answer = loader.choose((BROKEN / f"{name}.xlsx").read_bytes(), f"{name}.xlsx")
    assert answer.status_code == 422
    assert SENTENCES[kind].split(".")[0] in unescape(answer.content.decode())
    secret = (BROKEN / "entity-target.txt").read_text(encoding="utf-8")
    assert secret not in unescape(answer.content.decode())
    assert not Load.objects.exists() and not Job.objects.exists()


def test_no_file_and_a_file_beyond_the_limit_are_told_on_the_page(loader, settings):
    assert "Choose the workbook with your lists" in loader.post("load_new").content.decode()
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 500
    answer = loader.choose(small())
    assert answer.status_code == 422 and "too large" in unescape(answer.content.decode())
    assert not Load.objects.exists()


def test_a_workbook_the_worker_cannot_read_is_refused_and_emptied(loader, monkeypatch):
    monkeypatch.setattr("alongside.interchange.forms.READ_AT_ONCE", 0)
    load = loader.read(book(Sheet=[]), "empty.xlsx")
    assert load.state == Load.State.REFUSED and load.upload is None and load.empty_at is None
    assert SENTENCES["nothing_in_it"].split(".")[0] in loader.see("load", load.pk)


def test_the_name_of_a_file_is_shown_without_folders_and_hidden_characters(loader):
    load = loader.read(small(), "C:\\Users\\me\\lists\u202exslx.xlsx")
    assert load.file_name == "listsxslx.xlsx"


def test_a_column_that_was_guessed_wrong_is_mended_and_the_rows_are_read_again(loader):
    load = loader.read(
        book(Peer_workers=[["Name", "Start", "Where they sit", "Notes"], ["Ann Lee", "4/3/2024", "B 1", "x"]])
    )
    page = loader.see("load_sheet", load.pk, 1)
    assert "Column C: Where they sit" in page and "For example 4 March 2024." in page
    assert "Ann Lee" not in page
    answers = {"kind": "people in post", "header_rows": "1", "column_A": "name", "column_B": "", "column_C": "team"}
    assert loader.post("load_sheet", load.pk, 1, **answers).status_code == 302
    load = loader.work(load)
    (row,) = [row for row in load.findings["rows"] if row["label"] == "Ann Lee"]
    assert dict(row["values"]) == {"Full name": "Ann Lee"}
    assert [told["kind"] for told in row["told"]] == ["team_unknown"]
    assert any("column B (Start) was not loaded" in sentence for sentence in load.findings["columns"])


def test_two_columns_cannot_mean_the_same_and_a_private_one_cannot_be_chosen(loader):
    sheet = [["Name", "Started", "Start", "Date of birth"], ["Ann Lee", "4/3/2024", "5/3/2024", "1/2/1980"]]
    load = loader.read(book(Peer_workers=sheet))
    page = loader.see("load_sheet", load.pk, 1)
    assert 'name="column_D"' not in page and "Never loaded from this sheet" in page
    both = {"kind": "people in post", "header_rows": "1", "column_A": "name", "column_B": "started_on"}
    answer = loader.post("load_sheet", load.pk, 1, **both, column_C="started_on", column_D="name")
    assert answer.status_code == 422 and b"Started is column B already" in answer.content
    answer = loader.post("load_sheet", load.pk, 1, kind="people in post", header_rows="one")
    assert answer.status_code == 422 and b"Type the number of the row" in answer.content


def test_a_sheet_taken_for_another_kind_is_guessed_anew(loader):
    load = loader.read(book(Peer_workers=[["Name", "E-mail", "Start"], ["Ann Lee", "ann@example.org", "4/3/2024"]]))
    loader.post("load_sheet", load.pk, 1, kind="people", header_rows="1")
    load = loader.work(load)
    assert {row["kind"] for row in load.findings["rows"]} == {"people"}
    load = loader.confirm(load)
    assert Person.objects.get().email == "ann@example.org" and not Holding.objects.exists()


def test_a_likeness_is_decided_by_the_lead_and_both_sides_are_shown(loader):
    misspelt = ["Aoife Brenan", "", "", "Alder Ward", 3, 0.5, date(2024, 9, 9), "Y", "", ""]
    load = loader.read(book(**peers(AOIFE, misspelt), Posts=[POSTS, POST], Teams=[TEAMS, ALDER]))
    page = loader.see("load_questions", load.pk)
    assert "Two different people" in page and "Peer workers, row 2" in page and "Aoife Brenan" in page
    assert loader.post("load_questions", load.pk).status_code == 422
    assert loader.post("load_questions", load.pk, question_0="different").status_code == 302
    load = loader.work(load)
    assert load.findings["questions"] == []
    assert loader.post("load_questions", load.pk, afresh="yes").status_code == 302
    load = loader.work(load)
    assert len(load.findings["questions"]) == 1
    loader.post("load_questions", load.pk, question_0="different")
    loader.confirm(loader.work(load))
    assert Person.objects.count() == 2


def test_rows_are_filtered_by_sheet_fate_and_reason_and_paged(loader):
    rows = [
        [f"Person {chr(65 + n // 26)}{chr(65 + n % 26)}o", "", "", "", 3, 0.5, "4/3/2024", "", "", ""]
        for n in range(60)
    ]
    load = loader.read(book(**peers(*rows, ["", "1", "", "", 3, 1, "4/3/2024", "", "", ""]), Teams=[TEAMS, ALDER]))
    page = loader.see("load_rows", load.pk)
    assert "Showing 1 to 50 of 62" in page
    assert "Showing 1 to 1" not in page and "Peer workers, row 62" not in page
    assert "Peer workers, row 62" in loader.see("load_rows", load.pk, query="?fate=refused")
    assert "Alder Ward" in loader.see("load_rows", load.pk, query="?sheet=2")
    page = loader.see("load_rows", load.pk, query="?reason=name_missing")
    assert "Peer workers, row 62" in page and "Alder Ward" not in page
    assert "No row is like this" in loader.see("load_rows", load.pk, query="?sheet=2&fate=refused")


def test_of_two_people_who_confirm_one_load_one_does(loader, world):
    load = loader.read(small())
    other = make_user(world.trust, Role.PROGRAMME_LEAD)
    confirm_load(load, by=world.lead)
    with pytest.raises(Refused):
        confirm_load(load, by=other)
    assert Job.objects.filter(kind="load_rows").count() == 1
    assert loader.post("load_confirm", load.pk).status_code == 302
    assert "cannot be loaded now: being loaded" in loader.see("load", load.pk)


def test_a_load_being_written_is_neither_changed_nor_set_aside(loader, world):
    load = confirm_load(loader.read(small()), by=world.lead)
    with pytest.raises(Refused):
        discard_load(load, by=world.lead)
    with pytest.raises(Refused):
        change_layout(load, sheet="Teams", kind=SheetKind.TEAMS, header_rows=(1,), fields={}, by=world.lead)


@pytest.mark.parametrize(("moment", "tries"), [(60, 1), (0, 2)])
def test_what_changed_meanwhile_is_decided_on_again(loader, world, monkeypatch, moment, tries):
    """At once where that takes a moment; else outside, and tried anew."""
    load = loader.read(small())
    real, tried = jobs.load_rows, []

    def somebody_is_quicker(load, **details):
        if not tried:
            make_person(world.trust, name="Aoife Brennan", email="aoife@example.org")
        tried.append(1)
        return real(load, **details)

    monkeypatch.setattr(jobs, "load_rows", somebody_is_quicker)
    monkeypatch.setattr(jobs, "MOMENT", moment)
    load = loader.confirm(load)
    assert load.state == Load.State.LOADED and len(tried) == tries
    assert Person.objects.filter(name="Aoife Brennan").count() == 1
    assert Holding.objects.filter(person__name="Aoife Brennan").count() == 1


@pytest.mark.parametrize(("moment", "loaded"), [(60, True), (0, False)])
def test_a_load_goes_through_while_others_never_stop_writing_or_nothing_of_it_is_written(
    loader, world, monkeypatch, moment, loaded
):
    load = loader.read(small())
    real = jobs.load_rows

    def somebody_is_always_quicker(load, **details):
        make_person(world.trust)
        return real(load, **details)

    monkeypatch.setattr(jobs, "load_rows", somebody_is_always_quicker)
    monkeypatch.setattr(jobs, "MOMENT", moment)
    load = loader.confirm(load)
    assert (load.state == Load.State.LOADED) is loaded
    assert Person.objects.filter(name__in=["Aoife Brennan", "Bram Okafor"]).count() == (2 if loaded else 0)
    if not loaded:
        page = loader.see("load", load.pk)
        assert "Nothing was written" in page and "kept changing" in page


def test_a_load_set_aside_or_forgotten_leaves_nothing_sealed_behind(loader, world):
    aside, forgotten = loader.read(small()), loader.read(small(), "other.xlsx")
    assert loader.post("load_discard", aside.pk).status_code == 302
    aside.refresh_from_db()
    assert aside.state == Load.State.DISCARDED and aside.upload is aside.findings is aside.layout is None
    assert "It was set aside" in loader.see("load", aside.pk)
    empty_old_loads()
    forgotten.refresh_from_db()
    assert forgotten.state == Load.State.READY and forgotten.upload
    with acting("system:test", "test"):
        Load.objects.filter(pk=forgotten.pk).update(empty_at=timezone.now() - timedelta(minutes=1))
    empty_old_loads()
    forgotten.refresh_from_db()
    assert forgotten.state == Load.State.EXPIRED and forgotten.upload is forgotten.findings is None
    assert "Nobody confirmed it" in loader.see("load", forgotten.pk)


def test_a_week_after_the_load_its_rows_to_mend_go_and_the_numbers_stay(loader):
    load = loader.load(small())
    assert loader.see("load_mending", load.pk)
    empty_load(load, at=load.loaded_at + timedelta(days=8), by=System("test"))
    load.refresh_from_db()
    assert load.state == Load.State.LOADED and load.mending is load.findings is None and load.loaded == 4
    assert "4 rows loaded" in loader.see("load", load.pk)
    loader.see("load_mending", load.pk, status=404)


def test_a_load_is_the_leads_own_trusts_only(loader, client):
    load = loader.read(small())
    signed_in(client, make_user(make_trust(), Role.PROGRAMME_LEAD))
    for name in ("load", "load_rows", "load_questions", "load_progress", "load_discard"):
        assert client.get(reverse(name, args=[load.pk])).status_code == 404
    assert client.post(reverse("load_confirm", args=[load.pk])).status_code == 404
    assert "No workbook has been loaded yet" in client.get(reverse("loads")).content.decode()


def test_the_list_of_loads_asks_as_often_for_three_as_for_one(loader, django_assert_num_queries):
    loader.read(small())
    loader.see("loads")
    with CaptureQueriesContext(connection) as one:
        loader.see("loads")
    asked = len(one)
    loader.read(small(), "b.xlsx"), loader.read(small(), "c.xlsx")
    with django_assert_num_queries(asked):
        loader.see("loads")
    assert 3 <= asked <= 15


def test_the_rows_of_a_load_ask_as_often_for_many_as_for_few(loader, django_assert_num_queries):
    few = loader.read(book(Teams=[TEAMS, ALDER]))
    many = loader.read(small())
    for name in ("load", "load_rows"):
        loader.see(name, few.pk)
        with CaptureQueriesContext(connection) as one:
            loader.see(name, few.pk)
        asked = len(one)
        with django_assert_num_queries(asked):
            loader.see(name, many.pk)
        assert 3 <= asked <= 15


def test_a_gap_is_filled_and_what_stands_stays(loader, world):
    team = make_team(world.trust, name="Alder Ward")
    person = make_person(world.trust, name="Aoife Brennan", email="aoife@example.org", phone="07700900001")
    holding = make_holding(person, None, team=team, started_on=None, wte=Decimal("0.50"))
    header = ["Name", "E-mail", "Mobile", "WTE", "Start"]
    row = ["Aoife Brennan", "aoife@example.org", "07700900002", 0.8, "4/3/2024"]
    load = loader.load(book(Peer_workers=[header, row]))
    assert load.loaded == 1
    holding.refresh_from_db(), person.refresh_from_db()
    assert (holding.started_on, holding.wte, person.phone) == (date(2024, 3, 4), Decimal("0.50"), "07700900001")
    kinds = [told["kind"] for row in load.findings["rows"] for told in row["told"]]
    assert kinds == ["differs_from_record", "differs_from_record"]


def test_a_worker_who_left_ends_the_post_they_held(loader, world):
    person = make_person(world.trust, name="Aoife Brennan", email="aoife@example.org")
    post = make_post(world.trust, make_team(world.trust))
    holding = make_holding(person, post, started_on=date(2024, 3, 4))
    leavers = [["Name", "Start", "Left", "Gone to"], ["Aoife Brennan", "4/3/2024", "1/9/2026", "Nurse training"]]
    loader.load(book(Leavers=leavers))
    holding.refresh_from_db()
    assert holding.ended and holding.ended_on == date(2026, 9, 1) and Holding.objects.count() == 1
    assert Leaving.objects.get().destination == "professional_training"
    assert loader.load(book(Leavers=leavers)).loaded == 0


def test_hours_put_down_to_others_are_the_persons_once_their_row_comes(loader, world):
    first = loader.load(book(Posts=[POSTS, POST], Teams=[TEAMS, ALDER]))
    assert first.loaded == 2 and Post.objects.get().wte_others == Decimal("1.00")
    loader.load(book(**peers(AOIFE)))
    post = Post.objects.get()
    assert post.wte_others == Decimal("0.40") and post.holdings.get().wte == Decimal("0.60")
    loader.load(book(**peers(BRAM)))
    assert Post.objects.get().wte_others == 0


def test_a_post_nobody_listed_is_told_and_a_post_without_funding_waits(loader):
    unfunded = ["100002", "Peer Support Worker", "Alder Ward", 3, "", None, None, "Vacant", None]
    load = loader.read(book(**peers(AOIFE), Posts=[POSTS, unfunded], Teams=[TEAMS, ALDER]))
    told = {told["kind"]: row["fate"] for row in load.findings["rows"] for told in row["told"]}
    assert told["post_unknown"] == "will load with a note" and told["funding_missing"] == "held for a person"
    loader.confirm(load)
    assert not Post.objects.exists() and Holding.objects.get().post is None


def test_an_import_never_opens_a_peer_post_where_a_registered_one_closed(loader, world):
    team = make_team(world.trust, name="Alder Ward")
    with acting("system:test", "test"):
        Post.objects.create(trust=world.trust, number="9", title="Staff Nurse", team=team, registered=True,
                            ever_registered=True, wte_funded=1, closed_on=TODAY - timedelta(days=30))  # fmt: skip
    load = loader.load(book(Posts=[POSTS, POST]))
    assert load.refused == 1 and not Post.objects.filter(peer=True).exists()


def test_cohorts_with_a_name_and_cohorts_only_named_in_passing_are_kept(loader):
    header = ["Name", "Cohort", "Result", "Cert. date"]
    rows = [["Ann Lee", "2019a", "Completed", "4/3/2019"], ["Ben Roe", 4, "Withdrew", ""], ["Cy Poe", "2019a", "", ""]]
    loader.load(book(Training=[header, *rows]))
    assert sorted(map(str, Cohort.objects.all())) == ["2019a", "Cohort 4"]
    results = dict(Trainee.objects.values_list("person__name", "result"))
    assert results == {"Ann Lee": "completed", "Ben Roe": "withdrew", "Cy Poe": "not_known"}
    assert loader.load(book(Training=[header, *rows])).loaded == 0


def test_two_meetings_of_one_day_are_two_and_the_same_meeting_twice_is_one(loader, world):
    make_person(world.trust, name="Ann Lee")
    header = ["Date", "Peer worker", "Type", "With", "Held", "Mins"]
    meeting = ["4/3/2026", "Ann Lee", "One to one", "K. Vane", "Y", 60]
    load = loader.load(book(Supervision_log=[header, meeting, meeting, [*meeting[:5], 30], [*meeting[:4], "N", 60]]))
    assert (load.loaded, load.refused) == (2, 1)
    assert sorted(Supervision.objects.values_list("minutes", "kind")) == [(30, "one_to_one"), (60, "one_to_one")]
    again = loader.load(book(Supervision_log=[header, meeting, meeting, [*meeting[:5], 30]]))
    assert again.loaded == 0


def test_a_staff_number_of_somebody_else_is_not_taken(loader, world):
    make_person(world.trust, name="Zed Quill", staff_number="21000001")
    load = loader.read(book(**peers(AOIFE)))
    answers = {
        f"question_{n}": "different" for n, one in enumerate(load.findings["questions"]) if one["about"] == "pairs"
    }
    loader.post("load_questions", load.pk, **answers)
    load = loader.confirm(loader.work(load))
    assert Person.objects.get(name="Aoife Brennan").staff_number == ""
    assert "staff_no_taken" in json.dumps(load.findings)


def test_a_text_that_a_spreadsheet_would_run_is_never_written_as_one(loader):
    sheet = [["Name", "Team", "Start", "=HYPERLINK('x')"], ["Ann Lee", "Alder", "31/02/2020", ""]]
    load = loader.load(book(Peer_workers=sheet, Teams=[TEAMS, ALDER]))
    with zipfile.ZipFile(io.BytesIO(load.mending)) as archive:
        pages = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets" in name)
        assert "<f>" not in pages and "31/02/2020" in archive.read("xl/sharedStrings.xml").decode()


def test_a_heading_that_a_spreadsheet_would_run_goes_back_as_text(loader):
    sheet = [["Name", "@Team", "Start"], ["Ann Lee", "Alder", "31/02/2020"]]
    load = loader.load(book(Peer_workers=sheet, Teams=[TEAMS, ALDER]))
    cells = load_workbook(io.BytesIO(load.mending)).worksheets[1].iter_rows(values_only=True)
    assert "'@Team" in [cell for row in cells for cell in row]


def test_a_file_sent_by_somebody_who_may_not_load_is_not_even_read(client, db):
    trust = make_trust()
    signed_in(client, make_user(trust, Role.TEAM_MANAGER))
    answer = client.post(reverse("load_new"), {"workbook": SimpleUploadedFile("a.xlsx", small())})
    assert answer.status_code == 403 and not Load.objects.exists()
