"""A list of many costs as many queries as a list of few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from alongside.access.actors import Visitor
from alongside.recruitment.actions import add_information_session, book_place
from tests.factories import SYSTEM, signed_in
from tests.recruitment.conftest import make_intake, score, sent

pytestmark = pytest.mark.django_db


def session_in(trust):
    return add_information_session(trust, starts_at=now() + timedelta(days=2), venue="Room 2", places=30, by=SYSTEM)


def one_more(page, programme, session):
    if page in {"intakes", "intakes_open"}:
        make_intake(programme.trust)
    if page in {"information_sessions", "intakes_open"}:
        session_in(programme.trust)
    if page == "information_session":
        name = f"Visitor {session.bookings.count()}"
        book_place(session, name=name, email="v@example.org", at=now(), by=Visitor(programme.trust.pk))
    if page == "intake":
        application = sent(programme.intake)
        for scorer in programme.scorers:
            score(application, scorer)


@pytest.mark.parametrize("role", ["lead", "educator"])
@pytest.mark.parametrize("page", ["intakes", "intake", "intakes_open", "information_sessions", "information_session"])
def test_a_list_of_selection_runs_the_same_queries_for_one_row_and_for_three(programme, client, page, role):
    session = session_in(programme.trust)
    keys = {"intake": [programme.intake.pk], "information_session": [session.pk]}.get(page, [])
    signed_in(client, getattr(programme, role))
    client.get(reverse(page, args=keys))
    counts = []
    for many in (1, 2):
        for _ in range(many):
            one_more(page, programme, session)
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse(page, args=keys)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15
