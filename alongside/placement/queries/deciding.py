"""Proposals on the facts of a day, and the rows that a decision holds while it is taken."""

from datetime import date
from decimal import Decimal

from alongside.people.models import Person
from alongside.placement.models import PlacementPlan, Proposal
from alongside.placement.queries.facts import filled, standings_of, teams_with_peers, vacancy_of
from alongside.placement.rules import Offer, Standing, TeamFacts, groups_of_teams, hours_of
from alongside.posts.models import Post
from alongside.posts.rules import Filling, open_for_matching, wte_left
from alongside.teams.models import Team, TeamPair

Known = tuple[dict[int, Standing], dict[int, TeamFacts]]


def facts_of(trust_id: int, people_ids, on: date) -> Known:
    """The standing of these people and every team, on a day."""
    people = Person.objects.filter(pk__in=people_ids)
    return {found.person_id: found for found in standings_of(people, on)}, teams_with_peers(trust_id, on)[0]


def offers_of(proposals, on: date, today: date, *, known: Known | None = None) -> list[Offer]:
    """Each proposal on the facts of the day: the person, the team, and what is left of the post."""
    if not proposals:
        return []
    posts = Post.objects.filter(pk__in=[proposal.post_id for proposal in proposals])
    standing, teams = known or facts_of(proposals[0].trust_id, [proposal.person_id for proposal in proposals], on)
    taken = filled(posts, on)
    rows = {post.pk: post for post in posts}
    return [
        offer(
            standing[proposal.person_id],
            rows[proposal.post_id],
            taken.get(proposal.post_id, Filling()),
            teams[proposal.team_id],
            start=max(proposal.starts_on, today),
            hours=proposal.hours,
            appointed_first=proposal.pinned,
            on=on,
        )
        for proposal in proposals
    ]


def offer_by_hand(person, post, *, start: date, hours: Decimal, on: date) -> Offer:
    """One person for one post on the facts of the day, for somebody who is placed without a plan."""
    teams, _ = teams_with_peers(post.trust_id, on)
    (standing,) = standings_of(Person.objects.filter(pk=person.pk), on)
    filling = filled(Post.objects.filter(pk=post.pk), on).get(post.pk, Filling())
    return offer(standing, post, filling, teams[post.team_id], start=start, hours=hours, appointed_first=True, on=on)


def offer(standing, post, filling: Filling, team: TeamFacts, *, on: date, **asked) -> Offer:
    against = list(open_for_matching(post, filling, on=on).reasons)
    if post.team_id != team.team_id:
        against.append(f"The post is no longer in {team.name}.")
    vacancy = vacancy_of(post, hours_of(wte_left(post, filling)))
    return Offer(standing=standing, vacancy=vacancy, team=team, against_post=tuple(against), **asked)


def lock(trust_id: int, *, plan: int | None = None, people=(), teams=(), posts=()) -> None:
    """Hold these rows until the deed is done, paired teams too: plan, people, teams, posts, each by key, so that two
    deeds never wait for each other. SQLite has one writer and needs none of it."""
    pairs = list(TeamPair.objects.filter(first__trust_id=trust_id).values_list("first_id", "second_id"))
    groups = groups_of_teams({*teams, *(team for pair in pairs for team in pair)}, pairs)
    together = {member for team in teams for member in groups[team]}
    for model, keys in ((PlacementPlan, {plan} - {None}), (Person, people), (Team, together), (Post, posts)):
        if keys:
            rows = model.objects.select_for_update(of=("self",)).filter(pk__in=set(keys)).order_by("pk")
            list(rows.values_list("pk"))


def standing_or_falling_together(proposal: Proposal) -> list[Proposal]:
    """This proposal, and with it whoever opens the same team with them or goes together with them (E9), and is not
    decided yet."""
    others = proposal.plan.proposals.filter(state=Proposal.State.PROPOSED).exclude(pk=proposal.pk)
    if not proposal.opens_team:
        goes_with = proposal.plan.goes_with(proposal.person_id) - {proposal.person_id}
        others = others.filter(person__in=goes_with) if goes_with else others.none()
        return [proposal, *others.select_related("person", "post", "team", "plan")]
    pairs = TeamPair.objects.filter(first__trust_id=proposal.trust_id).values_list("first_id", "second_id")
    others = list(others.filter(opens_team=True).select_related("person", "post", "team", "plan"))
    groups = groups_of_teams({proposal.team_id, *(team for pair in pairs for team in pair)}, pairs)
    return [proposal, *(other for other in others if other.team_id in groups[proposal.team_id])]
