"""Many futures counted week by week, and the quantiles read from the counts: memory does not grow with the futures."""

from __future__ import annotations

import numpy as np

from alongside.engines.pipeline.chance import compiled, inlined

BINS = 640
BLOCK = 64
"""Futures that are kept in full before they are counted: a week's bins stay in the processor's cache meanwhile."""


@inlined
def bin_of(value: int) -> int:
    """Exact below 256; above it 64 bins for every doubling, up to 16,383 and more."""
    if value < 256:
        return value
    doubling = 0
    while doubling < 5 and (value >> (doubling + 9)) > 0:
        doubling += 1
    return min(BINS - 1, 256 + doubling * 64 + (value >> (doubling + 2)) - 64)


def bin_values() -> np.ndarray:
    """int64 (BINS,): the value that stands for each bin (the middle of the wider ones)."""
    values = np.arange(BINS, dtype=np.int64)
    for index in range(256, BINS):
        doubling, place = divmod(index - 256, 64)
        values[index] = ((place + 64) << (doubling + 2)) + (1 << (doubling + 1))
    return values


@compiled
def count_paths(paths: np.ndarray, counts: np.ndarray, sums: np.ndarray) -> None:
    """Add futures in full to the counts: paths (R, weeks + 1, series) int32; counts (weeks + 1, series, BINS) int32 and
    sums (weeks + 1, series) int64 grow."""
    for t in range(paths.shape[1]):
        for r in range(paths.shape[0]):
            for k in range(paths.shape[2]):
                value = paths[r, t, k]
                counts[t, k, bin_of(value)] += 1
                sums[t, k] += value


@compiled
def fan_bins(counts: np.ndarray, ranks: np.ndarray, out: np.ndarray) -> None:
    """Fill out (weeks, series, len(ranks)) with the first bin at which so many futures are reached; ranks ascend."""
    for t in range(counts.shape[0]):
        for k in range(counts.shape[1]):
            reached, index = 0, 0
            for level in range(len(ranks)):
                while reached + counts[t, k, index] < ranks[level]:
                    reached += counts[t, k, index]
                    index += 1
                out[t, k, level] = index
