"""What an applicant does by their link, or together with an educator who writes it down."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db.models import Max

from alongside.access.actors import LinkHolder, System, acting
from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May
from alongside.access.verdicts import Verdict
from alongside.people.actions import add_person
from alongside.people.models import Person
from alongside.recruitment.models import (
    ApplicantAnswer,
    ApplicantLink,
    Application,
    AssessmentNeeds,
    Criterion,
    EqualityAnswers,
    Intake,
    LivedExperience,
    StageReached,
)
from alongside.recruitment.queries import pseudonym
from alongside.recruitment.rules import may_follow, may_submit, takes_applications

LINK_LASTS = timedelta(days=180)
SENT = "It was sent already, so nothing was changed. Ring us if something in it has to be put right."


@action(May.START_APPLICATION)
def start_application(
    intake: Intake, *, name, email, phone="", way=Application.Way.WRITTEN, secret: str, today: date, at: datetime, by
) -> Application:
    """The same name and address again is the same application, with one more link to it."""
    Intake.objects.select_for_update().get(pk=intake.pk)
    takes_applications(intake.published_on, intake.opens_on, intake.closes_on, today).or_refuse()
    standing = intake.applications.exclude(state=Application.State.WITHDRAWN)
    mine = standing.filter(name__iexact=name, email__iexact=email) | standing.filter(
        person__name__iexact=name, person__email__iexact=email
    )
    application = mine.first() if email else None
    if application is None:
        number = (intake.applications.aggregate(last=Max("number"))["last"] or 0) + 1
        typed_by = by if isinstance(by, User) else None
        application = Application(
            intake=intake, number=number, name=name, email=email, phone=phone, way=way, typed_by=typed_by
        )
        application.full_clean()
        application.save()
        StageReached.objects.create(application=application, state=application.state, at=at)
    _link(application, secret, at)
    return application


@action(May.SEND_LINK)
def send_link(application: Application, *, secret: str, at: datetime, by) -> Application:
    return _link(application, secret, at)


@action(May.SAVE_ANSWERS)
def save_answers(
    application: Application, *, contact: dict, declared: dict[int, bool], words: dict[int, str], by
) -> Application:
    """What is typed so far; nothing has to be complete."""
    application = _own_draft(application, by)
    for field, value in contact.items():
        setattr(application, field, value)
    if isinstance(by, User):
        application.typed_by = by
    application.full_clean()
    application.save()
    for criterion in application.intake.criteria.filter(pk__in={*declared, *words}):
        ApplicantAnswer.objects.update_or_create(
            application=application,
            criterion=criterion,
            defaults={"yes": declared.get(criterion.pk), "words": words.get(criterion.pk) or None},
        )
    return application


@action(May.RECORD_NEEDS)
def record_needs(application: Application, *, guaranteed: bool, helps: list[str], words: str, by) -> AssessmentNeeds:
    application = _own_draft(application, by)
    asked = {"guaranteed": guaranteed, "helps": helps, "words": words}
    return AssessmentNeeds.objects.update_or_create(application=application, defaults={"asked": asked})[0]


@action(May.RECORD_STATEMENT)
def record_statement(application: Application, *, words: str, by) -> Application:
    """An empty statement is no statement."""
    application = _own_draft(application, by)
    if words.strip():
        LivedExperience.objects.update_or_create(application=application, defaults={"words": words})
    else:
        LivedExperience.objects.filter(application=application).delete()
    return application


@action(May.RECORD_EQUALITY)
def record_equality(application: Application, *, answers: dict[str, str], by) -> Application:
    """Kept under a key that no column joins, and written under no number: nobody singly."""
    _own(application, by)
    key = pseudonym(application)
    with acting("applicant", May.RECORD_EQUALITY.value):
        if any(answers.values()):
            EqualityAnswers.objects.update_or_create(
                sha256=key, defaults={"intake": application.intake, "answers": answers}
            )
        else:
            EqualityAnswers.objects.filter(sha256=key).delete()
    return application


@action(May.SUBMIT_APPLICATION)
def submit_application(application: Application, *, today: date, at: datetime, by) -> Application:
    """Sent once; from now on its contact details are a person's."""
    application = _own_draft(application, by)
    intake = application.intake
    takes_applications(intake.published_on, intake.opens_on, intake.closes_on, today).or_refuse()
    may_submit(_missing(application), reachable=bool(application.email or application.phone)).or_refuse()
    application.person = _person(application, today)
    application.name = application.email = application.phone = ""
    return _move(application, Application.State.SUBMITTED, at)


@action(May.WITHDRAW_APPLICATION)
def withdraw_application(application: Application, *, at: datetime, by) -> Application:
    """What was told beside the application goes at once; a draft goes altogether."""
    _own(application, by)
    application = Application.objects.select_for_update().get(pk=application.pk)
    may_follow(application.state, "withdrawn").or_refuse()
    LivedExperience.objects.filter(application=application).delete()
    AssessmentNeeds.objects.filter(application=application).delete()
    if application.person_id is None:
        application.name = application.email = application.phone = ""
        application.answers.all().delete()
    return _move(application, Application.State.WITHDRAWN, at)


@action(May.ANSWER_OFFER)
def answer_offer(application: Application, *, accepted: bool, at: datetime, by) -> Application:
    """The applicant's own word, or what they told the lead."""
    _own(application, by)
    application = Application.objects.select_for_update().get(pk=application.pk)
    state = Application.State.ACCEPTED if accepted else Application.State.DECLINED
    may_follow(application.state, state).or_refuse()
    return _move(application, state, at)


def _link(application: Application, secret: str, at: datetime) -> Application:
    ApplicantLink.objects.create(
        application=application, sha256=sha256(secret.encode()).hexdigest(), until=at + LINK_LASTS
    )
    return application


def _own(application: Application, by) -> None:
    if isinstance(by, LinkHolder) and by.application_id != application.pk:
        raise PermissionDenied("This link opens another application.")


def _own_draft(application: Application, by) -> Application:
    _own(application, by)
    held = Application.objects.select_for_update().select_related("intake").get(pk=application.pk)
    Verdict(() if held.state == Application.State.DRAFT else (SENT,)).or_refuse()
    return held


def _missing(application: Application) -> list[str]:
    """Essentials that the form asks about and that nothing was said to."""
    given = {answer.criterion_id: answer for answer in application.answers.all()}
    missing = []
    for criterion in application.intake.criteria.filter(essential=True):
        answer = given.get(criterion.pk)
        if criterion.assessed == Criterion.Assessed.DECLARATION and not (answer and answer.yes):
            missing.append(criterion.words)
        if criterion.assessed == Criterion.Assessed.FORM and not (answer and answer.words):
            missing.append(criterion.words)
    return missing


def _person(application: Application, today: date) -> Person:
    """Somebody who applied before, by the same name and the address that their link was sent to, or somebody new."""
    trust = application.intake.trust
    known = Person.objects.filter(trust=trust, name__iexact=application.name, email__iexact=application.email)
    again = known.exclude(applications__in=application.intake.applications.exclude(state="withdrawn")).first()
    if application.email and again:
        return again
    return add_person(
        trust,
        name=application.name,
        email=application.email,
        phone=application.phone,
        today=today,
        by=System("submit_application", trust.pk),
    )


def _move(application: Application, state: str, at: datetime) -> Application:
    application.state = state
    application.save()
    StageReached.objects.create(application=application, state=state, at=at)
    return application
