"""The kernel and a SimPy model of the same rules, written apart from it, tell the same programme."""

import numpy as np

from alongside.engines.pipeline import Policy, simulate
from tests.engines.pipeline.conftest import usual
from tests.engines.pipeline.oracle import OUTCOMES, futures

WEEKS = 130


def test_eleven_outputs_agree_with_simpy_over_three_thousand_futures(state):
    policy = Policy.calendar([(1, 9), (60, 12)], then=Policy.base_stock(14, 6, places=12), from_week=13)
    slow = futures(state, usual(), policy, WEEKS, 3_000, seed=20)
    fast = simulate(state, usual(30_000), policy, weeks=WEEKS, seed=5)
    scores = {}
    for name in OUTCOMES:
        a, b = fast.total(name), slow[name]
        error = np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
        scores[name] = (a.mean() - b.mean()) / error
    assert len(scores) == 11
    assert max(abs(z) for z in scores.values()) <= 4, scores
    spread = {name: fast.total(name).std() / slow[name].std() for name in OUTCOMES}
    assert all(0.93 < ratio < 1.07 for ratio in spread.values()), spread
