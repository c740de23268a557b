"""One person, from enquirer to leaver: what the programme needs to reach them, and nothing about their health."""

import uuid

from django.db import models
from django.db.models import Q

from alongside.access.models import Trust, User
from alongside.access.permissions import Role


class PersonQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The programme's own staff see its people; everybody else themselves, if they are one of them."""
        mine = self.filter(trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR, Role.CHECKS_OFFICER):
            return mine
        return mine.filter(account=user)

    def matching(self, words):
        """Every word stands in the name, the e-mail or the staff number."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(staff_number__icontains=word))
        return found


class Person(models.Model):
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="people")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telephone", max_length=20, blank=True)
    staff_number = models.CharField(max_length=20, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    account = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="person")
    added_on = models.DateField()
    left = models.BooleanField("has left the programme", default=False, editable=False)
    left_on = models.DateField(null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["trust", "name"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_person_has_a_name"),
            models.CheckConstraint(condition=Q(left_on=None) | Q(left=True), name="a_last_day_means_they_left"),
            models.UniqueConstraint(
                fields=["trust", "staff_number"],
                condition=~Q(staff_number=""),
                name="a_staff_number_is_one_person",
            ),
        ]

    def __str__(self):
        return self.name
