"""Work experience: who may book what, and when it is locked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from alongside.access.verdicts import Verdict

LOCKED = "This was signed off and is locked. Tell the programme lead if it is not right."


def slot_may_change(signed_off: bool) -> Verdict:
    """Work experience that a host has signed off is locked for everybody."""
    return Verdict((LOCKED,)) if signed_off else Verdict()


def slot_may_be_booked(signed_off: bool, booked: bool, in_training: bool, team_open: bool) -> Verdict:
    """One trainee who is in training takes one free slot, in a team that is open."""
    reasons = []
    if signed_off:
        reasons.append(LOCKED)
    elif booked:
        reasons.append("Somebody else has just been booked on this slot. Choose another one.")
    if not in_training:
        reasons.append("Only somebody who is in training can be booked on work experience.")
    if not team_open:
        reasons.append("This team has closed. Choose a slot of another team.")
    return Verdict(tuple(reasons))


def slot_may_be_signed_off(signed_off: bool, booked: bool, held_on: date, today: date, hours_done: Decimal) -> Verdict:
    """The host signs off what has taken place, with the hours that were really done."""
    if signed_off:
        return Verdict((LOCKED,))
    if not booked:
        return Verdict(("Nobody was booked on this slot, so there is nothing to sign off.",))
    if held_on > today:
        return Verdict(("This day is still to come. Sign it off once it has taken place.",))
    if hours_done <= 0:
        return Verdict(("Enter the hours they did. If they did not come, cancel the booking instead.",))
    return Verdict()
