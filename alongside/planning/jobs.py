"""Working out a forecast: read the records, ask the engine outside any transaction, write at once."""

from concurrent.futures import ThreadPoolExecutor, wait

from alongside.access.jobs import Progress, Stop, job
from alongside.access.models import Job
from alongside.planning import bridge
from alongside.planning.actions import record_forecast
from alongside.planning.models import ForecastRun


@job("record_forecast")
def work_out_forecast(progress: Progress, held: Job) -> None:
    run = ForecastRun.objects.get(pk=held.subject_id)
    progress.tell(0, 100)
    warmed(progress)
    programme = bridge.read(run.trust_id, run.as_of)
    tell = Seldom(progress)
    try:
        if run.kind == ForecastRun.Kind.BACK_TEST:
            inputs, result, digest = bridge.back_test(programme, run.seed, run.replications, tell)
        else:
            inputs, result, digest = bridge.decide(programme, run.scenario, run.seed, run.replications, tell)
    except bridge.TooShort as reason:
        raise Stop(str(reason)) from None
    record_forecast(
        run,
        inputs=inputs,
        result=result,
        digest=digest,
        engine_version=bridge.ENGINE_VERSION,
        progress=progress,
        by=held.asked_by,
    )
    progress.tell(100, 100)


def warmed(progress: Progress) -> None:
    """The engine may have to be compiled first; the lease is kept meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        compiled = pool.submit(bridge.warm)
        while wait([compiled], timeout=10).not_done:
            progress.tell(0, 100)
        compiled.result()


class Seldom:
    """Tells only whole per cents, so that the work is not slowed by its own news."""

    def __init__(self, progress: Progress):
        self.progress, self.last = progress, -1

    def __call__(self, done: int, total: int) -> None:
        percent = 99 * done // max(1, total)
        if percent != self.last:
            self.last = percent
            self.progress.tell(percent, 100)
