"""Who waits, since when and for what; and what a start by hand may never do."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from alongside.checks.rules import REQUIRED
from alongside.placement.rules import (
    Offer,
    Standing,
    TeamFacts,
    Vacancy,
    blocked_by,
    cell_in_words,
    certificate_in_words,
    change_in_words,
    clearance,
    counts_as_waiting_since,
    eligible,
    held_up_by,
    hours_of,
    latest_completion,
    may_accept,
    may_end,
    may_start_by_hand,
    vetting,
    wte_of,
)
from tests.factories import TODAY

CLEAR = dict.fromkeys(REQUIRED, ("verified", None))
ADA = Standing(1, name="Ada", trained=True, trained_on=date(2026, 1, 1), wishes_recorded=True, checks=CLEAR)
WARD = TeamFacts(7, name="Larch", setting="inpatient", peers=2, peers_together=2, together=frozenset({7}))
POST = Vacancy(3, team_id=7, hours=Decimal("18.75"), number="000003")


def offer(standing=ADA, vacancy=POST, team=WARD, start=TODAY, **facts):
    return Offer(standing, vacancy, team, start=start, hours=facts.pop("hours", vacancy.hours), **facts)


@pytest.mark.parametrize(
    ("courses", "answer"),
    [
        ([], (False, None)),
        ([(date(2020, 5, 1), None)], (True, date(2020, 5, 1))),
        ([(date(2020, 5, 1), None), (date(2024, 5, 1), None)], (True, date(2024, 5, 1))),
        ([(None, date(2019, 7, 1))], (True, date(2019, 7, 1))),
        ([(None, None)], (True, None)),
        ([(date(2026, 11, 21), None)], (False, None)),
    ],
)
def test_waiting_counts_from_the_latest_completed_training(courses, answer):
    assert latest_completion(courses, TODAY) == answer


def test_a_day_nobody_wrote_down_counts_as_the_latest_in_the_order():
    assert counts_as_waiting_since(replace(ADA, trained_on=None), TODAY) == TODAY
    assert counts_as_waiting_since(ADA, TODAY) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({}, True),
        ({"trained": False}, False),
        ({"in_post": True}, False),
        ({"post_ended": True, "post_ended_on": date(2026, 6, 1)}, False),
        ({"post_ended": True, "post_ended_on": None}, False),
        ({"left": True, "left_on": date(2026, 6, 1)}, False),
        ({"left": True}, False),
        ({"left": True, "left_on": date(2025, 6, 1)}, True),
        ({"post_ended": True, "post_ended_on": date(2025, 6, 1)}, True),
        ({"post_ended": True, "post_ended_on": date(2026, 6, 1), "available_from": date(2026, 6, 1)}, True),
        ({"available_from": TODAY}, True),
        ({"available_from": date(2026, 11, 21)}, False),
    ],
)
def test_who_may_be_placed(facts, waits):
    assert bool(eligible(replace(ADA, **facts), TODAY)) is waits


def test_somebody_appointed_first_need_not_be_trained():
    assert eligible(replace(ADA, trained=False), TODAY, appointed_first=True)
    assert not eligible(replace(ADA, trained=False, in_post=True), TODAY, appointed_first=True)


def test_clearance_is_that_of_the_last_check():
    pending = CLEAR | {"dbs": ("requested", date(2027, 1, 2)), "references": ("requested", date(2027, 1, 9))}
    assert clearance(CLEAR) == ("clear", None)
    assert clearance(pending) == ("pending", date(2027, 1, 9))
    assert clearance(pending | {"health": ("undecided", None)}) == ("none", None)
    assert clearance({}) == ("none", None)
    assert clearance(CLEAR | {"police_vetting": ("not_cleared", None)}) == ("clear", None)


def test_as_if_clear_takes_every_open_check_as_expected_and_none_that_ended_without_clearance():
    day = date(2026, 12, 1)
    assert clearance({}, day) == vetting({}, day) == ("pending", day)
    for being_weighed in ("requested", "evidence_received", "undecided"):
        assert clearance(CLEAR | {"dbs": (being_weighed, None)}, day) == ("pending", day)
    assert clearance(CLEAR | {"dbs": ("requested", date(2027, 3, 1))}, day) == ("pending", day)
    assert clearance(CLEAR | {"dbs": ("requested", date(2026, 11, 25))}, day) == ("pending", date(2026, 11, 25))
    assert clearance(CLEAR, day) == ("clear", None)
    assert clearance(CLEAR | {"dbs": ("not_cleared", None)}, day) == ("none", None)
    assert vetting({"police_vetting": ("not_cleared", None)}, day)[0] == "none"


@pytest.mark.parametrize(
    ("code", "standing", "vacancy", "team"),
    [
        ("band", {}, {"band": 4}, {}),
        ("hours", {"hours_most": Decimal("18.74")}, {}, {}),
        ("hours", {"hours_least": Decimal("18.76")}, {}, {}),
        ("distance", {"home": (52.0, 0.0), "most_km": Decimal("11.1")}, {}, {"position": (52.1, 0.0)}),
        ("setting", {"settings": ("crisis",)}, {}, {}),
        ("avoided", {"avoided": frozenset({7})}, {}, {}),
        ("dbs", {"checks": CLEAR | {"dbs": ("requested", date(2026, 11, 21))}}, {}, {}),
        ("vetting", {}, {"vetting_needed": True}, {}),
        ("prepared", {}, {}, {"prepared": False}),
        ("frozen", {}, {"frozen": True}, {}),
        ("registered", {}, {"registered": True}, {}),
        ("registered", {}, {"peer": False}, {}),
    ],
)
def test_each_hard_rule_has_its_own_code(code, standing, vacancy, team):
    broken = blocked_by(replace(ADA, **standing), replace(POST, **vacancy), replace(WARD, **team), TODAY)
    assert [found for found, _ in broken] == [code]


@pytest.mark.parametrize(
    ("standing", "vacancy", "team"),
    [
        ({}, {}, {}),
        ({"hours_least": Decimal("18.75"), "hours_most": Decimal("18.75")}, {}, {}),
        ({"home": (52.0, 0.0), "most_km": Decimal("11.2")}, {}, {"position": (52.1, 0.0)}),
        ({"home": (52.0, 0.0), "most_km": Decimal("0")}, {}, {}),
        ({"checks": CLEAR | {"dbs": ("requested", TODAY)}}, {}, {}),
        ({"checks": CLEAR | {"police_vetting": ("verified", None)}}, {"vetting_needed": True}, {}),
        ({"settings": ("crisis", "inpatient")}, {}, {}),
    ],
)
def test_at_the_boundary_nothing_is_broken(standing, vacancy, team):
    assert not [*blocked_by(replace(ADA, **standing), replace(POST, **vacancy), replace(WARD, **team), TODAY)]


def held_up(standing=ADA, vacancies=(POST,), **team):
    return held_up_by(standing, vacancies, {7: replace(WARD, **team)}, TODAY)


def test_what_holds_somebody_up_is_said_in_words():
    assert held_up() == ()
    assert held_up(vacancies=()) == ("There is no open peer post.",)
    assert held_up(replace(ADA, checks={}))[0].startswith("Checks not clear yet: identity, right to work")
    assert "No wishes are recorded yet" in held_up(replace(ADA, wishes_recorded=False))[0]
    assert held_up(replace(ADA, bands=frozenset({4}))) == ("There is no open post of band 4.",)
    assert held_up(replace(ADA, hours_least=Decimal(20))) == ("There is no open post of 20 to 37.5 hours a week.",)
    assert held_up(vacancies=(replace(POST, frozen=True),)) == ("Every post that fits their wishes is frozen.",)
    assert "not prepared yet" in held_up(prepared=False)[0]
    assert "needs police vetting" in held_up(vacancies=(replace(POST, vetting_needed=True),))[0]
    assert "as its only peer" in held_up(peers=0, peers_together=0)[0]
    assert "full" in held_up(most_peers=2)[0]


def test_what_holds_somebody_up_never_tells_of_a_team_to_avoid():
    """The one neutral sentence is also said where no team is avoided: it gives nothing away."""
    avoids = held_up(replace(ADA, avoided=frozenset({7})))
    many_wishes = held_up(
        replace(ADA, settings=("inpatient",), hours_least=Decimal(20)),
        (POST, replace(POST, post_id=4, band=4, hours=Decimal(30))),
    )
    assert avoids == many_wishes == ("No open post fits all of their wishes together.",)


def test_a_job_share_stays_within_the_funded_hours():
    other = replace(ADA, person_id=2, name="Bo")
    share = Decimal("9.38")
    assert may_accept([offer(hours=share), offer(other, hours=share)], TODAY).reasons == (
        "Post 000003 has 18.75 hours a week left, fewer than are needed.",
    )
    assert may_accept([offer(hours=share), offer(other, hours=Decimal("9.37"))], TODAY)


def test_one_person_gets_one_post_even_within_one_decision():
    elsewhere = offer(vacancy=replace(POST, post_id=4))
    assert may_accept([offer(), elsewhere], TODAY).reasons == ("Ada is proposed for two posts at once.",)


def test_the_last_place_of_a_team_is_given_once():
    full = replace(WARD, most_peers=3)
    other = offer(replace(ADA, person_id=2), replace(POST, post_id=4), full)
    assert may_accept([offer(team=full)], TODAY)
    assert "no room for 2 more" in may_accept([offer(team=full), other], TODAY).reasons[0]


def test_paired_teams_open_together():
    pair = {"peers": 0, "peers_together": 0, "together": frozenset({7, 8})}
    here, there = replace(WARD, **pair), replace(WARD, team_id=8, **pair)
    other = offer(replace(ADA, person_id=2), replace(POST, post_id=4, team_id=8), there)
    assert not may_accept([offer(team=here)], TODAY)
    assert may_accept([offer(team=here), other], TODAY)


def test_by_hand_what_never_bends_is_refused_and_the_rest_is_told():
    refusal, warnings = may_start_by_hand(offer(replace(ADA, trained=False, bands=frozenset({4}))), TODAY)
    assert refusal and len(warnings) == 2
    for never in (
        offer(replace(ADA, avoided=frozenset({7}))),
        offer(replace(ADA, in_post=True)),
        offer(hours=Decimal("18.76")),
        offer(against_post=("The post is frozen.",)),
        offer(team=replace(WARD, closed=True)),
    ):
        assert not may_start_by_hand(never, TODAY)[0]


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ((date(2026, 1, 1), False, None, TODAY), True),
        ((date(2026, 1, 1), False, None, None), True),
        ((date(2026, 1, 1), False, None, date(2025, 12, 31)), False),
        ((date(2026, 1, 1), True, date(2026, 11, 1), TODAY), False),
        ((date(2026, 1, 1), True, date(2027, 1, 1), TODAY), True),
        ((date(2026, 12, 1), False, None, date(2026, 12, 1)), False),
        ((None, False, None, TODAY), True),
    ],
)
def test_when_a_post_held_may_be_ended(facts, allowed):
    assert bool(may_end(*facts, TODAY)) is allowed


def test_hours_and_wte_are_two_ways_to_say_one_thing():
    for hundredths in range(1, 101):
        assert wte_of(hours_of(Decimal(hundredths) / 100)) == Decimal(hundredths) / 100


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx"])
def test_r37_a_spreadsheet_runs_no_cell(text):
    assert cell_in_words(text) == f"'{text}"
    assert cell_in_words("Ada") == "Ada"


def test_the_certificate_says_no_more_than_was_proved():
    proved = {"status": "optimal", "placed": 4, "bound": 4, "gap": 0}
    assert "Nobody can place more" in certificate_in_words(proved)
    unproved = certificate_in_words(proved | {"status": "bounded", "bound": 6, "gap": 2})
    assert "up to 6" in unproved and "Nobody can place more" not in unproved


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "one_more_post", "team_id": "7"}, "One more post in Larch."),
        ({"code": "team_prepared", "team_id": "7"}, "Larch is prepared for a peer."),
        ({"code": "clearance_by", "clearance": "dbs", "by": "2026-12-01"}, "Every check is clear by 01/12/2026."),
        ({"code": "clearance_by", "clearance": "vetting"}, "Police vetting is clear."),
        ({"code": "wider_travel", "km": 12.5}, "They can travel 12.5 km."),
        ({"code": "other_hours", "hours": 30.0}, "They agree to 30 hours a week."),
        ({"code": "thaw", "post_id": "3"}, "Post 000003 is thawed."),
        ({"code": "not_avoided", "team_id": "7"}, ""),
    ],
)
def test_the_smallest_change_is_one_sentence_and_never_drops_an_avoidance(change, said):
    assert change_in_words(change, {"7": "Larch"}, {"3": "000003"}) == said
