"""How a programme's records are read: what is there teaches, what has no date is told and teaches nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.access.actors import acting
from alongside.checks.models import Check
from alongside.engines.pipeline import Check as Checked
from alongside.engines.pipeline import Wait
from alongside.planning import bridge
from alongside.posts.models import Freeze
from alongside.training.models import Cohort, Trainee
from tests.factories import TODAY, make_holding, make_person, make_post, make_team, make_trust

pytestmark = pytest.mark.django_db
COURSE = TODAY - timedelta(weeks=40)


def ago(weeks: int) -> date:
    return TODAY - timedelta(weeks=weeks)


@pytest.fixture
def trust():
    return make_trust()


@pytest.fixture
def team(trust):
    return make_team(trust)


def course(trust, ends_on=COURSE, number=1, **facts) -> Cohort:
    with acting("system:test", "test"):
        return Cohort.objects.create(
            trust=trust, number=number, starts_on=ends_on - timedelta(weeks=5), ends_on=ends_on, **facts
        )


def trained(trust, cohort=None, *, completed_on=None, result="completed", asked_on=None, **facts):
    person = make_person(trust)
    with acting("system:test", "test"):
        Trainee.objects.create(person=person, cohort=cohort, result=result, completed_on=completed_on)
        if asked_on:
            Check.objects.create(person=person, kind="dbs", state="requested", requested_on=asked_on)
        for name, value in facts.items():
            setattr(person, name, value)
        if facts:
            person.save()
    return person


def frozen(post, began, thawed=None):
    with acting("system:test", "test"):
        Freeze.objects.create(post=post, from_on=began, thawed_on=thawed)


def read(trust):
    return bridge.read(trust.pk, TODAY)


def test_a_wait_runs_from_the_course_until_the_checks_for_the_post_begin(trust, team):
    cohort = course(trust)
    placed = trained(trust, cohort, asked_on=ago(20))
    make_holding(placed, make_post(trust, team, opened_on=ago(30)), started_on=ago(12))
    trained(trust, cohort)
    history = read(trust).history
    assert set(history.waits) == {Wait(COURSE, ago(20), "matched", ago(12)), Wait(COURSE)}
    assert history.checks == (Checked("inpatient", ago(20), ago(12), True),)
    assert [(p.began_on, p.ended_on, p.how) for p in history.posts] == [(ago(30), ago(20), "filled")]


def test_whoever_leaves_without_a_post_has_given_up_and_an_unknown_day_teaches_nothing(trust):
    cohort = course(trust)
    trained(trust, cohort, left=True, left_on=ago(10))
    assert read(trust).history.waits == (Wait(COURSE, ago(10), "gave up"),)
    trained(trust, cohort, left=True)
    trained(trust, cohort, left=True)
    found = read(trust)
    assert len(found.history.waits) == 1 and "give_up" in found.unrecorded
    assert any("2 people left without a post" in note for note in found.notes)


def test_who_waits_since_an_unknown_day_counts_today_and_is_told(trust):
    trained(trust, None)
    found = read(trust)
    state, _ = found.state(16, 16)
    assert not found.history.waits and sum(group.people for group in state.waiting) == 1
    assert found.notes == ("1 person waits since a day nobody wrote down: counted as trained today.",)


def test_appointed_first_and_trained_later_is_no_wait(trust, team):
    cohort = course(trust)
    make_holding(trained(trust, cohort), make_post(trust, team), started_on=ago(60))
    make_holding(trained(trust, cohort), make_post(trust, team), started_on=ago(60), ended=True, ended_on=ago(10))
    assert read(trust).history.waits == ()


def test_an_agreed_start_is_in_checks(trust, team):
    make_holding(trained(trust, course(trust)), make_post(trust, team), started_on=TODAY + timedelta(weeks=3))
    state, _ = read(trust).state(16, 16)
    assert [(c.setting, c.people) for c in state.checks] == [("inpatient", 1)]


def test_a_leavers_post_stands_open_again_and_is_no_new_vacancy(trust, team):
    post = make_post(trust, team, opened_on=ago(100))
    make_holding(trained(trust, course(trust)), post, started_on=ago(30), ended=True, ended_on=ago(8))
    history = read(trust).history
    assert [(p.began_on, p.ended_on, p.new) for p in history.posts] == [
        (ago(100), ago(30), True),
        (ago(8), None, False),
    ]
    assert (history.holdings[0].how, history.holdings[0].reopened) == ("left", True)


def test_a_move_to_a_higher_band_is_no_leaving(trust, team):
    person = trained(trust, course(trust, ends_on=ago(90)))
    make_holding(person, make_post(trust, team), started_on=ago(80), ended=True, ended_on=ago(20))
    make_holding(person, make_post(trust, team, band=4), started_on=ago(20))
    assert {h.how for h in read(trust).history.holdings} == {"promoted", ""}


def test_a_post_closed_while_the_programme_is_frozen_was_cut_and_otherwise_lost(trust, team):
    make_post(trust, team, opened_on=ago(50), closed_on=ago(40))
    for closed_on in (ago(10), None):
        frozen(make_post(trust, team, opened_on=ago(50), closed_on=closed_on), ago(20))
    trained(trust, course(trust))
    found = read(trust).history
    assert {(p.ended_on, p.how) for p in found.posts} == {(ago(40), "lost"), (ago(10), "cut"), (None, "")}
    assert [f.began_on for f in found.freezes] == [ago(20)]


def test_one_frozen_post_is_not_open_and_most_frozen_posts_freeze_the_programme(trust, team):
    posts = [make_post(trust, team, opened_on=ago(50)) for _ in range(3)]
    trained(trust, course(trust))
    frozen(posts[0], ago(20))
    one = read(trust)
    assert one.history.freezes == () and sum(o.posts for o in one.state(16, 16)[0].open_posts) == 2
    frozen(posts[1], ago(12))
    two = read(trust)
    assert [f.began_on for f in two.history.freezes] == [ago(12)]
    assert two.state(16, 16)[0].frozen


def test_a_rate_that_is_not_recorded_is_the_assumption_and_never_nought(trust, team):
    for _ in range(3):
        make_post(trust, team)
    trained(trust, course(trust, ends_on=ago(200)))
    found = read(trust)
    assert {"applications", "vacancies", "freeze"} <= set(found.unrecorded)
    posterior = found.posterior()
    for term in posterior.terms:
        if term.rate in found.unrecorded:
            assert term.mean == pytest.approx(term.prior_mean) and term.exposure == 0
    assert found.state(16, 16)[0].open_posts[0].posts == 3


def test_a_course_somebody_has_not_finished_teaches_nothing_yet(trust):
    cohort = course(trust)
    trained(trust, cohort)
    assert read(trust).history.cohorts[0].qualified == 1
    trained(trust, cohort, result="not_known")
    assert read(trust).history.cohorts[0].qualified is None


def test_another_trusts_records_are_not_read(trust):
    trained(make_trust(), None)
    assert read(trust).state(16, 16)[0].waiting[-1].people == 0


def test_the_records_are_read_in_a_fixed_number_of_queries(trust, team):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            read(trust)
        return len(made)

    cohort = course(trust)
    make_holding(trained(trust, cohort), make_post(trust, team, opened_on=ago(60)), started_on=ago(20))
    first = queries()
    for _ in range(3):
        make_holding(trained(trust, cohort), make_post(trust, team, opened_on=ago(60)), started_on=ago(20))
    assert queries() == first <= 10


def test_no_name_and_no_number_of_a_person_or_post_is_handed_to_the_engine(trust, team):
    person = trained(trust, course(trust), name="Aoife Brennan")
    make_holding(person, make_post(trust, team, number="418777", opened_on=ago(50)), started_on=ago(20))
    text = read(trust).history.to_json()
    assert "Brennan" not in text and "418777" not in text and "inpatient" in text
