"""People, vacancies and teams as the rules of placement see them, in a fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast, Coalesce

from alongside.access.permissions import Role
from alongside.checks.models import Check, StartOverride
from alongside.checks.rules.starts import with_overrides
from alongside.people.models import Person
from alongside.placement.models import Holding, TeamToAvoid
from alongside.placement.rules import (
    Standing,
    TeamFacts,
    Vacancy,
    groups_of_teams,
    hours_of,
    latest_completion,
)
from alongside.placement.rules.facts import BANDS_UNTIL_RECORDED, FULL_WEEK
from alongside.posts.models import Post
from alongside.posts.rules import Filling, wte_left
from alongside.teams.models import Team, TeamPair
from alongside.training.models import Trainee

WISHED = tuple(
    f"wishes__{name}"
    for name in (
        "pk", "bands", "hours_least", "hours_most", "settings", "teams", "home_latitude", "home_longitude", "most_km",
        "available_from",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Openings:
    """What may be filled on a day: vacancies, the teams they are in, and posts left out because a fact is missing."""

    vacancies: tuple[Vacancy, ...]
    teams: dict[int, TeamFacts]
    pairs: tuple[tuple[int, int], ...]
    left_out: tuple[str, ...] = ()


def standings(user, on: date) -> list[Standing]:
    """Everybody this user may see; teams to avoid are in it only for the lead and for the person themselves."""
    return standings_of(Person.objects.seen_by(user), on, avoidances=TeamToAvoid.objects.seen_by(user))


def standings_of(people, on: date, *, avoidances=None) -> list[Standing]:
    """The standing of each of these people on a day, in five queries."""
    named = list(people.order_by("name", "id").values("pk", "name", "left", "left_on", *WISHED))
    of = {"person__in": [row["pk"] for row in named]}
    avoidances = TeamToAvoid.objects.all() if avoidances is None else avoidances
    avoided = defaultdict(set)
    for person_id, team_id in avoidances.filter(**of).values_list("person_id", "team_id"):
        avoided[person_id].add(team_id)
    courses = defaultdict(list)
    for person_id, *days in (
        Trainee.objects.trained().filter(**of).order_by().values_list("person_id", "completed_on", "cohort__ends_on")
    ):
        courses[person_id].append(days)
    checks: dict[int, dict] = defaultdict(dict)
    # As text: turning thousands of empty dates into dates cost a third of the board.
    expected = Cast("expected_on", CharField())
    early = StartOverride.objects.in_force(on).filter(person=OuterRef("person"), kind=OuterRef("kind"))
    found_checks = Check.objects.filter(**of).order_by().annotate(early=Exists(early))
    for person_id, kind, state, day, agreed in found_checks.values_list(
        "person_id", "kind", "state", expected, "early"
    ):
        stands = with_overrides({kind: state}, [kind])[kind] if agreed else state
        checks[person_id][kind] = (stands, date.fromisoformat(day) if day else None)
    posts = _posts_held(of, on)
    found = []
    for row in named:
        pk = row["pk"]
        trained, trained_on = latest_completion(courses.get(pk, ()), on)
        found.append(
            Standing(
                person_id=pk,
                name=row["name"],
                trained=trained,
                trained_on=trained_on,
                avoided=frozenset(avoided.get(pk, ())),
                checks=checks.get(pk, {}),
                left=row["left"],
                left_on=row["left_on"],
                **posts.get(pk, {}),
                **_wished(row),
            )
        )
    return found


def _posts_held(of: dict, on: date) -> dict[int, dict]:
    """Whether each person holds or has agreed to a post, and otherwise that one has ended, and when."""
    held: dict[int, dict] = {}
    for person_id, ended, ended_on in (
        Holding.objects.filter(**of, turned_down=False).order_by().values_list("person_id", "ended", "ended_on")
    ):
        fact = held.setdefault(person_id, {"in_post": False, "post_ended": False, "post_ended_on": None})
        if not ended or (ended_on and ended_on > on):
            fact["in_post"] = True
        else:
            fact["post_ended"] = True
            if ended_on:
                fact["post_ended_on"] = max(fact["post_ended_on"] or ended_on, ended_on)
    return held


def _wished(row: dict) -> dict:
    wish = {name.removeprefix("wishes__"): row[name] for name in WISHED}
    if wish["pk"] is None:
        return {}
    home = (wish["home_latitude"], wish["home_longitude"])
    return {
        "wishes_recorded": True,
        "bands": frozenset(wish["bands"]) or BANDS_UNTIL_RECORDED,
        "hours_least": wish["hours_least"] or Decimal(0),
        "hours_most": FULL_WEEK if wish["hours_most"] is None else wish["hours_most"],
        "settings": tuple(wish["settings"]),
        "teams": tuple(wish["teams"]),
        "home": None if None in home else home,
        "most_km": wish["most_km"],
        "available_from": wish["available_from"],
    }


def openings(trust_id: int, on: date, *, posts=None) -> Openings:
    """Every vacancy of a trust on a day and every open team, in four queries; `posts` narrows the posts looked at."""
    teams, pairs = teams_with_peers(trust_id, on)
    posts = Post.objects.all() if posts is None else posts
    rows = posts.filter(trust_id=trust_id).peer().standing(on).order_by("pk")
    taken = filled(rows, on)
    vacancies, left_out = [], []
    for post in rows:
        left = wte_left(post, taken.get(post.pk, Filling()))
        if left == 0:
            continue
        team = teams.get(post.team_id)
        if team is None or team.closed:
            left_out.append(f"Post {post.number} has no open team, so nobody can be placed in it.")
        elif post.band is None:
            left_out.append(f"Post {post.number} has no band, so nobody can be placed in it.")
        else:
            vacancies += _slots(post, left)
    return Openings(tuple(vacancies), teams, pairs, tuple(left_out))


def filled(posts, on: date) -> dict[int, Filling]:
    """WTE held or agreed in each post, and how many hold hours that nobody wrote down."""
    taken: dict[int, Filling] = {}
    held = Holding.objects.not_ended(on).filter(post__in=posts.order_by().values("pk")).order_by()
    for post_id, wte in held.values_list("post_id", "wte"):
        so_far = taken.get(post_id, Filling())
        taken[post_id] = Filling(
            held=so_far.held + (wte or 0), unknown=so_far.unknown + (wte is None), starting=so_far.starting + 1
        )
    return taken


def _slots(post: Post, left: Decimal) -> list[Vacancy]:
    """One vacancy a whole week, and one for what remains."""
    shares = [Decimal(1)] * int(left)
    if left % 1:
        shares.append(left % 1)
    return [vacancy_of(post, hours_of(share), slot) for slot, share in enumerate(shares, start=1)]


def vacancy_of(post: Post, hours: Decimal, slot: int = 1) -> Vacancy:
    return Vacancy(
        post_id=post.pk,
        team_id=post.team_id,
        hours=hours,
        band=post.band,
        slot=slot,
        number=post.number,
        title=post.title,
        starts_on=max((day for day in (post.starts_on, post.opened_on) if day), default=None),
        frozen=post.frozen,
        registered=post.registered or post.ever_registered,
        peer=post.peer,
        vetting_needed=post.vetting_needed,
    )


def teams_with_peers(trust_id: int, on: date) -> tuple[dict[int, TeamFacts], tuple[tuple[int, int], ...]]:
    """Every team with the peers it has or has agreed to take, alone and with its paired teams, in three queries."""
    rows = list(
        Team.objects.filter(trust_id=trust_id)
        .order_by("pk")
        .values_list(
            "pk", "name", "setting", "prepared", "closed_on", "most_peers", "site__latitude", "site__longitude"
        )
    )
    pairs = tuple(TeamPair.objects.filter(first__trust_id=trust_id).order_by("pk").values_list("first_id", "second_id"))
    peers = peers_by_team(trust_id, on)
    groups = groups_of_teams((row[0] for row in rows), pairs)
    return {
        pk: TeamFacts(
            team_id=pk,
            name=name,
            setting=setting,
            position=None if latitude is None or longitude is None else (latitude, longitude),
            prepared=prepared,
            closed=bool(closed_on and closed_on <= on),
            most_peers=most,
            peers=peers[pk],
            peers_together=sum(peers[member] for member in groups[pk]),
            together=groups[pk],
        )
        for pk, name, setting, prepared, closed_on, most, latitude, longitude in rows
    }, pairs


def peers_by_team(trust_id: int, on: date) -> Counter:
    """How many different people hold, or have agreed to hold, a post in each team."""
    held = Holding.objects.not_ended(on).filter(person__trust_id=trust_id).order_by()
    pairs = held.annotate(in_team=Coalesce("team_id", "post__team_id")).values_list("in_team", "person_id").distinct()
    return Counter(team_id for team_id, _ in pairs if team_id)


def may_see_avoidances(user, person) -> bool:
    """The lead, and the person themselves."""
    return user.has(Role.PROGRAMME_LEAD) or (person.account_id is not None and person.account_id == user.pk)
