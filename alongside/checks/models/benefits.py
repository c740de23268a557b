"""Figures about benefits and work: dated rows with their source, never anybody's own entitlement."""

from django.db import models
from django.db.models import Q

from alongside.access.models import Trust


class BenefitFigure(models.Model):
    class Kind(models.TextChoices):
        PERMITTED_WORK = "permitted_work", "Employment and Support Allowance: most that permitted work may pay a week"
        PERMITTED_HOURS = "permitted_hours", "Employment and Support Allowance: hours a week that stay under the limit"
        ALLOWANCE_RENT = "allowance_rent", "Universal Credit: work allowance a month, with help for housing"
        ALLOWANCE = "allowance", "Universal Credit: work allowance a month, without help for housing"

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="+")
    kind = models.CharField("what it is", max_length=16, choices=Kind)
    amount = models.DecimalField("figure", max_digits=8, decimal_places=2)
    from_on = models.DateField("in force from")
    source = models.URLField("page on GOV.UK it was read on", max_length=200)

    class Meta:
        ordering = ["kind", "-from_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="a_benefit_figure_has_a_source"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_benefit_figure_is_more_than_nothing"),
        ]
