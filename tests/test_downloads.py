"""Every file that leaves the product says that it is internal, runs nothing, and leaves a trace in the audit.

The pages are found by walking every address, so a new exporter is covered without being added here.
"""

import csv
import io
import zipfile

import pytest
from django.urls import reverse

from alongside.access.actors import acting
from alongside.access.models import AuditRow, Download
from alongside.interchange.models import Load
from alongside.people.models import Person
from alongside.teams.models import Team
from tests.factories import signed_in
from tests.interchange.books import book
from tests.test_permissions import LINES, addresses, arguments, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
RUNS = "=HYPERLINK(1)"
STARTS = ("=", "+", "-", "@", "\t", "\r")
# The copy and the certificate are the person's own; a chart has no first line; a document is as it came; a calendar
# and a bank of questions are read by other programs, and name nobody.
NOT_INTERNAL = {
    "subject_access_file", "certificate_file", "forecast_png", "document_file", "application_interview_file",
    "timetable_calendar", "questions_download",
}  # fmt: skip


def files(world, client):  # noqa: F811
    """(page, who took it, content type, content) of every address that answers with a file."""
    place = world.places["own"]
    for name, line in LINES.items():
        role = next((role for role in ("programme_lead", "evaluator", "checks_officer") if role in line.roles()), None)
        if not role or line.posts_only:
            continue
        signed_in(client, world.users[role])
        answer = client.get(reverse(name, kwargs=arguments(name, addresses()[name], place)))
        if "attachment" in answer.get("Content-Disposition", ""):
            yield name, world.users[role], answer["Content-Type"], b"".join(answer)


def test_every_file_says_internal_runs_nothing_and_is_in_the_audit(world, client):  # noqa: F811
    """R37, and section 5 of the design: what is written in a record is text in any spreadsheet."""
    with acting("system:test", "plant"):
        Person.objects.update(name=RUNS)
        Team.objects.filter(pk=world.places["own"].team.pk).update(name="@SUM(A1)")
        Load.objects.update(mending=book(About=[["INTERNAL: of the programme"], ["'" + RUNS]]))
    found = set()
    for name, user, kind, content in files(world, client):
        found.add(name)
        traced = Download.objects.filter(user=user, kind=name)
        assert traced.count() == 1, f"{name} left no trace"
        row = AuditRow.objects.get(table_name="access_download", row_id=str(traced.get().pk))
        assert (row.deed, row.actor, row.values["kind"]) == ("log_download", user.actor_label, name)
        if kind.startswith("text/csv"):
            lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            assert lines[0][0].startswith("INTERNAL"), name
            ours = [cell for line in lines for cell in line if cell.startswith(STARTS) and not is_number(cell)]
            assert ours == [], name
        elif "spreadsheet" in kind:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                sheets = b"".join(parts.read(part) for part in parts.namelist() if "worksheets/" in part)
                assert b"<f>" not in sheets and b"INTERNAL" in parts.read("xl/sharedStrings.xml"), name
        else:
            assert name in NOT_INTERNAL, f"{name}: say INTERNAL on its first line, or why not"
    assert found >= {"plan_download", "forecast_csv", "load_mending", "subject_access_file"}


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_page_that_is_no_file_leaves_no_trace(world, client):  # noqa: F811
    signed_in(client, world.users["programme_lead"])
    client.get(reverse("plans"))
    assert not Download.objects.exists()
