"""A trust with a lead, people who may start tomorrow, posts that are open, and plans made by hand."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.checks.rules import REQUIRED
from alongside.placement import jobs
from alongside.placement.actions import record_wishes
from alongside.placement.models import PlacementPlan, Proposal
from alongside.training.actions import enrol_trainee, record_result
from tests.factories import SYSTEM, TODAY, make_person, make_post, make_team, make_trust, make_user, signed_in

START = date(2026, 12, 1)
WORKER = jobs


def trained(trust, *, on=date(2026, 6, 1), clear=True, account=None, **wishes):
    """Somebody who completed training, with every check clear and wishes recorded."""
    person = make_person(trust)
    if account:
        with acting("system:test", "test"):
            person.account = account
            person.save()
    trainee = enrol_trainee(person, cohort=None, began_on=None, by=SYSTEM)
    record_result(trainee, result="completed", completed_on=on, by=SYSTEM)
    for kind in REQUIRED if clear else ():
        record_check(person, kind=kind, state="verified", by=SYSTEM)
    if wishes is not None:
        record_wishes(person, by=SYSTEM, **({"bands": [3]} | wishes))
    return person


def planned(trust, lead, *couples, state="proposed", as_of=START, **facts):
    """A plan somebody made by hand: couples of (person, post)."""
    with acting("system:test", "test"):
        plan = PlacementPlan.objects.create(
            trust=trust, as_of=as_of, asked_by=lead, state=state, answer=answer_of(couples), engine_version="1.0"
        )
        for person, post in couples:
            Proposal.objects.create(
                plan=plan,
                person=person,
                post=post,
                team=post.team,
                starts_on=as_of,
                **({"hours": Decimal("18.75")} | facts),
            )
    return plan


def answer_of(couples):
    return {
        "assignments": [
            {
                "person_id": f"{person.pk:010}",
                "post_id": str(post.pk),
                "team_id": str(post.team_id),
                "metres": 0,
                "setting_rank": 1,
                "team_rank": 1,
                "starts_on": START.isoformat(),
            }
            for person, post in couples
        ],
        "unplaced": [],
        "teams": [],
        "certificate": {"status": "optimal", "placed": len(couples), "bound": len(couples), "gap": 0},
        "inputs_digest": "0" * 64,
        "engine_version": "1.0",
    }


@pytest.fixture
def world(db):
    """One team with nobody in it, two posts there, two people who fit, and a lead who decides."""
    trust = make_trust()
    lead = make_user(trust, Role.PROGRAMME_LEAD)
    team = make_team(trust, name="Mulberry 1")
    posts = [make_post(trust, team), make_post(trust, team)]
    people = [trained(trust), trained(trust, on=date(2026, 7, 1))]
    return SimpleNamespace(trust=trust, lead=lead, team=team, posts=posts, people=people, today=TODAY)


@pytest.fixture
def opening(world):
    """A plan that opens the team with both people."""
    world.plan = planned(world.trust, world.lead, *zip(world.people, world.posts, strict=True), opens_team=True)
    world.first, world.second = world.plan.proposals.order_by("pk")
    return world


def change(row, **facts):
    """A fact that changed since the plan was made, by somebody else's hand."""
    with acting("system:test", "test"):
        type(row).objects.filter(pk=row.pk).update(**facts)


def sign_in(client, user):
    signed_in(client, user)
