"""Deeds on the state of a check."""

from datetime import date

from alongside.access.actors import System
from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.checks.models import Chaser, Check, ConditionalOffer
from alongside.checks.queries.disclosure import disclosure_stands
from alongside.checks.queries.papers import papers_hold
from alongside.checks.rules import may_record_by_hand
from alongside.checks.rules.eligibility import may_ask_level
from alongside.people.models import Person


@action(May.RECORD_CHECK)
def record_check(person: Person, *, kind: str, by, **facts) -> Check:
    """Facts are any of state, level, fitness, requested_on, evidence_on, expected_on, expires_on, received."""
    check = Check.objects.select_for_update().filter(person=person, kind=kind).first()
    check = check or Check(person=person, kind=kind)
    before = check.state
    for field, value in facts.items():
        setattr(check, field, value)
    if not isinstance(by, System) and kind == Check.Kind.DBS:
        check.level = _level_allowed(person, check.level)
    if not isinstance(by, System) and (check.state != before or check.state == Check.State.VERIFIED):
        _evidence_stands(check, before).or_refuse()
    check.full_clean()
    check.save()
    return check


def _level_allowed(person: Person, level: str) -> str:
    """The level is that of the conditional offer; where none is made yet, what stands on record stays (R8)."""
    offer = ConditionalOffer.objects.standing().filter(person=person).first()
    if offer and level:
        may_ask_level(level, offer.level).or_refuse()
    return offer.level if offer else level


def _evidence_stands(check: Check, before: str):
    return may_record_by_hand(
        check.kind,
        check.state,
        seen=bool(check.evidence_on),
        fitness=check.fitness,
        disclosure=disclosure_stands(check.person_id) if check.kind == Check.Kind.DBS else "none",
        papers=before == Check.State.VERIFIED or papers_hold(check.person_id, check.kind, check.evidence_on),
    )


@action(May.SEND_CHASER)
def send_chaser(check: Check, *, days: int, today: date, by) -> Chaser:
    """Write down that this reminder has gone; the database refuses it a second time."""
    return Chaser.objects.create(of=check, expires_on=check.expires_on, days=days, sent_on=today)
