"""Deeds around registers: taking them, catching up, and what was agreed for one person."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.access.verdicts import Refused, Verdict
from alongside.people.models import Person
from alongside.training.models import (
    Adjustment,
    AdjustmentCause,
    Attendance,
    CatchUp,
    Session,
    Trainee,
)
from alongside.training.queries import register_as_seen
from alongside.training.rules import hours_missed_fit, may_plan_catch_up, register_may_be_taken

CHANGED_MEANWHILE = (
    "Somebody else has changed this register since you opened it. It is shown below as it stands now: "
    "look through it and save again."
)


@action(May.TAKE_REGISTER)
def take_register(
    session: Session, *, missed: Mapping[Trainee, Decimal], today: date, as_seen: str | None = None, by
) -> Session:
    """Everybody named is in the register, with the hours they missed. The same register sent twice changes nothing;
    `as_seen` tells which register the sender had before them."""
    Session.objects.select_for_update().get(pk=session.pk)
    register_may_be_taken(session.held_on, today).or_refuse()
    fits = [hours_missed_fit(gone, session.hours, trainee.person.name) for trainee, gone in missed.items()]
    Verdict(tuple(reason for verdict in fits for reason in verdict.reasons)).or_refuse()
    standing = {row.trainee_id: row for row in session.attendances.all()}
    changed = {
        trainee: gone
        for trainee, gone in missed.items()
        if trainee.pk not in standing or standing[trainee.pk].hours_missed != gone
    }
    if changed and as_seen is not None and as_seen != register_as_seen(session):
        raise Refused(CHANGED_MEANWHILE)
    for trainee, gone in changed.items():
        row = standing.get(trainee.pk) or Attendance(session=session, trainee=trainee)
        row.hours_missed = gone
        row.save()
    return session


@action(May.PLAN_CATCH_UP)
def plan_catch_up(trainee: Trainee, *, session: Session, what: str, hours: Decimal, by_on: date, by) -> CatchUp:
    row = Attendance.objects.filter(trainee=trainee, session=session).first()
    may_plan_catch_up(row.hours_missed if row else Decimal(0), hours).or_refuse()
    catch_up = CatchUp(trainee=trainee, session=session, what=what, hours=hours, by_on=by_on)
    catch_up.full_clean()
    catch_up.save()
    return catch_up


@action(May.COMPLETE_CATCH_UP)
def complete_catch_up(catch_up: CatchUp, *, today: date, by) -> CatchUp:
    """Done once, by whoever saw it first; a second press changes nothing."""
    catch_up = CatchUp.objects.select_for_update().get(pk=catch_up.pk)
    if catch_up.done_on is None:
        catch_up.done_on, catch_up.done_by = today, by
        catch_up.save(update_fields=["done_on", "done_by"])
    return catch_up


@action(May.AGREE_ADJUSTMENT)
def agree_adjustment(person: Person, *, kind: str, value: Decimal, today: date, by) -> Adjustment:
    """The new one takes the place of an earlier one of its kind."""
    if not Trainee.objects.filter(person=person, result=Trainee.Result.IN_TRAINING).exists():
        raise Refused("Adjustments to a course are agreed with somebody who is on one. Enrol them first.")
    for earlier in Adjustment.objects.select_for_update().filter(person=person, kind=kind, until_on=None):
        _end(earlier, today)
    adjustment = Adjustment(person=person, kind=kind, value=value, from_on=today)
    adjustment.full_clean()
    adjustment.save()
    return adjustment


@action(May.END_ADJUSTMENT)
def end_adjustment(adjustment: Adjustment, *, today: date, by) -> Adjustment:
    if adjustment.until_on is None:
        _end(adjustment, today)
    return adjustment


def _end(adjustment: Adjustment, today: date) -> None:
    """It counted until yesterday; one that was agreed today never counted, and goes."""
    if adjustment.from_on >= today:
        adjustment.delete()
        return
    adjustment.until_on = today - timedelta(days=1)
    adjustment.save(update_fields=["until_on"])


@action(May.WRITE_ADJUSTMENT_CAUSE)
def write_adjustment_cause(person: Person, *, words: str, by) -> Person:
    """The person's own words; empty ones take the note away."""
    if person.account_id != by.pk:
        raise Refused("This note is theirs alone: only they can write it.")
    if words.strip():
        AdjustmentCause.objects.update_or_create(person=person, defaults={"words": words.strip()})
    else:
        AdjustmentCause.objects.filter(person=person).delete()
    return person
