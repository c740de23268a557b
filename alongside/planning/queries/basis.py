"""What a forecast rests on, and how earlier ones did against what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.planning.bridge import RECRUITMENT
from alongside.planning.models import ForecastRun
from alongside.planning.queries.decision import thin_in
from alongside.planning.queries.drawing import FLOWS
from alongside.planning.rules import can_be_said, from_records
from alongside.teams.models import Setting

HORIZONS = (26, 52, 104)
MEASURED = {
    "in_post": "In post",
    "waiting": "Waiting",
    "open_posts": "Open posts",
    "in_checks": "In checks",
    "starts": "Started work",
    "leavers": "Left",
    "gave_up": "Gave up",
}


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
        Vacancies(r["where"], r["events"], 52 * r["mean"], 52 * r["low"], 52 * r["high"], from_records(r["data_share"]))
        for r in rates
        if r["rate"] == "vacancies" and (r["events"] or r["band"] == 3)
    ]


def turnover_of(run: ForecastRun, label: str) -> list[tuple[str, list[tuple[int, int, int]]]]:
    """Posts vacant, leavers and starts added up over half a year, a year and two; nothing where it is too thin."""
    series, thin = run.result["fans"][label]["series"], thin_in(run)
    return [(name, _at_horizons(series[key]) if can_be_said(key, thin) else []) for key, name in FLOWS.items()]


def _at_horizons(fan: dict) -> list[tuple[int, int, int]]:
    return [(fan["low80"][week], fan["middle"][week], fan["high80"][week]) for week in HORIZONS]


def selection_rates_of(rates: list[dict]) -> list[dict]:
    """The rates that applications and selection tell of."""
    return [rate for rate in rates if rate["rate"] in RECRUITMENT]


def rounds_of(run: ForecastRun) -> list[dict]:
    """Each intake in the records: who applied, was offered a place, said yes and began a course."""
    found = run.inputs.get("rounds", [])
    return [one | {"opened_on": date.fromisoformat(one["opened_on"])} for one in found]


def freezes_of(run: ForecastRun) -> dict:
    """What freezes of the whole programme and of single posts cost, with days as days."""
    found = run.result["freezes"]
    whole = [one | {"began_on": date.fromisoformat(one["began_on"])} for one in found["whole"]]
    return found | {"whole": whole}


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
