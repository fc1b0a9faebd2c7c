"""`build`: the pages in docs/ from the records in sources/. A corpus with findings changes no page.

Also what puts a site that another builder wrote elsewhere in the place of site/, as MkDocs does by its hook.
"""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from build_tools.commands.terminal import line, mistake, outcome
from build_tools.finding import printable
from build_tools.publish import publish_folder
from build_tools.site import build, summary

EXAMPLES = """\
  build                              write the pages that changed; `make site` makes a website of them
  build --publish .built/zensical    put a site that a builder wrote there in the place of site/, whole
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--publish", type=Path, metavar="FOLDER", help="write no pages: this site, whole, takes the place of site/"
    )


def run(options: Namespace) -> int:
    if options.publish:
        return _publish(options.root, options.publish)
    started = time.perf_counter()
    dossier, findings, changed = build(options.root)
    return outcome("build", summary(dossier), findings, f"; {changed} files of docs/ changed", started)


def _publish(root: Path, site: Path) -> int:
    told = printable(str(site))
    if not (site / "index.html").is_file():
        return mistake(f"build: {told} holds no site; build one there first")
    if findings := publish_folder(root, site.absolute(), (root / "site").absolute()):
        for finding in findings:
            print(line(finding))
        return 1
    print(f"build: {told} took the place of site/")
    return 0
