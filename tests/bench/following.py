"""How long a saved record takes to be seen: seconds from the change of a file to each page of the preview that shows it.

`python -m tests.bench.following FOLDER` starts `serve` on a project in a folder, changes a statement again and again, and asks each
time for one page: its own, those that tell of it, and every list. The pages are those that people look at while they write.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from build_tools.model import Claim, Commitment
from build_tools.site import dossier_of
from tests.bench.stages import ROOT

ROUNDS = 3
REST = 3.0  # seconds between two changes, in which the preview tells what it found
_LISTS = (
    "",
    "actors/",
    "claims/",
    "commitments/",
    "disagreements/",
    "documents/",
    "events/",
    "lineage/",
    "lookup/",
    "origins/",
    "parties/",
    "quotes/",
    "timeline/",
)


def followed(project: Path) -> dict[str, float]:
    """Seconds by the clock from a change to the answer, for each page by what it is; of several times the middle one."""
    told: dict[str, list[float]] = {}
    claim, pages = _concerned(project)
    path = project / f"sources/claims/{claim.id}.yaml"
    before = path.read_text("utf-8")
    with _preview(project) as address:
        number = 0
        for _ in range(ROUNDS):
            for name, page in pages.items():
                time.sleep(REST)
                number += 1
                told.setdefault(name, []).append(
                    _seen(address, page, path, before, number, page == f"claims/{claim.id}/")
                )
    path.write_text(before, "utf-8")
    return {name: median(times) for name, times in told.items()}


def _concerned(project: Path) -> tuple[Claim, Mapping[str, str]]:
    """A claim that bears on a commitment, and the pages that are asked for, by what they are."""
    dossier, findings = dossier_of(project)
    assert dossier is not None, findings[:3]
    corpus = dossier.corpus
    claim = next(one for one in corpus.claims.values() if one.bears_on)
    commitment = corpus.commitments[claim.bears_on[0].commitment]
    own = {
        "the statement’s own page": f"claims/{claim.id}/",
        "that of its commitment": f"commitments/{commitment.id}/",
        "that of its document": f"documents/{corpus.source_of(claim.evidence[0]).id}/",
        "that of a party": f"actors/{_party(commitment)}/",
    }
    return claim, {**own, **{f"the list of {page.rstrip('/')}" if page else "the first page": page for page in _LISTS}}


def _party(commitment: Commitment) -> str:
    return [*commitment.promisors, *commitment.promisees][0]


def _seen(address: str, page: str, path: Path, before: str, number: int, shows: bool) -> float:
    """Changes the record, and asks for a page: seconds until it is there."""
    word = f"seen{'x' * number}"
    path.write_text(re.sub(r"(?m)^statement: (?:>-\n +|['\"])?", lambda found: f"{found[0]}{word} ", before), "utf-8")
    started = time.perf_counter()
    text = _asked(address, page)
    taken = time.perf_counter() - started
    assert not shows or word in text, "the page does not show the change"
    return taken


def _asked(address: str, page: str) -> str:
    with urlopen(Request(address + page, headers={"Accept": "text/html"}), timeout=600) as answer:
        return str(answer.read().decode("utf-8"))


@contextmanager
def _preview(project: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "build_tools", "serve", "--root", str(project), "--address", "127.0.0.1:0"]
    log = project / "preview.log"
    with (
        log.open("w") as told,
        subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=told, start_new_session=True) as process,
    ):
        try:
            while not (found := re.search(r"Serving on (\S+)", log.read_text())):
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
            _asked(found[1], "")  # once everything is read
            yield found[1]
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # what tells the findings is a process of its own
    log.unlink()


def main(arguments: Iterable[str]) -> None:
    for project in arguments:
        print(json.dumps(followed(Path(project))))


if __name__ == "__main__":
    main(sys.argv[1:])
