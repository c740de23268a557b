"""An invented programme to look around in: every person, team, post and number of it is made up."""

from datetime import date, timedelta
from random import Random

from alongside.access.actions import add_trust, add_user
from alongside.access.actors import System
from alongside.access.permissions import Role
from alongside.home.demonstration import careers, clearances, establishment, selection
from alongside.home.demonstration.invented import CODE, COURSE_LENGTH, FORENAMES, NAME, OTHER_CODE, OTHER_NAME
from alongside.home.demonstration.programme import Programme
from alongside.placement.actions import request_plan
from alongside.placement.models import PlacementPlan
from alongside.planning.actions import request_forecast
from alongside.planning.queries import usual
from alongside.planning.rules import WEIGHTS
from alongside.teams.actions import add_team, record_preparation
from alongside.training.actions import add_cohort, enrol_trainee, record_result

__all__ = ["CODE", "make_demonstration"]


def make_demonstration(today: date, password: str) -> PlacementPlan:
    """The whole programme, the same for the same day; the answer is the plan that its lead has asked for. A forecast
    is asked for too, and one of half a year ago to hold against what happened since; the worker works them out."""
    trust = add_trust(code=CODE, name=NAME, today=today, demonstration=True, by=System("seed_demonstration"))
    programme = Programme(trust, today, System("seed_demonstration", trust.pk), Random(2010))
    establishment.make_accounts(programme, password)
    establishment.make_teams(programme)
    careers.make_courses(programme)
    careers.make_peers_in_post(programme)
    careers.make_leavers(programme)
    careers.make_agreed_starts(programme)
    careers.make_waiting(programme)
    careers.make_beginners(programme)
    establishment.make_vacancies(programme)
    establishment.make_duties(programme)
    establishment.make_other_posts(programme)
    selection.make_selection(programme)
    clearances.make_clearances(programme)
    make_second_trust(today, password)
    lead = programme.accounts["lead"]
    request_forecast(trust, today=today - timedelta(weeks=26), weights=WEIGHTS, **usual(trust.pk, today), by=lead)
    request_forecast(trust, today=today, weights=WEIGHTS, **usual(trust.pk, today), by=lead)
    as_of = today + timedelta(days=28)
    return request_plan(trust, as_of=as_of, today=today, by=lead)


def make_second_trust(today: date, password: str) -> None:
    """A small programme beside it, so that it can be seen that neither sees the other."""
    trust = add_trust(
        code=OTHER_CODE, name=OTHER_NAME, today=today, demonstration=True, by=System("seed_demonstration")
    )
    other = Programme(trust, today, System("seed_demonstration", trust.pk), Random(2026), names=len(FORENAMES) * 5)
    add_user(
        trust,
        email="lead2@demo.example",
        name="Bethan Crowther",
        roles=[Role.PROGRAMME_LEAD],
        password=password,
        demonstration=True,
        by=other.by,
    )
    team = add_team(trust, name="Harbour Ward", setting="inpatient", by=other.by)
    record_preparation(team, prepared=True, prepared_on=other.ago(90), by=other.by)
    other.teams[team.name] = team
    ends_on = other.ago(100)
    cohort = add_cohort(trust, number=1, starts_on=ends_on - COURSE_LENGTH, ends_on=ends_on, places=8, by=other.by)
    for _ in range(5):
        trainee = enrol_trainee(other.person(today=cohort.starts_on), cohort=cohort, by=other.by)
        record_result(trainee, result="completed", completed_on=ends_on, by=other.by)
    for _ in range(2):
        other.post("Peer Support Worker", team.name, 3, "0.60")
