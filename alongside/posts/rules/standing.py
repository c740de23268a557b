"""What a post is on a day, derived from its facts; who may be placed in it, and how much of it is left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from alongside.access.verdicts import Verdict
from alongside.posts.rules.registration import PEER_BANDS

# R24: peer support workers are band 3 or 4, educators of the programme band 6. Nobody else.
EDUCATOR_BANDS = frozenset({6})
EDUCATOR_TITLE_WORDS = re.compile(r"\b(educators?|trainers?|tutors?|teachers?|lecturers?)\b", re.I)
NOTHING = Decimal(0)


class PostLike(Protocol):
    """The facts of a post that a decision needs: a row of the register, or anything with the same names."""

    @property
    def title(self) -> str: ...
    @property
    def band(self) -> int | None: ...
    @property
    def peer(self) -> bool: ...
    @property
    def ever_registered(self) -> bool: ...
    @property
    def frozen(self) -> bool: ...
    @property
    def team_id(self) -> int | None: ...
    @property
    def wte_funded(self) -> Decimal: ...
    @property
    def wte_others(self) -> Decimal: ...
    @property
    def advertised_on(self) -> date | None: ...
    @property
    def opened_on(self) -> date | None: ...
    @property
    def closed_on(self) -> date | None: ...


@dataclass(frozen=True)
class Filling:
    """WTE held by people of the programme on the day, WTE agreed to begin later, and how many hold unknown hours."""

    held: Decimal = NOTHING
    agreed: Decimal = NOTHING
    unknown: int = 0
    starting: int = 0


EMPTY = Filling()


class PostState(StrEnum):
    VACANT = "vacant"
    ADVERTISED = "advertised"
    PART_FILLED = "part_filled"
    AGREED = "agreed"
    FILLED = "filled"
    NOT_OPEN = "not_open"
    FROZEN = "frozen"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]


STATE_LABELS = {
    PostState.VACANT: "Vacant",
    PostState.ADVERTISED: "Advertised",
    PostState.PART_FILLED: "Part filled",
    PostState.AGREED: "Start agreed",
    PostState.FILLED: "Filled",
    PostState.NOT_OPEN: "Opens later",
    PostState.FROZEN: "Frozen",
    PostState.CLOSED: "Closed",
}


@dataclass(frozen=True)
class Standing:
    """The state of a post on a day, and why, in a sentence."""

    state: PostState
    why: str
    wte_vacant: Decimal = NOTHING


def wte_left(post: PostLike, filling: Filling) -> Decimal:
    """What is left of a post is what is funded less what is held or agreed; unknown hours leave nothing (R22)."""
    if filling.unknown:
        return NOTHING
    return max(NOTHING, post.wte_funded - post.wte_others - filling.held - filling.agreed)


def standing_of(post: PostLike, filling: Filling, on: date) -> Standing:
    """The state of a post on a day follows from its facts and is stored nowhere (D2)."""
    left = wte_left(post, filling)
    held = post.wte_others + filling.held
    if post.closed_on and post.closed_on <= on:
        return Standing(PostState.CLOSED, f"It closed on {_spoken(post.closed_on)}.")
    if post.frozen:
        agreed = " Somebody has agreed to start in it: that still stands." if filling.starting else ""
        return Standing(
            PostState.FROZEN, f"It cannot be advertised, matched or offered until it is thawed.{agreed}", left
        )
    if post.opened_on and post.opened_on > on:
        return Standing(PostState.NOT_OPEN, f"It opens on {_spoken(post.opened_on)}.", left)
    if left == 0:
        if filling.starting:
            return Standing(PostState.AGREED, "Somebody has agreed to start, and nothing of it is left.")
        unsure = " The hours of somebody in it are not known, so all of it counts." if filling.unknown else ""
        return Standing(PostState.FILLED, f"All {_wte(post.wte_funded)} WTE of it is held.{unsure}")
    if held or filling.agreed:
        why = f"{_wte(left)} of {_wte(post.wte_funded)} WTE is left."
        return Standing(PostState.PART_FILLED, why, left)
    if post.advertised_on and post.advertised_on <= on:
        return Standing(PostState.ADVERTISED, f"It has been advertised since {_spoken(post.advertised_on)}.", left)
    return Standing(PostState.VACANT, "Nobody holds it, and nobody has agreed to start.", left)


def band_fits(title: str, band: int | None) -> Verdict:
    """A peer support worker's post is band 3 or 4; band 6 is for an educator of the programme only (R24)."""
    educator = bool(EDUCATOR_TITLE_WORDS.search(title))
    allowed = EDUCATOR_BANDS if educator else PEER_BANDS
    if band in allowed:
        return Verdict()
    named = " or ".join(str(each) for each in sorted(allowed))
    who = "An educator's post" if educator else "A peer support worker's post"
    return Verdict((f"{who} is band {named}; " + (f"this one is band {band}." if band else "its band is not known."),))


def open_for_matching(post: PostLike, filling: Filling = EMPTY, *, on: date) -> Verdict:
    """Somebody may be matched to a peer post that is open, thawed, not full, in a team and of a fit band (R20-R24)."""
    reasons = []
    if post.closed_on and post.closed_on <= on:
        reasons.append(f"The post closed on {_spoken(post.closed_on)}.")
    if post.frozen:
        reasons.append("The post is frozen.")
    if post.ever_registered:
        reasons.append("The post is, or once was, a registered one: it is never a peer post.")
    if not post.peer:
        reasons.append("The post is not a peer post.")
    if post.team_id is None:
        reasons.append("The post belongs to no team yet.")
    if post.peer:
        reasons += band_fits(post.title, post.band).reasons
    if wte_left(post, filling) == 0:
        reasons.append("Nothing of the post is left: all its funded hours are held or agreed.")
    return Verdict(tuple(reasons))


def holdings_fit(
    wte_funded: Decimal, wte_others: Decimal, held: Iterable[Decimal | None], more: Decimal | None = NOTHING
) -> Verdict:
    """The hours held in a post never add up to more than its funded hours (R22)."""
    standing = list(held)
    if more is None or None in standing:
        if standing or wte_others:
            return Verdict(("The hours of somebody in this post are not known. Record them first.",))
        return Verdict()
    total = wte_others + sum((wte for wte in standing if wte is not None), NOTHING) + more
    if total > wte_funded:
        return Verdict((f"{_wte(total)} WTE would be held in a post funded for {_wte(wte_funded)}.",))
    return Verdict()


def funding_covers(wte_funded: Decimal, wte_others: Decimal, filling: Filling) -> Verdict:
    """A post is not funded for less than is held of it or agreed to begin (R22)."""
    held = wte_others + filling.held + filling.agreed
    if held > wte_funded:
        return Verdict((f"{_wte(held)} WTE of this post is held or agreed, so it cannot be funded for less.",))
    return Verdict()


def may_freeze(frozen: bool, closed_on: date | None, from_on: date, today: date) -> Verdict:
    """An open post is frozen once at a time, from today or an earlier day (R21)."""
    reasons = []
    if closed_on:
        reasons.append("A closed post is not frozen.")
    if frozen:
        reasons.append("This post is frozen already.")
    if from_on > today:
        reasons.append("A freeze begins today or earlier: come back on the day.")
    return Verdict(tuple(reasons))


def may_advertise(frozen: bool, advertised_on: date | None, closed_on: date | None, on: date) -> Verdict:
    """A post is advertised when it is open, not frozen and not advertised already (R21)."""
    reasons = []
    if frozen:
        reasons.append("A frozen post is not advertised. It has to be thawed first.")
    if closed_on and closed_on <= on:
        reasons.append("A closed post is not advertised.")
    if advertised_on:
        reasons.append(f"It has been advertised since {_spoken(advertised_on)}.")
    return Verdict(tuple(reasons))


def may_close(wte_others: Decimal, filling: Filling) -> Verdict:
    """A post closes when nobody holds it and nobody has agreed to start in it (D2)."""
    if wte_others or filling.held or filling.agreed or filling.unknown or filling.starting:
        return Verdict(("Somebody holds this post or has agreed to start in it. It can close when nobody does.",))
    return Verdict()


def may_split(wte_funded: Decimal, wte_others: Decimal, filling: Filling, part: Decimal) -> Verdict:
    """A part is split off a post from the hours that nobody holds, and leaves something of it behind (R22)."""
    if filling.unknown:
        return Verdict(("The hours of somebody in this post are not known. Record them first.",))
    left = wte_funded - wte_others - filling.held - filling.agreed
    if part <= 0 or part >= wte_funded:
        return Verdict((f"The new part must be more than 0 and less than {_wte(wte_funded)} WTE.",))
    if part > left:
        return Verdict((f"Only {_wte(left)} WTE of this post is free to be split off.",))
    return Verdict()


def _wte(value: Decimal) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
