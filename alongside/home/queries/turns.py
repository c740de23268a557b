"""Whose turn a step is, as the person at the screen reads it."""

from alongside.access.permissions import Role
from alongside.home.rules import EDUCATOR, LEAD, MANAGER, OFFICER, PERSON

ROLE_OF = {
    LEAD: Role.PROGRAMME_LEAD,
    OFFICER: Role.CHECKS_OFFICER,
    EDUCATOR: Role.EDUCATOR,
    MANAGER: Role.TEAM_MANAGER,
}


def turn_of(who: str, user, *, own: bool = False) -> tuple[str, str]:
    """(yours, person or other; the words for who) of a step for this user; `own` when it is their own record."""
    if who == PERSON:
        return ("yours", "you") if own else ("person", "")
    if not own and who in ROLE_OF and user.has(ROLE_OF[who]):
        return "yours", "you"
    return "other", who
