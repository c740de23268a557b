"""What the records of a trust say by a day, in a fixed number of queries. People are numbers here, never names."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Min, Q
from django.utils.timezone import localtime

from alongside.checks.models import Check
from alongside.people.models import Person
from alongside.placement.models import Holding, Proposal
from alongside.posts.models import Freeze, Post
from alongside.teams.models import Setting
from alongside.training.models import Cohort, Trainee


@dataclass(frozen=True)
class Course:
    began_on: date
    ended_on: date
    people: int
    completed: int
    undecided: int


@dataclass(frozen=True)
class Held:
    """One person's time in one post; `matched_on` where a decision or the checks tell it."""

    post_id: int | None
    setting: str
    band: int
    started_on: date | None
    ended: bool
    ended_on: date | None
    matched_on: date | None


@dataclass
class Peer:
    """One person: trained when, left when, and what they held, in order of time."""

    trained: bool = False
    trained_on: date | None = None
    left: bool = False
    left_on: date | None = None
    checks_asked_on: date | None = None
    held: list[Held] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """One peer post that is not wholly held by others, with the spells it was frozen (undated ones are left out)."""

    pk: int
    setting: str
    band: int
    opened_on: date | None
    closed_on: date | None
    frozen: bool
    freezes: tuple[tuple[date, date | None], ...]


@dataclass(frozen=True)
class Records:
    as_of: date
    courses: tuple[Course, ...]
    undated_courses: int
    peers: tuple[Peer, ...]
    posts: tuple[Place, ...]
    freezes_recorded: int


def band_of(band: int | None) -> int:
    """The engine's three bands: 3 (also where none is recorded), 4 (and 5), 6 and above."""
    if band is None or band <= 3:
        return 3
    return 4 if band < 6 else 6


def records(trust_id: int, as_of: date) -> Records:
    courses, undated = _courses(trust_id, as_of)
    posts, freezes = _posts(trust_id)
    return Records(as_of, courses, undated, tuple(_peers(trust_id, as_of)), posts, freezes)


def _courses(trust_id: int, as_of: date) -> tuple[tuple[Course, ...], int]:
    open_results = [Trainee.Result.IN_TRAINING, Trainee.Result.NOT_KNOWN]
    counted = Cohort.objects.filter(trust_id=trust_id).annotate(
        people=Count("trainees"),
        completed=Count("trainees", filter=Q(trainees__result=Trainee.Result.COMPLETED)),
        undecided=Count("trainees", filter=Q(trainees__result__in=open_results)),
    )
    rows = counted.order_by("pk").values_list("starts_on", "ends_on", "people", "completed", "undecided")
    dated = [Course(*row) for row in rows if row[0] and row[1] and row[0] <= as_of]
    return tuple(dated), sum(not (row[0] and row[1]) for row in rows)


def _peers(trust_id: int, as_of: date) -> list[Peer]:
    found: dict[int, Peer] = {}
    for pk, left, left_on in (
        Person.objects.filter(trust_id=trust_id).order_by("pk").values_list("pk", "left", "left_on")
    ):
        past = left and (left_on is None or left_on <= as_of)
        found[pk] = Peer(left=past, left_on=left_on if past else None)
    of = {"person__trust_id": trust_id}
    courses = Trainee.objects.filter(**of).trained().order_by()
    for pk, completed_on, ended_on in courses.values_list("person_id", "completed_on", "cohort__ends_on"):
        day = completed_on or ended_on
        if day is None or day <= as_of:
            peer = found[pk]
            peer.trained, peer.trained_on = True, max(filter(None, (peer.trained_on, day)), default=None)
    asked = Check.objects.filter(**of, requested_on__isnull=False).order_by().values("person_id")
    for pk, day in asked.annotate(first=Min("requested_on")).values_list("person_id", "first"):
        found[pk].checks_asked_on = day
    decided = {
        holding: localtime(at).date()
        for holding, at in Proposal.objects.filter(
            plan__trust_id=trust_id, state=Proposal.State.ACCEPTED, decided_at__isnull=False
        ).values_list("holding_id", "decided_at")
    }
    for pk, held in _holdings(trust_id, as_of, decided):
        found[pk].held.append(held)
    return [peer for peer in found.values() if peer.trained or peer.held]


def _holdings(trust_id: int, as_of: date, decided: dict[int, date]):
    rows = Holding.objects.filter(person__trust_id=trust_id, turned_down=False).order_by(
        "person_id", "started_on", "pk"
    )
    for key, person, post, setting, post_setting, band, post_band, began, ended, ended_on in rows.values_list(
        "pk", "person_id", "post_id", "team__setting", "post__team__setting", "band", "post__band", "started_on",
        "ended", "ended_on",
    ):  # fmt: skip
        over = ended and (ended_on is None or ended_on <= as_of)
        yield (
            person,
            Held(
                post_id=post,
                setting=setting or post_setting or Setting.OTHER.value,
                band=band_of(band if band is not None else post_band),
                started_on=began,
                ended=over,
                ended_on=ended_on if over else None,
                matched_on=decided.get(key),
            ),
        )


def _posts(trust_id: int) -> tuple[tuple[Place, ...], int]:
    spells: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    freezes = Freeze.objects.filter(post__trust_id=trust_id).order_by("from_on", "pk")
    rows = list(freezes.values_list("post_id", "from_on", "thawed_on"))
    for post, began, thawed in rows:
        if began:
            spells[post].append((began, thawed))
    posts = Post.objects.filter(trust_id=trust_id).peer().order_by("pk")
    return tuple(
        Place(pk, setting or Setting.OTHER.value, band_of(band), opened, closed, frozen, tuple(spells[pk]))
        for pk, setting, band, opened, closed, frozen, funded, others in posts.values_list(
            "pk", "team__setting", "band", "opened_on", "closed_on", "frozen", "wte_funded", "wte_others"
        )
        if others < funded
    ), sum(began is not None for _, began, _ in rows)
