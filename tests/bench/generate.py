"""Writes an invented collection of any size, like a real one: `python -m tests.bench.generate --records 10000 --out FOLDER`.

What it is like is measured in the records of this repository, or of another one (`--like`), and can be changed: with
`--kinds claims=2`, for example, there are twice as many claims beside the records of other kinds. One seed gives one collection,
byte for byte. What it takes is linear in the records. No word of it was ever written by anyone.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

from build_tools import lock
from build_tools.lock import Entry
from tests.bench.invented.collection import Collection
from tests.bench.invented.measured import Measured, Proportions, measured
from tests.bench.invented.reading import Reading
from tests.bench.invented.teller import BEGIN, Teller
from tests.bench.invented.words import capital, slug
from tests.bench.invented.written import yaml

ROOT = Path(__file__).parent.parent.parent


def generate(folder: Path, records: int, seed: int = 0, like: Measured | None = None, captures: bool = False) -> None:
    """Writes a collection into `folder`/sources, its lock too, and the texts of its documents into `folder`/captures."""
    like = like or measured(ROOT)
    for kind in (*like.counts(records), *(("../captures",) if captures else ())):
        (folder / "sources" / kind).mkdir(parents=True, exist_ok=True)
    teller = Collection(like, records, seed)
    entries: list[Entry] = []
    for reading in teller.readings():
        _write(folder, reading, captures)
        entries += reading.entries()
    (folder / lock.FILE).write_text(lock.written(entries), "utf-8")
    _settings(folder / "sources", teller)


def _write(folder: Path, reading: Reading, captures: bool) -> None:
    for record in reading.records:
        if record.id == reading.id:
            record.data["word_count"] = len(reading.text.split())
        (folder / f"sources/{record.kind}/{record.id}.yaml").write_text(yaml(record.data), "utf-8")
    for id, text in reading.briefings.items():
        (folder / f"sources/briefings/{id}.md").write_text(text, "utf-8")
    if captures:
        (folder / f"captures/{reading.id}.txt").write_text(reading.text, "utf-8")


def _settings(sources: Path, teller: Teller) -> None:
    """The settings: rubric, effects and units are those that were measured, since rules go by them; all else is invented."""
    lexicon, real = teller.english, teller.like.corpus
    last = BEGIN + timedelta(days=int(teller.days) + 31)
    site = {
        "title": capital(lexicon.text(6)),
        "introduction": lexicon.sentences(40, 800),
        "as_of": last.isoformat(),
    }
    (sources / "site.yaml").write_text(yaml(site), "utf-8")
    (sources / "rubric.yaml").write_text(real.notes["sources/rubric.yaml"].text, "utf-8")

    def term() -> dict[str, str]:
        return {"name": capital(lexicon.text(2)), "definition": lexicon.sentences(14, 300)}

    measures = teller.measures or {slug(lexicon.fresh()): next(iter(real.vocabulary.measures))}
    vocabulary = {
        "topics": {id: term() for id in teller.topics},
        "effects": real.notes["sources/vocabulary.yaml"].data["effects"],
        "measures": {id: {**term(), "unit": real.vocabulary.measures[of].unit} for id, of in measures.items()},
        "units": real.vocabulary.units,
        "labels": [{"en": [lexicon.text(4)], "es": [teller.spanish.text(4)]} for _ in real.vocabulary.labels],
    }
    (sources / "vocabulary.yaml").write_text(yaml(vocabulary), "utf-8")


def proportions(arguments: argparse.Namespace) -> Proportions:
    """The proportions that were asked for on the command line."""
    numbers = {one.name: getattr(arguments, one.name) for one in fields(Proportions) if one.name != "kinds"}
    return Proportions(tuple((kind, float(share)) for kind, share in arguments.kinds), **numbers)


def flags(parser: argparse.ArgumentParser) -> None:
    """Adds the flags that say what a collection is to be like."""
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--like", type=Path, default=ROOT, help="a folder with the sources/ to be measured")
    parser.add_argument("--kinds", type=lambda text: text.split("="), nargs="*", default=[], metavar="KIND=TIMES")
    for one in fields(Proportions):
        if one.name != "kinds":
            parser.add_argument(f"--{one.name}", type=float, default=one.default)


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--captures", action="store_true", help="write the texts of the documents too")
    flags(parser)
    asked = parser.parse_args(arguments if arguments is None else list(arguments))
    like = measured(asked.like, proportions(asked))
    generate(asked.out, asked.records, asked.seed, like, asked.captures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
