"""`export`: the records and what follows from them in the formats of other tools, without building the site."""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from build_tools.commands.terminal import line, mistake
from build_tools.exports.formats import FORMATS
from build_tools.finding import printable
from build_tools.site import check, write_files

EXAMPLES = """\
  export --format sqlite --out /tmp/records     one database, in /tmp/records/data/
  export --format csv --format json --out x     several formats
  export --out x                                all of them
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--format", action="append", choices=sorted(FORMATS), help="a format (default: all of them)")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="where to write; it is made if need be"
    )


def run(options: Namespace) -> int:
    started = time.perf_counter()
    dossier, findings = check(options.root)
    if dossier is None or findings:
        for finding in findings:
            print(line(finding))
        print(f"export: {len(findings)} findings; nothing was written", file=sys.stderr)
        return 1
    chosen = options.format or list(FORMATS)
    files = {path: content for name in chosen for path, content in FORMATS[name](dossier).items()}
    try:
        write_files(options.out, files)
    except OSError as error:
        return mistake(f"export: {printable(str(error.filename or options.out))}: {error.strerror}")
    print(f"export: {len(files)} files in {printable(str(options.out))}; {time.perf_counter() - started:.2f} s")
    return 0
