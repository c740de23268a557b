"""Sites, teams, whether a team has been prepared to receive a peer, and teams that count as one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from alongside.access.models import Trust, User
from alongside.access.permissions import Role


class Setting(models.TextChoices):
    INPATIENT = "inpatient", "Inpatient"
    COMMUNITY = "community", "Community"
    CRISIS = "crisis", "Crisis"
    EATING_DISORDER = "eating_disorder", "Eating disorder"
    OFFENDER = "offender", "Offender management"
    EDUCATION = "education", "Recovery college and education"
    OTHER = "other", "Other"


class SiteQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(trust_id=user.trust_id)


class Site(models.Model):
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "name"],
                name="a_site_is_named_once",
                violation_error_message="There is a site of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="a_position_has_both_coordinates",
            ),
        ]

    def __str__(self):
        return self.name


class TeamQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The lead and post control see every team of the trust; a manager sees the teams they manage."""
        mine = self.filter(trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.ESTABLISHMENT, Role.EDUCATOR, Role.CHECKS_OFFICER):
            return mine
        return mine.filter(pk__in=user.managed.values("team"))

    def open(self):
        return self.filter(closed_on=None)


class Team(models.Model):
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    setting = models.CharField(max_length=20, choices=Setting)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="teams")
    manager_name = models.CharField(max_length=120, blank=True)
    prepared = models.BooleanField("has been prepared", default=False)
    prepared_on = models.DateField(null=True, blank=True)
    most_peers = models.PositiveSmallIntegerField("most peers it can support", default=6)
    closed_on = models.DateField(null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "name"],
                name="a_team_is_named_once",
                violation_error_message="There is a team of this name already.",
            )
        ]

    def __str__(self):
        return self.name


class TeamManager(models.Model):
    """Which account manages which team, and so sees the people placed there."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="managers")
    user = models.ForeignKey(User, models.CASCADE, related_name="managed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="a_manager_has_a_team_once")]

    @property
    def trust_id(self):
        return self.team.trust_id


class TeamPairQuerySet(models.QuerySet):
    def of(self, team):
        return self.filter(Q(first=team) | Q(second=team))


class TeamPair(models.Model):
    """Two teams on one site with shared supervision: they count as one for the never-alone rule."""

    first = models.ForeignKey(Team, models.CASCADE, related_name="paired_as_first")
    second = models.ForeignKey(Team, models.CASCADE, related_name="paired_as_second")

    objects = TeamPairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="a_pair_is_declared_once",
                violation_error_message="These two teams count as one already.",
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_is_two_teams_in_order"),
        ]

    @property
    def trust_id(self):
        return self.first.trust_id
