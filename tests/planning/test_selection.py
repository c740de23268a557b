"""Applications in a forecast: who applied, was offered a place and began, with how far so few of them carry."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.actors import acting
from alongside.access.jobs import run_job
from alongside.access.permissions import Role
from alongside.planning import bridge, jobs
from alongside.planning.models import ForecastRun
from alongside.recruitment.models import Application, Intake, StageReached
from alongside.training.models import Cohort, Trainee
from tests.factories import TODAY, make_person, make_trust, make_user, signed_in
from tests.planning.test_pages import ANSWERS, page

WORKER = jobs
pytestmark = pytest.mark.django_db
PATHS = {
    "began": {"submitted": 20, "invited": 19, "offered": 16, "accepted": 15},
    "in the pool": {"submitted": 20, "offered": 16, "accepted": 15},
    "dropped out": {"submitted": 20, "offered": 16, "declined": 14},
    "not yet": {"submitted": 20, "not_yet": 17},
    "withdrew before": {"submitted": 20, "withdrawn": 18},
    "undecided": {"submitted": 2},
    "never sent": {"draft": 2},
}


@pytest.fixture
def trust():
    return make_trust()


def make_round(trust, paths=PATHS) -> Intake:
    with acting("system:test", "test"):
        opens_on = TODAY - timedelta(weeks=24)
        intake = Intake.objects.create(
            trust=trust, title="Spring", about="A course.", places=8, telephone="01632 960000", opens_on=opens_on,
            closes_on=TODAY,
        )  # fmt: skip
        for number, (name, path) in enumerate(paths.items(), 1):
            state = list(path)[-1]
            person = None if state == "draft" else make_person(trust)
            one = Application.objects.create(intake=intake, number=number, person=person, state=state)
            for stage, weeks in path.items():
                at = datetime.combine(TODAY - timedelta(weeks=weeks), time(12), UTC)
                StageReached.objects.create(application=one, state=stage, at=at)
            if name == "began":
                starts_on = TODAY - timedelta(weeks=10)
                cohort = Cohort.objects.create(
                    trust=trust, number=90, starts_on=starts_on, ends_on=starts_on + timedelta(weeks=5)
                )
                Trainee.objects.create(person=person, cohort=cohort, result="completed")
    return intake


def rate(programme, name):
    return next(term for term in programme.posterior().terms if term.rate == name)


def test_each_application_counts_where_it_ended(trust):
    make_round(trust)
    programme = bridge.read(trust.pk, TODAY)
    found = programme.selection.rounds
    assert [(one.applied, one.offered, one.accepted, one.began) for one in found] == [(6, 3, 2, 1)]
    assert (rate(programme, "applications").events, rate(programme, "applications").exposure) == (6, 24)
    assert (rate(programme, "selected").events, rate(programme, "selected").exposure) == (3, 5)
    assert rate(programme, "drop_out").events == 1
    assert not {"applications", "selected", "drop_out"} & set(programme.unrecorded)


def test_weeks_before_the_first_intake_do_not_count_as_weeks_without_applications(trust):
    with acting("system:test", "test"):
        began = TODAY - timedelta(weeks=200)
        old = Cohort.objects.create(trust=trust, number=1, starts_on=began, ends_on=began + timedelta(weeks=5))
        Trainee.objects.create(person=make_person(trust), cohort=old, result="completed")
    make_round(trust)
    programme = bridge.read(trust.pk, TODAY)
    assert programme.history.observed_from == began
    assert rate(programme, "applications").exposure == 24 and rate(programme, "qualify").exposure == 2


def test_looking_back_takes_each_course_as_it_ran_whoever_applied(trust):
    make_round(trust)
    history, posterior = bridge.read(trust.pk, TODAY).for_the_past()
    assert history.applications == ()
    assert next(term.mean for term in posterior.terms if term.rate == "applications") > 50


def test_the_applications_of_another_trust_are_not_read(trust):
    make_round(make_trust())
    programme = bridge.read(trust.pk, TODAY)
    assert programme.selection.rounds == () and "selected" in programme.unrecorded


def test_applications_are_read_in_a_fixed_number_of_queries(trust):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            bridge.read(trust.pk, TODAY)
        return len(made)

    make_round(trust)
    first = queries()
    for _ in range(2):
        make_round(trust, {"in the pool": PATHS["in the pool"]})
    assert queries() == first <= 10


def test_a_lead_reads_what_the_forecast_takes_from_the_applications(trust, client, monkeypatch):
    monkeypatch.setattr("alongside.planning.views.localdate", lambda: TODAY)
    make_round(trust)
    signed_in(client, make_user(trust, Role.PROGRAMME_LEAD))
    client.post(reverse("forecast_new"), ANSWERS)
    run = ForecastRun.objects.get()
    run_job.func(run.job_id)
    basis = page(client, "forecast_basis", run.pk)
    assert "Offered a place" in basis and "What the forecast takes from them" in basis
    assert "5 decided applications" in basis and "No applications are recorded" not in basis
