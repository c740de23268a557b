"""What pages of planning read: a stored forecast in rows and pictures, and whom to offer a refresher."""

from alongside.planning.queries.basis import (
    back_test_by_measure,
    freezes_of,
    rates_of,
    rounds_of,
    selection_rates_of,
    turnover_of,
    vacancies_of,
)
from alongside.planning.queries.board import SPANS, read_summary, safe_chart
from alongside.planning.queries.decision import WEIGHT_NAMES, compare_runs, read_decision, thin_rates
from alongside.planning.queries.drawing import (
    FLOWS,
    LEVEL_NAMES,
    LEVELS,
    MEASURES,
    STOCKS,
    decision_chart,
    fan_chart,
    fan_in_words,
    fan_rows,
)
from alongside.planning.queries.people import refreshers, usual
from alongside.planning.queries.since import ENOUGH, since, weeks_since

__all__ = [
    "ENOUGH",
    "FLOWS",
    "LEVELS",
    "LEVEL_NAMES",
    "MEASURES",
    "SPANS",
    "STOCKS",
    "WEIGHT_NAMES",
    "back_test_by_measure",
    "compare_runs",
    "decision_chart",
    "fan_chart",
    "fan_in_words",
    "fan_rows",
    "freezes_of",
    "rates_of",
    "read_decision",
    "read_summary",
    "refreshers",
    "rounds_of",
    "safe_chart",
    "selection_rates_of",
    "since",
    "thin_rates",
    "turnover_of",
    "usual",
    "vacancies_of",
    "weeks_since",
]
