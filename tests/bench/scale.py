"""What every stage takes as collections grow, and what other builders take for the same pages: `make bench`.

    python -m tests.bench.scale --sizes 100 1000 10000 --peers 1000

Each size has a collection of its own, made by `tests.bench.generate` with the flags of that command, and a process in which the
stages follow each other. Short sizes run several times, and medians count. At most `MOST_HTML` records become a site; beyond that
the stages before it tell how they grow. The results go to tests/bench/results.json, and from there to docs/benchmarks.md.
"""

import argparse
import json
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build_tools.corpus import name_of
from build_tools.pages import pages
from build_tools.site import dossier_of
from tests.bench.calls import calls
from tests.bench.following import followed
from tests.bench.generate import flags, generate, proportions
from tests.bench.invented.measured import Measured, measured
from tests.bench.machine import held, machine
from tests.bench.peers import FOR_HUGO, NEEDS, PEERS, Peer, built, needs, put, version_of
from tests.bench.report import write
from tests.bench.stages import ALL, STAGES, Work

ROOT = Path(__file__).parent.parent.parent
RESULTS = Path(__file__).parent / "results.json"
SIZES = (100, 1_000, 10_000)
PEERS_AT = 1_000
MOST_HTML = 20_000
LEAST_PREVIEW = 1_000
_EVERY = 0.25  # seconds from one look at the memory to the next
Taken = dict[str, float]  # "cpu" and "wall" in seconds, "peak" and "bytes" in bytes, "calls" of functions


def rounds(records: int) -> int:
    """How often a size is measured: what takes seconds, several times."""
    return 5 if records <= 100 else 3 if records <= 1_000 else 1


def staged(root: Path, stages: Sequence[str]) -> dict[str, Taken]:
    """What each stage takes in a process of its own, and the most memory that it and its children hold meanwhile."""
    command = [sys.executable, "-m", "tests.bench.stages", str(root), *stages]
    found: dict[str, Taken] = {}
    peaks: dict[str, int] = defaultdict(int)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        now, ended = [""], threading.Event()

        def watch() -> None:
            while not ended.wait(_EVERY):
                peaks[now[0]] = max(peaks[now[0]], held(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        assert process.stdout
        for line in process.stdout:
            told = json.loads(line)
            if "begins" in told:
                now[0] = told["begins"]
                continue
            peaks[told["stage"]] = max(peaks[told["stage"]], held(process.pid))
            found[told.pop("stage")] = told
        ended.set()
        watcher.join()
    assert process.returncode == 0, f"a stage failed after {list(found)}"
    return {name: {**taken, "peak": peaks[name]} for name, taken in found.items()}


def medians(several: Iterable[Mapping[str, Taken]]) -> dict[str, Taken]:
    """Of each number of each stage the one in the middle."""
    all_of = list(several)
    return {
        name: {key: statistics.median(one[name][key] for one in all_of) for key in all_of[0][name]}
        for name in all_of[0]
    }


def preview(records: int, seed: int, like: Measured) -> dict[str, float]:
    """Seconds from a saved record to each page of the preview."""
    with TemporaryDirectory() as folder:
        generate(Path(folder), records, seed, like)
        (Path(folder) / "docs").mkdir()
        return followed(Work(Path(folder)).project)


def measure(records: int, seed: int, like: Measured, times: int) -> dict[str, Taken]:
    """What each stage takes for a collection of so many records."""
    stages = [name for name in STAGES if name != "site" and (name != "HTML" or records <= MOST_HTML)]
    runs = [stages, ["site"]] if records <= MOST_HTML else [stages]  # by itself, since what others hold is held too
    told = []
    for number in range(times):
        with TemporaryDirectory() as folder:
            generate(Path(folder), records, seed + number, like)
            told.append({name: taken for run in runs for name, taken in staged(Path(folder), run).items()})
    with TemporaryDirectory() as folder:
        generate(Path(folder), records, seed, like)
        counted = calls(Path(folder), stages)
    each = {name: {"calls": number} for name, number in counted.items()}
    return {name: {**taken, **each.get(name, {})} for name, taken in medians(told).items() if name in ALL}


def beside(
    records: int, seed: int, like: Measured, times: int, builders: Sequence[str] | None = None
) -> dict[str, Taken]:
    """What each peer takes for the same pages, or records; of `builders`, those whose titles begin with one of these words."""
    found: dict[str, Taken] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "collection", records, seed, like)
        dossier, _ = dossier_of(folder / "collection")
        assert dossier
        corpus = dossier.corpus
        texts = dict(pages(dossier))
        links: dict[str, list[str]] = defaultdict(list)
        for reference in corpus.references:
            if corpus.record(reference.id):
                links[reference.source.id].append(reference.id)
        linked = {one.id: (name_of(one), sorted(set(links[one.id]))) for one in corpus.records()}
        for title, peer in {**PEERS, **FOR_HUGO, "sphinx-needs, the records alone": NEEDS}.items():
            if builders and not title.startswith(tuple(builders)):
                continue
            put(folder / "peer", needs(linked) if peer is NEEDS else peer.given(texts))
            found[f"{title} ({version_of(peer)})"] = _several(peer, folder / "peer", times)
    return found


def _several(peer: Peer, folder: Path, times: int) -> Taken:
    return medians([{"": built(peer, folder)} for _ in range(times)])[""]


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--peers", type=int, nargs="*", default=[PEERS_AT], metavar="RECORDS")
    parser.add_argument("--rounds", type=int, default=0, help="how often each size is measured, in place of our choice")
    parser.add_argument("--builders", nargs="+", metavar="NAME", help="the builders to measure beside (default: all)")
    flags(parser)
    asked = parser.parse_args(arguments if arguments is None else list(arguments))
    like = measured(asked.like, proportions(asked))
    started = time.perf_counter()
    results: dict[str, Any] = {"machine": machine(), "seed": asked.seed, "sizes": {}, "preview": {}, "peers": {}}
    for records in asked.sizes:
        taken = measure(records, asked.seed, like, asked.rounds or rounds(records))
        _keep(results, "sizes", records, taken)
        _tell(taken, records)
    for records in (size for size in asked.sizes if LEAST_PREVIEW <= size <= MOST_HTML):
        seconds = preview(records, asked.seed, like)
        _keep(results, "preview", records, seconds)
        print(
            f"{records:,} records, from saved to seen",
            *(f"  {name:50} {one:8.2f} s" for name, one in seconds.items()),
            sep="\n",
        )
    for records in asked.peers:
        taken = beside(records, asked.seed, like, asked.rounds or rounds(records), asked.builders)
        _keep(results, "peers", records, taken)
        _tell(taken, records)
    print(
        f"{time.perf_counter() - started:.0f} s; the results are in {RESULTS.name}, and on the page docs/benchmarks.md"
    )
    return 0


def _keep(results: dict[str, Any], what: str, records: int, taken: object) -> None:
    """Writes what was measured so far, which is kept if the rest is not."""
    results[what][str(records)] = taken
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    write(RESULTS)


def _tell(told: Mapping[str, Taken], records: int) -> None:
    print(f"{records:,} records", flush=True)
    for name, taken in told.items():
        each = 1000 * taken["cpu"] / records
        peak = f"{taken['peak'] / 2**20:8,.0f} MiB" if "peak" in taken else ""
        print(
            f"  {name:50} {taken['cpu']:8.2f} s CPU {taken['wall']:8.2f} s  {each:7.3f} ms a record {peak}", flush=True
        )


if __name__ == "__main__":
    sys.exit(main())
