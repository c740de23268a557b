"""Who had a part in a disclosure, what of it may be weighed, and what each reader sees."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from alongside.access.permissions import Role
from alongside.checks.models import Assessment, Certificate, Disclosure, Matter
from alongside.checks.rules.disclosure import CLEARED, ENDED, purged_from, sees_the_other
from alongside.checks.rules.filtering import can_be_scored


def scorable_matters(disclosure: Disclosure) -> list[Matter]:
    matters = Matter.objects.filter(disclosure=disclosure)
    return [
        one for one in matters if one.facts and can_be_scored(one.facts["kind"], redacted=one.redacted_on is not None)
    ]


def earlier_part(disclosure: Disclosure, *, deciding: bool = False) -> set[int | None]:
    """Everybody who had a part, and the person; for a decision its own chair is not among them."""
    part = {disclosure.first_id, disclosure.second_id, disclosure.person.account_id, disclosure.decided_by_id}
    if not deciding:
        part |= {disclosure.chair_id, *(seat.member_id for seat in disclosure.seats.all())}
    return part - {None}


def assessments_seen(disclosure: Disclosure, user) -> list[Assessment]:
    """One's own; both once both are locked (R13)."""
    locked = list(Assessment.objects.filter(disclosure=disclosure).select_related("assessor"))
    mine = [one for one in locked if one.assessor_id == user.pk]
    both = len(locked) == 2
    assessor = user.pk in {disclosure.first_id, disclosure.second_id}
    if both and (sees_the_other(bool(mine), both) or not assessor):
        return locked
    return mine


def disclosure_stands(person_id: int) -> str:
    """Whether a disclosure carries a person's check: none, open, cleared, or ended otherwise."""
    latest = Certificate.objects.filter(person=person_id).order_by("-pk").first()
    if latest is None:
        return "none"
    found = Disclosure.objects.filter(certificate=latest).values_list("state", flat=True).first()
    if found is None or found in CLEARED:
        return "cleared"
    return "open"


def conditions_of(person_id: int) -> str:
    """The conditions under which somebody is cleared, for the manager of their team; nothing else (R14)."""
    found = Disclosure.objects.filter(certificate__person=person_id, state=Disclosure.State.CONDITIONS)
    latest = found.order_by("-decided_on", "-pk").first()
    return (latest.conditions or "") if latest else ""


def due_for_purge(trust_id: int, as_of: date, months: int) -> list[Disclosure]:
    found = Disclosure.objects.filter(
        certificate__person__trust_id=trust_id, purged_on=None, state__in=ENDED, decided_on__isnull=False
    ).select_related("certificate__person")
    due = ((one, purged_from(one.state, one.decided_on, months)) for one in found)
    return [one for one, day in due if day and day <= as_of]


def listed_disclosures(user) -> QuerySet[Disclosure]:
    """What a list of disclosures shows and `may_act` asks, in three queries; nothing sealed is opened."""
    seen = Disclosure.objects.filter(pk__in=Disclosure.objects.seen_by(user).values("pk"))
    return (
        seen.select_related("certificate__person", "certificate__offer__post")
        .defer("said", "conditions", "reasons", "certificate__number", "certificate__shows")
        .prefetch_related(Prefetch("assessments", Assessment.objects.defer("answer")), "seats")
    )


def may_act(disclosure: Disclosure, user) -> list[str]:
    """The names of the pages on which this user moves it on now."""
    state = disclosure.state
    if state == "assessing" and user.pk in {disclosure.first_id, disclosure.second_id}:
        return [] if user.pk in {one.assessor_id for one in disclosure.assessments.all()} else ["disclosure_assess"]
    free = user.pk not in earlier_part(disclosure, deciding=True)
    if state == "deciding" and user.has(Role.DECIDER) and free:
        return ["disclosure_decide"]
    if state == "panel" and disclosure.chair_id == user.pk:
        return ["disclosure_decide"]
    if state == "appeal" and user.has(Role.APPEAL_OFFICER) and user.pk not in earlier_part(disclosure):
        return ["disclosure_appeal_decide"]
    if not user.has(Role.CHECKS_OFFICER):
        return []
    return {
        "comparing": ["matter_new", "disclosure_meeting", "disclosure_assessors", "disclosure_close"],
        "panel": ["disclosure_panel"],
        "withdrawn": ["disclosure_appeal"],
    }.get(state, [])
