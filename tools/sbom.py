"""Writes a CycloneDX software bill of materials from the two lock files: every package, its version and its hashes."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)


def python_packages(lock: str) -> Iterator[Component]:
    """Packages of a lock of pip, each with the digests that installing it must match."""
    for name, version, rest in PINNED.findall(lock):
        digests = re.findall(r"sha256:([0-9a-f]{64})", rest)
        yield component("pypi", name, version, [HashType(alg=HashAlgorithm.SHA_256, content=one) for one in digests])


def browser_packages(lock: str) -> Iterator[Component]:
    """Packages of npm's lock that reach the browser or build what does."""
    for place, facts in json.loads(lock)["packages"].items():
        if place and not facts.get("optional") and not facts.get("dev"):
            digest = b64decode(facts["integrity"].removeprefix("sha512-")).hex()
            name = place.rpartition("node_modules/")[2]
            hashes = [HashType(alg=HashAlgorithm.SHA_512, content=digest)]
            yield component("npm", name, facts["version"], hashes)


def component(kind: str, name: str, version: str, hashes: list[HashType]) -> Component:
    """One package, known by its package URL."""
    space, _, bare = name.rpartition("/")
    url = PackageURL(kind, space or None, bare, version)
    return Component(name=name, version=version, type=ComponentType.LIBRARY, purl=url, bom_ref=str(url), hashes=hashes)


def bill(root: Path = ROOT) -> Bom:
    """The bill of what the product runs with; what only tests it is not part of it."""
    packages = [
        *python_packages((root / "requirements.lock").read_text()),
        *browser_packages((root / "package-lock.json").read_text()),
    ]
    made = Bom(components=packages)
    product = Component(name="alongside", type=ComponentType.APPLICATION, bom_ref="alongside")
    made.metadata.component = product
    made.register_dependency(product, packages)
    return made


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(JsonV1Dot6(bill()).output_as_string(indent=2) + "\n")
