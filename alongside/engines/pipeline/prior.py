"""What is assumed of a programme before its own records are read, and how much weight each assumption has."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from alongside.engines.pipeline.documents import Given


@dataclass(frozen=True)
class Guess(Given):
    """An assumed mean and how much evidence it is worth, in the unit of its rate's exposure (weeks, or cases)."""

    mean: float
    weight: float
    because: str

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("mean", "weight"):
            if not 0 < getattr(self, name) <= 1e12:
                raise ValueError(f"Guess.{name}: a number above zero is needed, not {getattr(self, name)!r}")


_OURS = "working assumption of this project; no published figure was found"


MAY_BE_LARGE = ("vacancies", "applications", "check_weeks", "check_spread")
"""Counts a week and lengths; everything else is a chance."""


def _new(*means: float) -> tuple[Guess, ...]:
    return tuple(Guess(mean, 26, _OURS + " (per week, over all settings)") for mean in means)


@dataclass(frozen=True)
class Prior(Given):
    """The prior of every rate. Replace a field with your own guess: `replace(Prior(), qualify=Guess(.9, 50, "our
    courses"))`.

    `vacancies`, `leave` are for bands 3, 4, 6; `promote` for band 4 and band 6. The weight of a weekly chance is in
    post-weeks or person-weeks, that of a plain chance in cases, that of a count in weeks.
    `check_weeks` is the median length of checks and `check_spread` the standard deviation of its logarithm (weight
    in checks).
    """

    vacancies: tuple[Guess, ...] = _new(0.30, 0.06, 0.01)
    accept: Guess = Guess(0.15, 30, _OURS)
    promote: tuple[Guess, ...] = (Guess(0.05, 40, _OURS), Guess(0.03, 40, _OURS))
    leave: tuple[Guess, ...] = (
        Guess(
            0.0035,
            600,
            "89% still in work at 12 months (Hutchinson 2006), 62% after up to 2.5 years (META 2001-04)",
        ),
        Guess(0.0030, 600, _OURS),
        Guess(0.0020, 600, _OURS),
    )
    reopen: Guess = Guess(0.7, 6, _OURS)
    fall_ill: Guess = Guess(
        0.010, 600, "absence like the wider mental health workforce (ENRICH 2022); about 4-5% of time"
    )
    recover: Guess = Guess(0.22, 40, "with fall_ill, about 4-5% of time off sick")
    check_weeks: Guess = Guess(9.0, 6, _OURS)
    check_spread: Guess = Guess(0.5, 6, _OURS)
    check_fail: Guess = Guess(0.06, 12, _OURS)
    cut: Guess = Guess(0.015, 60, _OURS)
    lost: Guess = Guess(0.03, 60, _OURS)
    freeze: Guess = Guess(1 / 130, 130, _OURS + ": a freeze begins about once in two and a half years")
    thaw: Guess = Guess(1 / 35, 70, _OURS + ": a freeze lasts about eight months")
    applications: Guess = Guess(1.2, 13, _OURS)
    selected: Guess = Guess(0.5, 12, _OURS)
    drop_out: Guess = Guess(0.02, 60, _OURS)
    qualify: Guess = Guess(
        0.86, 14, "12 of 14 apprentices still there after nine months (West Nottinghamshire 2023-24)"
    )
    give_up: Guess = Guess(0.012, 100, _OURS)

    def __post_init__(self) -> None:
        super().__post_init__()
        for item in fields(self):
            value, usual = getattr(self, item.name), item.default
            guesses = value if isinstance(value, tuple) else (value,)
            if isinstance(usual, tuple) and len(guesses) != len(usual):
                raise ValueError(f"Prior.{item.name}: {len(usual)} guesses are needed, one for each band")
            if item.name not in MAY_BE_LARGE and any(guess.mean >= 1 for guess in guesses):
                raise ValueError(f"Prior.{item.name}: a chance is above 0 and below 1, not {guesses[0].mean:g}")

    def weighing(self, factor: float) -> Prior:
        """The same means with every weight multiplied: a large factor makes the prior nearly certain."""
        made: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, tuple):
                made[item.name] = tuple(replace(g, weight=g.weight * factor) for g in value)
            else:
                made[item.name] = replace(value, weight=value.weight * factor)
        return replace(self, **made)
