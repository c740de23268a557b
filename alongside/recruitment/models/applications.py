"""An application, and beside it, in rooms of their own, what is never scored: statement, needs, equality answers."""

import uuid

from django.db import models
from django.db.models import F, Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.people.models import Person
from alongside.recruitment.models.intakes import Criterion, Intake


class ApplicationQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The lead and the educators what was sent, and who is to be rung; the panel what it still selects."""
        mine = self.filter(intake__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine.exclude(Q(state=Application.State.DRAFT) & ~Q(way=Application.Way.SPOKEN))
        if user.has(Role.PANEL_MEMBER):
            return mine.filter(state__in=Application.IN_SELECTION)
        return mine.none()

    def sent(self):
        return self.exclude(state=Application.State.DRAFT)

    def offered(self):
        """Who was offered a training place and accepted it: the door to training."""
        return self.filter(state=Application.State.ACCEPTED).select_related("person", "intake")

    def to_ask_again(self):
        """Told “not yet”, and not come back by themselves since."""
        told = self.filter(state=Application.State.NOT_YET, outcome__sent_on__isnull=False)
        return told.exclude(person__applications__pk__gt=F("pk"))

    def holding_a_place(self):
        """Places that are given, or offered and not answered yet."""
        return self.filter(state__in=[Application.State.OFFERED, Application.State.ACCEPTED])


class Application(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", "Being written"
        SUBMITTED = "submitted", "To be shortlisted"
        INVITED = "invited", "Invited to an interview"
        INTERVIEWED = "interviewed", "To be decided"
        OFFERED = "offered", "Offered a place"
        ACCEPTED = "accepted", "Place accepted"
        DECLINED = "declined", "Place turned down"
        NOT_YET = "not_yet", "Not yet"
        NO = "no", "No place"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Way(models.TextChoices):
        WRITTEN = "written", "I will write it"
        EASY_READ = "easy_read", "I will write it, with the questions in easy words"
        SPOKEN = "spoken", "I would rather speak: ring me, and we fill it in together"

    IN_SELECTION = (State.SUBMITTED, State.INVITED, State.INTERVIEWED)

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField()
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="applications")
    name = models.CharField("name, until it is sent", max_length=120, blank=True)
    email = models.EmailField("e-mail, until it is sent", blank=True)
    phone = models.CharField("telephone, until it is sent", max_length=20, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.WRITTEN)
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["intake_id", "number"]
        indexes = [models.Index(fields=["intake", "state"], name="applications_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="an_application_has_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(person__isnull=False),
                name="a_sent_application_is_a_persons",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(name="", email="", phone=""),
                name="contact_of_an_applicant_stands_once",
            ),
            models.UniqueConstraint(
                fields=["intake", "person"],
                condition=~Q(state="withdrawn"),
                name="one_application_of_a_person_in_an_intake",
            ),
        ]

    def __str__(self):
        return f"Application {self.number}"

    @property
    def trust_id(self):
        return self.intake.trust_id

    @property
    def applicant(self) -> str:
        return self.person.name if self.person else self.name

    @property
    def reached_by(self) -> str:
        return self.person.email if self.person else self.email

    @property
    def decided(self) -> bool:
        return self.state not in {self.State.DRAFT, *self.IN_SELECTION}


class StageReached(models.Model):
    """When an application came to a stage: the clock of the selection."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="stages")
    state = models.CharField(max_length=12, choices=Application.State)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "stages reached"
        ordering = ["at", "id"]

    @property
    def trust_id(self):
        return self.application.trust_id


class ApplicantLink(models.Model):
    """The secret of an e-mailed link, as its digest: whoever holds the link holds the application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="links")
    sha256 = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    @property
    def trust_id(self):
        return self.application.trust_id


class ApplicantAnswer(models.Model):
    """What somebody says to one line of the person specification: a yes, or their own words."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="answers")
    yes = models.BooleanField(null=True)
    words = SealedField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="a_criterion_is_answered_once")
        ]

    @property
    def trust_id(self):
        return self.application.trust_id


class AssessmentNeeds(models.Model):
    """The guaranteed interview somebody asks for, and what would help at the assessment; hidden from its scorers."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="needs")
    asked = SealedField()

    class Meta:
        verbose_name_plural = "assessment needs"

    @property
    def trust_id(self):
        return self.application.trust_id


class LivedExperienceQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The selection panel until the decision; afterwards only the person, by their own link."""
        mine = self.filter(application__intake__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.PANEL_MEMBER):
            return mine.filter(application__state__in=Application.IN_SELECTION)
        return mine.none()


class LivedExperience(models.Model):
    """What somebody chose to tell about themselves. It is never scored."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="statement")
    words = SealedField()

    objects = LivedExperienceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "lived-experience statements"

    @property
    def trust_id(self):
        return self.application.trust_id


class EqualityAnswers(models.Model):
    """Pseudonymous: the key of the site, and no column, leads from an application to its answers."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    answers = SealedField()

    class Meta:
        verbose_name_plural = "equality answers"

    @property
    def trust_id(self):
        return self.intake.trust_id
