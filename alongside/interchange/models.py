"""A workbook on its way into the programme: what was uploaded, what became of each row, and when both are gone."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from alongside.access.encryption import SealedField
from alongside.access.models import Job, Trust, User
from alongside.access.permissions import Role

# The upload is kept while the lead decides, what must be mended for a working week after the load.
UPLOAD_LASTS = timedelta(hours=24)
MENDING_LASTS = timedelta(days=7)


class LoadQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Loads are the programme lead's: a workbook names everybody."""
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD) else mine.none()

    def light(self):
        """Without what is sealed, for lists."""
        return self.defer("upload", "findings", "mending", "layout", "decisions")

    def outlived(self, at):
        """Loads whose sealed parts have stood long enough."""
        return self.filter(empty_at__lte=at)


class Load(models.Model):
    """One workbook that somebody loads. Its sealed parts are emptied as soon as they have served."""

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READY = "ready", "Waiting for you"
        LOADING = "loading", "Being loaded"
        LOADED = "loaded", "Loaded"
        REFUSED = "refused", "Could not be read"
        DISCARDED = "discarded", "Set aside"
        EXPIRED = "expired", "Not confirmed in time"

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    as_at = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    loaded_at = models.DateTimeField(null=True)
    empty_at = models.DateTimeField("sealed parts are emptied at", null=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField("rows in the file", default=0)
    loaded = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    upload = SealedField("the file itself", null=True)
    layout = SealedField("how its sheets are laid out", null=True)
    decisions = SealedField("what was decided", null=True)
    findings = SealedField("the fate of every row", null=True)
    mending = SealedField("a workbook of what is to mend", null=True)

    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rows=F("loaded") + F("refused") + F("skipped")), name="every_row_has_one_fate"
            ),
            models.CheckConstraint(
                condition=Q(upload__isnull=True) | Q(state__in=["reading", "ready", "loading"]),
                name="the_upload_is_gone_when_a_load_is_over",
            ),
            models.CheckConstraint(
                condition=Q(upload__isnull=True, findings__isnull=True, mending__isnull=True)
                | Q(empty_at__isnull=False),
                name="what_is_sealed_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="loaded") | Q(loaded_at__isnull=False), name="loaded_means_it_has_a_time"
            ),
        ]

    def __str__(self):
        return self.file_name
