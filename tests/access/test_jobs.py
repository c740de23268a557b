"""Long work: told honestly, run again when its worker was killed, and never twice at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.access.jobs import KINDS, LEASE, MOST_ATTEMPTS, LeaseLost, Progress, Stop, ask_for, job, reap, run_job
from alongside.access.models import Job
from alongside.access.permissions import Role
from tests.factories import make_person, make_trust, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    trust = make_trust()
    yield ask_for("test_work", make_person(trust), by=make_user(trust, Role.PROGRAMME_LEAD))
    KINDS.pop("test_work", None)


def test_a_job_tells_its_progress_and_ends(asked):
    @job("test_work")
    def work(progress, held):
        progress.tell(3, 4)
        assert Job.objects.get(pk=held.pk).percent == 75

    run_job.call(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total, asked.lease) == (Job.State.DONE, 3, 4, None)


def test_an_error_names_the_place_and_never_the_content(asked, caplog):
    @job("test_work")
    def work(progress, held):
        raise ValueError("Ada Marsh lives here")

    run_job.call(asked.pk)
    asked.refresh_from_db()
    assert asked.state == Job.State.STOPPED
    assert "ValueError at tests.access.test_jobs" in asked.message
    assert "Ada" not in asked.message + caplog.text


def test_a_reason_meant_for_the_reader_is_shown(asked):
    @job("test_work")
    def work(progress, held):
        raise Stop("There is nobody to place.")

    run_job.call(asked.pk)
    asked.refresh_from_db()
    assert asked.message == "There is nobody to place."


def test_a_running_job_is_not_started_by_another_worker(asked):
    runs = []
    job("test_work")(lambda progress, held: runs.append(1))
    Job.objects.filter(pk=asked.pk).update(state=Job.State.RUNNING, lease_until=timezone.now() + LEASE)
    run_job.call(asked.pk)
    assert runs == []


def test_a_job_whose_worker_was_killed_runs_again_once(asked):
    runs = []
    job("test_work")(lambda progress, held: runs.append(1))
    Job.objects.filter(pk=asked.pk).update(
        state=Job.State.RUNNING, attempts=1, lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert reap() == 1
    assert reap() == 0
    run_job.call(asked.pk)
    run_job.call(asked.pk)
    assert runs == [1]


def test_a_job_that_kills_its_worker_is_stopped_after_three_attempts(asked):
    Job.objects.filter(pk=asked.pk).update(
        state=Job.State.RUNNING, attempts=MOST_ATTEMPTS, lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert reap() == 1
    asked.refresh_from_db()
    assert asked.state == Job.State.STOPPED and "three times" in asked.message


def test_a_worker_that_lost_its_lease_writes_nothing_more(asked):
    @job("test_work")
    def work(progress, held):
        Job.objects.filter(pk=held.pk).update(lease=None)
        with pytest.raises(LeaseLost):
            progress.tell(1, 2)
        progress.hold()

    run_job.call(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (Job.State.RUNNING, 0)


def test_a_lease_is_held_only_by_its_owner(asked):
    with pytest.raises(LeaseLost):
        Progress(asked.pk, lease=None).hold()
