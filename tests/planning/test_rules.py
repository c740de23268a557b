"""What a forecast says to the person who decides."""

from datetime import date, timedelta

import pytest

from alongside.engines.pipeline import Weights
from alongside.planning.rules import (
    WEIGHTS,
    Known,
    Row,
    advise,
    by_the_rule,
    can_be_said,
    course_cost,
    may_ask_for_forecast,
    programme_freezes,
    refresher,
    safe_count,
    safe_level,
    safe_span,
    too_thin,
    usual_course,
    waits_long,
    weeks_together,
    what_drives,
    without,
)

NONE = Row("No course", 100_000, 0, 0, 0, 0)
DAY = date(2026, 1, 5)


def weeks(first: int, last: int) -> tuple[date, date]:
    return DAY + timedelta(weeks=first), DAY + timedelta(weeks=last)


@pytest.mark.parametrize(
    ("other", "headline", "sure"),
    [
        (Row("12 now", 90_000, 10_000, 8_000, 12_000, 0.8), "Start a course for 12 now.", "clear"),
        (Row("12 now", 99_000, 1_000, 500, 1_500, 0.55), "Lean towards a course for 12 now.", "leaning"),
        (Row("12 now", 99_900, 100, -400, 600, 0.52), "It makes little difference which you choose.", "even"),
        (Row("12 now", 120_000, -20_000, -21_000, -19_000, 0.1), "Do not start a course now.", "clear"),
        (Row("12 now", 100_100, -100, -300, 100, 0.48), "Do not start a course now, though it is close.", "leaning"),
    ],
)
def test_the_advice_says_what_to_do_and_how_sure_it_is(other, headline, sure):
    advice = advise([NONE, other])
    assert (advice.headline, advice.sure) == (headline, sure)
    assert f"{other.better:.0%} of futures" in advice.because


def test_the_advice_feigns_no_precision():
    because = advise([NONE, Row("12 now", 127_016, -27_016, -27_135, -26_897, 0.001)]).because
    assert "£27,000 more" in because and "better in hardly any future" in because


def test_where_no_course_could_start_that_is_said():
    assert advise([NONE]).headline == "No course can start within a quarter."


def test_a_rate_is_thin_by_its_exposure_over_all_settings():
    carried = [Known(rate, 0.8, 100) for rate in ("vacancies", "leave", "check_weeks", "qualify", "give_up")]
    assert too_thin([*carried, Known("accept", 0.9, 200), Known("accept", 0.0, 0)]) == ()
    assert too_thin([*carried, Known("accept", 0.4, 20), Known("accept", 0.0, 0)]) == ("accept",)
    assert too_thin(carried) == ("accept",)


def test_what_drives_the_wait_is_named_or_it_is_posts():
    base = {"As things are": 1_000.0, "Without freezes": 700.0, "Without checks": 900.0}
    assert what_drives(base, "As things are") == "“Without freezes” shortens the waiting most: by 30%."
    assert "missing is posts" in what_drives({"As things are": 1_000.0, "Without freezes": 950.0}, "As things are")


@pytest.mark.parametrize(
    ("waited", "due"), [(None, "not known"), (10, "later"), (20, "soon"), (25, "soon"), (26, "now"), (200, "now")]
)
def test_a_refresher_is_due_after_26_weeks(waited, due):
    assert refresher(None if waited is None else DAY - timedelta(weeks=waited), DAY) == due


def test_the_programme_is_frozen_while_half_of_its_open_posts_are_and_no_less_than_two():
    open_posts = [weeks(0, 50)] * 4
    assert programme_freezes(open_posts, [weeks(10, 30), weeks(12, 40)], weeks(0, 50)[1]) == [weeks(12, 30)]
    assert programme_freezes(open_posts, [weeks(10, 30)], weeks(0, 50)[1]) == []
    assert programme_freezes([weeks(0, 50)], [weeks(10, 30)], weeks(0, 50)[1]) == []
    assert programme_freezes(open_posts, [weeks(10, 12), weeks(10, 12)], weeks(0, 50)[1]) == []


def test_what_is_left_of_an_open_post_once_it_was_frozen():
    assert without(weeks(0, 20), [weeks(5, 10)]) == [weeks(0, 5), weeks(10, 20)]
    assert without(weeks(0, 20), [weeks(-3, 4), weeks(15, 30)]) == [weeks(4, 15)]
    assert without(weeks(0, 20), [weeks(0, 20)]) == []


def test_a_frozen_post_costs_only_the_weeks_in_which_somebody_waited_for_it():
    assert weeks_together([weeks(0, 10), weeks(0, 10)], [weeks(4, 20)]) == 6
    assert weeks_together([weeks(0, 10)], [weeks(4, 20), weeks(4, 20)]) == 6
    assert weeks_together([weeks(0, 10)], []) == 0


def test_the_habit_is_that_of_the_last_courses():
    assert usual_course([(DAY + timedelta(weeks=60), 14), (DAY + timedelta(weeks=30), 12), (DAY, 13)]) == (13, 30)
    assert usual_course([(DAY, 13)]) == (12, 26)


def test_what_cannot_be_asked_is_told():
    assert not may_ask_for_forecast(16, 16, 2_000, 12, 26).reasons
    told = may_ask_for_forecast(16, 16, 50, 12, 2).reasons
    assert len(told) == 2 and "200" in told[0] and "4 weeks apart" in told[1]


def test_the_proposed_weights_are_the_engines():
    assert Weights(**WEIGHTS) == Weights()


def test_a_number_is_said_only_where_the_records_carry_what_it_hangs_on():
    assert can_be_said("leavers", ["vacancies", "accept"]) and not can_be_said("posts_opened", ["vacancies"])
    assert not can_be_said("starts", ["check_weeks"]) and can_be_said("starts", ["leave"])


def test_two_years_to_the_day_are_not_yet_a_wait_to_ask_about():
    began = date(2024, 1, 1)
    assert not waits_long(began, began + timedelta(weeks=104))
    assert waits_long(began, began + timedelta(weeks=104, days=1))


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "*"), (4, "*"), (4.9, "*"), (5, "5"), (7, "5"), (8, "10"), (12.5, "15"), (32, "30")]
)
def test_a_count_above_the_programme_is_a_star_or_to_the_nearest_five(count, shown):
    assert safe_count(count) == shown
    assert safe_level(count) == (0 if shown == "*" else int(shown))


def test_a_board_reads_a_star_once_where_both_ends_are_under_five():
    assert safe_span(0, 4.9) == "*"
    assert safe_span(2, 11) == "* to 10"
    assert safe_span(24, 36) == "25 to 35"


def test_the_rule_says_pause_or_resume_today():
    assert by_the_rule(46, 17, 5).startswith("Pause: 46 people")
    assert by_the_rule(5, 17, 5).startswith("Pause")
    assert by_the_rule(4, 17, 5).endswith("starts a course for 13.")


def test_a_course_costs_its_places_and_what_it_brings():
    dear = course_cost(10, 6_000, 700, 0.8, 4.0)
    assert (dear.cost, dear.qualify, dear.per_qualified, dear.per_start) == (13_000, 8, 1_625, 3_250)
    assert course_cost(10, 6_000, 700, 0.8, 0.2).per_start is None
