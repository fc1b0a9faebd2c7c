"""`build`: the pages in docs/ from the records in sources/. A corpus with findings changes no page."""

import time
from argparse import ArgumentParser, Namespace

from build_tools.commands.terminal import outcome
from build_tools.site import build

HELP = "check every record and write the pages into docs/"
EXAMPLES = """\
  build    write the pages that changed; `make site` makes a website of them
"""


def arguments(parser: ArgumentParser) -> None:
    """It takes none but those of every command."""


def run(options: Namespace) -> int:
    started = time.perf_counter()
    dossier, findings, changed = build(options.root)
    return outcome("build", dossier, findings, f"; {changed} files of docs/ changed", started)
