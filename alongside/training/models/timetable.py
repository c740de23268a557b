"""What a timetable is made from: rooms, educators as people, what a course teaches, and what found no place."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from alongside.access.models import Trust, User
from alongside.access.permissions import Role
from alongside.training.models.cohorts import Cohort
from alongside.training.models.courses import Course, Domain
from alongside.training.rules.timetable import Space, Teacher

LEVEL_CHOICES = [("assistant", "Assists"), ("educator", "Teaches"), ("senior", "Teaches and mentors other educators")]


class OfTrustQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR) else mine.none()


class TeachingRoom(models.Model):
    """A room that courses are taught in."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="teaching_rooms")
    name = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])

    objects = OfTrustQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["trust", "name"], name="a_room_name_is_used_once")]

    def __str__(self):
        return self.name

    def as_space(self) -> Space:
        return Space(f"room:{self.pk}", self.name, self.seats)


class Educator(models.Model):
    """An educator as a person: how far they are, what they may teach and the days they work (L16)."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="educators")
    user = models.OneToOneField(User, models.PROTECT, related_name="educator")
    level = models.CharField(max_length=10, choices=LEVEL_CHOICES, default="educator")
    teaching_since = models.PositiveSmallIntegerField("teaching since the year", null=True, blank=True)
    domains = models.JSONField("may teach", default=list, blank=True)
    weekdays = models.JSONField("days they work", default=list)

    objects = OfTrustQuerySet.as_manager()

    class Meta:
        ordering = ["user__name"]

    def __str__(self):
        return self.user.name

    @property
    def may_teach(self) -> list[str]:
        return [str(Domain(one).label) for one in self.domains]

    def as_teacher(self) -> Teacher:
        return Teacher(
            f"user:{self.user_id}", self.user.name, self.level, frozenset(self.domains), frozenset(self.weekdays)
        )


class SyllabusQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(course__trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR) else mine.none()


class SyllabusSession(models.Model):
    """One session that a course teaches, in its order; a timetable gives it a day, a room and an educator."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="syllabus")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    hours = models.DecimalField("hours that count", max_digits=4, decimal_places=2)
    domain = models.CharField("competence domain", max_length=14, choices=Domain, blank=True)
    level = models.CharField("who may teach it", max_length=10, choices=LEVEL_CHOICES, default="assistant")

    objects = SyllabusQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["course", "position"], name="a_syllabus_has_an_order"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=8), name="a_syllabus_session_fits_a_day"),
        ]

    def __str__(self):
        return self.title

    @property
    def trust_id(self):
        return self.course.trust_id


class UnplacedQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(cohort__trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR) else mine.none()


class UnplacedSession(models.Model):
    """A session that found no place in the timetable of a cohort, and the clash that stood against it."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="unplaced")
    planned = models.ForeignKey(SyllabusSession, models.CASCADE, related_name="+")
    why = models.TextField()

    objects = UnplacedQuerySet.as_manager()

    class Meta:
        ordering = ["planned__position"]
        constraints = [models.UniqueConstraint(fields=["cohort", "planned"], name="a_session_is_unplaced_once")]

    @property
    def trust_id(self):
        return self.cohort.trust_id
