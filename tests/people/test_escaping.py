"""What somebody types into a field is shown as the text it is."""

import pytest
from django.urls import reverse

from alongside.access.permissions import Role
from tests.factories import make_person, make_trust, make_user, signed_in

pytestmark = pytest.mark.django_db
NAME = "Ann <script>alert(1)</script> \"'><b>"


def test_what_somebody_types_is_shown_as_text_and_never_run(client):
    trust = make_trust()
    person = make_person(trust, name=NAME, pronouns="<i>she</i>")
    signed_in(client, make_user(trust, Role.PROGRAMME_LEAD))
    wishes, contact = (reverse(name, args=[person.public_id]) for name in ("wishes", "contact"))
    listed = [reverse("people"), reverse("people") + "?q=<script>", reverse("search") + "?q=<script>"]
    for address in (*listed, reverse("person", args=[person.public_id]), wishes, contact):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text and "<i>she" not in text and "&lt;script&gt;" in text, address
