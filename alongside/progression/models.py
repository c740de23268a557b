"""Leaving: when, and where to. Why is not asked here."""

from django.db import models

from alongside.access.permissions import Role
from alongside.people.models import Person


class LeavingQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(person__trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD) else mine.filter(person__account=user)


class Leaving(models.Model):
    class Destination(models.TextChoices):
        PROMOTED = "promoted", "Another peer post"
        NHS = "nhs", "Other NHS"
        PROFESSIONAL_TRAINING = "professional_training", "Nurse or other professional training"
        VOLUNTARY = "voluntary", "Voluntary sector"
        OTHER_WORK = "other_work", "Other work"
        STUDY = "study", "Study"
        RETIRED = "retired", "Retired"
        OTHER = "other", "Something else"
        NOT_KNOWN = "not_known", "Not known"

    person = models.ForeignKey(Person, models.CASCADE, related_name="leavings")
    left_on = models.DateField(null=True, blank=True)
    destination = models.CharField(max_length=22, choices=Destination, default=Destination.NOT_KNOWN)

    objects = LeavingQuerySet.as_manager()

    class Meta:
        ordering = ["-left_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "left_on"], name="a_leaving_is_recorded_once")]

    @property
    def trust_id(self):
        return self.person.trust_id
