"""The establishment: posts with their band and funding, freezes, and requests to make one a peer post."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from alongside.access.models import Trust, User
from alongside.access.permissions import Role
from alongside.teams.models import Team


class StaffGroup(models.TextChoices):
    """The staff groups of the National Workforce Data Set."""

    SCIENTIFIC = "scientific", "Add Prof Scientific and Technic"
    CLINICAL_SERVICES = "clinical_services", "Additional Clinical Services"
    ADMINISTRATIVE = "administrative", "Administrative and Clerical"
    ALLIED = "allied", "Allied Health Professionals"
    ESTATES = "estates", "Estates and Ancillary"
    HEALTHCARE_SCIENTISTS = "healthcare_scientists", "Healthcare Scientists"
    MEDICAL = "medical", "Medical and Dental"
    NURSING = "nursing", "Nursing and Midwifery Registered"
    SOCIAL_WORK = "social_work", "Social Work"
    STUDENTS = "students", "Students"
    NOT_STATED = "not_stated", "Not stated"


class Suitable(models.TextChoices):
    """What the programme lead thinks of a vacancy as a future peer post."""

    NOT_ASKED = "not_asked", "Not looked at yet"
    YES = "yes", "Could be a peer post"
    NO = "no", "Not suitable"


class PostQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Post control, the lead, approvers and executives see every post; a manager those of their teams."""
        mine = self.filter(trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.ESTABLISHMENT, Role.APPROVER, Role.EXECUTIVE):
            return mine
        return mine.filter(team__in=user.managed.values("team"))

    def standing(self, on):
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on))

    def peer(self):
        return self.filter(peer=True)

    def matching(self, word):
        return self.filter(Q(number__icontains=word) | Q(title__icontains=word))

    def registered_and_closed(self):
        """Registered posts that closed: no peer post opens in their place for a while."""
        return self.filter(ever_registered=True, closed_on__isnull=False)


class Post(models.Model):
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="posts")
    number = models.CharField("post number", max_length=20)
    title = models.CharField("job title", max_length=120)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="posts")
    band = models.PositiveSmallIntegerField(null=True, blank=True)
    staff_group = models.CharField(max_length=24, choices=StaffGroup, default=StaffGroup.NOT_STATED)
    registered = models.BooleanField("needs a professional registration", default=False)
    ever_registered = models.BooleanField(default=False, editable=False)
    peer = models.BooleanField("is a peer post", default=False)
    suitable = models.CharField("could be a peer post", max_length=10, choices=Suitable, default=Suitable.NOT_ASKED)
    wte_funded = models.DecimalField("funded WTE", max_digits=4, decimal_places=2)
    wte_others = models.DecimalField(
        "WTE held by people outside the programme", max_digits=4, decimal_places=2, default=Decimal(0)
    )
    cost_centre = models.CharField(max_length=20, blank=True)
    funded_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="funds")
    vetting_needed = models.BooleanField("needs police vetting", default=False)
    starts_on = models.DateField("can start from", null=True, blank=True)
    frozen = models.BooleanField(default=False, editable=False)
    advertised_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    # Kept by triggers: nothing unsets the mark, and a post funded from a marked one bears it too.
    lasting = {"ever_registered": "funded_from"}
    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "number"],
                name="a_post_number_is_used_once",
                violation_error_message="Another post has this post number.",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="a_post_has_a_number"),
            models.CheckConstraint(
                condition=~Q(peer=True, ever_registered=True),
                name="registered_post_is_never_a_peer_post",
                violation_error_message="A registered post can never be a peer post.",
            ),
            models.CheckConstraint(
                condition=Q(registered=False) | Q(ever_registered=True), name="registered_post_stays_marked"
            ),
            models.CheckConstraint(
                condition=~Q(suitable="yes", ever_registered=True),
                name="registered_post_is_no_candidate",
                violation_error_message="A registered post cannot be put forward as a peer post.",
            ),
            models.CheckConstraint(
                condition=Q(advertised_on=None) | Q(frozen=False),
                name="frozen_post_is_not_advertised",
                violation_error_message="A frozen post is not advertised.",
            ),
            models.CheckConstraint(
                condition=Q(wte_others__lte=F("wte_funded")),
                name="filled_by_others_within_funded",
                violation_error_message="More WTE is held by people outside the programme than is funded.",
            ),
            models.CheckConstraint(
                condition=Q(wte_funded__gt=0, wte_funded__lte=40, wte_others__gte=0),
                name="wte_is_positive",
                violation_error_message="Funded WTE is more than 0 and at most 40; held WTE is not below 0.",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"


class Freeze(models.Model):
    """A stop on filling a post: why, until when it is reviewed, and when it was lifted."""

    class Why(models.TextChoices):
        COST = "cost", "Cost control"
        REDESIGN = "redesign", "Service redesign"
        REDEPLOYMENT = "redeployment", "Held for redeployment"
        NOT_STATED = "not_stated", "Not stated"

    post = models.ForeignKey(Post, models.CASCADE, related_name="freezes")
    from_on = models.DateField(null=True)
    review_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=14, choices=Why, default=Why.NOT_STATED)
    minute = models.CharField("panel minute", max_length=60, blank=True)
    thawed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(thawed_on=None), name="a_post_is_frozen_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(thawed_on=None) | Q(from_on=None) | Q(thawed_on__gte=F("from_on")),
                name="a_freeze_ends_after_it_begins",
            ),
        ]

    @property
    def trust_id(self):
        return self.post.trust_id


class Advert(models.Model):
    """The days a post was advertised, and why the advert ended. `Post.advertised_on` mirrors the open one."""

    class Ended(models.TextChoices):
        WITHDRAWN = "withdrawn", "Withdrawn"
        FROZEN = "frozen", "The post was frozen"
        CLOSED = "closed", "The post closed"

    post = models.ForeignKey(Post, models.CASCADE, related_name="adverts")
    from_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(ended_on=None), name="a_post_is_advertised_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended="") | (Q(ended_on__gte=F("from_on")) & ~Q(ended="")),
                name="an_advert_ends_with_a_reason",
            ),
        ]

    @property
    def trust_id(self):
        return self.post.trust_id


class ConversionQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(post__in=Post.objects.seen_by(user))

    def waiting(self):
        return self.filter(state=Conversion.State.ASKED)

    def decided(self):
        return self.exclude(state=Conversion.State.ASKED)


class Conversion(models.Model):
    """A request to make an unregistered vacancy a peer post; two different approvers sign it."""

    class State(models.TextChoices):
        ASKED = "asked", "Waiting for approval"
        DECLINED = "declined", "Declined"
        CONVERTED = "converted", "Converted"

    post = models.ForeignKey(Post, models.CASCADE, related_name="conversions")
    new_title = models.CharField(max_length=120)
    new_band = models.PositiveSmallIntegerField()
    quality_impact = models.TextField("quality impact assessment, in short", max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="conversions_asked")
    asked_on = models.DateField()
    nurse_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    nurse_on = models.DateField(null=True)
    doctor_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    doctor_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = ConversionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(state="asked"),
                name="a_post_has_one_open_conversion",
                violation_error_message="A request for this post waits for approval already.",
            ),
            models.CheckConstraint(
                condition=Q(nurse_by=None) | Q(doctor_by=None) | ~Q(nurse_by=F("doctor_by")),
                name="two_different_people_approve",
            ),
            models.CheckConstraint(
                condition=~Q(state="converted") | Q(nurse_by__isnull=False, doctor_by__isnull=False),
                name="converted_only_when_both_approved",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_on=None) | (~Q(state="asked") & Q(decided_on__isnull=False)),
                name="a_decided_conversion_has_its_day",
            ),
        ]

    @property
    def trust_id(self):
        return self.post.trust_id


class RegistrationCorrection(models.Model):
    """Two approvers outside the programme agree that a post needs no registration; it stays marked all the same."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="corrections")
    reason = models.CharField(max_length=300)
    first_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("first_by")),
                name="two_people_correct_a_registration",
            ),
            models.UniqueConstraint(
                fields=["post"], condition=Q(second_by=None), name="a_registration_is_corrected_once_at_a_time"
            ),
        ]

    @property
    def trust_id(self):
        return self.post.trust_id
