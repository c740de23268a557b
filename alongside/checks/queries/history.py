"""The history of one person, as the rule reads it."""

from datetime import date

from alongside.checks.models import HistoryPeriod
from alongside.checks.rules.history import Gap, Period, gaps_to_ask_about


def history_of(person_id: int) -> list[Period]:
    days = HistoryPeriod.objects.filter(person=person_id).values_list("from_on", "until_on")
    return [Period(*both) for both in days]


def gaps_of(person_id: int, on: date) -> tuple[Gap, ...]:
    return gaps_to_ask_about(history_of(person_id), on)
