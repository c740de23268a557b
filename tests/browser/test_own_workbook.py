"""A lead's own workbook through the pages, with scripts and without: read, mended, confirmed, and what comes back."""

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.walking import Walker
from tests.harness import ROOT
from tests.interchange.books import book

FENLAND = ROOT.parent / "shared/data/intake/fenland.xlsx"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECRET = "on sertraline since May"


def own(name, ward, post):
    """Two people, their ward, and one position number that stands on two rows."""
    staff = f"21{post}"
    return book(
        PSWs=[
            ["PEER SUPPORT WORKERS, kept by Siobhan, updated weekly"],
            [],
            ["Name", "Staff no", "Work email", "Whereabouts", "Band", "WTE", "Date started", "Trained?", "Notes"],
            [name, f"{staff}1", f"a{post}@example.org", ward, "B3", 0.6, date(2024, 3, 4), "y", SECRET],
            [f"{name}e", f"{staff}2", f"b{post}@example.org", ward.lower(), 3, "22.5 hrs", "04.11.2024", "yes", ""],
        ],
        Wards=[["Ward", "Service", "Manager", "Ready for peers?"], [ward, "Inpatient", "K. Vane", "Y"]],
        Vacancies=[
            ["Position number", "Job title", "Ward", "Band", "Staff group", "Funded WTE", "Status"],
            [post, "Peer Support Worker", ward, 3, "Additional Clinical Services", 0.6, "Vacant"],
            [post, "Peer Support Worker", ward, 3, "Additional Clinical Services", 0.8, "Vacant"],
        ],
    )


def a_file(name, data):
    return {"name": name, "mimeType": EXCEL, "buffer": data}


@pytest.fixture
def lead(open_page, assert_accessible):
    """The lead at a desk, with scripts or without."""

    def signed_in(javascript):
        walker = Walker(open_page(javascript=javascript), javascript, *[assert_accessible] * javascript)
        walker.sign_in("lead")
        return walker

    return signed_in


@pytest.mark.parametrize(
    ("javascript", "name", "ward", "post"),
    [(True, "Roisin Applegarth", "Sandpiper Ward", "990001"), (False, "Ignatius Col", "Dunlin Ward", "990002")],
    ids=["with JavaScript", "without JavaScript"],
)
def test_a_workbook_is_read_mended_confirmed_and_loaded(lead, javascript, name, ward, post):
    me = lead(javascript)
    me.load(a_file("our peers.xlsx", own(name, ward, post)))
    assert "column D (Whereabouts) was not loaded" in me.said() and "column I (Notes) was not loaded" in me.said()
    says_what_a_column_means(me)
    looks_through_the_rows(me, name)
    me.press("Load 4 rows")
    me.wait_for_the_worker(me.page.get_by_role("heading", level=1, name="4 rows loaded"))
    given_back = downloads_what_is_to_mend(me)
    assert post in given_back and "another row has" in given_back and SECRET not in given_back
    me.find(name)
    me.follow(name)
    me.arrive(name)
    assert ward in me.said() and SECRET not in me.page.content()

    me.load(a_file("our peers again.xlsx", own(name, ward, post)))
    says_what_a_column_means(me)
    assert "There is no row to load" in me.said()
    me.sign_out()


def says_what_a_column_means(me):
    me.follow("Columns of PSWs")
    me.arrive("PSWs")
    assert SECRET not in me.page.content()
    me.page.get_by_label("Column D: Whereabouts").select_option(label="Team")
    me.press("Read again")
    me.wait_for_the_worker(me.page.get_by_role("heading", name="Before you confirm"))
    assert "Whereabouts" not in me.said()


def looks_through_the_rows(me, name):
    me.follow("Look through the rows")
    me.arrive("Every row")
    expect(me.row("PSWs, row 4")).to_contain_text(name)
    expect(me.row("Vacancies, row 3")).to_contain_text("refused")
    assert SECRET not in me.page.content()
    me.page.get_by_label("What becomes of them").select_option(label="Refused")
    me.press("Show")
    expect(me.page.get_by_role("rowheader")).to_have_text(["Vacancies, row 3"])
    me.page.go_back()
    me.page.go_back()


def downloads_what_is_to_mend(me):
    """Everything that stands in the workbook of rows to mend."""
    with me.page.expect_download() as waiting:
        me.follow("Download the rows to mend")
    assert waiting.value.suggested_filename.endswith(".xlsx")
    sheets = load_workbook(io.BytesIO(waiting.value.path().read_bytes()), read_only=True).worksheets
    return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.skipif(not FENLAND.exists(), reason="the shared workbook is not beside this folder")
def test_sixteen_years_of_a_lead_load_once_and_a_second_time_change_nothing(lead):
    me = lead(True)
    me.load(a_file("fenland.xlsx", FENLAND.read_bytes()))
    me.follow("Look through the rows")
    me.arrive("Every row")
    me.page.go_back()
    me.follow("Answer")
    me.arrive("Questions about the rows")
    me.page.go_back()
    me.page.get_by_role("button", name=re.compile(r"Load \d+ rows")).click()
    me.wait_for_the_worker(me.page.get_by_role("heading", name="What is to mend"))
    counted = re.search(r"(\d+) loaded, (\d+) refused and (\d+) skipped are the (\d+) rows", me.said())
    loaded, refused, skipped, rows = map(int, counted.groups())
    assert loaded > 300 and refused and loaded + refused + skipped == rows
    assert downloads_what_is_to_mend(me)

    again = lead(False)
    again.load(a_file("fenland.xlsx", FENLAND.read_bytes()))
    assert "This very file was loaded on" in again.said() and "There is no row to load" in again.said()
