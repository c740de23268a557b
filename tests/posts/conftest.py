"""People who deal with posts: post control, the lead, two approvers, somebody of another trust."""

import pytest

from alongside.access.permissions import Role
from tests.factories import make_team, make_trust, make_user


@pytest.fixture
def trust(db):
    return make_trust()


@pytest.fixture
def team(trust):
    return make_team(trust, name="Mulberry 1")


@pytest.fixture
def lead(trust):
    return make_user(trust, Role.PROGRAMME_LEAD, name="Lead")


@pytest.fixture
def control(trust):
    return make_user(trust, Role.ESTABLISHMENT, name="Post control")


@pytest.fixture
def nurse(trust):
    return make_user(trust, Role.APPROVER, name="Chief Nurse")


@pytest.fixture
def doctor(trust):
    return make_user(trust, Role.APPROVER, name="Medical Director")


@pytest.fixture
def elsewhere(db):
    return make_user(make_trust(), Role.PROGRAMME_LEAD, Role.ESTABLISHMENT, Role.APPROVER, name="Of another trust")
