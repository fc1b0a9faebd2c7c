"""`fmt`: records and settings in canonical form; what they say does not change."""

import time
from argparse import ArgumentParser, Namespace
from itertools import zip_longest
from pathlib import Path

from build_tools.commands.terminal import coloured, followed, line, mistake
from build_tools.finding import Finding, Place, printable
from build_tools.reader import Note, read
from build_tools.schema import KINDS, SETTINGS, schema, shape_of
from build_tools.whole import put
from build_tools.writing.canonical import canonical

EXAMPLES = """\
  fmt                                every record, and the vocabulary, rubric and site
  fmt sources/actors/us-atf.yaml     one of them
  fmt --check                        say which it would change, and write nothing
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", type=Path, nargs="*", help="files of sources/ (default: all)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 where a file would change")


def run(options: Namespace) -> int:
    started = time.perf_counter()
    known = _files(options.root)
    asked = {file.absolute(): file for file in options.files}
    for path, file in asked.items():
        if path not in known:
            return mistake(f"fmt: {printable(str(file))} is no record or settings of sources/; name .yaml files there")
    paths = sorted(asked or known)
    findings: list[Finding] = []
    changed = 0
    for path in followed(paths, len(paths), "formatting"):
        try:
            found = _formatted(path, known[path], options.check)
        except OSError as error:
            found = [Finding(known[path], Place(1, 1), "file-name", f"{error.strerror}; check its permissions")]
        findings += found if isinstance(found, list) else []
        changed += found is True
    for finding in findings:
        print(line(finding))
    verdict = coloured("findings", "red") if findings else coloured("done", "green")
    print(f"fmt: {verdict}: {changed} of {len(paths)} files changed; {time.perf_counter() - started:.2f} s")
    return 1 if findings else 0


def _files(root: Path) -> dict[Path, str]:
    """Every file with a canonical form, whole, and what messages call it; `check` tells of files that are none."""
    sources = root.absolute() / "sources"
    found = [path for kind in KINDS for path in (sources / kind).glob("*.yaml") if not path.name.startswith(".")]
    found += [sources / f"{name}.yaml" for name in SETTINGS]
    return {
        path: printable(path.relative_to(root.absolute()).as_posix())
        for path in found
        if path.is_file() and not path.is_symlink()
    }


def _formatted(path: Path, name: str, check: bool) -> bool | list[Finding]:
    """Whether a file was put into canonical form, or had it; or what is found in it."""
    note = read(name, path.read_bytes())
    if not isinstance(note, Note):
        return note
    text = canonical(note, schema(shape_of(path.parent.name if path.parent.name in KINDS else path.stem, note)))
    if isinstance(text, Finding):
        return [text]
    if text == note.text:
        return False
    if check:
        place = Place(_first_difference(note.text, text), 1)
        return [
            Finding(
                name, place, "format", "not in canonical form from here on; `python -m build_tools fmt` writes it so"
            )
        ]
    put({path: text.encode()})
    return True


def _first_difference(text: str, other: str) -> int:
    """The number of the first line in which two texts differ."""
    pairs = enumerate(zip_longest(text.split("\n"), other.split("\n")), 1)
    return next(number for number, (one, two) in pairs if one != two)
