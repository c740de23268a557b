"""Posts compared with one another and with what stands: numbers, registration, freezes, funding (rules.md R20 to
R22)."""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.interchange.rules.fates import Fate
from alongside.interchange.rules.layout import SheetKind
from alongside.interchange.rules.rows import Draft
from alongside.interchange.rules.standing import Standing
from alongside.posts.rules import registered_by

ROUNDING = 0.005


@dataclass(frozen=True)
class Funded:
    """A post that will stand after the load."""

    registered: bool
    wte_funded: float | None


def settle_posts(drafts: Sequence[Draft], standing: Standing) -> dict[str, Funded]:
    """Posts that may load, after each row was compared with the others of its number (intake README, rules 6, 7 and
    8)."""
    posts = [draft for draft in drafts if draft.kind is SheetKind.POSTS and draft.fate is None]
    ever = {post.number: post for post in standing.posts}
    by_number: dict[str, list[Draft]] = {}
    for draft in posts:
        by_number.setdefault(draft.text("post_no"), []).append(draft)
    stands = {number: Funded(post.registered, post.wte_funded) for number, post in ever.items()}
    for number, rows in by_number.items():
        registered = {draft.row: _registered(draft) for draft in rows}
        first = next((draft for draft in rows if registered[draft.row]), rows[0])
        for draft in rows:
            if draft is not first:
                draft.tell("duplicate_post_number", "post_no", other=f"row {first.row} of {first.sheet}")
        if number in ever and ever[number].registered and not registered[first.row]:
            first.tell("duplicate_post_number", "post_no", other="a registered post in the system")
            continue
        first.record = number
        _check_post(first, registered[first.row])
        stands[number] = Funded(registered[first.row], first.number("wte_funded"))
    return stands


def _registered(draft: Draft) -> bool:
    flag = draft.values.get("registered")
    verdict = registered_by(draft.text("title"), draft.text("staff_group"), flag if isinstance(flag, bool) else None)
    return bool(verdict.reasons)


def _check_post(draft: Draft, registered: bool) -> None:
    if registered:
        if draft.values.get("registered") is False:
            draft.tell("registration_disagrees", "registered")
        draft.values["registered"] = True
        if draft.values.get("suitable"):
            draft.tell("registered_post", "suitable")
    frozen = draft.values.get("status") == "Frozen" or draft.day("frozen_from") is not None
    if frozen and draft.day("advertised_on"):
        draft.tell("frozen_but_advertised", "advertised_on")
    funded, filled = draft.number("wte_funded"), draft.number("wte_filled")
    if funded is not None and filled is not None and filled > funded + ROUNDING:
        draft.tell("filled_over_funded", "wte_filled")


def check_holders(drafts: Sequence[Draft], posts: dict[str, Funded]) -> None:
    """Nobody is loaded into a registered post, and the people on one post stay within its funded hours; a job share
    may."""
    filled: dict[str, float] = {}
    for draft in drafts:
        number = draft.text("post_no")
        if draft.kind is not SheetKind.IN_POST or draft.fate not in (None, Fate.LOAD) or number not in posts:
            continue
        post = posts[number]
        if post.registered:
            draft.tell("registered_post", "post_no")
            continue
        wte = draft.number("wte") or 0.0
        if post.wte_funded is not None and filled.get(number, 0.0) + wte > post.wte_funded + ROUNDING:
            # Hours without a unit were a guess: then that figure waits, not the post.
            guessed = any(one.kind == "hours_in_wte_column" for one in draft.told)
            draft.tell("post_overfilled", "wte" if guessed else "post_no")
            continue
        filled[number] = filled.get(number, 0.0) + wte
