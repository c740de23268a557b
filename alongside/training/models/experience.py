"""Work experience that host teams offer, and the competences an educator has seen."""

from django.db import models
from django.db.models import Q

from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.teams.models import Team
from alongside.training.models.attendance import OfTraineeQuerySet
from alongside.training.models.cohorts import Trainee
from alongside.training.models.courses import Domain


class WorkExperienceSlotQuerySet(models.QuerySet):
    def seen_by(self, user):
        """A manager sees what their own teams host; the person what is booked for them."""
        mine = self.filter(team__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine
        return mine.filter(Q(team__in=user.managed.values("team")) | Q(trainee__person__account=user))

    def hosted_by(self, user):
        """What somebody may answer for as a host: their own teams' slots, and every team's for the lead."""
        mine = self.filter(team__trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD) else mine.filter(team__in=user.managed.values("team"))


class WorkExperienceSlot(models.Model):
    """One day in a host team, under somebody's supervision. Once signed off it is locked."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="work_experience_slots")
    held_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    supervisor_name = models.CharField(max_length=120)
    trainee = models.ForeignKey(Trainee, models.CASCADE, null=True, blank=True, related_name="work_experience")
    hours_done = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    signed_off_on = models.DateField(null=True, blank=True)
    signed_off_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WorkExperienceSlotQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trainee", "held_on"],
                condition=Q(trainee__isnull=False),
                name="somebody_has_one_work_experience_a_day",
                violation_error_message="They have work experience on this day already.",
            ),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=24), name="work_experience_has_hours"),
            models.CheckConstraint(condition=~Q(supervisor_name=""), name="work_experience_is_supervised"),
            models.CheckConstraint(
                condition=Q(signed_off_on=None, signed_off_by=None, hours_done=None)
                | Q(
                    signed_off_on__isnull=False,
                    signed_off_by__isnull=False,
                    hours_done__isnull=False,
                    hours_done__gt=0,
                    hours_done__lte=24,
                    trainee__isnull=False,
                ),
                name="signed_off_means_somebody_was_there_for_hours",
            ),
        ]

    def __str__(self):
        return f"{self.team}, {self.held_on:%d %b %Y}"

    @property
    def trust_id(self):
        return self.team.trust_id


class CompetenceSignOff(models.Model):
    """An educator has seen somebody do what a domain of the national framework asks."""

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="competences")
    domain = models.CharField(max_length=14, choices=Domain)
    signed_on = models.DateField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfTraineeQuerySet.as_manager()

    class Meta:
        ordering = ["signed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trainee", "domain"], name="a_domain_is_signed_off_once"),
        ]

    @property
    def trust_id(self):
        return self.trainee.trust_id
