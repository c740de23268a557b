"""What has had its time under a retention rule, and what still keeps it."""

import json
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from alongside.access.models import RetentionRule
from alongside.checks.models import Check, ConditionalOffer, Disclosure
from alongside.checks.queries.disclosure import due_for_purge
from alongside.home.rules import kept_until
from alongside.people.models import LegalHold, Person
from alongside.placement.models import Holding, PlacementPlan
from alongside.recruitment.models import ApplicantLink, Application, Booking, EqualityAnswers, Intake
from alongside.recruitment.queries import without_a_place
from alongside.training.models import Trainee

Kind = RetentionRule.Kind
OF_SOMEBODY = (Kind.RIGHT_TO_WORK, Kind.NO_POST, Kind.RECORD, Kind.NO_PLACE)
BEYOND_AN_APPLICATION = (Trainee, Holding, ConditionalOffer, Check)


def due_under(rule: RetentionRule, as_of: date) -> list[Person]:
    """Those who left, or were given no place, so long ago, and whom no legal hold keeps; the earliest first."""
    if rule.kind not in OF_SOMEBODY:
        return []
    standing = LegalHold.objects.standing().filter(trust_id=rule.trust_id)
    if standing.filter(person=None).exists():
        return []
    people = Person.objects.filter(trust_id=rule.trust_id).exclude(pk__in=standing.values("person"))
    since = _got_no_place(people) if rule.kind == Kind.NO_PLACE else _gone(people, rule.kind, as_of)
    return [one for one, day in since if kept_until(day, rule.months) <= as_of]


def _gone(people, kind: str, as_of: date) -> list[tuple[Person, date]]:
    """Who left, with the day, and is in no post."""
    left = people.filter(left=True, left_on__lte=as_of).exclude(
        pk__in=Holding.objects.not_ended(as_of).values("person")
    )
    if kind == Kind.NO_POST:
        left = left.exclude(pk__in=Holding.objects.filter(turned_down=False).values("person"))
    if kind == Kind.RIGHT_TO_WORK:
        left = left.filter(pk__in=Check.objects.filter(kind=Check.Kind.RIGHT_TO_WORK).values("person"))
    return [(one, one.left_on) for one in left.order_by("left_on", "pk")]


def _got_no_place(people) -> list[tuple[Person, date]]:
    """Who applied and is known for nothing beyond it, with the day their last application ended."""
    known_for_more = Q()
    for model in BEYOND_AN_APPLICATION:
        known_for_more |= Q(pk__in=model.objects.values("person"))
    since = without_a_place(people.filter(left=False).exclude(known_for_more))
    return [
        (one, since[one.pk]) for one in sorted(people.filter(pk__in=since), key=lambda one: (since[one.pk], one.pk))
    ]


def disclosures_due(rule: RetentionRule, as_of: date) -> list[Disclosure]:
    """Decided so long ago, with no appeal open, and of nobody whom a legal hold keeps (R15)."""
    if rule.kind != RetentionRule.Kind.DISCLOSURE:
        return []
    standing = LegalHold.objects.standing().filter(trust_id=rule.trust_id)
    if standing.filter(person=None).exists():
        return []
    held = set(standing.values_list("person_id", flat=True))
    due = due_for_purge(rule.trust_id, as_of, rule.months)
    return [one for one in due if one.certificate.person_id not in held]


def applicants_due(rule: RetentionRule, as_of: date) -> list[Application | Booking | EqualityAnswers | ApplicantLink]:
    """What was left with us before anybody was a person on record; a hold for an inquiry keeps it."""
    trust = rule.trust_id
    if LegalHold.objects.standing().filter(trust_id=trust, person=None).exists():
        return []
    over = [
        pk
        for pk, closed in Intake.objects.filter(trust_id=trust).values_list("pk", "closes_on")
        if kept_until(closed, rule.months) <= as_of
    ]
    if rule.kind == Kind.DRAFT:
        return list(Application.objects.filter(intake__in=over, person=None).order_by("pk"))
    if rule.kind == Kind.EQUALITY:
        return list(EqualityAnswers.objects.filter(intake__in=over).order_by("pk"))
    if rule.kind == Kind.BOOKING:
        booked = Booking.objects.filter(session__trust_id=trust, session__starts_at__date__lte=as_of)
        found = booked.select_related("session").order_by("session__starts_at", "pk")
        return [one for one in found if kept_until(localdate(one.session.starts_at), rule.months) <= as_of]
    if rule.kind == Kind.LINK:
        links = ApplicantLink.objects.filter(application__intake__trust_id=trust, until__date__lte=as_of)
        return [one for one in links.order_by("until", "pk") if kept_until(localdate(one.until), rule.months) <= as_of]
    return []


def without_a_day(trust_id: int) -> int:
    """How many left on a day nobody knows: no rule reaches them until somebody writes it down."""
    return Person.objects.filter(trust_id=trust_id, left=True, left_on=None).count()


def plans_that_name(people: list[Person]) -> list[int]:
    """Plans that weighed any of these people: proposed, placed by hand, in the engine's answer, or to go together."""
    found = set()
    if people:
        numbers = {f'"{person.pk:010}"' for person in people}
        plans = PlacementPlan.objects.filter(trust_id=people[0].trust_id)
        named = plans.filter(Q(proposals__person__in=people) | Q(pins__person__in=people))
        found |= set(named.values_list("pk", flat=True))
        for pk, *told in plans.exclude(pk__in=found).values_list("pk", "answer", "options").iterator(20):
            text = json.dumps(told)
            if any(number in text for number in numbers):
                found.add(pk)
    return sorted(found)
