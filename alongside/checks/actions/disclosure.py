"""Deeds on what a certificate shows: two assess, a third decides, and six months later it is gone."""

from datetime import date, datetime

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May, Role
from alongside.access.verdicts import Refused
from alongside.checks.models import (
    Assessment,
    Certificate,
    Check,
    ConditionalOffer,
    Disclosure,
    Matter,
    PanelSeat,
)
from alongside.checks.queries.disclosure import earlier_part, scorable_matters
from alongside.checks.rules import disclosure as rules
from alongside.checks.rules.filtering import protected
from alongside.people.models import Person

State = Disclosure.State


@action(May.RECORD_CERTIFICATE)
def record_certificate(
    person: Person, *, number: str, issued_on: date, shows: bool, barred=False, consent=False, today: date, by
) -> Certificate:
    """A certificate that shows nothing clears the check; one that shows something opens a disclosure."""
    Person.objects.select_for_update().filter(pk=person.pk).values_list("pk").get()
    offer = ConditionalOffer.objects.standing().filter(person=person).first()
    rules.may_open(offered=offer is not None).or_refuse()
    if Disclosure.objects.filter(certificate__person=person).exclude(state__in=rules.ENDED).exists():
        raise Refused("A disclosure of theirs is open already.")
    if consent:
        rules.may_subscribe(offer.level, issued_on, today).or_refuse()
    certificate = Certificate.objects.create(
        person=person, offer=offer, level=offer.level, workforce=offer.workforce, number=number, issued_on=issued_on,
        seen_on=today, officer=_user(by), shows=shows, consent=consent,
    )  # fmt: skip
    if shows or barred:
        state = rules.first_state(barred=barred, regulated=offer.regulated)
        decided = today if state == State.STOPPED else None
        Disclosure.objects.create(certificate=certificate, state=state, opened_on=today, decided_on=decided)
        _tell(certificate, Check.State.NOT_CLEARED if decided else Check.State.UNDECIDED, today)
    else:
        _tell(certificate, Check.State.VERIFIED, today)
    return certificate


@action(May.ADD_MATTER)
def add_matter(disclosure: Disclosure, *, kind: str, on: date, today: date, by, words: str = "", **facts) -> Matter:
    """Facts are under_18, specified, custodial and declared. What is protected is not kept, only that it was there."""
    disclosure = _held(disclosure, State.COMPARING)
    flags = {name: bool(facts.get(name)) for name in ("under_18", "specified", "custodial")}
    gone = protected(kind, on=on, today=today, **flags)
    kept = {"kind": kind, "on": on.isoformat(), "words": words, "declared": bool(facts.get("declared")), **flags}
    return Matter.objects.create(
        disclosure=disclosure,
        facts=None if gone else kept,
        entered_on=today,
        entered_by=_user(by),
        redacted_on=today if gone else None,
    )


@action(May.RECORD_MEETING)
def record_meeting(disclosure: Disclosure, *, met_on: date, said: str = "", by) -> Disclosure:
    """The person was met, or did not want to be; what they wish to be read is kept with the disclosure."""
    disclosure = _held(disclosure, State.COMPARING)
    disclosure.met_on, disclosure.said = met_on, said or None
    disclosure.save()
    return disclosure


@action(May.NAME_ASSESSORS)
def name_assessors(disclosure: Disclosure, *, first: User, second: User, by) -> Disclosure:
    disclosure = _held(disclosure, State.COMPARING)
    account = disclosure.person.account_id
    rules.may_name_assessors(first.pk, second.pk, account, met=disclosure.met_on is not None).or_refuse()
    if not (first.has(Role.DISCLOSURE_ASSESSOR) and second.has(Role.DISCLOSURE_ASSESSOR)):
        raise Refused("Both have to hold the role of disclosure assessor.")
    if not scorable_matters(disclosure):
        raise Refused("Nothing in it may be weighed: close it instead.")
    disclosure.first, disclosure.second, disclosure.state = first, second, State.ASSESSING
    disclosure.save()
    return disclosure


@action(May.CLOSE_DISCLOSURE)
def close_disclosure(disclosure: Disclosure, *, today: date, by) -> Disclosure:
    """When every matter is protected, or is contact over their own health, nothing is to be decided (R11, R19)."""
    disclosure = _held(disclosure, State.COMPARING)
    if scorable_matters(disclosure) or not disclosure.matters.exists():
        raise Refused("There is something to weigh, or nothing was entered yet.")
    return _decided(disclosure, State.NOTHING, today, _user(by))


@action(May.LOCK_ASSESSMENT)
def lock_assessment(
    disclosure: Disclosure, *, scores: dict[int, int], view: str, reasons: str, at: datetime, by
) -> Assessment:
    """The second to lock moves it on: to the decider when both agree that somebody is suitable, else to a panel."""
    disclosure = _held(disclosure, State.ASSESSING)
    if by.pk not in {disclosure.first_id, disclosure.second_id}:
        raise Refused("This disclosure is with two other people.")
    standing = list(Assessment.objects.filter(disclosure=disclosure))
    mine = any(one.assessor_id == by.pk for one in standing)
    scorable = {matter.pk for matter in scorable_matters(disclosure)}
    rules.may_lock(scores, scorable, view, locked=mine).or_refuse()
    answer = {"scores": {str(pk): score for pk, score in scores.items()}, "view": view, "reasons": reasons}
    locked = Assessment.objects.create(disclosure=disclosure, assessor=by, answer=answer, locked_at=at)
    if standing:
        disclosure.state = rules.after_assessments([standing[0].answer["view"], view])
        disclosure.save()
    return locked


@action(May.CONVENE_PANEL)
def convene_panel(disclosure: Disclosure, *, seats: dict[User, str], chair: User, by) -> Disclosure:
    disclosure = _held(disclosure, State.PANEL)
    named = {user.pk: seat for user, seat in seats.items()}
    assessors = (disclosure.first_id, disclosure.second_id)
    rules.panel_stands(named, chair.pk, assessors).or_refuse()
    if not chair.has(Role.DECIDER):
        raise Refused("The chair has to hold the role of decider.")
    if any(user.trust_id != disclosure.trust_id or user.pk == disclosure.person.account_id for user in seats):
        raise Refused("Everybody on the panel is of the trust, and not the person.")
    disclosure.seats.all().delete()
    PanelSeat.objects.bulk_create(
        PanelSeat(disclosure=disclosure, member=user, seat=seat) for user, seat in seats.items()
    )
    disclosure.chair = chair
    disclosure.save()
    return disclosure


@action(May.DECIDE_DISCLOSURE)
def decide_disclosure(
    disclosure: Disclosure, *, state: str, reasons: str, conditions="", review_on: date | None = None, today: date, by
) -> Disclosure:
    """The decider, or the chair of the panel, in words that the person is given."""
    disclosure = _held(disclosure, State.DECIDING, State.PANEL)
    if disclosure.state == State.PANEL and by.pk != disclosure.chair_id:
        raise Refused("The chair of the panel writes down what it decided.")
    rules.may_decide(by.pk, earlier_part(disclosure, deciding=True)).or_refuse()
    rules.may_step(disclosure.state, state).or_refuse()
    if not reasons.strip() or (state == State.CONDITIONS and not (conditions.strip() and review_on)):
        raise Refused("Write the reasons; and with conditions, the conditions and the day of their review.")
    disclosure.conditions = conditions.strip() or None if state == State.CONDITIONS else None
    disclosure.review_on = review_on if state == State.CONDITIONS else None
    disclosure.reasons = reasons.strip()
    return _decided(disclosure, state, today, by)


@action(May.LODGE_APPEAL)
def lodge_appeal(disclosure: Disclosure, *, today: date, by) -> Disclosure:
    """The person's appeal, written down by the checks officer; nothing is deleted while it is open (R15)."""
    disclosure = _held(disclosure, State.WITHDRAWN)
    rules.may_appeal(disclosure.state, disclosure.decided_on, today).or_refuse()
    disclosure.state, disclosure.appealed_on = State.APPEAL, today
    disclosure.save()
    _tell(disclosure.certificate, Check.State.UNDECIDED, today)
    return disclosure


@action(May.DECIDE_APPEAL)
def decide_appeal(disclosure: Disclosure, *, overturned: bool, today: date, by) -> Disclosure:
    """Heard by somebody who had no earlier part in it (R12)."""
    disclosure = _held(disclosure, State.APPEAL)
    rules.may_decide(by.pk, earlier_part(disclosure)).or_refuse()
    disclosure.appeal_by, disclosure.decided_on = by, today
    disclosure.state = State.CLEARED if overturned else State.UPHELD
    disclosure.save()
    _tell(disclosure.certificate, Check.State.VERIFIED if overturned else Check.State.NOT_CLEARED, today)
    return disclosure


@action(May.RECORD_UPDATE_CHECK)
def record_update_check(certificate: Certificate, *, update: str, today: date, by) -> Certificate:
    """What the update service answered; anything but the same news asks for a new certificate (R17)."""
    offer = ConditionalOffer.objects.standing().filter(person=certificate.person_id).first() or certificate.offer
    rules.may_check_update(
        consent=certificate.consent,
        same_workforce=offer.workforce == certificate.workforce,
        same_level=offer.level == certificate.level,
    ).or_refuse()
    certificate.update, certificate.updated_on = update, today
    certificate.full_clean(exclude=["number", "shows", "officer"])
    certificate.save()
    if update in {Certificate.Update.CHANGED, Certificate.Update.UNMATCHED}:
        _tell(certificate, Check.State.EXPIRED, today)
    return certificate


@action(May.PURGE_DISCLOSURE)
def purge_disclosure(disclosure: Disclosure, *, today: date, by, months: int = rules.KEPT_MONTHS) -> Disclosure:
    """What it said goes; that there was a check, when, at which level and how it ended stays (R15)."""
    disclosure = Disclosure.objects.select_for_update(of=("self",)).select_related("certificate").get(pk=disclosure.pk)
    due = rules.purged_from(disclosure.state, disclosure.decided_on, months)
    if due is None or due > today:
        raise Refused("It is kept for its time after the decision, and while an appeal is open.")
    disclosure.matters.all().delete()
    disclosure.assessments.all().delete()
    disclosure.said = disclosure.reasons = None
    disclosure.purged_on = today
    disclosure.save()
    return disclosure


def _decided(disclosure: Disclosure, state: str, today: date, who) -> Disclosure:
    disclosure.state, disclosure.decided_by, disclosure.decided_on = state, who, today
    disclosure.save()
    _tell(disclosure.certificate, Check.State.VERIFIED if state in rules.CLEARED else Check.State.NOT_CLEARED, today)
    return disclosure


def _tell(certificate: Certificate, state: str, today: date) -> None:
    """The check says only how far it is."""
    check = Check.objects.select_for_update().filter(person=certificate.person_id, kind=Check.Kind.DBS).first()
    check = check or Check(person=certificate.person, kind=Check.Kind.DBS)
    check.state, check.level = state, certificate.level
    if state == Check.State.VERIFIED:
        check.evidence_on = certificate.seen_on
    check.full_clean()
    check.save()


def _held(disclosure: Disclosure, *states: str) -> Disclosure:
    found = Disclosure.objects.select_for_update(of=("self",)).select_related("certificate__person")
    disclosure = found.get(pk=disclosure.pk)
    if disclosure.state not in states:
        raise Refused("This step does not follow from where the disclosure stands.")
    return disclosure


def _user(by) -> User | None:
    return by if isinstance(by, User) else None
