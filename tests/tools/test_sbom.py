"""The bill of materials names every package the product runs with, and none that only tests it."""

import json

from cyclonedx.output.json import JsonV1Dot6

from tools.house import ROOT
from tools.sbom import bill


def test_the_bill_names_every_package_of_both_locks_with_its_digests():
    told = json.loads(JsonV1Dot6(bill()).output_as_string())
    named = {one["purl"] for one in told["components"]}
    pinned = [line.split(" ")[0] for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line]
    assert len(pinned) > 40 and {f"pkg:pypi/{line.replace('==', '@')}" for line in pinned} <= named
    browser = json.loads((ROOT / "package.json").read_text())
    assert {f"pkg:npm/{name}@{version}" for name, version in browser["dependencies"].items()} <= named
    assert not any(f"pkg:npm/{name}@" in one for name in browser["devDependencies"] for one in named)
    assert all(one["hashes"] for one in told["components"]) and "pkg:pypi/pytest@" not in str(named)
