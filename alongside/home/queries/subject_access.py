"""Everything held about one person, found by walking the models, with other people left out (R32)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q

from alongside.access.audit import keyed_digest
from alongside.access.encryption import SealedField
from alongside.access.models import AuditRow, BrowserSession, Identity, RoleGrant, User
from alongside.checks.models import Check
from alongside.checks.queries import LABELS
from alongside.checks.rules import state_shown
from alongside.people.models import Person

# What bears a path to a person and is not handed over, each with its reason.
LEFT_OUT: dict[str, str] = {
    "LivedExperience": "The statement of an application: only the person reads it, by the link in their e-mail.",
    "AssessmentNeeds": "What would help at an assessment: the person reads it by the link in their e-mail.",
    "ApplicantLink": "The key of a link sent by e-mail, as a digest that says nothing.",
    "LegalHold": "Whether a claim or an inquiry keeps the record: ask the data protection lead, who answers for it.",
    "ExamAnswer": "What you wrote in an exam, which the law leaves out of a copy (Data Protection Act 2018, "
    "Schedule 2, paragraph 25). You read it with your result under “My exams”.",
    "AdjustmentCause": "Your own sealed note about what you need: only you can open it, from your own record.",
}
# What only the person and the checks office open (design.md, section 5): in the person's own copy, never in one that
# the programme lead makes.
ONLY_THEIR_OWN: dict[str, str] = dict.fromkeys(
    ("Certificate", "Disclosure", "Matter", "Assessment", "PanelSeat"),
    "What a criminal record certificate showed, if anything, and what was weighed: only you open it, on your own "
    "record. Without an account, ask the checks officer for it.",
) | dict.fromkeys(
    ("Document", "HealthOutcome", "HistoryPeriod"),
    "Documents you sent for a check, your employment history and the outcome of a work health assessment: only you "
    "open them, on your own record. Without an account, ask the checks officer for them.",
)
# What is handed over only once it has been told: exam results come to everybody on the same day.
TOLD_LATER = {"ExamMarking": "attempt__exam__released_at", "QuestionMark": "marking__attempt__exam__released_at"}
MARK_TOLD_LATER = "ExamAttempt.mark"
# The account somebody signs in with, which has no path to a person but from the person.
ACCOUNT = (RoleGrant, Identity, BrowserSession)
# Words that are the person's own facts. Any other free text may name somebody else, and is withheld until read.
OWN_WORDS = {
    "Person.name", "Person.email", "Person.phone", "Person.staff_number", "Person.pronouns",
    "Application.name", "Application.email", "Application.phone", "Interview.venue",
    "Wishes.bands", "Wishes.settings", "Wishes.teams", "Proposal.verdict",
    "CourseCertificate.code", "CourseCertificate.course_name", "CatchUp.what",
    "Document.provider", "HealthOutcome.adjustments", "HistoryPeriod.what", "PoliceVetting.force",
    "Certificate.number", "Certificate.shows", "Disclosure.said", "Disclosure.conditions",
    "Disclosure.reasons", "Matter.facts", "User.name", "User.email", "Identity.issuer", "Identity.subject",
    "BrowserSession.device",
}  # fmt: skip
# Who read the record is told to the person by name and role (R31).
NAMED = {"Reading.reader"}
NEVER = {"Document.content", "User.password", "BrowserSession.session_key", "BrowserSession.session_data"}
WITHHELD_STAFF = "A member of staff (name withheld)"
WITHHELD_WORDS = "Withheld: it may name somebody else. Ask the programme lead, who reads it first."


@dataclass(frozen=True)
class Kind:
    """The rows of one kind: each a list of (what, value)."""

    name: str
    rows: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Copy:
    """Everything held about one person at a moment."""

    number: UUID
    trust: str
    at: datetime
    kinds: list[Kind]
    deeds: list[tuple[datetime, str, str]]
    left_out: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict:
        return {
            "person": str(self.number),
            "trust": self.trust,
            "made_at": self.at.isoformat(),
            "held": {kind.name: [dict(row) for row in kind.rows] for kind in self.kinds},
            "deeds": [{"at": at.isoformat(), "deed": deed, "record": record} for at, deed, record in self.deeds],
            "left_out": self.left_out,
        }


def paths() -> dict[type[models.Model], str]:
    """Model -> the lookup that leads from it to a person, the shortest of them; new models are found by themselves."""
    found: dict[type[models.Model], str] = {Person: "pk"}
    ours = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    grown = True
    while grown:
        grown = False
        for model in ours:
            if model not in found:
                steps = [one for one in model._meta.local_fields if one.related_model in found]
                if steps:
                    shortest = min(steps, key=lambda step: found[step.related_model].count("__"))
                    rest = "" if shortest.related_model is Person else f"__{found[shortest.related_model]}"
                    found[model] = f"{shortest.name}{rest}"
                    grown = True
    return found


def copy_of(person: Person, at: datetime, *, reader: User) -> Copy:
    """Everything held about a person, for the person; for the programme lead without what only the person opens."""
    kinds, tables = [], {}
    left_out = LEFT_OUT if reader.pk == person.account_id else LEFT_OUT | ONLY_THEIR_OWN
    for model, path in paths().items():
        if model.__name__ not in left_out:
            rows = list(_handed_over(model, path, person))
            tables[model._meta.db_table] = {str(row.pk) for row in rows}
            kinds.append(_kind(model, rows, person))
    if person.account_id:
        for model in (User, *ACCOUNT):
            path = "pk" if model is User else "user"
            kinds.append(_kind(model, model._base_manager.filter(**{path: person.account_id}).order_by("pk"), person))
    return Copy(
        number=person.public_id,
        trust=person.trust.name,
        at=at,
        kinds=[kind for kind in kinds if kind.rows],
        deeds=_deeds(person, tables),
        left_out=left_out,
    )


def _handed_over(model, path: str, person: Person):
    rows = model._base_manager.filter(**{path: person.pk}).order_by("pk")
    told = TOLD_LATER.get(model.__name__)
    return rows.filter(**{f"{told}__isnull": False}) if told else rows


def _kind(model, rows, person) -> Kind:
    name = str(model._meta.verbose_name_plural).capitalize()
    return Kind(name, [[cell for column in _columns(model) for cell in _cell(row, column, person)] for row in rows])


def _columns(model):
    return [one for one in model._meta.local_concrete_fields if f"{model.__name__}.{one.name}" not in NEVER]


def _cell(row, column, person):
    """(label, value) of one column; none for what only ties the row to this person."""
    name = f"{type(row).__name__}.{column.name}"
    if column.related_model is Person or (column.primary_key and not column.related_model):
        return []
    return [(str(column.verbose_name).capitalize(), _value(row, column, name, person))]


def _value(row, column, name, person) -> str:
    value = getattr(row, column.attname)
    if name == MARK_TOLD_LATER and row.exam.released_at is None:
        return "Not told yet"
    if value is None or value == "":
        return "Nothing"
    if column.related_model is User:
        if value == person.account_id:
            return "You"
        return str(getattr(row, column.name)) if name in NAMED else WITHHELD_STAFF
    if column.related_model:
        return str(getattr(row, column.name))
    if isinstance(row, Check) and column.name == "state":
        return LABELS[state_shown(value, officer=False)]
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if (
        isinstance(column, models.CharField | models.TextField | models.JSONField | SealedField)
        and name not in OWN_WORDS
    ):
        return WITHHELD_WORDS
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _deeds(person: Person, tables: dict[str, set[str]]) -> list[tuple[datetime, str, str]]:
    """(when, deed, kind of record) of every change to what is held, gone rows included; never who, never what."""
    labels = {model._meta.db_table: str(model._meta.verbose_name) for model in paths()}
    keyed = Q(values__person_id=person.pk) | Q(values__person_id=keyed_digest(person.pk))
    own = Q(table_name=Person._meta.db_table, row_id=str(person.pk))
    still = Q()
    for table, rows in tables.items():
        if rows:
            still |= Q(table_name=table, row_id__in=rows)
    rows = AuditRow.objects.filter(own | still | (Q(table_name__in=tables) & keyed)).order_by("pk")
    told = rows.values_list("at", "deed", "table_name", "operation")
    return [(at, deed.replace("_", " "), f"{labels[table]}: {operation}") for at, deed, table, operation in told]
