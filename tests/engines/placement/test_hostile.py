"""Whatever comes in: every option mixed with every other, ties, columns of other kinds, and input that is none."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from alongside.engines.placement import (
    InputFaults,
    Inputs,
    OutOfWork,
    Rules,
    columns,
    explain,
    plan,
    plan_of,
    verify,
    with_change,
)
from alongside.engines.placement.command import main
from tests.engines.placement.instances import AS_OF, Case, Oracle, failing, person, post, random_case, team
from tests.engines.placement.test_command import write


def mixed(seed: int) -> Case:
    """Up to six people with any of: ties, pairs, a previous plan of posts that may be gone, pins, company, hours."""
    random = Random(seed)
    people, teams, posts = random.randint(0, 6), random.randint(1, 4), random.randint(0, 6)
    case = random_case(random, people, teams, posts, strict=random.random() < 0.4)
    ids, of_post = [one["person_id"] for one in case.people], [one["post_id"] for one in case.posts]
    if random.random() < 0.3:
        for one in case.people:
            one["qualified_on"] = AS_OF
    if random.random() < 0.4 and teams > 1:
        case.pairs = [tuple(random.sample([one["team_id"] for one in case.teams], 2))]
    if random.random() < 0.4:
        case.previous = dict(zip([*ids, "left"], random.sample([*of_post, "gone"], len(of_post) + 1), strict=False))
    if random.random() < 0.35:
        oracle = Oracle(case)
        fits = [
            (one["person_id"], where["post_id"])
            for one in case.people
            for where in case.posts
            if not failing(one, where, oracle.teams[where["team_id"]])
        ]
        case.pins = random.sample(fits, min(1, len(fits)))
    if random.random() < 0.25 and people > 2:
        case.together = [tuple(random.sample(ids, random.choice((2, 2, 3))))]
    case.rules = Rules(random.choice((1, 2, 2, 2, 3, 4)), random.choice(("people", "people", "hours")))
    return case


@pytest.mark.parametrize("seed", range(100))
def test_no_plan_is_better_whatever_is_asked_for_at_once(seed):
    case = mixed(50_000 + seed)
    oracle = Oracle(case)
    best = oracle.best()
    if best is None:
        with pytest.raises(InputFaults) as told:
            case.plan()
        assert told.value.faults
        return
    made = case.plan()
    found = {one.person_id: one.post_id for one in made.assignments}
    proof = made.certificate
    assert oracle.allowed(found) and oracle.value(found) == best
    assert (proof.moved, -proof.relieved, proof.wishes, proof.metres) == best[2:]
    inputs = case.inputs()
    options = {"pins": case.pins, "rules": case.rules, "pairs": case.pairs, "together": case.together}
    assert verify(made, inputs.people, inputs.teams, inputs.posts, as_of=AS_OF, **options) == []
    for one in made.unplaced[:1]:
        for change in (*one.smallest_changes, *explain(made, one.person_id)):
            again = plan_of(with_change(made.inputs, one.person_id, change).checked())
            assert one.person_id in {two.person_id for two in again.assignments}, change


def test_among_those_who_wait_since_the_same_day_the_id_decides():
    case = Case([person("B"), person("A")], [team("T1", peers_in_post=2)], [post("J1", "T1")])
    assert [one.person_id for one in case.plan().assignments] == ["A"]


def tables() -> Inputs:
    return Case(
        [person("A"), person("B"), person("C")],
        [team("T1"), team("T2", peers_in_post=1)],
        [post("J1", "T1"), post("J2", "T1"), post("J3", "T2")],
    ).inputs()


def made_of(inputs: Inputs, **options):
    return plan(inputs.people, inputs.teams, inputs.posts, **({"as_of": AS_OF} | options))


SAME = {
    "words as objects": lambda it: it.replaced(people=replace(it.people, person_id=it.people.person_id.astype(object))),
    "wider words": lambda it: it.replaced(people=replace(it.people, person_id=it.people.person_id.astype("U40"))),
    "plain lists": lambda it: it.replaced(
        teams=replace(it.teams, capacity=it.teams.capacity.tolist(), team_id=it.teams.team_id.tolist())
    ),
    "small numbers": lambda it: it.replaced(teams=replace(it.teams, capacity=it.teams.capacity.astype(np.uint8))),
    "whole floats": lambda it: it.replaced(teams=replace(it.teams, capacity=it.teams.capacity.astype(float))),
    "whole hours": lambda it: it.replaced(posts=replace(it.posts, hours=it.posts.hours.astype(int))),
    "seconds": lambda it: it.replaced(posts=replace(it.posts, starts_on=it.posts.starts_on.astype("datetime64[s]"))),
    "dates": lambda it: it.replaced(people=replace(it.people, qualified_on=it.people.qualified_on.tolist())),
    "numbers for bands": lambda it: it.replaced(posts=replace(it.posts, band=np.array([3, 3, 3]))),
    "ones for yes": lambda it: it.replaced(teams=replace(it.teams, prepared=it.teams.prepared.astype(int))),
    "lists of lists": lambda it: it.replaced(people=replace(it.people, settings=[[], None, ()])),
    "nothing for no number": lambda it: it.replaced(people=replace(it.people, lat=[None] * 3, hours_max=[np.inf] * 3)),
}


@pytest.mark.parametrize("kind", SAME)
def test_the_same_table_in_other_arrays_gives_the_same_bytes(kind):
    assert made_of(SAME[kind](tables())).to_json() == made_of(tables()).to_json()


WRONG: dict[str, tuple[Callable[[Inputs], Inputs], tuple[str, int, str]]] = {
    "no number": (
        lambda it: it.replaced(teams=replace(it.teams, capacity=np.array([np.nan, 1]))),
        ("teams", 2, "capacity"),
    ),
    "half a peer": (
        lambda it: it.replaced(teams=replace(it.teams, peers_in_post=np.array([0, 1.5]))),
        ("teams", 3, "peers_in_post"),
    ),
    "an empty id": (
        lambda it: it.replaced(people=replace(it.people, person_id=np.array(["A", "", "C"]))),
        ("people", 3, "person_id"),
    ),
    "bytes": (
        lambda it: it.replaced(people=replace(it.people, person_id=it.people.person_id.astype("S3"))),
        ("people", 2, "person_id"),
    ),
    "no column": (lambda it: it.replaced(posts=replace(it.posts, band="3")), ("posts", 1, "band")),
    "no hours": (
        lambda it: it.replaced(posts=replace(it.posts, hours=np.array([-1, np.inf, 1]))),
        ("posts", 3, "hours"),
    ),
    "words for days": (
        lambda it: it.replaced(posts=replace(it.posts, starts_on=["soon", None, None])),
        ("posts", 2, "starts_on"),
    ),
    "another table": (lambda it: it.replaced(people=it.teams), ("people", 1, "person_id")),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_column_that_is_none_is_told(kind):
    change, fault = WRONG[kind]
    with pytest.raises(InputFaults) as told:
        made_of(change(tables()))
    assert fault in {(one.table, one.row, one.column) for one in told.value.faults}


TWICE = {"assignments": [{"person_id": "A", "post_id": "J1"}, {"person_id": "B", "post_id": "J1"}]}
OPTIONS = {
    "rules": ("rules", [Rules(2.5), Rules("2"), Rules(True), Rules(objective=None), None]),
    "pins": ("pins", [[("A", "J1", "J2")], ["AJ"], [(None, "J1")], [("A", "J1"), ("B", "J1")], [("A", "J1")] * 2]),
    "pairs": ("pairs", [[("T1",)], [("T1", "T1")], ["TT"]]),
    "together": ("together", [["AB"], [("A", "Z")], [("A", "B"), ("B", "C")], [7]]),
    "previous": ("previous", [5, "[1]", {"assignments": 5}, b"\xff", TWICE]),
    "as_of": ("as_of", [None, "22/11/2026"]),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_that_is_none_is_told_and_nothing_else_happens(name):
    table, wrong = OPTIONS[name]
    for value in wrong:
        with pytest.raises(InputFaults) as told:
            made_of(tables(), **{name: value})
        assert {fault.table for fault in told.value.faults} == {table}, value


def test_a_whole_number_of_any_kind_is_a_number_of_peers():
    assert made_of(tables(), rules=Rules(np.int64(2))).to_json() == made_of(tables()).to_json()


def test_somebody_whose_post_has_gone_is_counted_as_moved():
    made = made_of(tables(), previous={"assignments": [{"person_id": "A", "post_id": "gone"}]})
    assert made.certificate.moved == 1


def test_two_processes_that_share_nothing_write_the_same_bytes(tmp_path):
    options = write(tmp_path, random_case(Random(11), 12, 5, 10))
    script = "import sys; from alongside.engines.placement.command import main; sys.exit(main(sys.argv[1:]))"
    written = []
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", script, *options], check=True, env=os.environ | {"PYTHONHASHSEED": seed}, timeout=120
        )
        written.append((tmp_path / "plan.json").read_bytes())
    assert written[0] == written[1]


def test_the_command_refuses_what_is_no_input(tmp_path, capsys):
    options = write(tmp_path, random_case(Random(3), 5, 3, 5))
    (tmp_path / "short.csv").write_text("person_id,post_id\nP0\n", encoding="utf-8")
    (tmp_path / "latin.csv").write_bytes("person_id,post_id\nJosé,J0\n".encode("latin-1"))
    for more in (
        ["--never-alone", "0"],
        ["--objective", "joy"],
        ["--pins", str(tmp_path / "short.csv")],
        ["--pins", str(tmp_path / "latin.csv")],
        ["--previous", str(tmp_path / "people.csv")],
    ):
        assert main([*options, *more]) == 2, more
        assert "faults in the input" in capsys.readouterr().err
    assert main([*options, "--pairs", str(tmp_path)]) == 1
    assert main([*options[:-1], str(tmp_path / "nowhere" / "plan.json")]) == 1


@pytest.mark.parametrize("rules", [Rules(3), Rules(objective="hours")])
def test_when_the_work_runs_out_with_an_option_the_plan_is_sound_and_says_so(monkeypatch, rules):
    case = random_case(Random(5), 12, 4, 12, strict=False)
    case.rules = rules
    best = case.plan().certificate

    def exhausted(*_: object) -> None:
        raise columns.OutOfWork(None, -np.inf)

    monkeypatch.setattr(columns, "whole", exhausted)
    bounded = case.plan().certificate
    assert bounded.status == "bounded"
    if rules.objective == "people":
        assert bounded.placed <= best.placed <= bounded.bound
    else:
        assert bounded.hours_placed <= best.hours_placed <= bounded.hours_bound
    case.together = [("P0", "P1")]
    with pytest.raises(OutOfWork):
        case.plan()
