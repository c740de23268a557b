"""Cohorts, who joined them, and how it went."""

from django.db import models
from django.db.models import F, Q

from alongside.access.models import Trust
from alongside.access.permissions import Role
from alongside.people.models import Person
from alongside.training.models.courses import Course


class CohortQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(trust_id=user.trust_id)


class Cohort(models.Model):
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="cohorts")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="cohorts")
    number = models.PositiveSmallIntegerField()
    name = models.CharField("name, where it has one instead of a number", max_length=60, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    venue = models.CharField(max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["trust", "number"], name="a_cohort_number_is_used_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_cohort_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return cohort_in_words(self.name, self.number)


def cohort_in_words(name: str, number: int) -> str:
    """A cohort is called by its name where it has one."""
    return name or f"Cohort {number}"


class TraineeQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine
        return mine.filter(person__account=user)

    def in_place(self):
        """Those who take up a place: everybody who has not withdrawn."""
        return self.exclude(result=Trainee.Result.WITHDREW)

    def trained(self):
        return self.filter(result=Trainee.Result.COMPLETED)


class Trainee(models.Model):
    """One person on one course."""

    class Result(models.TextChoices):
        IN_TRAINING = "in_training", "In training"
        COMPLETED = "completed", "Completed"
        PART_COMPLETE = "part_complete", "Part complete"
        WITHDREW = "withdrew", "Withdrew"
        NOT_YET = "not_yet", "Not yet"
        NOT_KNOWN = "not_known", "Not known"

    class WithdrewBecause(models.TextChoices):
        """What somebody chose to say. Health is not asked and has no code."""

        WORK = "work", "Found work or other study"
        TIME = "time", "The days or times did not suit"
        CARING = "caring", "Caring for somebody"
        TRAVEL = "travel", "Travel or money"
        LATER = "later", "Wants to come back later"
        COURSE = "course", "The course was not what they hoped for"
        OTHER = "other", "Another reason"
        NOT_SAID = "not_said", "Not said"

    person = models.ForeignKey(Person, models.CASCADE, related_name="trainings")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="trainees")
    began_on = models.DateField(null=True, blank=True)
    attendance = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    result = models.CharField(max_length=14, choices=Result, default=Result.IN_TRAINING)
    completed_on = models.DateField(null=True, blank=True)
    withdrew_week = models.PositiveSmallIntegerField("week of the course they left in", null=True, blank=True)
    withdrew_because = models.CharField("why they left", max_length=10, choices=WithdrewBecause, blank=True)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        ordering = ["cohort_id", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "cohort"], name="a_person_joins_a_cohort_once"),
            models.CheckConstraint(
                condition=Q(attendance=None) | Q(attendance__gte=0, attendance__lte=1),
                name="attendance_is_between_none_and_all",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(result="completed"),
                name="only_the_completed_have_a_date_of_it",
            ),
            models.CheckConstraint(
                condition=Q(withdrew_week=None, withdrew_because="") | Q(result="withdrew"),
                name="only_who_withdrew_has_a_week_and_a_reason",
            ),
        ]

    @property
    def trust_id(self):
        return self.person.trust_id

    def __str__(self):
        return f"{self.person.name}, {self.cohort}" if self.cohort else self.person.name


class WaitingPlaceQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(cohort__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine
        return mine.filter(person__account=user)

    def in_line(self):
        return self.filter(state=WaitingPlace.State.WAITING).order_by("asked_at", "pk")

    def offered(self):
        return self.filter(state=WaitingPlace.State.OFFERED)


class WaitingPlace(models.Model):
    """Somebody who waits for a place on a full cohort; a dropped place is offered to whoever asked first."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        OFFERED = "offered", "A place is offered"
        TAKEN = "taken", "Took the place"
        PASSED = "passed", "Did not want it this time"

    person = models.ForeignKey(Person, models.CASCADE, related_name="waiting_places")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="waiting_places")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    offered_on = models.DateField(null=True, blank=True)

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cohort"],
                condition=Q(state__in=["waiting", "offered"]),
                name="a_person_waits_once_for_a_cohort",
            ),
            models.CheckConstraint(
                condition=Q(offered_on__isnull=False) | ~Q(state="offered"),
                name="an_offered_place_has_its_day",
            ),
        ]

    @property
    def trust_id(self):
        return self.cohort.trust_id
