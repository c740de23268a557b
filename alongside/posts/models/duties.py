"""What a peer post is for and what is done in it: job descriptions by version, and the duties agreed for one post."""

from django.db import models
from django.db.models import Q

from alongside.access.models import Trust, User
from alongside.access.permissions import Role
from alongside.posts.models.establishment import Post


class JobDescriptionQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Whoever works with posts sees what has been issued; who writes it sees the drafts too."""
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD) else mine.issued()

    def issued(self):
        return self.filter(issued_on__isnull=False)


class JobDescription(models.Model):
    """One version of a job description. Once issued it stays as it is; the next version is begun from it."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="job_descriptions")
    title = models.CharField("job title", max_length=120)
    band = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    purpose = models.TextField("what the post is for", max_length=1500)
    issued_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = JobDescriptionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "band", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["trust", "title", "band", "version"],
                name="a_version_of_a_job_description_stands_once",
                violation_error_message="There is a job description of this title and band already: begin its next "
                "version instead.",
            ),
            models.UniqueConstraint(
                fields=["trust", "title", "band"],
                condition=Q(issued_on=None),
                name="one_version_of_a_job_description_is_written_at_a_time",
                violation_error_message="Its next version is being written already.",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None, issued_by=None) | Q(issued_on__isnull=False, issued_by__isnull=False),
                name="an_issued_job_description_says_who_issued_it",
            ),
            models.CheckConstraint(
                condition=Q(band__in=(3, 4)),
                name="a_peer_job_description_is_band_3_or_4",
                violation_error_message="A peer post is band 3 or 4.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, band {self.band}, version {self.version}"

    def words_of(self, part: str) -> list[str]:
        """Its lines of one part, in their order."""
        return [line.words for line in self.lines.all() if line.part == part]


class JobLine(models.Model):
    """One line of a job description: a duty, or what the person has to bring and how that is assessed."""

    class Part(models.TextChoices):
        PEER = "peer", "Peer duty"
        OTHER = "other", "Other duty"
        ESSENTIAL = "essential", "Essential"
        DESIRABLE = "desirable", "Desirable"

    class Assessed(models.TextChoices):
        CERTIFICATE = "certificate", "By the certificate of the course"
        REFERENCE = "reference", "By a reference"
        CONVERSATION = "conversation", "In the conversation with the team"

    description = models.ForeignKey(JobDescription, models.CASCADE, related_name="lines")
    part = models.CharField(max_length=9, choices=Part)
    words = models.CharField(max_length=200)
    assessed = models.CharField(max_length=12, choices=Assessed, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["description", "words"],
                name="a_line_of_a_job_description_stands_once",
                violation_error_message="This line stands there already.",
            ),
            models.CheckConstraint(
                condition=Q(part__in=("peer", "other"), assessed="")
                | (Q(part__in=("essential", "desirable")) & ~Q(assessed="")),
                name="what_is_looked_for_says_how_it_is_assessed",
            ),
        ]

    @property
    def trust_id(self):
        return self.description.trust_id


class DutiesQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(post__in=Post.objects.seen_by(user))

    def agreed(self):
        return self.filter(agreed_on__isnull=False)

    def newest(self):
        """What was agreed last, if anything was."""
        return self.agreed().order_by("-agreed_on", "-pk").first()


class AgreedDuties(models.Model):
    """What is done in one post: put forward by the lead from a job description, agreed by the team."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="duties")
    description = models.ForeignKey(JobDescription, models.PROTECT, related_name="+")
    put_forward_on = models.DateField()
    put_forward_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DutiesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agreed duties"
        ordering = ["-put_forward_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(agreed_on=None),
                name="one_set_of_duties_waits_for_agreement",
                violation_error_message="Other duties of this post wait for the team's agreement already.",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on=None, agreed_by=None) | Q(agreed_on__isnull=False, agreed_by__isnull=False),
                name="agreed_duties_say_who_agreed",
            ),
        ]

    @property
    def trust_id(self):
        return self.post.trust_id

    @property
    def peer_duties(self) -> list[str]:
        return [line.words for line in self.lines.all() if line.peer]

    @property
    def other_duties(self) -> list[str]:
        return [line.words for line in self.lines.all() if not line.peer]


class DutyLine(models.Model):
    duties = models.ForeignKey(AgreedDuties, models.CASCADE, related_name="lines")
    peer = models.BooleanField()
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["duties", "words"], name="a_duty_stands_once")]

    @property
    def trust_id(self):
        return self.duties.trust_id
