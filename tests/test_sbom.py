"""The bill of materials is sound CycloneDX, the same each time, and holds what is locked, with every sum."""

import json
import re

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_tools.derive import Dossier
from build_tools.exports.formats import export_files
from build_tools.exports.sbom import PATH, TOOLS, bill, packages
from tests.conftest import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")


# The judge compares each package with each other (uniqueItems), 12 s for all of them; they are all alike.
FEW = "".join(re.split(r"(?<=\n)(?=\w)", LOCK)[:13])


def test_the_bill_passes_the_schema_of_cyclonedx() -> None:
    judge = JsonStrictValidator(SchemaVersion.V1_6)
    assert len(json.loads(bill(FEW))["components"]) == 12
    assert judge.validate_str(bill(FEW)) is None
    assert judge.validate_str(bill(FEW).replace('"SHA-256"', '"SHA-255"', 1)) is not None
    assert judge.validate_str(bill(FEW).replace('"library"', '"libary"', 1)) is not None


def test_the_bill_is_in_the_release(little: Dossier) -> None:
    assert export_files(little)[PATH] == bill(LOCK).encode("utf-8")


def test_it_holds_every_package_and_every_sum_of_the_lock() -> None:
    told = json.loads(bill(LOCK))
    components = told["components"]
    assert {f"{one['name']}=={one['version']}" for one in components} == set(
        re.findall(r"^[\w.-]+==[^\s;]+", LOCK, re.M)
    )
    sums = [one["content"] for component in components for one in component["externalReferences"][0]["hashes"]]
    assert sorted(sums) == sorted(re.findall(r"--hash=sha256:(\w+)", LOCK))
    assert all(component["externalReferences"][0]["hashes"] for component in components)


def test_everything_is_there_because_something_asks_for_it() -> None:
    told = {one["ref"]: one["dependsOn"] for one in json.loads(bill(LOCK))["dependencies"]}
    reached, left = set[str](), [TOOLS]
    while left:
        ref = left.pop()
        if ref not in reached:
            reached.add(ref)
            left += told[ref]
    assert reached == set(told)
    assert any(ref.startswith("pkg:pypi/mkdocs@") for ref in told[TOOLS])


def test_one_lock_has_one_bill_and_another_has_another() -> None:
    assert bill(LOCK) == bill(LOCK)
    other = LOCK.replace(next(packages(LOCK)).version, "0.0.1", 1)
    assert json.loads(bill(other))["serialNumber"] != json.loads(bill(LOCK))["serialNumber"]
