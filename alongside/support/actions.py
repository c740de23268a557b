"""Deeds of support at work."""

from datetime import date

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.support.models import Supervision


@action(May.RECORD_SUPERVISION)
def record_supervision(person: Person, *, on: date, kind, supervisor_name="", held=None, minutes=None, by):
    supervision = Supervision(
        person=person, on=on, kind=kind, supervisor_name=supervisor_name, held=held, minutes=minutes
    )
    supervision.full_clean()
    supervision.save()
    return supervision
