"""What happens next, and whose turn it is."""

from datetime import date

import pytest

from alongside.checks.rules import REQUIRED
from alongside.home.rules import checks_next, first_turn, next_steps
from alongside.placement.rules import Standing
from alongside.support.rules import supervision_overdue_since

CLEAR = dict.fromkeys(REQUIRED, ("verified", None))


def steps(standing, *, in_training=False, train_by=None, starts_on=None):
    found = next_steps(standing, in_training=in_training, train_by=train_by, starts_on=starts_on)
    return [(step.what.split(":")[0], step.who) for step in found]


@pytest.mark.parametrize(
    ("standing", "facts", "expected"),
    [
        (Standing(1, checks=CLEAR), {}, [("Find a place on a course", "the educator")]),
        (Standing(1, checks=CLEAR), {"in_training": True}, [("Complete the course", "the person")]),
        (
            Standing(1, trained=True, checks=CLEAR),
            {},
            [
                ("Record wishes", "the person"),
                ("Be placed in a post", "the programme lead"),
            ],
        ),
        (
            Standing(1, trained=True, wishes_recorded=True, checks=CLEAR),
            {},
            [("Be placed in a post", "the programme lead")],
        ),
        (Standing(1, in_post=True, trained=True), {}, []),
        (
            Standing(1, in_post=True),
            {"train_by": date(2026, 6, 1)},
            [("Find a place on a course", "the educator")],
        ),
        (
            Standing(1, in_post=True, trained=True, checks=CLEAR),
            {"starts_on": date(2026, 6, 1)},
            [("Start in the post that was agreed", "the team manager")],
        ),
    ],
)
def test_in_either_order_of_a_career_the_next_step_has_an_owner(standing, facts, expected):
    assert steps(standing, **facts) == expected


def test_each_check_that_is_not_clear_has_one_party_whose_turn_it_is():
    states = dict.fromkeys(REQUIRED, "verified") | {"dbs": "requested", "health": "evidence_received"}
    assert [(step.what, step.who) for step in checks_next(states)] == [
        ("Checks not clear yet: work health assessment", "the checks officer"),
        ("Checks not clear yet: criminal record check", "a third party"),
    ]
    assert checks_next(dict.fromkeys(REQUIRED, "verified")) == []


def test_the_board_names_the_one_who_can_move_things_on_first():
    waiting = Standing(1, trained=True, checks=CLEAR)
    assert first_turn(waiting, offered=False) == "the person"
    assert first_turn(Standing(1, trained=True, wishes_recorded=True, checks=CLEAR), offered=False) == (
        "the programme lead"
    )
    assert first_turn(Standing(1, trained=True), offered=False) == "the checks officer"
    assert first_turn(Standing(1, trained=True), offered=True) == "the team manager"


@pytest.mark.parametrize(
    ("last_on", "started_on", "today", "since"),
    [
        (date(2026, 1, 1), date(2025, 1, 1), date(2026, 2, 12), None),
        (date(2026, 1, 1), date(2025, 1, 1), date(2026, 2, 13), date(2026, 2, 12)),
        (None, date(2026, 1, 1), date(2026, 2, 13), date(2026, 2, 12)),
        (None, None, date(2026, 2, 13), None),
    ],
)
def test_supervision_is_overdue_after_six_weeks(last_on, started_on, today, since):
    assert supervision_overdue_since(last_on, started_on, today) == since
