"""Deeds on a person's contact details and account."""

from datetime import date

from alongside.access.gate import action
from alongside.access.models import Trust, User
from alongside.access.permissions import May
from alongside.people.models import Person


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
