"""A plan in words for the programme lead: who goes where and why, who does not and why, and what each team becomes."""

from dataclasses import dataclass
from datetime import date

from alongside.people.models import Person
from alongside.placement.models import PlacementPlan, Proposal
from alongside.placement.queries.deciding import facts_of, offers_of
from alongside.placement.rules import (
    Standing,
    TeamFacts,
    certificate_in_words,
    change_in_words,
    counts_as_waiting_since,
    given_up_in_words,
    left_closed_in_words,
    may_accept,
    rule_in_words,
)
from alongside.posts.models import Post
from alongside.teams.models import Team
from alongside.ui.filters import listing, plural, whole

RANKS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh")


@dataclass(frozen=True)
class Placed:
    """One proposal, why it is made, whom it stands or falls with, and what stands against it today; `checks_first`
    where the plan only took it that the checks will be clear."""

    proposal: Proposal
    waiting_since: date
    why: tuple[str, ...]
    together: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    checks_first: bool = False


@dataclass(frozen=True)
class NotPlaced:
    person_id: int
    public_id: object
    name: str
    waiting_since: date
    checks_missing: bool
    rules: tuple[str, ...]
    only: tuple[str, ...]
    changes: tuple[str, ...]
    wishes_recorded: bool
    explained: bool


@dataclass(frozen=True)
class TeamRead:
    name: str
    state: str
    received: int
    peers_after: int
    lone: bool
    why: str
    alone_between: tuple[date, date] | None = None


@dataclass(frozen=True)
class PlanRead:
    placed: tuple[Placed, ...]
    not_placed: tuple[NotPlaced, ...]
    teams: tuple[TeamRead, ...]
    proved: str
    moved: int
    left_out: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()
    asked_together: tuple[tuple[str, ...], ...] = ()

    @property
    def fallen(self) -> list[Placed]:
        """What of the plan does not come about: declined, turned down, or no longer possible."""
        gone = [one for one in self.in_state("proposed") if one.against and not one.checks_first]
        return [*self.in_state("turned_down", "declined"), *gone]

    @property
    def held_by_checks(self) -> int:
        return sum(one.checks_missing for one in self.not_placed)

    def in_state(self, *states: str) -> list[Placed]:
        return [one for one in self.placed if one.proposal.state in states]

    @property
    def opened(self) -> list[TeamRead]:
        return [team for team in self.teams if team.state == "opened"]

    @property
    def left_closed(self) -> list[TeamRead]:
        return [team for team in self.teams if team.state == "closed" and team.why]

    @property
    def lone(self) -> list[TeamRead]:
        return [team for team in self.teams if team.lone]

    @property
    def apart(self) -> list[TeamRead]:
        return [team for team in self.teams if team.alone_between]


def read_plan(plan: PlacementPlan, today: date) -> PlanRead:
    """The stored answer and the decisions on it, with today's facts beside them."""
    answer, on = plan.answer, max(plan.as_of, today)
    proposals = list(plan.proposals.select_related("person", "post", "team", "holding").order_by("team__name", "pk"))
    keys = {int(one["person_id"]) for one in answer["unplaced"]} | {one.person_id for one in proposals}
    standings, teams = known = facts_of(plan.trust_id, keys, on)
    names = dict(Person.objects.filter(pk__in=keys).values_list("pk", "public_id"))
    numbers = _post_numbers(answer)
    return PlanRead(
        placed=_placed(plan, proposals, known, on, today),
        not_placed=tuple(_not_placed(one, standings, names, teams, numbers, plan.as_of) for one in answer["unplaced"]),
        teams=tuple(_team(one, teams) for one in answer["teams"] if int(one["team_id"]) in teams),
        proved=certificate_in_words(answer["certificate"]),
        moved=answer["certificate"].get("moved", 0),
        left_out=tuple(answer.get("left_out", ())),
        given_up=given_up_in_words(answer["certificate"]),
        asked_together=tuple(
            tuple(standings[int(key)].name for key in group if int(key) in standings)
            for group in plan.options.get("together", ())
        ),
    )


def _placed(plan, proposals, known, on: date, today: date) -> tuple[Placed, ...]:
    standings, teams = known
    ranks = {int(one["person_id"]): one for one in plan.answer["assignments"]}
    open_ones = [one for one in proposals if one.state == Proposal.State.PROPOSED]
    offers = {one.pk: offer for one, offer in zip(open_ones, offers_of(open_ones, on, today, known=known), strict=True)}
    read = []
    for one in proposals:
        group = [one]
        if one.opens_team and one.pk in offers:
            group = [other for other in open_ones if other.opens_team and other.team_id in teams[one.team_id].together]
        elif one.pk in offers:
            group = [other for other in open_ones if other.person_id in plan.goes_with(one.person_id)]
        standing = standings[one.person_id]
        decidable = one.pk in offers and plan.state == PlacementPlan.State.PROPOSED
        against = may_accept([offers[other.pk] for other in group], today).reasons if decidable else ()
        read.append(
            Placed(
                proposal=one,
                waiting_since=counts_as_waiting_since(standing, plan.as_of),
                why=tuple(why_placed(one, standing, ranks.get(one.person_id, {}))),
                together=tuple(other.person.name for other in group if other.pk != one.pk),
                against=against,
                checks_first=bool(against) and plan.as_if_clear and any(other.conditional for other in group),
            )
        )
    return tuple(read)


def why_placed(proposal: Proposal, standing: Standing, ranks: dict):
    """The wishes this placement meets, how far it is, and what it depends on."""
    if proposal.pinned:
        yield "placed by hand"
    if not standing.wishes_recorded:
        yield "no wishes recorded, so any band 3 post counts as welcome"
    if standing.settings and ranks.get("setting_rank"):
        yield f"{_rank(ranks['setting_rank'], len(standing.settings))} choice of setting"
    if standing.teams and ranks.get("team_rank"):
        team_rank = ranks["team_rank"]
        yield (
            "not one of the teams they named"
            if team_rank > len(standing.teams)
            else f"{_rank(team_rank)} choice of team"
        )
    if proposal.metres is not None:
        yield f"{whole(round(proposal.metres / 1000, 1))} km from home"
    if proposal.conditional:
        yield "only if every clearance comes by the start"


def _rank(rank: int, most: int = 99) -> str:
    return RANKS[rank] if rank < len(RANKS) and rank <= most else f"{rank}th"


def _not_placed(one: dict, standings, names, teams: dict[int, TeamFacts], numbers, as_of: date) -> NotPlaced:
    pk = int(one["person_id"])
    standing = standings.get(pk) or Standing(pk, name="Somebody whose record has gone")
    team_names = {str(team.team_id): team.name for team in teams.values()}
    changes = (change_in_words(change, team_names, numbers) for change in one.get("smallest_changes", ()))
    only = one.get("posts_only_blocked_by", {})
    return NotPlaced(
        person_id=pk,
        public_id=names.get(pk),
        name=standing.name,
        waiting_since=counts_as_waiting_since(standing, as_of),
        checks_missing="dbs" in one["blocked_by"],
        rules=tuple(rule_in_words(code) for code in one["blocked_by"]),
        only=tuple(f"{plural(many, 'post')}: {rule_in_words(code)}" for code, many in only.items() if many),
        changes=tuple(change for change in changes if change),
        wishes_recorded=standing.wishes_recorded,
        explained=one.get("explained", False),
    )


def _team(one: dict, teams: dict[int, TeamFacts]) -> TeamRead:
    since, until = one.get("lone_from"), one.get("lone_until")
    return TeamRead(
        name=teams[int(one["team_id"])].name,
        state=one["state"],
        received=one["received"],
        peers_after=one["peers_after"],
        lone=one.get("lone_peer", False),
        why=left_closed_in_words(one.get("reason", "")),
        alone_between=(date.fromisoformat(since), date.fromisoformat(until)) if since and until else None,
    )


def _post_numbers(answer: dict) -> dict[str, str]:
    """Post numbers by the engine's key, for the posts that a change names."""
    keys = {
        change["post_id"]
        for one in answer["unplaced"]
        for change in one.get("smallest_changes", ())
        if change.get("post_id")
    }
    if not keys:
        return {}
    numbers = dict(Post.objects.filter(pk__in={post_key(key) for key in keys}).values_list("pk", "number"))
    return {key: numbers.get(post_key(key), "") for key in keys}


def post_key(key: str) -> int:
    """The post of a vacancy: its slot stands behind the point."""
    return int(key.partition(".")[0])


@dataclass(frozen=True)
class Comparison:
    """Two plans beside each other: their figures, and whoever they treat differently."""

    figures: tuple[tuple[str, str, str], ...]
    people: tuple[tuple[str, str, str], ...]


def compare_plans(first: PlacementPlan, second: PlacementPlan) -> Comparison:
    """What differs between two plans: numbers, people, teams with a lone peer; four queries whatever their size."""
    where = [{int(one["person_id"]): one for one in plan.answer["assignments"]} for plan in (first, second)]
    everybody = where[0].keys() | where[1].keys()
    for plan in (first, second):
        everybody |= {int(one["person_id"]) for one in plan.answer["unplaced"]}
    people = dict(Person.objects.filter(pk__in=everybody).order_by("name").values_list("pk", "name"))
    placed = [one for side in where for one in side.values()]
    posts = dict(Post.objects.filter(pk__in={post_key(one["post_id"]) for one in placed}).values_list("pk", "number"))
    teams = dict(Team.objects.filter(trust_id=first.trust_id).values_list("pk", "name"))

    def said(side: dict, pk: int) -> str:
        if pk not in side:
            return "Not placed"
        return f"{teams.get(int(side[pk]['team_id']), '')}, post {posts.get(post_key(side[pk]['post_id']), '')}"

    rows = [(name, said(where[0], pk), said(where[1], pk)) for pk, name in people.items()]
    return Comparison(
        figures=tuple(
            (label, figure(first.answer, teams), figure(second.answer, teams)) for label, figure in FIGURES.items()
        ),
        people=tuple(row for row in rows if row[1] != row[2]),
    )


def _named(answer: dict, teams: dict[int, str], wanted) -> str:
    return listing(teams.get(int(one["team_id"]), "") for one in answer["teams"] if wanted(one)) or "None"


FIGURES = {
    "People placed": lambda answer, teams: str(answer["certificate"]["placed"]),
    "People not placed": lambda answer, teams: str(len(answer["unplaced"])),
    "Teams opened": lambda answer, teams: _named(answer, teams, lambda one: one["state"] == "opened"),
    "Teams left with one peer": lambda answer, teams: _named(answer, teams, lambda one: one.get("lone_peer")),
    "Lone peers given company": lambda answer, teams: _named(answer, teams, lambda one: one.get("relieved")),
    "Metres travelled in all": lambda answer, teams: whole(answer["certificate"].get("metres", 0)),
    "Sum of the ranks of wishes (lower is better)": lambda answer, teams: str(answer["certificate"].get("wishes", 0)),
}
