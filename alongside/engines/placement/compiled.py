"""The kernels compiled by numba, kept on disk so that one wait is enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from numba import njit
from numba.extending import register_jitable

from alongside.engines.placement import cheapest as cheapest_kernel
from alongside.engines.placement import kernels

for helper in (kernels.push, kernels.pop, kernels.owner):
    register_jitable(helper)

greedy = cast(Callable[..., None], njit(cache=True)(kernels.greedy))
cheapest = cast(Callable[..., int], njit(cache=True)(cheapest_kernel.cheapest))
