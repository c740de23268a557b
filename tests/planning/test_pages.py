"""The pages of planning, walked as a lead and an evaluator would, with the worker at work."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.actors import acting
from alongside.access.jobs import run_job
from alongside.access.models import Job
from alongside.access.permissions import Role
from alongside.planning import bridge, jobs, queries
from alongside.planning.models import ForecastRun
from alongside.planning.rules import WEIGHTS
from tests.factories import TODAY, make_holding, make_post, make_team, make_trust, make_user, signed_in
from tests.planning.sample import ready_forecast
from tests.planning.test_records import ago, course, frozen, trained

pytestmark = pytest.mark.django_db
WORKER = jobs
ANSWERS = {"pool": 16, "seats": 16, "places": 12, "every": 26, "replications": 200, "seed": 1, **WEIGHTS}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The pages ask one clock; every test lives on the same day."""
    monkeypatch.setattr("alongside.planning.views.localdate", lambda: TODAY)


@pytest.fixture
def trust():
    return make_trust()


@pytest.fixture
def lead(trust, client):
    return signed_in(client, make_user(trust, Role.PROGRAMME_LEAD))


@pytest.fixture
def programme(trust):
    """Three years of a small programme: courses, people placed within months, some who wait or gave up, a freeze."""
    team = make_team(trust)
    for number in range(6):
        ends_on = ago(150 - 25 * number)
        cohort = course(trust, ends_on=ends_on, number=number + 1)
        for place in range(10):
            begun = ends_on + timedelta(weeks=6 + place)
            if place == 9:
                trained(trust, cohort, left=True, left_on=ends_on + timedelta(weeks=20))
            elif place == 8 or begun + timedelta(weeks=8) > TODAY:
                trained(trust, cohort)
            else:
                person = trained(trust, cohort, asked_on=begun)
                leaves = place == 0 and number < 4
                make_holding(
                    person,
                    make_post(trust, team, opened_on=ends_on),
                    started_on=begun + timedelta(weeks=8),
                    ended=leaves,
                    ended_on=begun + timedelta(weeks=30) if leaves else None,
                )
    for _ in range(9):
        frozen(make_post(trust, team, opened_on=ago(140)), ago(120), ago(90))
    return trust


def page(client, name, *args, query="", status=200):
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def ask(client, **changed):
    answer = client.post(reverse("forecast_new"), ANSWERS | changed)
    assert answer.status_code == 302, re.findall(r"error-message.*", answer.content.decode())
    run = ForecastRun.objects.latest("pk")
    run_job.func(run.job_id)
    run.refresh_from_db()
    assert run.state == "ready", Job.objects.get(pk=run.job_id).message
    return run


def test_a_lead_asks_waits_and_reads_whether_the_course_should_run(programme, lead, client):
    assert "There is no forecast yet." in page(client, "forecasts")
    form = page(client, "forecast_new")
    assert 'value="10"' in form and 'value="25"' in form
    client.post(reverse("forecast_new"), ANSWERS)
    run = ForecastRun.objects.get()
    assert "The forecast is being worked out" in page(client, "forecast", run.pk)
    assert "HX-Refresh" not in client.get(reverse("forecast_progress", args=[run.pk]))
    run_job.func(run.job_id)
    assert client.get(reverse("forecast_progress", args=[run.pk]))["HX-Refresh"] == "true"
    text = page(client, "forecast", run.pk)
    assert "too thin" not in text
    for words in (
        "12 in a month",
        "of futures",
        "What drives the wait",
        "Without freezes",
        "When to pause",
        "£2,000",
        "8 of 10 futures",
        "Trained and waiting for a post",
        "Open peer posts",
        run.inputs_digest,
    ):
        assert words in text, words
    assert re.search(r"\d+ people wait for a post today", text)
    basis = page(client, "forecast_basis", run.pk)
    for words in ("30 weeks from", "Half start work within", "New peer posts in a year", "Not recorded", "under 0.001"):
        assert words in basis, words
    assert run.__str__() in page(client, "forecasts")


def test_a_new_programme_starts_from_the_assumptions_and_is_told_so(trust, lead, client):
    text = page(client, "forecast", ready_forecast(trust, lead).pk)
    assert "There are no records yet: every number rests on what is assumed" in text
    assert "no course is recommended here" in text and "Start a course for" not in text


def test_thin_records_give_no_advice_but_say_what_is_missing(trust, lead, client):
    trained(trust, course(trust))
    run = ask(client)
    text = page(client, "forecast", run.pk)
    assert "Your records are too thin to say" in text and "how many give up waiting" in text
    assert "What the assumptions alone would say" in text and "Start a course for" not in text
    assert "Your records are too thin to say." in page(client, "forecasts")
    assert "one is assumed" in page(client, "forecast_basis", run.pk)


def test_the_same_question_gives_the_same_numbers_and_the_same_pictures_byte_for_byte(programme, lead, client):
    first, second = ask(client), ask(client)
    assert json.dumps(first.result) == json.dumps(second.result) and first.inputs_digest == second.inputs_digest
    other = ask(client, seed=2)
    assert other.inputs_digest != first.inputs_digest
    for kind in ("forecast_svg", "forecast_png"):
        for series in ("decision", "waiting"):
            drawn = [client.get(reverse(kind, args=[run.pk, series])).content for run in (first, second, other)]
            assert drawn[0] == drawn[1] != drawn[2] and len(drawn[0]) > 10_000


def test_weights_are_policy_and_change_the_answer(programme, lead, client):
    free, dear = ask(client, course=0, place=0, empty_post_week=9_000), ask(client, empty_post_week=0)
    assert free.scenario["weights"]["empty_post_week"] == 9_000 and "£9,000" in page(client, "forecast", free.pk)
    text = page(client, "forecast_comparison", query=f"?first={free.pk}&second={dear.pk}")
    assert "£9,000" in text and "differs" in text and "A post empty for a week" in text
    assert "Do not start a course now" in page(client, "forecast", dear.pk)


def test_no_course_is_promised_that_could_not_start(programme, lead, client):
    text = page(client, "forecast", ask(client, pool=0, seats=0).pk)
    assert "could hardly ever start" in text


def test_a_file_of_numbers_says_that_it_is_internal(trust, lead, client):
    run = ready_forecast(trust, lead)
    for series, first in (("decision", "No course"), ("waiting", "2026-11-20")):
        answer = client.get(reverse("forecast_csv", args=[run.pk, series]))
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0][0].startswith("INTERNAL") and rows[2][0] == first
        assert "attachment" in answer["Content-Disposition"]
    page(client, "forecast_csv", run.pk, "diagnosis", status=404)
    page(client, "forecast_svg", run.pk, "diagnosis", status=404)


def test_every_picture_has_words_and_a_table(trust, lead, client):
    run = ready_forecast(trust, lead)
    text = page(client, "forecast", run.pk)
    alts = re.findall(r'<img src="[^"]+" alt="([^"]+)"', text)
    assert len(alts) == 6 and all(len(alt) > 60 for alt in alts)
    assert text.count("As numbers: ") == 5


def test_what_cannot_be_asked_is_told_at_the_field(trust, lead, client):
    answer = client.post(reverse("forecast_new"), ANSWERS | {"replications": 5, "late": ""})
    text = answer.content.decode()
    assert answer.status_code == 422 and "greater than or equal to 200" in text
    assert not ForecastRun.objects.exists()


def test_a_back_test_says_how_earlier_forecasts_did(programme, lead, client):
    client.post(reverse("back_test_new"))
    run = ForecastRun.objects.get()
    run_job.func(run.job_id)
    text = page(client, "forecast", run.pk)
    assert "lay within the 80% bands" in text and "too few to rely on" in text
    assert "In post" in text and "A year before" in text


def test_a_back_test_of_undated_records_says_why_not(trust, lead, client):
    make_post(trust, make_team(trust))
    client.post(reverse("back_test_new"))
    run = ForecastRun.objects.get()
    run_job.func(run.job_id)
    assert "When posts opened is mostly not recorded" in page(client, "forecast", run.pk)
    assert "Could not be worked out" in page(client, "forecasts")


def test_an_evaluator_reads_forecasts_and_asks_for_none(trust, client):
    run = ready_forecast(trust, make_user(trust, Role.PROGRAMME_LEAD))
    signed_in(client, make_user(trust, Role.EVALUATOR))
    assert "Ask for a forecast" not in page(client, "forecasts") and page(client, "forecast", run.pk)
    assert client.post(reverse("forecast_new"), ANSWERS).status_code == 403
    page(client, "refreshers", status=403)


def test_an_executive_reads_the_answer_in_short_with_counts_that_point_to_nobody(trust, client):
    lead = make_user(trust, Role.PROGRAMME_LEAD)
    run = ready_forecast(trust, lead)
    inputs = run.inputs | {"posterior": run.inputs["posterior"] | {"terms": sure(run)}}
    run = ready_forecast(trust, lead, inputs=inputs)
    executive = signed_in(client, make_user(trust, Role.EXECUTIVE))
    assert client.get(reverse("forecast_latest_summary")).url == reverse("forecast_summary", args=[run.pk])
    text = page(client, "forecast_summary", run.pk)
    assert "nearest five" in text and "The whole forecast" not in text
    summary = queries.read_summary(run)
    assert summary.read.advice.headline in text
    shown = [word for _, today, ahead in summary.stocks for word in (today, *" to ".join(ahead).split(" to "))]
    shown += [starts for _, starts, _, _ in summary.choices]
    assert (len(summary.stocks), len(summary.choices)) == (5, 10)
    assert all(word == "*" or int(word) % 5 == 0 for word in shown)
    drawn = queries.safe_chart(run, "waiting")
    assert all(value % 5 == 0 for level in queries.LEVELS for value in getattr(drawn, level))
    assert client.get(reverse("forecast_summary_svg", args=[run.pk, "waiting"])).content.startswith(b"<?xml")
    page(client, "forecast_summary_svg", run.pk, "starts", status=404)
    for name in ("forecast", "forecast_basis", "forecast_since"):
        page(client, name, run.pk, status=403)
    page(client, "forecast_summary", ready_forecast(make_trust(), executive).pk, status=404)


def sure(run):
    """Its rates as if the records carried them."""
    return [term | {"data_share": 0.9, "exposure": 900.0} for term in run.inputs["posterior"]["terms"]]


def test_an_executive_is_told_when_there_is_no_forecast(trust, client):
    signed_in(client, make_user(trust, Role.EXECUTIVE))
    assert "There is no forecast yet." in page(client, "forecast_latest_summary")


def test_what_was_promised_is_held_against_what_happened(programme, lead, client, monkeypatch):
    monkeypatch.setattr("alongside.planning.views.localdate", lambda: ago(20))
    run = ask(client)
    assert "too early" in page(client, "forecast_since", run.pk)
    monkeypatch.setattr("alongside.planning.views.localdate", lambda: TODAY)
    assert "What was promised, and what has happened since" in page(client, "forecast", run.pk)
    text = page(client, "forecast_since", run.pk)
    assert "20 weeks have gone by" in text and "Happened" in text
    found = queries.since(run, TODAY)
    rows = {row.name: row for row in found.rows}
    now, then = bridge.read(programme.pk, TODAY).state(0, 0)[0], bridge.read(programme.pk, ago(20)).state(0, 0)[0]
    grown = sum(p.well for p in now.in_post) - sum(p.well for p in then.in_post)
    assert rows["People who start work"].happened - rows["People who leave"].happened == grown
    assert rows["Trained and waiting for a post"].happened == sum(g.people for g in now.waiting)
    assert found.courses == [(ago(30 - 5), 10)] or found.courses == []


def test_what_a_course_costs_follows_the_weights_saved_with_it(programme, lead, client):
    text = page(client, "forecast", ask(client, course=1_000, place=100).pk)
    costs = text.split("What a course costs, by these weights")[1]
    assert all(f"£{cost}" in costs for cost in ("1,800", "2,200", "2,600"))
    assert "people wait or train today" in text


def test_two_forecasts_of_different_days_stand_side_by_side(trust, lead, client):
    first, second = ready_forecast(trust, lead), ready_forecast(trust, lead, as_of=ago(30), replications=400)
    text = page(client, "forecast_comparison", query=f"?first={first.pk}&second={second.pk}")
    assert str(first) in text and str(second) in text and "400 from seed 1" in text
    for run in (first, second):
        assert text.count(f'<img src="{reverse("forecast_svg", args=[run.pk, "waiting"])}"') == 1


def test_a_chart_is_drawn_again_from_the_stored_run_byte_for_byte(trust, lead, client):
    run = ready_forecast(trust, lead)
    address = [reverse(kind, args=[run.pk, series]) for kind in ("forecast_svg", "forecast_png", "forecast_csv")
               for series in ("decision", *queries.STOCKS)]  # fmt: skip
    first = [client.get(one).content for one in address]
    stored = json.loads(json.dumps({"inputs": run.inputs, "result": run.result}))
    with acting("system:test", "test"):
        ForecastRun.objects.filter(pk=run.pk).update(**stored)
    assert [client.get(one).content for one in address] == first and all(first)


def test_a_phone_gets_the_same_chart_drawn_narrow(trust, lead, client):
    run = ready_forecast(trust, lead)
    assert page(client, "forecast", run.pk).count('<source media="screen and (max-width: 40em)"') >= 2
    for series in ("decision", "waiting"):
        wide, small, again = (
            client.get(reverse("forecast_svg", args=[run.pk, series]) + query).content.decode()
            for query in ("", "?narrow=1", "?narrow=1")
        )
        assert small == again != wide
        points = [float(re.search(r'<svg[^>]* width="([0-9.]+)pt"', one)[1]) for one in (wide, small)]
        assert points[1] < 300 < 600 < points[0]


def test_those_who_wait_longest_are_offered_a_refresher_first(trust, lead, client):
    names = []
    for weeks in (10, 30, 60):
        names.append(trained(trust, course(trust, ends_on=ago(weeks), number=weeks)).name)
    placed = trained(trust, course(trust, ends_on=ago(70), number=70))
    make_holding(placed)
    text = page(client, "refreshers")
    assert [text.index(name) for name in reversed(names)] == sorted(text.index(name) for name in names)
    assert "2 people</strong> of 3" in text and placed.name not in text


@pytest.mark.parametrize("name", ["forecasts", "refreshers"])
def test_a_list_takes_the_same_number_of_queries_however_long(name, trust, lead, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            page(client, name)
        return len(made)

    for number in (1, 2, 3):
        trained(trust, course(trust, number=number))
        ready_forecast(trust, lead)
        if number == 1:
            page(client, name)
            first = queries()
    assert queries() == first <= 15


def test_a_run_holds_counts_and_no_name(programme, lead, client):
    run = ask(client)
    with acting("system:test", "test"):
        names = list(programme.people.values_list("name", flat=True))
    text = json.dumps([run.inputs, run.result, run.scenario])
    assert names and not [name for name in names if f'"{name}"' in text or f" {name}" in text]
