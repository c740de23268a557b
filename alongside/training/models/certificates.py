"""Certificates that anybody can check by their code, and what learners said of the course."""

from django.db import models
from django.db.models import Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.training.models.attendance import OfTraineeQuerySet
from alongside.training.models.cohorts import Cohort, Trainee


class CertificateQuerySet(OfTraineeQuerySet):
    def standing(self):
        return self.filter(revoked_on=None)


class CourseCertificate(models.Model):
    """That somebody completed a course. Revoked, it stays to be found, and says so."""

    class RevokedBecause(models.TextChoices):
        MISTAKE = "mistake", "Issued by mistake"
        DETAILS = "details", "The name or the course was not right; a new one follows"
        ASKED = "asked", "The person asked for it"
        CONDUCT = "conduct", "A decision after an inquiry"

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="certificates")
    code = models.CharField(max_length=14, unique=True)
    course_name = models.CharField(max_length=120)
    issued_on = models.DateField()
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_on = models.DateField(null=True, blank=True)
    revoked_because = models.CharField(max_length=10, choices=RevokedBecause, blank=True)

    told_as_digest = ("code",)
    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainee"], condition=Q(revoked_on=None), name="a_trainee_has_one_standing_certificate"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on=None, revoked_because="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_because="")),
                name="a_revoked_certificate_has_a_day_and_a_reason",
            ),
        ]

    @property
    def trust_id(self):
        return self.trainee.trust_id


class CourseOpinion(models.Model):
    """What one learner said of a course, under a digest in place of a name. Nobody reads one singly."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="opinions")
    respondent = models.CharField(max_length=32, editable=False)
    answers = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "respondent"], name="a_learner_says_it_once"),
        ]

    @property
    def trust_id(self):
        return self.cohort.trust_id
