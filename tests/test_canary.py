"""A marked word in every field that holds words: it comes up only where the table of readers allows it.

Every model's text fields and every address are walked, so a new field or page is covered without being added here;
a field without a line in READERS fails.
"""

import re
from contextlib import suppress

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from alongside.access.actors import acting
from alongside.access.encryption import SealedField
from alongside.access.models import AuditRow, BrowserSession, Job
from alongside.access.permissions import Role
from tests.factories import signed_in
from tests.test_permissions import (
    ADMINISTRATOR,
    APPEALS,
    APPROVER,
    ASSESSOR,
    CHECKS,
    DECIDER,
    EDUCATOR,
    ESTABLISHMENT,
    EVALUATOR,
    EVERYBODY,
    EXECUTIVE,
    HEALTH,
    LEAD,
    MANAGER,
    PANEL,
    PERSON,
    PLACES,
    PROTECTION,
    Line,
    addresses,
    arguments,
    world,  # noqa: F401  (a fixture)
)

pytestmark = pytest.mark.django_db

STAFF = f"{LEAD} {EDUCATOR} {CHECKS}"
# Who have a part in somebody's clearance read the name, and nothing that reaches them.
CLEARING = f"{APPROVER} {HEALTH}"
WEIGHING = f"{ASSESSOR} {DECIDER} {APPEALS}"
POSTS = f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE}"
NOBODY = Line()
SELECTING = Line(f"{LEAD} {EDUCATOR} {PANEL}")
# What is written for everybody, and stands on the public pages of selection as well.
PUBLISHED = {
    "Intake.title", "Intake.about", "Intake.telephone", "Criterion.words", "Criterion.easy_words",
    "IntakeStage.name", "IntakeStage.told",
    "InformationSession.venue",
}  # fmt: skip
ON_PUBLIC_PAGES = {"intakes_open", "apply_privacy", "apply_start", "session_book"}

READERS = {
    "Person.name": Line(f"{STAFF} {CLEARING}", team=MANAGER, alone=f"{PERSON} {WEIGHING}"),
    "Person.email": Line(STAFF, alone=PERSON),
    "Person.phone": Line(STAFF, alone=PERSON),
    "Person.staff_number": Line(STAFF, alone=PERSON),
    "Person.pronouns": Line(STAFF, team=MANAGER, alone=PERSON),
    "Holding.manager_name": Line(LEAD, team=MANAGER, alone=PERSON),
    "Proposal.reason": Line(LEAD),
    "PlacementPlan.fault": Line(LEAD),
    "PlacementPlan.inputs_digest": Line(LEAD),
    "PlacementPlan.engine_version": Line(LEAD),
    "ForecastRun.inputs_digest": Line(f"{LEAD} {EVALUATOR}"),
    "ForecastRun.engine_version": Line(f"{LEAD} {EVALUATOR}"),
    "Supervision.supervisor_name": Line(LEAD, team=MANAGER, alone=PERSON),
    "Team.name": Line(EVERYBODY),
    "Team.manager_name": Line(f"{LEAD} {ESTABLISHMENT}", team=MANAGER),
    "Site.name": Line(EVERYBODY),
    "Post.number": Line(EVERYBODY),
    "Post.title": Line(EVERYBODY),
    "JobDescription.title": Line(f"{POSTS} {MANAGER}", alone=PERSON),
    "JobDescription.purpose": Line(f"{POSTS} {MANAGER}", alone=PERSON),
    "JobLine.words": Line(f"{POSTS} {MANAGER}", alone=PERSON),
    "DutyLine.words": Line(POSTS, team=MANAGER, alone=PERSON),
    "Post.cost_centre": Line(POSTS, team=MANAGER),
    "BenefitFigure.source": Line(f"{LEAD} {CHECKS} {PERSON}"),
    "Document.provider": Line(CHECKS, alone=PERSON),
    "StartOverride.safeguards": Line(f"{LEAD} {CHECKS} {APPROVER}", alone=PERSON),
    "PoliceVetting.force": Line(f"{LEAD} {CHECKS}", alone=PERSON),
    "Freeze.minute": Line(POSTS, team=MANAGER),
    "Conversion.new_title": Line(POSTS, team=MANAGER),
    "Conversion.quality_impact": Line(POSTS, team=MANAGER),
    "Conversion.reason": Line(POSTS, team=MANAGER),
    "RegistrationCorrection.reason": Line(POSTS, team=MANAGER),
    "Cohort.name": Line(f"{LEAD} {EDUCATOR} {CHECKS}", team=MANAGER, alone=PERSON),
    "Cohort.venue": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "TeachingRoom.name": Line(f"{LEAD} {EDUCATOR}"),
    "SyllabusSession.title": Line(f"{LEAD} {EDUCATOR}"),
    "UnplacedSession.why": Line(f"{LEAD} {EDUCATOR}"),
    "ExamQuestion.title": Line(f"{LEAD} {EDUCATOR}"),
    "ExamQuestion.text": Line(f"{LEAD} {EDUCATOR}"),
    "ExamQuestion.guidance": Line(f"{LEAD} {EDUCATOR}"),
    "ExamPaper.title": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "PaperQuestion.title": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "PaperQuestion.text": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "PaperQuestion.guidance": Line(f"{LEAD} {EDUCATOR}"),
    "Course.name": Line(f"{LEAD} {EDUCATOR}"),
    "Course.provider": Line(f"{LEAD} {EDUCATOR}"),
    "Session.title": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "Session.room": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "CatchUp.what": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "WorkExperienceSlot.supervisor_name": Line(f"{LEAD} {EDUCATOR}", team=MANAGER, alone=PERSON),
    "CourseCertificate.course_name": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "CourseOpinion.respondent": NOBODY,
    "User.name": Line(EVERYBODY),
    "User.email": Line(ADMINISTRATOR + " " + LEAD),
    "User.password": NOBODY,
    "Identity.issuer": Line(ADMINISTRATOR),
    "Identity.subject": Line(ADMINISTRATOR),
    "Intake.title": Line(SELECTING.trust, alone=PERSON),
    "Intake.about": Line(LEAD),
    "Intake.telephone": Line(LEAD),
    "Criterion.words": SELECTING,
    "IntakeStage.name": SELECTING,
    "IntakeStage.told": SELECTING,
    "Criterion.easy_words": NOBODY,
    "InformationSession.venue": Line(f"{LEAD} {EDUCATOR}"),
    "Booking.name": Line(f"{LEAD} {EDUCATOR}"),
    "Booking.email": Line(f"{LEAD} {EDUCATOR}"),
    "Application.name": Line(f"{LEAD} {EDUCATOR}"),
    "Application.email": Line(f"{LEAD} {EDUCATOR}"),
    "Application.phone": Line(f"{LEAD} {EDUCATOR}"),
    "Interview.venue": Line(SELECTING.trust, alone=PERSON),
    "Load.file_name": Line(LEAD),
    "Load.refusal": Line(LEAD),
    "Trust.name": Line(EVERYBODY),
    "LegalHold.reference": Line(PROTECTION),
    "RetentionRule.source": Line(PROTECTION),
}
# Rows of the product itself, which say nothing about anybody; their words are checked where they are written.
NOT_A_RECORD = {
    "AuditRow", "AuditSeal", "Job", "Organisation", "OrganisationName", "BrowserSession", "CacheEntry",
}  # fmt: skip


def text_fields() -> dict[str, models.Field]:
    """Model.field of every column of ours that can hold words of somebody's own."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("alongside.") and model.__name__ not in NOT_A_RECORD:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    found[f"{model.__name__}.{field.name}"] = field
    return found


def mark(name: str, place: str) -> str:
    return f"cnry{list(READERS).index(name):03d}{PLACES.index(place)}"


def plant(world) -> None:  # noqa: F811
    """Put a marked word into every text field of what each place holds."""
    for name, field in text_fields().items():
        if name not in READERS or name in {"User.password", "Trust.name"}:
            continue
        for place in PLACES:
            for row in vars(world.places[place]).values():
                if isinstance(row, field.model):
                    word = mark(name, place)
                    value = f"{word}x{row.pk}" + ("@example.org" if isinstance(field, models.EmailField) else "")
                    # A column that the database keeps empty here, as an applicant's name once they are a person.
                    with suppress(IntegrityError), acting("system:test", "plant"), transaction.atomic():
                        field.model._base_manager.filter(pk=row.pk).update(**{field.name: value[: field.max_length]})


def test_every_field_that_holds_words_has_its_readers():
    sealed = {name for name, field in text_fields().items() if isinstance(field, SealedField)}
    keys = {name for name in text_fields() if name.endswith((".code", ".sha256"))}
    assert set(text_fields()) - sealed - keys == set(READERS)


def allowed(line: Line, role: str, place: str) -> bool:
    if place == "other trust":
        return False
    return role in line.trust.split() or (place == "own" and role in line.roles())


def test_a_marked_word_comes_up_only_before_its_readers(world, client, caplog):  # noqa: F811
    plant(world)
    seen, names = set(), list(READERS)
    for role, user in [*world.users.items(), ("nobody", None)]:
        client.logout()
        if user:
            signed_in(client, user)
        for name, wanted in addresses().items():
            if name == "second_factor_remove":
                continue
            for place in PLACES if wanted else PLACES[:1]:
                address = reverse(name, kwargs=arguments(name, wanted, world.places[place]))
                queries = ("", "?q=cnry") if name in {"search", "people", "posts"} else ("",)
                answers = [client.get(address + query) for query in queries]
                for answer in answers:
                    body = b"".join(answer).decode(errors="replace")
                    for number, at in re.findall(r"cnry(\d{3})(\d)", body):
                        seen.add((names[int(number)], role, PLACES[int(at)], name))
                if answers[0].status_code == 403:
                    break  # refused for the role, whatever the place: tests/test_permissions.py asks in each
    faults = [
        f"{field} of {place} before {role} on {page}"
        for field, role, place, page in sorted(seen)
        if not (field in PUBLISHED and page in ON_PUBLIC_PAGES)
        and (role == "nobody" or not allowed(READERS[field], role, place))
    ]
    assert faults == [], "\n".join(faults)
    assert {"Person.name", "Post.cost_centre", "Cohort.venue"} <= {field for field, *_ in seen}
    assert "cnry" not in caplog.text


def test_no_marked_word_stands_in_the_audit_the_jobs_or_the_sessions(world, client):  # noqa: F811
    plant(world)
    for role in (Role.PROGRAMME_LEAD, Role.CHECKS_OFFICER):
        signed_in(client, world.users[role])
        client.get(reverse("people"))
    assert AuditRow.objects.exists()
    elsewhere = [model._meta.db_table for model in (AuditRow, BrowserSession, DBTaskResult, Job)]
    with connection.cursor() as cursor:
        for table in elsewhere:
            cursor.execute(f"SELECT * FROM {table}")
            assert "cnry" not in str(cursor.fetchall()), table
