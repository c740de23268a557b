"""What the public is asked, and what it is told about it."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.urls import get_resolver, reverse
from django.utils.timezone import now

from alongside.access.actions import record_retention_rule
from alongside.access.models import RetentionRule
from alongside.access.permissions import Role
from alongside.recruitment.actions import add_information_session
from alongside.recruitment.models import Application
from tests.factories import make_trust, make_user
from tests.recruitment.conftest import decide, interviewed
from tests.recruitment.test_pages import begin, by_link_of, fill

pytestmark = pytest.mark.django_db
ASKS_TOO_SOON = re.compile(
    r"health|\bill(ness)?\b|sick|\babsen|diagnos|medic|treatment|hospital|gp\b|disab(ility|led\?)|condition"
    r"|crim|convict|offen[cs]e|caution|police|arrest|prison|\bdbs\b",
    re.IGNORECASE,
)
# The one sentence about disabled people says for whom a guaranteed interview is, and asks nothing of why.
GUARANTEED = "For disabled people who meet every essential line. We do not ask why."
NO_FORM = {"apply_privacy", "apply_sent", "apply_ring", "own_interview_file", "applicant_link"}
POSTED_ONLY = {"own_submit", "own_leave"}


class Asked(HTMLParser):
    """Every word inside the forms of a page, and the names, values and hints of their fields."""

    def __init__(self, page: str):
        super().__init__()
        self.depth, self.words, self.fields = 0, [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.depth += tag == "form"
        if self.depth and tag in {"input", "select", "textarea"}:
            self.words += [given.get(name) or "" for name in ("name", "placeholder", "aria-label")]
            if given.get("type") != "hidden":
                self.fields.add(given.get("name"))

    def handle_endtag(self, tag):
        self.depth -= tag == "form"

    def handle_data(self, data):
        if self.depth:
            self.words.append(data.strip())


def public_addresses() -> set[str]:
    """Every page an applicant can come to: what is added later is walked too."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str) and "apply/" in reverse_path(name)}


def reverse_path(name: str) -> str:
    return get_resolver().reverse_dict.getlist(name)[0][0][0][0]


def test_r1_no_public_form_asks_about_health_absence_or_offences_before_a_conditional_offer(programme, client):
    session = add_information_session(
        programme.trust, starts_at=now() + timedelta(days=2), venue="Room 2", places=3, by=programme.lead
    )
    keys = {"apply_start": programme.intake.pk, "session_book": session.pk}
    begin(client, programme.intake)
    by_link_of(client, mail.outbox[0])
    fields = set()

    def walk(names):
        for name in sorted(names):
            answer = client.get(reverse(name, args=[keys[name]] if name in keys else []), follow=True)
            assert answer.status_code == 200, name
            asked = Asked(answer.content.decode())
            fields.update(asked.fields)
            said = " ".join(asked.words).replace(GUARANTEED, "")
            assert not ASKS_TOO_SOON.search(said), (name, ASKS_TOO_SOON.search(said))

    walked = public_addresses() - NO_FORM - POSTED_ONLY
    assert {"apply_start", "session_book", "own_answers", "own_needs", "own_statement", "own_equality"} <= walked
    walk(walked - {"own_offer"})
    application = Application.objects.get()
    client.post(reverse("own_answers"), fill(application))
    client.post(reverse("own_submit"))
    application.refresh_from_db()
    decide(programme, interviewed(programme, application))
    walk({"own_application", "own_offer"})
    assert {"name", "email", "phone", "way", "guaranteed", "words", "age"} <= fields


def test_applicants_read_what_is_kept_who_reads_it_how_long_and_their_rights(programme, client):
    start = client.get(reverse("apply_start", args=[programme.intake.pk])).content.decode()
    assert reverse("apply_privacy", args=[programme.trust.pk]) in start
    begin(client, programme.intake)
    by_link_of(client, mail.outbox[0])
    address = reverse("apply_privacy", args=[programme.trust.pk])
    assert address in client.get(reverse("own_application")).content.decode()
    client.cookies.clear()
    page = client.get(address).content.decode()
    for words in ("who reads it", "Information Commissioner", programme.intake.telephone, "never scored"):
        assert words in page
    assert "did not send, after the last day to apply: 3 months (our data protection lead" in page
    draft = RetentionRule.objects.get(trust=programme.trust, kind="draft")
    facts = {"kind": "draft", "months": 2, "from_on": draft.from_on, "source": "The code", "verified": True}
    protector = make_user(programme.trust, Role.DATA_PROTECTION)
    record_retention_rule(programme.trust, **facts, by=protector)
    assert "did not send, after the last day to apply: 2 months." in client.get(address).content.decode()
    assert client.get(reverse("apply_privacy", args=[make_trust().pk + 1])).status_code == 404
