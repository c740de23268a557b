"""Trusts, users and their roles, organisations of the NHS, jobs, and the audit."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from alongside.access.permissions import PERMISSIONS, May, Role

ODS_CODE = RegexValidator(r"^[A-Z0-9]{3}([A-Z0-9]{2})?$", "An ODS code has three or five capitals and digits.")


class Organisation(models.Model):
    """An NHS organisation as the Organisation Data Service lists it."""

    code = models.CharField(max_length=5, unique=True, validators=[ODS_CODE])
    region = models.CharField(max_length=5, blank=True)
    icb = models.CharField("integrated care board", max_length=5, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="organisation_closes_after_it_opens",
            )
        ]

    def __str__(self):
        return self.code


class OrganisationName(models.Model):
    """What an organisation was called from a day on: names change under the same code."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    from_on = models.DateField()

    class Meta:
        ordering = ["organisation_id", "from_on"]
        constraints = [models.UniqueConstraint(fields=["organisation", "from_on"], name="one_name_from_a_day_on")]


class Trust(models.Model):
    """An employer with a programme of its own; trusts in one installation are blind to each other."""

    code = models.CharField("ODS code", max_length=5, unique=True, validators=[ODS_CODE])
    name = models.CharField(max_length=200)
    demonstration = models.BooleanField(default=False)

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class UserQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(trust_id=user.trust_id)


class User(AbstractBaseUser):
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="users")
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField("may sign in", default=True)
    demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self):
        return self.name

    @property
    def actor_label(self) -> str:
        return f"user:{self.pk}"

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(grant.role) for grant in self.grants.all())

    @cached_property
    def permissions(self) -> frozenset[May]:
        return frozenset().union(*(PERMISSIONS[role] for role in self.roles))

    def may(self, permission: May) -> bool:
        return self.is_active and permission in self.permissions

    def has(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))


class RoleGrant(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24, choices=[(role.value, role.label) for role in Role])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="a_role_is_granted_once")]

    @property
    def trust_id(self):
        return self.user.trust_id


class Identity(models.Model):
    """Somebody at the trust's identity provider, linked to an account by an administrator: never by an e-mail."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=191)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="a_subject_opens_one_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="an_account_has_one_subject_at_an_issuer"),
        ]

    @property
    def trust_id(self):
        return self.user.trust_id


class BrowserSession(AbstractBaseSession):
    """One browser that is signed in. Its key is kept as a digest, its contents are sealed."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="browser_sessions")
    device = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    audited = False


class CacheEntry(models.Model):
    """What all processes count together, such as wrong passwords; Django's cache reads and writes this table."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    audited = False


class JobQuerySet(models.QuerySet):
    def seen_by(self, user):
        return self.filter(trust_id=user.trust_id)

    def orphaned(self, at):
        """Running jobs whose worker stopped breathing, and queued ones whose message was lost."""
        return self.filter(state__in=[Job.State.RUNNING, Job.State.QUEUED], lease_until__lt=at)


class Job(models.Model):
    """Long work asked for by somebody: its state, its progress, and whose lease it is."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    trust = models.ForeignKey(Trust, models.PROTECT)
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    asked_by = models.ForeignKey(User, models.PROTECT)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=300, blank=True)

    audited = False
    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "lease_until"], name="job_lease")]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def over(self) -> bool:
        return self.state in {self.State.DONE, self.State.STOPPED}


class AuditRowQuerySet(models.QuerySet):
    def seen_by(self, user):
        """What people of the trust did, what was done to its own rows, and their signing in."""
        accounts = list(User.objects.filter(trust_id=user.trust_id).values_list("pk", flat=True))
        return self.filter(
            Q(actor__in=[f"user:{pk}" for pk in accounts])
            | Q(values__trust_id=user.trust_id)
            | Q(table_name=User._meta.db_table, row_id__in=[str(pk) for pk in accounts])
        )


class AuditRow(models.Model):
    """One insert, update or delete, written by a trigger. It never changes."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    deed = models.CharField(max_length=60)
    table_name = models.CharField(max_length=80)
    operation = models.CharField(max_length=6)
    row_id = models.CharField(max_length=40)
    columns = models.JSONField(default=list)
    values = models.JSONField(default=dict)

    audited = False
    objects = AuditRowQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["table_name", "row_id"], name="audit_of_a_row")]


class AuditSeal(models.Model):
    """A batch of audit rows sealed: the keyed digest of each, chained to the batch before. It never changes."""

    at = models.DateTimeField(default=timezone.now)
    first_row = models.BigIntegerField()
    last_row = models.BigIntegerField(unique=True)
    digests = models.JSONField()
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    audited = False


class Download(models.Model):
    """Somebody took a file out of the product: of which page, of which number, and when. The audit has it too."""

    class Kind(models.TextChoices):
        """The names of the pages that answer with a file."""

        PLAN = "plan_download", "A placement plan"
        FORECAST = "forecast_csv", "The figures of a forecast"
        PICTURE = "forecast_png", "A chart of a forecast"
        MENDING = "load_mending", "The rows to mend of a load"
        COPY = "subject_access_file", "A copy of everything held about somebody"
        DOCUMENT = "document_file", "A document that somebody checks"
        INTERVIEW = "application_interview_file", "An interview for a calendar"
        SESSIONS = "timetable_calendar", "The sessions of a course for a calendar"
        QUESTIONS = "questions_download", "The question bank"
        CERTIFICATE = "certificate_file", "A course certificate"
        OTHER = "other", "Another file"

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=Kind)
    number = models.BigIntegerField("of the plan, forecast or load", null=True)
    at = models.DateTimeField()

    @property
    def trust_id(self):
        return self.user.trust_id


class RetentionRuleQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Whoever answers for retention reads the rules of their trust."""
        mine = self.filter(trust_id=user.trust_id)
        return mine if user.has(Role.DATA_PROTECTION) else mine.none()

    def in_force(self, on):
        """The latest row of each kind that has begun."""
        return {rule.kind: rule for rule in self.filter(from_on__lte=on).order_by("from_on", "pk")}


class RetentionRule(models.Model):
    """How long one kind of record is kept: a dated row with its source, verified or not yet."""

    class Kind(models.TextChoices):
        RIGHT_TO_WORK = "right_to_work", "The right to work check of somebody who left"
        NO_POST = "no_post", "Everything about somebody who left without having held a post"
        RECORD = "record", "Everything about somebody who left"
        NO_PLACE = "no_place", "Everything about somebody whose application brought them no place, from its end on"
        DISCLOSURE = "disclosure", "What a certificate showed, from the decision on"
        DRAFT = "draft", "An application begun and never sent, from the last day to apply on"
        BOOKING = "booking", "Places booked at an information session, from its day on"
        EQUALITY = "equality", "Applicants’ answers about equality, from the last day to apply on"
        LINK = "link", "Links sent to applicants, from the day they stop working on"

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="retention_rules")
    kind = models.CharField(max_length=14, choices=Kind)
    months = models.PositiveSmallIntegerField("months it is kept")
    from_on = models.DateField("in force from")
    source = models.CharField(max_length=200)
    verified = models.BooleanField("checked against the text of the source", default=False)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-from_on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="a_retention_rule_has_a_source")]


class BackupMade(models.Model):
    """A backup stands somewhere: what is deleted here stands in it until it is destroyed.

    Its own row is younger than what it holds, so whoever restores it writes the row down again.
    """

    at = models.DateTimeField()
