"""Keeping accounts, and reading the audit."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.people.actions import change_contact
from tests.factories import PASSWORD, make_person, make_trust, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return make_trust()


@pytest.fixture
def administrator(trust, client):
    user = make_user(trust, Role.ADMINISTRATOR, name="Owen Admin")
    signed_in(client, user)
    return user


def test_an_account_is_added_with_its_roles(client, administrator, trust):
    answers = {
        "name": "New Colleague",
        "email": "new@example.org",
        "password": "a-long-enough-one",
        "roles": ["educator", "checks_officer"],
    }
    assert client.post(reverse("account_new"), answers)["Location"] == reverse("accounts")
    user = User.objects.get(email="new@example.org")
    assert (user.trust_id, user.roles) == (trust.pk, {Role.EDUCATOR, Role.CHECKS_OFFICER})
    assert user.check_password("a-long-enough-one")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "short"}, "at least 12 characters"),
        ({"email": "taken@example.org"}, "already exists"),
        ({"roles": []}, "Tick at least one role"),
        ({"roles": ["administrator", "educator"]}, "goes with no other role"),
        ({"name": ""}, "Enter full name"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form_and_nothing_is_made(client, administrator, trust, change, said):
    make_user(trust, Role.EDUCATOR, email="taken@example.org")
    answers = {"name": "N", "email": "new@example.org", "password": "a-long-enough-one", "roles": ["educator"]}
    answer = client.post(reverse("account_new"), answers | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_roles_are_changed_and_an_account_is_closed_and_opened(client, administrator, trust):
    user = make_user(trust, Role.EDUCATOR)
    client.post(reverse("account", args=[user.pk]), {"roles": ["team_manager"]})
    assert User.objects.get(pk=user.pk).roles == {Role.TEAM_MANAGER}
    client.post(reverse("account_disable", args=[user.pk]))
    assert not User.objects.get(pk=user.pk).is_active
    client.post(reverse("account_enable", args=[user.pk]))
    assert User.objects.get(pk=user.pk).is_active


def test_an_account_of_another_trust_is_not_there(client, administrator):
    other = make_user(make_trust(), Role.EDUCATOR, name="Somebody Elsewhere")
    assert client.get(reverse("account", args=[other.pk])).status_code == 404
    for name in ("account_disable", "account_enable"):
        assert client.post(reverse(name, args=[other.pk])).status_code == 404
    assert "Somebody Elsewhere" not in client.get(reverse("accounts")).content.decode()


def test_the_list_of_accounts_asks_the_same_number_of_questions_however_long(
    client, administrator, trust, django_assert_num_queries
):
    make_user(trust, Role.EDUCATOR)
    client.get(reverse("accounts"))
    with django_assert_num_queries(6):
        client.get(reverse("accounts"))
    for _ in range(3):
        make_user(trust, Role.EDUCATOR, Role.CHECKS_OFFICER)
    with django_assert_num_queries(6):
        client.get(reverse("accounts"))


def test_the_audit_names_who_did_what_and_shows_no_content(client, trust):
    signed_in(client, make_user(trust, Role.DATA_PROTECTION))
    lead = make_user(trust, Role.PROGRAMME_LEAD, name="Miriam Lead")
    person = make_person(trust, name="Hidden Person", phone="07700900123")
    change_contact(person, phone="07700900456", by=lead)
    page = client.get(reverse("audit")).content.decode()
    assert "Miriam Lead" in page and "change contact" in page and "people_person" in page and "phone" in page
    for content in ("Hidden Person", "07700900123", "07700900456"):
        assert content not in page


def test_the_audit_of_another_trust_is_not_shown(client, trust):
    signed_in(client, make_user(trust, Role.DATA_PROTECTION))
    other = make_trust()
    elsewhere = make_user(other, Role.PROGRAMME_LEAD, name="Elsewhere Lead")
    person = make_person(other)
    change_contact(person, phone="07700900456", by=elsewhere)
    page = client.get(reverse("audit")).content.decode()
    assert "change contact" not in page and f"user:{elsewhere.pk}" not in page and "Elsewhere Lead" not in page


def test_older_changes_are_reached_step_by_step(client, trust):
    signed_in(client, make_user(trust, Role.DATA_PROTECTION))
    people = [make_person(trust) for _ in range(60)]
    page = client.get(reverse("audit")).content.decode()
    assert "Older changes" in page
    older = page.split('href="?before=')[1].split('"')[0]
    second = client.get(reverse("audit"), {"before": older}).content.decode()
    assert f"people_person {people[0].pk}<" in second and f"people_person {people[-1].pk}<" not in second
    assert f"people_person {people[-1].pk}<" in page


@pytest.mark.parametrize("word", ["x", "-1", "9" * 40])
def test_a_strange_place_in_the_audit_is_no_fault(client, trust, word):
    signed_in(client, make_user(trust, Role.DATA_PROTECTION))
    assert client.get(reverse("audit"), {"before": word}).status_code == 200


def test_the_command_line_adds_a_trust_and_its_first_account(monkeypatch):
    call_command("add_trust", "QQ1", "Quiet Trust")
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-enough-one\n"))
    call_command("add_user", "first@example.org", "First Person", "--trust", "QQ1", "--role", "administrator")
    user = User.objects.get(email="first@example.org")
    assert user.trust.name == "Quiet Trust" and user.roles == {Role.ADMINISTRATOR} and not user.demonstration
    assert user.check_password("a-long-enough-one")


@pytest.mark.parametrize(
    ("typed", "options", "said"),
    [
        ("short\n", ["--trust", "QQ1", "--role", "educator"], "12 characters"),
        ("a-long-enough-one\n", ["--trust", "QQ2", "--role", "educator"], "There is no trust QQ2"),
        (
            "a-long-enough-one\n",
            ["--trust", "QQ1", "--role", "educator", "--role", "administrator"],
            "goes with no other role",
        ),
    ],
)
def test_what_the_command_line_cannot_do_it_says(monkeypatch, typed, options, said):
    call_command("add_trust", "QQ1", "Quiet Trust", verbosity=0)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    with pytest.raises(CommandError, match=said):
        call_command("add_user", "first@example.org", "First Person", *options)
    assert not User.objects.filter(email="first@example.org").exists()


def test_nobody_closes_their_own_account_from_its_page(client, administrator):
    page = client.get(reverse("account", args=[administrator.pk])).content.decode()
    assert reverse("account_disable", args=[administrator.pk]) not in page


def test_a_common_password_is_refused_wherever_one_is_set(client, administrator):
    common = "q1w2e3r4t5y6"
    new = {"name": "N", "email": "new@example.org", "password": common, "roles": ["educator"]}
    own = {"old_password": PASSWORD, "new_password": common}
    for page, answers in (("account_new", new), ("password", own)):
        answer = client.post(reverse(page), answers)
        assert answer.status_code == 422 and "too common" in answer.content.decode(), page
    administrator.refresh_from_db()
    assert administrator.check_password(PASSWORD) and not User.objects.filter(email="new@example.org").exists()
