"""The papers of docs/assurance name tests and files that exist, and claim nothing."""

import re

import pytest

from tools.house import ROOT

PAPERS = sorted((ROOT / "docs/assurance").glob("*.md"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_test_and_file_that_is_named_exists(paper):
    text, faults = paper.read_text(), []
    for file, name in re.findall(r"`((?:tests|docs|alongside)/[\w/.-]+|[A-Z]+\.md)(?:::(\w+))?`", text):
        path = ROOT / file
        if not path.exists() or (name and f"def {name}(" not in path.read_text()):
            faults.append(f"{file}::{name}")
    assert faults == []


def test_the_papers_are_all_in_the_index():
    index = (ROOT / "docs/assurance/README.md").read_text()
    assert len(PAPERS) >= 7 and all(f"({paper.name})" in index for paper in PAPERS if paper.name != "README.md")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_no_paper_claims_that_the_product_complies(paper):
    claims = re.findall(
        r"\b(?:is|are|fully) (?:fully )?(?:compliant|certified|accredited|conformant)\b", paper.read_text()
    )
    assert claims == []


def test_each_item_of_the_standard_has_evidence_or_says_what_is_missing():
    lines = [line for line in (ROOT / "docs/assurance/asvs.md").read_text().splitlines() if re.match(r"\| \d", line)]
    assert len(lines) > 80
    for line in lines:
        item, what, evidence = (part.strip() for part in line.strip("|").split("|"))
        assert re.fullmatch(r"\d+\.\d+\.\d+(?:(?:, | to )\d+\.\d+\.\d+)*", item) and what and evidence, line
