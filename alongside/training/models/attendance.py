"""Who was there, what was missed and made up, and what was agreed so that one person's course fits them."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.people.models import Person
from alongside.training.models.cohorts import Trainee
from alongside.training.models.sessions import Session


class OfTraineeQuerySet(models.QuerySet):
    """Rows that belong to a trainee: the programme's educators and lead see all, the person their own."""

    def seen_by(self, user):
        mine = self.filter(trainee__person__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine
        return mine.filter(trainee__person__account=user)


class Attendance(models.Model):
    """One trainee in one session's register: nothing missed is present, all of it absent, a part of it late."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="attendances")
    hours_missed = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(0))

    objects = OfTraineeQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "attendances"
        constraints = [
            models.UniqueConstraint(fields=["session", "trainee"], name="a_trainee_stands_once_in_a_register"),
            models.CheckConstraint(condition=Q(hours_missed__gte=0), name="hours_missed_are_not_less_than_none"),
        ]

    @property
    def trust_id(self):
        return self.session.trust_id


class CatchUp(models.Model):
    """How somebody makes up for a session they missed: what, by when, and when it was done."""

    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="catch_ups")
    session = models.ForeignKey(Session, models.CASCADE, related_name="catch_ups")
    what = models.CharField("what they will do", max_length=200)
    hours = models.DecimalField("hours it makes up for", max_digits=4, decimal_places=2)
    by_on = models.DateField("by when")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfTraineeQuerySet.as_manager()

    class Meta:
        ordering = ["by_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trainee", "session"], name="a_missed_session_has_one_catch_up"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="a_catch_up_makes_up_for_hours"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="a_catch_up_is_done_on_a_day_by_somebody",
            ),
        ]

    @property
    def trust_id(self):
        return self.trainee.trust_id


class AdjustmentQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine
        return mine.filter(person__account=user)

    def on(self, day):
        return self.filter(from_on__lte=day).filter(Q(until_on=None) | Q(until_on__gte=day))


class Adjustment(models.Model):
    """What was agreed for one person, as its effect. Why is not asked here and has no field."""

    class Kind(models.TextChoices):
        EXTRA_TIME = "extra_time", "Extra time in exams, in per cent"
        ATTENDANCE_LINE = "attendance_line", "Attendance line, in per cent"
        HOURS_MISSED = "hours_missed", "Hours that may be missed"

    person = models.ForeignKey(Person, models.CASCADE, related_name="agreed_adjustments")
    kind = models.CharField(max_length=16, choices=Kind)
    value = models.DecimalField(max_digits=5, decimal_places=1)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    # What somebody needs says something about their health: the audit tells that it changed, not what it is.
    told_as_digest = ("person", "kind", "value")
    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(until_on=None), name="one_adjustment_of_a_kind_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0) & (~Q(kind="attendance_line") | Q(value__lte=100)),
                name="an_adjustment_has_a_sensible_value",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="an_adjustment_ends_after_it_starts"
            ),
        ]

    @property
    def trust_id(self):
        return self.person.trust_id

    @property
    def effect(self) -> str:
        """All that anybody else is told: “Extra time 25%”."""
        number = f"{self.value.normalize():f}"
        return {
            "extra_time": f"Extra time {number}%",
            "attendance_line": f"Attendance line {number}%",
            "hours_missed": f"May miss {number} hours",
        }[self.kind]


class AdjustmentCauseQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The person whose it is, and nobody else."""
        return self.filter(person__trust_id=user.trust_id, person__account=user)


class AdjustmentCause(models.Model):
    """What somebody wrote for themselves about what they need. It is sealed, and theirs alone."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="adjustment_cause")
    words = SealedField()

    objects = AdjustmentCauseQuerySet.as_manager()

    @property
    def trust_id(self):
        return self.person.trust_id
