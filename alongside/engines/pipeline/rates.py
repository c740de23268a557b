"""The rates of one programme: one value per replication, because what the history supports is a range and not a
number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.engines.pipeline.documents import digest, whole
from alongside.engines.pipeline.programme import BANDS, check_settings

Floats = NDArray[np.float64]

PER_SETTING_AND_BAND = ("vacancies",)
PER_SETTING = ("accept",)
PER_STEP = ("promote",)
PER_BAND = ("leave",)
SINGLE = (
    "reopen", "fall_ill", "recover", "check_mu", "check_sigma", "check_fail", "cut", "lost", "freeze", "thaw",
    "applications", "selected", "drop_out", "qualify", "give_up",
)  # fmt: skip
NAMES = PER_SETTING_AND_BAND + PER_SETTING + PER_STEP + PER_BAND + SINGLE
COUNTS = ("vacancies", "applications")
"""Poisson means per week; every other rate is a probability (per week, or per event), but for `check_mu` and
`check_sigma`."""


@dataclass(frozen=True, eq=False)
class Rates:
    """Rates by replication. R replications, S settings.

    vacancies (R, S, 3)   new suitable posts per week, by setting and band 3, 4, 6
    accept (R, S)         chance per week that an open band 3 post is matched with somebody who waits
    promote (R, 2)        chance per week that an open post of band 4 (6) is filled from band 3 (4)
    leave (R, 3)          chance per week that somebody in post leaves, by band
    reopen                chance that the post of a leaver opens again
    fall_ill, recover     chance per week that sickness absence starts; ends
    check_mu, check_sigma pre-employment checks last exp(Normal(mu, sigma)) weeks
    check_fail            chance that checks end without a start (the post reopens, the person goes)
    cut, lost             chance per week that an open post is cut (while frozen); goes to other applicants (while not)
    freeze, thaw          chance per week that a freeze begins; ends
    applications          per week
    selected              chance that an application is selected
    drop_out              chance per week that somebody in the pool of selected people withdraws
    qualify               chance that somebody who starts a course qualifies
    give_up               chance per week that somebody trained who waits gives up
    """

    settings: tuple[str, ...]
    vacancies: Floats
    accept: Floats
    promote: Floats
    leave: Floats
    reopen: Floats
    fall_ill: Floats
    recover: Floats
    check_mu: Floats
    check_sigma: Floats
    check_fail: Floats
    cut: Floats
    lost: Floats
    freeze: Floats
    thaw: Floats
    applications: Floats
    selected: Floats
    drop_out: Floats
    qualify: Floats
    give_up: Floats

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", tuple(self.settings))
        check_settings("Rates.settings", self.settings)
        for name in NAMES:
            object.__setattr__(self, name, _numbers(name, getattr(self, name)))
        if self.applications.ndim != 1:
            raise ValueError(
                f"applications: shape {self.applications.shape}; one number for each replication is needed"
            )
        reps = len(self.applications)
        for name in NAMES:
            values = getattr(self, name)
            if values.shape != (reps, *shape_of(name, len(self.settings))):
                raise ValueError(
                    f"{name}: shape {values.shape} does not fit {reps} replications and these settings and bands; "
                    f"{(reps, *shape_of(name, len(self.settings)))} is needed"
                )
            if not np.isfinite(values).all():
                raise ValueError(f"{name}: not a number")
            if name != "check_mu" and (values < 0).any():
                raise ValueError(f"{name}: below zero")
            if name not in (*COUNTS, "check_mu", "check_sigma") and (values > 1).any():
                raise ValueError(f"{name}: a probability is at most 1")

    def __len__(self) -> int:
        return len(self.applications)

    @classmethod
    def known(cls, settings: tuple[str, ...], replications: int = 1, **values: Any) -> Rates:
        """The same rates in every replication; what is not named is 0 (`check_mu` too: checks of one week's median).

        A number or an array broadcasts over settings and bands; `vacancies` given as a number is per setting, band
        3 only.
        """
        unknown = sorted(set(values) - set(NAMES))
        if unknown:
            raise ValueError(f"unknown rate {', '.join(unknown)}; known are {', '.join(NAMES)}")
        settings = tuple(settings)
        whole("replications", replications, 1)
        made = {}
        for name in NAMES:
            value = _numbers(name, values.get(name, 0.0))
            if name == "vacancies" and value.ndim == 0:
                value = value * np.array([1.0, 0.0, 0.0])
            shape = shape_of(name, len(settings))
            try:
                made[name] = np.broadcast_to(np.broadcast_to(value, shape), (replications, *shape))
            except ValueError:
                raise ValueError(f"{name}: shape {value.shape} does not fit {shape}, its settings and bands") from None
        return cls(settings=settings, **made)

    def part(self, start: int, stop: int) -> Rates:
        """Replications `start` to `stop`, without copying."""
        return self._with({name: getattr(self, name)[start:stop] for name in NAMES})

    def repeated(self, replications: int) -> Rates:
        """The first replication's rates, held the same in every one of `replications`."""
        return self._with(
            {n: np.broadcast_to(getattr(self, n)[:1], (replications, *getattr(self, n).shape[1:])) for n in NAMES}
        )

    def changed(self, **values: float) -> Rates:
        """A copy with some rates set to one known number in every replication."""
        unknown = sorted(set(values) - set(NAMES))
        if unknown:
            raise ValueError(f"unknown rate {', '.join(unknown)}; known are {', '.join(NAMES)}")
        return self._with({n: np.broadcast_to(np.float64(v), getattr(self, n).shape) for n, v in values.items()})

    def _with(self, values: dict[str, Any]) -> Rates:
        return replace(self, **values)

    def without_freezes(self) -> Rates:
        """As if posts were never frozen (use with `frozen=False` in the state)."""
        return self.changed(freeze=0.0, thaw=1.0)

    def with_checks_of(self, weeks: float) -> Rates:
        """As if every check took `weeks` weeks; 0 means that a person starts in the week of the match."""
        if weeks <= 0:
            return self.changed(check_mu=-30.0, check_sigma=0.0)
        return self.changed(check_mu=float(np.log(weeks)), check_sigma=0.0)

    def packed(self, start: int, stop: int) -> Floats:
        """(stop - start, columns): the rates of some replications side by side, in the order of `NAMES`, for the
        kernel."""
        rows = stop - start
        return np.concatenate([getattr(self, n)[start:stop].reshape(rows, -1) for n in NAMES], axis=1)

    def digest(self) -> str:
        """SHA-256 over the bytes of all rates."""
        return digest(self.settings, *(getattr(self, name) for name in NAMES))


def _numbers(name: str, values: Any) -> Floats:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: numbers are needed, not {values!r}") from None


def shape_of(name: str, settings: int) -> tuple[int, ...]:
    """The shape of one replication's values of a rate."""
    if name in PER_SETTING_AND_BAND:
        return (settings, len(BANDS))
    if name in PER_SETTING:
        return (settings,)
    if name in PER_STEP:
        return (2,)
    return (3,) if name in PER_BAND else ()
