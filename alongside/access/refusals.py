"""Every refusal in one log, by event and account number: never what was typed, nor anybody's name or address."""

import logging

from allauth.core.internal.httpkit import get_client_ip

from alongside.access.models import User

LOG = logging.getLogger("alongside.access")
BY_STATUS = {400: "bad_request", 403: "not_allowed", 404: "not_found", 405: "not_allowed", 413: "too_large"}
BY_STATUS |= {429: "too_many"}


def refused(request, event: str, actor: str = "") -> None:
    """Write one line; the actor is who is signed in, unless told."""
    user = getattr(request, "user", None)
    actor = actor or (user.actor_label if user is not None and user.is_authenticated else "visitor")
    match = request.resolver_match
    page = match.url_name if match else "-"
    LOG.warning("refused event=%s actor=%s page=%s from=%s", event, actor, page, get_client_ip(request) or "-")


def account_of(email: str) -> str:
    """The account somebody tried, by its number: an address that opens none may be a mistyped password."""
    user = User.objects.filter(email__iexact=email).only("pk").first() if email else None
    return user.actor_label if user else "visitor"
