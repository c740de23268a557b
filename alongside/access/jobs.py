"""Long work in the worker: a lease, a heartbeat, progress, and errors that name the place, never the content."""

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from alongside.access.actors import acting
from alongside.access.logs import place_of
from alongside.access.models import Job

log = logging.getLogger("alongside.jobs")
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
MOST_ATTEMPTS = 3
KINDS = {}
SWEEPS = []


class LeaseLost(Exception):
    """Another worker has taken this job over: stop at once and write nothing more."""


class Stop(Exception):
    """The job cannot go on, for a reason that may be shown to the person who asked for it."""


def job(kind: str):
    """Register a function(progress, job) under a short name; only the name is stored."""

    def register(function):
        KINDS[kind] = function
        return function

    return register


def sweep(function):
    """Register a function() that the worker calls now and then, to take away what has outlived its time."""
    SWEEPS.append(function)
    return function


def ask_for(kind: str, subject, *, by) -> Job:
    """Queue a job about a subject; it starts after the surrounding transaction has been committed."""
    queued = Job.objects.create(
        trust_id=subject.trust_id,
        kind=kind,
        subject_id=subject.pk,
        asked_by=by,
        lease_until=timezone.now() + LEASE,
    )
    run_job.enqueue(queued.pk)
    return queued


class Progress:
    """Tells how far the work is and keeps the lease; raises LeaseLost when somebody else holds it."""

    def __init__(self, job_id: int, lease: uuid.UUID):
        self.job_id, self.lease = job_id, lease

    def _mine(self):
        return Job.objects.filter(pk=self.job_id, lease=self.lease, state=Job.State.RUNNING)

    def tell(self, done: int, total: int) -> None:
        kept = self._mine().update(done=done, total=total, lease_until=timezone.now() + LEASE)
        if not kept:
            raise LeaseLost(self.job_id)

    def hold(self) -> None:
        """Within the transaction of the final write: refuse unless the lease is still ours."""
        if not self._mine().update(lease_until=timezone.now() + LEASE):
            raise LeaseLost(self.job_id)


@task()
def run_job(job_id: int) -> None:
    carry_out(job_id)


def carry_out(job_id: int, progress: type[Progress] = Progress) -> None:
    """Do a job unless another worker has it; `progress` may also show it on a terminal."""
    lease = uuid.uuid4()
    now = timezone.now()
    claimed = Job.objects.filter(
        Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, lease_until__lt=now), pk=job_id
    ).update(state=Job.State.RUNNING, lease=lease, lease_until=now + LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return
    held = Job.objects.select_related("asked_by").get(pk=job_id)
    try:
        with acting(held.asked_by.actor_label, held.kind):
            KINDS[held.kind](progress(job_id, lease), held)
        _finish(job_id, lease, Job.State.DONE, "")
    except LeaseLost:
        log.warning("Job %s was taken over by another worker", job_id)
    except Stop as reason:
        _finish(job_id, lease, Job.State.STOPPED, str(reason))
    except Exception as fault:
        place = place_of(fault)
        log.error("Job %s (%s) stopped: %s", job_id, held.kind, place)
        _finish(
            job_id,
            lease,
            Job.State.STOPPED,
            f"Something went wrong on our side ({place}). Nothing was written.",
        )


def _finish(job_id: int, lease: uuid.UUID, state: str, message: str) -> None:
    Job.objects.filter(pk=job_id, lease=lease).update(
        state=state, message=message[:300], lease=None, lease_until=None, finished_at=timezone.now()
    )


def reap(at=None) -> int:
    """Queue again every job whose worker was killed; after three attempts, stop it and say so."""
    at = at or timezone.now()
    reaped = 0
    for orphan in Job.objects.orphaned(at):
        same = Job.objects.filter(pk=orphan.pk, state=orphan.state, lease=orphan.lease, lease_until__lt=at)
        with transaction.atomic():
            if orphan.attempts >= MOST_ATTEMPTS:
                reaped += same.update(
                    state=Job.State.STOPPED,
                    message="The worker stopped three times while doing this. Nothing was written.",
                    lease=None,
                    lease_until=None,
                    finished_at=at,
                )
            elif same.update(state=Job.State.QUEUED, lease=None, lease_until=at + LEASE):
                run_job.enqueue(orphan.pk)
                reaped += 1
    return reaped
