"""Moving on: who may be taken off the list of those who wait."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.access.verdicts import Verdict


def may_have_moved_on(in_post: Iterable[str]) -> Verdict:
    """Nobody who holds a post, or has agreed to one, is taken off the list of those who wait: their leaving is
    recorded with its day (A13, G8)."""
    return Verdict(tuple(f"{name} holds a post, or has agreed to one." for name in sorted(set(in_post))))
