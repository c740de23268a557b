"""One person's whole way through the programme, as far as somebody may see it."""

from dataclasses import dataclass
from datetime import date

from alongside.access.permissions import Role
from alongside.checks.models import Check
from alongside.checks.queries import shown
from alongside.checks.rules import REQUIRED, clear_to_start
from alongside.home.queries.duties import duties_read
from alongside.home.queries.people import STAFF
from alongside.home.queries.turns import turn_of
from alongside.home.rules import PERSON, next_steps
from alongside.people.models import Person
from alongside.placement.models import Holding, Proposal
from alongside.placement.queries import standings_of
from alongside.progression.models import Leaving
from alongside.support.models import Supervision
from alongside.training.models import Trainee
from alongside.training.rules import train_by

LATEST = 6


@dataclass(frozen=True)
class Happened:
    """One step of the journey. Without a day it says so."""

    on: date | None
    title: str
    detail: str = ""
    href: str = ""
    state: str = "done"
    when: str = "Date not known"


@dataclass
class Journey:
    """What one user may see of one person."""

    person: Person
    steps: list[Happened]
    checks: list[tuple[str, str, str, str]]
    holdings: list[Holding]
    trainings: list[Trainee]
    supervisions: list[Supervision]
    clear: bool
    whole: bool
    next: list[tuple[str, str, str, date | None]]


def journey_of(person: Person, user, on: date) -> Journey:
    """Staff and the person see the whole; a manager sees the work in their own teams and whether all is clear."""
    own = person.account_id == user.pk
    whole = own or user.has(*STAFF)
    holdings = list(
        Holding.objects.seen_by(user).filter(person=person).select_related("team", "post").order_by("started_on", "pk")
    )
    trainings = list(Trainee.objects.seen_by(user).filter(person=person).select_related("cohort"))
    supervisions = list(Supervision.objects.seen_by(user).filter(person=person))
    checks = list(Check.objects.seen_by(user).filter(person=person))
    standing = standings_of(Person.objects.filter(pk=person.pk), on)[0]
    steps = [*_work(holdings, on), *_supervision(supervisions)]
    if whole:
        steps += [Happened(person.added_on, "Came to the programme"), *_training(trainings), *_checks(checks, user)]
        steps += _leaving(Leaving.objects.seen_by(user).filter(person=person))
        steps += _proposals(Proposal.objects.seen_by(user).filter(person=person).select_related("team"), on)
    steps.sort(key=lambda step: (step.on or date.min, step.state == "next"))
    vetting = any(holding.post and holding.post.vetting_needed for holding in holdings if not holding.ended)
    states = {kind: state for kind, (state, _) in standing.checks.items()}
    return Journey(
        person=person,
        steps=steps,
        checks=_check_rows(checks, user) if own or user.has(Role.PROGRAMME_LEAD, Role.CHECKS_OFFICER) else [],
        holdings=holdings,
        trainings=trainings,
        supervisions=supervisions[:LATEST],
        clear=bool(clear_to_start(states, vetting_needed=vetting)),
        whole=whole,
        next=[*_duties(holdings, user, own), *_next(standing, user, on, own)] if whole else [],
    )


def _next(standing, user, on: date, own: bool) -> list[tuple[str, str, str, date | None]]:
    """What happens next, whose turn it is, and by when."""
    held = list(Holding.objects.filter(person=standing.person_id).not_ended(on).values_list("started_on", flat=True))
    begun = [day for day in held if day is None or day <= on]
    coming = [day for day in held if day and day > on]
    known = [day for day in begun if day]
    in_training = Trainee.objects.filter(person=standing.person_id, result=Trainee.Result.IN_TRAINING).exists()
    steps = next_steps(
        standing,
        in_training=in_training,
        train_by=train_by(min(known)) if known else None,
        starts_on=min(coming) if coming and not begun else None,
    )
    return [(step.what, *turn_of(step.who, user, own=own), step.by_on) for step in steps]


def _duties(holdings: list[Holding], user, own: bool):
    """Duties that the team has agreed and whoever holds the post has not read and agreed to yet (L14)."""
    for read in duties_read([one for one in holdings if not one.ended and one.post_id]):
        if read.agreed and not read.accepted_on:
            what = (
                "Read what you do in your post, and agree" if own else "They read the duties of their post, and agree"
            )
            yield what, *turn_of(PERSON, user, own=own), None


def _training(trainings: list[Trainee]):
    for trainee in trainings:
        course = str(trainee.cohort) if trainee.cohort else "A course"
        begun = trainee.began_on or (trainee.cohort and trainee.cohort.starts_on)
        yield Happened(begun, "Began the training", course)
        if trainee.result == Trainee.Result.COMPLETED:
            yield Happened(
                trainee.completed_on or (trainee.cohort and trainee.cohort.ends_on), "Completed the training", course
            )
        elif trainee.result != Trainee.Result.IN_TRAINING:
            ended = trainee.cohort.ends_on if trainee.cohort else None
            yield Happened(ended, f"Training: {trainee.get_result_display().lower()}", course)


def _checks(checks: list[Check], user):
    for check in checks:
        said, turn = shown(check, user)
        name = check.get_kind_display()
        if check.requested_on:
            yield Happened(check.requested_on, f"{name}: asked for")
        if turn == "done" and check.evidence_on:
            yield Happened(check.evidence_on, f"{name}: {said.lower()}")


def _check_rows(checks: list[Check], user) -> list[tuple[str, str, str, str]]:
    """(kind, its label, how far, whose turn) of each check that is required or on record."""
    standing = {check.kind: check for check in checks}
    kinds = [kind for kind in Check.Kind if kind in REQUIRED or kind in standing]
    rows = []
    for kind in kinds:
        check = standing.get(kind) or Check(kind=kind)
        rows.append((kind.value, kind.label, *shown(check, user)))
    return rows


def _work(holdings: list[Holding], on: date):
    for holding in holdings:
        title = holding.post.title if holding.post else "Peer support worker"
        detail = ", ".join(
            part
            for part in (
                holding.team.name if holding.team else "",
                f"band {holding.band}" if holding.band else "",
                f"{holding.wte.normalize():f} WTE" if holding.wte else "",
            )
            if part
        )
        if holding.turned_down:
            yield Happened(holding.ended_on, f"Turned down: {title}", detail)
            continue
        if holding.started_on and holding.started_on > on:
            yield Happened(holding.started_on, f"Will start as {title}", detail, state="next")
        else:
            yield Happened(holding.started_on, f"Started as {title}", detail)
        if holding.ended:
            later = bool(holding.ended_on and holding.ended_on > on)
            yield Happened(
                holding.ended_on,
                f"{'Will leave' if later else 'Left'} the post of {title}",
                detail,
                state="next" if later else "done",
            )


def _supervision(supervisions: list[Supervision]):
    """The latest ones; how many came before stands with the oldest of them."""
    for place, one in enumerate(supervisions[:LATEST], start=1):
        earlier = len(supervisions) - LATEST
        detail = f"With {one.supervisor_name}." if one.supervisor_name else ""
        if place == LATEST and earlier > 0:
            detail += f" {earlier} earlier on record."
        not_held = "" if one.held is not False else ": planned, not held"
        yield Happened(one.on, f"{one.get_kind_display()} supervision{not_held}", detail.strip())


def _leaving(leavings):
    for leaving in leavings:
        yield Happened(leaving.left_on, "Left", f"To: {leaving.get_destination_display().lower()}")


def _proposals(proposals, on: date):
    for proposal in proposals:
        if proposal.state == Proposal.State.ACCEPTED:
            day = proposal.decided_at.date() if proposal.decided_at else None
            yield Happened(day, "Placement accepted", proposal.team.name)
