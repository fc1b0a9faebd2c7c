"""The command line: `python -m build_tools COMMAND`. Exit codes: 0 sound, 1 findings, 2 a mistake in the command."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import cast

from build_tools.captures import NotCaptured, capture
from build_tools.derive import Dossier
from build_tools.explain import explanation, in_words
from build_tools.finding import Finding, did_you_mean, printable, shown
from build_tools.lock import FILE as LOCK
from build_tools.rules import explanations
from build_tools.schema import KINDS
from build_tools.site import build, check, check_lock, dossier_of, write_lock


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.command == "check" and options.explain:
        return _explain(options.explain)
    if options.command in ("capture", "explain"):
        return _capture(options) if options.command == "capture" else _explain_record(options)
    started = time.perf_counter()
    dossier, findings, changed = _run(options)
    for finding in findings:
        print(finding)
    took = f"{time.perf_counter() - started:.2f} s"
    if dossier is not None:
        print(f"evidence: {dossier.verification}")
        if dossier.searches.every:
            print(f"searches for what is not known: {dossier.searches}")
    if findings or dossier is None:
        print(
            f"{len(findings)} findings in {took}; nothing was written. `check --explain CODE` tells what one is for.",
            file=sys.stderr,
        )
        return 1
    counts = ", ".join(f"{len(getattr(dossier.corpus, kind))} {kind}" for kind in KINDS)
    print(f"{options.command}: sound: {counts}{changed}; {took}")
    return 0


def _run(options: argparse.Namespace) -> tuple[Dossier | None, list[Finding], str]:
    """Does what the command says: the dossier, the findings, and what was written, in words."""
    match options.command:
        case "build":
            dossier, findings, changed = build(options.root)
            return dossier, findings, f"; {changed} files of docs/ changed"
        case "lock" if not options.check:
            dossier, findings, changed = write_lock(options.root)
            return dossier, findings, f"; {changed} lines of {LOCK} changed"
        case "lock":
            return *check_lock(options.root), ""
        case _:
            return *check(options.root), ""


def _explain(code: str) -> int:
    known = explanations()
    if code not in known:
        print(f'there is no finding "{code}"{did_you_mean(code, known)}', file=sys.stderr)
        return 2
    print(f"{code}: {known[code]}")
    return 0


def _explain_record(options: argparse.Namespace) -> int:
    dossier, findings = dossier_of(options.root, options.as_of)
    if dossier is None:
        for finding in findings:
            print(finding)
        return 1
    record = dossier.corpus.record(options.id)
    if record is None:
        near = did_you_mean(options.id, dossier.corpus.ids())
        print(f"there is no record {shown(options.id)}{near}", file=sys.stderr)
        return 2
    told = explanation(dossier, record)
    print(json.dumps(told, ensure_ascii=False, indent=2) if options.json else in_words(told))
    return 0


def _capture(options: argparse.Namespace) -> int:
    try:
        path, stored, new = capture(options.root, options.id, options.file, options.replace)
    except NotCaptured as error:
        print(f"capture: {error}", file=sys.stderr)
        return 2
    words = len(stored.text.split())
    print(f"{'stored' if new else 'unchanged'}: {printable(str(path))}: {words} words, SHA-256 {stored.sha256}")
    print(f'next: "word_count: {words}" in sources/documents/{options.id}.yaml, then `python -m build_tools lock`')
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m build_tools", description="From notes in sources/ to the pages in docs/."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="check every record; writes nothing")
    checking.add_argument("--explain", metavar="CODE", help="say what a finding of this code is for")
    building = commands.add_parser("build", help="check every record and write the pages into docs/")
    capturing = commands.add_parser("capture", help="store the text of a document, to verify words against")
    capturing.add_argument("id", metavar="ID", help="the id of the document, which is on record")
    capturing.add_argument("file", metavar="FILE", type=Path, help="the document as .txt, .html, .htm or .pdf")
    capturing.add_argument("--replace", action="store_true", help="replace a capture that has another text")
    explaining = commands.add_parser("explain", help="print the whole reasoning behind a record")
    explaining.add_argument("id", metavar="ID", help="the id of a record")
    explaining.add_argument("--json", action="store_true", help="print it as JSON")
    explaining.add_argument(
        "--as-of",
        metavar="DATE",
        type=date.fromisoformat,
        help="as the record showed it on that day, such as 2023-04-01",
    )
    locking = commands.add_parser(
        "lock", help="verify all words against the captures here, and write the evidence lock"
    )
    locking.add_argument("--check", action="store_true", help="verify, and write nothing")
    for command in (checking, building, capturing, explaining, locking):
        command.add_argument(
            "--root", type=Path, default=Path(), help="the folder that holds sources/ and docs/ (default: this one)"
        )
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads the output may stop
    cast(TextIOWrapper, sys.stdout).reconfigure(errors="backslashreplace")
    sys.exit(main())
