"""The same load from the command line: a trial that writes nothing, then for good; and the NHS's list of trusts."""

import stat
from pathlib import Path

import pytest

from alongside.access.models import Job, Organisation, OrganisationName
from alongside.access.permissions import Role
from alongside.cli import main
from alongside.interchange.formats.refusals import SENTENCES
from alongside.interchange.formats.table import Workbook
from alongside.interchange.formats.workbook import open_workbook
from alongside.interchange.models import Load
from alongside.interchange.rules import guess_layout
from alongside.people.models import Person
from tests.factories import make_user
from tests.interchange.books import book
from tests.interchange.test_loads import AOIFE, BRAM, POST, POSTS, TEAMS, peers, small

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
COUNTED = "510 loaded + 4 refused + 64 skipped = 578 rows in fenland.xlsx."


@pytest.fixture
def load(world, capsys):
    """Runs `alongside load` and answers its exit code, what it said, and what it complained about."""

    def run(file, *options):
        code = main(["load", str(file), "--as", world.lead.email, *map(str, options)])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def lists(tmp_path):
    path = tmp_path / "lists.xlsx"
    path.write_bytes(small())
    return path


def test_a_trial_writes_nothing_but_its_report(load, lists, tmp_path):
    report = tmp_path / "report.xlsx"
    code, said, _ = load(lists, "--report", report)
    assert code == 0 and "4 loaded + 0 refused + 3 skipped = 7 rows in lists.xlsx." in said
    assert "column J (Notes) was not loaded" in said and "nothing was written" in said
    assert not Person.objects.exists() and not Load.objects.exists() and not Job.objects.exists()
    assert isinstance(open_workbook(report.read_bytes(), "report.xlsx"), Workbook)
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_with_commit_the_rows_are_written_and_a_second_time_nothing_is_new(load, lists):
    code, said, _ = load(lists, "--commit")
    assert code == 0 and "4 loaded + 0 refused + 3 skipped = 7 rows" in said and "trial" not in said
    assert Person.objects.count() == 2 and Load.objects.get().state == Load.State.LOADED
    code, said, _ = load(lists, "--commit")
    assert code == 0 and "0 loaded + 0 refused + 7 skipped = 7 rows" in said
    assert Person.objects.count() == 2


def test_the_report_holds_the_rows_to_mend(load, tmp_path):
    path, report = tmp_path / "lists.xlsx", tmp_path / "report.xlsx"
    nobody = ["", "21000009", "", "", 3, 0.5, "4/3/2024", "", "", ""]
    path.write_bytes(book(**peers(AOIFE, BRAM, nobody), Posts=[POSTS, POST], Teams=[TEAMS]))
    code, said, _ = load(path, "--report", report, "--commit")
    assert code == 0 and "1 refused" in said
    found = open_workbook(report.read_bytes(), "report.xlsx")
    assert isinstance(found, Workbook)
    assert guess_layout(found).sheet("Peer workers").rows == 3


@pytest.mark.parametrize("commit", [(), ("--commit",)])
def test_a_refused_file_ends_with_two_and_one_sentence(load, tmp_path, commit):
    path = tmp_path / "lists.xlsx"
    path.write_bytes(b"Name,Team")
    code, said, complained = load(path, *commit)
    assert code == 2 and said == ""
    assert complained.strip() == f"alongside load: {SENTENCES['not_a_workbook']}"
    path.write_bytes(book(Sheet=[]))
    code, _, complained = load(path, *commit)
    assert code == 2 and SENTENCES["nothing_in_it"] in complained
    code, _, complained = load(tmp_path / "nowhere.xlsx", *commit)
    assert code == 2 and "cannot be read" in complained
    assert not Person.objects.exists()


def test_only_somebody_who_may_load_can_be_named(world, lists, capsys):
    educator = make_user(world.trust, Role.EDUCATOR)
    for email in (educator.email, "nobody@example.org"):
        assert main(["load", str(lists), "--as", email, "--commit"]) == 1
        assert "is no account that may load" in capsys.readouterr().err
    assert main(["load", str(lists)]) == 2
    assert not Load.objects.exists()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared workbook is not here")
def test_the_shared_workbook_loads_from_the_command_line(load):
    code, said, _ = load(SHARED / "intake" / "fenland.xlsx", "--commit")
    assert code == 0 and COUNTED in said
    assert Person.objects.count() == 155


LINE = ",".join(['"RGT"', '"FENLAND TRUST"', *['""'] * 8, '"20000401"', '""', *['""'] * 15])


def test_the_list_of_trusts_loads_line_by_line_and_twice_changes_nothing(world, tmp_path, capsys):
    path = tmp_path / "etr.csv"
    path.write_text(f'{LINE}\n"TOO","SHORT"\n', encoding="utf-8")
    assert main(["load-organisations", str(path)]) == 0
    said, complained = capsys.readouterr()
    assert "1 recorded + 0 unchanged + 1 left out = 2 lines" in said and "Line 2 does not have 27" in complained
    assert main(["load-organisations", str(path)]) == 0
    assert "0 recorded + 1 unchanged" in capsys.readouterr().out
    path.write_text(LINE.replace("FENLAND TRUST", "FENLAND AND WASHES") + "\n", encoding="utf-8")
    assert main(["load-organisations", str(path)]) == 0
    names = OrganisationName.objects.filter(organisation__code="RGT").order_by("from_on")
    assert list(names.values_list("name", flat=True)) == ["FENLAND TRUST", "FENLAND AND WASHES"]
    path.write_text("nothing of the kind", encoding="utf-8")
    assert main(["load-organisations", str(path)]) == 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared list of trusts is not here")
def test_the_shared_list_of_trusts_loads_whole(world, capsys):
    assert main(["load-organisations", str(SHARED / "ods" / "etr.csv")]) == 0
    assert "left out" in capsys.readouterr().out and Organisation.objects.count() == 274
