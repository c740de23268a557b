"""Methods that share nothing name the same people, and the shortcuts for large problems change no answer."""

import sys
from random import Random

import networkx as nx
import numpy as np
import pytest
from ortools.graph.python import min_cost_flow
from ortools.linear_solver import pywraplp
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from alongside.engines.placement import Rules, columns, exact, flow, plan_of, programme, solve
from alongside.engines.placement.inputs import Inputs
from alongside.engines.placement.problem import Options, Problem, built
from tests.engines.placement.instances import Oracle, random_case


def large(seed: int, people: int, teams: int, posts: int, rules: Rules | None = None) -> Inputs:
    case = random_case(Random(seed), people, teams, posts)
    case.rules = rules or Rules()
    return case.inputs()


def loose(seed: int) -> Inputs:
    """So many empty teams that somebody would be alone if the rule did not forbid it."""
    case = random_case(Random(seed), 25 + 2 * seed, 30, 80)
    for one in case.teams:
        one["peers_in_post"] = 0
    return case.inputs()


def by_ortools(problem: Problem) -> set[int]:
    """Objectives 1 and 2 without the rule of company, as a minimum-cost flow; everybody may also stay out."""
    net, options = flow.network(problem), problem.options
    people, slots = len(problem.person_ids), len(net.count)
    source, sink = 0, 1
    person, slot, team = 2, 2 + people, 2 + people + slots
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        options.person + person, options.slot + slot, np.ones(len(options.slot)), np.zeros(len(options.slot))
    )
    out = solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(people) + person, np.full(people, sink), np.ones(people), people - np.arange(people)
    )
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(people, source), np.arange(people) + person, np.ones(people), np.zeros(people)
    )
    solver.add_arcs_with_capacity_and_unit_cost(np.arange(slots) + slot, net.team + team, net.count, np.zeros(slots))
    teams = len(net.room)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(teams) + team, np.full(teams, sink), net.room, np.zeros(teams)
    )
    solver.set_node_supply(source, people)
    solver.set_node_supply(sink, -people)
    assert solver.solve() == solver.OPTIMAL
    return set(np.flatnonzero(solver.flows(out) == 0).tolist())


def by_networkx(problem: Problem) -> set[int]:
    """The same with networkx, as a maximum flow of minimum cost."""
    net, options = flow.network(problem), problem.options
    graph = nx.DiGraph()
    people = len(problem.person_ids)
    for one in range(people):
        graph.add_edge("from", ("person", one), capacity=1, weight=0)
        graph.add_edge(("person", one), "to", capacity=1, weight=people - one)
    for one, slot in zip(options.person.tolist(), options.slot.tolist(), strict=True):
        graph.add_edge(("person", one), ("slot", slot), capacity=1, weight=0)
    for slot, (count, team) in enumerate(zip(net.count.tolist(), net.team.tolist(), strict=True)):
        graph.add_edge(("slot", slot), ("team", team), capacity=count, weight=0)
    for team, room in enumerate(net.room.tolist()):
        graph.add_edge(("team", team), "to", capacity=room, weight=0)
    found = nx.max_flow_min_cost(graph, "from", "to")
    return {one for one in range(people) if not found[("person", one)]["to"]}


def by_programme_with_plain_weights(problem: Problem) -> set[int]:
    """With the rule: one programme with other weights and looser rows, written down again from the rules."""
    net, options = flow.network(problem), problem.options
    size, groups = len(options.slot), len(problem.have)
    group = problem.slot_group[options.slot]
    rows, low, high = [], [], []

    def row(columns_: np.ndarray, values: np.ndarray, least: float, most: float) -> None:
        full = np.zeros(size + groups)
        full[columns_] = values
        rows.append(full)
        low.append(least)
        high.append(most)

    for key, limit in ((options.person, np.ones(len(problem.person_ids))), (options.slot, net.count)):
        for one in np.unique(key):
            row(np.flatnonzero(key == one), 1, 0, limit[one])
    for one in range(len(net.room)):
        row(np.flatnonzero(net.team[options.slot] == one), 1, 0, net.room[one])
    for one in np.flatnonzero(problem.ruled):
        here = np.flatnonzero(group == one)
        row(np.append(here, size + one), np.append(np.ones(len(here)), -2), 0, np.inf)
        row(
            np.append(here, size + one),
            np.append(np.ones(len(here)), -net.room[problem.group == one].sum()),
            -np.inf,
            0,
        )
    weight = np.concatenate([-(700.0 - np.arange(len(problem.person_ids)))[options.person], np.zeros(groups)])
    limits = LinearConstraint(np.array(rows), np.array(low), np.array(high))
    gap = {"mip_rel_gap": 0}
    found = milp(weight, integrality=np.ones(size + groups), bounds=Bounds(0, 1), constraints=limits, options=gap)
    return set(options.person[found.x[:size] > 0.5].tolist())


@pytest.fixture(scope="module")
def at_size() -> Problem:
    return built(large(1, 500, 60, 200))


@pytest.fixture(scope="module")
def at_size_without_rule() -> Problem:
    return built(large(1, 500, 60, 200, Rules(never_alone=1)))


@pytest.mark.parametrize("other", [by_ortools, by_networkx])
def test_without_the_rule_two_other_methods_place_the_same_people(at_size_without_rule, other):
    mine = set(np.flatnonzero(solve.placed(at_size_without_rule)).tolist())
    assert mine == other(at_size_without_rule)


def by_scip(problem: Problem) -> set[int]:
    """With the rule, by another solver and other rows: SCIP, a yes or no for each team, at least two if yes."""
    options, people = problem.options, len(problem.person_ids)
    solver = pywraplp.Solver.CreateSolver("SCIP")
    chosen = [solver.BoolVar("") for _ in range(len(options.slot))]

    def summed(key: np.ndarray) -> dict[int, list]:
        rows: dict[int, list] = {}
        for number, one in enumerate(key.tolist()):
            rows.setdefault(one, []).append(chosen[number])
        return rows

    team = problem.screens.slots.team[options.slot]
    limits = (
        (options.person, np.ones(people)),
        (options.slot, problem.screens.slots.count),
        (team, np.maximum(problem.room, 0)),
    )
    for key, limit in limits:
        for one, terms in summed(key).items():
            solver.Add(solver.Sum(terms) <= int(limit[one]))
    for one, terms in summed(problem.group[team]).items():
        if problem.peers[one] == 0:
            opened = solver.BoolVar("")
            solver.Add(solver.Sum(terms) >= 2 * opened)
            for one_of_them in terms:
                solver.Add(one_of_them <= opened)
    gains = zip(chosen, (2 * people - options.person).tolist(), strict=True)
    solver.Maximize(solver.Sum([one * gain for one, gain in gains]))
    assert solver.Solve() == solver.OPTIMAL
    return {one for number, one in enumerate(options.person.tolist()) if chosen[number].solution_value() > 0.5}


def test_with_the_rule_three_methods_place_the_same_people_at_500_by_200(at_size):
    mine = set(np.flatnonzero(solve.solve(at_size).slot >= 0).tolist())
    without = flow.placed_without_rule(flow.network(at_size), at_size.options)
    assert solve.alone(at_size, without), "the rule has to bite, or this shows nothing"
    whole = set(np.flatnonzero(exact.placed_set(at_size, at_size.options).people).tolist())
    assert mine == whole == by_scip(at_size)


@pytest.mark.parametrize("seed", range(4))
def test_with_the_rule_three_methods_place_the_same_people(seed):
    problem = built(large(200 + seed, 70, 25, 60))
    mine = set(np.flatnonzero(solve.solve(problem).slot >= 0).tolist())
    whole = set(np.flatnonzero(exact.placed_set(problem, problem.options).people).tolist())
    assert mine == whole == by_programme_with_plain_weights(problem)


@pytest.mark.parametrize("seed", [0, 1, 2, 4])
def test_few_columns_give_the_same_answer_as_all(seed, monkeypatch):
    inputs = loose(seed)
    whole = plan_of(inputs).certificate
    assert whole.proved_by == "programme"
    monkeypatch.setattr(programme, "FEW_COLUMNS", 0)
    assert plan_of(inputs).certificate == whole


@pytest.mark.parametrize("seed", range(12))
def test_few_columns_find_the_best_of_all_plans(seed, monkeypatch):
    monkeypatch.setattr(programme, "FEW_COLUMNS", 0)
    case = random_case(Random(9000 + seed), 6, 4, 7, strict=False)
    made = case.plan()
    oracle = Oracle(case)
    assert oracle.value({one.person_id: one.post_id for one in made.assignments}) == oracle.best()


@pytest.mark.parametrize("seed", range(8))
def test_without_the_network_the_programme_says_the_same(seed, monkeypatch):
    inputs = large(100 + seed, 60, 20, 50)
    by_network = plan_of(inputs).certificate
    monkeypatch.setattr(flow, "LARGEST", 0)
    by_programme = plan_of(inputs).certificate
    assert (by_programme.placed, by_programme.relieved, by_programme.wishes, by_programme.metres) == (
        by_network.placed,
        by_network.relieved,
        by_network.wishes,
        by_network.metres,
    )


def test_compiled_and_plain_kernels_give_the_same_bytes(monkeypatch):
    inputs = large(3, 120, 30, 80)
    sys.modules.pop(flow.COMPILED, None)
    plain = plan_of(inputs).to_json()
    assert flow.COMPILED not in sys.modules
    monkeypatch.setattr(flow, "WORTH_COMPILING", 0)
    assert plan_of(inputs).to_json() == plain
    assert sys.modules.pop(flow.COMPILED).cheapest.signatures


def test_when_the_count_of_work_runs_out_the_plan_is_sound_and_says_so(monkeypatch):
    inputs = loose(1)
    best = plan_of(inputs).certificate
    assert best.proved_by == "programme"

    def exhausted(*_: object) -> None:
        raise columns.OutOfWork(None, -np.inf)

    monkeypatch.setattr(columns, "whole", exhausted)
    bounded = plan_of(inputs).certificate
    assert bounded.status == "bounded"
    assert bounded.placed <= best.placed <= bounded.bound
    assert bounded.gap == bounded.bound - bounded.placed


def by_cheapest_paths(costs: np.ndarray) -> int:
    """The least cost of one job each, by the cheapest paths of the engine."""
    workers, jobs = costs.shape
    one, every = np.ones(jobs, dtype=np.int64), np.arange(jobs)
    starts = np.arange(jobs + 1)
    net = flow.Network(one, every, one, every, starts, every, starts, every)
    person, slot = np.repeat(np.arange(workers), jobs), np.tile(every, workers)
    nothing = np.zeros(costs.size, dtype=np.int64)
    options = Options(np.arange(workers + 1) * jobs, person, slot, nothing, nothing, costs.ravel())
    price = flow.Priced(costs.ravel(), np.zeros(jobs, dtype=np.int64), 1, 1, 1)
    arcs, _ = flow.cheapest_for(net, options, price, np.ones(workers, dtype=np.bool_))
    assert sorted(slot[arcs].tolist()) == every.tolist()
    return int(costs.ravel()[arcs].sum())


def test_a_published_assignment_has_the_published_cost():
    """Three workers, three chores: the example of Wikipedia's "Hungarian algorithm", whose least cost is 15."""
    assert by_cheapest_paths(np.array([[8, 4, 7], [5, 2, 3], [9, 4, 8]])) == 15


@pytest.mark.parametrize("seed", range(3))
def test_assignments_made_as_those_of_or_library_cost_what_scipy_finds(seed):
    """Costs from 1 to 100 drawn evenly, as in OR-Library's assign100 to assign800 (Beasley 1990)."""
    costs = np.random.default_rng(seed).integers(1, 101, (40, 40))
    assert by_cheapest_paths(costs) == costs[linear_sum_assignment(costs)].sum()
