"""Supervision: that it was held, with whom, and for how long. What was said stays with those who met."""

from django.db import models

from alongside.access.permissions import Role
from alongside.people.models import Person
from alongside.placement.models import Holding


class SupervisionQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD):
            return mine
        held = Holding.objects.seen_by(user).values("person_id")
        return mine.filter(models.Q(person__account=user) | models.Q(person_id__in=held))


class Supervision(models.Model):
    class Kind(models.TextChoices):
        LINE = "line", "Line management"
        CLINICAL = "clinical", "Clinical"
        PEER = "peer", "Peer"
        GROUP = "group", "Group"
        ONE_TO_ONE = "one_to_one", "One to one"
        NOT_STATED = "not_stated", "Not stated"

    person = models.ForeignKey(Person, models.CASCADE, related_name="supervisions")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOT_STATED)
    supervisor_name = models.CharField("with", max_length=120, blank=True)
    held = models.BooleanField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "on", "kind", "supervisor_name", "minutes"], name="a_supervision_is_recorded_once"
            )
        ]

    @property
    def trust_id(self):
        return self.person.trust_id
