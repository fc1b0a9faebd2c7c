"""The bill of materials is sound CycloneDX, the same each time, and holds what is locked, with every sum."""

import json
import re
from pathlib import Path
from typing import Any

import cyclonedx.schema
from jsonschema import Draft7Validator
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from build_tools.derive import Dossier
from build_tools.exports.formats import export_files
from build_tools.exports.sbom import PATH, TOOLS, bill, packages
from tests.conftest import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")


# The judge compares each package with each other (uniqueItems), 12 s for all of them; they are all alike.
FEW = "".join(re.split(r"(?<=\n)(?=\w)", LOCK)[:13])


def judge() -> Validator:
    """The schema of CycloneDX 1.6 and those that it refers to, as its Python library brings them.

    The library's own judge asks for more packages than it needs, one of which makes every start of our commands two seconds longer.
    """
    folder = Path(cyclonedx.schema.__file__).parent / "_res"
    shapes = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.SNAPSHOT.schema.json")}
    held = [(f"http://cyclonedx.org/schema/{name}", DRAFT7.create_resource(shape)) for name, shape in shapes.items()]
    return Draft7Validator(shapes["bom-1.6.SNAPSHOT.schema.json"], registry=Registry[Any]().with_resources(held))


def test_the_bill_passes_the_schema_of_cyclonedx() -> None:
    sound = judge()
    assert len(json.loads(bill(FEW))["components"]) == 12
    assert [error.message for error in sound.iter_errors(json.loads(bill(FEW)))] == []
    assert not sound.is_valid(json.loads(bill(FEW).replace('"SHA-256"', '"SHA-255"', 1)))
    assert not sound.is_valid(json.loads(bill(FEW).replace('"library"', '"libary"', 1)))


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
