"""Who holds which post: begun by hand (appointed first, or known from before), and ended."""

from datetime import date
from decimal import Decimal

from alongside.access.gate import action
from alongside.access.permissions import May
from alongside.access.verdicts import Refused, Verdict
from alongside.people.models import Person
from alongside.placement.models import DutiesAccepted, Holding
from alongside.placement.queries import lock, offer_by_hand
from alongside.placement.rules import hours_of, may_accept_duties, may_end, may_start_by_hand
from alongside.posts.models import AgreedDuties, Post
from alongside.posts.rules import holdings_fit


@action(May.START_HOLDING)
def start_holding(
    person: Person, *, post: Post | None = None, today: date, aware: bool = False, by, **facts
) -> Holding:
    """Facts are any of team, band, wte, contract, manager_name, started_on, ended, ended_on.

    A start from today on is asked the rules of a placement; what lies before is recorded as it was, within the
    funded hours of the post. `aware` says that the one who does this has read the warnings.
    """
    lock(person.trust_id, people=[person.pk], teams=_teams(post, facts), posts=[post.pk] if post else [])
    if post:
        post.refresh_from_db()
        facts = {"team": post.team, "band": post.band, **facts}
    holding = Holding(person=person, post=post, **facts)
    if post and not holding.ended:
        _refuse_what_is_against(holding, today, aware)
    holding.full_clean()
    holding.save()
    return holding


def _teams(post: Post | None, facts: dict) -> list[int]:
    team = facts.get("team")
    return [pk for pk in (post and post.team_id, team and team.pk) if pk]


def _refuse_what_is_against(holding: Holding, today: date, aware: bool) -> None:
    post, start = holding.post, holding.started_on
    held = Holding.objects.not_ended(max(start or today, today)).filter(post=post).values_list("wte", flat=True)
    holdings_fit(post.wte_funded, post.wte_others, list(held), holding.wte).or_refuse()
    if start is None or start < today:
        return
    if post.team is None or holding.wte is None:
        raise Refused("Give the post a team, and say how much of a full week it is, before somebody starts in it.")
    hours = hours_of(Decimal(holding.wte))
    refusal, warnings = may_start_by_hand(
        offer_by_hand(holding.person, post, start=start, hours=hours, on=max(start, today)), today
    )
    refusal.or_refuse()
    if warnings and not aware:
        Verdict((*warnings, "If it shall be so all the same, tick that you have read this.")).or_refuse()


@action(May.END_HOLDING)
def end_holding(holding: Holding, *, ended_on: date | None, today: date, by) -> Holding:
    """The last day may be unknown or still to come."""
    lock(holding.trust_id, people=[holding.person_id], teams=[holding.team_id] if holding.team_id else [])
    holding.refresh_from_db()
    may_end(holding.started_on, holding.ended, holding.ended_on, ended_on, today).or_refuse()
    holding.ended, holding.ended_on = True, ended_on
    holding.full_clean()
    holding.save(update_fields=["ended", "ended_on"])
    return holding


@action(May.ACCEPT_DUTIES)
def accept_duties(holding: Holding, *, duties: AgreedDuties, on: date, by) -> DutiesAccepted:
    """Twice is once: the day of the first time stays."""
    newest = AgreedDuties.objects.filter(post=holding.post_id).newest()
    may_accept_duties(
        agreed=duties.agreed_on is not None, newest=duties == newest, holds_post=duties.post_id == holding.post_id
    ).or_refuse()
    accepted, _ = DutiesAccepted.objects.get_or_create(holding=holding, duties=duties, defaults={"accepted_on": on})
    return accepted
