"""Deeds on a person's contact details and account, and the trace left by whoever reads what is theirs."""

from datetime import date, datetime

from django.db.models import Max

from alongside.access.gate import action
from alongside.access.models import Trust, User
from alongside.access.permissions import May
from alongside.people.models import LegalHold, Person, Reading
from alongside.people.rules import is_a_new_reading


@action(May.ADD_PERSON)
def add_person(trust: Trust, *, name, today: date, email="", phone="", staff_number="", pronouns="", by) -> Person:
    person = Person(
        trust=trust,
        name=name,
        email=email,
        phone=phone,
        staff_number=staff_number,
        pronouns=pronouns,
        added_on=today,
    )
    person.full_clean()
    person.save()
    return person


@action(May.CHANGE_CONTACT)
def change_contact(person: Person, *, by, **contact) -> Person:
    """Contact is any of name, email, phone, staff_number, pronouns."""
    for field, value in contact.items():
        setattr(person, field, value)
    person.full_clean()
    person.save(update_fields=list(contact))
    return person


@action(May.LINK_ACCOUNT)
def link_account(person: Person, *, account: User | None, by) -> Person:
    """Let a person sign in and see their own record."""
    person.account = account
    person.full_clean()
    person.save(update_fields=["account"])
    return person


@action(May.LOG_READING)
def log_reading(person: Person, *, kind: str, at: datetime, by) -> Person:
    """Opening one's own leaves no trace."""
    if isinstance(by, User) and person.account_id != by.pk:
        Person.objects.select_for_update().filter(pk=person.pk).values_list("pk").get()
        before = Reading.objects.filter(person=person, reader=by, kind=kind).aggregate(last=Max("at"))
        if is_a_new_reading(before["last"], at, kind):
            Reading.objects.create(person=person, reader=by, kind=kind, at=at)
    return person


@action(May.PLACE_LEGAL_HOLD)
def place_legal_hold(person: Person, *, reference, today: date, by) -> LegalHold:
    hold = LegalHold(trust=person.trust, person=person, reference=reference, from_on=today, placed_by=by)
    hold.full_clean()
    hold.save()
    return hold


@action(May.PLACE_GENERAL_HOLD)
def place_general_hold(trust: Trust, *, reference, today: date, by) -> LegalHold:
    """On everybody of the trust, as a public inquiry may ask."""
    hold = LegalHold(trust=trust, reference=reference, from_on=today, placed_by=by)
    hold.full_clean()
    hold.save()
    return hold


@action(May.LIFT_LEGAL_HOLD)
def lift_legal_hold(hold: LegalHold, *, today: date, by) -> LegalHold:
    hold.lifted_on, hold.lifted_by = today, by
    hold.save(update_fields=["lifted_on", "lifted_by"])
    return hold
