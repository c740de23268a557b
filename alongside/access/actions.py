"""Deeds on trusts, accounts and organisations."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator

from alongside.access.gate import action
from alongside.access.models import (
    BackupMade,
    BrowserSession,
    Download,
    Identity,
    Organisation,
    OrganisationName,
    RetentionRule,
    RoleGrant,
    Trust,
    User,
)
from alongside.access.permissions import May, Role
from alongside.access.rules import (
    RETENTION_AT_FIRST,
    RETENTION_FROM,
    is_own_account,
    roles_go_together,
    trust_may_open,
)


@action(May.RECORD_ORGANISATION)
def record_organisation(*, code, name, from_on: date, facts: dict, by) -> Organisation:
    """Keep what the organisation file says of one organisation; a new name is a new dated row."""
    organisation, _ = Organisation.objects.update_or_create(code=code, defaults=facts)
    latest = organisation.names.order_by("from_on").last()
    if latest is None or latest.name != name:
        OrganisationName.objects.update_or_create(
            organisation=organisation,
            from_on=from_on if latest else facts.get("opened_on") or from_on,
            defaults={"name": name},
        )
    return organisation


@action(May.ADD_TRUST)
def add_trust(*, code: str, name: str, today: date, demonstration: bool = False, by) -> Trust:
    organisation = Organisation.objects.filter(code=code).first()
    trust_may_open(code, organisation.closed_on if organisation else None, today).or_refuse()
    trust = Trust(code=code, name=name, demonstration=demonstration)
    trust.full_clean()
    trust.save()
    RetentionRule.objects.bulk_create(
        RetentionRule(trust=trust, kind=kind, months=months, source=source, from_on=RETENTION_FROM)
        for kind, months, source in RETENTION_AT_FIRST
    )
    return trust


@action(May.RECORD_RETENTION_RULE)
def record_retention_rule(trust: Trust, *, kind, months, from_on: date, source, verified: bool, by) -> RetentionRule:
    """The row in force before stays, for what was done under it."""
    rule = RetentionRule(trust=trust, kind=kind, months=months, from_on=from_on, source=source, verified=verified)
    rule.full_clean()
    rule.save()
    return rule


@action(May.RECORD_BACKUP)
def record_backup(*, at: datetime, by) -> BackupMade:
    return BackupMade.objects.create(at=at)


@action(May.LOG_DOWNLOAD)
def log_download(user: User, *, page: str, number: int | None, at: datetime, by) -> Download:
    """What leaves the product leaves a trace in the audit (design.md, section 5)."""
    kind = page if page in Download.Kind.values else Download.Kind.OTHER
    return Download.objects.create(user=user, kind=kind, number=number, at=at)


@action(May.ADD_USER)
def add_user(trust: Trust, *, email, name, roles: list[Role], password: str, demonstration=False, by) -> User:
    roles_go_together(roles).or_refuse()
    user = User(trust=trust, email=User.objects.normalize_email(email), name=name, demonstration=demonstration)
    user.set_password(password)
    user.full_clean()
    user.save()
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
    return user


@action(May.CHANGE_ROLES)
def change_roles(user: User, *, roles: list[Role], by) -> User:
    roles_go_together(roles).or_refuse()
    user.grants.exclude(role__in=roles).delete()
    standing = set(user.grants.values_list("role", flat=True))
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles if role not in standing)
    return user


@action(May.DISABLE_USER)
def disable_user(user: User, *, by) -> User:
    """A closed account is signed out of every browser at once."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.browser_sessions.all().delete()
    return user


@action(May.ENABLE_USER)
def enable_user(user: User, *, by) -> User:
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


@action(May.RESET_SECOND_FACTOR)
def reset_second_factor(user: User, *, by) -> User:
    """For who lost phone and recovery codes: all factors go, and every browser is signed out."""
    Authenticator.objects.filter(user=user).delete()
    user.browser_sessions.all().delete()
    return user


@action(May.LINK_IDENTITY)
def link_identity(user: User, *, issuer: str, subject: str, by) -> User:
    identity = Identity(user=user, issuer=issuer, subject=subject)
    identity.full_clean()
    identity.save()
    return user


@action(May.UNLINK_IDENTITY)
def unlink_identity(user: User, *, issuer: str, by) -> User:
    user.identities.filter(issuer=issuer).delete()
    user.browser_sessions.all().delete()
    return user


@action(May.END_SESSIONS)
def end_sessions(user: User, *, keys: list[str], by) -> User:
    """Some of one's own sessions, by the digest of their keys."""
    is_own_account(user.pk, getattr(by, "pk", None)).or_refuse()
    BrowserSession.objects.filter(user=user, session_key__in=keys).delete()
    return user


@action(May.CHANGE_PASSWORD)
def change_password(user: User, *, password: str, by) -> User:
    is_own_account(user.pk, getattr(by, "pk", None)).or_refuse()
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
