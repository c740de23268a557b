"""Deeds on posts. Every way to a peer post passes the same rule; a registered post passes none of them (R20)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from alongside.access.gate import action
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.posts.models import Advert, Conversion, Freeze, Post, RegistrationCorrection, Suitable
from alongside.posts.rules import (
    ClosedPost,
    Described,
    Filling,
    conversion_may_be_approved,
    conversion_may_be_asked,
    funding_covers,
    may_advertise,
    may_close,
    may_freeze,
    may_split,
    never_becomes_peer,
    not_a_closed_one_again,
    post_may_convert,
    registered_by,
    registration_may_be_corrected,
)


@action(May.ADD_POST)
def add_post(trust: Trust, *, number, title, wte_funded, today: date, freeze: dict | None = None, by, **facts) -> Post:
    """Facts are any of team, band, staff_group, registered, peer, suitable, wte_others, cost_centre, funded_from,
    vetting_needed, starts_on, opened_on, advertised_on; `freeze` the facts of a freeze that stands already."""
    post = Post(trust=trust, number=number, title=title, wte_funded=wte_funded, **facts)
    origin_is_marked = post.funded_from is not None and post.funded_from.ever_registered
    never_becomes_peer(None, origin_is_marked, _described(post)).or_refuse()
    _not_in_place_of_a_closed_one(post, today)
    post.registered = bool(registered_by(title, post.staff_group, post.registered).reasons)
    post.ever_registered = post.registered or origin_is_marked
    post.frozen = freeze is not None
    if post.advertised_on:
        may_advertise(post.frozen, None, post.closed_on, post.advertised_on).or_refuse()
    post.full_clean()
    post.save()
    if freeze is not None:
        Freeze.objects.create(post=post, **freeze)
    if post.advertised_on:
        Advert.objects.create(post=post, from_on=post.advertised_on)
    return post


@action(May.CHANGE_POST)
def change_post(post: Post, *, today: date, filling: Filling, by, **facts) -> Post:
    """Facts are any of number, title, team, band, staff_group, registered, peer, wte_funded, wte_others, cost_centre,
    vetting_needed, starts_on, opened_on; `filling` is what the programme's people hold: this area cannot know it."""
    post = _held(post)
    stands = _described(post)
    for field, value in facts.items():
        setattr(post, field, value)
    wanted = replace(_described(post), candidate=False)
    never_becomes_peer(stands, post.ever_registered, wanted).or_refuse()
    if wanted.peer and not stands.peer:
        raise Refused("A post becomes a peer post through a request that two approvers sign.")
    if facts.keys() & {"team", "cost_centre"}:
        _not_in_place_of_a_closed_one(post, today)
    funding_covers(post.wte_funded, post.wte_others, filling).or_refuse()
    if facts.keys() & {"title", "staff_group", "registered"} and not registered_by(
        post.title, post.staff_group, post.registered
    ):
        post.registered = True
        _mark_registered(post)
    post.full_clean()
    post.save()
    return post


@action(May.SCREEN_POST)
def screen_post(post: Post, *, suitable: str, by) -> Post:
    """Say whether a vacancy could be a peer post; a registered one never could (D5)."""
    post = _held(post)
    post.suitable = suitable
    never_becomes_peer(None, post.ever_registered, _described(post)).or_refuse()
    post.full_clean()
    post.save(update_fields=["suitable"])
    return post


@action(May.SPLIT_POST)
def split_post(
    post: Post, *, number, part: Decimal, today: date, filling: Filling, title="", band=None, peer=None, by
) -> Post:
    """Split a vacant part off as a post of its own, funded from this one; the answer is the new part."""
    post = _held(post)
    may_split(post.wte_funded, post.wte_others, filling, part).or_refuse()
    new = Post(
        trust=post.trust,
        number=number,
        title=title or post.title,
        team=post.team,
        band=band or post.band,
        staff_group=post.staff_group,
        registered=post.registered,
        ever_registered=post.ever_registered,
        peer=post.peer if peer is None else peer,
        wte_funded=part,
        cost_centre=post.cost_centre,
        funded_from=post,
        vetting_needed=post.vetting_needed,
        opened_on=today,
    )
    never_becomes_peer(_described(post), post.ever_registered, _described(new)).or_refuse()
    if new.peer and not post.peer:
        raise Refused("Split the post first, then ask for the new part to become a peer post.")
    post.wte_funded -= part
    post.full_clean()
    post.save(update_fields=["wte_funded"])
    new.full_clean()
    new.save()
    return new


@action(May.CLOSE_POST)
def close_post(post: Post, *, closed_on: date, filling: Filling, by) -> Post:
    post = _held(post)
    may_close(post.wte_others, filling).or_refuse()
    _end_advert(post, closed_on, Advert.Ended.CLOSED)
    post.closed_on = closed_on
    post.full_clean()
    post.save()
    return post


@action(May.CORRECT_REGISTRATION)
def correct_registration(post: Post, *, reason: str, at: datetime, by) -> RegistrationCorrection:
    """The first approver says why the mark is wrong; with the second it is off. `ever_registered` stays (R20)."""
    post = _held(post)
    standing = post.corrections.filter(second_by=None).first()
    registration_may_be_corrected(
        post.registered, reason, by.roles, standing.first_by_id if standing else None, by.pk
    ).or_refuse()
    if standing is None:
        correction = RegistrationCorrection(post=post, reason=reason, first_by=by, first_at=at)
        correction.full_clean(exclude=["second_by", "second_at"])
        correction.save()
        return correction
    standing.second_by, standing.second_at = by, at
    standing.save(update_fields=["second_by", "second_at"])
    post.registered = False
    post.save(update_fields=["registered"])
    return standing


@action(May.REQUEST_CONVERSION)
def request_conversion(
    post: Post, *, new_title: str, new_band: int, quality_impact: str, asked_on: date, by
) -> Conversion:
    post = _held(post)
    conversion = Conversion(
        post=post, new_title=new_title, new_band=new_band, quality_impact=quality_impact, asked_by=by, asked_on=asked_on
    )
    conversion_may_be_asked(
        _described(post), post.ever_registered, _converted(conversion), quality_impact, post.wte_others, post.closed_on
    ).or_refuse()
    _not_in_place_of_a_closed_one(post, asked_on, peer=True)
    conversion.full_clean(exclude=["nurse_by", "nurse_on", "doctor_by", "doctor_on", "decided_on"])
    conversion.save()
    return conversion


@action(May.APPROVE_CONVERSION)
def approve_conversion(conversion: Conversion, *, capacity: str, on: date, by) -> Conversion:
    """Sign the quality impact assessment as chief nurse ("nurse") or medical director ("doctor")."""
    conversion = Conversion.objects.select_for_update().get(pk=conversion.pk)
    conversion_may_be_approved(
        capacity, by.pk, conversion.asked_by_id, conversion.nurse_by_id, conversion.doctor_by_id, conversion.state
    ).or_refuse()
    setattr(conversion, f"{capacity}_by", by)
    setattr(conversion, f"{capacity}_on", on)
    conversion.save(update_fields=[f"{capacity}_by", f"{capacity}_on"])
    return conversion


@action(May.DECLINE_CONVERSION)
def decline_conversion(conversion: Conversion, *, reason: str, on: date, by) -> Conversion:
    conversion = Conversion.objects.select_for_update().get(pk=conversion.pk)
    if conversion.state != Conversion.State.ASKED:
        raise Refused("This request has been decided already.")
    conversion.state, conversion.reason, conversion.decided_on = Conversion.State.DECLINED, reason, on
    conversion.save(update_fields=["state", "reason", "decided_on"])
    return conversion


@action(May.CONVERT_POST)
def convert_post(conversion: Conversion, *, on: date, by) -> Post:
    """Make the vacancy a peer post, once both have signed; every bar is asked again today (R20, R23)."""
    conversion = Conversion.objects.select_for_update().get(pk=conversion.pk)
    post = _held(conversion.post)
    post_may_convert(
        conversion.state,
        conversion.nurse_by_id,
        conversion.doctor_by_id,
        _described(post),
        post.ever_registered,
        _converted(conversion),
        post.team_id,
        post.cost_centre,
        _closed_posts(post),
        closed_on=post.closed_on,
        on=on,
    ).or_refuse()
    conversion.state, conversion.decided_on = Conversion.State.CONVERTED, on
    conversion.save(update_fields=["state", "decided_on"])
    post.title, post.band, post.peer = conversion.new_title, conversion.new_band, True
    post.suitable = Suitable.NOT_ASKED
    post.full_clean()
    post.save()
    return post


@action(May.FREEZE_POST)
def freeze_post(post: Post, *, from_on: date, why: str, today: date, review_on=None, minute="", by) -> Post:
    """Stop a post from being filled. An advert ends with it; an agreed start stands and becomes a task (R21)."""
    post = _held(post)
    may_freeze(post.frozen, post.closed_on, from_on, today).or_refuse()
    freeze = Freeze(post=post, from_on=from_on, why=why, review_on=review_on, minute=minute)
    freeze.full_clean()
    freeze.save()
    _end_advert(post, max(from_on, post.advertised_on or from_on), Advert.Ended.FROZEN)
    post.frozen = True
    post.save(update_fields=["frozen", "advertised_on"])
    return post


@action(May.THAW_POST)
def thaw_post(post: Post, *, thawed_on: date, by) -> Post:
    post = _held(post)
    freeze = post.freezes.filter(thawed_on=None).first()
    if freeze is None:
        raise Refused("This post is not frozen.")
    freeze.thawed_on = thawed_on
    freeze.full_clean()
    freeze.save(update_fields=["thawed_on"])
    post.frozen = False
    post.save(update_fields=["frozen"])
    return post


@action(May.ADVERTISE_POST)
def advertise_post(post: Post, *, advertised_on: date, by) -> Post:
    post = _held(post)
    may_advertise(post.frozen, post.advertised_on, post.closed_on, advertised_on).or_refuse()
    Advert.objects.create(post=post, from_on=advertised_on)
    post.advertised_on = advertised_on
    post.save(update_fields=["advertised_on"])
    return post


@action(May.WITHDRAW_ADVERT)
def withdraw_advert(post: Post, *, withdrawn_on: date, by) -> Post:
    post = _held(post)
    if not post.advertised_on:
        raise Refused("This post is not advertised.")
    _end_advert(post, max(withdrawn_on, post.advertised_on), Advert.Ended.WITHDRAWN)
    post.save(update_fields=["advertised_on"])
    return post


def _held(post: Post) -> Post:
    return Post.objects.select_for_update().get(pk=post.pk)


def _described(post: Post) -> Described:
    return Described(
        title=post.title,
        staff_group=post.staff_group,
        band=post.band,
        registered=post.registered,
        peer=post.peer,
        candidate=post.suitable == Suitable.YES,
    )


def _converted(conversion: Conversion) -> Described:
    return Described(
        title=conversion.new_title, staff_group=conversion.post.staff_group, band=conversion.new_band, peer=True
    )


def _closed_posts(post: Post) -> list[ClosedPost]:
    closed = Post.objects.filter(trust_id=post.trust_id).registered_and_closed().exclude(pk=post.pk)
    return [ClosedPost(*row) for row in closed.values_list("number", "team_id", "cost_centre", "closed_on")]


def _not_in_place_of_a_closed_one(post: Post, today: date, peer: bool | None = None) -> None:
    if post.peer if peer is None else peer:
        not_a_closed_one_again(post.team_id, post.cost_centre, _closed_posts(post), today).or_refuse()


def _mark_registered(post: Post) -> None:
    """A post found to be a registered one is marked for good; what was funded from it is marked first."""
    if not post.ever_registered:
        for part in post.funds.select_for_update().filter(ever_registered=False):
            never_becomes_peer(None, True, _described(part)).or_refuse()
            _mark_registered(part)
            part.save(update_fields=["ever_registered", "suitable"])
        post.ever_registered = True
        post.suitable = Suitable.NOT_ASKED


def _end_advert(post: Post, on: date, why) -> None:
    post.adverts.filter(ended_on=None).update(ended_on=on, ended=why)
    post.advertised_on = None
