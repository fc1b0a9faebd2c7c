"""What the exports of 10,000 records cost, beside the least that anyone pays who writes the same.

`make bench` runs it. The records are the little corpus of the tests, again and again, each time under other ids and with measures
of its own. What is computed of the records is computed before, and timed apart. The peers write the same rows, values and bytes,
which they find ready: Python's `csv.writer` and `json.dumps`, `sqlite3` without keys, indexes and search, `zipfile` and `hashlib`.
"""

import csv
import hashlib
import json
import re
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

from build_tools.data import data, data_files
from build_tools.derive import Dossier
from build_tools.editors import editor_files
from build_tools.exports.formats import FORMATS, tables
from build_tools.exports.release import release
from build_tools.lock import Entry, read
from build_tools.pages import pages
from build_tools.schema import KINDS
from build_tools.site import dossier_of

RECORDS = 10_000
LITTLE = Path(__file__).parent.parent / "little"
_KINDS = (*KINDS, "briefings")


def collection(records: int, folder: Path) -> Dossier:
    """An invented collection of at least so many records, written into a folder and read from it."""
    sources = {
        path: path.read_text("utf-8") for kind in _KINDS for path in sorted((LITTLE / "sources" / kind).iterdir())
    }
    ids = re.compile(rf"(?<![\w-])({'|'.join(path.stem for path in sources)})(?![\w-])")
    copies = range(-(-records // len(sources)))
    for path, text in sources.items():
        place = folder / "sources" / path.parent.name
        place.mkdir(parents=True, exist_ok=True)
        for copy in copies:
            told = re.sub(r"(\b(?:measure|utterance): )([\w-]+)", rf"\g<1>\g<2>-{copy}", ids.sub(rf"\1-{copy}", text))
            told = re.sub(r"^name: (.*)$", rf"name: \1 {copy}", told, flags=re.MULTILINE)
            (place / f"{path.stem}-{copy}{path.suffix}").write_text(told, "utf-8")
    for name in ("rubric", "site", "vocabulary"):
        settings = yaml.safe_load((LITTLE / f"sources/{name}.yaml").read_text("utf-8"))
        if name == "vocabulary":
            measures = settings["measures"].items()
            settings["measures"] = {f"{id}-{copy}": term for id, term in measures for copy in copies}
        (folder / f"sources/{name}.yaml").write_text(
            json.dumps(settings, default=str, ensure_ascii=False, indent=1), "utf-8"
        )
    dossier, findings = dossier_of(folder)
    assert dossier is not None, findings[:3]
    entries, _ = read(LITTLE)
    return replace(dossier, lock=tuple(sorted(_renamed(entry, ids, copy) for entry in entries for copy in copies)))


def _renamed(entry: Entry, ids: re.Pattern[str], copy: int) -> Entry:
    """An entry of the lock as that of a copy: the ids in it are others."""
    record, document = (ids.sub(rf"\1-{copy}", value) for value in (entry.record, entry.document))
    return replace(entry, record=record, document=document)


def timed(do: Callable[[], object]) -> float:
    """Seconds of one processor."""
    started = time.process_time()
    do()
    return time.process_time() - started


def peers(dossier: Dossier, content: Mapping[str, bytes]) -> dict[str, Callable[[], object]]:
    """The least that anyone pays who writes the same, by the name of the format."""
    held = [([column.name for column in table.columns], list(table.rows())) for table in tables(dossier)]
    records = [*dossier.corpus.records(), *dossier.corpus.briefings.values()]
    told = [data(dossier, record) for record in records]

    def as_csv() -> None:
        for head, rows in held:
            csv.writer(StringIO()).writerows([head, *rows])

    def as_sqlite() -> None:
        connection = sqlite3.connect(":memory:")
        for number, (head, rows) in enumerate(held):
            connection.execute(f"CREATE TABLE t{number} ({', '.join(f'c{place}' for place in range(len(head)))})")
            connection.executemany(f"INSERT INTO t{number} VALUES ({', '.join('?' * len(head))})", rows)
        connection.commit()
        connection.serialize()

    def as_zip() -> None:
        with ZipFile(BytesIO(), "w", ZIP_DEFLATED) as archive:
            for path, one in content.items():
                hashlib.sha256(one).hexdigest()
                archive.writestr(path, one)

    return {
        "data of each record": lambda: [json.dumps(one, ensure_ascii=False, indent=2, default=float) for one in told],
        "csv": as_csv,
        "sqlite": as_sqlite,
        "release": as_zip,
    }


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with TemporaryDirectory() as folder:
        dossier = collection(wanted, Path(folder))
        count = sum(1 for _ in dossier.corpus.records())
        computed = timed(
            lambda: (dossier.falls, dossier.turns, dossier.statuses, dossier.conflicts, dossier.verification)
        )
        tasks: dict[str, Callable[[], Mapping[str, str | bytes]]] = {
            "data of each record": lambda: data_files(dossier),
            "schemas": lambda: editor_files(dossier),
        }
        tasks |= {name: partial(written, dossier) for name, written in FORMATS.items() if name != "release"}
        held: dict[str, str | bytes] = {}
        taken: dict[str, float] = {}
        for name, task in tasks.items():
            if name == "references":  # which are of what the pages cite
                shown = timed(lambda: pages(dossier))
            taken[name] = timed(lambda task=task: held.update(task()))  # type: ignore[misc]
        taken["release"] = timed(lambda: held.update(release(dossier, dict(held))))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        content = {path: one.encode("utf-8") if isinstance(one, str) else one for path, one in held.items()}
        floors = {name: timed(peer) for name, peer in peers(dossier, content).items()}
    print(f"{count} records; {len(dossier.lock)} entries of the lock")
    print(f"{'':28}{'CPU':>8}     times its peer")
    print(f"{'what is computed, before':28}{computed:8.2f} s")
    print(f"{'the pages, for references':28}{shown:8.2f} s")
    for name, seconds in taken.items():
        floor = floors.get(name)
        print(f"{name:28}{seconds:8.2f} s   {f'{seconds / floor:.1f}' if floor else '–'}")
    print(f"{'all exports':28}{sum(taken.values()):8.2f} s   peak memory, with the records, {peak:.0f} MiB")


if __name__ == "__main__":
    main()
