"""A list of many costs as many queries as a list of few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.checks.actions import ask_for_document, record_check
from tests.factories import SYSTEM, make_person, signed_in
from tests.home.test_weighing import case_of

STATES = {"appeals": "appeal", "assessor": "assessing"}


@pytest.mark.parametrize(
    ("page", "role"),
    [("checks", "officer"), ("health_requests", "health"), ("documents", "officer"), ("disclosures", "officer"),
     ("disclosures", "decider"), ("disclosures", "appeals"), ("disclosures", "assessor")],
)  # fmt: skip
def test_a_list_of_checks_runs_the_same_queries_for_one_row_and_for_three(office, client, page, role):
    def one_more():
        if page == "disclosures":
            named = dict(zip(("first", "second"), office.assessors, strict=True))
            case_of(office.trust, "Somebody", state=STATES.get(role, "deciding"), **named)
        elif page == "documents":
            ask_for_document(office.person, purpose="identity", today=localdate(), by=SYSTEM)
        else:
            record_check(make_person(office.trust), kind="health", state="requested", by=SYSTEM)

    office.assessor = office.assessors[0]
    keys = [office.person.public_id] if page == "documents" else []
    signed_in(client, getattr(office, role))
    client.get(reverse(page, args=keys))
    counts = []
    for many in (1, 2):
        for _ in range(many):
            one_more()
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse(page, args=keys)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15
