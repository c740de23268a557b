"""The organisation file: codes of five characters, closed organisations, and lines with faults, told one by one."""

from datetime import date
from pathlib import Path

import pytest

from alongside.interchange.formats.ods import read_organisations

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "ods" / "etr.csv"


def line(code: str = "RAT", name: str = "NORTH EAST", opened: str = "20000401", closed: str = "") -> str:
    cells = [code, name, "Y56", "QMF", "A HOUSE", "", "", "LONDON", "", "E1 1AA", opened, closed, *[""] * 15]
    return ",".join(f'"{cell}"' for cell in cells)


def faults(*lines: str) -> list[tuple[str, int]]:
    found = read_organisations("\r\n".join(lines).encode())
    assert len(found.records) + len(found.faults) == found.lines
    return [(fault.kind, fault.line) for fault in found.faults]


@pytest.mark.skipif(not FILE.exists(), reason="the shared organisation file is not here")
def test_the_real_file_is_read_whole():
    found = read_organisations(FILE.read_bytes())
    assert (len(found.records), found.faults, found.lines) == (274, (), 274)
    by_code = {one.code: one for one in found.records}
    assert sum(one.closed_on is None for one in found.records) == 202
    assert by_code["G6V2S"].opened_on == date(2024, 11, 1)
    assert by_code["K0N6A"].opened_on == date(2026, 6, 1)
    assert by_code["RNK"].closed_on == date(2026, 3, 31)
    assert by_code["RXY"].name == "KENT AND MEDWAY MENTAL HEALTH NHS TRUST"
    assert not {"TAD", "TAH", "TAJ"} & by_code.keys()


def test_codes_have_three_or_five_characters():
    assert faults(line("RAT"), line("G6V2S")) == []
    assert faults(line("RA"), line("RATS"), line("RATTTT"), line("R-T"), line("")) == [
        ("code", 1), ("code", 2), ("code", 3), ("code", 4), ("code", 5)
    ]  # fmt: skip


def test_faults_are_told_by_line_and_the_other_lines_are_kept():
    good, short = line(), '"RAX","SHORT"'
    assert faults(good, short, line("RAY", name=""), line("RAZ", opened="20200230")) == [
        ("columns", 2), ("name", 3), ("opened", 4)
    ]  # fmt: skip
    assert faults(line("RBA", closed="19990101"), line("RBB", closed="soon")) == [("closed", 1), ("closed", 2)]
    assert faults(good, "", line(name="AGAIN")) == [("twice", 3)]


def test_a_file_that_is_no_csv_is_refused_whole():
    for data in (b"PK\x03\x04zip", b"\x00\x01\x02", b"x" * 20_000_001):
        found = read_organisations(data)
        assert found.records == () and [fault.line for fault in found.faults] == [0]
