"""The lead's workbook with everything that goes wrong in one, against its truth file."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from alongside.interchange.formats.table import Refusal, Workbook
from alongside.interchange.formats.workbook import open_workbook
from alongside.interchange.rules.decisions import Decisions
from alongside.interchange.rules.establishment import registered_by
from alongside.interchange.rules.fates import LOADED, Fate, Report, RowFate
from alongside.interchange.rules.layout import Layout, SheetKind
from alongside.interchange.rules.load import decide
from alongside.interchange.rules.sheets import guess_layout
from alongside.interchange.rules.standing import KnownPerson, KnownPost, Standing

INTAKE = Path(__file__).resolve().parents[3] / "shared" / "data" / "intake"
pytestmark = pytest.mark.skipif(not INTAKE.is_dir(), reason="the shared workbook is not here")

# The truth file's words for kinds of reason are those of this loader, but for none; a new word shows here.
KINDS: dict[str, str] = {}


@cache
def truth() -> dict:
    return json.loads((INTAKE / "fenland.truth.json").read_text(encoding="utf-8"))


@cache
def workbook() -> Workbook:
    found = open_workbook((INTAKE / "fenland.xlsx").read_bytes(), "fenland.xlsx")
    assert isinstance(found, Workbook)
    return found


@cache
def layout() -> Layout:
    return guess_layout(workbook())


def as_at() -> date:
    return date.fromisoformat(truth()["as_at"])


@cache
def report() -> Report:
    return decide(workbook(), layout(), as_at=as_at())


def row(entry: dict) -> RowFate:
    return next(one for one in report().rows if (one.sheet, one.row) == (entry["sheet"], entry["row"]))


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def kinds_at(entry: dict) -> set[str]:
    return {told.kind for told in row(entry).told if told.cell == entry["cell"]}


def test_every_sheet_is_laid_out_as_the_lead_laid_it_out():
    for name, right in truth()["sheets"].items():
        guess = layout().sheet(name)
        assert guess.kind == right["kind"], name
        assert list(guess.header_rows) == right["header_rows"], name
        assert (guess.rows, guess.rows_hidden) == (right["rows"], right["rows_hidden_by_filter"]), name
        if right["columns"]:
            others = {pair for pair in guess.not_data if pair[1] != "header"}
            assert others == {(one["row"], one["kind"]) for one in right["not_data"]}, name
        assert len(guess.columns) == len(right["columns"]), name
        for mine, theirs in zip(guess.columns, right["columns"], strict=True):
            assert (mine.column, mine.header, mine.group) == (theirs["column"], theirs["header"], theirs["group"])
            if "never_load" in theirs:
                assert mine.never_load and not mine.field, (name, mine)
            else:
                assert mine.field == theirs["field"], (name, mine)


def test_sixty_cells_are_read_exactly():
    wrong = [
        (entry, plain(row(entry).values.get(entry["field"])))
        for entry in truth()["must_load"]
        if plain(row(entry).values.get(entry["field"])) != entry["value"]
    ]
    assert wrong == []


def test_what_must_be_refused_is_refused_for_its_reason_and_its_scope():
    for entry in truth()["must_refuse"]:
        assert KINDS.get(entry["reason_kind"], entry["reason_kind"]) in kinds_at(entry), entry
        assert row(entry).values.get(entry["field"]) is None, entry
        refused = row(entry).fate is Fate.REFUSED
        assert refused == (entry["scope"] == "row"), entry


def test_nothing_else_is_refused():
    expected = {(entry["sheet"], entry["cell"]) for entry in truth()["must_refuse"]}
    refused = {
        (told.sheet, told.cell) for one in report().rows for told in one.told if told.does in ("refused", "row refused")
    }
    assert refused == expected


def test_what_must_be_shown_to_a_person_is_shown_and_not_guessed():
    ours = {
        "E11": None, "A21": "Fionnuala O'Wicken", "D27": "07700900973", "E32": None, "F32": None, "H32": None,
        "G34": None, "E38": None, "G38": None, "H38": "2027-01-11", "J38": None, "L38": None, "F45": 0.92, "H97": None,
        "F7": None, "F56": True, "G29": None, "K29": None, "E39": None, "D8": None,
    }  # fmt: skip
    for entry in truth()["must_flag"]:
        assert KINDS.get(entry["reason_kind"], entry["reason_kind"]) in kinds_at(entry), entry
        if entry["reason_kind"] in ("person_ambiguous", "person_unknown"):
            assert row(entry).fate is Fate.HELD, entry
            assert not row(entry).person, entry
        else:
            assert plain(row(entry).values.get(entry["field"])) == ours[entry["cell"]], entry


def test_what_looks_wrong_and_is_not_loads_without_a_word():
    for entry in truth()["must_accept"]:
        assert row(entry).fate is Fate.LOAD, entry


def test_people_posts_teams_and_cohorts_are_counted_right():
    def loaded(kind: SheetKind) -> int:
        return sum(one.kind is kind and one.fate in LOADED for one in report().rows)

    assert len(report().people) == truth()["people"]
    assert loaded(SheetKind.POSTS) == truth()["posts"]
    assert loaded(SheetKind.TEAMS) == truth()["teams"]
    assert loaded(SheetKind.COHORTS) == truth()["cohorts"]


def test_possible_duplicates_are_offered_and_nobody_else():
    pairs = {question.places for question in report().questions if question.about == "pairs"}
    assert pairs == {tuple(pair) for pair in truth()["possible_duplicates"]}


def test_two_people_of_one_name_stay_two():
    first, second = (
        next(one for one in report().rows if one.place == place) for place in truth()["same_name_different_people"]
    )
    assert first.values["name"] == second.values["name"]
    assert first.person != second.person


def test_duplicates_called_the_same_join_and_those_called_different_do_not():
    keys = [question.key for question in report().questions if question.about == "pairs"]
    for answer, people in (("same", truth()["people"]), ("different", truth()["people_if_no_duplicate_is_joined"])):
        decisions = Decisions(pairs=dict.fromkeys(keys, answer))
        decided = decide(workbook(), layout(), decisions=Decisions.from_json(decisions.to_json()), as_at=as_at())
        assert len(decided.people) == people
        assert not any(question.about == "pairs" for question in decided.questions)


def test_answers_about_teams_ticks_and_people_are_taken():
    decisions = (
        Decisions()
        .say("teams", "mulberry one", "Mulberry 1")
        .say("teams", "lighthouse project", "Lighthouse Project")
        .say("ticks", "Peer workers!J", "no")
        .say("people", "Supervision log!5", "new:Peer workers!14")
    )
    decided = decide(workbook(), layout(), decisions=decisions, as_at=as_at())
    rows = {one.place: one for one in decided.rows}
    assert rows["Peer workers!32"].values["team"] == "Mulberry 1"
    assert rows["Peer workers!11"].values["team"] == "Lighthouse Project"
    assert decided.new_teams == ("Lighthouse Project",)
    assert rows["Peer workers!38"].values["trained"] is False
    assert rows["Supervision log!5"].fate is Fate.LOAD
    assert rows["Supervision log!5"].person == rows["Peer workers!14"].person


def test_nothing_that_must_not_be_stored_is_in_anything_the_loader_says():
    said = repr(report()) + repr(layout()) + layout().to_json() + repr(workbook())
    said += json.dumps([[told.sentence for told in one.told] for one in report().rows], ensure_ascii=False)
    assert [secret for secret in truth()["must_not_store"] if secret in said] == []


def test_registered_posts_load_as_what_they_are_and_never_as_possible_peer_posts():
    posts = {one.values["post_no"]: one for one in report().rows if one.kind is SheetKind.POSTS and one.values}
    for number in truth()["never_convertible"]:
        assert posts[number].values["registered"] is True
        assert not posts[number].values.get("suitable")
        title, group = str(posts[number].values["title"]), str(posts[number].values["staff_group"])
        assert registered_by(title, group, None).reasons


def test_rows_loaded_refused_and_skipped_are_all_the_rows():
    assert report().loaded + report().refused + report().skipped == len(report().rows)
    assert len(report().rows) == sum(sheet.last_row for sheet in workbook().sheets)


def stands() -> Standing:
    """What the system would hold after the first load, told back."""
    people: dict[str, KnownPerson] = {}
    for one in report().rows:
        if one.person and one.fate in LOADED and one.values.get("name"):
            old = people.get(one.person, KnownPerson(one.person, str(one.values["name"])))
            people[one.person] = replace(
                old,
                email=old.email or str(one.values.get("email") or ""),
                staff_no=old.staff_no or str(one.values.get("staff_no") or ""),
                phone=old.phone or str(one.values.get("phone") or ""),
            )
    loaded = [one for one in report().rows if one.fate in LOADED]
    return Standing(
        people=tuple(people.values()),
        teams=tuple(str(one.values["team"]) for one in loaded if one.kind is SheetKind.TEAMS),
        posts=tuple(
            KnownPost(str(one.values["post_no"]), bool(one.values.get("registered")))
            for one in loaded
            if one.kind is SheetKind.POSTS
        ),
        cohorts=tuple(one.values["cohort"] for one in loaded if one.kind is SheetKind.COHORTS),  # type: ignore[misc]
        records={(one.kind.value, one.record): dict(one.values) for one in loaded},
    )


def test_loading_the_same_workbook_again_brings_nothing_new():
    again = decide(workbook(), layout(), stands(), as_at=as_at())
    assert [one for one in again.rows if one.fate in LOADED] == []
    assert again.loaded + again.refused + again.skipped == len(again.rows)


@pytest.mark.parametrize(
    "name", ["truncated", "million_rows", "old_format", "protected", "really_csv", "outside_entity"]
)
def test_a_broken_file_ends_in_one_sentence(name: str):
    refusal = open_workbook((INTAKE / "broken" / f"{name}.xlsx").read_bytes(), f"{name}.xlsx")
    assert isinstance(refusal, Refusal)
    assert refusal.kind == truth()["broken"][f"{name}.xlsx"]
    assert refusal.sentence.endswith(".")
    secret = (INTAKE / "broken" / "entity-target.txt").read_text(encoding="utf-8")
    assert secret not in refusal.sentence
