"""From an unregistered vacancy to a peer post: assessed, signed by two, and only then done (R23)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from alongside.access.permissions import Role
from alongside.access.verdicts import Verdict
from alongside.posts.rules.registration import ClosedPost, Described, never_becomes_peer, not_a_closed_one_again
from alongside.posts.rules.standing import band_fits

# Who signs a quality impact assessment: chief nurse and medical director (rules.md 2.1; National Quality Board).
CAPACITIES = {"nurse": "Chief nurse", "doctor": "Medical director"}
# Nobody who works for the programme corrects the mark of a registered post (rules.md 2.1).
PROGRAMME_ROLES = frozenset({Role.PROGRAMME_LEAD, Role.EDUCATOR})


def conversion_may_be_asked(
    stands: Described,
    ever_registered: bool,
    wanted: Described,
    quality_impact: str,
    wte_others: Decimal,
    closed_on: date | None,
) -> Verdict:
    """Only an unregistered vacancy is put forward, at a peer worker's band, with its quality impact assessed (R23)."""
    reasons = list(never_becomes_peer(stands, ever_registered, wanted).reasons)
    if stands.peer:
        reasons.append("This is a peer post already.")
    if closed_on:
        reasons.append("A closed post cannot become a peer post.")
    if wte_others:
        reasons.append(
            "Somebody outside the programme holds part of this post. Split off the part that is vacant first."
        )
    if not quality_impact.strip():
        reasons.append("Say in a few sentences what the change does to safety, effectiveness and people's experience.")
    reasons += band_fits(wanted.title, wanted.band).reasons
    return Verdict(tuple(reasons))


def conversion_may_be_approved(
    capacity: str, approver_id: int, asked_by_id: int, nurse_by_id: int | None, doctor_by_id: int | None, state: str
) -> Verdict:
    """Chief nurse and medical director each sign once; they are two people, and neither is the one who asked (R23)."""
    reasons = []
    if state != "asked":
        reasons.append("This request has been decided already.")
    if capacity not in CAPACITIES:
        reasons.append("Say whether you sign as chief nurse or as medical director.")
    elif (nurse_by_id if capacity == "nurse" else doctor_by_id) is not None:
        reasons.append(f"The {CAPACITIES[capacity].lower()} has signed already.")
    if approver_id == asked_by_id:
        reasons.append("You asked for this change, so somebody else has to sign it.")
    if approver_id in (nurse_by_id, doctor_by_id):
        reasons.append("You have signed already. The other signature has to be somebody else's.")
    return Verdict(tuple(reasons))


def post_may_convert(
    state: str,
    nurse_by_id: int | None,
    doctor_by_id: int | None,
    stands: Described,
    ever_registered: bool,
    wanted: Described,
    team_id: int | None,
    cost_centre: str,
    closed: Iterable[ClosedPost],
    *,
    closed_on: date | None,
    on: date,
) -> Verdict:
    """A post is converted when both have signed, and every bar is asked again on the day (R20, R23)."""
    reasons = []
    if state != "asked":
        reasons.append("This request has been decided already.")
    if closed_on and closed_on <= on:
        reasons.append("A closed post cannot become a peer post.")
    for capacity, signed in (("nurse", nurse_by_id), ("doctor", doctor_by_id)):
        if signed is None:
            reasons.append(f"The {CAPACITIES[capacity].lower()} has not signed yet.")
    reasons += never_becomes_peer(stands, ever_registered, wanted).reasons
    reasons += not_a_closed_one_again(team_id, cost_centre, closed, on).reasons
    return Verdict(tuple(reasons))


def registration_may_be_corrected(
    registered: bool, reason: str, roles: Iterable[Role], first_by_id: int | None, by_id: int
) -> Verdict:
    """Two approvers outside the programme, with a reason, say that a post needs no registration after all (R20)."""
    reasons = []
    if not registered:
        reasons.append("This post is not marked as needing a registration.")
    if first_by_id is None and not reason.strip():
        reasons.append("Say why the mark is wrong.")
    if PROGRAMME_ROLES & set(roles):
        reasons.append(
            "Somebody who works for the programme cannot correct this mark. Ask an approver from outside it."
        )
    if first_by_id == by_id:
        reasons.append("You have agreed already. A second approver has to agree too.")
    return Verdict(tuple(reasons))
