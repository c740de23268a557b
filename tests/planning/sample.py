"""A forecast that was really worked out, once a test process, for tests that need one to look at."""

import json
from datetime import date
from functools import cache

from alongside.access.actors import acting
from alongside.access.models import Job
from alongside.engines.pipeline import History
from alongside.planning import bridge
from alongside.planning.bridge.spells import Spells
from alongside.planning.models import ForecastRun
from alongside.planning.rules import WEIGHTS

AS_OF = date(2026, 11, 20)
SCENARIO = {"weights": WEIGHTS, "pool": 16, "seats": 16, "places": 12, "every": 26}


@cache
def documents() -> str:
    programme = bridge.Programme(History(("inpatient",), AS_OF, AS_OF), Spells(), (), ())
    inputs, result, digest = bridge.decide(programme, SCENARIO, 1, 200, lambda done, of: None)
    return json.dumps({"inputs": inputs, "result": result, "inputs_digest": digest})


def ready_forecast(trust, asked_by, **facts) -> ForecastRun:
    """A next decision of a programme without any records."""
    with acting("system:test", "test"):
        job = Job.objects.create(trust=trust, kind="record_forecast", subject_id=1, asked_by=asked_by, state="done")
        return ForecastRun.objects.create(
            trust=trust,
            asked_by=asked_by,
            job=job,
            **{
                "kind": ForecastRun.Kind.DECISION,
                "as_of": AS_OF,
                "scenario": SCENARIO,
                "replications": 200,
                "state": ForecastRun.State.READY,
                "engine_version": bridge.ENGINE_VERSION,
            }
            | json.loads(documents())
            | facts,
        )
