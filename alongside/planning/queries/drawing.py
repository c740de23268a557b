"""A stored forecast as charts, the tables beneath them, and the words for those who cannot see them."""

from __future__ import annotations

from datetime import date, timedelta

from alongside.planning.models import ForecastRun
from alongside.planning.queries.decision import Read
from alongside.ui.charts import FanChart, RangeChart, RangeRow
from alongside.ui.filters import date as spoken_date

STOCKS = {
    "waiting": "Trained and waiting for a post",
    "in_training": "In training",
    "in_checks": "Matched, in pre-employment checks",
    "in_post": "In post",
    "open_posts": "Open peer posts",
}
FLOWS = {"posts_opened": "Posts that fall vacant", "leavers": "People who leave", "starts": "People who start work"}
LEVELS = ("low80", "low50", "middle", "high50", "high80")
LEVEL_NAMES = (
    "8 of 10 futures, from", "5 of 10 futures, from", "The middle", "5 of 10 futures, to", "8 of 10 futures, to",
)  # fmt: skip
AHEAD = (0, 13, 26, 52, 78, 104)
INSIDE = "Exact counts: for use inside the trust."
MEASURES = {
    "Started work": "starts",
    "Started within 26 weeks of qualifying": "in_time",
    "Empty post-weeks": "empty_post_weeks",
    "Gave up": "gave_up",
    "Weeks waited": "weeks_waited",
    "Cost in pounds": "cost",
}


def fan_chart(run: ForecastRun, series: str, label: str) -> FanChart:
    fan = run.result["fans"][label]["series"][series]
    past = run.inputs["past"].get(series, {"ends_on": [], "values": []})
    days = [run.as_of + timedelta(weeks=week) for week in range(len(fan["middle"]))]
    choice = label[0].lower() + label[1:] if label[0].isalpha() else f"a course for {label}"
    return FanChart(
        title=STOCKS.get(series) or FLOWS[series],
        past_days=[date.fromisoformat(day) for day in past["ends_on"]],
        past=past["values"],
        days=days,
        **{level: fan[level] for level in LEVELS},
        note=f"{_source(run)}, with {choice}. {INSIDE}",
    )


def fan_rows(chart: FanChart) -> list[tuple[date, list[int]]]:
    """The table beneath a chart: today, then every quarter or half year."""
    return [
        (chart.days[week], [getattr(chart, level)[week] for level in LEVELS])
        for week in AHEAD
        if week < len(chart.days)
    ]


def fan_in_words(chart: FanChart) -> str:
    """The text alternative: where it stands, and where it is in a year and at the end."""
    said = [f"{chart.title}: {chart.middle[0]} today."]
    for week in (52, 104):
        if week < len(chart.days):
            said.append(
                f"By {spoken_date(chart.days[week])} 8 of 10 futures lie between {chart.low80[week]} and "
                f"{chart.high80[week]}, the middle at {chart.middle[week]}."
            )
    return " ".join(said)


def decision_chart(run: ForecastRun, read: Read) -> RangeChart:
    def rows(name: str) -> list[RangeRow]:
        return [
            RangeRow(c.label, c.figures[name].low, c.figures[name].mean, c.figures[name].high, c.best)
            for c in read.choices
        ]

    panels = (("People who start work", False, rows("starts")), ("Cost by our weights", True, rows("cost")))
    note = f"Bars: 8 of 10 futures. Marks: the mean; a diamond where it costs least.\n{_source(run)}. {INSIDE}"
    return RangeChart(f"The next {run.inputs['weeks'] // 52} years, by what is decided now", panels, note)


def _source(run: ForecastRun) -> str:
    """The same inputs make the same picture, whichever run they were asked in."""
    return f"Forecast of {spoken_date(run.as_of)} ({run.inputs_digest[:8]}), {run.replications:,} futures"
