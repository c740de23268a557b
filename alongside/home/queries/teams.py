"""Teams with their peers, who has agreed to start, what is vacant, and whether somebody is alone: few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models.functions import Coalesce

from alongside.home.queries.posts import Line, register
from alongside.placement.models import Holding
from alongside.placement.rules import alone_since, groups_of_teams, lone_teams
from alongside.posts.models import Post
from alongside.teams.models import Team, TeamPair
from alongside.teams.rules import Readiness, readiness


@dataclass(frozen=True)
class TeamLine:
    """One team on a day. `together` are the teams that count as one with it, itself among them."""

    team: Team
    readiness: Readiness
    peers: int
    agreed: int
    next_start: date | None
    vacant: int
    alone: bool
    alone_since: date | None
    together: tuple[str, ...] = ()
    posts: list[Line] = field(default_factory=list)


def team_lines(user, on: date, *, only: Team | None = None) -> list[TeamLine]:
    """The teams this user may see, those with a lone peer first, in five queries."""
    seen = Team.objects.seen_by(user) if only is None else Team.objects.filter(pk=only.pk)
    teams = list(seen.select_related("site").order_by("name"))
    names = dict(Team.objects.filter(trust_id=user.trust_id).values_list("pk", "name"))
    pairs = list(TeamPair.objects.filter(first__trust_id=user.trust_id).values_list("first_id", "second_id"))
    groups = groups_of_teams(names, pairs)
    stays = _stays(user.trust_id)
    now = {pk: _people(stays[pk], lambda start, end: (start or date.min) <= on < (end or date.max)) for pk in names}
    alone = lone_teams({pk: len(now[pk]) for pk in names}, pairs)
    posts = defaultdict(list)
    for line in register(Post.objects.filter(team__in=[team.pk for team in teams]), on):
        posts[line.post.team_id].append(line)
    lines = []
    for team in teams:
        members = groups[team.pk]
        together = [(start, end) for member in members for _, start, end in stays[member]]
        coming = [(person, start) for person, start, end in stays[team.pk] if start and start > on]
        lines.append(
            TeamLine(
                team=team,
                readiness=readiness(team.prepared, team.prepared_on, team.closed_on, on),
                peers=len(now[team.pk]),
                agreed=len({person for person, _ in coming}),
                next_start=min((start for _, start in coming), default=None),
                vacant=sum(line.vacant_peer_post for line in posts[team.pk]),
                alone=team.pk in alone and bool(now[team.pk]),
                alone_since=alone_since(together, on) if team.pk in alone else None,
                together=tuple(sorted(names[member] for member in members - {team.pk})),
                posts=posts[team.pk],
            )
        )
    return sorted(lines, key=lambda line: (bool(line.team.closed_on), not line.alone, line.team.name))


def _stays(trust_id: int) -> dict[int, list[tuple[int, date | None, date | None]]]:
    """Per team, who was in it from when until when; one that ended nobody knows when is left out."""
    stays = defaultdict(list)
    rows = Holding.objects.filter(person__trust_id=trust_id, turned_down=False).order_by()
    rows = rows.annotate(in_team=Coalesce("team_id", "post__team_id")).exclude(ended=True, ended_on=None)
    for team_id, person, start, end in rows.values_list("in_team", "person_id", "started_on", "ended_on"):
        stays[team_id].append((person, start, end))
    return stays


def _people(stays, there) -> set[int]:
    return {person for person, start, end in stays if there(start, end)}


def peers_of(user, team: Team, on: date) -> list[Holding]:
    """Who works in a team or has agreed to, as far as this user may know."""
    held = Holding.objects.seen_by(user).not_ended(on).annotate(in_team=Coalesce("team_id", "post__team_id"))
    return list(held.filter(in_team=team.pk).select_related("person", "post").order_by("started_on", "pk"))
