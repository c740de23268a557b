"""When should the next course run, and for how many? Stocks and flows of a programme, week by week, in many futures.

    from alongside.engines.pipeline import History, State, Policy, fit, simulate, compare, improve, backtest

Pure numpy and numba: counts and dates in, frozen results out. How it works: docs/algorithms/pipeline.md.
"""

from alongside.engines.pipeline.forecast import (
    ENGINE_VERSION,
    SERIES,
    TOTALS,
    Fan,
    Forecast,
    Outcome,
    merge,
    paths,
    simulate,
    warm,
)
from alongside.engines.pipeline.history import (
    Absence,
    Application,
    Check,
    Cohort,
    Freeze,
    History,
    Holding,
    Post,
    Wait,
)
from alongside.engines.pipeline.prior import Guess, Prior
from alongside.engines.pipeline.programme import (
    BANDS,
    Group,
    InPost,
    OpenPosts,
    Pending,
    Policy,
    Search,
    State,
    Weights,
)
from alongside.engines.pipeline.rates import Rates

__all__ = [
    "BANDS", "ENGINE_VERSION", "SERIES", "TOTALS", "Absence", "Application", "Check", "Cohort", "Fan", "Forecast", "Freeze",
    "Group", "Guess", "History", "Holding", "InPost", "OpenPosts", "Outcome", "Pending", "Policy", "Post", "Prior", "Rates",
    "Search", "State", "Wait", "Weights", "merge", "paths", "simulate", "warm",
]  # fmt: skip
