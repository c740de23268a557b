"""Asking for a forecast, and writing down what came of it."""

from datetime import date

from alongside.access.gate import action
from alongside.access.jobs import Progress, ask_for
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.planning.models import ForecastRun
from alongside.planning.rules import may_ask_for_forecast


@action(May.REQUEST_FORECAST)
def request_forecast(
    trust: Trust,
    *,
    today: date,
    weights: dict[str, float],
    pool: int,
    seats: int,
    places: int,
    every: int,
    replications: int = 2_000,
    seed: int = 1,
    by,
) -> ForecastRun:
    """`places` every so many weeks is today's habit (0 places: no regular course); `pool` could start a course now,
    `seats` can be taught at a time. Weights are policy, in pounds."""
    may_ask_for_forecast(pool, seats, replications, places, every).or_refuse()
    scenario = {"weights": weights, "pool": pool, "seats": seats, "places": places, "every": every}
    return _ask(trust, ForecastRun.Kind.DECISION, today, scenario, replications, seed, by)


@action(May.REQUEST_BACK_TEST)
def request_back_test(trust: Trust, *, today: date, replications: int = 500, seed: int = 1, by) -> ForecastRun:
    return _ask(trust, ForecastRun.Kind.BACK_TEST, today, {}, replications, seed, by)


def _ask(trust: Trust, kind, as_of: date, scenario: dict, replications: int, seed: int, by) -> ForecastRun:
    run = ForecastRun.objects.create(
        trust=trust, kind=kind, as_of=as_of, scenario=scenario, replications=replications, seed=seed, asked_by=by
    )
    run.job = ask_for("record_forecast", run, by=by)
    run.save(update_fields=["job"])
    return run


@action(May.RECORD_FORECAST)
def record_forecast(
    run: ForecastRun, *, inputs: dict, result: dict, digest: str, engine_version: str, progress: Progress, by
) -> ForecastRun:
    """Write everything at once, by whoever still holds the job."""
    progress.hold()
    run.inputs, run.result, run.inputs_digest, run.engine_version = inputs, result, digest, engine_version
    run.state = ForecastRun.State.READY
    run.save()
    return run
