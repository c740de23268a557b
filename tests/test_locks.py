"""Everybody installs the same parts, and no lock names where they came from."""

import json
import re

import pytest

from tests.harness import ROOT

LOCKS = ["requirements.lock", "requirements-test.lock"]


def pins(name: str) -> dict[tuple[str, str], str]:
    """(package, marker) -> version."""
    text = (ROOT / name).read_text()
    found = re.findall(r"^([a-z0-9-]+)==(\S+)(?: ; (.*?))? \\$", text, re.MULTILINE)
    return {(package, marker): version for package, version, marker in found}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_hash(name):
    text = (ROOT / name).read_text()
    packages = re.split(r"\n(?=\S)", text.strip())
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+", package), package[:80]
        assert "--hash=sha256:" in package, package[:80]


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json"])
def test_no_lock_names_an_address(name):
    addresses = re.findall(r"\w+://[^\s\"]+", (ROOT / name).read_text())
    assert [address for address in addresses if not re.search(r"funding|sponsor|opencollective", address)] == []


def test_the_two_python_locks_agree_where_they_overlap():
    product, tests = map(pins, LOCKS)
    both = product.keys() & tests.keys()
    assert len(both) >= 3
    assert {key: product[key] for key in both} == {key: tests[key] for key in both}


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_every_wanted_package_is_in_its_lock(name):
    wanted = re.findall(r"^[a-z0-9-]+", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    locked = {package for package, _ in pins(f"{name}.lock")}
    assert len(wanted) > 5
    assert set(wanted) - {"-c"} <= locked


def test_the_style_sheets_and_their_templates_are_of_one_release():
    wanted = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())
    assert locked["packages"][""].get("dependencies") == wanted["dependencies"]
    assert locked["packages"][""].get("devDependencies") == wanted["devDependencies"]
    templates = {version for (package, _), version in pins(LOCKS[0]).items() if package == "nhsuk-frontend-jinja"}
    assert (wanted["dependencies"]["nhsuk-frontend"], templates) == ("10.6.1", {"0.10.2"})
