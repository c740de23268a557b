"""When a team is ready to receive a peer, and when two teams count as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.access.permissions import Role
from alongside.access.verdicts import Verdict


@dataclass(frozen=True)
class Readiness:
    """Whether a team can receive somebody, in a word and a sentence."""

    label: str
    why: str
    ready: bool


def readiness(prepared: bool, prepared_on: date | None, closed_on: date | None, on: date) -> Readiness:
    """A team receives peers once it has been prepared for them, and for as long as it is open (features F)."""
    if closed_on and closed_on <= on:
        return Readiness("Closed", f"It closed on {_spoken(closed_on)}.", False)
    if not prepared:
        return Readiness("Not yet prepared", "Nobody is placed here until the team has been prepared.", False)
    since = f"Prepared on {_spoken(prepared_on)}." if prepared_on else "Prepared; when is not recorded."
    return Readiness("Ready", since, True)


def may_pair(first: int, second: int, sites: tuple[int | None, int | None], closed: Iterable[date | None]) -> Verdict:
    """Two open teams of one site with shared supervision may count as one (E6)."""
    reasons = []
    if first == second:
        reasons.append("Choose another team: a team is not paired with itself.")
    if None not in sites and sites[0] != sites[1]:
        reasons.append("The two teams are on different sites. Teams count as one only where people meet.")
    if any(closed):
        reasons.append("A closed team is not paired.")
    return Verdict(tuple(reasons))


def may_manage(roles: Iterable[Role]) -> Verdict:
    """A team is given to an account with the role of team manager: that role decides what it then sees."""
    if Role.TEAM_MANAGER in set(roles):
        return Verdict()
    return Verdict(("This account is not a team manager. The administrator can give it that role.",))


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
