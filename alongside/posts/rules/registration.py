"""A registered post is never a peer post, whichever of six ways somebody tries (R20)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.access.verdicts import Verdict

# National Workforce Data Set groups whose members hold a professional registration (rules.md 2.1).
REGISTERED_GROUPS = frozenset({"nursing", "allied", "medical", "scientific", "healthcare_scientists", "social_work"})
REGISTERED_GROUP_WORDS = re.compile(
    r"\b(nursing|midwifery|allied health|medical|dental|prof(essional)? scientific|healthcare scientists?"
    r"|social work)\b",
    re.I,
)
REGISTERED_TITLE_WORDS = re.compile(
    r"\b(nurse|midwife|midwives|rmn|rgn|rnld|social worker|occupational therapist|physiotherapist|dietitian"
    r"|psychologist|psychiatrist|consultant|doctor|paramedic|pharmacist|radiographer|arts? therapist"
    r"|music therapist|drama ?therapist|speech and language therapist|podiatrist|amhp)\b",
    re.I,
)
UNREGISTERED_TITLE_WORDS = re.compile(r"\b(assistants?|support workers?|apprentice|technician|secretary)\b", re.I)
PEER_TITLE_WORDS = re.compile(r"\b(peers?|psw|lived[ -]experience)\b", re.I)

# Bands a peer support worker is paid at (rules.md 2.3, R24): the ones a registered post may not be lowered to.
PEER_BANDS = frozenset({3, 4})
# A post opened this many months after a registered one closed in its place is that post again (rules.md 2.1).
WINDOW_MONTHS = 12


@dataclass(frozen=True)
class Described:
    """What a post is, or what a row or a form says it shall be; `registered` None says nothing about the flag."""

    title: str
    staff_group: str = "not_stated"
    band: int | None = None
    registered: bool | None = None
    peer: bool = False
    candidate: bool = False


@dataclass(frozen=True)
class ClosedPost:
    """A registered post that closed, and where."""

    number: str
    team_id: int | None
    cost_centre: str
    closed_on: date


def registered_by(title: str, staff_group: str, flag: bool | None) -> Verdict:
    """A post is registered when its flag, its staff group or its title says so; any of the three is enough (R20)."""
    reasons = []
    if flag:
        reasons.append("It is marked as needing a professional registration.")
    if staff_group in REGISTERED_GROUPS or REGISTERED_GROUP_WORDS.search(staff_group):
        reasons.append("Its staff group is a registered profession.")
    if REGISTERED_TITLE_WORDS.search(title) and not UNREGISTERED_TITLE_WORDS.search(title):
        reasons.append("Its job title is that of a registered profession.")
    return Verdict(tuple(reasons))


def never_becomes_peer(stands: Described | None, ever_registered: bool, wanted: Described) -> Verdict:
    """A post that is or ever was registered becomes no peer post by title, band, part, mark or import (R20)."""
    says = registered_by(wanted.title, wanted.staff_group, wanted.registered)
    reasons = []
    if wanted.peer and (ever_registered or not says):
        why = " ".join(says.reasons) or "It is, or once was, a registered post, or its money comes from one."
        reasons.append(f"A registered post can never be a peer post. {why}")
    if wanted.candidate and (ever_registered or not says):
        reasons.append("A registered post cannot be put forward as a peer post.")
    if stands and ever_registered:
        reasons += _disguised(stands, wanted)
    return Verdict(tuple(reasons))


def _disguised(stands: Described, wanted: Described) -> list[str]:
    """The changes that would make a registered post look like a peer post one step at a time."""
    reasons = []
    if PEER_TITLE_WORDS.search(wanted.title) and not PEER_TITLE_WORDS.search(stands.title):
        reasons.append(
            "A registered post cannot be given the title of a peer worker. Add a peer post with its own money."
        )
    lowered = wanted.band in PEER_BANDS and (stands.band is None or (wanted.band or 0) < stands.band)
    if lowered and stands.band not in PEER_BANDS:
        reasons.append(f"A registered post cannot be lowered to band {wanted.band}, which is a peer worker's band.")
    if stands.registered and wanted.registered is False:
        reasons.append(
            "The mark of a registered post is not taken off here. Two approvers from outside the programme "
            "can correct it, and the post stays barred from becoming a peer post."
        )
    return reasons


def not_a_closed_one_again(team_id: int | None, cost_centre: str, closed: Iterable[ClosedPost], on: date) -> Verdict:
    """No peer post opens where a registered post of the same team and cost centre closed within 12 months (R20)."""
    reasons = []
    for post in closed:
        same_team = team_id is not None and team_id == post.team_id
        unknown_team = team_id is None or post.team_id is None
        same_cost = bool(cost_centre) and cost_centre == post.cost_centre
        unknown_cost = not cost_centre or not post.cost_centre
        if ((same_team and (same_cost or unknown_cost)) or (unknown_team and same_cost)) and on < _year_after(post):
            mend = "" if same_cost else " If another cost centre pays for this post, say which."
            reasons.append(
                f"The registered post {post.number} of this team closed on {post.closed_on:%d/%m/%Y}. "
                f"No peer post opens in its place before {_year_after(post):%d/%m/%Y}.{mend}"
            )
    return Verdict(tuple(reasons))


def _year_after(post: ClosedPost) -> date:
    day = post.closed_on
    years, month = divmod(day.month - 1 + WINDOW_MONTHS, 12)
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + years, month + 1, 28 if leap_day else day.day)


def row_may_be_loaded(
    stands: Described | None,
    ever_registered: bool,
    row: Described,
    team_id: int | None = None,
    cost_centre: str = "",
    closed: Iterable[ClosedPost] = (),
    *,
    on: date,
) -> Verdict:
    """A row of a workbook never makes a registered post a peer post: it may do no more than a person may (R20)."""
    answer = never_becomes_peer(stands, ever_registered, row)
    again = not_a_closed_one_again(team_id, cost_centre, closed, on) if row.peer else Verdict()
    return Verdict(answer.reasons + again.reasons)
