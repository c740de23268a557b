"""R21, R22, R24: what a post is on a day, and whether somebody may be matched to it."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.actors import acting
from alongside.access.verdicts import Refused
from alongside.posts.actions import (
    add_post,
    advertise_post,
    change_post,
    close_post,
    freeze_post,
    split_post,
    thaw_post,
    withdraw_advert,
)
from alongside.posts.models import Post
from alongside.posts.rules import Filling, band_fits, holdings_fit, open_for_matching, standing_of
from tests.factories import TODAY, make_post

HALF = Decimal("0.5")
VACANT = {
    "title": "Peer Support Worker", "band": 3, "peer": True, "ever_registered": False, "frozen": False, "team_id": 1,
    "wte_funded": Decimal(1), "wte_others": Decimal(0), "advertised_on": None, "opened_on": None, "closed_on": None,
}  # fmt: skip


def post(**facts):
    return SimpleNamespace(**VACANT | facts)


@pytest.mark.parametrize(
    ("facts", "filling", "state", "why"),
    [
        ({}, {}, "vacant", "Nobody holds it"),
        ({"advertised_on": date(2026, 10, 31)}, {}, "advertised", "since 31 October 2026"),
        ({"advertised_on": TODAY + timedelta(1)}, {}, "vacant", "Nobody holds it"),
        ({}, {"held": HALF}, "part_filled", "0.5 of 1 WTE is left"),
        ({"wte_others": HALF}, {}, "part_filled", "0.5 of 1 WTE is left"),
        ({}, {"held": Decimal(1)}, "filled", "All 1 WTE"),
        ({}, {"unknown": 1}, "filled", "not known"),
        ({}, {"agreed": Decimal(1), "starting": 1}, "agreed", "agreed to start"),
        ({"frozen": True}, {}, "frozen", "until it is thawed"),
        ({"frozen": True}, {"agreed": HALF, "starting": 1}, "frozen", "that still stands"),
        ({"opened_on": TODAY + timedelta(1)}, {}, "not_open", "opens on 21 November 2026"),
        ({"closed_on": TODAY}, {}, "closed", "closed on 20 November 2026"),
        ({"closed_on": TODAY + timedelta(1)}, {}, "vacant", "Nobody holds it"),
    ],
)
def test_the_state_of_a_post_follows_from_its_facts(facts, filling, state, why):
    standing = standing_of(post(**facts), Filling(**filling), TODAY)
    assert standing.state == state
    assert why in standing.why
    assert standing.state.label


@pytest.mark.parametrize(
    ("facts", "filling", "reason"),
    [
        ({"frozen": True}, {}, "frozen"),
        ({"closed_on": TODAY}, {}, "closed"),
        ({"ever_registered": True}, {}, "registered"),
        ({"peer": False}, {}, "not a peer post"),
        ({"team_id": None}, {}, "no team"),
        ({"band": 5}, {}, "band 3 or 4"),
        ({"band": None}, {}, "not known"),
        ({"band": 6}, {}, "band 3 or 4"),
        ({"title": "Peer Educator", "band": 4}, {}, "band 6"),
        ({}, {"held": Decimal(1)}, "Nothing of the post is left"),
        ({"wte_others": Decimal(1)}, {}, "Nothing of the post is left"),
        ({}, {"unknown": 1}, "Nothing of the post is left"),
    ],
)
def test_r21_nobody_is_matched_to_a_post_that_is_not_open(facts, filling, reason):
    verdict = open_for_matching(post(**facts), Filling(**filling), on=TODAY)
    assert not verdict
    assert reason in " ".join(verdict.reasons)


@pytest.mark.parametrize("facts", [{}, {"band": 4}, {"title": "Peer Educator", "band": 6}, {"wte_others": HALF}])
def test_somebody_may_be_matched_to_an_open_peer_post(facts):
    assert open_for_matching(post(**facts), on=TODAY)


def test_r24_bands_of_peers_and_educators():
    assert band_fits("Peer Support Worker", 3) and band_fits("Senior Peer Support Worker", 4)
    assert not band_fits("Peer Support Worker", 6) and not band_fits("Peer Support Worker", 5)
    assert band_fits("Peer Educator", 6) and not band_fits("Peer Educator", 3)


WTES = st.lists(st.integers(1, 100).map(lambda hundredths: Decimal(hundredths) / 100), max_size=4)


@given(funded=st.integers(1, 200).map(lambda hundredths: Decimal(hundredths) / 100), held=WTES, more=WTES)
def test_r22_held_hours_never_exceed_funded_hours(funded, held, more):
    wanted = sum(more, Decimal(0))
    assert bool(holdings_fit(funded, Decimal(0), held, wanted)) is (sum(held, Decimal(0)) + wanted <= funded)


def test_r22_a_job_share_fits_and_unknown_hours_are_asked_for():
    assert holdings_fit(Decimal(1), Decimal(0), [HALF], HALF)
    assert not holdings_fit(Decimal(1), HALF, [HALF], Decimal("0.01"))
    assert "not known" in holdings_fit(Decimal(1), Decimal(0), [None], HALF).reasons[0]
    assert holdings_fit(Decimal(1), Decimal(0), [], None)


def test_r22_a_post_is_not_funded_for_less_than_is_held(trust, team, control):
    peer = make_post(trust, team=team, wte_funded=1)
    held = Filling(held=HALF, agreed=Decimal("0.2"), starting=1)
    with pytest.raises(Refused, match=r"0\.7 WTE of this post is held"):
        change_post(peer, wte_funded=Decimal("0.6"), today=TODAY, filling=held, by=control)
    assert change_post(peer, wte_funded=Decimal("0.7"), today=TODAY, filling=held, by=control).wte_funded == Decimal(
        "0.7"
    )
    with pytest.raises(Refused, match="Only 0 WTE"):
        split_post(peer, number="S1", part=HALF, today=TODAY, filling=held, by=control)
    with pytest.raises(Refused, match="Somebody holds this post"):
        close_post(peer, closed_on=TODAY, filling=held, by=control)


def test_r21_a_frozen_post_is_not_advertised(trust, team, control):
    peer = freeze_post(make_post(trust, team=team), from_on=TODAY, why="cost", today=TODAY, by=control)
    with pytest.raises(Refused, match="not advertised"):
        advertise_post(peer, advertised_on=TODAY, by=control)
    with acting("system:test", "test"), pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=peer.pk).update(advertised_on=TODAY)
    with pytest.raises(Refused, match="not advertised"):
        add_post(
            trust, number="F1", title="Peer Support Worker", wte_funded=1, advertised_on=TODAY,
            freeze={"from_on": TODAY}, today=TODAY, by=control,
        )  # fmt: skip


def test_a_freeze_ends_the_advert_and_every_freeze_is_kept(trust, team, control):
    peer = advertise_post(make_post(trust, team=team), advertised_on=date(2026, 5, 1), by=control)
    peer = freeze_post(
        peer, from_on=date(2026, 6, 1), why="cost", review_on=date(2026, 9, 1), minute="VCP 12", today=TODAY, by=control
    )
    assert (peer.frozen, peer.advertised_on) == (True, None)
    with pytest.raises(Refused, match="frozen already"):
        freeze_post(peer, from_on=TODAY, why="cost", today=TODAY, by=control)
    peer = thaw_post(peer, thawed_on=date(2026, 8, 1), by=control)
    assert not peer.frozen
    with pytest.raises(Refused, match="not frozen"):
        thaw_post(peer, thawed_on=TODAY, by=control)
    peer = freeze_post(peer, from_on=TODAY, why="redesign", today=TODAY, by=control)
    kept = [(freeze.from_on, freeze.why, freeze.thawed_on) for freeze in peer.freezes.all()]
    assert kept == [(TODAY, "redesign", None), (date(2026, 6, 1), "cost", date(2026, 8, 1))]
    advert = peer.adverts.get()
    assert (advert.from_on, advert.ended_on, advert.ended) == (date(2026, 5, 1), date(2026, 6, 1), "frozen")


def test_a_freeze_does_not_begin_tomorrow(trust, team, control):
    with pytest.raises(Refused, match="come back on the day"):
        freeze_post(make_post(trust, team=team), from_on=TODAY + timedelta(1), why="cost", today=TODAY, by=control)


def test_an_advert_is_withdrawn_once(trust, team, lead):
    peer = advertise_post(make_post(trust, team=team), advertised_on=TODAY, by=lead)
    with pytest.raises(Refused, match="advertised since"):
        advertise_post(peer, advertised_on=TODAY, by=lead)
    peer = withdraw_advert(peer, withdrawn_on=TODAY, by=lead)
    assert peer.adverts.get().ended == "withdrawn"
    with pytest.raises(Refused, match="not advertised"):
        withdraw_advert(peer, withdrawn_on=TODAY, by=lead)


def test_a_post_that_is_frozen_when_it_is_recorded_keeps_its_freeze(trust, control):
    peer = add_post(
        trust, number="F2", title="Peer Support Worker", wte_funded=1, peer=True, band=3, today=TODAY, by=control,
        freeze={"from_on": date(2026, 7, 16), "review_on": date(2027, 7, 16), "why": "cost"},
    )  # fmt: skip
    assert peer.frozen
    assert peer.freezes.get().from_on == date(2026, 7, 16)


def test_closing_ends_the_advert(trust, team, control):
    peer = advertise_post(make_post(trust, team=team), advertised_on=date(2026, 5, 1), by=control)
    peer = close_post(peer, closed_on=TODAY, filling=Filling(), by=control)
    assert (peer.advertised_on, peer.closed_on, peer.adverts.get().ended) == (None, TODAY, "closed")


def test_deeds_are_for_the_right_role_and_trust(trust, team, lead, nurse, elsewhere):
    peer = make_post(trust, team=team)
    for user in (lead, nurse):
        with pytest.raises(PermissionDenied):
            freeze_post(peer, from_on=TODAY, why="cost", today=TODAY, by=user)
    with pytest.raises(Http404):
        freeze_post(peer, from_on=TODAY, why="cost", today=TODAY, by=elsewhere)
    peer.refresh_from_db()
    assert not peer.frozen
