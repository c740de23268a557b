"""Deeds on courses, cohorts, the people who join them, and those who wait for a place."""

from datetime import date, datetime

from alongside.access.gate import action
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.people.models import Person
from alongside.training.models import Cohort, Course, Session, Trainee, WaitingPlace
from alongside.training.rules import (
    may_answer_offer,
    may_record_completed,
    may_withdraw,
    place_free,
    places_free,
)


@action(May.ADD_COURSE)
def add_course(trust: Trust, *, by, **facts) -> Course:
    course = Course(trust=trust, **facts)
    course.full_clean()
    course.save()
    return course


@action(May.CHANGE_COURSE)
def change_course(course: Course, *, by, **facts) -> Course:
    for name, value in facts.items():
        setattr(course, name, value)
    course.full_clean()
    course.save()
    return course


@action(May.ADD_COHORT)
def add_cohort(
    trust: Trust, *, number: int, course=None, starts_on=None, ends_on=None, venue="", places=None, by
) -> Cohort:
    cohort = Cohort(
        trust=trust, number=number, course=course, starts_on=starts_on, ends_on=ends_on, venue=venue, places=places
    )
    cohort.full_clean()
    cohort.save()
    return cohort


@action(May.CHANGE_COHORT)
def change_cohort(cohort: Cohort, *, today: date, by, **facts) -> Cohort:
    """More places are offered at once to those who wait."""
    cohort = _locked(cohort)
    for name, value in facts.items():
        setattr(cohort, name, value)
    cohort.full_clean()
    cohort.save()
    _offer_free_places(cohort, today)
    return cohort


@action(May.ENROL_TRAINEE)
def enrol_trainee(person: Person, *, cohort: Cohort | None, began_on=None, by) -> Trainee:
    """Of two people for the last place one joins, and the other is told that the places are taken."""
    if cohort:
        cohort = _locked(cohort)
        others = cohort.waiting_places.exclude(person=person)
        place_free(cohort.places, _taken(cohort), others.offered().count()).or_refuse()
        cohort.waiting_places.filter(person=person, state__in=["waiting", "offered"]).update(state="taken")
    return _join(person, cohort, began_on or (cohort and cohort.starts_on))


@action(May.JOIN_WAITING_LIST)
def join_waiting_list(person: Person, *, cohort: Cohort, at: datetime, today: date, by) -> WaitingPlace:
    cohort = _locked(cohort)
    if Trainee.objects.in_place().filter(person=person, cohort=cohort).exists():
        raise Refused("They are on this cohort already.")
    waiting = WaitingPlace(person=person, cohort=cohort, asked_at=at)
    waiting.full_clean()
    waiting.save()
    _offer_free_places(cohort, today)
    waiting.refresh_from_db()
    return waiting


@action(May.ANSWER_DROPPED_PLACE)
def answer_dropped_place(waiting: WaitingPlace, *, takes: bool, today: date, by) -> WaitingPlace:
    """Taking the place joins the cohort; not wanting it offers it to the next in line."""
    cohort = _locked(waiting.cohort)
    waiting.refresh_from_db()
    if takes or waiting.state != WaitingPlace.State.WAITING:
        may_answer_offer(waiting.state).or_refuse()
    waiting.state = WaitingPlace.State.TAKEN if takes else WaitingPlace.State.PASSED
    waiting.save(update_fields=["state"])
    if takes:
        _join(waiting.person, cohort, max(today, cohort.starts_on or today))
    else:
        _offer_free_places(cohort, today)
    return waiting


@action(May.WITHDRAW_TRAINEE)
def withdraw_trainee(trainee: Trainee, *, week: int | None, because: str, today: date, by) -> Trainee:
    """Somebody leaves the course; their place goes to the next in line."""
    cohort = _locked(trainee.cohort) if trainee.cohort else None
    trainee.refresh_from_db()
    may_withdraw(trainee.result).or_refuse()
    trainee.result, trainee.withdrew_week, trainee.withdrew_because = Trainee.Result.WITHDREW, week, because
    trainee.full_clean()
    trainee.save()
    trainee.work_experience.filter(signed_off_on=None, held_on__gte=today).update(trainee=None)
    if cohort:
        _offer_free_places(cohort, today)
    return trainee


@action(May.RECORD_RESULT)
def record_result(trainee: Trainee, *, result: str, completed_on=None, attendance=None, by) -> Trainee:
    if result == Trainee.Result.COMPLETED and trainee.result != Trainee.Result.COMPLETED:
        may_record_completed(bool(trainee.cohort and trainee.cohort.course_id)).or_refuse()
    trainee.result, trainee.completed_on, trainee.attendance = result, completed_on, attendance
    if result != Trainee.Result.WITHDREW:
        trainee.withdrew_week, trainee.withdrew_because = None, ""
    trainee.full_clean()
    trainee.save()
    return trainee


@action(May.ADD_SESSION)
def add_session(cohort: Cohort, *, by, **facts) -> Session:
    session = Session(cohort=cohort, **facts)
    session.full_clean()
    session.save()
    return session


def _locked(cohort: Cohort) -> Cohort:
    return Cohort.objects.select_for_update().get(pk=cohort.pk)


def _taken(cohort: Cohort) -> int:
    return cohort.trainees.in_place().count()


def _join(person: Person, cohort: Cohort | None, began_on: date | None) -> Trainee:
    trainee = Trainee(person=person, cohort=cohort, began_on=began_on)
    trainee.full_clean()
    trainee.save()
    return trainee


def _offer_free_places(cohort: Cohort, today: date) -> None:
    """Who asked first is offered first; a cohort that is over offers nothing."""
    if cohort.ends_on and cohort.ends_on < today:
        return
    free = places_free(cohort.places, _taken(cohort), cohort.waiting_places.offered().count())
    for waiting in cohort.waiting_places.in_line()[:free]:
        waiting.state, waiting.offered_on = WaitingPlace.State.OFFERED, today
        waiting.save(update_fields=["state", "offered_on"])
