"""A loaded workbook is forecast as far as it carries, and says what it does not."""

import re
from pathlib import Path

import pytest

from alongside.access.jobs import run_job
from alongside.planning import jobs
from alongside.planning.models import ForecastRun
from tests.factories import TODAY
from tests.interchange.conftest import loader, world  # noqa: F401  (fixtures)
from tests.planning.test_pages import ANSWERS

WORKER = jobs
WORKBOOK = Path(__file__).resolve().parents[3] / "shared" / "data" / "intake" / "fenland.xlsx"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not WORKBOOK.is_file(), reason="the shared workbook is not here"),
]


def test_a_loaded_workbook_says_what_it_cannot_say(loader, monkeypatch):  # noqa: F811
    monkeypatch.setattr("alongside.planning.views.localdate", lambda: TODAY)
    assert loader.load(WORKBOOK.read_bytes(), "fenland.xlsx").state == "loaded"
    loader.post("forecast_new", **ANSWERS)
    run = ForecastRun.objects.get()
    run_job.func(run.job_id)
    text = loader.see("forecast", run.pk)
    assert "Your records are too thin to say" in text and "how often suitable posts open" in text
    assert "Start a course for" not in text and "Do not start a course" not in text
    basis = loader.see("forecast_basis", run.pk)
    assert "No applications are recorded" in basis
    assert "41 peer posts have no opening date" in basis and "more than two years" in basis
    assert re.search(r"Posts that fall vacant</th><td[^>]*>Too thin to say", basis)
    assert not re.search(r"People who leave</th><td[^>]*>Too thin to say", basis)
    loader.post("back_test_new")
    run_job.func(ForecastRun.objects.latest("pk").job_id)
    assert "When posts opened is mostly not recorded" in loader.see("forecast", ForecastRun.objects.latest("pk").pk)
