"""`site`: the whole site from the records in sources/, in one process. A corpus with findings changes nothing."""

import os
import re
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from functools import partial
from pathlib import Path

from build_tools.assembly import Misfit, assemble, part, whole, whole_of
from build_tools.commands.terminal import mistake, outcome
from build_tools.cores import Ended
from build_tools.framing import Warned
from build_tools.searching import NotIndexed

EXAMPLES = """\
  site                             make the site and put it in the place of site/; `make site` calls this
  site --out public                in the place of another folder
  site --part 2/4 --out part2      the second quarter of its pages, on one of four machines
  site --of part1 part2 …          the whole site of its parts
"""


def _part(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise ArgumentTypeError("write which part of how many, such as 2/4")
    return int(found[1]), int(found[2])


def arguments(parser: ArgumentParser) -> None:
    place = Path(os.environ.get("SITE_DIR") or "site")  # as in mkdocs.yml
    parser.add_argument("--out", type=Path, default=place, metavar="FOLDER", help="where the site lies (site)")
    some = parser.add_mutually_exclusive_group()
    some.add_argument("--part", "--shard", type=_part, metavar="K/N", help="only the pages of this part of the site")
    some.add_argument(
        "--of", type=Path, nargs="+", metavar="FOLDER", help="the folders of all parts, to make the whole of"
    )


def run(options: Namespace) -> int:
    started = time.perf_counter()
    make = partial(part, *options.part) if options.part else partial(whole_of, options.of) if options.of else whole
    try:
        made = assemble(options.root.absolute(), options.root.absolute() / options.out, make)
    except (Warned, NotIndexed, Misfit, Ended) as error:
        return mistake(f"site: {error}; the site is as it was")
    return outcome("site", made.summary, made.findings, f"; {made.pages} pages", started)
