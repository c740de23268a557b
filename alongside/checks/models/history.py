"""What somebody did in the last three years, as they tell it: kinds and days. Why somebody did not work is nowhere."""

from django.db import models
from django.db.models import F, Q

from alongside.access.encryption import SealedField
from alongside.access.permissions import Role
from alongside.people.models import Person


class HistoryPeriodQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The checks officer, and the person their own."""
        mine = self.filter(person__trust_id=user.trust_id)
        return mine if user.has(Role.CHECKS_OFFICER) else mine.filter(person__account=user)


class HistoryPeriod(models.Model):
    """One stretch of somebody's history, both days included; without an end it is still running (R7)."""

    class Kind(models.TextChoices):
        WORK = "work", "Work"
        VOLUNTEERING = "volunteering", "Volunteering"
        STUDY = "study", "Study"
        CARING = "caring", "Caring for somebody"
        NOT_WORKING = "not_working", "Not working"

    person = models.ForeignKey(Person, models.CASCADE, related_name="history")
    kind = models.CharField(max_length=12, choices=Kind)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    what = SealedField("where or what", null=True, blank=True)

    objects = HistoryPeriodQuerySet.as_manager()
    told_as_digest = ("kind",)

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="a_period_of_history_ends_no_earlier_than_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(kind="not_working") | Q(what__isnull=True),
                name="not_working_needs_no_reason_and_keeps_none",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def trust_id(self):
        return self.person.trust_id
