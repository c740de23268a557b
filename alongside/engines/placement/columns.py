"""Solves a large programme over few of its columns, and proves that the others could not make it better.

The relaxation is solved over the columns that look best; its prices show which others are worth adding, until none is.
A column whose reduced cost exceeds what is left between relaxation and best whole solution is in no better one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, vstack

Floats = NDArray[np.float64]
Index = NDArray[np.int64]
Flags = NDArray[np.bool_]
NODE_LIMIT = 20_000
ROUNDS = 200
FIRST_OF_EACH = 6
ADDED_OF_EACH = 4
ROUNDING = 1e-6
SHORTCUT = 1e-5


class Impossible(Exception):
    """No plan meets the hard rules; with no pins and nobody required this cannot happen."""


class OutOfWork(Exception):
    """The count of work ran out before the proof; `chosen` is the best found, `bound` what is proved."""

    def __init__(self, chosen: Floats | None, bound: float) -> None:
        super().__init__("the count of work ran out")
        self.chosen = chosen
        self.bound = bound


@dataclass(frozen=True, eq=False)
class Master:
    """A programme: matrix (rows, columns), row limits, the first `size` columns of which may be left out.

    key: (size) columns of one key compete (a person's); preference: (size) the smaller the earlier it is tried."""

    matrix: csc_array
    low: Floats
    high: Floats
    size: int
    key: Index
    preference: Floats


def whole(master: Master, price: Floats, used: Flags) -> tuple[Floats, float]:
    """The best whole solution over the columns marked; the others are zero. Raises Impossible, OutOfWork."""
    columns = np.flatnonzero(used)
    matrix = master.matrix[:, columns]
    rows = _rows(master, matrix)
    if not len(columns):
        if len(rows):
            raise Impossible
        return np.zeros(len(used)), 0.0
    found = milp(
        price[columns],
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix[rows], master.low[rows], master.high[rows]),
        options={"mip_rel_gap": 0.0, "node_limit": NODE_LIMIT},
    )
    if found.status == 2:
        raise Impossible
    chosen = None
    if found.x is not None:
        chosen = np.zeros(len(used))
        chosen[columns] = np.rint(found.x)
        kept = matrix[rows] @ chosen[columns]
        if np.any(kept < master.low[rows] - 0.5) or np.any(kept > master.high[rows] + 0.5):
            chosen = None
    if found.status != 0 or chosen is None:
        raise OutOfWork(chosen, float(found.mip_dual_bound if found.mip_dual_bound is not None else -np.inf))
    return chosen, float(found.fun)


def best(master: Master, price: Floats, alive: Flags, known: Flags) -> tuple[Floats, float, Flags]:
    """The best whole solution over the columns alive, its value, and the columns that an equally good one may use.

    price: whole numbers. known: columns that hold a solution already. Raises OutOfWork."""
    relaxed, reduced, active = relaxation(master, price, alive, known)
    slack = ROUNDING * max(1.0, abs(relaxed) * 1e-3)
    floor = float(np.ceil(relaxed - slack))
    keep = active & (known | (reduced <= _cut(master, reduced, active)))
    while True:
        chosen, value = whole(master, price, keep)
        needed = alive & (reduced <= value - relaxed + slack)
        if value <= floor + 0.5 or not np.any(needed & ~keep):
            return chosen, value, needed | (chosen > 0.5)
        keep |= needed


def _cut(master: Master, reduced: Floats, active: Flags) -> float:
    """A reduced cost below which there are a few columns for each key."""
    ranked = np.sort(reduced[: master.size][active[: master.size]])
    place = min(len(ranked) - 1, FIRST_OF_EACH * len(np.unique(master.key)))
    return max(float(ranked[place]), ROUNDING) if len(ranked) else np.inf


def relaxation(master: Master, price: Floats, alive: Flags, known: Flags) -> tuple[float, Floats, Flags]:
    """The value of the relaxation, the reduced cost of every column, and the columns that were looked at."""
    active = alive.copy()
    first = _first_of_each(master.key, master.preference, alive[: master.size], FIRST_OF_EACH)
    active[: master.size] &= first | known[: master.size]
    for _ in range(ROUNDS):
        value, prices = _relaxed(master, price, active)
        reduced = price - master.matrix.T @ prices
        missing = _worst_of_each(master, reduced, alive)
        wanted = alive & ~active & (reduced < -ROUNDING)
        if not np.any(wanted) or -missing.sum() <= SHORTCUT * abs(value):
            reduced[: master.size] -= missing[master.key]
            return value + float(missing.sum()), reduced, active
        active[: master.size] |= _first_of_each(
            master.key, reduced[: master.size], wanted[: master.size], ADDED_OF_EACH
        )
    raise OutOfWork(None, -np.inf)


def _worst_of_each(master: Master, reduced: Floats, alive: Flags) -> Floats:
    """(keys) the least reduced cost of each key where it is negative: lowering the key's price by it keeps the bound.

    Every key has a row that allows one of its columns, so this is all that the columns left aside could gain, and the
    relaxation needs no other limit on them (a price hidden in such a limit would be missing here)."""
    found = np.zeros(int(master.key.max(initial=-1)) + 1)
    np.minimum.at(found, master.key, np.where(alive[: master.size], reduced[: master.size], 0.0))
    return found


def _first_of_each(key: Index, value: Floats, among: Flags, most: int) -> Flags:
    """Marks, for each key, the columns with the smallest values."""
    columns = np.flatnonzero(among)
    order = columns[np.lexsort((columns, value[columns], key[columns]))]
    first = np.concatenate([[True], key[order][1:] != key[order][:-1]]) if len(order) else np.zeros(0, dtype=np.bool_)
    begins = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    found = np.zeros(len(among), dtype=np.bool_)
    found[order[np.arange(len(order)) - begins < most]] = True
    return found


def _rows(master: Master, matrix: csc_array) -> Index:
    """The rows that say anything about these columns: a row with one or no entry and a slack limit does not."""
    entries = np.bincount(matrix.indices, minlength=matrix.shape[0])
    idle = (entries == 0) & (master.low <= 0) & (master.high >= 0)
    return np.flatnonzero(~idle)


def _relaxed(master: Master, price: Floats, active: Flags) -> tuple[float, Floats]:
    columns = np.flatnonzero(active)
    matrix = master.matrix[:, columns].tocsr()
    low, high = master.low, master.high
    entries = np.diff(matrix.indptr)
    equal, most = low == high, np.isfinite(high) & (low != high) & (entries > 0)
    least = np.isfinite(low) & (low != high) & (entries > 0)
    upper = vstack([matrix[most], -matrix[least]])
    ceiling = np.where(columns < master.size, np.inf, 1.0)
    found = linprog(
        price[columns],
        A_ub=upper,
        b_ub=np.concatenate([high[most], -low[least]]),
        A_eq=matrix[equal],
        b_eq=low[equal],
        bounds=np.column_stack([np.zeros(len(columns)), ceiling]),
        method="highs",
    )
    if found.status == 2:
        raise Impossible
    if found.status != 0:
        raise OutOfWork(None, -np.inf)
    prices = np.zeros(len(low))
    split = int(most.sum())
    prices[most] += found.ineqlin.marginals[:split]
    prices[least] -= found.ineqlin.marginals[split:]
    prices[equal] = found.eqlin.marginals
    return float(found.fun), prices
