"""Who may hold which roles together, and which trusts may open a programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alongside.access.permissions import Role
from alongside.access.verdicts import Verdict

# design.md section 5: the administrator keeps accounts and reads no sensitive content.
CONTENT_ROLES = frozenset(Role) - {Role.ADMINISTRATOR, Role.DATA_PROTECTION}


def roles_go_together(roles: Iterable[Role]) -> Verdict:
    """Somebody who keeps the accounts, or reads the audit, does not also read the programme's records (R31, R33)."""
    held = set(roles)
    reasons = []
    if not held:
        reasons.append("Choose at least one role: an account without a role can do nothing.")
    for apart in (Role.ADMINISTRATOR, Role.DATA_PROTECTION):
        if apart in held and held & CONTENT_ROLES:
            reasons.append(f"{apart.label} goes with no other role that reads the programme's records.")
    return Verdict(tuple(reasons))


def needs_second_factor(roles: Iterable[Role], free: Iterable[str]) -> bool:
    """Everybody who holds a role beyond those the trust has freed signs in with a second factor (ASVS 5.0, 6.3.3)."""
    return bool(set(roles) - set(free))


def is_own_account(account: int, who: int | None) -> Verdict:
    """Nobody but the person themselves changes their password or signs their browsers out (ASVS 5.0, 7.4.4)."""
    return Verdict() if account == who else Verdict(("This is somebody else's account.",))


def trust_may_open(code: str, closed_on: date | None, today: date) -> Verdict:
    """An organisation that has closed cannot open a programme (R35)."""
    if closed_on and closed_on <= today:
        return Verdict((f"{code} closed on {closed_on:%d/%m/%Y}: choose the organisation that followed it.",))
    return Verdict()


CODE_OF_PRACTICE = (
    "Records Management Code of Practice (updated 7 August 2023), Appendix II: from general knowledge, to be verified"
)
EMPLOYER_GUIDE = "Home Office employer guide to right to work checks: from general knowledge, to be verified"
POLICE_ACT = "Police Act 1997 s124 and the DBS code of practice, as universities quote them: to be verified"
STORAGE_LIMITATION = (
    "UK GDPR article 5(1)(e), no longer than is necessary; the months are our own choice: to be verified"
)
# Kind, months, source: where each trust starts. Nothing is deleted under a row that nobody has verified.
RETENTION_AT_FIRST = (
    ("record", 72, CODE_OF_PRACTICE),
    ("no_post", 12, CODE_OF_PRACTICE),
    ("no_place", 12, CODE_OF_PRACTICE),
    ("right_to_work", 24, EMPLOYER_GUIDE),
    ("disclosure", 6, POLICE_ACT),
    ("draft", 3, STORAGE_LIMITATION),
    ("booking", 1, STORAGE_LIMITATION),
    ("equality", 12, STORAGE_LIMITATION),
    ("link", 1, STORAGE_LIMITATION),
)
RETENTION_FROM = date(2023, 8, 7)
