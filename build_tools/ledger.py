"""A committed file of JSON lines, sorted, that only the tools write and anyone can read."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from stat import S_ISDIR
from typing import Any, Generic, TypeVar

from build_tools.finding import Finding, Place, shown
from build_tools.limits import LOCK, content, too_much, unfit
from build_tools.text import decode
from build_tools.validators import flaw

Entry = TypeVar("Entry")
_MOST_TOLD = 3  # faulty lines; a file that an editor has written anew is one mistake


@dataclass(frozen=True)
class Ledger(Generic[Entry]):
    """A file of this kind: where it lies below the root, the schema of a line, the code of a finding, the remedy, its command.

    `entry` makes an entry of the data of a line. `seen` is the text of an entry that may hold signs that no reader would
    see; where it does, the line is written in ASCII.
    """

    file: str
    schema: str
    rule: str
    remedy: str
    command: str
    entry: Callable[[dict[str, Any]], Entry]
    seen: Callable[[Entry], str]

    def read(self, root: Path) -> tuple[Mapping[int, Entry], list[Finding]]:
        """The entries by line, and what is wrong with the lines. A missing file is one without entries."""
        path = root / self.file
        try:
            mode = path.lstat().st_mode
            if unfit(mode) or S_ISDIR(mode):
                return {}, [self._finding(1, 1, "this is no file of its own; remove it")]
            held = content(path, LOCK)
        except FileNotFoundError:
            return {}, []
        except OSError as error:
            return {}, [self._finding(1, 1, f"this file cannot be read ({error.strerror}); check its permissions")]
        conflict = f"take either side whole, then let `{self.command}` write it"
        decoded = too_much(self.file, held, LOCK) or decode(self.file, held, conflict)
        if isinstance(decoded, list):
            return {}, decoded
        lines = decoded.removesuffix("\n").split("\n") if decoded else []
        entries = {number: self._entry(line, number) for number, line in enumerate(lines, 1)}
        findings = [entry for entry in entries.values() if isinstance(entry, Finding)]
        if len(findings) > _MOST_TOLD:
            more = f"{len(findings) - _MOST_TOLD} more lines are not as the tools write them"
            findings = [*findings[:_MOST_TOLD], self.fault(findings[_MOST_TOLD].place.line, more)]
        if decoded and not decoded.endswith("\n"):
            findings.append(self.fault(len(lines), "this line does not end"))
        return {number: entry for number, entry in entries.items() if not isinstance(entry, Finding)}, findings

    def written(self, entries: Iterable[Entry]) -> str:
        """The text of a file with these entries: JSON Lines, in their order."""
        return "".join(self._line(entry) + "\n" for entry in entries)

    def fault(self, line: int, fault: str, column: int = 1) -> Finding:
        """A finding on a line, with the remedy."""
        return self._finding(line, column, f"{fault}; {self.remedy}")

    def _finding(self, line: int, column: int, message: str) -> Finding:
        return Finding(self.file, Place(line, column), self.rule, message)

    def _line(self, entry: Entry) -> str:
        return json.dumps(asdict(entry), ensure_ascii=not self.seen(entry).isprintable())  # type: ignore[call-overload]

    def _entry(self, line: str, number: int) -> Entry | Finding:
        try:
            data = json.loads(line, parse_float=int)  # no number of such a file has a fraction: int refuses it
        except json.JSONDecodeError as error:
            return self.fault(number, f"this is not JSON ({error.msg})", error.colno)
        except (ValueError, RecursionError):
            return self.fault(number, "this is not JSON that the tools write")
        if wrong := flaw(self.schema, data):
            return self.fault(number, shown(wrong))
        entry = self.entry(data)
        return entry if self._line(entry) == line else self.fault(number, "this is not as the tools write it")
