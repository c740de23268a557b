"""Deeds on somebody's history: a period of any kind is added or taken away."""

from datetime import date

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.checks.models import HistoryPeriod
from alongside.checks.rules.history import Period, may_add_period
from alongside.people.models import Person


@action(May.ADD_HISTORY_PERIOD)
def add_history_period(
    person: Person, *, kind: str, from_on: date, until_on: date | None = None, what: str = "", today: date, by
) -> HistoryPeriod:
    """Of not working no words are kept, whatever was written: nobody is asked for a reason of health (R7)."""
    may_add_period(Period(from_on, until_on), today).or_refuse()
    words = None if kind == HistoryPeriod.Kind.NOT_WORKING else what.strip() or None
    period = HistoryPeriod(person=person, kind=kind, from_on=from_on, until_on=until_on, what=words)
    period.full_clean(exclude=["what"])
    period.save()
    return period


@action(May.REMOVE_HISTORY_PERIOD)
def remove_history_period(period: HistoryPeriod, *, by) -> HistoryPeriod:
    period.delete()
    return period
