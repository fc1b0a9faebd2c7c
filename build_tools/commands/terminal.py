"""What people see of a command: colours on a terminal alone, and a word on the way where something takes long."""

import os
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TextIO, TypeVar

from build_tools.finding import Finding, harmless, shown
from build_tools.site import Summary

_PATIENCE = 2  # seconds until somebody who waits is told how far it is
_CODES = {"bold": "1", "red": "31", "green": "32", "yellow": "33", "blue": "34"}

Item = TypeVar("Item")


def coloured(text: str, colour: str, stream: TextIO | None = None) -> str:
    """Text in a colour ("red", "bold" …) if the stream (standard output) is a terminal and NO_COLOR is not set."""
    stream = stream or sys.stdout
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb" or not stream.isatty()
    return text if plain else f"\x1b[{_CODES[colour]}m{text}\x1b[0m"


def line(finding: Finding) -> str:
    """A finding on a line, the place and the code in colours; a log of GitHub takes nothing in it for a command."""
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    return harmless(f"{coloured(place, 'bold')}: {coloured(finding.rule, 'red')}: {finding.message}")


def mistake(message: str) -> int:
    """Tells of a mistake in the command; returns its exit code."""
    print(harmless(message), file=sys.stderr)
    return 2


def day(text: str) -> date:
    """A day that is typed as an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{shown(text)} is no day; write one such as 2024-02-08") from None


def followed(items: Iterable[Item], total: int, doing: str) -> Iterator[Item]:
    """The items, one after another; on a terminal, how many are done is told once that has taken two seconds."""
    started = time.monotonic()
    telling = False
    for number, item in enumerate(items):
        if telling or (sys.stderr.isatty() and time.monotonic() - started > _PATIENCE):
            telling = True
            print(f"\r{doing}: {number} of {total}", end="", file=sys.stderr, flush=True)
        yield item
    if telling:
        print(f"\r{doing}: {total} of {total}", file=sys.stderr)


def outcome(command: str, told: Summary | None, findings: list[Finding], changed: str, started: float) -> int:
    """Tells what was found, or how much is sound and what changed, and since `started`; returns the exit code."""
    for finding in findings:
        print(line(finding))
    took = f"{time.perf_counter() - started:.2f} s"
    for words in told.evidence if told else ():
        print(words)
    if findings or told is None:
        what = "no page" if command == "build" else "nothing"
        print(
            f"{len(findings)} findings in {took}; {what} was written. `check --explain CODE` tells what one is for.",
            file=sys.stderr,
        )
        return 1
    print(f"{command}: {coloured('sound', 'green')}: {told.records}{changed}; {took}")
    return 0
