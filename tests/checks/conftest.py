"""One person with an account, a checks officer and whoever else has a part in a clearance."""

from types import SimpleNamespace

import pytest

from alongside.access.permissions import Role
from alongside.people.actions import link_account
from tests.factories import SYSTEM, make_person, make_post, make_team, make_trust, make_user

PDF, JPEG, PNG = b"%PDF-1.7 a paper", b"\xff\xd8\xff\xe0 a photograph", b"\x89PNG\r\n\x1a\n a scan"


@pytest.fixture
def office(db):
    trust = make_trust()
    person = make_person(trust, name="Ann Waiting", email="ann@example.org")
    account = make_user(trust, Role.PERSON)
    link_account(person, account=account, by=SYSTEM)
    person.refresh_from_db()
    team = make_team(trust, name="Kestrel Ward")
    return SimpleNamespace(
        trust=trust,
        person=person,
        account=account,
        team=team,
        post=make_post(trust, team),
        officer=make_user(trust, Role.CHECKS_OFFICER, name="Col Officer"),
        lead=make_user(trust, Role.PROGRAMME_LEAD),
        health=make_user(trust, Role.OCCUPATIONAL_HEALTH),
        assessors=[make_user(trust, Role.DISCLOSURE_ASSESSOR, name=f"Assessor {one}") for one in "AB"],
        decider=make_user(trust, Role.DECIDER, name="Dee Decider"),
        appeals=make_user(trust, Role.APPEAL_OFFICER),
        approver=make_user(trust, Role.APPROVER),
    )
