"""The register of posts with who fills each of them: a fixed number of queries for a list, and for one page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from alongside.access.permissions import May, Role
from alongside.placement.models import Holding
from alongside.posts.models import Advert, Conversion, Freeze, Post, Suitable
from alongside.posts.rules import Filling, PostState, Standing, standing_of
from alongside.ui.filters import short_date, wte

OPEN_STATES = (PostState.VACANT, PostState.ADVERTISED, PostState.PART_FILLED)
KINDS = {
    "peer": Q(peer=True),
    "candidate": Q(peer=False, suitable=Suitable.YES),
    "other": Q(peer=False, ever_registered=False),
    "registered": Q(ever_registered=True),
}
COLUMNS = (
    "pk", "number", "title", "band", "peer", "suitable", "registered", "ever_registered", "frozen", "team_id",
    "team__name", "team__setting", "wte_funded", "wte_others", "advertised_on", "opened_on", "closed_on",
)  # fmt: skip
NOTHING_HELD = Filling()


@dataclass(frozen=True)
class Line:
    """One post of the register on a day."""

    post: Any
    filling: Filling
    standing: Standing

    @property
    def wte_filled(self) -> Decimal:
        return self.post.wte_others + self.filling.held

    @property
    def vacant_peer_post(self) -> bool:
        return self.post.peer and self.standing.state in OPEN_STATES


def register(posts, on: date) -> list[Line]:
    """These posts with their state on a day, vacant peer posts first, in two queries."""
    fillings = fillings_of(posts, on)
    lines = []
    for row in posts.order_by("number").values_list(*COLUMNS, named=True):
        filling = fillings.get(row.pk, NOTHING_HELD)
        lines.append(Line(row, filling, standing_of(row, filling, on)))
    return sorted(lines, key=lambda line: (not line.vacant_peer_post, not line.post.peer, line.post.number))


def fillings_of(posts, on: date) -> dict[int, Filling]:
    """What people of the programme hold of each post on a day, and what is agreed to begin later."""
    held: dict[int, Decimal] = defaultdict(Decimal)
    agreed: dict[int, Decimal] = defaultdict(Decimal)
    unknown: dict[int, int] = defaultdict(int)
    starting: dict[int, int] = defaultdict(int)
    holdings = Holding.objects.not_ended(on).filter(post__in=posts.order_by().values("pk")).order_by()
    for post_id, share, started_on in holdings.values_list("post_id", "wte", "started_on"):
        later = started_on is not None and started_on > on
        unknown[post_id] += share is None
        starting[post_id] += later
        (agreed if later else held)[post_id] += share or 0
    return {pk: Filling(held[pk], agreed[pk], unknown[pk], starting[pk]) for pk in unknown}


def filling_of(post: Post, on: date) -> Filling:
    return fillings_of(Post.objects.filter(pk=post.pk), on).get(post.pk, NOTHING_HELD)


def holders(user, post_ids, on: date) -> dict[int, list[Holding]]:
    """Who holds each post or has agreed to, as far as this user may know; the lead, and managers of the team."""
    found = defaultdict(list)
    holdings = Holding.objects.seen_by(user).not_ended(on).filter(post__in=post_ids)
    for holding in holdings.select_related("person").order_by("started_on", "pk"):
        found[holding.post_id].append(holding)
    return found


@dataclass(frozen=True)
class Event:
    """One thing that happened to a post."""

    on: date | None
    title: str
    detail: str = ""
    conversion: int | None = None


def history(user, post: Post, on: date) -> list[Event]:
    """What happened to a post in time order; who held it only for those who may know."""
    events = [
        *_beginnings(post),
        *_freezes(post, on),
        *_adverts(post),
        *_conversions(post),
        *_corrections(post),
        *_holdings(user, post, on),
    ]
    if post.closed_on:
        events.append(Event(post.closed_on, "Closes" if post.closed_on > on else "Closed"))
    return sorted(events, key=lambda event: event.on or date.min)


def _beginnings(post: Post) -> list[Event]:
    events = [
        Event(post.opened_on, "Opened", f"Split off from post {post.funded_from.number}." if post.funded_from else "")
    ]
    if not post.opened_on:
        events = [Event(None, "In the register", "When it was opened is not known.")]
    for part in post.funds.all():
        events.append(Event(part.opened_on, f"Post {part.number} split off", f"{wte(part.wte_funded)}."))
    return events


def _freezes(post: Post, on: date) -> list[Event]:
    events = []
    for freeze in Freeze.objects.filter(post=post):
        why = f"{freeze.get_why_display()}." if freeze.why != Freeze.Why.NOT_STATED else "Why is not written down."
        review = f" Review on {short_date(freeze.review_on)}." if freeze.review_on else ""
        minute = f" Minute {freeze.minute}." if freeze.minute else ""
        events.append(Event(freeze.from_on, "Frozen", why + review + minute))
        if freeze.thawed_on:
            lasted = f"After {(freeze.thawed_on - freeze.from_on).days} days." if freeze.from_on else ""
            events.append(Event(freeze.thawed_on, "Thawed", lasted))
    return events


def _adverts(post: Post) -> list[Event]:
    events = []
    for advert in Advert.objects.filter(post=post):
        events.append(Event(advert.from_on, "Advertised"))
        if advert.ended_on:
            events.append(Event(advert.ended_on, "Advert ended", f"{advert.get_ended_display()}."))
    return events


def _conversions(post: Post) -> list[Event]:
    events = []
    for asked in Conversion.objects.filter(post=post).select_related("asked_by", "nurse_by", "doctor_by"):
        becomes = f"{asked.new_title}, band {asked.new_band}. Asked by {asked.asked_by.name}."
        events.append(Event(asked.asked_on, "Asked to become a peer post", becomes, asked.pk))
        for who, signed_on, signed_by in (
            ("chief nurse", asked.nurse_on, asked.nurse_by),
            ("medical director", asked.doctor_on, asked.doctor_by),
        ):
            if signed_by:
                events.append(Event(signed_on, f"Signed by the {who}", signed_by.name))
        if asked.state == Conversion.State.DECLINED:
            events.append(Event(asked.decided_on, "Request declined", asked.reason))
        elif asked.state == Conversion.State.CONVERTED:
            events.append(Event(asked.decided_on, "Became a peer post"))
    return events


def _corrections(post: Post) -> list[Event]:
    events = []
    for one in post.corrections.select_related("first_by", "second_by"):
        events.append(Event(one.first_at.date(), "Registration mark questioned", f"{one.first_by.name}: {one.reason}"))
        if one.second_by:
            events.append(Event(one.second_at.date(), "Registration mark taken off", f"{one.second_by.name} agreed."))
    return events


def _holdings(user, post: Post, on: date) -> list[Event]:
    named = user.has(Role.PROGRAMME_LEAD, Role.TEAM_MANAGER)
    if not named and not user.may(May.CHANGE_POST):
        return []
    rows = Holding.objects.seen_by(user) if named else Holding.objects.all()
    events = []
    for holding in rows.filter(post=post, turned_down=False).select_related("person"):
        who = holding.person.name if named else "Somebody"
        share = f"{wte(holding.wte)}." if holding.wte else "Hours not recorded."
        later = holding.started_on and holding.started_on > on
        events.append(Event(holding.started_on, f"{who} {'starts' if later else 'started'}", share))
        if holding.ended_on:
            events.append(Event(holding.ended_on, f"{who} {'leaves' if holding.ended_on > on else 'left'} the post"))
    return events
