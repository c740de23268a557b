"""Deeds of moving on."""

from datetime import date

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.progression.models import Leaving


@action(May.RECORD_LEAVING)
def record_leaving(person: Person, *, left_on: date | None, destination, by) -> Leaving:
    leaving = Leaving(person=person, left_on=left_on, destination=destination)
    leaving.full_clean()
    leaving.save()
    return leaving
