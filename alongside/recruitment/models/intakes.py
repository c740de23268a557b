"""What is offered to the public: an intake with its person specification, and sessions to ask about it first."""

from django.db import models
from django.db.models import F, Q

from alongside.access.models import Trust
from alongside.access.permissions import Role

SELECTING = (Role.PROGRAMME_LEAD, Role.EDUCATOR, Role.PANEL_MEMBER)


class IntakeQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Whoever selects sees every intake of the trust; the public sees the open ones, on pages of its own."""
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(*SELECTING) else mine.none()

    def open(self, on):
        """Published, and taking applications on a day."""
        return self.filter(published_on__isnull=False, opens_on__lte=on, closes_on__gte=on)


class Intake(models.Model):
    """A round of selection for places on a course."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="intakes")
    title = models.CharField(max_length=120)
    about = models.TextField("what it is, for those who think of applying", max_length=3000)
    places = models.PositiveSmallIntegerField("training places")
    opens_on = models.DateField()
    closes_on = models.DateField()
    starts_on = models.DateField("training starts on", null=True, blank=True)
    telephone = models.CharField("telephone for those who would rather speak", max_length=20)
    published_on = models.DateField(null=True, editable=False)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="an_intake_closes_after_it_opens",
                violation_error_message="The last day to apply is before the first.",
            ),
            models.CheckConstraint(
                condition=Q(places__gt=0),
                name="an_intake_has_places",
                violation_error_message="An intake has at least one place.",
            ),
        ]

    def __str__(self):
        return self.title


class Criterion(models.Model):
    """One line of the person specification, and how it is assessed."""

    class Assessed(models.TextChoices):
        DECLARATION = "declaration", "By saying yes"
        FORM = "form", "By a written or spoken answer"
        INTERVIEW = "interview", "At the interview"

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="criteria")
    words = models.CharField("what is looked for", max_length=200)
    easy_words = models.CharField("the same in easy words", max_length=200, blank=True)
    essential = models.BooleanField(default=True)
    assessed = models.CharField(max_length=12, choices=Assessed, default=Assessed.FORM)

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["-essential", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "words"],
                name="a_criterion_stands_once",
                violation_error_message="This line stands there already.",
            )
        ]

    def __str__(self):
        return self.words

    @property
    def trust_id(self):
        return self.intake.trust_id


class IntakeStage(models.Model):
    """A step of the programme's own in an intake, such as a taster day, beside those that every selection has."""

    class Before(models.TextChoices):
        INTERVIEW = "invited", "Before they are invited to an interview"
        OFFER = "offered", "Before a place is offered"

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="own_stages")
    name = models.CharField("what the step is called", max_length=80)
    told = models.CharField("what applicants are told about it", max_length=300)
    before = models.CharField(max_length=8, choices=Before, default=Before.OFFER)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "name"],
                name="a_stage_stands_once_in_an_intake",
                violation_error_message="This step stands there already.",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def trust_id(self):
        return self.intake.trust_id


class InformationSessionQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR) else mine.none()

    def coming(self, at):
        return self.filter(starts_at__gt=at)


class InformationSession(models.Model):
    """An hour in which anybody may ask what the work is, before they think of applying."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="information_sessions")
    starts_at = models.DateTimeField()
    venue = models.CharField("where, or the link to join", max_length=200)
    places = models.PositiveSmallIntegerField(default=12)

    objects = InformationSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(places__gt=0), name="a_session_has_places")]


class Booking(models.Model):
    """Somebody's place at an information session: a name and a way to reach them, and nothing else."""

    session = models.ForeignKey(InformationSession, models.CASCADE, related_name="bookings")
    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail")
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["booked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "email", "name"], name="one_booking_of_a_session_for_each_person"
            )
        ]

    @property
    def trust_id(self):
        return self.session.trust_id
