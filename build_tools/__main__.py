"""The command line: `python -m build_tools COMMAND`. Exit codes: 0 sound or done, 1 findings, 2 a mistake in the command."""

import signal
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol, cast

try:
    from build_tools.commands import (
        build,
        capture,
        check,
        diff,
        explain,
        export,
        fmt,
        links,
        lock,
        new,
        rename,
        restore,
    )
except ModuleNotFoundError as error:  # the Python of the machine, in place of the one that make sets up
    sys.exit(f"{error.name} is not installed here; use .venv/bin/python, which `make check` sets up")
from build_tools.commands.terminal import mistake
from build_tools.finding import printable
from build_tools.whole import Unwritten, finish


class Command(Protocol):
    """What a module of build_tools/commands/ offers."""

    HELP: str
    EXAMPLES: str

    def arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: Namespace) -> int: ...


# In the order in which somebody meets them.
COMMANDS = cast(
    dict[str, Command],
    {
        "check": check,
        "new": new,
        "build": build,
        "fmt": fmt,
        "rename": rename,
        "capture": capture,
        "lock": lock,
        "links": links,
        "explain": explain,
        "export": export,
        "import": restore,
        "diff": diff,
    },
)

_WITHOUT_RECORDS = ("links", "import")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if not (options.root / "sources").is_dir() and options.command not in _WITHOUT_RECORDS:
        return mistake("there are no records here; go to the folder that holds sources/, or name it with --root")
    try:
        if done := finish(options.root):
            print(done, file=sys.stderr)
        return COMMANDS[options.command].run(options)
    except Unwritten as error:
        return mistake(f"{options.command}: {error}; everything is as it was")
    except OSError as error:
        where = f"{printable(str(error.filename))}: " if error.filename else ""
        return mistake(f"{options.command}: {where}{error.strerror or type(error).__name__}")
    except KeyboardInterrupt:
        mistake("\nstopped")
        return 130  # as shells have it: 128, and the number of the signal


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m build_tools",
        description="From notes in sources/ to the pages in docs/.",
        epilog="`COMMAND --help` shows how each is used. Exit codes: 0 sound or done, 1 findings, 2 a mistake in the command.",
    )
    parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = parsers.add_parser(
            name,
            help=command.HELP,
            description=f"{command.HELP[0].upper()}{command.HELP[1:]}.",
            epilog=f"examples:\n{command.EXAMPLES}",
            formatter_class=RawDescriptionHelpFormatter,
        )
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
