"""The course that is going on, with registers half filled and work experience; and the certificates before it."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from alongside.home.demonstration.invented import OPINIONS, SESSIONS
from alongside.home.demonstration.programme import Programme
from alongside.training.actions import (
    add_course,
    add_session,
    agree_adjustment,
    book_work_experience,
    complete_catch_up,
    give_course_opinion,
    issue_certificate,
    join_waiting_list,
    offer_work_experience,
    plan_catch_up,
    record_competences,
    sign_off_work_experience,
    take_register,
    withdraw_trainee,
)
from alongside.training.models import Cohort, Course, Session, Trainee

HOURS = Decimal("4.5")
# Place in the list of trainees -> session -> hours missed.
MISSED = {1: {2: HOURS}, 4: {0: HOURS, 5: HOURS}, 6: {1: Decimal("0.5")}, 9: {3: HOURS}, 12: {4: HOURS, 5: HOURS}}
WITHDREW = 13


def make_course(programme: Programme) -> Course:
    return add_course(
        programme.trust,
        name="Peer support worker training",
        provider="The Recovery College",
        hours=Decimal(72),
        work_experience_hours=Decimal(12),
        by=programme.by,
    )


def make_running_course(programme: Programme, cohort: Cohort, trainees: list[Trainee]) -> None:
    """Sixteen trainees: one near the line, one helped by an adjustment, one who left, three who wait."""
    by, today = programme.by, programme.today
    programme.give_account("trainee", trainees[6].person)
    for days in (30, 22, 9):
        at = timezone.make_aware(datetime.combine(programme.ago(days), time(10)))
        join_waiting_list(programme.person(today=programme.ago(days)), cohort=cohort, at=at, today=today, by=by)
    held = make_sessions(programme, cohort)
    for number, session in enumerate(held[:-1]):
        missed = {one: MISSED.get(place, {}).get(number, Decimal(0)) for place, one in enumerate(trainees)}
        if number > 2:
            del missed[trainees[WITHDREW]]
        take_register(session, missed=missed, today=today, by=by)
    withdraw_trainee(trainees[WITHDREW], week=3, because="work", today=today, by=by)
    agree_adjustment(trainees[12].person, kind="attendance_line", value=Decimal(70), today=today, by=by)
    agree_adjustment(trainees[6].person, kind="extra_time", value=Decimal(25), today=today, by=by)
    by_on = today + timedelta(days=10)
    for place, session in ((9, held[3]), (4, held[0])):
        planned = plan_catch_up(
            trainees[place], session=session, what="Read the notes, and talk them over", hours=HOURS, by_on=by_on, by=by
        )
    complete_catch_up(planned, today=today, by=programme.accounts["educator"])
    for place in range(0, 12, 3):
        record_competences(trainees[place], domains=["values", "relational"][: 1 + place % 2], today=today, by=by)
    make_work_experience(programme, trainees)


def make_sessions(programme: Programme, cohort: Cohort) -> list[Session]:
    """Twice in ten days or so, never at a weekend; the answer is those that have been held."""
    held = []
    for number, (title, domain) in enumerate(SESSIONS):
        day = cohort.starts_on + timedelta(days=5 * number)
        day += timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)
        session = add_session(
            cohort,
            title=title,
            domain=domain,
            starts_at=timezone.make_aware(datetime.combine(day, time(10))),
            ends_at=timezone.make_aware(datetime.combine(day, time(15, 30))),
            hours=HOURS,
            room="Willow Room",
            educator=programme.accounts["educator"],
            by=programme.by,
        )
        if day <= programme.today:
            held.append(session)
    return held


def make_work_experience(programme: Programme, trainees: list[Trainee]) -> None:
    """Days that are signed off, still to be signed off, booked, and free."""
    by, today = programme.by, programme.today
    hosts = (("Kestrel Ward", "manager"), ("Heron Ward", "manager"), ("Northgate Community", "manager2"))
    for number, (team, login) in enumerate(hosts):
        for step, days in enumerate((-9, -2, 12, 19)):
            slot = offer_work_experience(
                programme.teams[team],
                held_on=today + timedelta(days=days),
                hours=Decimal(6),
                supervisor_name=programme.accounts[login].name,
                today=today,
                by=by,
            )
            if step < 3:
                book_work_experience(slot, trainee=trainees[number * 3 + step // 2], by=by)
            if step == 0:
                sign_off_work_experience(slot, hours_done=Decimal(6), today=today, by=programme.accounts[login])


def make_certificates(programme: Programme) -> None:
    """Everybody of the two latest courses holds one, and some of the last said how it was."""
    for cohort in programme.cohorts[-2:]:
        for trainee in cohort.trainees.trained().select_related("person"):
            issue_certificate(trainee, today=cohort.ends_on, by=programme.by)
    said = programme.cohorts[-1].trainees.trained().filter(person__account=None).select_related("person", "cohort")
    for trainee, answers in zip(said, OPINIONS, strict=False):
        questions = ("respected", "useful", "pace", "supported", "recommend")
        give_course_opinion(trainee, answers=dict(zip(questions, answers, strict=True)), by=programme.by)
