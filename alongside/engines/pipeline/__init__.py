"""When should the next course run, and for how many? Stocks and flows of a programme, week by week, in many futures.

    from alongside.engines.pipeline import History, State, Policy, fit, simulate, compare, improve, backtest

Pure numpy and numba: counts and dates in, frozen results out. How it works: docs/algorithms/pipeline.md.
"""

from alongside.engines.pipeline.calibration import Calibration, Point, backtest
from alongside.engines.pipeline.comparison import (
    Case,
    Choice,
    Comparison,
    Difference,
    compare,
    compare_cases,
    drivers,
    next_decision,
)
from alongside.engines.pipeline.evidence import Past, past
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
from alongside.engines.pipeline.posterior import Posterior, Term, fit
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
from alongside.engines.pipeline.search import improve
from alongside.engines.pipeline.waits import FreezeCost, Waits, freeze_costs, waits

__all__ = [
    "BANDS", "ENGINE_VERSION", "SERIES", "TOTALS", "Absence", "Application", "Calibration", "Case", "Check",
    "Choice", "Cohort", "Comparison", "Difference", "Fan", "Forecast", "Freeze", "FreezeCost", "Group", "Guess",
    "History", "Holding", "InPost", "OpenPosts", "Outcome", "Past", "Pending", "Point", "Policy", "Post",
    "Posterior", "Prior", "Rates", "Search", "State", "Term", "Wait", "Waits", "Weights", "backtest", "compare",
    "compare_cases", "drivers", "fit", "freeze_costs", "improve", "merge", "next_decision", "past", "paths",
    "simulate", "waits", "warm",
]  # fmt: skip
