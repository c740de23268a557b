"""Deeds before a criminal record check: the answers about a post, and the conditional offer of it."""

from datetime import date

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.checks.models import ConditionalOffer, PostEligibility
from alongside.checks.rules.eligibility import QUESTIONS, dbs_level, regulated_activity
from alongside.people.models import Person
from alongside.posts.models import Post
from alongside.posts.rules import open_for_matching


@action(May.ANSWER_ELIGIBILITY)
def answer_eligibility(post: Post, *, answers: dict[str, bool], workforce: str, today: date, by) -> PostEligibility:
    """Every question is answered; what was answered before stays on record."""
    if set(answers) != set(QUESTIONS):
        raise Refused("Answer every question.")
    who = by if isinstance(by, User) else None
    given = PostEligibility(post=post, answers=answers, workforce=workforce, answered_by=who, answered_on=today)
    given.save()
    return given


@action(May.MAKE_CONDITIONAL_OFFER)
def make_conditional_offer(person: Person, *, post: Post, today: date, by) -> ConditionalOffer:
    """The level of the criminal record check is worked out from the answers about the post, never chosen (R8); a post
    that is frozen, closed or no peer post is offered to nobody (R20, R21)."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    open_for_matching(post, on=today).or_refuse()
    given = PostEligibility.objects.filter(post=post).first()
    if given is None:
        raise Refused("Answer the questions about this post first: they decide which check it allows.")
    offer = ConditionalOffer(
        person=person,
        post=post,
        made_on=today,
        made_by=by if isinstance(by, User) else None,
        level=dbs_level(given.answers),
        workforce=given.workforce,
        regulated=regulated_activity(given.answers),
    )
    offer.full_clean(exclude=["made_by"])
    offer.save()
    return offer


@action(May.WITHDRAW_CONDITIONAL_OFFER)
def withdraw_conditional_offer(offer: ConditionalOffer, *, today: date, by) -> ConditionalOffer:
    """The way back: no check is asked for under it any more, and another offer can be made."""
    offer = ConditionalOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if offer.withdrawn_on:
        raise Refused("This offer was withdrawn already.")
    offer.withdrawn_on = today
    offer.save(update_fields=["withdrawn_on"])
    return offer
