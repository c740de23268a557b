"""What stands around every page: who is signed in, for which trust, and where they may go."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from alongside.access.permissions import May
from alongside.ui.environment import NavItem

PLACES = (
    ("Waiting", "board", May.VIEW_BOARD),
    ("People", "people", May.VIEW_PEOPLE),
    ("Teams", "teams", May.VIEW_TEAMS),
    ("Posts", "posts", May.VIEW_POSTS),
    ("Plans", "plans", May.VIEW_PLANS),
    ("Forecast", "forecasts", May.VIEW_FORECASTS),
    ("Forecast", "forecast_latest_summary", May.VIEW_FORECAST_SUMMARY),
    ("Selection", "intakes", May.VIEW_SELECTION),
    ("Training", "cohorts", May.VIEW_TRAINING),
    ("Work experience", "work_experience", May.VIEW_WORK_EXPERIENCE),
    ("Checks", "checks", May.VIEW_CHECKS),
    ("Benefits", "benefits", May.VIEW_BENEFITS),
    ("Early starts", "starts", May.VIEW_STARTS),
    ("Work health", "health_requests", May.VIEW_HEALTH_REQUESTS),
    ("Disclosures", "disclosures", May.VIEW_DISCLOSURES),
    ("Load a workbook", "loads", May.VIEW_LOADS),
    ("My record", "own_record", May.VIEW_OWN_RECORD),
    ("My exams", "own_exams", May.VIEW_OWN_EXAMS),
    ("Accounts", "accounts", May.VIEW_ACCOUNTS),
    ("Audit", "audit", May.VIEW_AUDIT),
    ("Retention", "retention", May.VIEW_RETENTION),
)


def chrome(request) -> dict:
    """Context of every page; the sign-in page says so when this is a demonstration."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demonstration": settings.DEMONSTRATION}
    return {
        "demonstration": user.trust.demonstration,
        "trust_name": user.trust.name,
        "roles": sorted(role.label for role in user.roles),
        "search_url": address("search") if user.may(May.SEARCH) else "",
        "navigation": navigation(user, request.path),
    }


def navigation(user, path: str) -> list[NavItem]:
    """Only the places this person may go to; of two of one name the fuller, which stands first."""
    links: dict[str, str] = {}
    for label, name, permission in PLACES:
        if user.may(permission) and (href := address(name)):
            links.setdefault(label, href)
    here = max((href for href in links.values() if path.startswith(href)), key=len, default="")
    return [NavItem(label, href, current=href == here) for label, href in links.items()]


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
