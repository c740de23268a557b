"""Deeds beside the checks: a start on a risk assessment, the outcome from occupational health, police vetting."""

from datetime import date

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.checks.models import Check, ConditionalOffer, HealthOutcome, PoliceVetting, StartOverride
from alongside.checks.rules.starts import may_sign, may_start_early, vetting_state
from alongside.people.models import Person


@action(May.ASK_FOR_START)
def ask_for_start(person: Person, *, kind: str, safeguards: str, until_on: date, today: date, by) -> StartOverride:
    """Without a conditional offer, regulated activity is assumed."""
    offer = ConditionalOffer.objects.standing().filter(person=person).first()
    regulated = offer.regulated if offer else True
    may_start_early(kind, regulated=regulated, asked_on=today, until_on=until_on).or_refuse()
    Check.objects.get_or_create(person=person, kind=kind)
    return StartOverride.objects.create(
        person=person,
        kind=kind,
        regulated=regulated,
        safeguards=safeguards,
        asked_by=by if isinstance(by, User) else None,
        asked_on=today,
        until_on=until_on,
    )


@action(May.SIGN_START)
def sign_start(override: StartOverride, *, today: date, by) -> StartOverride:
    override = StartOverride.objects.select_for_update(of=("self",)).select_related("person").get(pk=override.pk)
    if override.signed_on or override.ended_on or override.until_on < today:
        raise Refused("This has been signed already, or its time is over.")
    may_sign(override.asked_by_id, by.pk).or_refuse()
    override.signed_by, override.signed_on = by, today
    override.save()
    return override


@action(May.END_START)
def end_start(override: StartOverride, *, today: date, by) -> StartOverride:
    """Over at once, whoever asked and whoever signed: the check that was not clear counts again (R3)."""
    override = StartOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if override.ended_on or override.until_on < today:
        raise Refused("This is over already.")
    override.ended_on = today
    override.save(update_fields=["ended_on"])
    return override


@action(May.RECORD_HEALTH_OUTCOME)
def record_health_outcome(
    person: Person, *, fitness: str, adjustments: str = "", review_on: date | None = None, today: date, by
) -> HealthOutcome:
    """What work has to change; never a diagnosis. Only fit, with or without adjustments, clears the check."""
    check = Check.objects.select_for_update().filter(person=person, kind=Check.Kind.HEALTH).first()
    if check is None or check.state == Check.State.NOT_STARTED:
        raise Refused("Nobody has asked for this assessment.")
    if person.account_id and person.account_id == by.pk:
        raise Refused("Nobody records their own outcome.")
    if fitness == Check.Fitness.ADJUSTMENTS and not adjustments.strip():
        raise Refused("Say what has to change at work.")
    outcome = HealthOutcome.objects.create(
        person=person,
        adjustments=adjustments.strip() or None,
        recorded_by=by if isinstance(by, User) else None,
        recorded_on=today,
        review_on=review_on,
    )
    clear = fitness in {Check.Fitness.FIT, Check.Fitness.ADJUSTMENTS}
    check.fitness, check.state = fitness, Check.State.VERIFIED if clear else Check.State.UNDECIDED
    check.evidence_on = today
    check.save()
    return outcome


@action(May.RECORD_VETTING)
def record_vetting(person: Person, *, today: date, by, **facts) -> PoliceVetting:
    """Facts are force, level, applied_on, outcome, valid_from and valid_to. No other check is touched (R18)."""
    vetting = PoliceVetting(person=person, **facts)
    vetting.full_clean()
    vetting.save()
    check = Check.objects.select_for_update().filter(person=person, kind=Check.Kind.POLICE_VETTING).first()
    check = check or Check(person=person, kind=Check.Kind.POLICE_VETTING)
    check.state = vetting_state(vetting.outcome, vetting.valid_to, today)
    check.requested_on, check.evidence_on, check.expires_on = vetting.applied_on, vetting.valid_from, vetting.valid_to
    check.save()
    return vetting
