"""`alongside place` makes a plan from files, and refuses bad files with all their faults and exit code 2."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from alongside.engines.placement import People, Plan, Posts, Teams
from alongside.engines.placement.command import main
from tests.engines.placement.instances import AS_OF, Case, random_case


def cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def write(folder: Path, case: Case, mark: str = "") -> list[str]:
    tables = (("people", People, case.people), ("teams", Teams, case.teams), ("posts", Posts, case.posts))
    options = []
    for name, kind, records in tables:
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(kind.columns())
        rows.writerows([cell(record.get(column)) for column in kind.columns()] for record in records)
        (folder / f"{name}.csv").write_text(mark + text.getvalue(), encoding="utf-8")
        options += [f"--{name}", str(folder / f"{name}.csv")]
    return [*options, "--as-of", AS_OF.isoformat(), "--out", str(folder / "plan.json")]


@pytest.fixture
def case() -> Case:
    return random_case(Random(3), 9, 4, 8, strict=False)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_plan_from_files_is_the_plan_from_records_byte_for_byte(tmp_path, case, mark, capsys):
    assert main(write(tmp_path, case, mark)) == 0
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == case.plan().to_json()
    assert f"{len(case.plan().assignments)} placed" in capsys.readouterr().out


def test_the_file_has_the_keys_that_were_promised(tmp_path, case):
    main(write(tmp_path, case))
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert set(plan) == {"assignments", "unplaced", "teams", "certificate", "inputs_digest", "engine_version"}
    assert {"person_id", "post_id", "team_id", "metres", "setting_rank", "team_rank"} <= set(plan["assignments"][0])
    assert {"person_id", "blocked_by", "smallest_changes"} <= set(plan["unplaced"][0])
    assert {"status", "placed", "bound", "gap"} <= set(plan["certificate"])


def test_pins_pairs_and_a_previous_plan_are_read(tmp_path, case):
    options = write(tmp_path, case)
    main(options)
    first = Plan.from_json((tmp_path / "plan.json").read_text(encoding="utf-8"))
    one = first.assignments[0]
    (tmp_path / "pins.csv").write_text(f"person_id,post_id\n{one.person_id},{one.post_id}\n", encoding="utf-8")
    (tmp_path / "pairs.csv").write_text("team_id,team_id\nT0,T1\n", encoding="utf-8")
    (tmp_path / "before.json").write_text(first.to_json(), encoding="utf-8")
    more = ["--pins", "pins.csv", "--pairs", "pairs.csv", "--previous", "before.json"]
    assert main(options + [word if word.startswith("--") else str(tmp_path / word) for word in more]) == 0
    case.pins, case.pairs = [(one.person_id, one.post_id)], [("T0", "T1")]
    case.previous = {one.person_id: one.post_id for one in first.assignments}
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == case.plan().to_json()


def test_bad_files_are_told_all_at_once_and_nothing_is_written(tmp_path, case, capsys):
    case.people[2]["hours_min"], case.people[2]["hours_max"] = 30, 10
    case.posts[1]["team_id"] = "T9"
    options = write(tmp_path, case)
    (tmp_path / "pins.csv").write_text("person_id,post_id\nP0,J0\nP0,J99\n", encoding="utf-8")
    assert main([*options, "--pins", str(tmp_path / "pins.csv")]) == 2
    told = capsys.readouterr().err
    assert "people row 4, column hours_min" in told
    assert "posts row 3, column team_id" in told
    assert "pins row 3, column person_id" in told
    assert "pins row 3, column post_id" in told
    assert not (tmp_path / "plan.json").exists()


def test_a_day_that_is_none_and_an_unreadable_previous_plan_are_faults(tmp_path, case, capsys):
    (tmp_path / "before.json").write_text("[]", encoding="utf-8")
    options = [*write(tmp_path, case), "--as-of", "2026-02-30", "--previous", str(tmp_path / "before.json")]
    assert main(options) == 2
    told = capsys.readouterr().err
    assert "--as-of" in told and "previous" in told


def test_a_file_that_is_not_there_is_told_in_a_line(tmp_path, case, capsys):
    options = write(tmp_path, case)
    (tmp_path / "teams.csv").unlink()
    assert main(options) == 1
    assert "teams.csv" in capsys.readouterr().err


def test_rows_are_numbered_as_in_the_file_also_after_a_blank_one(tmp_path, case, capsys):
    options = write(tmp_path, case)
    posts = (tmp_path / "posts.csv").read_text(encoding="utf-8").splitlines()
    posts[1] = posts[1].replace(case.posts[0]["team_id"], "T9")
    (tmp_path / "posts.csv").write_text("\n".join([posts[0], "", *posts[1:]]), encoding="utf-8")
    assert main(options) == 2
    assert "posts row 3, column team_id: there is no team 'T9'" in capsys.readouterr().err


def test_the_package_needs_neither_django_nor_numba_for_a_small_plan():
    script = (
        "import sys, alongside.engines.placement.command;"
        "sys.exit(any(name in sys.modules for name in ('django', 'numba', 'alongside.settings')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
