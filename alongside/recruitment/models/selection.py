"""How the panel comes to its answer: scores given alone, an interview with a peer on its panel, and the outcome."""

from django.db import models
from django.db.models import Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.recruitment.models.applications import Application
from alongside.recruitment.models.intakes import Criterion, IntakeStage


class Marking(models.Model):
    """One scorer's own reading of one application, or of one interview: seen by nobody else until all have locked."""

    class Round(models.TextChoices):
        SHORTLIST = "shortlist", "Shortlisting"
        INTERVIEW = "interview", "Interview"

    application = models.ForeignKey(Application, models.CASCADE, related_name="markings")
    scorer = models.ForeignKey(User, models.PROTECT, related_name="+")
    round = models.CharField(max_length=10, choices=Round)
    locked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "scorer", "round"], name="a_scorer_marks_once_in_a_round")
        ]

    @property
    def trust_id(self):
        return self.application.trust_id


class Score(models.Model):
    marking = models.ForeignKey(Marking, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    rationale = SealedField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marking", "criterion"], name="a_criterion_is_scored_once_in_a_marking"),
            models.CheckConstraint(condition=Q(points__lte=2), name="a_score_is_nought_one_or_two"),
            models.CheckConstraint(
                condition=Q(points__gt=0) | Q(rationale__isnull=False), name="a_score_of_nought_has_its_reason"
            ),
        ]

    @property
    def trust_id(self):
        return self.marking.trust_id


class StageDone(models.Model):
    """A step of the programme's own that an applicant has taken."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="stages_done")
    stage = models.ForeignKey(IntakeStage, models.PROTECT, related_name="taken")
    done_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "stage"], name="a_stage_is_taken_once")]

    @property
    def trust_id(self):
        return self.application.trust_id


class Interview(models.Model):
    application = models.OneToOneField(Application, models.CASCADE, related_name="interview")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    venue = models.CharField("where, or the link to join", max_length=200)

    @property
    def trust_id(self):
        return self.application.trust_id


class InterviewSeat(models.Model):
    """Somebody on the panel of one interview; at least one seat is a peer's."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="seats")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    peer = models.BooleanField("sits there as somebody with lived experience", default=False)

    told_as_digest = ("peer",)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["interview", "member"], name="an_interviewer_sits_once")]

    @property
    def trust_id(self):
        return self.interview.trust_id


class Outcome(models.Model):
    """What was decided, why, and the letter that says so; the applicant reads the letter once it is sent."""

    class Kind(models.TextChoices):
        OFFER = "offered", "Offer a training place"
        NOT_YET = "not_yet", "Not yet: say what would help, and when you will ask again"
        NO = "no", "No place: say why, and where else to turn"

    application = models.OneToOneField(Application, models.CASCADE, related_name="outcome")
    kind = models.CharField(max_length=8, choices=Kind)
    reasons = SealedField(null=True)
    ask_again_on = models.DateField(null=True)
    letter = SealedField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_on = models.DateField()
    sent_on = models.DateField(null=True)
    asked_on = models.DateField("asked again on", null=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="not_yet") | Q(ask_again_on__isnull=False), name="not_yet_has_a_day_to_be_asked_again"
            ),
            models.CheckConstraint(
                condition=Q(asked_on=None) | Q(kind="not_yet", sent_on__isnull=False),
                name="only_who_was_told_not_yet_is_asked_again",
            ),
            models.CheckConstraint(
                condition=Q(kind="offered") | Q(reasons__isnull=False), name="no_answer_without_its_reasons"
            ),
        ]

    @property
    def trust_id(self):
        return self.application.trust_id
