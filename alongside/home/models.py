"""What was destroyed when its time had come: kinds and counts, never names."""

from django.db import models

from alongside.access.models import RetentionRule, Trust, User
from alongside.access.permissions import Role


class DestructionRecordQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.DATA_PROTECTION) else mine.none()


class DestructionRecord(models.Model):
    """By whom: an account, or nobody when the worker did it on its day."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="+")
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="+")
    counts = models.JSONField()
    as_of = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = DestructionRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
