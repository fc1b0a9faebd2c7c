"""Whether a stage has become slower than it was, or grows faster than its input: ratios alone, so that any machine will do.

`python -m tests.bench.check` compares what each stage costs, at `SIZE` records, with work that nobody can make faster here, done in the
same run on the same files and pages: libyaml's parser by PyYAML, and `html.escape`. More than `MARGIN` times the ratio that is committed in
baseline.json is a failure, and so is a record that costs, beside that work, more than `GROWTH` times as much in a collection ten times as large, or as
much more than the growth that is known of its stage and committed there too.
`--update` writes the baseline anew.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from html import escape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from build_tools.pages import pages
from tests.bench.generate import ROOT, generate
from tests.bench.invented.measured import Measured, measured
from tests.bench.stages import Work, cpu, run

BASELINE = Path(__file__).parent / "baseline.json"
FEW, SIZE, MANY = 300, 1_000, 3_000
MARGIN, GROWTH = 1.5, 1.5  # wide, since processors are shared with others; `make bench` tells what is above 1.2
ROUNDS = {60: 1, FEW: 3, SIZE: 2, MANY: 1}  # the first warms up; of several runs the fastest counts
STAGES = ("read", "corpus", "derive", "rules", "pages", "exports")
REFERENCE = "reference"


def costs(records: int, like: Measured) -> dict[str, float]:
    """CPU seconds of each stage for a record, and of the work that they are compared with."""
    several = [_costs(records, seed, like) for seed in range(ROUNDS[records])]
    return {name: min(one[name] for one in several) for name in several[0]}


def _costs(records: int, seed: int, like: Measured) -> dict[str, float]:
    with TemporaryDirectory() as name:
        root = Path(name)
        generate(root, records, seed, like)
        with redirect_stdout(StringIO()):
            work, taken = run(root, STAGES)
        started = cpu()
        _reference(work)
        whole = {**{name: told["cpu"] for name, told in taken.items()}, REFERENCE: cpu() - started}
    return {name: seconds / records for name, seconds in whole.items()}


def _reference(work: Work) -> None:
    for path in work.paths:
        if path.suffix == ".yaml":
            yaml.compose(path.read_bytes(), Loader=yaml.CLoader)
    for text in pages(work.dossier).values():
        escape(text)


def faults(
    few: Mapping[str, float],
    some: Mapping[str, float],
    many: Mapping[str, float],
    baseline: Mapping[str, float],
    known: Mapping[str, float],
) -> Sequence[str]:
    """What has become slower, or grows more than is `known` of it, in words; prints every ratio."""
    told = []
    print(f"{'':10}{'times the reference':>22}{'before':>9}{f'{FEW} to {MANY:,}':>16}")
    for name in STAGES:
        ratio = some[name] / some[REFERENCE]
        growth = many[name] / many[REFERENCE] / (few[name] / few[REFERENCE])
        print(f"{name:10}{ratio:22.2f}{baseline[name]:9.2f}{growth:16.2f}")
        if ratio > MARGIN * baseline[name]:
            told.append(f"{name} costs {ratio:.2f} times the reference, and cost {baseline[name]:.2f}")
        if growth > GROWTH * max(1.0, known.get(name, 1.0)):
            told.append(f"{name} grows: a record costs {growth:.2f} times as much among {MANY:,} as among {FEW}")
    return told


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--update", action="store_true", help="take what is measured now as the baseline")
    asked = parser.parse_args(arguments if arguments is None else list(arguments))
    like = measured(ROOT)
    found = {records: costs(records, like) for records in ROUNDS}
    ratios = {name: round(found[SIZE][name] / found[SIZE][REFERENCE], 3) for name in STAGES}
    if asked.update:
        many, few = found[MANY], found[FEW]
        growth = {name: round(many[name] / many[REFERENCE] / (few[name] / few[REFERENCE]), 2) for name in STAGES}
        BASELINE.write_text(json.dumps({"costs": ratios, "growth": growth}, indent=1) + "\n", "utf-8")
    baseline = json.loads(BASELINE.read_text("utf-8"))
    told = faults(found[FEW], found[SIZE], found[MANY], baseline["costs"], baseline["growth"])
    for fault in told:
        print(fault, file=sys.stderr)
    print(f"{cpu():.0f} s of a processor")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
