"""Deeds on sites and teams. The list of teams and a team's page stand in home, where its peers are known."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.teams import actions
from alongside.teams.forms import ChangeTeamForm, ManagerForm, PairForm, PreparationForm, SiteForm, TeamForm
from alongside.teams.models import Site, Team, TeamManager, TeamPair


def team_of(request, pk) -> Team:
    return get_object_or_404(Team.objects.seen_by(request.user), pk=pk)


def page(request, template, title, form, **context):
    """A form's page: 422 when there is something to mend."""
    context |= {"title": title, "form": form}
    return render(request, f"teams/{template}.jinja", context, status=422 if form.errors else 200)


@needs(May.ADD_SITE)
def sites(request):
    listed = Site.objects.seen_by(request.user).prefetch_related("teams")
    return render(request, "teams/sites.jinja", {"title": "Sites", "sites": listed})


@needs(May.ADD_SITE)
def site_new(request):
    form = SiteForm(request.POST or None)
    if form.is_valid():
        site = carried_out(form, lambda: actions.add_site(request.user.trust, **form.cleaned_data, by=request.user))
        if site:
            messages.success(request, f"{site.name} can now be chosen for a team.")
            return redirect("sites")
    return page(request, "site_new", "Add a site", form)


@needs(May.ADD_TEAM)
def team_new(request):
    form = TeamForm(request.POST or None, user=request.user)
    if form.is_valid():
        team = carried_out(form, lambda: actions.add_team(request.user.trust, **form.cleaned_data, by=request.user))
        if team:
            messages.success(request, f"{team.name} is on the list of teams.")
            return redirect("team", team.pk)
    return page(request, "team_new", "Add a team", form)


@needs(May.CHANGE_TEAM)
def team_change(request, pk):
    team = team_of(request, pk)
    form = ChangeTeamForm(request.POST or None, user=request.user, stands=team)
    if form.is_valid() and carried_out(form, lambda: actions.change_team(team, **form.cleaned_data, by=request.user)):
        messages.success(request, "The team is changed.")
        return redirect("team", pk)
    return page(request, "team_change", "Change this team", form, team=team)


@needs(May.RECORD_PREPARATION)
def team_preparation(request, pk):
    team = team_of(request, pk)
    initial = {"prepared": team.prepared, "prepared_on": team.prepared_on}
    form = PreparationForm(request.POST or None, initial=initial, today=timezone.localdate())
    if form.is_valid() and carried_out(
        form, lambda: actions.record_preparation(team, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The team's preparation is recorded.")
        return redirect("team", pk)
    return page(request, "team_preparation", "Preparation of the team", form, team=team)


@needs(May.PAIR_TEAMS)
def team_pair(request, pk):
    team = team_of(request, pk)
    form = PairForm(request.POST or None, user=request.user, team=team)
    if form.is_valid() and carried_out(form, lambda: actions.pair_teams(team, **form.cleaned_data, by=request.user)):
        messages.success(request, f"{team.name} and {form.cleaned_data['other'].name} count as one team now.")
        return redirect("team", pk)
    return page(request, "team_pair", "Count two teams as one", form, team=team)


@needs(May.UNPAIR_TEAMS)
@require_POST
def team_unpair(request, pk, pair):
    team = team_of(request, pk)
    found = get_object_or_404(TeamPair.objects.of(team), pk=pair)
    actions.unpair_teams(found, by=request.user)
    messages.success(request, "The two teams no longer count as one.")
    return redirect("team", pk)


@needs(May.ASSIGN_MANAGER)
def team_manager(request, pk):
    team = team_of(request, pk)
    form = ManagerForm(request.POST or None, user=request.user, team=team)
    if form.is_valid() and carried_out(
        form, lambda: actions.assign_manager(team, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, f"{form.cleaned_data['user'].name} now sees {team.name} and its peers.")
        return redirect("team", pk)
    return page(request, "team_manager", "Give the team to a manager", form, team=team)


@needs(May.RELEASE_MANAGER)
@require_POST
def team_manager_release(request, pk, manager):
    team = team_of(request, pk)
    found = get_object_or_404(TeamManager.objects.select_related("user", "team"), team=team, pk=manager)
    actions.release_manager(found, by=request.user)
    messages.success(request, f"{found.user.name} no longer sees {team.name}.")
    return redirect("team", pk)
