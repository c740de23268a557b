"""The list of teams, with its warning when somebody would work alone, and the page of one team."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.home.queries.teams import peers_of, team_lines
from alongside.home.views.posts import TAGS
from alongside.teams.models import Team, TeamPair
from alongside.ui.tables import PAGE_SIZE

NARROW = {
    "": ("All open teams", lambda line: not line.team.closed_on),
    "alone": ("Somebody is alone", lambda line: line.alone),
    "vacant": ("With a vacant peer post", lambda line: line.vacant and not line.team.closed_on),
    "unprepared": ("Not yet prepared", lambda line: not line.readiness.ready and not line.team.closed_on),
    "closed": ("Closed", lambda line: bool(line.team.closed_on)),
}


@needs(May.VIEW_TEAMS)
def teams(request):
    today, show = timezone.localdate(), request.GET.get("show", "")
    lines = team_lines(request.user, today)
    _, wanted = NARROW.get(show, NARROW[""])
    page = Paginator([line for line in lines if wanted(line)], PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": "Teams",
        "page": page,
        "show": show if show in NARROW else "",
        "narrow": [(name, words, sum(bool(test(line)) for line in lines)) for name, (words, test) in NARROW.items()],
        "any": bool(lines),
        "today": today,
    }
    return render(request, "home/teams.jinja", context)


@needs(May.VIEW_TEAMS)
def team(request, pk):
    today, user = timezone.localdate(), request.user
    found = get_object_or_404(Team.objects.seen_by(user), pk=pk)
    (line,) = team_lines(user, today, only=found)
    named = user.has(Role.PROGRAMME_LEAD, Role.TEAM_MANAGER)
    context = {
        "title": found.name,
        "line": line,
        "team": line.team,
        "peers": peers_of(user, found, today) if named else None,
        "managers": found.managers.select_related("user"),
        "pairs": TeamPair.objects.of(found).select_related("first", "second"),
        "tags": TAGS,
        "today": today,
    }
    return render(request, "home/team.jinja", context)
