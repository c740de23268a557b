"""Stateless random numbers: u = hash(seed, replication, week, purpose, index), and draws by inversion.

Nothing is carried from one draw to the next, so a draw does not depend on which other draws were made, on the
order of the replications, or on threads: two policies meet the same weather. Inversion keeps draws monotone in their
rate, which is what makes the futures of two policies comparable one by one.

The mixer is the finaliser of SplitMix64 (Steele, Lea & Flood 2014), applied once per key part.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log, sqrt
from typing import TypeVar, cast

import numba
import numpy as np

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """numba, without fast maths (the same bits each time), cached on disk, and free of the interpreter's lock.

    `_nrt=False` leaves reference counting out: it doubled the time of short functions that are handed arrays. The
    price is that compiled code here makes no arrays of its own.
    """
    return cast(F, numba.njit(**_OPTIONS)(function))


def inlined(function: F) -> F:
    """The same for a step of a larger function, laid into it: handing a World over costs more than most steps do."""
    return cast(F, numba.njit(forceinline=True, **_OPTIONS)(function))


_OPTIONS = {"cache": True, "nogil": True, "fastmath": False, "error_model": "numpy", "_nrt": False}
U64 = np.uint64
_WEYL = np.uint64(0x9E3779B97F4A7C15)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11), np.uint64(32)


@compiled
def mix(key: np.uint64, part: np.uint64) -> np.uint64:
    """One key made of a key and a further part."""
    z = U64(key) + (U64(part) + U64(1)) * _WEYL
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@compiled
def uniform(key: np.uint64, purpose: int, index: int) -> float:
    """A number in (0, 1) for one purpose and index under a key."""
    bits = mix(key, (U64(purpose) << _S32) + U64(index))
    return (float(bits >> _S11) + 0.5) * (1.0 / 9007199254740992.0)


@compiled
def poisson(key: np.uint64, purpose: int, index: int, mean: float, none: float) -> int:
    """A Poisson count by inversion, `none` = exp(-mean); above a mean of 500 the sum of independent parts."""
    total, part = 0, 0
    while mean > 0.0:
        here = min(mean, 500.0)
        mean -= here
        u = uniform(key, purpose, index + (part << 24))
        part += 1
        if u < 1.0 - here:  # exp(-m) >= 1 - m: certainly zero, and no exponential is needed
            continue
        p = none if part == 1 and mean <= 0.0 else exp(-here)
        cumulative, k = p, 0
        while u > cumulative and p > 0.0:
            k += 1
            p *= here / k
            cumulative += p
        total += k
    return total


@compiled
def binomial(key: np.uint64, purpose: int, index: int, n: int, p: float, log_q: float) -> int:
    """A binomial count by inversion, `log_q` = log1p(-p); for large n p the sum of independent parts."""
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    first = uniform(key, purpose, index)
    if first < 1.0 - n * p:  # (1 - p)^n >= 1 - n p: certainly zero
        return 0
    most = n if n * log_q > -600.0 else max(1, int(-600.0 / log_q))
    total, part = 0, 0
    while n > 0:
        here = min(n, most)
        n -= here
        u = first if part == 0 else uniform(key, purpose, index + (part << 24))
        part += 1
        term = exp(here * log_q)
        cumulative, k, odds = term, 0, p / (1.0 - p)
        while u > cumulative and k < here:
            k += 1
            term *= odds * (here - k + 1) / k
            cumulative += term
        total += k
    return total


@compiled
def normal_quantile(u: float) -> float:
    """The standard normal quantile (Wichura 1988, AS 241, relative error about 1e-16), for u in (0, 1)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
            + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
            + 133.14166789178437745) * r + 3.387132872796366608) / (((((((5226.495278852545925 * r
            + 28729.085735721942674) * r + 39307.89580009271061) * r + 21213.794301586595867) * r
            + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1.0)  # fmt: skip
    r = sqrt(-log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        z = (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
            + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
            + 4.6303378461565452959) * r + 1.42343711074968357734) / (((((((1.05075007164441684324e-9 * r
            + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r + 0.14810397642748007459) * r
            + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1.0)  # fmt: skip
    else:
        r -= 5.0
        z = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
            + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
            + 5.4637849111641143699) * r + 6.6579046435011037772) / (((((((2.04426310338993978564e-15 * r
            + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r
            + 0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r
            + 1.0)  # fmt: skip
    return -z if q < 0.0 else z


@compiled
def uniforms(seed: int, purpose: int, first: int, out: np.ndarray) -> None:
    """Fill out (n,) with one number for each replication from `first` on."""
    base = mix(U64(0), U64(seed))
    for i in range(len(out)):
        out[i] = uniform(mix(base, U64(first + i)), purpose, 0)
