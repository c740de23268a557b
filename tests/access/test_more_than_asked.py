"""Mass assignment: what a form does not ask for is not taken, whatever somebody puts into the request."""

import pytest
from django.apps import apps
from django.forms import ModelForm
from django.urls import reverse

from alongside.access.models import RoleGrant, User
from alongside.access.permissions import Role
from alongside.people.models import Person
from tests.factories import make_person, make_trust, make_user, signed_in

pytestmark = pytest.mark.django_db
# Columns that a deed sets and no form may: whose it is, who did it, what it may do.
NEVER_ASKED = {
    "id", "trust", "public_id", "is_active", "password", "demonstration", "last_login", "added_on", "sealed",
    "made_by", "asked_by", "decided_by", "signed_by", "verified_by", "answered_by",
}  # fmt: skip


def forms(kind=ModelForm):
    for one in kind.__subclasses__():
        yield one
        yield from forms(one)


def test_every_form_of_a_record_names_its_fields_and_none_that_a_deed_sets():
    reverse("start")  # brings every page and its forms in
    ours = [form for form in forms() if form.__module__.startswith("alongside.") and form._meta.model]
    assert len(ours) >= 2 and {form._meta.model for form in ours} <= set(apps.get_models())
    for form in ours:
        assert isinstance(form._meta.fields, tuple | list), f"{form.__name__} takes whatever its model has"
        assert not NEVER_ASKED & set(form.base_fields), form.__name__


def test_what_was_not_asked_for_is_not_taken(client):
    ours, theirs = make_trust(), make_trust()
    lead, person = make_user(ours, Role.PROGRAMME_LEAD), make_person(ours, name="Before")
    signed_in(client, lead)
    more = {"trust": theirs.pk, "trust_id": theirs.pk, "account": lead.pk, "account_id": lead.pk, "left": "on",
            "public_id": "00000000-0000-0000-0000-000000000000", "id": 987, "pk": 987}  # fmt: skip
    before = Person.objects.values().get(pk=person.pk)
    assert client.post(reverse("contact", args=[person.public_id]), {"name": "After"} | more).status_code == 302
    assert Person.objects.values().get(pk=person.pk) == before | {"name": "After"}
    assert client.post(reverse("person_new"), {"name": "New"} | more).status_code == 302
    new = Person.objects.get(name="New")
    assert (new.trust, new.account, new.left) == (ours, None, False)
    assert new.pk != 987 and str(new.public_id) != more["public_id"]


def test_an_administrator_gives_no_more_than_the_page_of_an_account_asks(client):
    trust = make_trust()
    signed_in(client, make_user(trust, Role.ADMINISTRATOR))
    answers = {"name": "N", "email": "n@example.org", "password": "a-long-enough-one", "roles": ["educator"]}
    more = {"trust": make_trust().pk, "demonstration": "on", "is_superuser": "on", "is_staff": "on", "last_login": "x"}
    assert client.post(reverse("account_new"), answers | more).status_code == 302
    made = User.objects.get(email="n@example.org")
    assert (made.trust, made.demonstration, made.last_login) == (trust, False, None)
    assert set(RoleGrant.objects.filter(user=made).values_list("role", flat=True)) == {"educator"}
