"""How many posts just one rule keeps from each person, counted without looking at every person and post.

What fails splits into a part of person and team, and a part of person and kind of post. People whose second parts are
the same share one count for each team; it is then summed over the teams where the first part allows it. Sums are of
whole numbers far below 2**24, so that they are exact in any order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alongside.engines.placement.screens import BIT, CODES, Index, Mask, Screens

Counts = NDArray[np.float32]
NOTHING = len(CODES)
SEVERAL = NOTHING + 1
OF_TEAM = ("distance", "setting", "avoided", "prepared")
OF_POST = tuple(place for place, code in enumerate(CODES) if code not in OF_TEAM)
PROFILES_AT_ONCE = 256
PLACE = np.full(1 << len(CODES), SEVERAL, dtype=np.uint8)
PLACE[0] = NOTHING
PLACE[[int(BIT[code]) for code in CODES]] = np.arange(len(CODES))


def posts_only_blocked_by(screens: Screens, people: Index) -> Index:
    """(people, codes) the number of posts that nothing but this rule keeps from each of these people."""
    found = np.zeros((len(people), len(CODES)), dtype=np.int64)
    if not len(people) or not len(screens.slots.team):
        return found
    first, profile = _profiles(screens, people)
    order = np.argsort(profile, kind="stable")
    begins = np.searchsorted(profile[order], np.arange(len(first) + 1)).tolist()
    by_team = screens.by_team[people[order]]
    open_team = (by_team == 0).astype(np.float32)
    only_here = np.stack([by_team == BIT[code] for code in OF_TEAM]).astype(np.float32)
    of_post = np.zeros((len(people), len(OF_POST)), dtype=np.float32)
    of_team = np.zeros((len(OF_TEAM), len(people)), dtype=np.float32)
    for start in range(0, len(first), PROFILES_AT_ONCE):
        counts = _posts_in_teams(screens, people[first[start : start + PROFILES_AT_ONCE]])
        only, none = np.ascontiguousarray(counts[:, :, OF_POST]), np.ascontiguousarray(counts[:, :, NOTHING])
        for number in range(len(counts)):
            rows = slice(begins[start + number], begins[start + number + 1])
            of_post[rows] = open_team[rows] @ only[number]
            of_team[:, rows] = only_here[:, rows] @ none[number]
    found[order[:, None], OF_POST] = of_post
    found[order[:, None], [CODES.index(code) for code in OF_TEAM]] = of_team.T
    return found


def _profiles(screens: Screens, people: Index) -> tuple[Index, Index]:
    """A person for each profile, and the profile of each person: what bands, hours and start days say of them."""
    parts = np.hstack([screens.by_band[people], screens.by_hours[people], screens.by_start[people]])
    packed = np.ascontiguousarray(parts).view(f"V{parts.shape[1] * parts.itemsize}").reshape(-1)
    _, first, profile = np.unique(packed, return_index=True, return_inverse=True)
    return first.astype(np.int64), profile.reshape(-1).astype(np.int64)


def _posts_in_teams(screens: Screens, people: Index) -> Counts:
    """(people, teams, codes and NOTHING): posts for which just this fails, the part of person and team left aside."""
    slots, teams, kinds = screens.slots, screens.by_team.shape[1], NOTHING + 2
    failing: Mask = screens.by_band[people][:, slots.band] | screens.by_hours[people][:, slots.hours]
    failing |= screens.by_start[people][:, slots.start]
    failing |= slots.mask
    row = np.arange(len(people))[:, None] * teams + slots.team
    place = row * kinds + PLACE[failing]
    weights = np.broadcast_to(slots.count.astype(np.float64), place.shape)
    counts = np.bincount(place.ravel(), weights=weights.ravel(), minlength=len(people) * teams * kinds)
    return counts.reshape(len(people), teams, kinds).astype(np.float32)
