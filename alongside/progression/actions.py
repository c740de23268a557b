"""Deeds of moving on."""

from datetime import date

from django.db.models import Q

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.placement.actions import end_holding, turn_down_placement
from alongside.placement.models import Holding
from alongside.progression.models import Leaving


@action(May.RECORD_LEAVING)
def record_leaving(person: Person, *, left_on: date | None, destination, today: date, by) -> Leaving:
    """Posts begun by the last day end on it; one that was agreed and not begun is given back."""
    leaving = Leaving(person=person, left_on=left_on, destination=destination)
    leaving.full_clean()
    leaving.save()
    person.left, person.left_on = True, left_on
    person.save(update_fields=["left", "left_on"])
    held = Holding.objects.filter(person=person).not_ended(left_on or today)
    for holding in held.filter(Q(started_on=None) | Q(started_on__lte=left_on or today)):
        end_holding(holding, ended_on=left_on, today=today, by=by)
    if left_on is None or left_on >= today:
        for holding in held.filter(started_on__gt=left_on or today):
            turn_down_placement(holding, today=today, by=by)
    return leaving
