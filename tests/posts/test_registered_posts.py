"""R20: a registered post never becomes a peer post, by any of six ways; in the rules, in the deeds, in the database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.posts.actions import (
    add_post,
    approve_conversion,
    change_post,
    close_post,
    convert_post,
    correct_registration,
    request_conversion,
    screen_post,
    split_post,
)
from alongside.posts.models import Post
from alongside.posts.rules import (
    ClosedPost,
    Described,
    Filling,
    never_becomes_peer,
    not_a_closed_one_again,
    registered_by,
    row_may_be_loaded,
)
from tests.factories import SYSTEM, TODAY, make_post, make_registered_post, make_user

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMPTY = Filling()


@pytest.fixture
def nurse_post(trust, team):
    return make_registered_post(trust, team=team, number="N100", cost_centre="C1")


def refuses(fault=IntegrityError, **change):
    """The database itself says no, whoever asks."""
    with acting("system:test", "test"), pytest.raises(fault), transaction.atomic():
        Post.objects.filter(pk=change.pop("pk")).update(**change)


def test_r20_registered_post_never_becomes_peer_by_title(nurse_post, control):
    for title in ("Peer Support Worker", "Senior PSW", "Lived experience practitioner"):
        with pytest.raises(Refused, match="title of a peer worker"):
            change_post(nurse_post, title=title, today=TODAY, filling=EMPTY, by=control)
    with pytest.raises(Refused, match="never be a peer post"):
        change_post(nurse_post, title="Support worker", peer=True, today=TODAY, filling=EMPTY, by=control)
    refuses(pk=nurse_post.pk, title="Peer Support Worker", peer=True)
    nurse_post.refresh_from_db()
    assert (nurse_post.title, nurse_post.peer) == ("Staff Nurse", False)


def test_r20_registered_post_never_becomes_peer_by_band(nurse_post, control):
    for band in (3, 4):
        with pytest.raises(Refused, match=f"lowered to band {band}"):
            change_post(nurse_post, band=band, today=TODAY, filling=EMPTY, by=control)
    refuses(pk=nurse_post.pk, band=3, peer=True)
    assert change_post(nurse_post, band=6, today=TODAY, filling=EMPTY, by=control).band == 6


def test_r20_registered_post_never_becomes_peer_by_splitting(nurse_post, control, lead):
    with pytest.raises(Refused, match="never be a peer post"):
        split_post(
            nurse_post, number="N101", part=Decimal("0.4"), title="Peer Support Worker", band=3, peer=True,
            today=TODAY, filling=EMPTY, by=control,
        )  # fmt: skip
    part = split_post(nurse_post, number="N102", part=Decimal("0.4"), today=TODAY, filling=EMPTY, by=control)
    nurse_post.refresh_from_db()
    assert (nurse_post.wte_funded, part.wte_funded, part.funded_from) == (Decimal("0.60"), Decimal("0.4"), nurse_post)
    assert part.ever_registered
    refuses(pk=part.pk, peer=True)
    refuses(pk=part.pk, ever_registered=False, registered=False)
    again = split_post(part, number="N103", part=Decimal("0.2"), today=TODAY, filling=EMPTY, by=control)
    with pytest.raises(Refused, match="never be a peer post"):
        request_conversion(
            again, new_title="Peer Support Worker", new_band=3, quality_impact="x", asked_on=TODAY, by=lead
        )


def test_r20_registered_post_never_becomes_peer_by_deleting_and_opening_again(nurse_post, team, trust, control, lead):
    close_post(nurse_post, closed_on=date(2026, 3, 2), filling=EMPTY, by=control)
    peer = {"title": "Peer Support Worker", "wte_funded": 1, "team": team, "band": 3, "peer": True}
    for cost_centre in ("C1", ""):
        with pytest.raises(Refused, match="N100 of this team closed on 02/03/2026"):
            add_post(trust, number="P1", cost_centre=cost_centre, today=TODAY, by=control, **peer)
    with pytest.raises(Refused, match="never be a peer post"):
        add_post(
            trust, number="P1", cost_centre="C2", funded_from=nurse_post, today=date(2030, 1, 1), by=control, **peer
        )
    vacancy = make_post(trust, team=team, title="Support worker", band=2, peer=False, cost_centre="C1")
    with pytest.raises(Refused, match="N100 of this team closed"):
        request_conversion(
            vacancy, new_title="Peer Support Worker", new_band=3, quality_impact="x", asked_on=TODAY, by=lead
        )
    elsewhere = make_post(trust, team=team, cost_centre="C2")
    with pytest.raises(Refused, match="N100 of this team closed"):
        change_post(elsewhere, cost_centre="C1", today=TODAY, filling=EMPTY, by=control)
    assert add_post(trust, number="P2", cost_centre="C2", today=TODAY, by=control, **peer).peer
    assert add_post(trust, number="P3", cost_centre="C1", today=date(2027, 3, 2), by=control, **peer).peer
    with acting("system:test", "test"), pytest.raises(DatabaseError), transaction.atomic():
        Post.objects.filter(pk=nurse_post.pk).delete()
    with acting("system:test", "test"), pytest.raises(IntegrityError), transaction.atomic():
        make_post(trust, number="P4", funded_from=nurse_post)


def test_r20_registered_post_never_becomes_peer_by_editing_the_mark(nurse_post, trust, control, nurse, doctor, lead):
    with pytest.raises(Refused, match="not taken off here"):
        change_post(nurse_post, registered=False, today=TODAY, filling=EMPTY, by=control)
    inside = make_user(trust, Role.APPROVER, Role.PROGRAMME_LEAD)
    with pytest.raises(Refused, match="works for the programme"):
        correct_registration(nurse_post, reason="Entered by mistake", at=NOON, by=inside)
    correct_registration(nurse_post, reason="Entered by mistake", at=NOON, by=nurse)
    with pytest.raises(Refused, match="second approver"):
        correct_registration(nurse_post, reason="", at=NOON, by=nurse)
    nurse_post.refresh_from_db()
    assert nurse_post.registered
    correct_registration(nurse_post, reason="", at=NOON, by=doctor)
    nurse_post.refresh_from_db()
    assert (nurse_post.registered, nurse_post.ever_registered) == (False, True)
    with pytest.raises(Refused, match="never be a peer post"):
        request_conversion(
            nurse_post, new_title="Peer Support Worker", new_band=3, quality_impact="x", asked_on=TODAY, by=lead
        )
    refuses(pk=nurse_post.pk, ever_registered=False)
    refuses(pk=nurse_post.pk, peer=True)


IMPORTS = [
    Described("Peer Support Worker", peer=True),
    Described("Staff Nurse", band=3),
    Described("Staff Nurse", registered=False),
    Described("Staff Nurse", candidate=True),
    Described("Peer Support Worker"),
]


@pytest.mark.parametrize("row", IMPORTS)
def test_r20_registered_post_never_becomes_peer_by_import(row):
    stands = Described("Staff Nurse", "nursing", 5, registered=True)
    assert not row_may_be_loaded(stands, True, row, on=TODAY)
    closed = [ClosedPost("N100", 7, "C1", date(2026, 3, 2))]
    new = Described("Peer Support Worker", band=3, peer=True)
    assert not row_may_be_loaded(None, False, new, 7, "C1", closed, on=TODAY)
    assert row_may_be_loaded(None, False, new, 8, "C1", closed, on=TODAY)


def test_r20_an_import_goes_through_the_same_deeds(trust, team):
    """The worker holds every permission and is refused all the same."""
    for row, facts in enumerate(
        (
            {"title": "Occupational Therapist", "staff_group": "allied"},
            {"title": "Peer Support Worker", "staff_group": "nursing"},
            {"title": "Peer Support Worker", "registered": True},
            {"title": "Social Worker", "registered": False},
        )
    ):
        with pytest.raises(Refused, match="never be a peer post"):
            add_post(trust, number="X1", wte_funded=1, peer=True, today=TODAY, by=SYSTEM, **facts)
        loaded = add_post(trust, number=f"L{row}", wte_funded=1, today=TODAY, by=SYSTEM, **facts)
        assert loaded.ever_registered
    with pytest.raises(Refused, match="put forward"):
        add_post(trust, number="X9", title="Social Worker", wte_funded=1, suitable="yes", today=TODAY, by=SYSTEM)


def test_a_registered_post_is_never_put_forward_as_a_peer_post(nurse_post, lead):
    with pytest.raises(Refused, match="put forward"):
        screen_post(nurse_post, suitable="yes", by=lead)
    refuses(pk=nurse_post.pk, suitable="yes")
    assert screen_post(nurse_post, suitable="no", by=lead).suitable == "no"


def test_a_post_found_to_be_registered_is_marked_with_all_that_was_funded_from_it(trust, team, control):
    post = make_post(trust, team=team, title="Support worker", peer=False, suitable="yes")
    part = make_post(trust, team=team, title="Support worker", peer=False, funded_from=post)
    last = make_post(trust, team=team, title="Support worker", peer=False, funded_from=part)
    change_post(post, title="Mental health nurse", today=TODAY, filling=EMPTY, by=control)
    for each in (post, part, last):
        each.refresh_from_db()
    assert post.registered and post.suitable == "not_asked"
    assert part.ever_registered and last.ever_registered
    assert not part.registered


def test_a_post_opened_with_a_registered_posts_money_is_marked_too(nurse_post, trust, team, control, lead):
    facts = {"title": "Support worker", "wte_funded": 1, "team": team, "cost_centre": "C2"}
    opened = add_post(trust, number="S1", funded_from=nurse_post, today=TODAY, by=control, **facts)
    assert (opened.registered, opened.ever_registered) == (False, True)
    with pytest.raises(Refused, match="never be a peer post"):
        request_conversion(
            opened, new_title="Peer Support Worker", new_band=3, quality_impact="x", asked_on=TODAY, by=lead
        )


def test_a_post_that_pays_for_a_peer_post_cannot_turn_out_to_be_registered(trust, team, control):
    post = make_post(trust, team=team, title="Support worker", peer=False)
    make_post(trust, team=team, funded_from=post)
    with pytest.raises(Refused, match="never be a peer post"):
        change_post(post, title="Mental health nurse", today=TODAY, filling=EMPTY, by=control)
    refuses(pk=post.pk, ever_registered=True)


def test_a_peer_post_is_not_given_a_nurses_title(trust, team, control):
    post = make_post(trust, team=team)
    with pytest.raises(Refused, match="never be a peer post"):
        change_post(post, title="Staff Nurse", today=TODAY, filling=EMPTY, by=control)


@pytest.mark.parametrize(
    ("title", "group", "flag", "registered"),
    [
        ("Staff Nurse (RMN)", "not_stated", None, True),
        ("Support worker", "nursing", False, True),
        ("Support worker", "Nursing and Midwifery Registered", None, True),
        ("Support worker", "clinical_services", True, True),
        ("Social Worker", "scientific", False, True),
        ("Healthcare Assistant", "clinical_services", None, False),
        ("Nurse's support worker", "clinical_services", None, False),
        ("Peer Support Worker", "not_stated", False, False),
    ],
)
def test_r20_group_title_and_flag_are_read_together(title, group, flag, registered):
    assert bool(registered_by(title, group, flag)) is not registered


@given(
    title=st.text(max_size=30), group=st.sampled_from(["nursing", "clinical_services", "not_stated"]),
    band=st.none() | st.integers(1, 9), flag=st.none() | st.booleans(), candidate=st.booleans(),
)  # fmt: skip
def test_nothing_a_form_or_a_row_says_makes_a_marked_post_a_peer_post(title, group, band, flag, candidate):
    wanted = Described(title, group, band, flag, peer=True, candidate=candidate)
    assert not never_becomes_peer(None, True, wanted)
    assert not never_becomes_peer(Described("Staff Nurse", "nursing", 5, True), True, wanted)


@pytest.mark.parametrize(
    ("closed_on", "on", "allowed"),
    [
        (date(2025, 11, 21), date(2026, 11, 20), False),
        (date(2025, 11, 20), date(2026, 11, 20), True),
        (date(2024, 2, 29), date(2025, 2, 27), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2027, 1, 1), date(2026, 11, 20), False),
    ],
)
def test_the_window_is_twelve_months_to_the_day(closed_on, on, allowed):
    closed = [ClosedPost("N1", 7, "C1", closed_on)]
    assert bool(not_a_closed_one_again(7, "C1", closed, on)) is allowed


@pytest.mark.parametrize(
    ("team", "cost", "allowed"),
    [(7, "C1", False), (7, "", False), (7, "C2", True), (8, "C1", True), (None, "C1", False), (None, "", True)],
)
def test_the_window_looks_at_team_and_cost_centre(team, cost, allowed):
    closed = [ClosedPost("N1", 7, "C1", TODAY)]
    assert bool(not_a_closed_one_again(team, cost, closed, TODAY)) is allowed


def test_no_request_that_was_signed_before_gets_round_a_mark_made_later(trust, team, control, lead, nurse, doctor):
    post = make_post(trust, team=team, title="Support worker", band=2, peer=False)
    asked = request_conversion(
        post, new_title="Peer Support Worker", new_band=3, quality_impact="Safe.", asked_on=TODAY, by=lead
    )
    approve_conversion(asked, capacity="nurse", on=TODAY, by=nurse)
    approve_conversion(asked, capacity="doctor", on=TODAY, by=doctor)
    change_post(post, registered=True, today=TODAY, filling=EMPTY, by=control)
    with pytest.raises(Refused, match="never be a peer post"):
        convert_post(asked, on=TODAY, by=lead)
