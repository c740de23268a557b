"""Wishes, teams to avoid, who holds which post since when, plans proposed by the engine, decisions by people."""

from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone

from alongside.access.models import Job, Trust, User
from alongside.access.permissions import Role
from alongside.people.models import Person
from alongside.posts.models import AgreedDuties, Post
from alongside.teams.models import Team


class Wishes(models.Model):
    """What a person waiting for a post asks for. Empty means: everything is welcome."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="wishes")
    bands = models.JSONField(default=list)
    hours_least = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    hours_most = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    settings = models.JSONField(default=list)
    teams = models.JSONField(default=list)
    home_latitude = models.FloatField(null=True, blank=True)
    home_longitude = models.FloatField(null=True, blank=True)
    most_km = models.DecimalField("furthest to travel, in km", max_digits=5, decimal_places=1, null=True, blank=True)
    available_from = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_least=None) | Q(hours_most=None) | Q(hours_most__gte=F("hours_least")),
                name="most_hours_is_not_less_than_least",
            )
        ]

    @property
    def trust_id(self):
        return self.person.trust_id


class TeamToAvoidQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The person and the programme lead; never a manager, never anybody else."""
        mine = self.filter(person__trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD) else mine.filter(person__account=user)


class TeamToAvoid(models.Model):
    """A team a person shall never be placed in. There is no reason here, and none is ever asked."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="teams_to_avoid")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")

    # Who avoids which team is more than the reader of the audit may know.
    told_as_digest = ("person", "team")
    objects = TeamToAvoidQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "teams to avoid"
        constraints = [models.UniqueConstraint(fields=["person", "team"], name="a_team_is_avoided_once")]

    @property
    def trust_id(self):
        return self.person.trust_id


class HoldingQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(person__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD):
            return mine
        visible = Q(person__account=user)
        if user.has(Role.TEAM_MANAGER):
            visible |= Q(team__managers__user=user)
        return mine.filter(visible).distinct()

    def own(self, user):
        """Those of the person who signs in, whatever else they do here."""
        return self.filter(person__account=user, person__trust_id=user.trust_id)

    def on(self, date):
        """Held on a day: begun (or with no known beginning) and not ended."""
        return self.filter(Q(started_on=None) | Q(started_on__lte=date)).not_ended(date)

    def not_ended(self, date):
        """Held on a day or agreed to begin later."""
        return self.filter(Q(ended_on=None, ended=False) | Q(ended_on__gt=date))

    def wte(self):
        return self.aggregate(total=Sum("wte"))["total"] or 0


class Holding(models.Model):
    """A person in a post, since when and until when. Two may share one post within its funded hours."""

    class Contract(models.TextChoices):
        PERMANENT = "permanent", "Permanent"
        FIXED_TERM = "fixed_term", "Fixed term"
        BANK = "bank", "Bank"
        SECONDMENT = "secondment", "Secondment"
        APPRENTICESHIP = "apprentice", "Apprenticeship"
        HONORARY = "honorary", "Honorary"
        NOT_STATED = "not_stated", "Not stated"

    person = models.ForeignKey(Person, models.CASCADE, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="holdings")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="holdings")
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    wte = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    contract = models.CharField(max_length=10, choices=Contract, default=Contract.NOT_STATED)
    manager_name = models.CharField("line manager", max_length=120, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)
    turned_down = models.BooleanField("turned down before the start", default=False)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["person_id", "started_on", "id"]
        indexes = [models.Index(fields=["team", "ended"], name="holding_in_a_team")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(started_on=None)
                | Q(ended_on__gte=F("started_on"))
                | Q(turned_down=True),
                name="a_holding_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended=True), name="an_end_date_means_it_ended"),
            models.CheckConstraint(condition=Q(wte=None) | Q(wte__gt=0, wte__lte=1), name="holding_is_one_person"),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(ended=False), name="a_person_holds_a_post_once"
            ),
        ]

    @property
    def trust_id(self):
        return self.person.trust_id


class DutiesAccepted(models.Model):
    """Whoever holds a post has read its agreed duties, and agrees to them."""

    holding = models.ForeignKey(Holding, models.CASCADE, related_name="duties_accepted")
    duties = models.ForeignKey(AgreedDuties, models.PROTECT, related_name="+")
    accepted_on = models.DateField()

    class Meta:
        verbose_name_plural = "duties accepted"
        constraints = [models.UniqueConstraint(fields=["holding", "duties"], name="duties_are_accepted_once")]

    @property
    def trust_id(self):
        return self.holding.trust_id


LEAST_PEERS, MOST_PEOPLE = 2, "people"


def person_key(pk: int) -> str:
    """Of equal length, so that among people who trained on one day the order of the words is that of the numbers."""
    return f"{pk:010}"


class PlacementPlanQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Plans are the lead's."""
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD) else mine.none()


class PlacementPlan(models.Model):
    """One answer of the engine: what was asked, by whom, and the digest that lets it be replayed."""

    class State(models.TextChoices):
        ASKED = "asked", "Being worked out"
        PROPOSED = "proposed", "Ready to decide"
        STOPPED = "stopped", "Could not be worked out"
        DISCARDED = "discarded", "Discarded"

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="plans")
    as_of = models.DateField("placing as of")
    options = models.JSONField(default=dict)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    answer = models.JSONField(null=True)
    inputs_digest = models.CharField(max_length=80, blank=True)
    engine_version = models.CharField(max_length=40, blank=True)
    fault = models.TextField(blank=True)

    objects = PlacementPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]

    @property
    def as_if_clear(self) -> bool:
        """Whether it was asked for as if every check will be clear by its day."""
        return bool(self.options.get("as_if_clear"))

    def goes_with(self, person_id: int) -> set[int]:
        """Whom somebody goes together with in this plan, or not at all; themselves included (E9)."""
        groups = ({int(key) for key in group} for group in self.options.get("together", ()))
        return next((group for group in groups if person_id in group), {person_id})


class Pin(models.Model):
    """A placement asked for by hand before planning, for example for caring or health circumstances."""

    plan = models.ForeignKey(PlacementPlan, models.CASCADE, related_name="pins")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="a_person_is_pinned_once")]

    @property
    def trust_id(self):
        return self.plan.trust_id


class ProposalQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The lead sees every proposal; a manager those accepted for their team; a person their own accepted ones."""
        mine = self.filter(plan__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD):
            return mine
        accepted = mine.filter(state=Proposal.State.ACCEPTED)
        visible = Q(person__account=user)
        if user.has(Role.TEAM_MANAGER):
            visible |= Q(team__managers__user=user)
        return accepted.filter(visible).distinct()


class Proposal(models.Model):
    """The engine proposes one person for one post; a person decides. Those that open a team stand or fall together."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waiting for a decision"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        TURNED_DOWN = "turned_down", "Turned down by the person"

    plan = models.ForeignKey(PlacementPlan, models.CASCADE, related_name="proposals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    post = models.ForeignKey(Post, models.PROTECT, related_name="proposals")
    team = models.ForeignKey(Team, models.PROTECT, related_name="proposals")
    starts_on = models.DateField()
    hours = models.DecimalField("hours a week", max_digits=4, decimal_places=2)
    opens_team = models.BooleanField("opens a team with others", default=False)
    conditional = models.BooleanField("only if a clearance comes in time", default=False)
    pinned = models.BooleanField(default=False)
    metres = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    verdict = models.JSONField(null=True)
    holding = models.OneToOneField(Holding, models.PROTECT, null=True, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["team__name", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "person"], name="a_person_is_proposed_once_in_a_plan"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decision_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(holding__isnull=False), name="accepted_means_a_holding"
            ),
        ]

    @property
    def trust_id(self):
        return self.plan.trust_id
