"""What a person may decide about a proposal: every hard rule asked again, on the facts of the day of the decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from alongside.access.verdicts import Verdict
from alongside.placement.rules.facts import Standing, TeamFacts, Vacancy
from alongside.placement.rules.fit import blocked_by
from alongside.placement.rules.waiting import eligible

# The steps of a proposal (issue 2, point 5): nobody is bound before the start, and a decision is not undone in place.
NEXT = {
    "proposed": frozenset({"accepted", "declined", "turned_down"}),
    "accepted": frozenset({"turned_down"}),
    "declined": frozenset[str](),
    "turned_down": frozenset[str](),
}
ALREADY = {
    "proposed": "has not been accepted yet",
    "accepted": "has already been accepted",
    "declined": "has already been declined",
    "turned_down": "has already been turned down",
}


@dataclass(frozen=True)
class Offer:
    """One person for one vacancy from a day on; `hours` are those proposed, the vacancy's are those left today."""

    standing: Standing
    vacancy: Vacancy
    team: TeamFacts
    start: date
    hours: Decimal
    appointed_first: bool = False
    against_post: tuple[str, ...] = ()


def may_follow(state: str, step: str) -> Verdict:
    """A proposal is decided once; an accepted one may still be turned down by the person until the start (issue 2)."""
    if step in NEXT[state]:
        return Verdict()
    return Verdict((f"This proposal {ALREADY[state]}.",))


def may_accept(offers: Sequence[Offer], today: date) -> Verdict:
    """Whoever is accepted together is asked every hard rule again on the facts of the day, one by one and all at once
    (E3-E7, R20-R22)."""
    reasons = [f"{offer.standing.name}: {reason}" for offer in offers for reason in _against_one(offer, today)]
    return Verdict(tuple(reasons + _against_all(offers)))


def may_end(
    started_on: date | None, ended: bool, ended_before: date | None, ended_on: date | None, today: date
) -> Verdict:
    """A post held is ended once, on or after its first day; one that has not begun is turned down instead (G8)."""
    reasons = []
    if ended and (ended_before is None or ended_before <= today):
        reasons.append("This has already ended.")
    if started_on and started_on > today:
        reasons.append("This has not begun yet. Record that it was turned down instead.")
    elif started_on and ended_on and ended_on < started_on:
        reasons.append(f"The last day cannot be before the first, which was {started_on:%d/%m/%Y}.")
    return Verdict(tuple(reasons))


def may_turn_down(started_on: date | None, today: date) -> Verdict:
    """A person may say no, without giving a reason and without losing their place, until the day they start (E8)."""
    if started_on is None or started_on <= today:
        return Verdict(("This has begun. Record when it ends instead.",))
    return Verdict()


def may_accept_duties(*, agreed: bool, newest: bool, holds_post: bool) -> Verdict:
    """Whoever holds the post agrees to what its team has agreed to last, and to nothing older (L14)."""
    reasons = []
    if not holds_post:
        reasons.append("These are the duties of another post.")
    if not agreed:
        reasons.append("The team has not agreed to these duties yet.")
    elif not newest:
        reasons.append("The team has agreed to newer duties since. Read those.")
    return Verdict(tuple(reasons))


def may_start_by_hand(offer: Offer, today: date) -> tuple[Verdict, tuple[str, ...]]:
    """A post given by hand obeys what never bends: one post each, no registered, frozen or overfilled post (R20-R22),
    no team to avoid; whatever else is unusual is a warning that the lead answers for (E10, L7)."""
    broken = _broken(offer)
    refusals = [*offer.against_post, *(sentence for code, sentence in broken.items() if code == "avoided")]
    if offer.standing.in_post:
        refusals.append("They hold a post, or have agreed to one.")
    refusals += _beyond_funding([offer])
    if offer.team.closed:
        refusals.append(f"{offer.team.name} has closed.")
    warnings = [sentence for code, sentence in broken.items() if code != "avoided"]
    warnings += [*_alone([offer]), *_full([offer])]
    if not offer.standing.trained:
        warnings.append("They have not completed the training yet: it is due within six months of the start.")
    return Verdict(tuple(refusals)), tuple(warnings)


def _against_one(offer: Offer, today: date) -> list[str]:
    reasons = list(eligible(offer.standing, offer.start, appointed_first=offer.appointed_first).reasons)
    reasons += offer.against_post
    reasons += _broken(offer).values()
    if offer.team.closed:
        reasons.append(f"{offer.team.name} has closed.")
    if offer.start < today:
        reasons.append("The start lies in the past.")
    return reasons


def _broken(offer: Offer) -> dict[str, str]:
    """The hard rules broken by the hours offered, but for those about the post itself, which the rule of posts asks."""
    vacancy = replace(offer.vacancy, hours=offer.hours)
    broken = blocked_by(offer.standing, vacancy, offer.team, offer.start)
    return {code: sentence for code, sentence in broken if code not in {"frozen", "registered"}}


def _against_all(offers: Sequence[Offer]) -> list[str]:
    times = Counter(offer.standing.person_id for offer in offers)
    names = {offer.standing.person_id: offer.standing.name for offer in offers}
    reasons = [f"{names[one]} is proposed for two posts at once." for one, many in times.items() if many > 1]
    return reasons + _beyond_funding(offers) + _full(offers) + _alone(offers)


def _beyond_funding(offers: Sequence[Offer]) -> list[str]:
    """The hours taken never exceed those the post is funded for (R22); a post with nothing left says so itself."""
    asked: dict[int, Decimal] = {}
    for offer in offers:
        asked[offer.vacancy.post_id] = asked.get(offer.vacancy.post_id, Decimal(0)) + offer.hours
    left = {offer.vacancy.post_id: offer.vacancy for offer in offers}
    return [
        f"Post {vacancy.number} has {vacancy.hours.normalize():f} hours a week left, fewer than are needed."
        for post_id, vacancy in left.items()
        if 0 < vacancy.hours < asked[post_id]
    ]


def _full(offers: Sequence[Offer]) -> list[str]:
    coming = Counter(offer.team.team_id for offer in offers)
    teams = {offer.team.team_id: offer.team for offer in offers}
    return [
        f"{team.name} can support {team.most_peers} peers and has no room for {coming[team_id]} more."
        for team_id, team in teams.items()
        if coming[team_id] > team.room
    ]


def _alone(offers: Sequence[Offer]) -> list[str]:
    """No team that receives somebody is left with exactly one peer; paired teams count as one (E6)."""
    reasons = []
    groups = {offer.team.together or frozenset({offer.team.team_id}): offer.team for offer in offers}
    for together, team in groups.items():
        coming = sum(offer.team.team_id in together for offer in offers)
        if team.peers_together + coming < 2:
            reasons.append(f"They would be the only peer in {team.name}.")
    return reasons


def may_ask_for_plan(
    as_of: date, today: date, pins: Sequence[tuple[int, int]], together: Sequence[Sequence[int]] = ()
) -> Verdict:
    """A plan is made for today or a day to come, places each person by hand at most once, and has nobody go together
    with two different groups (E8, E9, E10)."""
    reasons = []
    if as_of < today:
        reasons.append("Choose today or a later day: nobody can be placed in the past.")
    if any(times > 1 for times in Counter(person for person, _ in pins).values()):
        reasons.append("Somebody is placed by hand twice. Keep one of the two.")
    if any(times > 1 for times in Counter(person for people in together for person in people).values()):
        reasons.append("Somebody is to go together with others twice. Put them all in one group.")
    if any(len(people) < 2 for people in together):
        reasons.append("Choose at least two people who are to go together.")
    return Verdict(tuple(reasons))
