"""Deeds on the state of a check."""

from datetime import date

from alongside.access.actors import System
from alongside.access.gate import action
from alongside.access.permissions import May, Role
from alongside.access.verdicts import Verdict
from alongside.checks.models import Chaser, Check, ConditionalOffer
from alongside.checks.queries.disclosure import disclosure_stands
from alongside.checks.queries.history import history_of
from alongside.checks.queries.papers import papers_hold
from alongside.checks.rules import may_record_by_hand
from alongside.checks.rules.eligibility import may_ask_level
from alongside.checks.rules.history import history_holds
from alongside.people.models import Person

OPEN_GAP = "The history of the last three years has an open gap: the checks officer sees which days."


@action(May.RECORD_CHECK)
def record_check(person: Person, *, kind: str, by, today: date | None = None, **facts) -> Check:
    """Facts are any of state, level, fitness, requested_on, evidence_on, expected_on, expires_on, received."""
    check = Check.objects.select_for_update().filter(person=person, kind=kind).first()
    check = check or Check(person=person, kind=kind)
    before = check.state
    for field, value in facts.items():
        setattr(check, field, value)
    if not isinstance(by, System) and kind == Check.Kind.DBS:
        check.level = _level_allowed(person, check.level)
    if not isinstance(by, System) and (check.state != before or check.state == Check.State.VERIFIED):
        _evidence_stands(check, before, today or check.evidence_on, by).or_refuse()
    check.full_clean()
    check.save()
    return check


def _level_allowed(person: Person, level: str) -> str:
    """The level is that of the conditional offer; where none is made yet, what stands on record stays (R8)."""
    offer = ConditionalOffer.objects.standing().filter(person=person).first()
    if offer and level:
        may_ask_level(level, offer.level).or_refuse()
    return offer.level if offer else level


def _evidence_stands(check: Check, before: str, on: date | None, by) -> Verdict:
    return may_record_by_hand(
        check.kind,
        check.state,
        seen=bool(check.evidence_on),
        fitness=check.fitness,
        disclosure=disclosure_stands(check.person_id) if check.kind == Check.Kind.DBS else "none",
        papers=before == Check.State.VERIFIED or papers_hold(check.person_id, check.kind, check.evidence_on),
        history=_history_stands(check, before, on, by),
    )


def _history_stands(check: Check, before: str, on: date | None, by) -> Verdict:
    """What was clear before the history was asked for stays clear; only the officer reads which days are open."""
    if check.kind != Check.Kind.REFERENCES or before == Check.State.VERIFIED or check.state != Check.State.VERIFIED:
        return Verdict()
    if on is None:
        return Verdict(("Issued or seen on: say on which day the references were seen.",))
    found = history_holds(history_of(check.person_id), on)
    return found if found or by.has(Role.CHECKS_OFFICER) else Verdict((OPEN_GAP,))


@action(May.SEND_CHASER)
def send_chaser(check: Check, *, days: int, today: date, by) -> Chaser:
    """Write down that this reminder has gone; the database refuses it a second time."""
    return Chaser.objects.create(of=check, expires_on=check.expires_on, days=days, sent_on=today)
