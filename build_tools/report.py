"""Findings in the formats that machines read: JSON, GitHub's annotations and job summaries, SARIF."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from build_tools import markdown as md
from build_tools.finding import Finding, printable
from build_tools.markup import one_line
from build_tools.rules import explanations

# GitHub shows no more annotations of one step, and takes no more bytes of a step's summary (1 MiB).
MOST_ANNOTATIONS = 10
LARGEST_SUMMARY = 1_000_000
_LONGEST_ITEM = 1000
_LENGTHS = (200, 50, 10, 3)  # how many items of a list are shown: as many as fit


def as_json(findings: Iterable[Finding]) -> str:
    """An array of one object a finding: `path`, `line`, `column` (from 1), `rule`, `message`, and `help`, what it is for."""
    helps = explanations()
    return data(
        [
            {
                "path": finding.path,
                "line": finding.place.line,
                "column": finding.place.column,
                "rule": finding.rule,
                "message": finding.message,
                "help": helps.get(finding.rule, ""),
            }
            for finding in findings
        ]
    )


def data(value: Any) -> str:
    """A value as JSON in ASCII, in which nothing that a terminal or a log of GitHub takes for a command is left."""
    return json.dumps(value, indent=2).replace("##[", "#\\u0023[")


def most_useful(findings: Iterable[Finding], changed: Collection[str] = ()) -> list[Finding]:
    """One finding a rule and file before repetitions; among these, those in the changed files first."""
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for finding in sorted(findings):
        ranked.append((seen[finding.path, finding.rule], finding.path not in changed, finding))
        seen[finding.path, finding.rule] += 1
    return [finding for *_, finding in sorted(ranked)]


def as_annotations(findings: Iterable[Finding], root: Path) -> str:
    """The first findings as GitHub's workflow commands, a line each; paths are those of the repository below `root`."""
    return "\n".join(_annotation(finding, root) for finding in list(findings)[:MOST_ANNOTATIONS])


def _annotation(finding: Finding, root: Path) -> str:
    told = {
        "file": _path(finding, root),
        "line": str(finding.place.line),
        "col": str(finding.place.column),
        "title": finding.rule,
    }
    properties = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in told.items()
    )
    return f"::error {properties}::{_escaped(finding.message)}"


def _escaped(value: str) -> str:
    """Text as the data of a workflow command: https://github.com/actions/toolkit, packages/core/src/command.ts."""
    lines = re.split("\r\n|\r|\n", value.replace("%", "%25"))
    return "%0A".join(map(printable, lines))


def _path(finding: Finding, root: Path) -> str:
    """The path of a finding's file as git has it, where `root` is below the folder in which the command runs."""
    return (root / finding.path).as_posix()


def as_sarif(findings: Sequence[Finding], root: Path) -> str:
    """A log of one run in SARIF 2.1.0; its columns count characters (code points)."""
    helps = explanations()
    codes = sorted({*helps, *(finding.rule for finding in findings)})
    rules = [{"id": code, "shortDescription": {"text": _sarif_text(helps.get(code) or code)}} for code in codes]
    run = {
        "tool": {"driver": {"name": "promises-on-record", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes, root) for finding in findings],
    }
    return data({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, codes: Sequence[str], root: Path) -> dict[str, Any]:
    region = {"startLine": finding.place.line, "startColumn": finding.place.column}
    return {
        "ruleId": finding.rule,
        "ruleIndex": codes.index(finding.rule),
        "level": "error",
        "message": {"text": _sarif_text(finding.message)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": quote(_path(finding, root))}, "region": region}}
        ],
    }


def _sarif_text(value: str) -> str:
    """Text in which SARIF sees neither a placeholder (3.11.5) nor a link (3.11.6)."""
    return value.replace("{", "{{").replace("}", "}}").replace("](", "] (")


# What GitHub makes a mention, a number of an issue or an emoji of, in text that Markdown has read already.
_REFERENCES = re.compile(r"&#(35|58|64);(?=\S)")
_NO_LINK = re.compile(r"www\.", re.IGNORECASE)


def plain(value: str) -> str:
    """Text as Markdown that GitHub shows as that text: nobody is mentioned, and nothing is linked."""
    shown = printable(one_line(value))
    cut = shown if len(shown) <= _LONGEST_ITEM else f"{shown[:_LONGEST_ITEM]}…"
    return _NO_LINK.sub(lambda found: f"{found[0][:3]}&#46;", _REFERENCES.sub(r"\g<0>&#8203;", md.text(cut)))


def listed(sections: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Headings, and below each its items, which are text, as Markdown for a summary; cut, with a count, where it is too long."""
    first, *others = _LENGTHS
    held = [
        (md.heading(3, plain(title)), [f"- {plain(one)}" for one in items[:first]], len(items))
        for title, items in sections
    ]
    for most in (first, *others):
        told = md.blocks(*(part for title, lines, number in held for part in (title, _cut(lines, most, number))))
        if len(told.encode()) < LARGEST_SUMMARY:
            break
    return told + "\n"


def _cut(lines: Sequence[str], most: int, number: int) -> str:
    """The first lines of a list that has so many items, and how many are left out."""
    left = number - min(most, number)
    return "\n".join([*lines[:most], *([f"- … and {left} more"] if left else [])])


def summary(findings: Sequence[Finding], root: Path, told: str) -> str:
    """What a job's summary says of a check: every finding with its place, the most useful first, and `told` below them."""
    items = [f"{_path(one, root)}:{one.place.line}:{one.place.column}: {one.rule}: {one.message}" for one in findings]
    title = f"{len(findings)} findings" if findings else "No findings"
    return md.blocks(listed([(title, items)]).strip("\n"), plain(told)) + "\n\n"
