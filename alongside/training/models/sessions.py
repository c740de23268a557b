"""What a cohort is taught when, where and by whom."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from alongside.access.models import User
from alongside.training.models.cohorts import Cohort
from alongside.training.models.courses import Domain


class SessionQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(cohort__trust_id=user.trust_id)


class Session(models.Model):
    """One teaching session. `hours` are those that count: a day from nine to five may count as six."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="sessions")
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hours = models.DecimalField("hours that count", max_digits=4, decimal_places=2)
    room = models.CharField(max_length=80, blank=True)
    educator = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="sessions_taught")
    domain = models.CharField("competence domain", max_length=14, choices=Domain, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "starts_at"], name="a_cohort_has_one_session_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=24), name="a_session_has_hours"),
        ]

    def __str__(self):
        return self.title

    @property
    def held_on(self):
        return timezone.localtime(self.starts_at).date()

    @property
    def trust_id(self):
        return self.cohort.trust_id
