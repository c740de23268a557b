"""Scoring alone, inviting, sitting as a panel, deciding, and the letter that says what was decided."""

from datetime import date, datetime

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May
from alongside.access.verdicts import Verdict
from alongside.recruitment.models import (
    Application,
    IntakeStage,
    Interview,
    InterviewSeat,
    Marking,
    Outcome,
    Score,
    StageDone,
    StageReached,
)
from alongside.recruitment.queries import findings, scored_in, seats_of, stages_left
from alongside.recruitment.rules import (
    may_ask_again,
    may_follow,
    may_go_past,
    may_invite,
    may_lock,
    may_mark,
    may_record_stage,
    may_score_desirable,
    may_turn_down_unheard,
    outcome_stands,
    panel_may_sit,
    place_left,
    score_stands,
)

ROUND_OF = {Application.State.SUBMITTED: Marking.Round.SHORTLIST, Application.State.INVITED: Marking.Round.INTERVIEW}
LOCKED = "You have locked your scores. They do not change any more."


@action(May.RECORD_SCORES)
def record_scores(
    application: Application, *, round: str, points: dict[int, int], rationales: dict[int, str], by
) -> Marking:
    """Nobody else sees them before all have locked; they can be changed until then."""
    application = _in_round(application, round)
    marking = _marking(application, round, by)
    criteria = scored_in(application.intake_id, round)
    before = set(marking.scores.values_list("criterion_id", flat=True))
    left = [one for one in criteria if one.essential and one.pk not in points and one.pk not in before]
    for criterion in criteria:
        if criterion.pk in points:
            given, why = points[criterion.pk], rationales.get(criterion.pk, "").strip()
            score_stands(given, why).or_refuse()
            if not criterion.essential:
                may_score_desirable(len(left)).or_refuse()
            Score.objects.update_or_create(
                marking=marking, criterion=criterion, defaults={"points": given, "rationale": why or None}
            )
    return marking


@action(May.LOCK_MARKING)
def lock_marking(application: Application, *, round: str, at: datetime, by) -> Marking:
    """The last of an interview's panel to lock leaves the application to be decided."""
    application = _in_round(application, round)
    marking = _marking(application, round, by)
    may_lock(len(scored_in(application.intake_id, round)) - marking.scores.count()).or_refuse()
    marking.locked_at = at
    marking.save(update_fields=["locked_at"])
    seats = seats_of(application)
    if round == Marking.Round.INTERVIEW:
        locked = application.markings.filter(round=round, locked_at__isnull=False).values_list("scorer", flat=True)
        if seats <= set(locked):
            _move(application, Application.State.INTERVIEWED, at)
    return marking


@action(May.INVITE_APPLICANT)
def invite_applicant(application: Application, *, at: datetime, by) -> Application:
    application = _held(application)
    may_invite(findings(application).locked).or_refuse()
    may_follow(application.state, Application.State.INVITED).or_refuse()
    may_go_past(stages_left([application])[application.pk]).or_refuse()
    return _move(application, Application.State.INVITED, at)


@action(May.RECORD_STAGE)
def record_stage(application: Application, *, stage: IntakeStage, done_on: date | None, by) -> Application:
    """No day takes the record back."""
    application = _held(application)
    may_record_stage(application.state, of_this_intake=stage.intake_id == application.intake_id).or_refuse()
    if done_on is None:
        application.stages_done.filter(stage=stage).delete()
    else:
        StageDone.objects.update_or_create(application=application, stage=stage, defaults={"done_on": done_on})
    return application


@action(May.SCHEDULE_INTERVIEW)
def schedule_interview(
    application: Application,
    *,
    starts_at: datetime,
    minutes: int,
    venue: str,
    members: list[User],
    peers: list[User],
    by,
) -> Interview:
    """The panel may be changed until one of it has scored."""
    application = _held(application)
    _only(application, Application.State.INVITED)
    panel_may_sit(len(peers), len({*members, *peers})).or_refuse()
    if application.markings.filter(round=Marking.Round.INTERVIEW).exists():
        Verdict(("The panel has begun to score, so the interview stays as it is.",)).or_refuse()
    interview = Interview.objects.filter(application=application).first() or Interview(application=application)
    interview.starts_at, interview.minutes, interview.venue = starts_at, minutes, venue
    interview.full_clean()
    interview.save()
    interview.seats.all().delete()
    for member in sorted({*members, *peers}, key=lambda user: user.pk):
        InterviewSeat.objects.create(interview=interview, member=member, peer=member in peers)
    return interview


@action(May.DECIDE_APPLICATION)
def decide_application(
    application: Application, *, kind: str, reasons="", ask_again_on: date | None = None, letter: str, today: date,
    at: datetime, by,
) -> Outcome:  # fmt: skip
    """An offer is of a training place and on conditions; from now on the statement is sealed."""
    application = _held(application)
    may_follow(application.state, kind).or_refuse()
    outcome_stands(kind, reasons, ask_again_on, today).or_refuse()
    if application.state == Application.State.SUBMITTED:
        seen = findings(application)
        may_turn_down_unheard(locked=seen.locked, guaranteed=seen.guaranteed, met=seen.met).or_refuse()
    if kind == Outcome.Kind.OFFER:
        may_go_past(stages_left([application])[application.pk]).or_refuse()
        type(application.intake).objects.select_for_update().get(pk=application.intake_id)
        place_left(application.intake.applications.holding_a_place().count(), application.intake.places).or_refuse()
    outcome = Outcome.objects.create(
        application=application,
        kind=kind,
        reasons=reasons or None,
        ask_again_on=ask_again_on if kind == Outcome.Kind.NOT_YET else None,
        letter=letter,
        decided_by=by,
        decided_on=today,
    )
    _move(application, kind, at)
    return outcome


@action(May.CHANGE_LETTER)
def change_letter(outcome: Outcome, *, letter: str, by) -> Outcome:
    if outcome.sent_on:
        Verdict(("The letter was sent already.",)).or_refuse()
    outcome.letter = letter
    outcome.save(update_fields=["letter"])
    return outcome


@action(May.SEND_LETTER)
def send_letter(outcome: Outcome, *, today: date, by) -> Outcome:
    """The applicant reads it on their own page from now on."""
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    if outcome.sent_on:
        Verdict(("The letter was sent already.",)).or_refuse()
    outcome.sent_on = today
    outcome.save(update_fields=["sent_on"])
    return outcome


@action(May.REINVITE_APPLICANT)
def reinvite_applicant(outcome: Outcome, *, today: date, by) -> Outcome:
    """Of two who ask at once, one does and the other is told."""
    outcome = Outcome.objects.select_for_update(of=("self",)).select_related("application").get(pk=outcome.pk)
    application = outcome.application
    later = Application.objects.filter(person=application.person_id, pk__gt=application.pk)
    told = outcome.kind == Outcome.Kind.NOT_YET and outcome.sent_on is not None
    may_ask_again(outcome.ask_again_on, outcome.asked_on, today, told=told, came_back=later.exists()).or_refuse()
    outcome.asked_on, outcome.asked_by = today, by if isinstance(by, User) else None
    outcome.save(update_fields=["asked_on", "asked_by"])
    return outcome


def _held(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).select_related("intake").get(pk=application.pk)


def _only(application: Application, state: str) -> None:
    words = Application.State(application.state).label
    Verdict(() if application.state == state else (f"This was changed in the meantime: {words}.",)).or_refuse()


def _in_round(application: Application, round: str) -> Application:
    application = _held(application)
    if ROUND_OF.get(application.state) != round:
        Verdict((f"There is nothing to score: {Application.State(application.state).label}.",)).or_refuse()
    return application


def _marking(application: Application, round: str, by) -> Marking:
    """The marking of who scores, begun now unless it stands."""
    scorers = set(application.markings.filter(round=round).values_list("scorer", flat=True))
    seats = seats_of(application) if round == Marking.Round.INTERVIEW else None
    may_mark(by.pk, scorers, application.typed_by_id, seats).or_refuse()
    marking, _ = Marking.objects.get_or_create(application=application, scorer=by, round=round)
    Verdict((LOCKED,) if marking.locked_at else ()).or_refuse()
    return marking


def _move(application: Application, state: str, at: datetime) -> Application:
    application.state = state
    application.save(update_fields=["state"])
    StageReached.objects.create(application=application, state=state, at=at)
    return application
