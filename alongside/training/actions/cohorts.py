"""Deeds on cohorts and the people who join them."""

from alongside.access.gate import action
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.training.models import Cohort, Trainee


@action(May.ADD_COHORT)
def add_cohort(trust: Trust, *, number: int, starts_on=None, ends_on=None, venue="", places=None, by) -> Cohort:
    cohort = Cohort(trust=trust, number=number, starts_on=starts_on, ends_on=ends_on, venue=venue, places=places)
    cohort.full_clean()
    cohort.save()
    return cohort


@action(May.ENROL_TRAINEE)
def enrol_trainee(person: Person, *, cohort: Cohort | None, began_on=None, by) -> Trainee:
    trainee = Trainee(person=person, cohort=cohort, began_on=began_on or (cohort and cohort.starts_on))
    trainee.full_clean()
    trainee.save()
    return trainee


@action(May.RECORD_RESULT)
def record_result(trainee: Trainee, *, result: str, completed_on=None, attendance=None, by) -> Trainee:
    trainee.result, trainee.completed_on, trainee.attendance = result, completed_on, attendance
    trainee.full_clean()
    trainee.save()
    return trainee
