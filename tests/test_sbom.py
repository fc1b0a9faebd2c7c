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


def test_the_bill_of_a_release_passes_the_schema_of_cyclonedx(little: Dossier) -> None:
    content = export_files(little)[PATH]
    assert isinstance(content, bytes)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(content.decode("utf-8")) is None
    wrong = content.decode("utf-8").replace('"SHA-256"', '"SHA-255"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(wrong) is not None


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
