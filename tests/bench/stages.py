"""The stages from the records to the site, each timed apart, one after the other in a process of their own.

`python -m tests.bench.stages FOLDER STAGE…` tells a line of JSON for each: CPU and wall seconds, bytes of what came out, and the
memory that it holds at its end. CPU counts the processes that a stage starts and waits for. What a stage needs of earlier ones
is made before it, outside its time.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from material.plugins.search.plugin import SearchPlugin

from build_tools import framing, prose, reader, searching
from build_tools.data import data_files
from build_tools.derive import Dossier
from build_tools.editors import editor_files
from build_tools.exports.formats import export_files
from build_tools.framing import Framing
from build_tools.model import Claim, Commitment
from build_tools.pages import pages
from build_tools.publish import publish
from build_tools.reader import Note
from build_tools.rules import check
from build_tools.schema import KINDS, SETTINGS
from build_tools.searching import write_index
from build_tools.shapes import Shapes
from build_tools.site import AT_THE_ROOT, OWNED, dossier_of

ROOT = Path(__file__).parent.parent.parent
Files = Mapping[str, str | bytes]


@dataclass
class Work:
    """A collection in a folder, and what the stages so far have made of it."""

    root: Path
    told: dict[str, float] = field(default_factory=dict)  # seconds that a stage measured within another
    cores: str = ""  # of the whole site; all other stages use one

    @cached_property
    def paths(self) -> list[Path]:
        return [path for path in sorted((self.root / "sources").rglob("*")) if path.suffix in (".yaml", ".md")]

    @cached_property
    def notes(self) -> dict[str, Note]:
        """Every file as data that remembers its lines."""
        found = {}
        for path in self.paths:
            name, content = path.relative_to(self.root).as_posix(), path.read_bytes()
            if path.suffix == ".md":
                prose.read(name, path.stem, content)
            elif isinstance(note := reader.read(name, content), Note):
                found[name] = note
        return found

    def shapes(self) -> int:
        """Every record against its schema, and every reference against the ids."""
        kinds = {name: Path(name).parent.name for name in self.notes}
        ids = {kind: frozenset(Path(name).stem for name, one in kinds.items() if one == kind) for kind in KINDS}
        shapes = Shapes(ids)
        faults = [fault for name, note in self.notes.items() for fault in self._faults(shapes, name, kinds[name], note)]
        assert not faults, faults[:3]
        return 0

    @staticmethod
    def _faults(shapes: Shapes, name: str, kind: str, note: Note) -> list[Any]:
        own = Path(name).stem
        return shapes.check(own if own in SETTINGS and kind == "sources" else kind, note)[1]

    @cached_property
    def dossier(self) -> Dossier:
        dossier, findings = dossier_of(self.root)
        assert dossier is not None, findings[:3]
        return dossier

    def derived(self) -> int:
        """All that follows from the records, for every record."""
        dossier, corpus = self.dossier, self.dossier.corpus
        for name in ("verification", "statuses", "turns", "conflicts", "falls", "likely_variants", "utterances"):
            found = getattr(dossier, name)
            if isinstance(found, Mapping):  # which works out what is asked for
                dict(found)
        concerned: list[Claim | Commitment] = [*corpus.claims.values(), *corpus.commitments.values()]
        for record in concerned:
            dossier.origins(record)
        return 0

    def ruled(self) -> int:
        findings = check(self.dossier)
        assert not findings, findings[:3]
        return 0

    @cached_property
    def exported(self) -> Files:
        return {**data_files(self.dossier), **editor_files(self.dossier), **export_files(self.dossier)}

    @cached_property
    def every(self) -> Files:
        return {**pages(self.dossier), **self.exported}

    def written(self) -> int:
        """Pages and exports into docs/, which held nothing."""
        files = self.every
        changed, in_the_way = publish(self.root, self.root / "docs", files, OWNED)
        assert changed == len(files), in_the_way[:3]
        return _size(files)

    @cached_property
    def project(self) -> Path:
        """The folder, with what a site needs besides records: settings, theme, the pages that people write."""
        for path in (ROOT / "docs").iterdir():
            if path.name not in (*OWNED, *AT_THE_ROOT):
                copy = shutil.copytree if path.is_dir() else shutil.copy
                copy(path, self.root / "docs" / path.name, **({"dirs_exist_ok": True} if path.is_dir() else {}))  # type: ignore[arg-type]
        shutil.copytree(ROOT / "build_tools/theme", self.root / "build_tools/theme", dirs_exist_ok=True)
        settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("hooks:\n  - build_tools/hook.py\n", "")
        (self.root / "mkdocs.yml").write_text(settings, "utf-8")
        return self.root

    def html(self) -> int:
        """The pages, whose text is known, in their frames; what the search takes of that is measured within."""
        texts = {path: partial(str, text) for path, text in self.every.items() if path.endswith(".md")}
        target = self.project / "site"
        made = Framing(self.project, target, texts, (*OWNED, *AT_THE_ROOT))
        with searched() as spent:
            drawn = made.draw({page.file.src_uri for page in made.pages}, lambda path, meta, text: ("", {}))
            write_index(made.finish(drawn), target)
        self.told["search"] = sum(spent)
        return folder_size(target)

    def site(self) -> int:
        """The whole site by the command, in a process of its own, from nothing."""
        command = [sys.executable, "-m", "build_tools", "site", "--root", str(self.project), "--out", "whole"]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | {"CORES": self.cores}, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return folder_size(self.root / "whole")


@contextmanager
def searched() -> Iterator[list[float]]:
    """The CPU seconds of each call that makes the search index meanwhile, in this process."""
    spent: list[float] = []

    def timed(do: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            started = cpu()
            result = do(*arguments, **named)
            spent.append(cpu() - started)
            return result

        return call

    places = (
        (SearchPlugin, "on_page_context"),
        (framing, "document"),
        (Framing, "_index"),
        (searching, "_indexed"),
    )
    with ExitStack() as stack:
        for place, name in places:
            stack.enter_context(patch.object(place, name, timed(getattr(place, name))))
        yield spent


def _size(files: Files) -> int:
    return sum(len(one) if isinstance(one, bytes) else len(one.encode("utf-8")) for one in files.values())


def folder_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _read(work: Work) -> int:
    assert work.notes
    return sum(path.stat().st_size for path in work.paths)


def _corpus(work: Work) -> int:
    assert work.dossier
    return 0


STAGES: Mapping[str, Callable[[Work], int]] = {
    "read": _read,
    "schema": Work.shapes,
    "corpus": _corpus,
    "derive": Work.derived,
    "rules": Work.ruled,
    "pages": lambda work: _size(pages(work.dossier)),
    "exports": lambda work: _size(work.exported),
    "write": Work.written,
    "HTML": Work.html,
    "site": Work.site,
}
# Stages of which others make their own beginning: "corpus" reads every file and asks for its shape again.
WITHIN = {"read": "corpus", "schema": "corpus", "search": "HTML", "site": ""}
ALL = (*STAGES, "search")


def cpu() -> float:
    """Seconds of processors so far, of this process and of those that it waited for."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, who))


def run(root: Path, stages: Sequence[str]) -> tuple[Work, dict[str, dict[str, float]]]:
    """What the stages made, and what each takes, by its name; prints each as a line of JSON when it is done."""
    work = Work(root, cores=os.environ.get("CORES", ""))
    os.environ["CORES"] = "1"
    found: dict[str, dict[str, float]] = {}
    for name in stages:
        print(json.dumps({"begins": name}), flush=True)
        started, wall = cpu(), time.perf_counter()
        size = STAGES[name](work)
        found[name] = {"cpu": cpu() - started, "wall": time.perf_counter() - wall, "bytes": size}
        print(json.dumps({"stage": name, **found[name]}), flush=True)
        if name == "HTML":
            found["search"] = {"cpu": work.told["search"], "wall": work.told["search"], "bytes": 0}
            print(json.dumps({"stage": "search", **found["search"]}), flush=True)
    return work, found


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2:])
