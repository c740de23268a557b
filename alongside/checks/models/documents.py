"""Papers shown for a check: the file is sealed, and gone as soon as somebody has looked at it."""

from django.db import models
from django.db.models import Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.checks.models.check import Check
from alongside.people.models import Person


class DocumentQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The checks officer, and the person their own."""
        mine = self.filter(person__trust_id=user.trust_id)
        return mine if user.has(Role.CHECKS_OFFICER) else mine.filter(person__account=user)

    def accepted(self):
        return self.filter(state=Document.State.ACCEPTED)

    def waiting(self):
        return self.filter(state=Document.State.UPLOADED)


class Document(models.Model):
    """One paper asked for or shown. What is left after it was looked at: its type, its dates, who saw it and when."""

    class Purpose(models.TextChoices):
        IDENTITY = "identity", "Identity"
        RIGHT_TO_WORK = "right_to_work", "Right to work"

    class Type(models.TextChoices):
        PASSPORT_BRITISH = "passport_british", "British passport"
        PASSPORT_OTHER = "passport_other", "Passport of another country"
        DRIVING_LICENCE = "driving_licence", "Photocard driving licence"
        IDENTITY_CARD = "identity_card", "Identity card with a photograph"
        COUNCIL_TAX = "council_tax", "Council tax letter"
        BANK_STATEMENT = "bank_statement", "Bank or building society statement"
        UTILITY_BILL = "utility_bill", "Gas, electricity, water or telephone bill"
        BENEFIT_LETTER = "benefit_letter", "Letter about a benefit or pension"
        TENANCY = "tenancy", "Tenancy agreement or rent letter"
        SHARE_CODE = "share_code", "Home Office share code result"
        BIRTH_CERTIFICATE = "birth_certificate", "Birth certificate with a National Insurance letter"

    class State(models.TextChoices):
        ASKED = "asked", "Asked for"
        UPLOADED = "uploaded", "Waiting to be looked at"
        ACCEPTED = "accepted", "Seen and accepted"
        REFUSED = "refused", "Another is needed"

    class Why(models.TextChoices):
        NONE = "", "Not refused"
        UNREADABLE = "unreadable", "It cannot be read"
        EXPIRED = "expired", "It is out of date"
        OTHER_NAME = "other_name", "The name or address is another"
        WRONG_TYPE = "wrong_type", "It is another kind of document"

    person = models.ForeignKey(Person, models.CASCADE, related_name="documents")
    purpose = models.CharField("for", max_length=14, choices=Purpose)
    type = models.CharField("kind of document", max_length=20, choices=Type, blank=True)
    provider = models.CharField("issued by", max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    why = models.CharField("why another is needed", max_length=12, choices=Why, blank=True, default=Why.NONE)
    content = SealedField(null=True, blank=True, editable=False)
    format = models.CharField(
        max_length=4, choices=[("pdf", "PDF"), ("jpeg", "JPEG"), ("png", "PNG")], blank=True, editable=False
    )
    asked_on = models.DateField(null=True, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    seen_on = models.DateField("looked at on", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(content__isnull=True) | Q(state="uploaded"),
                name="a_file_is_kept_until_it_is_looked_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"]) | Q(seen_on__isnull=False),
                name="a_document_decided_was_seen_on_a_day",
            ),
            models.CheckConstraint(condition=Q(state="refused") | Q(why=""), name="only_a_refused_document_says_why"),
            models.CheckConstraint(condition=Q(state="asked") | ~Q(type=""), name="a_document_shown_is_of_a_kind"),
        ]

    def __str__(self):
        return self.get_type_display() if self.type else f"A document for {self.get_purpose_display().lower()}"

    @property
    def trust_id(self):
        return self.person.trust_id


class ChaserQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(of__in=Check.objects.seen_by(user))


class Chaser(models.Model):
    """A reminder that a check runs out, sent once at each of its days before."""

    of = models.ForeignKey(Check, models.CASCADE, related_name="chasers")
    expires_on = models.DateField()
    days = models.PositiveSmallIntegerField("days before")
    sent_on = models.DateField()

    objects = ChaserQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "expires_on", "days"], name="a_chaser_is_sent_once"),
        ]

    @property
    def trust_id(self):
        return self.of.trust_id
