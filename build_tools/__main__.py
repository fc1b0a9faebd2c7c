"""The command line: `python -m build_tools COMMAND`. Exit codes: 0 sound, 1 findings, 2 a mistake in the command."""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import cast

from build_tools.captures import NotCaptured, capture
from build_tools.finding import did_you_mean, printable
from build_tools.rules import explanations
from build_tools.schema import KINDS
from build_tools.site import build, check


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.command == "check" and options.explain:
        return _explain(options.explain)
    if options.command == "capture":
        return _capture(options)
    started = time.perf_counter()
    changed = None
    if options.command == "check":
        dossier, findings = check(options.root)
    else:
        dossier, findings, changed = build(options.root)
    for finding in findings:
        print(finding)
    took = f"{time.perf_counter() - started:.2f} s"
    if findings or dossier is None:
        print(
            f"{len(findings)} findings in {took}; nothing was written. `check --explain CODE` tells what one is for.",
            file=sys.stderr,
        )
        return 1
    counts = ", ".join(f"{len(getattr(dossier.corpus, kind))} {kind}" for kind in KINDS)
    wrote = "" if changed is None else f"; {changed} files of docs/ changed"
    print(f"{options.command}: sound: {counts}{wrote}; {took}")
    return 0


def _explain(code: str) -> int:
    known = explanations()
    if code not in known:
        print(f'there is no finding "{code}"{did_you_mean(code, known)}', file=sys.stderr)
        return 2
    print(f"{code}: {known[code]}")
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
    for command in (checking, building, capturing):
        command.add_argument(
            "--root", type=Path, default=Path(), help="the folder that holds sources/ and docs/ (default: this one)"
        )
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads the output may stop
    cast(TextIOWrapper, sys.stdout).reconfigure(errors="backslashreplace")
    sys.exit(main())
