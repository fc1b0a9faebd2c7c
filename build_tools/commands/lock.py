"""`lock`: all words verified against the captures that are here, and written down in the evidence lock."""

import time
from argparse import ArgumentParser, Namespace

from build_tools.commands.terminal import outcome
from build_tools.lock import FILE
from build_tools.site import check_lock, summary, write_lock

EXAMPLES = """\
  lock            verify, and write sources/evidence.lock
  lock --check    verify, and write nothing
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="verify, and write nothing")


def run(options: Namespace) -> int:
    started = time.perf_counter()
    if options.check:
        dossier, findings = check_lock(options.root)
        return outcome("lock", summary(dossier), findings, "", started)
    dossier, findings, changed = write_lock(options.root)
    return outcome("lock", summary(dossier), findings, f"; {changed} lines of {FILE} changed", started)
