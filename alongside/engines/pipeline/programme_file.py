"""`programme.toml`: one programme, its records or its rates, the policies to compare and what each thing costs.

The schema with an example is in docs/algorithms/pipeline.md, "The file". Everything but [state] may be left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from inspect import signature
from typing import Any, cast

from alongside.engines.pipeline.documents import build, whole
from alongside.engines.pipeline.forecast import MOST_WEEKS
from alongside.engines.pipeline.history import History
from alongside.engines.pipeline.posterior import Posterior, fit
from alongside.engines.pipeline.prior import Guess, Prior
from alongside.engines.pipeline.programme import Policy, State, Weights

TABLES = ("state", "history", "rates", "weights", "policies", "forecast")


@dataclass(frozen=True)
class ProgrammeFile:
    """What a file asks for: where the programme stands, what is known of its rates, and the policies by name."""

    state: State
    posterior: Posterior
    policies: Mapping[str, Policy]
    weights: Weights
    weeks: int


def read_programme(text: str) -> ProgrammeFile:
    """Read TOML text; ValueError names the place that does not fit."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"this is not TOML: {error}") from None
    unknown = sorted(set(given) - set(TABLES))
    if unknown:
        raise ValueError(f"unknown table {', '.join(unknown)}; known are {', '.join(TABLES)}")
    for name, value in given.items():
        if name != "policies" and not isinstance(value, dict):
            raise ValueError(f"{name}: a table is needed: write [{name}]")
    history = cast(History, build(History, given["history"], "history")) if "history" in given else None
    if "state" in given:
        state = cast(State, build(State, given["state"], "state"))
    elif history is not None:
        state = history.state()
    else:
        raise ValueError("a [state] or a [history] is needed")
    if history is not None and history.settings != state.settings:
        raise ValueError("history.settings and state.settings differ")
    records = history or History(settings=state.settings, observed_from=state.as_of, as_of=state.as_of)
    return ProgrammeFile(
        state=state,
        posterior=fit(records, _prior(given.get("rates", {}))),
        policies=_policies(given.get("policies", [])),
        weights=cast(Weights, build(Weights, given.get("weights", {}), "weights")),
        weeks=_weeks(given.get("forecast", {})),
    )


def _weeks(table: Mapping[str, Any]) -> int:
    unknown = sorted(set(table) - {"weeks"})
    weeks = table.get("weeks", 260)
    if unknown:
        raise ValueError(f"forecast: unknown field {', '.join(unknown)}; only weeks is known")
    return whole("forecast.weeks", weeks, 1, MOST_WEEKS)


def _prior(table: Mapping[str, Any]) -> Prior:
    """Each rate is a number (then as sure as the default guess) or {mean, weight, because}; lists for several bands."""
    prior = Prior()
    known = {item.name for item in fields(Prior)}
    made: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            raise ValueError(f"rates: unknown rate {name}; known are {', '.join(sorted(known))}")
        usual = getattr(prior, name)
        if isinstance(usual, tuple):
            if not isinstance(value, list) or len(value) != len(usual):
                raise ValueError(f"rates.{name}: a list of {len(usual)} is needed, one for each band")
            made[name] = tuple(_guess(v, u, f"rates.{name}") for v, u in zip(value, usual, strict=True))
        else:
            made[name] = _guess(value, usual, f"rates.{name}")
    try:
        return replace(prior, **made)
    except ValueError as error:
        raise ValueError(str(error).replace("Prior.", "rates.")) from None


def _guess(value: Any, usual: Guess, where: str) -> Guess:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = {"mean": value}
    if not isinstance(value, dict):
        raise ValueError(f"{where}: a number, or a table with mean, weight and because")
    whole = {"weight": usual.weight, "because": "given in the programme file", **value}
    return cast(Guess, build(Guess, whole, where))


def _policies(tables: Any) -> dict[str, Policy]:
    if not isinstance(tables, list):
        raise ValueError("policies: write [[policies]], once for each")
    made: dict[str, Policy] = {}
    for number, table in enumerate(tables, 1):
        where = f"policies[{number}]"
        if not isinstance(table, dict):
            raise ValueError(f"{where}: a table is needed: write [[policies]], once for each")
        name = table.get("name", where)
        if not isinstance(name, str) or not name:
            raise ValueError(f"{where}.name: a text is needed, not {name!r}")
        if name in made:
            raise ValueError(f"{where}: the name {name!r} is taken")
        made[name] = _policy({key: value for key, value in table.items() if key != "name"}, where)
    return made or {"No course": Policy.no_training(), "12 every 26 weeks": Policy.fixed(12, 26)}


def _policy(table: dict[str, Any], where: str) -> Policy:
    makers: dict[str, Callable[..., Policy]] = {
        "no training": Policy.no_training,
        "fixed": Policy.fixed,
        "calendar": Policy.calendar,
        "base stock": Policy.base_stock,
    }
    kind = table.get("kind")
    if kind not in makers:
        raise ValueError(f"{where}: kind is one of {', '.join(makers)}")
    values = {key: value for key, value in table.items() if key != "kind"}
    known = [name for name in signature(makers[kind]).parameters if name not in ("then", "from_week")]
    for key, value in values.items():
        if key not in known:
            raise ValueError(f"{where}.{key}: unknown for {kind}; known are {', '.join(known) or 'none but kind'}")
        if key != "courses":
            whole(f"{where}.{key}", value, 0)
    try:
        return makers[kind](**values)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where}: {_own_words(error)}") from None


def _own_words(error: Exception) -> str:
    """Python's own words on a missing argument, without the name of the function."""
    return str(error).replace("Policy.", "").split("() ")[-1]
