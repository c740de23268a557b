"""Deeds on sites and teams."""

from datetime import date

from alongside.access.gate import action
from alongside.access.models import Trust, User
from alongside.access.permissions import May
from alongside.teams.models import Site, Team, TeamManager, TeamPair
from alongside.teams.rules import may_manage, may_pair


@action(May.ADD_SITE)
def add_site(trust: Trust, *, name, latitude=None, longitude=None, by) -> Site:
    site = Site(trust=trust, name=name, latitude=latitude, longitude=longitude)
    site.full_clean()
    site.save()
    return site


@action(May.ADD_TEAM)
def add_team(trust: Trust, *, name, setting, by, **facts) -> Team:
    """Facts are any of site, manager_name, most_peers."""
    team = Team(trust=trust, name=name, setting=setting, **facts)
    team.full_clean()
    team.save()
    return team


@action(May.CHANGE_TEAM)
def change_team(team: Team, *, by, **facts) -> Team:
    """Facts are any of name, setting, site, manager_name, most_peers, closed_on."""
    for field, value in facts.items():
        setattr(team, field, value)
    team.full_clean()
    team.save(update_fields=list(facts))
    return team


@action(May.RECORD_PREPARATION)
def record_preparation(team: Team, *, prepared: bool, prepared_on: date | None = None, by) -> Team:
    """Say that a team has (or has not yet) been prepared to receive a peer, and since when."""
    team.prepared, team.prepared_on = prepared, prepared_on
    team.full_clean()
    team.save(update_fields=["prepared", "prepared_on"])
    return team


@action(May.PAIR_TEAMS)
def pair_teams(team: Team, *, other: Team, by) -> TeamPair:
    may_pair(team.pk, other.pk, (team.site_id, other.site_id), (team.closed_on, other.closed_on)).or_refuse()
    first, second = sorted([team, other], key=lambda one: one.pk)
    pair = TeamPair(first=first, second=second)
    pair.full_clean()
    pair.save()
    return pair


@action(May.UNPAIR_TEAMS)
def unpair_teams(pair: TeamPair, *, by) -> TeamPair:
    pair.delete()
    return pair


@action(May.ASSIGN_MANAGER)
def assign_manager(team: Team, *, user: User, by) -> TeamManager:
    """Give an account the team it manages, and so sight of the people placed there."""
    may_manage(user.roles).or_refuse()
    manager, _ = TeamManager.objects.get_or_create(team=team, user=user)
    return manager


@action(May.RELEASE_MANAGER)
def release_manager(manager: TeamManager, *, by) -> TeamManager:
    """Take a team from an account, and with it the sight of the people placed there."""
    manager.delete()
    return manager
