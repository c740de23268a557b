"""Opening an intake with its person specification, and information sessions with their places."""

from datetime import date, datetime

from alongside.access.gate import action
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.access.verdicts import Verdict
from alongside.recruitment.models import Booking, Criterion, InformationSession, Intake, IntakeStage
from alongside.recruitment.rules import may_publish, place_left

PUBLISHED = "Applicants have been told this already, so it stays as it is."


@action(May.ADD_INTAKE)
def add_intake(trust: Trust, *, by, **facts) -> Intake:
    """Facts are title, about, places, opens_on, closes_on, starts_on, telephone."""
    intake = Intake(trust=trust, **facts)
    intake.full_clean()
    intake.save()
    return intake


@action(May.CHANGE_INTAKE)
def change_intake(intake: Intake, *, by, **facts) -> Intake:
    for field, value in facts.items():
        setattr(intake, field, value)
    intake.full_clean()
    intake.save()
    return intake


@action(May.ADD_CRITERION)
def add_criterion(intake: Intake, *, words, essential: bool, assessed, easy_words="", by) -> Criterion:
    _not_published(intake)
    criterion = Criterion(intake=intake, words=words, easy_words=easy_words, essential=essential, assessed=assessed)
    criterion.full_clean()
    criterion.save()
    return criterion


@action(May.REMOVE_CRITERION)
def remove_criterion(criterion: Criterion, *, by) -> Intake:
    _not_published(criterion.intake)
    criterion.delete()
    return criterion.intake


@action(May.ADD_STAGE)
def add_stage(intake: Intake, *, name, told, before, by) -> IntakeStage:
    _not_published(intake)
    stage = IntakeStage(intake=intake, name=name, told=told, before=before)
    stage.full_clean()
    stage.save()
    return stage


@action(May.REMOVE_STAGE)
def remove_stage(stage: IntakeStage, *, by) -> Intake:
    _not_published(stage.intake)
    stage.delete()
    return stage.intake


@action(May.PUBLISH_INTAKE)
def publish_intake(intake: Intake, *, today: date, by) -> Intake:
    essentials = list(intake.criteria.filter(essential=True))
    scored = sum(one.assessed == Criterion.Assessed.FORM for one in essentials)
    may_publish(len(essentials), scored).or_refuse()
    intake.published_on = intake.published_on or today
    intake.save(update_fields=["published_on"])
    return intake


@action(May.ADD_INFORMATION_SESSION)
def add_information_session(trust: Trust, *, starts_at: datetime, venue, places: int, by) -> InformationSession:
    session = InformationSession(trust=trust, starts_at=starts_at, venue=venue, places=places)
    session.full_clean()
    session.save()
    return session


@action(May.BOOK_PLACE)
def book_place(session: InformationSession, *, name, email, at: datetime, by) -> Booking:
    """Asking twice is one booking; of two who ask for the last place, one is told."""
    held = InformationSession.objects.select_for_update().get(pk=session.pk)
    if held.starts_at <= at:
        Verdict(("This session has begun. Choose another day, or ask us.",)).or_refuse()
    booked = held.bookings.filter(email__iexact=email, name__iexact=name).first()
    if booked is None:
        place_left(held.bookings.count(), held.places).or_refuse()
        booked = Booking(session=held, name=name, email=email, booked_at=at)
        booked.full_clean()
        booked.save()
    return booked


def _not_published(intake: Intake) -> None:
    Verdict((PUBLISHED,) if intake.published_on else ()).or_refuse()
