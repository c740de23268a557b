"""A stored forecast as pages show it, whom to offer a refresher, and two forecasts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from alongside.people.models import Person
from alongside.placement.models import Holding, TeamToAvoid
from alongside.placement.queries import standings_of
from alongside.placement.rules.waiting import moved_on
from alongside.planning.models import ForecastRun
from alongside.planning.rules import (
    WANTED_ON_TIME,
    Advice,
    Known,
    Row,
    advise,
    refresher,
    too_thin,
    usual_course,
    what_drives,
)
from alongside.teams.models import Setting
from alongside.training.models import Cohort, Trainee
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
WEIGHT_NAMES = {
    "empty_post_week": "A post empty for a week",
    "week_waited": "A person waiting for a week",
    "gave_up": "A trained person who gives up",
    "late": "A person not in work 26 weeks after qualifying",
    "course": "A course",
    "place": "A place on a course",
}
LEVELS = ("low80", "low50", "middle", "high50", "high80")
AHEAD = (0, 13, 26, 52, 78, 104)
AS_THINGS_ARE = "As things are"
INSIDE = "Exact counts: for use inside the trust."


@dataclass(frozen=True)
class Figure:
    """A mean with the range of 8 of 10 futures."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Choice:
    label: str
    figures: dict[str, Figure]
    saving: Figure
    better: float
    same: float
    on_time: float | None
    best: bool


@dataclass(frozen=True)
class Read:
    """A next decision, ready to be shown."""

    advice: Advice
    thin: tuple[str, ...]
    choices: list[Choice]
    no_difference: list[str]
    drivers: list[Choice]
    driver_words: str
    reachable: bool
    rule: str
    rule_saving: tuple[float, float, float]
    fan_labels: list[str]


def read_decision(run: ForecastRun) -> Read:
    result = run.result
    choices = _choices(result["decision"])
    drivers = _choices(result["drivers"])
    advice = advise(
        [Row(c.label, c.figures["cost"].mean, c.saving.mean, c.saving.low, c.saving.high, c.better) for c in choices]
    )
    search = result["rule"]["search"]
    kind = "base_stock_saving" if result["rule"]["policy"]["kind"] == "base stock" else "calendar_saving"
    return Read(
        advice=advice,
        thin=thin_rates(run),
        choices=choices,
        no_difference=[c.label for c in choices[1:] if c.same == 1],
        drivers=drivers,
        driver_words=what_drives({c.label: c.figures["weeks_waited"].mean for c in drivers}, AS_THINGS_ARE),
        reachable=any((c.on_time or 0) >= WANTED_ON_TIME for c in choices),
        rule=result["rule"]["in_words"],
        rule_saving=tuple(search[kind]),
        fan_labels=list(result["fans"]),
    )


def _choices(comparison: dict) -> list[Choice]:
    found = []
    for choice in comparison["choices"]:
        gap = next(d for d in choice["differences"] if d["measure"] == "cost")
        figures = {o["name"]: Figure(o["mean"], o["low"], o["high"]) for o in choice["outcomes"]}
        saving = Figure(-gap["mean"], -gap["high"], -gap["low"])
        cheapest = choice["label"] == comparison["cheapest"]
        found.append(Choice(choice["label"], figures, saving, gap["better"], gap["same"], choice["on_time"], cheapest))
    return found


def thin_rates(run: ForecastRun) -> tuple[str, ...]:
    """The rates without which nothing can be said, in words."""
    terms = run.inputs["posterior"]["terms"]
    known = [Known(t["rate"], t["data_share"], t["exposure"]) for t in terms if t["rate"] != "leave" or t["band"] == 3]
    return tuple(run.inputs["spoken"][rate] for rate in too_thin(known))


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
        note=f"{run}, {run.replications:,} futures, with {choice}. {INSIDE}",
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
    note = f"Bars: 8 of 10 futures. Marks: the mean; a diamond where it costs least. {run}. {INSIDE}"
    return RangeChart(f"The next {run.inputs['weeks'] // 52} years, by what is decided now", panels, note)


def rates_of(run: ForecastRun) -> list[dict]:
    """Every rate: what was seen, for how long, and how much of the number is assumed."""
    names = dict(Setting.choices)
    hidden = set(run.inputs["unrecorded"])
    return [
        {
            **term,
            "name": run.inputs["spoken"][term["rate"]],
            "where": ", ".join(
                filter(None, (names.get(term["setting"]), f"band {term['band']}" if term["band"] else ""))
            ),
            "recorded": term["rate"] not in hidden,
        }
        for term in run.inputs["posterior"]["terms"]
    ]


@dataclass(frozen=True)
class Vacancies:
    """Vacancies of one setting and band: seen in the records, and expected in a year."""

    where: str
    seen: int
    expected: float
    low: float
    high: float
    enough: bool


def vacancies_of(rates: list[dict]) -> list[Vacancies]:
    return [
        Vacancies(r["where"], r["events"], 52 * r["mean"], 52 * r["low"], 52 * r["high"], r["data_share"] >= 0.5)
        for r in rates
        if r["rate"] == "vacancies" and (r["events"] or r["band"] == 3)
    ]


def turnover_of(run: ForecastRun, label: str) -> list[tuple[str, list[tuple[int, int, int]]]]:
    """Posts vacant, leavers and starts added up over half a year, a year and two."""
    series = run.result["fans"][label]["series"]
    return [
        (name, [(fan["low80"][week], fan["middle"][week], fan["high80"][week]) for week in (26, 52, 104)])
        for key, name in FLOWS.items()
        for fan in (series[key],)
    ]


def freezes_of(run: ForecastRun) -> dict:
    """What freezes of the whole programme and of single posts cost, with days as days."""
    found = run.result["freezes"]
    whole = [one | {"began_on": date.fromisoformat(one["began_on"])} for one in found["whole"]]
    return found | {"whole": whole}


@dataclass(frozen=True)
class Refresher:
    public_id: str
    name: str
    trained_on: date | None
    due: str


DUE = {"now": 0, "soon": 1, "not known": 2, "later": 3}


def refreshers(user, today: date) -> list[Refresher]:
    """Everybody trained who waits for a post, those due a refresher first, in six queries."""
    people = Person.objects.seen_by(user).filter(pk__in=Trainee.objects.trained().values("person_id"))
    public = dict(people.order_by().values_list("pk", "public_id"))
    found = [
        Refresher(str(public[one.person_id]), one.name, one.trained_on, refresher(one.trained_on, today))
        for one in standings_of(people, today, avoidances=TeamToAvoid.objects.none())
        if one.trained and not one.in_post and not moved_on(one)
    ]
    return sorted(found, key=lambda row: (DUE[row.due], row.trained_on or date.max, row.name))


def compare_runs(first: ForecastRun, second: ForecastRun) -> list[tuple[str, str, str]]:
    """What was asked and what came of it, row by row."""
    return [(name, said(first), said(second)) for name, said in SIDES.items()]


def _cost(run: ForecastRun) -> str:
    best = next(c for c in _choices(run.result["decision"]) if c.best)
    return f"£{best.figures['cost'].mean:,.0f} ({best.label})"


def _none(run: ForecastRun) -> str:
    return f"£{_choices(run.result['decision'])[0].figures['cost'].mean:,.0f}"


def _waiting(run: ForecastRun) -> str:
    return str(sum(group["people"] for group in run.inputs["state"]["waiting"]))


SIDES = {
    "Records of": lambda run: spoken_date(run.as_of),
    "People who could start a course": lambda run: str(run.scenario["pool"]),
    "Places that can be taught at a time": lambda run: str(run.scenario["seats"]),
    "Today’s habit": lambda run: run.inputs["habit"],
    **{name: (lambda run, key=key: f"£{run.scenario['weights'][key]:,.0f}") for key, name in WEIGHT_NAMES.items()},
    "Futures and seed": lambda run: f"{run.replications:,} from seed {run.seed}",
    "People waiting": _waiting,
    "Advice": lambda run: "Too thin to say" if thin_rates(run) else read_decision(run).advice.headline,
    "Cheapest choice": _cost,
    "No course": _none,
    "Pause and resume": lambda run: run.result["rule"]["in_words"],
    "Engine": lambda run: run.engine_version,
}

MEASURES = {
    "Started work": "starts",
    "Started within 26 weeks of qualifying": "in_time",
    "Empty post-weeks": "empty_post_weeks",
    "Gave up": "gave_up",
    "Weeks waited": "weeks_waited",
    "Cost in pounds": "cost",
}
LEVEL_NAMES = (
    "8 of 10 futures, from", "5 of 10 futures, from", "The middle", "5 of 10 futures, to", "8 of 10 futures, to",
)  # fmt: skip
MEASURED = {
    "in_post": "In post",
    "waiting": "Waiting",
    "open_posts": "Open posts",
    "in_checks": "In checks",
    "starts": "Started work",
    "leavers": "Left",
    "gave_up": "Gave up",
}


def back_test_by_measure(run: ForecastRun) -> list[tuple[str, int, int, list[dict]]]:
    """For each measure: how many of how many forecasts held what happened within their 80 % band, and each of them."""
    found = []
    for key, name in MEASURED.items():
        points = [
            point | {day: date.fromisoformat(point[day]) for day in ("origin", "target")}
            for point in run.result["points"]
            if point["measure"] == key
        ]
        held = sum(point["low"] <= point["actual"] <= point["high"] for point in points)
        found.append((name, held, len(points), points))
    return found


def usual(trust_id: int, today: date) -> dict[str, int]:
    """What to propose in the form: the usual course, eight places for each educator, people for a full course."""
    courses = Cohort.objects.filter(trust_id=trust_id, starts_on__isnull=False, ends_on__lte=today)
    last = list(
        courses.annotate(people=Count("trainees")).order_by("-starts_on").values_list("starts_on", "people")[:4]
    )
    educators = Holding.objects.on(today).filter(person__trust_id=trust_id, band__gte=6).count()
    places, every = usual_course(last)
    return {"pool": 16, "seats": 8 * educators or 16, "places": places, "every": every}
