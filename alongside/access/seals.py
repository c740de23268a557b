"""The audit sealed into a chain, batch by batch, so that a forged, missing or moved row can be named afterwards.

Each batch keeps the keyed digest of every row in it, and is itself digested together with the batch before. Whoever
changes the database without the audit key cannot make the chain fit again, with or without the triggers standing.
"""

import hmac
import json
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from alongside.access.models import AuditRow, AuditSeal

SETTLED_AFTER = timedelta(seconds=30)
MOST_ROWS = 5000
START = "0" * 64


def _digest(*parts: str) -> str:
    return hmac.new(settings.AUDIT_KEY.encode(), "\n".join(parts).encode(), sha256).hexdigest()


def row_digest(row: AuditRow) -> str:
    facts = [row.pk, row.at.isoformat(), row.actor, row.deed, row.table_name, row.operation, row.row_id]
    return _digest(json.dumps([*facts, row.columns, row.values], sort_keys=True))[:32]


def _settled_before(now):
    """Rows older than this can have no neighbour still uncommitted."""
    before = now - SETTLED_AFTER
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT min(xact_start) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            oldest = cursor.fetchone()[0]
        before = min(before, oldest) if oldest else before
    return before


def seal_audit(now=None, *, most_rows: int = MOST_ROWS) -> int:
    """Seal the next batch of settled rows; returns how many."""
    settled = _settled_before(now or timezone.now())
    with transaction.atomic():
        last = AuditSeal.objects.select_for_update().order_by("-pk").first()
        rows = list(
            AuditRow.objects.filter(pk__gt=last.last_row if last else 0, at__lt=settled).order_by("pk")[:most_rows]
        )
        if not rows:
            return 0
        digests = {str(row.pk): row_digest(row) for row in rows}
        AuditSeal.objects.create(
            first_row=rows[0].pk,
            last_row=rows[-1].pk,
            digests=digests,
            previous=last.digest if last else START,
            digest=_seal_digest(last.digest if last else START, digests),
        )
    return len(rows)


def _seal_digest(previous: str, digests: dict[str, str]) -> str:
    return _digest(previous, json.dumps(sorted((int(pk), value) for pk, value in digests.items())))


def first_fault(head: str | None = None) -> str | None:
    """A sentence naming the first row (or batch) that is not as it was sealed; None when the whole chain fits.

    `head` is a digest exported earlier: the chain must still contain it, so that cutting off its end is noticed.
    """
    previous, last_row, seen = START, 0, {START}
    for seal in AuditSeal.objects.order_by("pk").iterator():
        if seal.previous != previous or seal.digest != _seal_digest(previous, seal.digests):
            return f"The seal over rows {seal.first_row} to {seal.last_row} does not fit the chain."
        if fault := _first_fault_in(seal, last_row):
            return fault
        previous, last_row = seal.digest, seal.last_row
        seen.add(previous)
    if head is not None and head not in seen:
        return f"The chain no longer holds the head {head[:12]}: its end has been cut off."
    return None


def _first_fault_in(seal: AuditSeal, after: int) -> str | None:
    standing = {
        str(row.pk): row_digest(row)
        for row in AuditRow.objects.filter(pk__gt=after, pk__lte=seal.last_row).order_by("pk").iterator()
    }
    for pk in sorted(standing.keys() | seal.digests.keys(), key=int):
        if pk not in standing:
            return f"Row {pk} is missing."
        if pk not in seal.digests:
            return f"Row {pk} was put in after its neighbours had been sealed."
        if standing[pk] != seal.digests[pk]:
            return f"Row {pk} is not as it was sealed: it was forged, or moved."
    return None
