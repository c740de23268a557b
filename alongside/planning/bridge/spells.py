"""Records as dated spells: waits, checks, open posts, posts held, freezes. What has no date teaches no rate."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from alongside.engines.pipeline import Check, Freeze, Holding, Post, Wait
from alongside.planning.bridge.records import Held, Peer, Place, Records
from alongside.planning.rules import Days, programme_freezes, without

FAR = date(9999, 1, 1)
MOVED_ON_WITHIN = timedelta(days=92)
REOPENS_WITHIN = timedelta(days=182)


@dataclass
class Spells:
    """Dated spells, and apart from them what runs today without a known beginning, by setting and band."""

    waits: list[Wait] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    freezes: list[Freeze] = field(default_factory=list)
    frozen_posts: list[Days] = field(default_factory=list)
    undated: Counter[str] = field(default_factory=Counter)
    dated: Counter[str] = field(default_factory=Counter)
    waiting_since_unknown: int = 0
    held_since_unknown: Counter[tuple[str, int]] = field(default_factory=Counter)
    open_since_unknown: Counter[tuple[str, int]] = field(default_factory=Counter)


def spells(records: Records) -> Spells:
    made, as_of = Spells(), records.as_of
    posts = {post.pk: post for post in records.posts}
    taken: dict[int, list[tuple[date, date, bool]]] = defaultdict(list)
    for peer in records.peers:
        _wait(made, peer, posts, as_of)
        for held in peer.held:
            _held(made, peer, held, posts, taken, as_of)
    _open_posts(made, records, taken)
    return made


def matched(peer: Peer, held: Held, posts: dict[int, Place], as_of: date) -> date | None:
    """The day of a decision; else the day checks were first asked for, if that lies between training and start; none
    where nothing tells it. Never before the post was there."""
    start = held.started_on or as_of
    day = held.matched_on
    asked = peer.checks_asked_on
    if day is None and asked and asked <= start and (peer.trained_on is None or asked >= peer.trained_on):
        day = asked
    opened = posts[held.post_id].opened_on if held.post_id in posts else None
    if day and opened and opened <= start:
        day = max(day, opened)
    return min(day, start, as_of) if day else None


def _wait(made: Spells, peer: Peer, posts: dict[int, Place], as_of: date) -> None:
    """From the latest completed course until a post is found, or the person leaves without one."""
    if not peer.trained:
        return
    since = peer.trained_on
    running = [held for held in peer.held if not held.ended]
    if since is None:
        if not peer.held and not peer.left:
            made.waiting_since_unknown += 1
            made.undated["waits"] += 1
        return
    if any(h.started_on is None or (h.started_on < since and (h.ended_on or FAR) >= since) for h in peer.held):
        return
    after = [held for held in peer.held if held.started_on and held.started_on >= since]
    if after:
        first = after[0]
        start = first.started_on
        found = max(since, matched(peer, first, posts, as_of) or min(start, as_of))
        made.waits.append(Wait(since, found, "matched", start if start <= as_of else None))
    elif running:
        return
    elif peer.left and peer.left_on is None:
        made.undated["give_up"] += 1
        return
    elif peer.left and peer.left_on >= since:
        made.dated["give_up"] += 1
        made.waits.append(Wait(since, peer.left_on, "gave up"))
    else:
        made.waits.append(Wait(since))
    made.dated["waits"] += 1


def _held(
    made: Spells,
    peer: Peer,
    held: Held,
    posts: dict[int, Place],
    taken: dict[int, list[tuple[date, date, bool]]],
    as_of: date,
) -> None:
    found = matched(peer, held, posts, as_of)
    start, until = held.started_on, held.ended_on
    if held.post_id is not None:
        known = start is not None and not (held.ended and until is None)
        taken[held.post_id].append((found or start or date.min, until or FAR, known))
    if start is None:
        if not held.ended:
            made.held_since_unknown[held.setting, held.band] += 1
        return
    if start > as_of:
        if not held.ended:
            made.checks.append(Check(held.setting, found or as_of))
        return
    if held.ended and until is None:
        made.undated["leave"] += 1
        return
    if found and found < start and held.band == 3:
        made.checks.append(Check(held.setting, found, start, True))
    how = _how(peer, held)
    made.dated["leave"] += how == "left"
    made.holdings.append(Holding(held.setting, held.band, start, until, how, _reopened(held, posts)))


def _how(peer: Peer, held: Held) -> str:
    """Left, promoted, or neither: somebody who changes between posts of one band has not left."""
    if not held.ended_on:
        return ""
    for other in peer.held:
        if other is not held and other.started_on and abs(other.started_on - held.ended_on) <= MOVED_ON_WITHIN:
            return "promoted" if other.band > held.band else ""
    return "left"


def _reopened(held: Held, posts: dict[int, Place]) -> bool | None:
    post = posts.get(held.post_id) if held.post_id else None
    if post is None or held.ended_on is None:
        return None
    return post.closed_on is None or post.closed_on > held.ended_on + REOPENS_WITHIN


def _open_posts(made: Spells, records: Records, taken: dict[int, list[tuple[date, date, bool]]]) -> None:
    as_of = records.as_of
    gaps: list[tuple[Place, date, date, str, bool]] = []
    for post in records.posts:
        gaps += _gaps(made, post, sorted(taken[post.pk]), as_of)
    until = as_of + timedelta(days=1)
    frozen = {post.pk: [(a, min(b or until, until)) for a, b in post.freezes if a <= as_of] for post in records.posts}
    made.frozen_posts = [
        part for post, began, ended, _, _ in gaps for part in _overlap((began, min(ended, until)), frozen[post.pk])
    ]
    whole = programme_freezes([(began, min(ended, until)) for _, began, ended, _, _ in gaps], made.frozen_posts, until)
    made.freezes = [Freeze(began, ended if ended < until else None) for began, ended in whole]
    for post, began, ended, how, new in gaps:
        alone = [part for spell in frozen[post.pk] for part in without(spell, whole)]
        parts = without((began, ended), alone) if began < ended else [(began, ended)]
        for (start, stop), last in _last(parts):
            final = last and stop == ended
            over = stop if stop <= as_of else None
            made.posts.append(Post(post.setting, post.band, start, over, how if final and over else "", new))
            new = False


def _gaps(
    made: Spells, post: Place, taken: list[tuple[date, date, bool]], as_of: date
) -> list[tuple[Place, date, date, str, bool]]:
    """(post, from, to, how it ended, whether it is a new vacancy) for every time a post stood open."""
    if not all(known for *_, known in taken):
        made.undated["posts"] += 1
        return []
    closed = post.closed_on if post.closed_on and post.closed_on <= as_of else None
    cursor, new, found = post.opened_on, True, []
    made.dated["posts"] += post.opened_on is not None
    made.undated["posts"] += post.opened_on is None
    if cursor is None and not taken:
        if closed is None and not post.frozen:
            made.open_since_unknown[post.setting, post.band] += 1
        return []
    if cursor and cursor > as_of:
        return []
    for began, ended, _ in taken:
        if cursor is not None and (new or began > cursor):
            found.append((post, cursor, max(cursor, began), "filled", new))
        cursor, new = max(cursor or ended, ended), False
    if cursor and cursor <= as_of and (closed is None or closed >= cursor):
        how = "" if closed is None else "cut" if _frozen_on(post, closed) else "lost"
        found.append((post, cursor, closed or FAR, how, new))
    return found


def _frozen_on(post: Place, day: date) -> bool:
    return any(began <= day <= (thawed or FAR) for began, thawed in post.freezes)


def _overlap(spell: Days, others: list[Days]) -> list[Days]:
    found = [(max(spell[0], began), min(spell[1], ended)) for began, ended in others]
    return [(began, ended) for began, ended in found if began < ended]


def _last(parts: list[Days]):
    """Each part, with whether it is the last."""
    yield from ((part, False) for part, _ in pairwise(parts))
    if parts:
        yield parts[-1], True
