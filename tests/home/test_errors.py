"""What somebody reads when a page cannot be shown."""

import pytest
from django.urls import reverse

from alongside.access.permissions import Role
from tests.factories import make_trust, make_user, signed_in

pytestmark = pytest.mark.django_db


def test_the_address_of_a_deed_opened_without_its_button_says_what_to_do(client):
    lead = make_user(make_trust(), Role.PROGRAMME_LEAD)
    signed_in(client, lead)
    answer = client.get(reverse("intake_publish", args=[1]))
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "press it again" in answer.content.decode()
