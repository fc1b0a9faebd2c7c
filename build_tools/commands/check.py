"""`check`: every record, read and held against the schemas and the rules. Writes nothing."""

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from build_tools import report
from build_tools.commands.terminal import line, mistake, outcome
from build_tools.derive import Dossier
from build_tools.finding import Finding, did_you_mean, printable
from build_tools.markup import capital
from build_tools.revisions import NoRevision, changed_since, files_of, forked_from
from build_tools.rules import explanations
from build_tools.site import check, summary

EXAMPLES = """\
  check                    every finding, each with its file, line, column and remedy
  check --changed main     only what was changed since main, and what that breaks elsewhere
  check --format json      for programs: path, line, column, rule, message, help
  check --explain orphan   what a finding of that code is for
"""
FORMATS = ("text", "json", "github", "sarif")


@dataclass(frozen=True)
class _Told:
    """The findings to tell, those in changed files first where that is asked for, and what is said of the others."""

    findings: list[Finding]
    changed: frozenset[str] = frozenset()
    others: str = ""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--explain", metavar="CODE", help="say what a finding of this code is for")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how findings are told (default: text)")
    parser.add_argument(
        "--changed",
        metavar="BASE",
        help="tell what is found in files changed since that revision of git, and what it did not have elsewhere",
    )
    parser.add_argument(
        "--summary",
        metavar="FILE",
        type=Path,
        help="with --format github: add every finding to that file as Markdown (default: $GITHUB_STEP_SUMMARY)",
    )


def run(options: Namespace) -> int:
    if options.explain:
        return _explain(options.explain)
    if options.summary and options.format != "github":
        return mistake("check: --summary goes with --format github")
    started = time.perf_counter()
    dossier, findings = check(options.root)
    try:
        told = _told(options.root, options.changed, dossier, findings) if options.changed else _Told(findings)
    except NoRevision as error:
        return mistake(f"check: {error}")
    if options.format != "text":
        return _for_machines(options, dossier, told)
    if not options.changed:
        return outcome("check", summary(dossier), findings, "", started)
    for finding in told.findings:
        print(line(finding))
    print(f"check: {_count(told.findings)}{told.others}")
    return 1 if told.findings else 0


def _told(root: Path, base: str, here: Dossier | None, findings: list[Finding]) -> _Told:
    """The findings in files that changed since `base`, and those that `base` did not have.

    As long as faults of shape keep the rules from being asked, nobody knows what the change broke: then all are told.
    """
    commit = forked_from(root, base)
    changed = changed_since(root, commit)
    if here is None:
        return _Told(findings, changed, "; words and rules come after these, those of older records too")
    with files_of(root, commit) as folder:
        dossier, before = check(folder)
    had = {(finding.path, finding.rule, finding.message) for finding in before}
    told = [one for one in findings if one.path in changed or (one.path, one.rule, one.message) not in had]
    others = f"; {len(findings) - len(told)} others, which were there before" if len(told) < len(findings) else ""
    if dossier is None:
        others += f"; {commit[:10]} could be checked for its shape alone, so all that rules find counts as new"
    return _Told(told, changed, f" since {commit[:10]}{others}")


def _for_machines(options: Namespace, dossier: Dossier | None, told: _Told) -> int:
    """Nothing but the format goes to the standard output; what else there is to say, to the other."""
    words = f"{_count(told.findings)}{told.others}"
    if options.format == "github":
        first = report.most_useful(told.findings, told.changed)
        if first:
            print(report.as_annotations(first, options.root))
        if file := options.summary or os.environ.get("GITHUB_STEP_SUMMARY"):
            evidence = f"Evidence: {dossier.verification}." if dossier else "Words were not verified."
            try:
                with Path(file).open("a", encoding="utf-8") as opened:
                    opened.write(report.summary(first, options.root, f"{evidence} {capital(words)}."))
            except OSError as error:
                return mistake(f"check: the summary cannot be written ({error.strerror}): {printable(str(file))}")
    elif options.format == "json":
        print(report.as_json(told.findings))
    else:
        print(report.as_sarif(told.findings, options.root))
    print(f"check: {words}", file=sys.stderr)
    return 1 if told.findings else 0


def _count(findings: list[Finding]) -> str:
    return f"{len(findings)} findings" if findings else "nothing found"


def _explain(code: str) -> int:
    known = explanations()
    if code not in known:
        return mistake(f'there is no finding "{code}"{did_you_mean(code, known)}')
    print(f"{code}: {known[code]}")
    return 0
