"""Deeds around work experience and competences."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.teams.models import Team
from alongside.training.models import CompetenceSignOff, Domain, Trainee, WorkExperienceSlot
from alongside.training.rules import slot_may_be_booked, slot_may_be_signed_off, slot_may_change


@action(May.OFFER_WORK_EXPERIENCE)
def offer_work_experience(
    team: Team, *, held_on: date, hours: Decimal, supervisor_name: str, today: date, by
) -> WorkExperienceSlot:
    if team.closed_on:
        raise Refused("This team has closed, so it cannot host anybody.")
    slot = WorkExperienceSlot(team=team, held_on=held_on, hours=hours, supervisor_name=supervisor_name)
    slot.full_clean()
    slot.save()
    return slot


@action(May.WITHDRAW_WORK_EXPERIENCE)
def withdraw_work_experience(slot: WorkExperienceSlot, *, by) -> Team:
    """A free slot is taken back; one that is booked is talked over with the educator first."""
    slot = _locked(slot)
    slot_may_change(slot.signed_off_on is not None).or_refuse()
    if slot.trainee_id:
        raise Refused("Somebody is booked on this slot. Ask the educator to cancel the booking first.")
    team = slot.team
    slot.delete()
    return team


@action(May.BOOK_WORK_EXPERIENCE)
def book_work_experience(slot: WorkExperienceSlot, *, trainee: Trainee, by) -> WorkExperienceSlot:
    """Of two who book the same slot one gets it, and the other is told. The same booking twice changes nothing."""
    slot = _locked(slot)
    if slot.trainee_id == trainee.pk and slot.signed_off_on is None:
        return slot
    slot_may_be_booked(
        signed_off=slot.signed_off_on is not None,
        booked=slot.trainee_id is not None,
        in_training=trainee.result == Trainee.Result.IN_TRAINING,
        team_open=slot.team.closed_on is None,
    ).or_refuse()
    slot.trainee = trainee
    slot.full_clean()
    slot.save(update_fields=["trainee"])
    return slot


@action(May.CANCEL_WORK_EXPERIENCE)
def cancel_work_experience(slot: WorkExperienceSlot, *, by) -> WorkExperienceSlot:
    """The slot is free again. Nobody is asked why."""
    slot = _locked(slot)
    slot_may_change(slot.signed_off_on is not None).or_refuse()
    slot.trainee = None
    slot.save(update_fields=["trainee"])
    return slot


@action(May.SIGN_OFF_WORK_EXPERIENCE)
def sign_off_work_experience(slot: WorkExperienceSlot, *, hours_done: Decimal, today: date, by) -> WorkExperienceSlot:
    slot = _locked(slot)
    slot_may_be_signed_off(
        slot.signed_off_on is not None, slot.trainee_id is not None, slot.held_on, today, hours_done
    ).or_refuse()
    slot.hours_done, slot.signed_off_on, slot.signed_off_by = hours_done, today, by
    slot.full_clean()
    slot.save(update_fields=["hours_done", "signed_off_on", "signed_off_by"])
    return slot


@action(May.RECORD_COMPETENCES)
def record_competences(trainee: Trainee, *, domains: Collection[str], today: date, by) -> Trainee:
    """The domains an educator has seen; one that is ticked no more is taken back, and the audit keeps both."""
    Trainee.objects.select_for_update().get(pk=trainee.pk)
    signed = {row.domain: row for row in trainee.competences.all()}
    for domain in Domain.values:
        if domain in domains and domain not in signed:
            row = CompetenceSignOff(
                trainee=trainee, domain=domain, signed_on=today, signed_by_id=getattr(by, "pk", None)
            )
            row.full_clean()
            row.save()
        elif domain in signed and domain not in domains:
            signed[domain].delete()
    return trainee


def _locked(slot: WorkExperienceSlot) -> WorkExperienceSlot:
    found = WorkExperienceSlot.objects.select_for_update().filter(pk=slot.pk).first()
    if found is None:
        raise Refused("This slot has just been taken back by the team.")
    return found
