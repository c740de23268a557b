"""What a plan tells: why somebody is not placed, what becomes of a team, what would help; and what it must not."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from alongside.engines.placement import Change, Plan, Rules, explain, plan_of, verify, with_change
from tests.engines.placement.instances import AS_OF, Case, Oracle, failing, person, post, random_case, team


def lone(**other: object) -> Case:
    """One person, a team with company, one post: placed unless something is in the way."""
    people = [person("A", **other.pop("person", {}))]
    return Case(
        people, [team("T1", peers_in_post=2) | other.pop("team", {})], [post("J1", "T1") | other.pop("post", {})]
    )


IN_THE_WAY = {
    "band": {"person": {"bands": ["4"]}},
    "hours": {"person": {"hours_max": 20}},
    "distance": {"person": {"lat": 53, "lon": -1, "max_km": 5}, "team": {"lat": 53.1, "lon": -1}},
    "setting": {"person": {"settings": ["crisis"]}},
    "avoided": {"person": {"teams_avoided": ["T1"]}},
    "dbs": {"person": {"dbs": "pending", "dbs_expected_on": AS_OF + timedelta(1)}},
    "vetting": {"person": {"vetting": "none"}, "post": {"vetting_needed": True}},
    "prepared": {"team": {"prepared": False}},
    "frozen": {"post": {"frozen": True}},
    "registered": {"post": {"registered": True}},
    "capacity": {"team": {"capacity": 0}},
    "alone": {"team": {"peers_in_post": 0}},
}
CHANGES = {
    "hours": [Change("other_hours", hours=30, checked=True)],
    "distance": [Change("wider_travel", km=11.12, checked=True)],
    "setting": [Change("other_setting", setting="community", checked=True)],
    "dbs": [Change("clearance_by", clearance="dbs", by=AS_OF, checked=True)],
    "vetting": [Change("clearance_by", clearance="vetting", by=AS_OF, checked=True)],
    "prepared": [Change("team_prepared", team_id="T1", checked=True)],
    "frozen": [Change("thaw", post_id="J1", checked=True)],
    "capacity": [Change("one_more_post", team_id="T1", like_post_id="J1", checked=True)],
}


def test_with_nothing_in_the_way_the_person_is_placed():
    assert [one.person_id for one in lone().plan().assignments] == ["A"]


@pytest.mark.parametrize("code", IN_THE_WAY)
def test_the_one_rule_in_the_way_is_named(code):
    made = lone(**IN_THE_WAY[code]).plan()
    assert [one.blocked_by for one in made.unplaced] == [(code,)]


@pytest.mark.parametrize("code", IN_THE_WAY)
def test_the_one_change_that_helps_is_found(code):
    made = lone(**IN_THE_WAY[code]).plan()
    found = explain(made, "A")
    assert [replace(one, km=one.km and round(one.km, 2)) for one in found] == CHANGES.get(code, [])
    assert [one.code for one in made.unplaced[0].smallest_changes] == [one.code for one in found]


def test_whoever_waits_longer_comes_first_and_the_other_is_told():
    case = lone()
    case.people.append(person("0 later", qualified_on=date(2026, 1, 2)))
    made = case.plan()
    assert [one.person_id for one in made.assignments] == ["A"]
    assert made.unplaced[0].blocked_by == ("outranked",)
    assert [one.code for one in explain(made, "0 later")] == ["one_more_post"]


def test_every_rule_that_blocks_is_told_for_all_posts_together():
    for seed in range(30):
        case = random_case(Random(seed), 5, 4, 6)
        oracle = Oracle(case)
        told = {one.person_id: set(one.blocked_by) for one in case.plan().unplaced}
        for one in case.people:
            if one["person_id"] in told:
                rules = {code for where in case.posts for code in failing(one, where, oracle.teams[where["team_id"]])}
                assert told[one["person_id"]] - {"capacity", "alone", "outranked"} == rules


def test_the_plan_tells_a_team_what_became_of_it():
    case = Case(
        [person("A"), person("B"), person("C", settings=["crisis"])],
        [
            team("opened"),
            team("unprepared", prepared=False),
            team("small", capacity=1),
            team("one post"),
            team("nobody", setting="inpatient"),
            team("lone", setting="crisis", peers_in_post=1),
            team("stays lone", setting="offender", peers_in_post=1),
        ],
        [
            post("J1", "opened", starts_on=AS_OF + timedelta(7)),
            post("J2", "opened", starts_on=AS_OF - timedelta(7)),
            post("J3", "unprepared"),
            post("J4", "small"),
            post("J5", "small"),
            post("J6", "one post"),
            post("J7", "nobody"),
            post("J8", "nobody"),
            post("J9", "lone", starts_on=AS_OF + timedelta(3)),
        ],
    )
    for one in case.people[:2]:
        one["settings"] = ["community"]
    told = {one.team_id: one for one in case.plan().teams}
    assert [(name, told[name].state, told[name].reason) for name in sorted(told)] == [
        ("lone", "existing", ""),
        ("nobody", "closed", "too_few_people"),
        ("one post", "closed", "too_few_posts"),
        ("opened", "opened", ""),
        ("small", "closed", "no_room"),
        ("stays lone", "existing", "too_few_posts"),
        ("unprepared", "closed", "not_prepared"),
    ]
    assert (told["opened"].lone_from, told["opened"].lone_until) == (AS_OF, AS_OF + timedelta(7))
    assert (told["lone"].lone_from, told["lone"].lone_until) == (AS_OF, AS_OF + timedelta(3))
    assert told["lone"].relieved and not told["lone"].lone_peer
    assert told["stays lone"].lone_peer and not told["stays lone"].relieved


def test_a_clearance_that_is_expected_in_time_makes_the_placement_conditional():
    expected = {"dbs": "pending", "dbs_expected_on": AS_OF + timedelta(5)}
    made = lone(person=expected, post={"starts_on": AS_OF + timedelta(5)}).plan()
    assert (made.assignments[0].conditional, made.assignments[0].awaits) == (True, ("dbs",))
    assert lone(person=expected, post={"starts_on": AS_OF + timedelta(4)}).plan().assignments == ()


def test_an_avoidance_shows_nowhere_but_in_its_own_code():
    for seed in range(25):
        case = random_case(Random(seed), 7, 4, 7)
        made = case.plan()
        hidden = case.plan().to_dict()
        for one in hidden["unplaced"]:
            one["blocked_by"].clear()
            one["posts_only_blocked_by"].clear()
        assert "avoid" not in str({**hidden, "inputs_digest": ""})
        for one in made.unplaced:
            assert all("avoid" not in change.code for change in explain(made, one.person_id))


def test_each_option_says_which_guarantee_it_gives_up():
    case = random_case(Random(1), 5, 3, 5, strict=False)
    assert case.plan().certificate.gives_up == ()
    for rules in (Rules(never_alone=1), Rules(never_alone=3), Rules(objective="hours")):
        case.rules = rules
        assert len(case.plan().certificate.gives_up) == 1
    case.rules, case.together = Rules(), [("P0", "P1")]
    assert len(case.plan().certificate.gives_up) == 1


def test_a_plan_read_from_a_file_can_be_explained_with_its_inputs_and_no_others():
    made = lone(**IN_THE_WAY["frozen"]).plan()
    read = Plan.from_json(made.to_json())
    with pytest.raises(ValueError, match="inputs"):
        explain(read, "A")
    assert explain(read, "A", inputs=made.inputs) == explain(made, "A")
    with pytest.raises(ValueError, match="inputs"):
        explain(read, "A", inputs=lone().inputs())
    with pytest.raises(KeyError):
        explain(made, "nobody")
    with pytest.raises(ValueError, match="no change"):
        with_change(made.inputs, "A", Change("drop_avoidance"))


def tampered(made: Plan, **change: object) -> Plan:
    return replace(made, assignments=(replace(made.assignments[0], **change), *made.assignments[1:]))


def codes(case: Case, made: Plan, **more: object) -> set[str]:
    inputs = case.inputs()
    found = verify(made, inputs.people, inputs.teams, inputs.posts, as_of=AS_OF, rules=case.rules, **more)
    return {breach.code for breach in found}


def test_the_check_asks_for_the_day_where_a_plan_does_not_know_it():
    made, inputs = lone().plan(), lone().inputs()
    tables = inputs.people, inputs.teams, inputs.posts
    assert verify(made, *tables, previous=made) == []
    with pytest.raises(ValueError, match="as_of"):
        verify(Plan.from_json(made.to_json()), *tables)


@pytest.mark.parametrize("code", [code for code in IN_THE_WAY if code not in ("capacity", "alone")])
def test_the_check_finds_a_placement_that_breaks_a_rule_of_the_pair(code):
    made, broken = lone().plan(), lone(**IN_THE_WAY[code])
    assert code in codes(broken, made)


def test_the_check_finds_too_many_somebody_alone_and_somebody_listed_twice():
    made = lone().plan()
    assert codes(lone(**IN_THE_WAY["capacity"]), made) == {"capacity"}
    assert codes(lone(**IN_THE_WAY["alone"]), made) == {"alone"}
    assert codes(lone(), replace(made, assignments=made.assignments * 2)) == {"twice"}
    assert codes(lone(), replace(made, assignments=())) == {"listed"}
    assert codes(lone(), tampered(made, post_id="J9")) == {"unknown"}
    assert codes(lone(), tampered(made, team_id="T9")) >= {"team"}
    assert codes(lone(), tampered(made, metres=5)) == {"described"}
    assert codes(lone(), made, pins=[("A", "J1")]) == set()
    assert codes(lone(), replace(made, assignments=()), pins=[("A", "J1")]) == {"pinned", "listed"}
    two = Case([person("A"), person("B")], [team("T1", peers_in_post=1)], [post("J1", "T1")])
    assert codes(two, two.plan(), together=[("A", "B")]) == {"together"}


def test_the_check_finds_one_person_in_two_posts_a_pin_not_kept_and_one_post_filled_by_two():
    roomy = [team("T1", peers_in_post=1, capacity=5)]
    spare = Case([person("A")], roomy, [post("J1", "T1"), post("J2", "T1")])
    made = spare.plan()
    (other,) = {"J1", "J2"} - {made.assignments[0].post_id}
    assert codes(
        spare, replace(made, assignments=(*made.assignments, replace(made.assignments[0], post_id=other)))
    ) == {"twice"}
    assert codes(spare, made, pins=[("A", other)]) == {"pinned"}
    wanted = Case([person("A"), person("B")], roomy, [post("J1", "T1")])
    made = wanted.plan()
    second = replace(made.assignments[0], person_id=made.unplaced[0].person_id)
    assert codes(wanted, replace(made, assignments=(*made.assignments, second), unplaced=())) == {"twice"}


def test_a_plan_that_breaks_a_rule_is_never_given_out(monkeypatch):
    inputs = lone(**IN_THE_WAY["alone"]).inputs()
    monkeypatch.setattr("alongside.engines.placement.solve.pruned", lambda problem: problem.options)
    monkeypatch.setattr("alongside.engines.placement.solve.alone", lambda problem, slot: False)
    with pytest.raises(AssertionError, match="ends with 1"):
        plan_of(inputs)


def test_a_post_that_a_pinned_person_holds_is_a_reason_too():
    case = lone()
    case.people += [person("B", bands=["4"]), person("C", qualified_on=date(2025, 1, 1))]
    case.pins = [("A", "J1")]
    assert {one.person_id: one.blocked_by for one in case.plan().unplaced} == {"B": ("band",), "C": ("outranked",)}
