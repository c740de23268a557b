"""Applications by a day, in two queries: each as dates without a name, and each intake as counts."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from alongside.engines.pipeline import Application
from alongside.recruitment.models import Application as Asked
from alongside.recruitment.models import StageReached
from alongside.training.models import Trainee

State = Asked.State
NOT_SELECTED = (State.NOT_YET, State.NO)


@dataclass(frozen=True)
class Round:
    """One intake: how many sent an application, were offered a place, said yes, and began a course."""

    opened_on: date
    applied: int
    offered: int
    accepted: int
    began: int


@dataclass(frozen=True)
class Selection:
    """What recruitment says. `since` is the day the first intake opened: before it nobody could have been recorded."""

    applications: tuple[Application, ...] = ()
    rounds: tuple[Round, ...] = ()
    since: date | None = None


def selection(trust_id: int, as_of: date) -> Selection:
    courses = _courses(trust_id, as_of)
    stages = StageReached.objects.filter(application__intake__trust_id=trust_id).order_by("at", "pk")
    reached: dict[int, dict[str, date]] = defaultdict(dict)
    whose: dict[int, tuple[int, date, int | None]] = {}
    for pk, intake, opened, person, state, at in stages.values_list(
        "application_id", "application__intake_id", "application__intake__opens_on", "application__person_id", "state",
        "at",
    ):  # fmt: skip
        day = localtime(at).date()
        if day <= as_of:
            reached[pk].setdefault(state, day)
            whose[pk] = (intake, opened, person)
    made: dict[tuple[date, int], list[tuple[Application, bool]]] = defaultdict(list)
    for pk, days in reached.items():
        if State.SUBMITTED in days:
            intake, opened, person = whose[pk]
            made[opened, intake].append((_application(days, courses.get(person, ())), State.ACCEPTED in days))
    rounds = tuple(_round(opened, made[opened, intake]) for opened, intake in sorted(made))
    everyone = sorted((one for found in made.values() for one, _ in found), key=lambda one: one.applied_on)
    since = min([one.opened_on for one in rounds] + [one.applied_on for one in everyone], default=None)
    return Selection(tuple(everyone), rounds, since)


def _courses(trust_id: int, as_of: date) -> dict[int | None, list[date]]:
    found: dict[int | None, list[date]] = defaultdict(list)
    began = Trainee.objects.filter(person__trust_id=trust_id, cohort__starts_on__lte=as_of).order_by()
    for person, day in began.values_list("person_id", "cohort__starts_on"):
        found[person].append(day)
    return found


def _application(days: dict[str, date], courses) -> Application:
    """Selected is offered a place. Whoever withdraws before that joins no pool, as if they had not been selected."""
    applied = days[State.SUBMITTED]
    selected = days.get(State.OFFERED) or days.get(State.ACCEPTED)
    gone = min(filter(None, (days.get(State.WITHDRAWN), days.get(State.DECLINED))), default=None)
    if selected is None:
        refused = min(filter(None, (gone, *(days.get(state) for state in NOT_SELECTED))), default=None)
        return Application(applied, declined_on=refused)
    course = min((day for day in courses if day >= selected), default=None)
    if course and not (gone and gone < course):
        return Application(applied, selected, course_on=course)
    return Application(applied, selected, withdrew_on=gone)


def _round(opened_on: date, found: list[tuple[Application, bool]]) -> Round:
    def number(holds: Callable[[Application], object]) -> int:
        return sum(bool(holds(one)) for one, _ in found)

    return Round(
        opened_on,
        len(found),
        number(lambda one: one.selected_on),
        sum(accepted for _, accepted in found),
        number(lambda one: one.course_on),
    )
