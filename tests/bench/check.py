"""Whether a stage has become slower than it was, or grows faster than its input: ratios alone, so that any machine will do.

`python -m tests.bench.check` counts the functions that each stage calls for a record. More than `CALLS.more` times as many as baseline.json has, or
as many more among `MANY` records as among `SIZE`, in a collection of any of the proportions of `COLLECTIONS`, are a failure. What is slow
within a call no count sees: so each stage is timed too, beside work that nobody can make faster here, done in the same run on the same
files and pages: libyaml's parser by PyYAML, and `html.escape`. These bounds are wide, since processors are shared with others.
`--update` writes the baseline anew.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from html import escape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from build_tools.pages import pages
from tests.bench.calls import calls
from tests.bench.generate import ROOT, generate
from tests.bench.invented.measured import Measured, Proportions, measured
from tests.bench.stages import Work, cpu, run

BASELINE = Path(__file__).parent / "baseline.json"
SIZE, MANY = 1_000, 3_000
ROUNDS = {60: 1, SIZE: 2, MANY: 2}  # the first warms up; of several runs the fastest counts
STAGES = ("read", "corpus", "derive", "rules", "pages", "exports")
# What everybody speaks of, and what is said again and again: where a page of one record could list all its like.
COLLECTIONS = {
    "as measured": Proportions(),
    "few that all name": Proportions((("actors", 0.05), ("documents", 0.05), ("commitments", 0.05), ("events", 0.05))),
    "much of each": Proportions((("quotes", 5),), variants=10, effects=5, figures=8),
}
Costs = Mapping[str, float]  # of each stage for a record


@dataclass(frozen=True)
class Measure:
    """What is measured, how many times as much as the baseline is a failure, and how many times as much a record of many."""

    what: str
    more: float
    growth: float


CALLS = Measure("calls", 1.1, 1.25)
TIMES = Measure("times the reference", 2.5, 2.5)


def timed(records: int, like: Measured) -> Costs:
    """What each stage costs, as many times the work that it is compared with."""
    several = [_timed(records, seed, like) for seed in range(ROUNDS[records])]
    return {name: min(one[name] for one in several) for name in STAGES}


def _timed(records: int, seed: int, like: Measured) -> Costs:
    with TemporaryDirectory() as name:
        root = Path(name)
        generate(root, records, seed, like)
        with redirect_stdout(StringIO()):
            work, taken = run(root, STAGES)
        started = cpu()
        _reference(work)
        reference = cpu() - started
    return {name: told["cpu"] / reference for name, told in taken.items()}


def _reference(work: Work) -> None:
    for path in work.paths:
        if path.suffix == ".yaml":
            yaml.compose(path.read_bytes(), Loader=yaml.CLoader)
    for text in pages(work.dossier).values():
        escape(text)


def called(records: int, like: Measured) -> Costs:
    """How many functions each stage calls for a record."""
    with TemporaryDirectory() as name:
        generate(Path(name), records, 1, like)
        return {stage: round(number / records, 1) for stage, number in calls(Path(name), STAGES).items()}


def faults(measure: Measure, where: str, some: Costs, many: Costs, before: Costs) -> Iterator[str]:
    """What costs more than before, as far as that is known, or more in a larger collection, in words; prints every number."""
    print(f"{measure.what}, {where}")
    for name in STAGES:
        growth = many[name] / some[name]
        known = before.get(name)
        print(f"  {name:10}{some[name]:12,.2f}{f'{known:12,.2f} before' if known else '':19}{growth:8.2f} in {MANY:,}")
        if known and some[name] > measure.more * known:
            yield f"{name} takes {some[name]:,.2f} {measure.what}, and took {known:,.2f}"
        if growth > measure.growth:
            yield f"{name} grows: a record takes {growth:.2f} times as many {measure.what} among {MANY:,} as among {SIZE:,}, {where}"


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--update", action="store_true", help="take what is measured now as the baseline")
    asked = parser.parse_args(arguments if arguments is None else list(arguments))
    like = measured(ROOT)
    times = {records: timed(records, like) for records in ROUNDS}
    counts = {
        where: [called(records, Measured(like.corpus, proportions)) for records in (SIZE, MANY)]
        for where, proportions in COLLECTIONS.items()
    }
    first, *_ = COLLECTIONS
    if asked.update:
        costs = {"times": {name: round(one, 2) for name, one in times[SIZE].items()}, "calls": counts[first][0]}
        BASELINE.write_text(json.dumps(costs, indent=1) + "\n", "utf-8")
    baseline: Mapping[str, Costs] = json.loads(BASELINE.read_text("utf-8"))
    told = [*faults(TIMES, first, times[SIZE], times[MANY], baseline["times"])]
    for where, (some, many) in counts.items():
        told += faults(CALLS, where, some, many, baseline["calls"] if where == first else {})
    for fault in told:
        print(fault, file=sys.stderr)
    print(f"{cpu():.0f} s of a processor")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
