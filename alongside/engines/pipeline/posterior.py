"""What the history and the prior together say of every rate: `fit`, and the `Posterior` from which rates are drawn.

Counts are Gamma-Poisson, chances beta-binomial by exposure, the length of checks lognormal with a normal-inverse-gamma
posterior. Whatever is still running counts for as long as it has lasted (docs/algorithms/pipeline.md, "The rates").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from alongside.engines.pipeline.chance import normal_quantile, uniforms
from alongside.engines.pipeline.documents import Document, digest, whole
from alongside.engines.pipeline.evidence import Seen, seen
from alongside.engines.pipeline.history import History
from alongside.engines.pipeline.prior import Guess, Prior
from alongside.engines.pipeline.programme import BANDS
from alongside.engines.pipeline.rates import COUNTS, NAMES, Rates, shape_of

FEW = 5
"""Below this many events a rate is called thin, whatever its exposure."""
MAIN = (
    ("vacancies", 3), ("accept", 3), ("leave", 3), ("check_weeks", 3), ("applications", 0), ("selected", 0),
    ("qualify", 0),
    ("give_up", 0),
)  # fmt: skip
"""The rates, and their bands, that make most of the waiting; freezes do too, but no programme has seen many."""
SPOKEN = {
    "vacancies": "how often suitable posts open",
    "accept": "how quickly an open post is filled",
    "promote": "how quickly band 4 and 6 posts are filled",
    "leave": "how often people leave",
    "reopen": "whether a leaver’s post opens again",
    "fall_ill": "how often people fall ill",
    "recover": "how long sickness lasts",
    "check_weeks": "how long checks take",
    "check_fail": "how often checks end without a start",
    "cut": "how often posts are cut in a freeze",
    "lost": "how often posts go to others",
    "freeze": "how often posts are frozen",
    "thaw": "how long a freeze lasts",
    "applications": "how many people apply",
    "selected": "how many are selected",
    "drop_out": "how many withdraw before a course",
    "qualify": "how many qualify",
    "give_up": "how many give up waiting",
}
"""Each rate as a programme lead would name it."""
ATOMS = 1024
"""A posterior is drawn as this many equally likely values: its quantiles at the middles of equal shares."""


@dataclass(frozen=True)
class Term(Document):
    """One rate: what was seen, what was assumed, what follows.

    `data_share` is the weight of the records in the answer (0 to 1), the rest is the prior's; `low`, `high` hold 80 %.
    `enough` says whether the records carry the number; `reason` says why (not) in words.
    """

    rate: str
    setting: str
    band: int
    events: int
    exposure: float
    unit: str
    prior_mean: float
    prior_weight: float
    because: str
    mean: float
    low: float
    high: float
    data_share: float
    enough: bool
    reason: str


@dataclass(frozen=True)
class CheckLength(Document):
    """Checks last exp(Normal(mu, sigma)) weeks: mu | sigma ~ Normal(centre, sigma / sqrt(weight)), sigma^2 ~
    InverseGamma(shape, scale)."""

    centre: float
    weight: float
    shape: float
    scale: float


@dataclass(frozen=True)
class Posterior(Document):
    """Every rate with its range. Draw from it with `draw(reps, seed)`; a new seed is a new set of futures."""

    settings: tuple[str, ...]
    as_of: date
    weeks: int
    terms: tuple[Term, ...]
    checks: CheckLength
    inputs_digest: str

    @property
    def enough(self) -> bool:
        """Whether the rates that make most of the waiting (MAIN) are carried by records rather than by the prior."""
        return not any(term.data_share < 0.5 for term in self.terms if (term.rate, term.band) in MAIN)

    def thin(self) -> tuple[Term, ...]:
        """The terms that the records do not carry, in the order of NAMES."""
        return tuple(term for term in self.terms if not term.enough)

    def in_words(self) -> str:
        """How far the records go, in a sentence or two."""
        main = [term for term in self.terms if (term.rate, term.band) in MAIN]
        share = sum(term.data_share for term in main) / len(main)
        said = f"{self.weeks} weeks of records carry {share:.0%} of the numbers that make most of the waiting."
        if not any(term.events or term.exposure for term in self.terms):
            said = "There are no records yet: every number rests on what is assumed of any programme."
        weak = list(dict.fromkeys(SPOKEN[term.rate] for term in self.terms if term.data_share < 0.5))
        if weak:
            said += f" Mostly assumed: {', '.join(weak)}."
        return said

    def term(self, rate: str, setting: str = "", band: int = 0) -> Term:
        """One term; KeyError if there is none."""
        for term in self.terms:
            if (term.rate, term.setting, term.band) == (rate, setting, band):
                return term
        raise KeyError(f"no rate {rate!r} {setting!r} {band}")

    def draw(self, reps: int, seed: int = 0, first_replication: int = 0) -> Rates:
        """Rates for `reps` replications numbered from `first_replication`: the same for a number whatever `reps` is."""
        whole("reps", reps, 1, 100_000_000)
        whole("seed", seed, 0, 2**62 - 1)
        whole("first_replication", first_replication, 0, 2**62 - 1)
        groups: dict[str, list[NDArray[np.float64]]] = {name: [] for name in NAMES}
        u = np.empty(reps)
        for index, term in enumerate(self.terms):
            if term.rate == "check_weeks":
                continue
            uniforms(seed, 1_000 + index, first_replication, u)
            groups[term.rate].append(_atoms(*_shape(term), term.rate in COUNTS)[(u * ATOMS).astype(np.int64)])
        groups["check_mu"], groups["check_sigma"] = self._draw_checks(reps, seed, first_replication)
        values: dict[str, Any] = {}
        for name, columns in groups.items():
            values[name] = np.stack(columns, axis=1).reshape(reps, *shape_of(name, len(self.settings)))
        return Rates(settings=self.settings, **values)

    def _draw_checks(self, reps: int, seed: int, first: int) -> tuple[list[Any], list[Any]]:
        u, v = np.empty(reps), np.empty(reps)
        uniforms(seed, 900, first, u)
        uniforms(seed, 901, first, v)
        middles = (np.arange(ATOMS) + 0.5) / ATOMS
        variance = stats.invgamma.ppf(middles, self.checks.shape, scale=self.checks.scale)
        sigma = np.sqrt(variance[(u * ATOMS).astype(np.int64)])
        normal = np.array([normal_quantile(float(m)) for m in middles])
        return [self.checks.centre + normal[(v * ATOMS).astype(np.int64)] * sigma / self.checks.weight**0.5], [sigma]


def fit(history: History, prior: Prior | None = None) -> Posterior:
    """The posterior of every rate, given a history and a prior (`Prior()` unless told). Deterministic.

    An empty history is allowed: the answer is then the prior, and says so.
    """
    prior = prior or Prior()
    if not isinstance(history, History):
        raise ValueError(f"history: a History is needed, not {history!r}")
    if not isinstance(prior, Prior):
        raise ValueError(f"prior: a Prior is needed, not {prior!r}")
    terms = [_term(item, _guess(prior, item, len(history.settings))) for item in seen(history)]
    lengths = [((c.ended_on or history.as_of) - c.began_on).days / 7 for c in history.checks]
    ended = [c.ended_on is not None for c in history.checks]
    checks, term = _check_length(np.array(lengths, dtype=np.float64), np.array(ended, dtype=bool), prior)
    terms.append(term)
    order = {name: i for i, name in enumerate(("check_weeks", *NAMES))}
    terms.sort(key=lambda t: order[t.rate])
    return Posterior(history.settings, history.as_of, history.weeks, tuple(terms), checks, digest(history, prior))


def _guess(prior: Prior, item: Seen, settings: int) -> Guess:
    value = getattr(prior, item.rate)
    if item.rate == "vacancies":
        whole = value[BANDS.index(item.band)]
        return Guess(whole.mean / settings, whole.weight, whole.because)
    if item.rate == "leave":
        return cast(Guess, value[BANDS.index(item.band)])
    if item.rate == "promote":
        return cast(Guess, value[BANDS.index(item.band) - 1])
    return cast(Guess, value)


def _term(item: Seen, guess: Guess) -> Term:
    mean = (guess.mean * guess.weight + item.events) / (guess.weight + item.exposure)
    share = item.exposure / (item.exposure + guess.weight)
    enough, reason = _judge(item.events, item.exposure, item.unit, share)
    made = Term(
        rate=item.rate, setting=item.setting, band=item.band, events=item.events, exposure=item.exposure,
        unit=item.unit,
        prior_mean=guess.mean, prior_weight=guess.weight, because=guess.because, mean=mean, low=mean, high=mean,
        data_share=share, enough=enough, reason=reason,
    )  # fmt: skip
    low, high = (float(v) for v in _inverse(*_shape(made), item.rate in COUNTS)(np.array([0.1, 0.9])))
    return Term(**{**made.__dict__, "low": low, "high": high})


def _judge(events: int, exposure: float, unit: str, share: float) -> tuple[bool, str]:
    said = f"{events} in {exposure:,.0f} {unit}; {share:.0%} of this number comes from your records"
    if share < 0.5:
        return False, f"{said}: too little to say, the rest is assumed"
    if events < FEW:
        return False, f"{said}, but so few that the range is wide"
    return True, said


def _shape(term: Term) -> tuple[float, float]:
    """Gamma (shape, weeks) for a count, beta (a, b) for a chance."""
    a = term.prior_mean * term.prior_weight + term.events
    if term.rate in COUNTS:
        return a, term.prior_weight + term.exposure
    return a, (1 - term.prior_mean) * term.prior_weight + term.exposure - term.events


def _inverse(a: float, b: float, count: bool) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    if count:
        return lambda u: np.asarray(special.gammaincinv(a, u) / b)
    return lambda u: np.asarray(special.betaincinv(a, b, u))


def _atoms(a: float, b: float, count: bool) -> NDArray[np.float64]:
    return _inverse(a, b, count)((np.arange(ATOMS) + 0.5) / ATOMS)


def _check_length(weeks: NDArray[np.float64], ended: NDArray[np.bool_], prior: Prior) -> tuple[CheckLength, Term]:
    """Normal-inverse-gamma on the logarithm; checks still running enter by their expected log and square (EM)."""
    logs = np.log(np.maximum(weeks, 0.25))
    m0, w0 = float(np.log(prior.check_weeks.mean)), prior.check_weeks.weight
    a0 = prior.check_spread.weight / 2 + 1
    b0 = prior.check_spread.mean**2 * prior.check_spread.weight / 2
    mean, second = logs.copy(), logs**2
    weight = w0 + float(ended.sum())
    made = CheckLength(m0, w0, a0, b0)
    for _ in range(50):
        n = weight - w0
        use = ended if ended.all() else np.ones(len(logs), dtype=bool)
        total, square = float(mean[use].sum()), float(second[use].sum())
        every = w0 + len(logs)
        centre = (w0 * m0 + total) / every
        scale = b0 + 0.5 * (square + w0 * m0**2 - every * centre**2)
        made = CheckLength(centre, max(weight, w0), a0 + n / 2, max(scale * (a0 + n / 2) / (a0 + len(logs) / 2), 1e-9))
        if ended.all():
            break
        sigma = float(np.sqrt(scale / (a0 + len(logs) / 2)))
        z = (logs[~ended] - centre) / sigma
        hazard = np.exp(stats.norm.logpdf(z) - stats.norm.logsf(z))
        mean[~ended] = centre + sigma * hazard
        second[~ended] = centre**2 + sigma**2 * (1 + z * hazard) + 2 * centre * sigma * hazard
    return made, _check_term(made, int(ended.sum()), len(logs), prior)


def _check_term(made: CheckLength, ended: int, every: int, prior: Prior) -> Term:
    share = ended / (ended + prior.check_weeks.weight)
    enough, reason = _judge(ended, every, "checks", share)
    spread = float(np.sqrt(made.scale / made.shape / made.weight) * stats.t.ppf(0.9, 2 * made.shape))
    return Term(
        rate="check_weeks", setting="", band=3, events=ended, exposure=float(every), unit="checks",
        prior_mean=prior.check_weeks.mean, prior_weight=prior.check_weeks.weight, because=prior.check_weeks.because,
        mean=float(np.exp(made.centre)), low=float(np.exp(made.centre - spread)),
        high=float(np.exp(made.centre + spread)),
        data_share=share, enough=enough, reason=reason,
    )  # fmt: skip
