"""The invented programme that a newcomer looks around in."""

from contextlib import redirect_stdout
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.models import Trust, User
from alongside.access.permissions import Role
from alongside.checks.models import Certificate, Check, ConditionalOffer, HealthOutcome
from alongside.home.demonstration import make_demonstration
from alongside.home.queries.board import untrained_in_post, waiting
from alongside.home.queries.people import STAGES, with_stage
from alongside.home.queries.start import tasks_of
from alongside.people.models import Person
from alongside.placement.models import Holding, TeamToAvoid
from alongside.placement.queries import peers_by_team
from alongside.placement.rules import lone_teams
from alongside.posts.models import Conversion, Post
from alongside.recruitment.models import Application
from alongside.teams.models import Team, TeamPair
from alongside.training.models import Cohort, Trainee
from tests.factories import signed_in

pytestmark = pytest.mark.django_db


def test_production_has_no_demonstration(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="production"):
        call_command("seed_demonstration")
    assert not Trust.objects.exists()


def test_the_demonstration_can_be_made_on_a_leap_day():
    make_demonstration(date(2028, 2, 29), "walk-alongside-2026")
    names = list(Person.objects.order_by("pk").values_list("name", flat=True))
    assert len(names) == len(set(names))


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """What the command says; from the first test that asks for it on, the demonstration stands."""
    with django_db_blocker.unblock(), transaction.atomic():
        with redirect_stdout(StringIO()) as said:
            call_command("seed_demonstration")
        yield said.getvalue()
        transaction.set_rollback(True)


def test_the_demonstration_has_people_at_every_step_and_each_role_can_enter(seeded, client, settings):
    today, trust = localdate(), Trust.objects.get(code="ZZ9")
    lead = User.objects.get(email="lead@demo.example")
    people = with_stage(Person.objects.filter(trust=trust), today)
    steps = {stage: sum(person.stage == stage for person in people) for stage in STAGES}
    assert steps["in_post"] == 40 and steps["starting"] == 3 and all(steps.values()), steps
    assert Trainee.objects.trained().filter(person__trust=trust).count() == 150
    assert Cohort.objects.filter(trust=trust).count() == 10
    assert Team.objects.filter(trust=trust).count() == 18
    assert 55 <= Post.objects.filter(trust=trust).count() <= 75
    assert {row.hold for row in waiting(lead, today)} == {"checks", "wishes", "post", "offered"}
    assert {row.due for row in untrained_in_post(lead, today)} == {"overdue", "soon", "later"}
    assert set(Check.objects.values_list("state", flat=True)) >= {"requested", "undecided", "expired", "verified"}
    peers = peers_by_team(trust.pk, today)
    pairs = TeamPair.objects.values_list("first_id", "second_id")
    assert lone_teams({team.pk: peers[team.pk] for team in Team.objects.filter(trust=trust)}, pairs)
    assert TeamToAvoid.objects.exists() and Conversion.objects.filter(state="asked").exists()
    assert Post.objects.filter(frozen=True, holdings__started_on__gt=today).exists()
    told = {role for user in User.objects.filter(demonstration=True) for role in user.roles}
    assert told == set(Role)
    for login in ("lead", "educator", "checks", "manager", "establishment", "nurse", "doctor", "person"):
        assert tasks_of(User.objects.get(email=f"{login}@demo.example"), today), login
    assert settings.DEMONSTRATION_PASSWORD in seeded and "lead@demo.example" in seeded
    assert lead.check_password(settings.DEMONSTRATION_PASSWORD)


def test_r1_nothing_about_health_or_a_record_is_asked_before_an_offer_in_the_demonstration_either(seeded):
    offered = set(ConditionalOffer.objects.standing().values_list("person", flat=True))
    asked = {
        *Certificate.objects.values_list("person", flat=True),
        *HealthOutcome.objects.values_list("person", flat=True),
    }
    assert len(asked) >= 3 and asked <= offered
    assert not Application.objects.filter(person__in=offered).exclude(state="accepted").exists()


def test_a_second_seeding_changes_nothing_and_the_second_trust_is_blind(seeded, capsys, client):
    counted = {model: model.objects.count() for model in (User, Person, Post, Holding, Check)}
    call_command("seed_demonstration")
    assert capsys.readouterr().out == seeded
    assert counted == {model: model.objects.count() for model in counted}
    signed_in(client, User.objects.get(email="lead2@demo.example"))
    page = client.get(reverse("people")).content.decode()
    mine = Person.objects.filter(trust__code="ZZ8")
    assert mine.count() == 5 and all(person.name in page for person in mine)
    assert not any(name in page for name in Person.objects.filter(trust__code="ZZ9").values_list("name", flat=True))
