"""Help, accessibility and privacy are there for anybody, signed in or not."""

import pytest
from django.urls import reverse

from alongside.access.permissions import Role
from tests.factories import make_trust, make_user, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["help", "accessibility", "privacy"])
def test_anybody_reads_it_and_every_page_links_to_it(name, client):
    assert reverse(name) in client.get(reverse("sign_in")).content.decode()
    assert client.get(reverse(name)).status_code == 200
    signed_in(client, make_user(make_trust(), Role.TEAM_MANAGER))
    assert client.get(reverse(name)).status_code == 200
    assert reverse(name) in client.get(reverse("start")).content.decode()


def test_the_statement_does_not_say_that_it_complies(client):
    text = client.get(reverse("accessibility")).content.decode()
    assert "we do not say that it complies" in text and "compliant" not in text
