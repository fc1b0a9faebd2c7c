"""`check`: every record, read and held against the schemas and the rules. Writes nothing."""

import time
from argparse import ArgumentParser, Namespace

from build_tools.commands.terminal import mistake, outcome
from build_tools.finding import did_you_mean
from build_tools.rules import explanations
from build_tools.site import check

HELP = "check every record; writes nothing"
EXAMPLES = """\
  check                    every finding, each with its file, line, column and remedy
  check --explain orphan   what a finding of that code is for
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--explain", metavar="CODE", help="say what a finding of this code is for")


def run(options: Namespace) -> int:
    if options.explain:
        return _explain(options.explain)
    started = time.perf_counter()
    return outcome("check", *check(options.root), "", started)


def _explain(code: str) -> int:
    known = explanations()
    if code not in known:
        return mistake(f'there is no finding "{code}"{did_you_mean(code, known)}')
    print(f"{code}: {known[code]}")
    return 0
