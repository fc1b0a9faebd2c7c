"""What the site was built with: a bill of materials of the tools (CycloneDX 1.6, JSON), from the lock of their dependencies.

It has no clock and no chance: its serial number follows from the lock. Each package has the sums of all its files on PyPI, of
which a machine takes the one that fits it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

PATH = "data/sbom.cdx.json"
LOCK = Path(__file__).parents[2] / "requirements.lock"  # of the tools, wherever the records lie
TOOLS = "promises-on-record"
_PINNED = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?P<marker> ;)?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_FOR = re.compile(r"    # (?:via |  )(?P<name>[\w.-]+)(?: \(pyproject\.toml\))?$")


@dataclass(frozen=True)
class Package:
    """A locked package: whether every machine installs it, the sums of its files, and what asks for it."""

    name: str
    version: str
    everywhere: bool
    sums: tuple[str, ...]
    asked_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def packages(lock: str) -> Iterator[Package]:
    """The packages of a lock, as `uv pip compile --generate-hashes` writes it."""
    for block in re.split(r"\n(?=[\w])", lock):
        if found := _PINNED.match(block):
            asked_by = [one["name"] for one in map(_FOR.match, block.split("\n")) if one]
            sums = tuple(_HASH.findall(block))
            yield Package(found["name"], found["version"], not found["marker"], sums, tuple(sorted(asked_by)))


def bill(lock: str) -> str:
    """The bill of materials of a lock."""
    held = sorted(packages(lock), key=lambda package: package.purl)
    needs: dict[str, list[str]] = defaultdict(list)
    for package in held:
        for name in package.asked_by:
            needs[name].append(package.purl)
    told: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, lock)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": TOOLS, "name": TOOLS}},
        "components": [_component(package) for package in held],
        "dependencies": [
            {"ref": TOOLS, "dependsOn": needs[TOOLS]},
            *({"ref": package.purl, "dependsOn": needs[package.name]} for package in held),
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _component(package: Package) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "scope": "required" if package.everywhere else "optional",
        "purl": package.purl,
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/simple/{package.name}/",
                "hashes": [{"alg": "SHA-256", "content": content} for content in package.sums],
            }
        ],
    }


def bill_of_materials() -> dict[str, bytes]:
    """The bill as a file of the release; nothing where the tools have no lock, since then it is not known what they are."""
    return {PATH: bill(LOCK.read_text("utf-8")).encode("utf-8")} if LOCK.is_file() else {}
