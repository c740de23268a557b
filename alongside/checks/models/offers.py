"""What comes before a criminal record check: the answers about a post, and the conditional offer of it."""

from django.db import models
from django.db.models import Q

from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.checks.models.check import Check
from alongside.people.models import Person
from alongside.posts.models import Post


class PostEligibility(models.Model):
    """The answers that decide which criminal record check a post allows; the latest row counts."""

    class Workforce(models.TextChoices):
        ADULT = "adult", "Adults"
        CHILD = "child", "Children"
        BOTH = "both", "Adults and children"

    post = models.ForeignKey(Post, models.CASCADE, related_name="eligibilities")
    answers = models.JSONField()
    workforce = models.CharField(max_length=6, choices=Workforce, default=Workforce.ADULT)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField()

    class Meta:
        ordering = ["-answered_on", "-id"]

    @property
    def trust_id(self):
        return self.post.trust_id


class ConditionalOfferQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.CHECKS_OFFICER, Role.PROGRAMME_LEAD):
            return mine
        return mine.filter(person__account=user)

    def standing(self):
        return self.filter(withdrawn_on=None)


class ConditionalOffer(models.Model):
    """A post offered on condition that the checks are clear. Nothing about health or a record is asked before it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="conditional_offers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    level = models.CharField("criminal record check it allows", max_length=16, choices=Check.Level)
    workforce = models.CharField(max_length=6, choices=PostEligibility.Workforce)
    regulated = models.BooleanField("is regulated activity")
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ConditionalOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_on=None), name="one_conditional_offer_at_a_time",
                violation_error_message="They have a conditional offer already.",
            ),
            models.CheckConstraint(
                condition=Q(regulated=True) | ~Q(level="enhanced_barred"),
                name="barred_list_only_for_regulated_activity",
            ),
        ]  # fmt: skip

    @property
    def trust_id(self):
        return self.person.trust_id
