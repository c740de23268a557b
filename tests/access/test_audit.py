"""What the database itself writes down, and what it refuses."""

import os
import subprocess
import sys

import pytest
from django.db import Error, connection, transaction

from alongside.access.actors import acting
from alongside.access.audit import keyed_digest, lay_triggers, missing_triggers, wanted_triggers
from alongside.access.models import AuditRow
from alongside.people.models import Person
from alongside.placement.models import TeamToAvoid
from tests.factories import TODAY, make_person, make_team, make_trust
from tests.harness import ROOT

pytestmark = pytest.mark.django_db


def rows_of(person: Person) -> list[AuditRow]:
    return list(AuditRow.objects.filter(table_name="people_person", row_id=str(person.pk)).order_by("pk"))


def test_every_insert_update_and_delete_names_actor_and_deed():
    person = make_person(make_trust(), name="Ada Marsh")
    with acting("user:7", "change_contact"):
        person.name = "Ada Fenn"
        person.save()
        Person.objects.filter(pk=person.pk).update(phone="07700900123")
    with acting("user:8", "erase"):
        Person.objects.filter(pk=person.pk).delete()
    told = AuditRow.objects.filter(table_name="people_person").order_by("pk")
    assert [(row.actor, row.deed, row.operation, row.columns) for row in told] == [
        ("system:test", "add_person", "insert", []),
        ("user:7", "change_contact", "update", ["name"]),
        ("user:7", "change_contact", "update", ["phone"]),
        ("user:8", "erase", "delete", []),
    ]


def test_bulk_writes_are_written_down_row_by_row():
    trust = make_trust()
    with acting("user:1", "load_rows"):
        Person.objects.bulk_create(Person(trust=trust, name=f"Person {n}", added_on=TODAY) for n in range(5))
        Person.objects.filter(trust=trust).update(pronouns="they")
    told = AuditRow.objects.filter(table_name="people_person")
    assert told.filter(operation="insert").count() == told.filter(operation="update").count() == 5


def test_a_name_stands_in_the_audit_only_as_a_digest_and_dates_in_plain():
    person = make_person(make_trust(), name="Ada Marsh", email="ada@example.org")
    row = rows_of(person)[0]
    assert "Ada" not in str(row.values) and "ada@" not in str(row.values)
    assert row.values["name"] == keyed_digest("Ada Marsh")
    assert row.values["added_on"] == TODAY.isoformat()
    assert row.values["trust_id"] == person.trust_id


def test_who_avoids_which_team_cannot_be_read_from_the_audit():
    trust = make_trust()
    person, team = make_person(trust), make_team(trust)
    with acting("user:1", "add_team_to_avoid"):
        TeamToAvoid.objects.create(person=person, team=team)
    row = AuditRow.objects.get(table_name="placement_teamtoavoid")
    assert row.values["team_id"] == keyed_digest(team.pk) and row.values["person_id"] == keyed_digest(person.pk)


def test_a_write_by_nobody_is_refused_by_the_database():
    trust = make_trust()
    with pytest.raises(Error, match="nobody"), transaction.atomic():
        Person.objects.bulk_create([Person(trust=trust, name="X", added_on=TODAY)])
    with connection.cursor() as cursor, pytest.raises(Error, match="nobody"), transaction.atomic():
        cursor.execute("UPDATE access_trust SET name = 'Y'")


def test_an_audit_row_never_changes():
    make_trust()
    with acting("user:1", "tamper"):
        for tamper in (lambda rows: rows.update(actor="user:2"), lambda rows: rows.delete()):
            with pytest.raises(Error, match="never changes"), transaction.atomic():
                tamper(AuditRow.objects.all())


def test_a_missing_trigger_is_named_and_laid_again():
    name, (table, _) = next(
        (name, value) for name, value in wanted_triggers(connection.vendor).items() if "people_person" in name
    )
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert missing_triggers() == [name]
    lay_triggers(sender=None)
    assert missing_triggers() == []


ALTER = """
import django; django.setup()
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from alongside.access.actors import acting
from alongside.access.audit import lay_triggers, missing_triggers
from alongside.access.models import AuditRow
from alongside.people.models import Person
from tests.factories import make_person, make_trust
person = make_person(make_trust())
before = ProjectState.from_apps(Person._meta.apps)
change = migrations.AlterField("person", "pronouns", models.CharField(max_length=41, blank=True))
after = before.clone()
change.state_forwards("people", after)
with connection.schema_editor() as editor:
    change.database_forwards("people", editor, before, after)
print("lost", len(missing_triggers()))
lay_triggers(sender=None)
with acting("user:3", "change_contact"):
    Person.objects.filter(pk=person.pk).update(pronouns="she")
print("missing", missing_triggers(), "told", AuditRow.objects.order_by("pk").last().columns)
"""


def test_an_altered_table_keeps_its_audit(database):
    """An SQLite table rebuild drops triggers; laying them after a migration brings them back."""
    environment = os.environ | {"DATABASE_URL": database.address, "DJANGO_SETTINGS_MODULE": "alongside.settings"}
    ran = subprocess.run([sys.executable, "-c", ALTER], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    lost = 3 if connection.vendor == "sqlite" else 0
    assert ran.stdout.split("\n")[:2] == [f"lost {lost}", "missing [] told ['pronouns']"]
