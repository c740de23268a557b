"""What a peer post is made of: peer work first, nothing that needs a registration, agreed by everybody it binds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from alongside.access.verdicts import Verdict

# Tasks of registered staff, whoever is asked to do them (rules.md 2.1). A peer may remind, accompany and encourage.
REGISTERED_TASKS = re.compile(
    r"\b((administer|dispens|giv)\w* (out )?(the |their )?(medication|medicines?|depots?)|prescri\w+|injections?"
    r"|mental health act|section papers|nurse in charge|take charge of the shift|care co-?ordinator"
    r"|(lead|complet|writ|sign)\w* (the |a )?(risk assessment|care plan)s?|restrain\w*|seclu\w*)\b",
    re.I,
)


def duties_of_a_peer_post(peer: Sequence[str], other: Sequence[str]) -> Verdict:
    """A peer post is peer work first: no more other duties than peer ones, and none that needs a registration or puts
    a peer to holding somebody against their will (L14, R20)."""
    reasons = []
    if not peer:
        reasons.append("Write down at least one peer duty.")
    elif len(other) > len(peer):
        reasons.append(
            f"There are {len(other)} other duties and only {len(peer)} peer duties. A peer post is peer work first."
        )
    reasons += [
        f"“{words}” is for registered or trained clinical staff, not for a peer post."
        for words in (*peer, *other)
        if REGISTERED_TASKS.search(words)
    ]
    twice = sorted({words for words in (*peer, *other) if [*peer, *other].count(words) > 1})
    reasons += [f"“{words}” stands there twice." for words in twice]
    return Verdict(tuple(reasons))


def may_issue(issued: bool, essentials: int, peer: Sequence[str], other: Sequence[str]) -> Verdict:
    """A job description is issued once, with its duties and at least one essential criterion (L14)."""
    if issued:
        return Verdict(("It has been issued already. Begin its next version to change something.",))
    missing = () if essentials else ("Say at least one thing that is essential.",)
    return Verdict((*missing, *duties_of_a_peer_post(peer, other).reasons))


def may_put_forward(
    *, peer_post: bool, closed: bool, issued: bool, peer: Sequence[str], other: Sequence[str]
) -> Verdict:
    """Duties are put forward for a peer post that stands, from a job description that has been issued (L14)."""
    reasons = []
    if not peer_post:
        reasons.append("Only a peer post has agreed duties.")
    if closed:
        reasons.append("This post has closed.")
    if not issued:
        reasons.append("This job description has not been issued yet.")
    return Verdict((*reasons, *duties_of_a_peer_post(peer, other).reasons))


def may_agree(agreed_on: date | None) -> Verdict:
    """The team agrees once; whatever changes afterwards is put forward and agreed anew (L14)."""
    if agreed_on:
        return Verdict((f"These duties were agreed on {agreed_on:%d/%m/%Y} already.",))
    return Verdict()
