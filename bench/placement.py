"""Measures the placement engine beside its peers, in one run on one machine: `python -m bench.placement`.

Ratios of CPU seconds are what counts; the load of the machine they were measured on is printed beside them."""

import gc
import os
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable
from datetime import date

import networkx as nx
import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from alongside.engines.placement import Inputs, People, Posts, Rules, Teams, flow, plan_of, reasons, solve
from alongside.engines.placement.problem import Problem, built
from alongside.engines.placement.programme import Programme
from alongside.engines.placement.standing import Standing

DAY = np.datetime64("2026-11-22")
SETTINGS = np.array(["inpatient", "community", "crisis", "eating_disorder", "offender", "rehab"])


def instance(seed: int, people: int, posts: int, km: tuple[float, float], least: int = 2) -> Inputs:
    """A county: twelve towns, seven posts a team, four teams in ten without a peer, a quarter with one."""
    random = np.random.default_rng(seed)
    teams = max(1, posts // 7)
    towns = np.column_stack([53 + random.uniform(-0.5, 0.5, 12), -1 + random.uniform(-0.8, 0.8, 12)])

    def positions(size: int) -> np.ndarray:
        return towns[random.integers(0, 12, size)] + random.normal(0, 0.06, (size, 2))

    where, team = positions(teams), random.integers(0, teams, posts)
    team_id = np.array([f"T{number:05}" for number in range(teams)])
    in_team = np.bincount(team, minlength=teams)
    found_teams = Teams(
        team_id=team_id,
        setting=SETTINGS[random.integers(0, 6, teams)],
        lat=where[:, 0],
        lon=where[:, 1],
        prepared=random.random(teams) < 0.95,
        peers_in_post=random.choice([0, 1, 2, 4], teams, p=[0.4, 0.25, 0.2, 0.15]),
        capacity=np.maximum(0, in_team - random.integers(0, 2, teams)),
    )
    found_posts = Posts(
        post_id=np.array([f"J{number:05}" for number in range(posts)]),
        team_id=team_id[team],
        band=np.where(random.random(posts) < 0.3, "4", "3"),
        hours=random.choice([15, 22.5, 30, 37.5], posts),
        vetting_needed=random.random(posts) < 0.1,
        starts_on=DAY + random.integers(0, 90, posts).astype("timedelta64[D]"),
        frozen=random.random(posts) < 0.03,
        registered=random.random(posts) < 0.03,
    )
    home = positions(people)

    def some_teams(most: int, chance: float) -> tuple[tuple[str, ...], ...]:
        sizes = np.where(random.random(people) < chance, random.integers(1, most + 1, people), 0)
        return tuple(tuple(team_id[random.choice(teams, min(size, teams), replace=False)].tolist()) for size in sizes)

    found_people = People(
        person_id=np.array([f"P{number:05}" for number in range(people)]),
        qualified_on=DAY - random.integers(1, 400, people).astype("timedelta64[D]"),
        bands=tuple((("3",), ("3", "4"), ())[number] for number in random.integers(0, 3, people)),
        hours_min=random.choice([0.0, 15, 20], people),
        hours_max=random.choice([22.5, 30, np.inf], people),
        lat=home[:, 0],
        lon=home[:, 1],
        max_km=random.uniform(*km, people),
        settings=tuple(tuple(random.permutation(SETTINGS)[:size].tolist()) for size in random.integers(2, 6, people)),
        teams_preferred=some_teams(3, 0.7),
        teams_avoided=some_teams(1, 0.2),
        dbs=random.choice(["clear", "pending", "none"], people, p=[0.85, 0.1, 0.05]),
        dbs_expected_on=DAY + random.integers(0, 60, people).astype("timedelta64[D]"),
        vetting=random.choice(["clear", "none"], people),
        vetting_expected_on=np.full(people, np.datetime64("NaT"), dtype="datetime64[D]"),
    )
    return Inputs(found_people, found_teams, found_posts, date(2026, 11, 22), rules=Rules(never_alone=least))


def seconds(act: Callable[[], object], times: int = 3) -> float:
    """CPU seconds, the fewest of some runs."""
    found = []
    for _ in range(times):
        gc.collect()
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


def by_ortools(problem: Problem) -> int:
    """One flow of OR-Tools: objectives 1 and 2 without the rule; how many are placed."""
    net, options = flow.network(problem), problem.options
    people, slots, teams = len(problem.person_ids), len(net.count), len(net.room)
    person, slot, team = 2, 2 + people, 2 + people + slots
    solver, everybody = min_cost_flow.SimpleMinCostFlow(), np.arange(people)
    add = solver.add_arcs_with_capacity_and_unit_cost
    add(options.person + person, options.slot + slot, np.ones(len(options.slot)), np.zeros(len(options.slot)))
    out = add(everybody + person, np.full(people, 1), np.ones(people), people - everybody)
    add(np.zeros(people), everybody + person, np.ones(people), np.zeros(people))
    add(np.arange(slots) + slot, net.team + team, net.count, np.zeros(slots))
    add(np.arange(teams) + team, np.full(teams, 1), net.room, np.zeros(teams))
    solver.set_node_supply(0, people)
    solver.set_node_supply(1, -people)
    assert solver.solve() == solver.OPTIMAL
    return int((solver.flows(out) == 0).sum())


def by_networkx(problem: Problem) -> int:
    """The same with networkx."""
    net, options = flow.network(problem), problem.options
    graph, people = nx.DiGraph(), len(problem.person_ids)
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
    return sum(1 for one in range(people) if not found[("person", one)]["to"])


def by_assignment(problem: Problem) -> int:
    """scipy's dense assignment, which knows neither team capacity nor the rule."""
    slots, people = problem.screens.slots, len(problem.person_ids)
    column = np.cumsum(slots.count) - slots.count
    gain = np.zeros((people, int(slots.count.sum())))
    for copy in range(int(slots.count.max())):
        here = slots.count[problem.options.slot] > copy
        gain[problem.options.person[here], column[problem.options.slot[here]] + copy] = 1
    gain *= (people - np.arange(people))[:, None]
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return int((gain[rows, columns] > 0).sum())


def by_matching(problem: Problem) -> tuple[int, int]:
    """Deferred acceptance of the `matching` package: people rank posts, posts rank by waiting; placed, lone teams."""
    from matching.games import HospitalResident

    options, slots = problem.options, problem.screens.slots
    rank = options.wish * 10**7 + options.metres
    wished: dict[int, dict[int, int]] = {}
    for one, where, value in zip(options.person.tolist(), options.slot.tolist(), rank.tolist(), strict=True):
        wished.setdefault(one, {})[where] = value
    people = {one: sorted(some, key=some.__getitem__) for one, some in wished.items()}
    posts: dict[int, list[int]] = {}
    for one in sorted(people):
        for where in people[one]:
            posts.setdefault(where, []).append(one)
    room = {where: int(slots.count[where]) for where in posts}
    sys.setrecursionlimit(100_000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = HospitalResident.create_from_dictionaries(people, posts, room).solve()
    received = np.zeros(len(problem.have), dtype=np.int64)
    for where, some in found.items():
        received[problem.slot_group[int(str(where))]] += len(some)
    return int(received.sum()), int(np.sum((received == 1) & (problem.have == 0)))


def by_highs(problem: Problem) -> int:
    """HiGHS alone on the whole problem: one programme with the rule, all options, objectives 1 and 2."""
    programme = Programme(problem, problem.options)
    people = len(problem.person_ids)
    price = np.zeros(programme.columns)
    price[programme.columns - len(programme.people) :] = people - programme.people
    limits = LinearConstraint(
        programme.rows.matrix(programme.columns),
        np.concatenate(programme.rows.low),
        np.concatenate(programme.rows.high),
    )
    whole = {"mip_rel_gap": 0.0, "node_limit": 20_000}
    found = milp(price, integrality=np.ones(programme.columns), bounds=Bounds(0, 1), constraints=limits, options=whole)
    return int((found.x[: programme.size] > 0.5).sum())


def line(what: str, target: str, found: str) -> None:
    print(f"| {what} | {target} | {found} |", flush=True)


def load() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def without_rule(one_flow: dict[str, float]) -> None:
    """Objectives 1 and 2 at 5,000 x 2,000 beside OR-Tools and scipy; networkx at a fifth of the size."""
    for name, km in (("dense", (20.0, 60.0)), ("medium", (8.0, 20.0)), ("sparse", (2.0, 8.0))):
        problem = built(instance(1, 5000, 2000, km, least=1))
        net = flow.network(problem)
        mine = seconds(lambda n=net, p=problem: flow.placed_without_rule(n, p.options))
        theirs = seconds(lambda p=problem: by_ortools(p))
        placed = int((flow.placed_without_rule(net, problem.options) >= 0).sum())
        assert placed == by_ortools(problem)
        one_flow[name] = theirs
        size = len(problem.options.slot)
        line(
            f"5,000 x 2,000 {name} ({size:,} options), no rule, 1+2",
            "8x OR-Tools flow",
            f"{theirs / mine:.0f}x ({mine:.4f} s, {theirs:.2f} s)",
        )
        if name == "dense":
            dense = seconds(lambda p=problem: by_assignment(p), 1)
            line("  the same, scipy linear_sum_assignment (no capacity)", "-", f"{dense / mine:.0f}x ({dense:.2f} s)")
    problem = built(instance(1, 1000, 400, (8.0, 20.0), least=1))
    net = flow.network(problem)
    slow = seconds(lambda: by_networkx(problem), 1)
    mine = seconds(lambda: flow.placed_without_rule(net, problem.options))
    line("1,000 x 400, no rule, 1+2", "200x networkx", f"{slow / mine:.0f}x ({mine:.4f} s, {slow:.2f} s)")


def with_rule(one_flow: dict[str, float]) -> None:
    """All five objectives, certified, beside one flow."""
    sizes = (
        ("dense", 5000, 2000, (20.0, 60.0), "5x one flow"),
        ("medium", 5000, 2000, (8.0, 20.0), "5x one flow"),
        ("sparse", 5000, 2000, (2.0, 8.0), "gap 0"),
        ("loose", 2000, 4000, (5.0, 30.0), "gap 0"),
        ("large", 5000, 4000, (5.0, 30.0), "gap 0"),
    )
    for name, people, posts, km, target in sizes:
        problem = built(instance(1, people, posts, km))
        solving = seconds(lambda p=problem: solve.solve(p), 1 if name == "loose" else 2)
        whole = seconds(lambda p=problem: plan_of(p.inputs), 1)
        proof = plan_of(problem.inputs).certificate
        beside = f"{solving / one_flow[name]:.2f}x one flow, " if name in one_flow else ""
        line(
            f"{people:,} x {posts:,} {name}, rule, 1-5",
            target,
            f"{proof.status}, gap {proof.gap}, {beside}{solving:.2f} s by {proof.proved_by}; "
            f"with screening, reasons and check {whole:.2f} s",
        )


def at_trust_size() -> None:
    """500 x 200 with everything, beside HiGHS on the whole problem and deferred acceptance."""
    problem = built(instance(1, 500, 200, (10.0, 40.0)))
    whole, alone = seconds(lambda: plan_of(problem.inputs)), seconds(lambda: by_highs(problem), 1)
    proof = plan_of(problem.inputs).certificate
    assert proof.placed == by_highs(problem)
    line(
        "500 x 200, everything incl. reasons", "0.5x HiGHS alone", f"{whole / alone:.2f}x ({whole:.2f}, {alone:.2f} s)"
    )
    inputs = instance(1, 100, 160, (5.0, 30.0))
    columns = {name: getattr(inputs.teams, name) for name in Teams.columns()}
    inputs = inputs.replaced(teams=Teams(**columns | {"capacity": np.full(len(inputs.teams), 99)}))
    placed, lone = by_matching(built(inputs))
    proof = plan_of(inputs).certificate
    line(
        "100 x 160, placed (teams opened for one alone)",
        "-",
        f"here {proof.placed} (0), deferred acceptance {placed} ({lone})",
    )


def reasons_memory_stability(one_flow: dict[str, float]) -> None:
    """Reasons for everybody, memory an option, and what a change of 1 % of the people does."""
    problem = built(instance(1, 5000, 2000, (20.0, 60.0)))
    solution = solve.solve(problem)
    standing = Standing(problem, solution.slot)
    left = np.flatnonzero(solution.slot < 0)
    mine = seconds(lambda: reasons.unplaced(standing, left))
    line("all reasons and unchecked changes, 5,000", "0.1x one flow", f"{mine / one_flow['dense']:.2f}x ({mine:.2f} s)")
    tracemalloc.start()
    plan_of(problem.inputs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    line("memory", "0.5 kB an option", f"{peak / len(problem.options.slot) / 1000:.2f} kB")
    inputs = instance(1, 500, 200, (8.0, 20.0))
    before = plan_of(inputs)
    gone = np.arange(len(inputs.people)) % 100 != 50
    columns = {name: getattr(inputs.people, name) for name in People.columns()}
    fewer = {
        name: tuple(np.array(value, dtype=object)[gone].tolist()) if isinstance(value, tuple) else value[gone]
        for name, value in columns.items()
    }
    was = {one.person_id: one.post_id for one in before.assignments}
    after = plan_of(inputs.replaced(people=People(**fewer), previous=was))
    free = plan_of(inputs.replaced(people=People(**fewer)))
    both = sum(1 for one in after.assignments if one.person_id in was)
    line(
        "1 % of the people leave, 500 x 200",
        "3 % of the others moved",
        f"{100 * after.certificate.moved / both:.1f} %, {after.certificate.placed} placed "
        f"(without a previous plan {free.certificate.placed})",
    )


def main() -> None:
    began = load()
    plan_of(instance(2, 2000, 1000, (8.0, 20.0)))
    print(f"cores {os.cpu_count()}, load at the start {began}\n")
    print("| what | target | found |\n|---|---|---|")
    one_flow: dict[str, float] = {}
    without_rule(one_flow)
    with_rule(one_flow)
    at_trust_size()
    reasons_memory_stability(one_flow)
    print(f"\nload at the end {load()}")


if __name__ == "__main__":
    main()
