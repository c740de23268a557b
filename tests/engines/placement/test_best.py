"""A plan is the best there is: compared with every plan there is, on small problems."""

from random import Random

import pytest

from alongside.engines.placement import InputFaults, Rules
from tests.engines.placement.instances import Case, Oracle, failing, random_case


def with_pairs(case: Case, random: Random) -> Case:
    case.pairs = [("T0", "T1")] if random.random() < 0.6 else [("T0", "T1"), ("T2", "T1")]
    return case


def with_previous(case: Case, random: Random) -> Case:
    posts = random.sample([one["post_id"] for one in case.posts], min(4, len(case.posts)))
    case.previous = dict(zip([one["person_id"] for one in case.people], posts, strict=False))
    return case


def with_pins(case: Case, random: Random) -> Case:
    oracle = Oracle(case)
    couples = [
        (one["person_id"], where["post_id"])
        for one in case.people
        for where in case.posts
        if not failing(one, where, oracle.teams[where["team_id"]]) and oracle.teams[where["team_id"]]["capacity"] > 0
    ]
    case.pins = [random.choice(couples)] if couples else []
    return case


def with_together(case: Case, random: Random) -> Case:
    case.together = [("P0", "P3")] if random.random() < 0.5 else [("P1", "P2", "P4")]
    return case


def assert_best(case: Case) -> None:
    best = Oracle(case).best()
    if best is None:
        with pytest.raises(InputFaults):
            case.plan()
        return
    made = case.plan()
    found = {one.person_id: one.post_id for one in made.assignments}
    oracle = Oracle(case)
    assert oracle.allowed(found)
    assert oracle.value(found) == best
    proof = made.certificate
    assert (proof.status, proof.gap) == ("optimal", 0)
    assert (proof.moved, -proof.relieved, proof.wishes, proof.metres) == best[2:]


@pytest.mark.parametrize("seed", range(120))
def test_no_plan_is_better_in_any_objective(seed):
    random = Random(seed)
    size = random.randint(2, 7)
    assert_best(random_case(random, size, random.randint(1, 5), random.randint(1, 7), strict=seed % 2 == 0))


@pytest.mark.parametrize("seed", range(60))
def test_paired_teams_count_as_one(seed):
    random = Random(1000 + seed)
    assert_best(with_pairs(random_case(random, 5, 4, 6, strict=False), random))


@pytest.mark.parametrize("seed", range(80))
def test_as_few_as_can_be_are_moved_from_a_previous_plan(seed):
    random = Random(2000 + seed)
    assert_best(with_previous(random_case(random, 5, 4, 6, strict=False), random))


@pytest.mark.parametrize("seed", range(80))
def test_a_pin_is_kept_and_the_rest_is_best_around_it(seed):
    random = Random(3000 + seed)
    assert_best(with_pins(random_case(random, 5, 4, 6, strict=seed % 2 == 0), random))


@pytest.mark.parametrize("seed", range(30))
def test_everything_at_once_is_still_best(seed):
    random = Random(4000 + seed)
    case = with_previous(with_pairs(random_case(random, 5, 4, 6, strict=False), random), random)
    assert_best(with_pins(case, random))


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("least", [1, 3])
def test_another_number_that_is_never_alone(seed, least):
    random = Random(5000 + seed)
    case = random_case(random, 6, 3, 7, strict=False)
    case.rules = Rules(never_alone=least)
    assert_best(case)


@pytest.mark.parametrize("seed", range(40))
def test_most_hours_instead_of_most_people(seed):
    random = Random(6000 + seed)
    case = random_case(random, 5, 3, 6, strict=False)
    case.rules = Rules(objective="hours")
    assert_best(case)


@pytest.mark.parametrize("seed", range(50))
def test_people_who_go_together_go_to_one_team_or_not_at_all(seed):
    random = Random(7000 + seed)
    case = with_together(random_case(random, 5, 3, 6, strict=False), random)
    assert_best(with_pins(case, random) if seed % 3 == 0 else case)
