"""What a criminal record certificate shows, and how it is weighed. Its own tables, sealed, each reading logged."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.checks.models.check import Check
from alongside.checks.models.offers import ConditionalOffer, PostEligibility
from alongside.people.models import Person


class CertificateQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The officer, and never one's own."""
        mine = self.filter(person__trust_id=user.trust_id).exclude(person__account=user)
        return mine if user.has(Role.CHECKS_OFFICER) else mine.none()


class Certificate(models.Model):
    """That a certificate was seen: its level, its number sealed, and whether it showed anything."""

    class Update(models.TextChoices):
        NONE = "", "Not asked"
        BLANK = "blank", "No new information, the certificate was blank"
        CONTENT = "content", "No new information, the certificate had content"
        CHANGED = "changed", "Not current: apply for a new check"
        UNMATCHED = "unmatched", "The details did not match"

    person = models.ForeignKey(Person, models.CASCADE, related_name="certificates")
    offer = models.ForeignKey(ConditionalOffer, models.CASCADE, related_name="+")
    level = models.CharField(max_length=16, choices=Check.Level)
    workforce = models.CharField(max_length=6, choices=PostEligibility.Workforce)
    number = SealedField("certificate number", null=True)
    issued_on = models.DateField()
    seen_on = models.DateField()
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shows = SealedField("shows something", null=True)
    consent = models.BooleanField("may be looked up in the update service", default=False)
    update = models.CharField(max_length=10, choices=Update, blank=True, default=Update.NONE)
    updated_on = models.DateField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    # That somebody has anything on record is itself what a certificate says.
    told_as_digest = ("update",)

    @property
    def trust_id(self):
        return self.person.trust_id


class DisclosureQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The officer; each assessor named; the decider or chair once it is theirs; the appeal officer once it is."""
        mine = self.filter(certificate__person__trust_id=user.trust_id).exclude(certificate__person__account=user)
        if user.has(Role.CHECKS_OFFICER):
            return mine
        allowed = Q(first=user) | Q(second=user) | Q(decided_by=user) | Q(chair=user) | Q(appeal_by=user)
        if user.has(Role.DECIDER):
            allowed |= Q(state=Disclosure.State.DECIDING)
        if user.has(Role.APPEAL_OFFICER):
            allowed |= Q(state=Disclosure.State.APPEAL)
        return mine.filter(allowed)


class Disclosure(models.Model):
    """A certificate that shows something, and who weighs it: two, blind to each other, and a third who decides."""

    class State(models.TextChoices):
        COMPARING = "comparing", "Compared with what the person said"
        ASSESSING = "assessing", "With two assessors"
        DECIDING = "deciding", "With the decider"
        PANEL = "panel", "With a panel"
        NOTHING = "nothing", "Nothing in it may be weighed"
        CLEARED = "cleared", "Cleared"
        CONDITIONS = "conditions", "Cleared with conditions"
        WITHDRAWN = "withdrawn", "Not cleared"
        APPEAL = "appeal", "An appeal is open"
        UPHELD = "upheld", "Not cleared, after an appeal"
        STOPPED = "stopped", "Stopped by the barred list"

    certificate = models.OneToOneField(Certificate, models.CASCADE, related_name="disclosure")
    state = models.CharField(max_length=10, choices=State, default=State.COMPARING)
    opened_on = models.DateField()
    said = SealedField("what the person said", null=True)
    met_on = models.DateField("meeting, or the day it was declined", null=True)
    first = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    chair = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    conditions = SealedField(null=True)
    reasons = SealedField(null=True)
    review_on = models.DateField(null=True)
    appealed_on = models.DateField(null=True)
    appeal_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    purged_on = models.DateField(null=True)

    # Until it is decided nobody else learns that a certificate showed something; not the audit's reader either.
    told_as_digest = ("state",)
    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["opened_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="two_different_people_assess"),
            models.CheckConstraint(
                condition=~Q(decided_by=F("first")) & ~Q(decided_by=F("second")), name="who_decides_has_not_assessed"
            ),
            models.CheckConstraint(
                condition=~Q(chair=F("first")) & ~Q(chair=F("second")), name="who_chairs_has_not_assessed"
            ),
            models.CheckConstraint(
                condition=~Q(appeal_by=F("first")) & ~Q(appeal_by=F("second")) & ~Q(appeal_by=F("decided_by"))
                & ~Q(appeal_by=F("chair")),
                name="who_hears_an_appeal_had_no_earlier_part",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cleared", "conditions", "withdrawn", "upheld"])
                | Q(first__isnull=False, second__isnull=False, decided_by__isnull=False, decided_on__isnull=False),
                name="a_decision_has_two_assessors_and_a_decider",
            ),
            models.CheckConstraint(
                condition=Q(purged_on=None) | (Q(said__isnull=True, reasons__isnull=True) & ~Q(state="appeal")),
                name="what_was_purged_is_empty_and_has_no_open_appeal",
            ),
        ]  # fmt: skip

    @property
    def person(self):
        return self.certificate.person

    @property
    def trust_id(self):
        return self.certificate.person.trust_id


class Matter(models.Model):
    """One thing a certificate shows, sealed; what is protected is not kept, only that it was there and was removed."""

    class Kind(models.TextChoices):
        CONVICTION = "conviction", "Conviction"
        CAUTION = "caution", "Caution, reprimand or warning"
        POLICE_INFORMATION = "police_information", "Information from the police"
        HEALTH_CONTACT = "health_contact", "Contact with the police over their own health (no offence)"

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="matters")
    facts = SealedField(null=True)
    entered_on = models.DateField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    redacted_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(redacted_on=None) | Q(facts__isnull=True), name="a_protected_matter_is_not_kept"
            ),
        ]

    @property
    def happened_on(self) -> date | None:
        return date.fromisoformat(self.facts["on"]) if self.facts else None

    @property
    def trust_id(self):
        return self.disclosure.trust_id


class Assessment(models.Model):
    """What one assessor thinks, locked once: a score for each matter, a view on the whole, and why."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="assessments")
    assessor = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = SealedField()
    locked_at = models.DateTimeField()

    class Meta:
        ordering = ["locked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "assessor"], name="an_assessor_locks_once"),
        ]

    @property
    def trust_id(self):
        return self.disclosure.trust_id


class PanelSeat(models.Model):
    """Who sat on a panel, and for what."""

    class Seat(models.TextChoices):
        HR = "hr", "Personnel"
        CLINICAL = "clinical", "Clinical or safeguarding"
        LIVED = "lived", "Lived experience"

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="seats")
    member = models.ForeignKey(User, models.PROTECT, related_name="+")
    seat = models.CharField(max_length=8, choices=Seat)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["disclosure", "member"], name="a_panel_member_sits_once")]

    @property
    def trust_id(self):
        return self.disclosure.trust_id
