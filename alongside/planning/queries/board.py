"""A forecast for those above the programme: the answer and its reasons, with counts that cannot point to anybody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alongside.planning.models import ForecastRun
from alongside.planning.queries.decision import Read, read_decision
from alongside.planning.queries.drawing import LEVELS, STOCKS, fan_chart
from alongside.planning.rules import NO_COURSE, safe_count, safe_level, safe_span
from alongside.ui.charts import FanChart

SAFE = "Counts to the nearest five; under five is drawn as nought."
SPANS = ((52, "In a year"), (104, "In two years"))


@dataclass(frozen=True)
class Summary:
    """What may be handed to a board: the read decision, and rows of safe counts."""

    read: Read
    stocks: list[tuple[str, str, list[str]]]
    choices: list[tuple[str, str, float, float | None]]
    label: str


def read_summary(run: ForecastRun) -> Summary:
    """The answer with every count of people or posts made safe; money is to the nearest thousand."""
    read = read_decision(run)
    label = read.fan_labels[0]
    choices = [
        (c.label, safe_count(c.figures["starts"].mean), round(c.figures["cost"].mean, -3), c.better if number else None)
        for number, c in enumerate(read.choices)
    ]
    return Summary(read, [_row(run, series, label) for series in STOCKS], choices, label)


def _row(run: ForecastRun, series: str, label: str) -> tuple[str, str, list[str]]:
    fan = run.result["fans"][label]["series"][series]
    ahead = [safe_span(fan["low80"][week], fan["high80"][week]) for week, _ in SPANS]
    return STOCKS[series], safe_count(fan["middle"][0]), ahead


def safe_chart(run: ForecastRun, series: str) -> FanChart:
    """The picture of one stock under the cheapest choice, drawn from safe counts only."""
    label = next(iter(run.result["fans"]))
    chart = fan_chart(run, series, label)
    choice = "no course" if label == NO_COURSE else f"a course for {label}"
    return replace(
        chart,
        past=[safe_level(value) for value in chart.past],
        **{level: [safe_level(value) for value in getattr(chart, level)] for level in LEVELS},
        note=f"Forecast of {run.as_of.day} {run.as_of:%B %Y}, with {choice}. {SAFE}",
    )
