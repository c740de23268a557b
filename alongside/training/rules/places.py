"""Places on a cohort, and the line of those who wait for one."""

from __future__ import annotations

from datetime import date

from alongside.access.verdicts import Verdict


def place_free(places: int | None, taken: int, offered: int) -> Verdict:
    """A cohort takes as many as it has places; a place that is offered is kept for whom it was offered to."""
    if places is None or taken + offered < places:
        return Verdict()
    kept = " or kept for somebody who was offered one" if offered else ""
    return Verdict((f"All {places} places are taken{kept}. Tick “Put them on the waiting list”, so that they wait.",))


def places_free(places: int | None, taken: int, offered: int) -> int:
    """How many places can be given away or offered now; where a cohort has no number of places, none is offered."""
    return 0 if places is None else max(places - taken - offered, 0)


def may_answer_offer(state: str) -> Verdict:
    """Only a place that is offered can be taken, and only who waits or is offered one can step back."""
    if state == "offered":
        return Verdict()
    said = {"waiting": "No place has come free yet.", "taken": "The place has been taken already."}
    return Verdict((said.get(state, "They are not waiting for this cohort any more."),))


def week_of_course(starts_on: date | None, day: date) -> int | None:
    """The week of the course a day lies in, the first being 1; before the first day it is week 0."""
    if starts_on is None:
        return None
    return 0 if day < starts_on else (day - starts_on).days // 7 + 1


def may_withdraw(result: str) -> Verdict:
    """Only somebody who is in training can leave it; what is completed stays completed."""
    if result == "in_training":
        return Verdict()
    return Verdict(("They are not in training on this cohort, so there is nothing to leave.",))
