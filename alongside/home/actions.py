"""The deed that ends what is held about somebody."""

from collections import Counter
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.apps import apps

from alongside.access.gate import action
from alongside.access.models import BrowserSession, Identity, RetentionRule, RoleGrant, User
from alongside.access.permissions import May, Role
from alongside.checks.actions import purge_disclosure
from alongside.checks.models import Check
from alongside.home.models import DestructionRecord
from alongside.home.queries.retention import applicants_due, disclosures_due, due_under, plans_that_name
from alongside.home.rules import may_destroy
from alongside.people.models import Person
from alongside.placement.models import PlacementPlan
from alongside.recruitment.models import EqualityAnswers
from alongside.recruitment.queries import pseudonym

AT_ONCE = 50


@action(May.PURGE_RECORDS)
def purge_records(rule: RetentionRule, *, as_of: date, today: date, at: datetime, by) -> DestructionRecord | None:
    """Delete what is due under a rule, so many at once; None when nothing is."""
    may_destroy(as_of, today, verified=rule.verified, demonstration=rule.trust.demonstration).or_refuse()
    people = due_under(rule, as_of)[:AT_ONCE]
    sealed = disclosures_due(rule, as_of)[:AT_ONCE]
    applied = applicants_due(rule, as_of)[:AT_ONCE]
    if not people and not sealed and not applied:
        return None
    gone: Counter = Counter()
    if sealed:
        for disclosure in sealed:
            purge_disclosure(disclosure, months=rule.months, today=as_of, by=by)
        gone["disclosures emptied"] += len(sealed)
    elif applied:
        if rule.kind == RetentionRule.Kind.DRAFT:
            keys = [pseudonym(one) for one in applied]
            gone += _deleted(EqualityAnswers.objects.filter(sha256__in=keys))
        gone += _deleted(type(applied[0]).objects.filter(pk__in=[one.pk for one in applied]))
    elif rule.kind == RetentionRule.Kind.RIGHT_TO_WORK:
        gone += _deleted(Check.objects.filter(person__in=people, kind=Check.Kind.RIGHT_TO_WORK))
    else:
        gone += _deleted(PlacementPlan.objects.filter(pk__in=plans_that_name(people)))
        accounts = [person.account_id for person in people if person.account_id]
        gone += _deleted(Person.objects.filter(pk__in=[person.pk for person in people]))
        gone["accounts"] += sum(_emptied(account) for account in User.objects.filter(pk__in=accounts))
    account = by if isinstance(by, User) else None
    counts = {kind: count for kind, count in sorted(gone.items()) if count}
    return DestructionRecord.objects.create(trust=rule.trust, rule=rule, counts=counts, as_of=as_of, at=at, by=account)


def _deleted(rows) -> Counter:
    _, counts = rows.delete()
    return Counter({str(apps.get_model(label)._meta.verbose_name_plural): many for label, many in counts.items()})


def _emptied(account: User) -> int:
    """An account that did nothing but show its own record; its number stays, for the audit."""
    if account.roles - {Role.PERSON}:
        return 0
    for model in (Authenticator, BrowserSession, Identity, RoleGrant):
        model.objects.filter(user=account).delete()
    account.name, account.email, account.is_active = "Record deleted", f"gone-{account.pk}@deleted.invalid", False
    account.set_unusable_password()
    account.save()
    return 1
