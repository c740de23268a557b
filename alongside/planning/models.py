"""Forecasts: what was asked, what they were worked out from, and what came of it. Counts only, never people."""

from django.db import models
from django.utils import timezone

from alongside.access.models import Job, Trust, User
from alongside.access.permissions import Role


class ForecastRunQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Forecasts hold exact counts, so they stay with the lead and the evaluator."""
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EVALUATOR) else mine.none()

    def summed_up_for(self, user):
        """Next decisions that may be read in short, with safe counts, by an executive too."""
        mine = self.filter(trust_id=user.trust_id, kind=ForecastRun.Kind.DECISION).answered()
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EVALUATOR, Role.EXECUTIVE) else mine.none()

    def answered(self):
        return self.filter(state=ForecastRun.State.READY)

    def light(self):
        """Without the two documents, for lists."""
        return self.defer("inputs", "result")


class ForecastRun(models.Model):
    """One forecast: its assumptions, and the digest and version that let anybody work it out again."""

    class Kind(models.TextChoices):
        DECISION = "decision", "Next decision"
        BACK_TEST = "back_test", "Back-test"

    class State(models.TextChoices):
        ASKED = "asked", "Being worked out"
        READY = "ready", "Ready"

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="forecasts")
    kind = models.CharField(max_length=10, choices=Kind)
    as_of = models.DateField()
    scenario = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=1)
    replications = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    inputs = models.JSONField(null=True)
    result = models.JSONField(null=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)

    objects = ForecastRunQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(inputs__isnull=False, result__isnull=False),
                name="a_ready_forecast_has_its_answer",
            )
        ]

    def __str__(self):
        return f"Forecast {self.pk} of {self.as_of.day} {self.as_of:%B %Y}"

    @property
    def stuck(self) -> bool:
        return self.state == self.State.ASKED and self.job is not None and self.job.over
