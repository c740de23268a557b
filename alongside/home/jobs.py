"""What the worker does for the whole house: deleting, once a day, what has had its time."""

import logging
from collections import Counter

from django.conf import settings
from django.core.cache import cache
from django.utils.timezone import localdate, now

from alongside.access.actors import System
from alongside.access.jobs import sweep
from alongside.access.models import BackupMade, RetentionRule, Trust
from alongside.home.actions import purge_records
from alongside.home.rules import backup_told

log = logging.getLogger("alongside.jobs")
TWO_DAYS = 2 * 24 * 60 * 60
PURGE = System("purge_once_a_day")


@sweep
def purge_once_a_day() -> None:
    """Under the rules that a data protection lead has verified, and no others."""
    today = localdate()
    if settings.PURGE_DAILY and cache.add(f"purged-on-{today}", "yes", TWO_DAYS):
        gone: Counter = Counter()
        for trust in Trust.objects.order_by("code"):
            for rule in RetentionRule.objects.filter(trust=trust).in_force(today).values():
                while rule.verified and (done := purge_records(rule, as_of=today, today=today, at=now(), by=PURGE)):
                    gone.update(done.counts)
        if gone:
            last = BackupMade.objects.order_by("at").last()
            told = backup_told(localdate(last.at) if last else None, today)
            counted = ", ".join(f"{kind}: {many}" for kind, many in gone.items())
            log.info("Deleted by the daily purge: %s. %s", counted, told)
