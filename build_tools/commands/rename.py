"""`rename`: a record under another id, with every reference to it; its former address leads to the new one."""

import sys
from argparse import ArgumentParser, Namespace

from build_tools.commands.terminal import coloured, line, mistake
from build_tools.finding import printable
from build_tools.whole import Unwritten, alone, change
from build_tools.writing.rename import NotRenamed, Renaming, renaming

EXAMPLES = """\
  rename us-aft us-atf    the file, every reference to it, and the lines of the lock; or nothing at all

The record keeps its former id under "formerly"; its former address leads to the new one.
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the id that a record has")
    parser.add_argument("new", metavar="NEW", help="the id that it gets; one that no record has or had")


def run(options: Namespace) -> int:
    try:
        with alone(options.root):
            found = renaming(options.root, options.old, options.new)
            if isinstance(found, Renaming):
                change(options.root, found.contents)
    except NotRenamed as error:
        return mistake(f"rename: {error}")
    except Unwritten as error:
        return mistake(f"rename: {error}; everything is as it was")
    if isinstance(found, list):
        for finding in found:
            print(line(finding))
        print("rename: nothing was written; mend these first", file=sys.stderr)
        return 1
    _tell(options.old, options.new, found)
    return 0


def _tell(old: str, new: str, renaming: Renaming) -> None:
    for name, places in renaming.places.items():
        print(f"{name}: named at {places} place{'s' if places > 1 else ''}")
    if renaming.lines_of_lock:
        print(f"sources/evidence.lock: {renaming.lines_of_lock} lines")
    if renaming.capture:
        print(
            f"{printable(str(renaming.capture))}: the text of the document, moved here; whoever else has it moves it too"
        )
    kind = renaming.path.parent.name
    print(f"{kind}/{old} leads to {kind}/{new} on the site")
    print(f"rename: {coloured('done', 'green')}: {printable(str(renaming.path))}")
