"""Reads that join what is kept apart: who may see which scores, and equality by stage as a safe table."""

import hmac
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import F, Max
from django.utils.timezone import localdate

from alongside.access.permissions import Role
from alongside.recruitment.models import (
    Application,
    AssessmentNeeds,
    Criterion,
    EqualityAnswers,
    IntakeStage,
    InterviewSeat,
    Marking,
    StageReached,
)
from alongside.recruitment.rules import (
    SCORERS,
    all_locked,
    essentials_met,
    safe_column,
    without_a_place_since,
)

# In which states of an application a step of the programme's own stands before the next one.
ASKED_IN = {
    IntakeStage.Before.INTERVIEW: {Application.State.SUBMITTED},
    IntakeStage.Before.OFFER: {Application.State.INVITED, Application.State.INTERVIEWED},
}
ASSESSED_IN = {Marking.Round.SHORTLIST: Criterion.Assessed.FORM, Marking.Round.INTERVIEW: Criterion.Assessed.INTERVIEW}


@dataclass(frozen=True)
class Findings:
    """What two scorers found, and the flag that is hidden until both have locked."""

    locked: bool
    met: bool
    guaranteed: bool
    essential: int
    desirable: int
    apart: bool


def scored_in(intake_id: int, round: str) -> list[Criterion]:
    """Essentials first; with nothing to assess at an interview, all that is scored on paper is asked there again."""
    criteria = Criterion.objects.filter(intake_id=intake_id)
    found = list(criteria.filter(assessed=ASSESSED_IN[Marking.Round(round)]))
    return found or list(criteria.filter(assessed=Criterion.Assessed.FORM))


def seats_of(application: Application) -> set[int]:
    """Who sits on the panel of an interview, if there is one."""
    return set(InterviewSeat.objects.filter(interview__application=application).values_list("member", flat=True))


def findings(application: Application) -> Findings:
    return findings_of([application])[application.pk]


def findings_of(applications: list[Application]) -> dict[int, Findings]:
    """Of many applications at once, in a fixed number of queries; nothing of one that is not locked."""
    keys = [one.pk for one in applications]
    markings = defaultdict(list)
    found = Marking.objects.filter(application__in=keys, round=Marking.Round.SHORTLIST)
    for marking in found.prefetch_related("scores__criterion"):
        markings[marking.application_id].append(marking)
    locked = {pk for pk in keys if all_locked([bool(one.locked_at) for one in markings[pk]], SCORERS)}
    asked = dict(AssessmentNeeds.objects.filter(application__in=locked).values_list("application", "asked"))
    return {pk: _findings(markings[pk], pk in locked, asked.get(pk)) for pk in keys}


def _findings(markings: list[Marking], locked: bool, asked: dict | None) -> Findings:
    points, essentials = defaultdict(list), set()
    for marking in markings if locked else ():
        for score in marking.scores.all():
            points[score.criterion_id].append(score.points)
            if score.criterion.essential:
                essentials.add(score.criterion_id)
    return Findings(
        locked=locked,
        met=locked and essentials_met({pk: points[pk] for pk in essentials}),
        guaranteed=bool(asked and asked["guaranteed"]),
        essential=sum(sum(points[pk]) for pk in essentials),
        desirable=sum(sum(given) for pk, given in points.items() if pk not in essentials),
        apart=any(max(given) - min(given) == 2 for given in points.values()),
    )


@dataclass(frozen=True)
class Part:
    """What one reader has to do with an application: whether its name is shown, and the reader's own step in it."""

    name: str
    step: str
    turn: str


def stages_left(applications: list[Application]) -> dict[int, list[str]]:
    """By application: the programme's own steps that stand before its next one and were not taken, in one query."""
    stages, taken = defaultdict(dict), set()
    found = IntakeStage.objects.filter(intake__in={one.intake_id for one in applications}).order_by("pk")
    for pk, intake, name, before, by in found.values_list("pk", "intake", "name", "before", "taken__application"):
        stages[intake][pk] = (name, before)
        taken.add((pk, by))
    return {
        one.pk: [
            name
            for pk, (name, before) in stages[one.intake_id].items()
            if one.state in ASKED_IN[before] and (pk, one.pk) not in taken
        ]
        for one in applications
    }


def parts_of(applications: list[Application], user) -> dict[int, Part]:
    """For a list of applications, in two queries. A name is hidden from whoever may still have to score."""
    listed = Application.objects.filter(pk__in=[one.pk for one in applications])
    return {one.pk: part for one, part, _ in read_with_parts(listed, user)}


def read_with_parts(found, user) -> list[tuple[Application, Part, set[int]]]:
    """Applications of a QuerySet with this user's part and who sits on the panel, in two queries: a row comes once
    for each marking and seat, and is gathered here."""
    markings, seats, gathered = defaultdict(dict), defaultdict(set), {}
    joined = Application.objects.filter(pk__in=found.values("pk")).select_related("person", "intake", "interview")
    for one in joined.order_by("intake__closes_on", "intake_id", "number").annotate(
        round=F("markings__round"),
        scorer=F("markings__scorer"),
        locked=F("markings__locked_at"),
        member=F("interview__seats__member"),
    ):
        gathered[one.pk] = one
        if one.scorer:
            markings[one.pk, one.round][one.scorer] = Marking(scorer_id=one.scorer, locked_at=one.locked)
        if one.member:
            seats[one.pk].add(one.member)
    marked = defaultdict(list, {key: list(by_scorer.values()) for key, by_scorer in markings.items()})
    left = stages_left(list(gathered.values()))
    return [(one, _part(one, user, marked, seats[pk], left[pk]), seats[pk]) for pk, one in gathered.items()]


def _part(application, user, markings, seats, left) -> Part:
    lead = user.has(Role.PROGRAMME_LEAD)
    state, State = application.state, Application.State
    open_name = lead or user.pk in seats or application.typed_by_id == user.pk or state == State.DRAFT
    open_name = open_name or (user.has(Role.EDUCATOR) and state not in Application.IN_SELECTION)
    name = application.applicant if open_name else ""
    if state == State.DRAFT:
        return Part(name, "Ring them, and write it down together", "yours")
    if state in (State.SUBMITTED, State.INVITED):
        round = Marking.Round.SHORTLIST if state == State.SUBMITTED else Marking.Round.INTERVIEW
        return Part(name, *_scoring(application, user, markings[application.pk, round], seats, lead, left))
    if state == State.INTERVIEWED:
        return Part(name, left[0] if left else "Decide", "yours" if lead else "other")
    if state == State.OFFERED:
        return Part(name, "They answer the offer", "person")
    return Part(name, "", "none")


def _scoring(application, user, markings, seats, lead, left) -> tuple[str, str]:
    mine = next((one for one in markings if one.scorer_id == user.pk), None)
    locked = sum(bool(one.locked_at) for one in markings)
    if application.state == Application.State.INVITED:
        if not seats:
            return "Agree a day for the interview", "yours" if lead else "other"
        if user.pk in seats and not (mine and mine.locked_at):
            return "Score the interview", "yours"
        return f"{locked} of {len(seats)} have scored the interview", "other"
    if locked >= SCORERS:
        return left[0] if left else "Invite, or say not yet", "yours" if lead else "other"
    free = len(markings) < SCORERS and user.pk != application.typed_by_id and not lead
    if (mine and not mine.locked_at) or (mine is None and free):
        return "Score it alone", "yours"
    return f"{locked} of {SCORERS} have scored", "other"


def pseudonym(application: Application) -> str:
    """The key under which equality answers are kept: nothing but the site's own secret leads to it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"equality {application.public_id}".encode(), sha256).hexdigest()


def equality_by_stage(intake, question: str, choices: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """(answer, safe count at each stage): applied, invited, offered. The only place that joins the two."""
    reached = defaultdict(set)
    for pk, state in StageReached.objects.filter(application__intake=intake).values_list("application", "state"):
        reached[pk].add(state)
    answers = dict(EqualityAnswers.objects.filter(intake=intake).values_list("sha256", "answers"))
    counts = {state: Counter() for state in ("submitted", "invited", "offered")}
    for application in intake.applications.sent().only("public_id"):
        said = (answers.get(pseudonym(application)) or {}).get(question) or ""
        for state, counted in counts.items():
            if state in reached[application.pk]:
                counted[said] += 1
    values = [*choices, ("", "Not answered")]
    columns = [safe_column([counted[value] for value, _ in values]) for counted in counts.values()]
    return [(label, [column[row] for column in columns]) for row, (_, label) in enumerate(values)]


def days_in_stage(intake, at) -> dict[int, int]:
    """How long each application has been at its stage, in days (A13)."""
    latest = {}
    for pk, reached in (
        StageReached.objects.filter(application__intake=intake).order_by("at").values_list("application", "at")
    ):
        latest[pk] = reached
    return {pk: max((at - reached) // timedelta(days=1), 0) for pk, reached in latest.items()}


def scores_told(application: Application, user) -> list[tuple[str, str, list[tuple[str, int, str]]]]:
    """(round, criterion, [(scorer, points, why)]) of each round that all have locked; before that, of nobody."""
    told = []
    markings = list(application.markings.select_related("scorer").prefetch_related("scores__criterion"))
    for round, label in Marking.Round.choices:
        mine = [one for one in markings if one.round == round]
        needed = SCORERS if round == Marking.Round.SHORTLIST else max(len(seats_of(application)), 1)
        allowed = user.has(Role.PROGRAMME_LEAD) or user.pk in {one.scorer_id for one in mine}
        if allowed and all_locked([bool(one.locked_at) for one in mine], needed):
            lines = defaultdict(list)
            for one in mine:
                for score in one.scores.all():
                    lines[score.criterion].append((one.scorer.name, score.points, score.rationale or ""))
            told += [(label, criterion.words, given) for criterion, given in lines.items()]
    return told


def without_a_place(people) -> dict[int, date]:
    """Of those all of whose applications ended without a place, the day the last of them ended, by person."""
    ended: dict[int, list[date | None]] = defaultdict(list)
    facts = ("person", "state", "reached", "outcome__sent_on", "outcome__ask_again_on", "outcome__asked_on")
    found = Application.objects.filter(person__in=people).annotate(reached=Max("stages__at"))
    for person, state, reached, told_on, again_on, asked_on in found.values_list(*facts):
        promised_on = asked_on or again_on
        ended[person].append(without_a_place_since(state, localdate(reached), told_on, promised_on))
    return {person: max(days) for person, days in ended.items() if None not in days}
