"""`import`: the records of a whole corpus in JSON, as `export --format json` writes it, back as files of sources/."""

import os
import shutil
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from build_tools.commands.terminal import mistake
from build_tools.exports.restore import Files, NotRestored, restored, write
from build_tools.finding import harmless, printable

EXAMPLES = """\
  import docs/data/corpus.json --out /tmp/again     the records in /tmp/again/sources/
  check --root /tmp/again                           whether they are sound
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a corpus.json, of a site or of `export --format json`")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a folder that is new or empty")


def run(options: Namespace) -> int:
    started = time.perf_counter()
    file, out = printable(str(options.file)), printable(str(options.out))
    if os.path.lexists(options.out) and (
        not options.out.is_dir() or options.out.is_symlink() or any(options.out.iterdir())
    ):
        return mistake(f"import: {out} is there and not an empty folder; name a new one")
    try:
        texts = restored(options.file.read_bytes())
        _write(options.out.absolute(), texts)
    except NotRestored as error:
        for place, fault in error.faults:
            print(harmless(printable(f"{file}: {place or 'the whole'}: {fault}")))
        told = f"import: {len(error.faults)} faults; nothing was written. data/schemas/corpus.schema.json says what stands where"
        print(told, file=sys.stderr)
        return 1
    except OSError as error:
        return mistake(f"import: {printable(str(error.filename or out))}: {error.strerror}")
    print(f"import: {len(texts)} files in {out}; {time.perf_counter() - started:.2f} s")
    return 0


def _write(out: Path, texts: Files) -> None:
    """Writes the files beside where they belong, then puts them there as one folder."""
    home = next(folder for folder in out.parents if folder.is_dir())
    unfinished = home / f".import.{os.getpid()}"
    try:
        unfinished.mkdir()
        write(unfinished, texts)
        out.parent.mkdir(parents=True, exist_ok=True)
        unfinished.rename(out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
