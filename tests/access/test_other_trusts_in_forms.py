"""Every form of every page, found by walking: what belongs to another trust is taken in no field and under no name.

The walk follows each role's links, so a new page or form is tried without being added here.
"""

import uuid
from html.parser import HTMLParser
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Max
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.timezone import localdate

from alongside.access.actors import acting
from alongside.access.jobs import run_job
from alongside.access.models import AuditRow, RoleGrant, Trust, User
from alongside.access.permissions import Role
from alongside.home.demonstration import CODE, make_demonstration
from tests.factories import signed_in

pytestmark = pytest.mark.django_db
ELSEWHERE = range(990_000, 1_990_000)
PAGES_OF_A_KIND = 2
# Names that no form offers and a hostile browser may send all the same.
NEVER_OFFERED = ("trust", "trust_id", "user", "user_id", "account", "person", "person_id", "team", "id", "pk")
CHOSEN = {"select", "radio", "checkbox", "hidden"}
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("alongside.") and getattr(model, "audited", True)
]


class Forms(HTMLParser):
    """The POST forms of a page, each with its address and fields: name -> (kind, values)."""

    def __init__(self):
        super().__init__()
        self.forms, self.links, self.form, self.chosen, self.area = [], [], None, None, None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "a" and (found.get("href") or "").startswith(("/", "?")):
            self.links.append(found["href"])
        if tag == "form":
            self.form = {"action": found.get("action") or "", "method": found.get("method"), "fields": {}}
        if self.form is None or (not (name := found.get("name")) and tag != "option"):
            return
        if tag == "select":
            self.chosen = name
            self.form["fields"][name] = ("select", [])
        elif tag == "option" and self.chosen:
            self.form["fields"][self.chosen][1].append(found.get("value") or "")
        elif tag == "textarea":
            self.form["fields"][name] = ("text", ["Walked"])
        elif tag == "input":
            kind, values = self.form["fields"].setdefault(name, (found.get("type") or "text", []))
            if kind not in {"radio", "checkbox"} or "checked" in found or not values:
                values.append(found.get("value") or ("2027" if name.endswith("year") else "1"))

    def handle_endtag(self, tag):
        if tag == "select":
            self.chosen = None
        if tag == "form" and self.form is not None:
            if self.form["method"] == "post":
                self.forms.append(self.form)
            self.form = None


def read(page: str) -> Forms:
    parser = Forms()
    parser.feed(page)
    return parser


def number_from(start: int) -> None:
    """What is made from here on has numbers of its own."""
    with connection.cursor() as cursor:
        for model in OURS:
            table, key = model._meta.db_table, model._meta.pk
            if not isinstance(key, models.AutoField | models.BigAutoField):
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, start])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key.column, start])


def copy_into_another_trust() -> dict[type[models.Model], models.Model]:
    """One row of every kind the first trust has, belonging to another."""
    with acting("system:test", "copy"):
        made = {Trust: Trust.objects.create(code="ZZZ", name="Another trust")}
        for _ in range(3):
            for model in OURS:
                row = model.objects.order_by("-pk").filter(pk__lt=ELSEWHERE.start).first()
                if model in made or model in {RoleGrant, Trust} or row is None or not hasattr(row, "trust_id"):
                    continue
                try:
                    with transaction.atomic():
                        made[model] = a_copy(row, made)
                except (DatabaseError, LookupError):
                    continue
        RoleGrant.objects.create(user=made[User], role=Role.TEAM_MANAGER)
    return made


def a_copy(row, made):
    row.pk = None
    row._state.adding = True
    for field in row._meta.local_concrete_fields:
        if isinstance(field, models.UUIDField):
            setattr(row, field.attname, uuid.uuid4())
        elif field.is_relation and field.related_model in OURS:
            if field.related_model in made:
                setattr(row, field.name, made[field.related_model])
            elif field.null:
                setattr(row, field.attname, None)
            else:
                raise LookupError(field.related_model)
        elif isinstance(field, models.EmailField):
            row.email = "elsewhere@example.org"
    row.save(force_insert=True)
    return row


@pytest.fixture
def elsewhere():
    """Our trust is the demonstration; another has one of everything."""
    cache.clear()
    plan = make_demonstration(localdate(), settings.DEMONSTRATION_PASSWORD)
    import_module("alongside.placement.jobs")
    run_job.call(plan.job_id)
    number_from(ELSEWHERE.start)
    made = copy_into_another_trust()
    number_from(ELSEWHERE.stop)
    names = {model.__name__ for model in made}
    assert names >= {"User", "Person", "Site", "Team", "Post", "Cohort", "Holding", "PlacementPlan"}, names
    return made


def crossings(since: int) -> list[str]:
    """What the audit says was written since then that names, or changes, anything of the other trust."""
    found = []
    for row in AuditRow.objects.filter(pk__gt=since):
        numbers = {value for value in row.values.values() if isinstance(value, int)} | {int(row.row_id or 0)}
        if any(number in ELSEWHERE for number in numbers):
            found.append(f"{row.deed}: {row.operation} {row.table_name} {row.row_id} {row.values}")
    return found


def walk(client) -> list[tuple[str, dict]]:
    """Each form that somebody can reach, once for each kind of page and form."""
    waiting, seen, forms = [reverse("start")], {}, {}
    while waiting:
        address = waiting.pop(0)
        try:
            name = resolve(urlsplit(address).path).url_name
        except Resolver404:
            continue
        if seen.setdefault(name, 0) >= PAGES_OF_A_KIND or name in {"openid", "step_up_elsewhere"}:
            continue
        seen[name] += 1
        answer = client.get(address)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        found = read(answer.content.decode())
        waiting += [link if link.startswith("/") else urlsplit(address).path + link for link in found.links]
        for form in found.forms:
            action = form["action"] or address
            kind = (resolve(urlsplit(action).path).url_name, tuple(sorted(form["fields"])))
            forms.setdefault(kind, (action, form["fields"]))
    return [form for kind, form in forms.items() if kind[0] not in {"sign_out", "sign_in", "session_end"}]


def as_offered(fields: dict) -> dict:
    return {name: values[:1] for name, (_, values) in fields.items() if values and name != "csrfmiddlewaretoken"}


def send(client, action, answers) -> tuple[int, list[str]]:
    """Sends a form, reads what was written, and takes it back."""
    since = AuditRow.objects.aggregate(last=Max("pk"))["last"]
    held = transaction.savepoint()
    status = client.post(action, answers).status_code
    found = crossings(since)
    transaction.savepoint_rollback(held)
    return status, found


ROLES = (Role.PROGRAMME_LEAD, Role.EDUCATOR, Role.CHECKS_OFFICER, Role.TEAM_MANAGER, Role.ESTABLISHMENT)
ROLES += (Role.APPROVER, Role.ADMINISTRATOR, Role.PERSON)


def test_nothing_of_another_trust_is_taken_in_any_field_of_any_form(elsewhere):
    values = sorted({str(row.pk) for row in elsewhere.values()})
    values += sorted({str(row.public_id) for row in elsewhere.values() if hasattr(row, "public_id")})
    walked = {}
    for role in ROLES:
        user = User.objects.filter(trust__code=CODE, grants__role=role).first()
        client = Client()
        signed_in(client, user)
        for action, fields in walk(client):
            offered = as_offered(fields)
            extra = [name for name in NEVER_OFFERED if name not in fields]
            for value in values:
                tries = [{**offered, name: [value]} for name, (kind, _) in fields.items() if kind in CHOSEN]
                for answers in (*tries, {**offered, **{name: [value] for name in extra}}):
                    status, found = send(client, action, answers)
                    assert status < 500 and found == [], (role, action, answers)
                    walked[role] = walked.get(role, 0) + 1
    assert min(walked.get(role, 0) for role in (Role.PROGRAMME_LEAD, Role.ESTABLISHMENT, Role.ADMINISTRATOR)) > 20
