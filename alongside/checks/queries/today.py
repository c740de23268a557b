"""The checks officer's day: whose turn each file is, what runs out soon, and when somebody may be able to start."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F

from alongside.access.permissions import Role
from alongside.checks.models import Chaser, Check, Document
from alongside.checks.queries.checks import shown, standing_checks
from alongside.checks.rules import CHASED, CLEAR, REQUIRED, Forecast, chaser_due, forecast_wait

AT_A_GLANCE = 10
RECENT = timedelta(days=14)


@dataclass
class File:
    """One person's open checks, as (kind, words, turn), those of the officer first."""

    person: object
    checks: list = field(default_factory=list)
    since: date | None = None
    forecast: Forecast | None = None

    @property
    def yours(self) -> bool:
        return any(turn == "yours" for _, _, turn in self.checks)


def files_of(user, today: date) -> tuple[list[File], list[File]]:
    """(those the officer can move, those somebody else has to), the longest waiting first."""
    found: dict[int, File] = {}
    waits = completed_waits(user.trust_id)
    ages: dict[int, dict[str, int]] = defaultdict(dict)
    for check in standing_checks(user).filter(person__left=False):
        file = found.setdefault(check.person_id, File(check.person))
        file.checks.append((check, *shown(check, user)))
        since = check.requested_on or check.person.added_on
        file.since = min(file.since or since, since)
        if check.kind in REQUIRED:
            ages[check.person_id][check.kind] = max(0, (today - since).days)
    for pk, file in found.items():
        file.checks.sort(key=lambda row: row[2] != "yours")
        file.forecast = forecast_wait(ages[pk], waits, today) if ages[pk] else None
    ordered = sorted(found.values(), key=lambda file: (file.since or today, file.person.pk))
    return [file for file in ordered if file.yours], [file for file in ordered if not file.yours]


def forecast_of(person, today: date) -> Forecast | None:
    """When somebody's last check may be clear; nothing when all are, or none has begun."""
    checks = Check.objects.filter(person=person, kind__in=REQUIRED).exclude(state__in=[*CLEAR, "not_cleared"])
    ages = {check.kind: max(0, (today - (check.requested_on or today)).days) for check in checks}
    return forecast_wait(ages, completed_waits(person.trust_id), today) if ages else None


def completed_waits(trust_id: int) -> dict[str, list[int]]:
    """Days from asking to seeing, of every check of the trust that is clear, by kind."""
    found = defaultdict(list)
    done = Check.objects.filter(
        person__trust_id=trust_id, state=Check.State.VERIFIED, requested_on__isnull=False,
        evidence_on__gte=F("requested_on"),
    )  # fmt: skip
    for kind, asked, seen in done.order_by().values_list("kind", "requested_on", "evidence_on"):
        found[kind].append((seen - asked).days)
    return found


def cleared_lately(user, today: date):
    """Checks that have become clear in the last two weeks."""
    found = Check.objects.seen_by(user).filter(state=Check.State.VERIFIED, evidence_on__gt=today - RECENT)
    return found.select_related("person").order_by("-evidence_on", "person__name")


def documents_waiting(user):
    """Documents to look at, without their files."""
    found = Document.objects.seen_by(user).waiting().defer("content").select_related("person")
    return found.order_by("uploaded_on", "pk")


def running_out(today: date):
    soon = Check.objects.filter(
        state=Check.State.VERIFIED, expires_on__gte=today, expires_on__lte=today + timedelta(days=max(CHASED)),
        person__left=False,
    )  # fmt: skip
    return soon.select_related("person").order_by("expires_on", "person__name")


def runs_out_soon(user, today: date) -> list[tuple[Check, int]]:
    """What this officer sees running out within 60 days, and how many days are left."""
    if not user.has(Role.CHECKS_OFFICER):
        return []
    return [
        (check, (check.expires_on - today).days) for check in running_out(today).filter(person__trust=user.trust_id)
    ]


def chasers_due(today: date) -> list[tuple[Check, int]]:
    """Reminders that have been reached and have not gone yet."""
    sent = set(Chaser.objects.filter(expires_on__gte=today).values_list("of_id", "expires_on", "days"))
    due = ((check, chaser_due(check.expires_on, today)) for check in running_out(today))
    return [(check, days) for check, days in due if days and (check.pk, check.expires_on, days) not in sent]
