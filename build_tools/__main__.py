"""The command line: `python -m build_tools COMMAND`. Exit codes: 0 sound or done, 1 findings, 2 a mistake in the command."""

import signal
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol, cast


class Command(Protocol):
    """What a module of build_tools/commands/ offers."""

    EXAMPLES: str

    def arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: Namespace) -> int: ...


# What each is for, in the order in which somebody meets them.
COMMANDS = {
    "check": "check every record; writes nothing",
    "new": "write a new record, with comments that say what can be added",
    "site": "check every record and make the whole site",
    "serve": "show the site as the records are now, for a browser on this machine",
    "build": "check every record and write the pages into docs/, for MkDocs or Zensical",
    "fmt": "write records in canonical form: order of fields, width of lines, quotes",
    "rename": "give a record another id, and leave a redirect",
    "capture": "store the text of a document, to verify words against",
    "lock": "verify all words against the captures here, and write the evidence lock",
    "links": "check the links of the built site, or ask whether the records' web addresses answer",
    "explain": "print the whole reasoning behind a record",
    "export": "write the records in the formats of other tools",
    "import": "write the records of a corpus in JSON back as files of sources/, into a new folder",
    "diff": "tell what a change does to the site: records, statuses, origins, pages",
}
_MODULES = {"import": "restore"}  # where a command is called by a word that Python keeps for itself

_WITHOUT_RECORDS = ("links", "import")


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    # Each command takes packages that no other needs, so that only the one that is asked for is imported.
    asked_for = next((one for one in arguments if one in COMMANDS), None)
    try:
        command = _command(asked_for) if asked_for else None
    except ModuleNotFoundError as error:  # the Python of the machine, in place of the one that make sets up
        sys.exit(f"{error.name} is not installed here; use .venv/bin/python, which `make check` sets up")
    options = _parser(asked_for, command).parse_args(arguments)
    assert command is not None
    return _run(command, options)


def _command(name: str) -> Command:
    return cast(Command, import_module(f"build_tools.commands.{_MODULES.get(name, name)}"))


def _run(command: Command, options: Namespace) -> int:
    from build_tools.commands.terminal import mistake
    from build_tools.finding import printable
    from build_tools.whole import Unwritten, finish

    if not (options.root / "sources").is_dir() and options.command not in _WITHOUT_RECORDS:
        return mistake("there are no records here; go to the folder that holds sources/, or name it with --root")
    try:
        if done := finish(options.root):
            print(done, file=sys.stderr)
        return command.run(options)
    except Unwritten as error:
        return mistake(f"{options.command}: {error}; everything is as it was")
    except OSError as error:
        where = f"{printable(str(error.filename))}: " if error.filename else ""
        return mistake(f"{options.command}: {where}{error.strerror or type(error).__name__}")
    except KeyboardInterrupt:
        mistake("\nstopped")
        return 130  # as shells have it: 128, and the number of the signal


def _parser(asked_for: str | None, command: Command | None) -> ArgumentParser:
    """The parser of the command line, with the arguments of the command that is asked for alone."""
    parser = ArgumentParser(
        prog="python -m build_tools",
        description="From notes in sources/ to the pages in docs/.",
        epilog="`COMMAND --help` shows how each is used. Exit codes: 0 sound or done, 1 findings, 2 a mistake in the command.",
    )
    parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, words in COMMANDS.items():
        own = parsers.add_parser(name, help=words, formatter_class=RawDescriptionHelpFormatter)
        if command and name == asked_for:
            own.description = f"{words[0].upper()}{words[1:]}."
            own.epilog = f"examples:\n{command.EXAMPLES}"
            command.arguments(own)
            own.add_argument(
                "--root", type=Path, default=Path(), help="the folder that holds sources/ and docs/ (default: this one)"
            )
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever reads the output may stop
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # leaving nothing unfinished behind
    cast(TextIOWrapper, sys.stdout).reconfigure(errors="backslashreplace")
    sys.exit(main())
