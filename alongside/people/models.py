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


class ReadingQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The person whose record was read, and nobody else."""
        return self.filter(person__trust_id=user.trust_id, person__account=user)


class Reading(models.Model):
    """Somebody other than the person opened what is theirs. The person sees who, what and when (R16, R31)."""

    class Kind(models.TextChoices):
        RECORD = "record", "Your page"
        WISHES = "wishes", "Your wishes"
        TEAMS_TO_AVOID = "teams_to_avoid", "Your wishes, and the teams you asked not to work in"
        CHECK = "check", "One of your checks"
        STATEMENT = "statement", "The statement of your application"
        DOCUMENT = "document", "A document you sent for your checks"
        DISCLOSURE = "disclosure", "What your criminal record certificate shows"
        HEALTH = "health", "The outcome from occupational health"
        COPY = "copy", "A copy of everything held about you"

    person = models.ForeignKey(Person, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["person", "reader", "kind", "at"], name="last_reading")]

    @property
    def trust_id(self):
        return self.person.trust_id


class LegalHoldQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.DATA_PROTECTION) else mine.none()

    def standing(self):
        return self.filter(lifted_on=None)


class LegalHold(models.Model):
    """Nothing about a person, or about anybody of the trust, is deleted while a claim or an inquiry needs it."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="legal_holds")
    reference = models.CharField("number of the claim or name of the inquiry", max_length=60)
    from_on = models.DateField()
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, editable=False)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_by=None) | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                name="a_lifted_hold_has_a_day_and_a_person",
            ),
            models.UniqueConstraint(
                fields=["person", "reference"], condition=Q(lifted_on=None), name="a_hold_stands_once"
            ),
        ]
