"""Bad input is refused with every fault at once, each with its row and column; good input is read as it stands."""

import io
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from alongside.engines.placement import InputFaults, Inputs, People, Posts, Rules, Teams, plan
from tests.engines.placement.instances import AS_OF, Case, person, post, team

PEOPLE = (
    "person_id,qualified_on,bands,hours_min,hours_max,lat,lon,max_km,settings,teams_preferred,teams_avoided,"
    "dbs,dbs_expected_on,vetting,vetting_expected_on\n"
)
TEAMS = "team_id,setting,lat,lon,prepared,peers_in_post,capacity\n"
POSTS = "post_id,team_id,band,hours,vetting_needed,starts_on,frozen,registered\n"


def faults_of(act) -> set[tuple[str, int, str]]:
    with pytest.raises(InputFaults) as told:
        act()
    assert isinstance(told.value, ValueError)
    return {(fault.table, fault.row, fault.column) for fault in told.value.faults}


def case(**other) -> Case:
    base = {
        "people": [person("A"), person("B")],
        "teams": [team("T1"), team("T2")],
        "posts": [post("J1", "T1"), post("J2", "T1")],
    }
    return Case(**(base | other))


def test_every_fault_of_a_file_is_told_with_its_row_and_column():
    text = (
        PEOPLE
        + "A,2026-02-30,3,20,10,nan,1,x,,,,clear,,none,\n"
        + "\n"
        + ",2026-02-01,3;;4,,,91,1,-1,,,,Clear,01/02/2026,none,\n"
        + "A,2026-02-01,3,inf,,53,,,,,,clear,,none,\n"
    )
    assert faults_of(lambda: People.read_csv(io.StringIO(text))) == {
        ("people", 2, "qualified_on"),
        ("people", 2, "hours_min"),
        ("people", 2, "lat"),
        ("people", 2, "max_km"),
        ("people", 4, "person_id"),
        ("people", 4, "bands"),
        ("people", 4, "lat"),
        ("people", 4, "max_km"),
        ("people", 4, "dbs"),
        ("people", 4, "dbs_expected_on"),
        ("people", 5, "person_id"),
        ("people", 5, "hours_min"),
        ("people", 5, "lat"),
    }


def test_faults_of_teams_and_posts():
    teams = TEAMS + "T1,x,,,Yes,-1,-2\nT1,,,,no,0,1.5\n"
    assert faults_of(lambda: Teams.read_csv(io.StringIO(teams))) == {
        ("teams", 2, "prepared"),
        ("teams", 2, "peers_in_post"),
        ("teams", 2, "capacity"),
        ("teams", 3, "team_id"),
        ("teams", 3, "setting"),
        ("teams", 3, "capacity"),
    }
    posts = POSTS + "J1,T1,3,-1,no,,no,no\nJ1,T1,3,nan,no,2026-13-01,,no\n"
    assert faults_of(lambda: Posts.read_csv(io.StringIO(posts))) == {
        ("posts", 2, "hours"),
        ("posts", 3, "post_id"),
        ("posts", 3, "hours"),
        ("posts", 3, "starts_on"),
        ("posts", 3, "frozen"),
    }


def test_a_missing_column_and_a_short_row_are_told():
    assert faults_of(lambda: Teams.read_csv(io.StringIO("team_id,setting\nT1,x\n"))) == {
        ("teams", 1, name) for name in ("lat", "lon", "prepared", "peers_in_post", "capacity")
    }
    assert faults_of(lambda: Teams.read_csv(io.StringIO(TEAMS + "T1,x\n"))) == {("teams", 2, "team_id")}
    assert faults_of(lambda: Teams.read_csv(io.StringIO(""))) >= {("teams", 1, "team_id")}


def test_ids_are_exact_and_a_byte_order_mark_is_no_part_of_them():
    teams = Teams.read_csv(io.StringIO("\ufeff" + TEAMS + " t1,x,,,yes,0,1\nT1,x,,,no,0,1\n"))
    assert teams.team_id.tolist() == [" t1", "T1"]
    assert teams.prepared.tolist() == [True, False]


def test_records_may_hold_plain_values_or_the_words_of_a_cell():
    plain = People.from_records(
        [
            person(
                "A",
                hours_min=Decimal("7.5"),
                bands=[3, 4],
                max_km=5,
                lat=53.0,
                lon=-1,
                dbs_expected_on=date(2026, 1, 2),
            )
        ]
    )
    words = People.from_records(
        [
            person("A", hours_min="7.5", bands="3;4", max_km="5", lat="53", lon="-1", dbs_expected_on="2026-01-02")
            | {"qualified_on": "2026-01-01"}
        ]
    )
    for name in People.columns():
        one, other = getattr(plain, name), getattr(words, name)
        assert one == other if isinstance(one, tuple) else np.array_equal(one, other, equal_nan=one.dtype.kind in "fM")


def test_ids_that_nobody_knows_are_told_across_all_tables():
    bad = case(
        people=[person("A", teams_preferred=["T9"], teams_avoided=["T8"]), person("B")],
        posts=[post("J1", "T1"), post("J2", "T7")],
        pins=[("A", "J9"), ("Z", "J1"), ("B", "J1")],
        pairs=[("T1", "T6"), ("T2", "T2")],
        together=[("A", "Y"), ("A", "B")],
        rules=Rules(never_alone=0, objective="joy"),
    )
    assert faults_of(bad.plan) == {
        ("people", 2, "teams_preferred"),
        ("people", 2, "teams_avoided"),
        ("posts", 3, "team_id"),
        ("pins", 2, "post_id"),
        ("pins", 3, "person_id"),
        ("pins", 4, "post_id"),
        ("pairs", 2, "team_id"),
        ("pairs", 3, "team_id"),
        ("together", 2, "person_id"),
        ("together", 3, "person_id"),
        ("rules", 1, "never_alone"),
        ("rules", 1, "objective"),
    }


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("band", {"people": [person("A", bands=["4"]), person("B")]}),
        ("avoided", {"people": [person("A", teams_avoided=["T1"]), person("B")]}),
        ("dbs", {"people": [person("A", dbs="none"), person("B")]}),
        ("prepared", {"teams": [team("T1", prepared=False), team("T2")]}),
        ("frozen", {"posts": [post("J1", "T1", frozen=True), post("J2", "T1")]}),
        ("registered", {"posts": [post("J1", "T1", registered=True), post("J2", "T1")]}),
        ("capacity", {"teams": [team("T1", capacity=0), team("T2")]}),
    ],
)
def test_a_pin_that_breaks_a_rule_is_told_with_the_rule(code, change):
    with pytest.raises(InputFaults) as told:
        case(pins=[("A", "J1")], **change).plan()
    assert [fault.message.partition("breaks: ")[2] for fault in told.value.faults] == [code]


def test_a_pin_that_would_leave_somebody_alone_is_told_when_nobody_else_can_come():
    alone = case(people=[person("A"), person("B", settings=["crisis"])], pins=[("A", "J1")])
    with pytest.raises(InputFaults, match="alone"):
        alone.plan()
    company = case(pins=[("A", "J1")])
    assert {one.person_id for one in company.plan().assignments} == {"A", "B"}


def test_two_pins_that_need_the_same_companion_are_told():
    both = case(
        people=[person("A"), person("B"), person("C")],
        posts=[post("J1", "T1"), post("J2", "T1"), post("J3", "T2"), post("J4", "T2")],
        pins=[("A", "J1"), ("B", "J3")],
    )
    assert faults_of(both.plan) == {("pins", 2, "post_id"), ("pins", 3, "post_id")}


def test_a_position_that_is_not_a_number_is_told_in_arrays_too():
    inputs = case().inputs()
    lat = inputs.people.lat.copy()
    broken = People(**{name: getattr(inputs.people, name) for name in People.columns()} | {"lat": lat, "lon": lat + 1})
    broken.lon[1] = 2.0
    assert faults_of(lambda: plan(broken, inputs.teams, inputs.posts, as_of=AS_OF)) == {("people", 3, "lat")}


def test_columns_of_other_lengths_are_told():
    inputs = case().inputs()
    short = Teams(**{name: getattr(inputs.teams, name)[: 1 if name == "setting" else 2] for name in Teams.columns()})
    assert faults_of(lambda: plan(inputs.people, short, inputs.posts, as_of=AS_OF)) == {("teams", 1, "setting")}


def test_a_previous_plan_that_is_none_is_told():
    inputs: Inputs = case().inputs()
    tables = inputs.people, inputs.teams, inputs.posts
    assert faults_of(lambda: plan(*tables, as_of=AS_OF, previous="{}")) == {("previous", 1, "assignments")}
    assert faults_of(lambda: plan(*tables, as_of=AS_OF, previous="no json")) == {("previous", 1, "assignments")}


def test_nothing_to_do_is_no_fault():
    assert case(people=[], posts=[], teams=[]).plan().assignments == ()
    assert case(posts=[]).plan().certificate.status == "optimal"
    assert case(people=[]).plan().certificate.placed == 0
