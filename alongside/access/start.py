"""What must be true before the web process or the worker starts."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from alongside.access.audit import missing_triggers
from alongside.access.models import User


def refuse_unsafe_start() -> None:
    """Production does not start with demonstration accounts; nothing starts with an audit trigger missing."""
    if not settings.DEMONSTRATION and User.objects.filter(demonstration=True).exists():
        raise ImproperlyConfigured(
            "There are demonstration accounts in this database: production does not start with them. "
            "Use a new database, or start in demonstration mode."
        )
    if missing := missing_triggers():
        raise ImproperlyConfigured(
            f"The audit is not watching {', '.join(missing)}: run `alongside migrate` and start again."
        )
