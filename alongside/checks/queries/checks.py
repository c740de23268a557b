"""The list of checks that somebody has to move on."""

from alongside.access.permissions import Role
from alongside.checks.models import Check
from alongside.checks.rules import CLEAR, state_shown, whose_turn

LABELS = {**dict(Check.State.choices), "not_clear_yet": "Not clear yet"}
DONE = [*CLEAR, Check.State.NOT_CLEARED]


def standing_checks(user):
    """The checks this user sees that are neither clear nor decided, those asked for longest ago first."""
    found = Check.objects.seen_by(user).exclude(state__in=DONE).select_related("person")
    return found.order_by("requested_on", "person__name", "kind")


def shown(check: Check, user) -> tuple[str, str]:
    """How a check is worded for this user, and whose turn it is: yours, other or done."""
    officer = user.has(Role.CHECKS_OFFICER)
    turn = {"yours": "yours" if officer else "other", "third party": "other"}.get(whose_turn(check.state), "done")
    return LABELS[state_shown(check.state, officer=officer)], turn
