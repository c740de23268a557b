"""What stands beside the checks: a start agreed on a risk assessment, an outcome from occupational health, vetting."""

from django.db import models
from django.db.models import F, Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.people.models import Person


class StartOverrideQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The officer and the lead who ask, and the approvers who sign; a person their own."""
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.CHECKS_OFFICER, Role.PROGRAMME_LEAD, Role.APPROVER):
            return mine
        return mine.filter(person__account=user)

    def in_force(self, on):
        return self.filter(signed_on__isnull=False, signed_on__lte=on, until_on__gte=on, ended_on=None)

    def waiting(self):
        return self.filter(signed_on=None, ended_on=None)


class StartOverride(models.Model):
    """A start before one check is clear: asked for by one, signed by another, until a day."""

    class Kind(models.TextChoices):
        REFERENCES = "references", "Employment history and references"
        HEALTH = "health", "Work health assessment"
        DBS = "dbs", "Criminal record (DBS)"

    person = models.ForeignKey(Person, models.CASCADE, related_name="start_overrides")
    kind = models.CharField("check", max_length=16, choices=Kind)
    regulated = models.BooleanField("for regulated activity")
    safeguards = models.CharField("what keeps everybody safe meanwhile", max_length=500)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField()
    until_on = models.DateField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = StartOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["references", "health", "dbs"]),
                name="no_start_without_identity_or_right_to_work",
            ),
            models.CheckConstraint(
                condition=~Q(kind="dbs", regulated=True), name="no_start_in_regulated_activity_without_the_barred_list"
            ),
            models.CheckConstraint(condition=~Q(signed_by=F("asked_by")), name="who_asks_for_a_start_does_not_sign_it"),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by=None) | Q(signed_on__isnull=False, signed_by__isnull=False),
                name="a_start_is_signed_by_somebody_on_a_day",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("asked_on")), name="a_start_on_risk_ends_on_a_day"),
        ]

    @property
    def trust_id(self):
        return self.person.trust_id


class HealthOutcomeQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Occupational health, the officer, and the person; a manager reads the effects on their page of the person."""
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.OCCUPATIONAL_HEALTH, Role.CHECKS_OFFICER):
            return mine
        return mine.filter(person__account=user)


class HealthOutcome(models.Model):
    """What work has to change, never why: the latest of a person counts."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="health_outcomes")
    adjustments = SealedField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField()
    review_on = models.DateField(null=True)

    objects = HealthOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_on", "-id"]

    @property
    def trust_id(self):
        return self.person.trust_id


class PoliceVettingQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.CHECKS_OFFICER, Role.PROGRAMME_LEAD):
            return mine
        return mine.filter(person__account=user)


class PoliceVetting(models.Model):
    """What a police force decided: its outcome only. A refusal says nothing about clearance for the NHS (R18)."""

    class Level(models.TextChoices):
        ONE = "1", "Level 1"
        TWO_SHORT = "2a", "Level 2, abbreviated"
        TWO = "2", "Level 2, full"
        THREE = "3", "Level 3"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "With the force"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"
        DISCONTINUED = "discontinued", "Discontinued"

    person = models.ForeignKey(Person, models.CASCADE, related_name="vettings")
    force = models.CharField("police force", max_length=60)
    level = models.CharField(max_length=2, choices=Level)
    applied_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = PoliceVettingQuerySet.as_manager()

    class Meta:
        ordering = ["-applied_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="granted") | Q(valid_from__isnull=False, valid_to__gte=F("valid_from")),
                name="vetting_granted_has_its_days",
            ),
        ]

    @property
    def trust_id(self):
        return self.person.trust_id
