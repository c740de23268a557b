"""What is recorded of a supervision."""

from datetime import date

import pytest

from alongside.access.permissions import Role
from alongside.support.actions import record_supervision
from tests.factories import make_person, make_trust, make_user

pytestmark = pytest.mark.django_db


def test_a_supervision_may_be_recorded_before_anybody_knows_whether_it_was_held():
    trust = make_trust()
    lead = make_user(trust, Role.PROGRAMME_LEAD)
    made = record_supervision(make_person(trust), on=date(2026, 12, 1), kind="line", by=lead)
    assert made.held is None
