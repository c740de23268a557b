"""Every page that opens a sealed record asks to confirm first, when signing in is a while ago.

Each address is walked as each role with an old sign-in; what is opened is seen where rows and sealed values leave the
database, so a new page or sealed column is covered without being added here.
"""

from collections import Counter

import pytest
from django.urls import reverse

from alongside.access.encryption import SealedField
from alongside.checks.models import Check
from alongside.placement.models import TeamToAvoid
from tests.factories import signed_in
from tests.test_permissions import LINES, addresses, arguments, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
# Rows that are sealed as a whole, beside the sealed columns.
SEALED_ROWS = (Check, TeamToAvoid)
# Pages on which something sealed is read and only what is not sealed is shown.
SHOWN_WITHOUT = {
    "person": "where each check stands, in the words anybody who sees the person may read",
    "own_record": "where each of one's own checks stands",
    "start": "the person's own next step",
    "load_discard": "the file's name",
    "documents": "which checks ask for a document, without what they say",
    "load": "counts and headings",
    "load_progress": "counts",
    "load_new": "what has just been sent by the same person",
}


@pytest.fixture
def opened(monkeypatch):
    """Counts sealed rows and values as they leave the database."""
    counts = Counter()

    def row(model, before=None):
        before = model.from_db.__func__

        def from_db(cls, *args, **kwargs):
            counts[model.__name__] += 1
            return before(cls, *args, **kwargs)

        monkeypatch.setattr(model, "from_db", classmethod(from_db))

    for model in SEALED_ROWS:
        row(model)
    read = SealedField.from_db_value

    def from_db_value(self, value, expression, connection):
        counts[f"{self.model.__name__}.{self.name}"] += value is not None
        return read(self, value, expression, connection)

    monkeypatch.setattr(SealedField, "from_db_value", from_db_value)
    return counts


def test_no_sealed_record_is_opened_before_somebody_confirmed_who_they_are(world, client, opened):  # noqa: F811
    faults, asked = set(), set()
    place = world.places["own"]
    for role, user in world.users.items():
        signed_in(client, user, minutes_ago=20)
        for name in (name for name, line in LINES.items() if role in line.roles()):
            address = reverse(name, kwargs=arguments(name, addresses()[name], place))
            opened.clear()
            answer = client.get(address)
            told = {name for name, count in opened.items() if count}
            if answer.get("Location", "").startswith(reverse("step_up")):
                asked.add(name)
            elif answer.status_code < 400 and told and name not in SHOWN_WITHOUT:
                faults.add((role.value, name, *sorted(told)))
    assert faults == set()
    assert asked >= {"checks", "check", "wishes", "subject_access", "subject_access_file", "load_rows", "load_mending"}


def test_who_has_just_confirmed_is_asked_nothing_more(world, client):  # noqa: F811
    place = world.places["own"]
    for role, names in {"checks_officer": ["checks", "check"], "programme_lead": ["wishes", "load_rows"]}.items():
        signed_in(client, world.users[role], minutes_ago=14)
        for name in names:
            address = reverse(name, kwargs=arguments(name, addresses()[name], place))
            assert client.get(address).status_code == 200, name


def test_wishes_without_the_teams_to_avoid_are_shown_to_the_educator_unasked(world, client):  # noqa: F811
    signed_in(client, world.users["educator"], minutes_ago=20)
    address = reverse("wishes", args=[world.places["own"].person.public_id])
    page = client.get(address)
    assert page.status_code == 200 and "Teams not to be placed in" not in page.content.decode()
