"""What must hold for every problem, whatever it is."""

from copy import deepcopy
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.engines.placement import Plan, explain, plan_of, verify, with_change
from tests.engines.placement.instances import AS_OF, Case, random_case

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@st.composite
def cases(draw: st.DrawFn, people: int = 9, teams: int = 5, posts: int = 9) -> Case:
    random: Random = draw(st.randoms(use_true_random=False))
    sizes = (draw(st.integers(1, most)) for most in (people, teams, posts))
    return random_case(random, *sizes, strict=draw(st.booleans()))


def placed(plan: Plan) -> set[str]:
    return {one.person_id for one in plan.assignments}


@PROPERTY
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing_not_even_a_byte(case, random):
    made = case.plan().to_json()
    for rows in (case.people, case.teams, case.posts):
        random.shuffle(rows)
    assert case.plan().to_json() == made


@PROPERTY
@given(cases())
def test_other_ids_in_the_same_order_give_the_same_plan(case):
    made = case.plan()
    renamed = deepcopy(case)
    for one in renamed.people:
        one["person_id"] = "a person " + one["person_id"]
        one["teams_preferred"] = ["a team " + team for team in one["teams_preferred"]]
        one["teams_avoided"] = ["a team " + team for team in one["teams_avoided"]]
    for one in renamed.teams:
        one["team_id"] = "a team " + one["team_id"]
    for one in renamed.posts:
        one["post_id"], one["team_id"] = "a post " + one["post_id"], "a team " + one["team_id"]
    again = renamed.plan()
    assert [("a person " + one.person_id, "a post " + one.post_id) for one in made.assignments] == [
        (one.person_id, one.post_id) for one in again.assignments
    ]
    assert replace(again.certificate) == made.certificate


@PROPERTY
@given(cases(), st.randoms(use_true_random=False))
def test_one_more_post_never_places_fewer(case, random):
    before = len(case.plan().assignments)
    case.posts.append({**random.choice(case.posts), "post_id": "one more"})
    assert len(case.plan().assignments) >= before


@PROPERTY
@given(cases(), st.randoms(use_true_random=False))
def test_one_more_clearance_never_places_fewer(case, random):
    before = len(case.plan().assignments)
    random.choice(case.people).update(dbs="clear", vetting="clear")
    assert len(case.plan().assignments) >= before


@PROPERTY
@given(cases(), st.data())
def test_pinning_what_was_chosen_changes_nothing(case, data):
    made = case.plan()
    if not made.assignments:
        return
    chosen = data.draw(st.lists(st.sampled_from(made.assignments), unique_by=lambda one: one.person_id))
    case.pins = [(one.person_id, one.post_id) for one in chosen]
    again = case.plan()
    assert placed(again) == placed(made)
    kept = ("placed", "relieved", "wishes", "metres")
    assert [getattr(again.certificate, name) for name in kept] == [getattr(made.certificate, name) for name in kept]


@PROPERTY
@given(cases())
def test_a_plan_is_its_own_best_successor(case):
    made = case.plan()
    case.previous = {one.person_id: one.post_id for one in made.assignments}
    again = case.plan()
    assert again.assignments == made.assignments
    assert again.certificate.moved == 0


@PROPERTY
@given(cases())
def test_a_plan_survives_being_written_and_read(case):
    made = case.plan()
    assert Plan.from_json(made.to_json()) == made


@PROPERTY
@given(cases())
def test_every_plan_passes_its_own_check_and_everybody_is_listed_once(case):
    made, inputs = case.plan(), case.inputs()
    assert verify(made, inputs.people, inputs.teams, inputs.posts, as_of=AS_OF) == []
    everybody = [one.person_id for one in (*made.assignments, *made.unplaced)]
    assert sorted(everybody) == sorted(one["person_id"] for one in case.people)


@PROPERTY
@given(cases())
def test_whoever_is_not_placed_is_told_why(case):
    for one in case.plan().unplaced:
        assert one.blocked_by


@PROPERTY
@given(cases(people=12, posts=6))
def test_every_change_a_plan_names_would_place_the_person(case):
    made = case.plan()
    for one in made.unplaced:
        for change in one.smallest_changes:
            changed = plan_of(with_change(made.inputs, one.person_id, change).checked())
            assert one.person_id in placed(changed), change


@settings(PROPERTY, max_examples=25)
@given(cases(people=6, posts=5))
def test_every_change_that_was_checked_would_place_the_person(case):
    made = case.plan()
    for one in made.unplaced[:2]:
        found = explain(made, one.person_id)
        for change in found:
            assert change.checked
            changed = plan_of(with_change(made.inputs, one.person_id, change).checked())
            assert one.person_id in placed(changed), change
        named = {(change.code, change.clearance) for change in found}
        assert {(change.code, change.clearance) for change in one.smallest_changes} <= named


@pytest.mark.parametrize("seed", range(20))
def test_no_change_ever_touches_a_team_that_is_avoided(seed):
    case = random_case(Random(seed), 8, 4, 5)
    for one in case.people:
        one["teams_avoided"] = ["T0", "T1"]
    made = case.plan()
    of_team = {one["post_id"]: one["team_id"] for one in case.posts}
    for one in made.unplaced:
        for change in (*one.smallest_changes, *explain(made, one.person_id)):
            team = change.team_id or of_team.get(change.post_id or "")
            assert team not in ("T0", "T1")
            changed = with_change(made.inputs, one.person_id, change)
            assert changed.people.teams_avoided == made.inputs.people.teams_avoided
