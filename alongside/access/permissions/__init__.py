"""Who may do or see what: one table, role -> permissions. A deed's permission bears the deed's own name."""

from alongside.access.permissions.may import May
from alongside.access.permissions.roles import Role
from alongside.access.permissions.table import APPLICANT, PERMISSIONS, VISITOR

__all__ = ["APPLICANT", "PERMISSIONS", "VISITOR", "May", "Role"]
