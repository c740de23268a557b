"""Deeds on pre-employment checks."""

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.checks.models import Check
from alongside.people.models import Person


@action(May.RECORD_CHECK)
def record_check(person: Person, *, kind: str, by, **facts) -> Check:
    """Facts are any of state, level, fitness, requested_on, evidence_on, expected_on, expires_on, received."""
    check = Check.objects.select_for_update().filter(person=person, kind=kind).first()
    check = check or Check(person=person, kind=kind)
    for field, value in facts.items():
        setattr(check, field, value)
    check.full_clean()
    check.save()
    return check
