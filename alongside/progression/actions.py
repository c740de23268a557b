"""Deeds of moving on."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from alongside.access.gate import action
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.placement.actions import end_holding, turn_down_placement
from alongside.placement.models import Holding
from alongside.progression.models import Leaving
from alongside.progression.rules import may_have_moved_on


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


@action(May.RECORD_MOVED_ON)
def record_moved_on(trust: Trust, *, people: Sequence[Person], today: date, by) -> Trust:
    """Take off the waiting list, all at once, those who went their own way on a day that nobody wrote down. Who says
    from when they are free waits again."""
    mine = Person.objects.select_for_update().filter(pk__in=[person.pk for person in people], trust=trust)
    held = Holding.objects.not_ended(today).filter(person__in=mine).values_list("person__name", flat=True)
    may_have_moved_on(held).or_refuse()
    for person in mine.order_by("pk"):
        record_leaving(person, left_on=None, destination=Leaving.Destination.NOT_KNOWN, today=today, by=by)
    return trust
