"""The one call that makes a plan, and checks it before it is given out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from alongside.engines.placement import exact, reasons
from alongside.engines.placement.columns import Impossible
from alongside.engines.placement.faults import Fault, InputFaults
from alongside.engines.placement.inputs import STANDARD, Inputs, Rules
from alongside.engines.placement.judge import Judge
from alongside.engines.placement.outcome import Assignment, Certificate, Plan, posts_given
from alongside.engines.placement.problem import Problem, built, team_of_post
from alongside.engines.placement.screens import Index
from alongside.engines.placement.solve import Solution, solve
from alongside.engines.placement.standing import Standing
from alongside.engines.placement.tables import People, Posts, Teams
from alongside.engines.placement.verify import verify


def plan(
    people: People,
    teams: Teams,
    posts: Posts,
    *,
    as_of: date,
    pins: Iterable[tuple[str, str]] = (),
    previous: Plan | Mapping[str, Any] | str | bytes | None = None,
    rules: Rules = STANDARD,
    pairs: Iterable[tuple[str, str]] = (),
    together: Iterable[Iterable[str]] = (),
) -> Plan:
    """The best plan, with reasons for everybody and a certificate. Raises InputFaults with all faults of the input.

    pins: (person_id, post_id) decided already; previous: a Plan or its JSON, from which few shall be moved;
    pairs: (team_id, team_id) that count as one team for company; together: sets of people for one team or none."""
    inputs = Inputs(
        people=people,
        teams=teams,
        posts=posts,
        as_of=_day(as_of),
        pins=tuple(pins),
        previous=_previous(previous),
        rules=rules,
        pairs=tuple(pairs),
        together=tuple(together),  # type: ignore[arg-type]
    )
    return plan_of(inputs.checked())


def plan_of(inputs: Inputs) -> Plan:
    """The best plan for inputs that were checked."""
    problem = built(inputs)
    try:
        solution = solve(problem)
    except Impossible:
        raise InputFaults(_impossible_pins(problem)) from None
    made = described(problem, solution)
    breaches = verify(
        made,
        inputs.people,
        inputs.teams,
        inputs.posts,
        as_of=inputs.as_of,
        pins=inputs.pins,
        rules=inputs.rules,
        pairs=inputs.pairs,
        together=inputs.together,
    )
    if breaches:
        raise AssertionError("\n".join(breach.message for breach in breaches))
    return made


def described(problem: Problem, solution: Solution) -> Plan:
    """A solution in the words of the outside, with its reasons and its certificate."""
    standing = Standing(problem, solution.slot)
    post_of = posts_of(problem, solution.slot)
    assignments = _assignments(problem, post_of)
    nowhere = np.array([p for p in range(len(problem.person_ids)) if p not in post_of], dtype=np.int64)
    left = reasons.unplaced(standing, nowhere)
    return Plan(
        assignments=assignments,
        unplaced=tuple(sorted(left, key=lambda one: one.person_id)),
        teams=reasons.teams(standing, assignments),
        certificate=_certificate(problem, solution, standing, post_of, assignments),
        inputs_digest=problem.inputs.digest(),
        inputs=problem.inputs,
    )


def posts_of(problem: Problem, slot: Index) -> dict[int, int]:
    """person -> post: within a slot those who were there stay, the others take what is left in the order of ids."""
    found = dict(problem.pinned)
    slots = problem.screens.slots
    comers: dict[int, list[int]] = {}
    for person in np.flatnonzero(slot >= 0).tolist():
        where = int(slot[person])
        before = problem.previous.get(person)
        if before is not None and slots.of_post[before] == where:
            found[person] = before
        else:
            comers.setdefault(where, []).append(person)
    taken = set(found.values())
    for where, persons in comers.items():
        left = [post for post in slots.posts[where] if post not in taken]
        found.update(zip(sorted(persons, key=lambda p: problem.person_ids[p]), left, strict=False))
    return found


def _assignments(problem: Problem, post_of: dict[int, int]) -> tuple[Assignment, ...]:
    inputs, screens = problem.inputs, problem.screens
    judge = Judge(inputs.people, inputs.teams, inputs.posts, inputs.as_of)
    team_place = {team: number for number, team in enumerate(problem.team_ids)}
    found = []
    for person, post in post_of.items():
        person_id, post_id = problem.person_ids[person], problem.post_ids[post]
        team_id = judge.team_of(post_id)
        team = team_place[team_id]
        awaits = judge.awaited(person_id, post_id)
        found.append(
            Assignment(
                person_id=person_id,
                post_id=post_id,
                team_id=team_id,
                metres=int(screens.metres[person, team]),
                setting_rank=int(screens.setting_rank[person, team]),
                team_rank=int(screens.team_rank[person, team]),
                starts_on=judge.starts_on(post_id),
                conditional=bool(awaits),
                awaits=awaits,
                pinned=person in problem.pinned,
            )
        )
    return tuple(sorted(found, key=lambda one: one.person_id))


def _certificate(
    problem: Problem,
    solution: Solution,
    standing: Standing,
    post_of: dict[int, int],
    assignments: tuple[Assignment, ...],
) -> Certificate:
    hours: dict[str, Any] = {}
    placed = bound = len(assignments)
    inputs = problem.inputs
    if inputs.rules.objective == "hours":
        hours_by_post = inputs.posts.hours[problem.posts]
        filled = sum(float(hours_by_post[post]) for post in post_of.values())
        pinned = sum(float(hours_by_post[post]) for post in problem.pinned.values())
        most = pinned + solution.bound / exact.HOURS_UNIT
        hours = {"hours_placed": round(filled, 4), "hours_bound": round(most, 4)}
    else:
        bound = len(problem.pinned) + int(np.floor(solution.bound + 1e-6))
    moved = sum(1 for one in assignments if inputs.previous.get(one.person_id, one.post_id) != one.post_id)
    comers = np.bincount(
        [problem.group[problem.team_ids.index(one.team_id)] for one in assignments] or [0], minlength=len(problem.have)
    )
    relieved = int(np.sum((problem.peers == 1) & (comers > 0))) if assignments else 0
    return Certificate(
        status="optimal" if solution.proved else "bounded",
        placed=placed,
        bound=bound,
        gap=bound - placed,
        moved=moved,
        relieved=relieved,
        wishes=sum(one.setting_rank + one.team_rank for one in assignments),
        metres=sum(one.metres for one in assignments),
        proved_by=solution.proved_by,
        gives_up=gives_up(inputs),
        **hours,
    )


def gives_up(inputs: Inputs) -> tuple[str, ...]:
    """What the options chosen do without, in sentences."""
    found = []
    if inputs.rules.never_alone == 1:
        found.append("never_alone=1: a team may end with a single peer.")
    if inputs.rules.never_alone > 2:
        found.append(
            f"never_alone={inputs.rules.never_alone}: placing the most people can pass over somebody who has waited "
            "longer, and finding the plan is slow (NP-hard)."
        )
    if inputs.rules.objective == "hours":
        found.append("objective=hours: fewer people may be placed, and somebody who has waited longer passed over.")
    if inputs.together:
        found.append("together: people who must be placed with others may be passed over, and pass others over.")
    return tuple(found)


def _day(value: object) -> date:
    from alongside.engines.placement import cells

    try:
        found: date = cells.day(value).astype(object)
    except ValueError as fault:
        raise InputFaults([Fault("as_of", 1, "as_of", str(fault))]) from None
    return found


def _previous(previous: Plan | Mapping[str, Any] | str | bytes | None) -> dict[str, str]:
    if previous is None:
        return {}
    try:
        return posts_given(previous)
    except (ValueError, TypeError) as fault:
        raise InputFaults([Fault("previous", 1, "assignments", f"cannot be read: {fault}")]) from None


def _impossible_pins(problem: Problem) -> list[Fault]:
    """Which pins cannot be kept: those whose group must receive somebody, or whose companions cannot come."""
    inputs = problem.inputs
    members = {person for some in inputs.together for person in some}
    found = []
    for row, (person, post) in enumerate(inputs.pins, start=2):
        team = team_of_post(problem, problem.post_ids.index(post))
        if problem.must[problem.group[team]]:
            message = f"{person!r} in {post!r} would be alone in the team: nobody else can come who would stay"
            found.append(Fault("pins", row, "post_id", message))
        elif person in members:
            message = f"{person!r} in {post!r}: those to be together with cannot come"
            found.append(Fault("pins", row, "post_id", message))
    return found
