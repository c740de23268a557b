"""Courses as data: versions differ by provider, so nothing about them is fixed in code."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from alongside.access.models import Trust


class Domain(models.TextChoices):
    """The national competence framework's domains (HEE 2020, facts.md 4.3); 7 is for further development."""

    VALUES = "values", "Values and principles"
    KNOWLEDGE = "knowledge", "Knowledge"
    RELATIONAL = "relational", "Core relational skills"
    SUPPORTING = "supporting", "Supporting people as a peer support worker"
    TEAMS = "teams", "Working with teams and promoting people’s rights"
    SELF_CARE = "self_care", "Self-care and support"
    PSYCHOLOGICAL = "psychological", "Optional skills using psychological approaches"
    META = "meta", "Meta-competences: judgement and reflection"


class CourseQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(trust_id=user.trust_id)


class Course(models.Model):
    """One version of a course, with what it asks of somebody before a certificate."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="courses")
    name = models.CharField(max_length=120)
    provider = models.CharField(max_length=120, blank=True)
    hours = models.DecimalField("taught hours", max_digits=5, decimal_places=1)
    attendance_share = models.DecimalField(
        "share of the hours to attend",
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.800"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    most_hours_missed = models.DecimalField(
        "most hours that may be missed", max_digits=5, decimal_places=1, null=True, blank=True, default=Decimal(8)
    )
    work_experience_hours = models.DecimalField(max_digits=5, decimal_places=1, default=0)
    pass_mark = models.PositiveSmallIntegerField("mark to reach, in per cent", default=80)
    resubmissions = models.PositiveSmallIntegerField("times a piece may be handed in again", default=2)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trust", "name"], name="a_course_name_is_used_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="a_course_has_hours"),
            models.CheckConstraint(
                condition=Q(attendance_share__gte=0, attendance_share__lte=1),
                name="the_share_to_attend_is_between_none_and_all",
            ),
            models.CheckConstraint(
                condition=Q(most_hours_missed=None) | Q(most_hours_missed__gte=0, most_hours_missed__lte=F("hours")),
                name="no_more_hours_may_be_missed_than_are_taught",
            ),
            models.CheckConstraint(condition=Q(pass_mark__lte=100), name="a_mark_to_reach_is_at_most_100"),
        ]

    def __str__(self):
        return self.name
