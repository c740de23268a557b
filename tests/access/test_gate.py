"""One gate for every deed: role, trust, transaction."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from alongside.access.actions import add_user, change_roles, disable_user
from alongside.access.actors import acting
from alongside.access.gate import action
from alongside.access.models import RoleGrant, User
from alongside.access.permissions import May, Role
from alongside.access.verdicts import Refused
from alongside.people.actions import add_person, change_contact, link_account
from alongside.people.models import Person
from tests.factories import TODAY, make_person, make_trust, make_user

pytestmark = pytest.mark.django_db


def test_a_role_without_the_permission_is_refused_and_nothing_is_written():
    trust = make_trust()
    evaluator = make_user(trust, Role.EVALUATOR)
    with pytest.raises(PermissionDenied):
        add_person(trust, name="Ada Marsh", today=TODAY, by=evaluator)
    assert not Person.objects.exists()


def test_another_trusts_person_does_not_exist():
    lead = make_user(make_trust(), Role.PROGRAMME_LEAD)
    stranger = make_person(make_trust(), name="Ada Marsh")
    with pytest.raises(Http404):
        change_contact(stranger, name="Changed", by=lead)
    stranger.refresh_from_db()
    assert stranger.name == "Ada Marsh"


def test_another_trusts_account_cannot_be_named_in_a_field():
    here, there = make_trust(), make_trust()
    lead = make_user(here, Role.PROGRAMME_LEAD)
    with pytest.raises(Http404):
        link_account(make_person(here), account=make_user(there, Role.PERSON), by=lead)


def test_a_disabled_account_may_do_nothing():
    trust = make_trust()
    lead = make_user(trust, Role.PROGRAMME_LEAD)
    disable_user(lead, by=make_user(trust, Role.ADMINISTRATOR))
    with pytest.raises(PermissionDenied):
        add_person(trust, name="Ada Marsh", today=TODAY, by=User.objects.get(pk=lead.pk))


def test_a_deed_that_breaks_half_way_leaves_nothing():
    trust = make_trust()

    @action(May.ADD_PERSON)
    def add_person(trust, *, by):
        Person.objects.create(trust=trust, name="Half", added_on=TODAY)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        add_person(trust, by=make_user(trust, Role.PROGRAMME_LEAD))
    assert not Person.objects.exists()


def test_a_deed_under_another_permissions_name_cannot_be_written():
    with pytest.raises(TypeError, match="one word per deed"):

        @action(May.ADD_PERSON)
        def rename_person(person, *, by):
            return person


def test_the_administrator_reads_no_records_whatever_else_is_asked():
    trust = make_trust()
    administrator = make_user(trust, Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="no other role"):
        add_user(
            trust,
            email="both@example.org",
            name="Both",
            roles=[Role.ADMINISTRATOR, Role.PROGRAMME_LEAD],
            password="long-enough-password",
            by=administrator,
        )
    assert not User.objects.filter(email="both@example.org").exists()


def test_roles_changed_are_the_roles_held():
    trust = make_trust()
    user = make_user(trust, Role.EDUCATOR, Role.PANEL_MEMBER)
    change_roles(user, roles=[Role.PANEL_MEMBER, Role.DECIDER], by=make_user(trust, Role.ADMINISTRATOR))
    assert User.objects.get(pk=user.pk).roles == {Role.PANEL_MEMBER, Role.DECIDER}


def test_an_unknown_role_is_worth_nothing_until_mended():
    user = make_user(make_trust(), Role.EDUCATOR)
    with acting("system:test", "test"):
        RoleGrant.objects.filter(user=user).update(role="king")
    with pytest.raises(ValueError, match="king"):
        User.objects.get(pk=user.pk).may(May.VIEW_START)
