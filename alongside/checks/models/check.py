"""Pre-employment checks: one row a person and kind, its state and dates. What a certificate says is never here."""

from django.db import models
from django.db.models import Q

from alongside.access.permissions import Role
from alongside.people.models import Person


class CheckQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The checks officer and the lead; a person sees their own. A manager learns only whether all is clear."""
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.CHECKS_OFFICER, Role.PROGRAMME_LEAD):
            return mine
        if user.has(Role.OCCUPATIONAL_HEALTH):
            return mine.filter(kind=Check.Kind.HEALTH).exclude(state=Check.State.NOT_STARTED)
        return mine.filter(person__account=user)


class Check(models.Model):
    class Kind(models.TextChoices):
        IDENTITY = "identity", "Identity"
        RIGHT_TO_WORK = "right_to_work", "Right to work"
        REGISTRATION = "registration", "Registration and qualification"
        REFERENCES = "references", "Employment history and references"
        HEALTH = "health", "Work health assessment"
        DBS = "dbs", "Criminal record (DBS)"
        POLICE_VETTING = "police_vetting", "Police vetting"

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        REQUESTED = "requested", "Asked for"
        EVIDENCE_RECEIVED = "evidence_received", "Evidence received"
        UNDECIDED = "undecided", "Decision open"
        VERIFIED = "verified", "Clear"
        NOT_APPLICABLE = "not_applicable", "Does not apply"
        EXPIRED = "expired", "Out of date"
        NOT_CLEARED = "not_cleared", "Not cleared"

    class Level(models.TextChoices):
        NONE = "", "Not stated"
        BASIC = "basic", "Basic"
        STANDARD = "standard", "Standard"
        ENHANCED = "enhanced", "Enhanced"
        ENHANCED_BARRED = "enhanced_barred", "Enhanced with barred list"

    class Fitness(models.TextChoices):
        NONE = "", "Not known yet"
        FIT = "fit", "Fit"
        ADJUSTMENTS = "fit_adjustments", "Fit with adjustments"
        RESTRICTED = "restricted", "Restricted"
        NOT_NOW = "not_now", "Not fit at present"

    person = models.ForeignKey(Person, models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=18, choices=State, default=State.NOT_STARTED)
    level = models.CharField(max_length=16, choices=Level, blank=True, default=Level.NONE)
    fitness = models.CharField(max_length=16, choices=Fitness, blank=True, default=Fitness.NONE)
    requested_on = models.DateField(null=True, blank=True)
    evidence_on = models.DateField("issued or seen on", null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    received = models.PositiveSmallIntegerField("references received", default=0)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["person_id", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="one_check_of_a_kind_per_person"),
            models.CheckConstraint(condition=Q(level="") | Q(kind="dbs"), name="only_a_dbs_check_has_a_level"),
            models.CheckConstraint(
                condition=Q(fitness="") | Q(kind="health"), name="only_a_health_check_has_a_fitness"
            ),
        ]

    @property
    def trust_id(self):
        return self.person.trust_id
