"""`site`: the whole site from the records in sources/, in one process. A corpus with findings changes nothing."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from build_tools.assembly import Warned, assemble
from build_tools.commands.terminal import mistake, outcome
from build_tools.searching import NotIndexed

EXAMPLES = """\
  site                   make the site and put it in the place of site/; `make site` calls this
  site --out public      in the place of another folder
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("site"), metavar="FOLDER", help="where the site lies (site)")


def run(options: Namespace) -> int:
    started = time.perf_counter()
    target = options.root.absolute() / options.out
    try:
        dossier, findings, pages = assemble(options.root.absolute(), target)
    except (Warned, NotIndexed) as error:
        return mistake(f"site: {error}; the site is as it was")
    return outcome("site", dossier, findings, f"; {pages} pages", started)
