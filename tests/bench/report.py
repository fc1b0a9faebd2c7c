"""The page docs/benchmarks.md, from the results of a bench."""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

from build_tools.pages.overviews.pictures import share
from tests.bench.stages import ALL, WITHIN

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs/benchmarks.md"
_HEAD = """\
---
search:
  exclude: true
---

# Benchmarks

What the tools take as a collection grows, measured by `make bench`, which writes this page. The collections are
invented: the program `tests/bench/generate.py` makes them of words that nobody wrote, with the kinds, links, notes, lineage and
lengths of the records of this site, and with as few links to any one record as in a tracker of that size. Seconds are those of a
processor unless a column says otherwise, and of several runs the one in the middle counts.
"""


def page(results: Mapping[str, Any]) -> str:
    """The whole page."""
    sizes = [int(size) for size in results["sizes"]]
    return "\n".join(
        [
            _HEAD,
            *(_stages(results["sizes"], sizes) if sizes else ()),
            *(_growth(results["sizes"], sizes) if len(sizes) > 1 else ()),
            *(_preview(results["preview"]) if results.get("preview") else ()),
            *(_peers(results) if results["peers"] else ()),
            "## Where and when",
            "",
            *(f"- {name}: {what}" for name, what in results["machine"].items()),
            f"- Seed: {results['seed']}",
            "",
        ]
    )


def _stages(told: Mapping[str, Any], sizes: Sequence[int]) -> Iterator[str]:
    yield "## Stages"
    yield ""
    yield "What each stage costs: milliseconds of a processor for each record, with a bar; in all; and the most memory that is held by all processes together."
    yield "“Read” and “schema” are parts of “corpus” measured by themselves, and “search” is a part of “HTML”."
    yield ""
    most = max(_each(told, size, name) for size in sizes for name in ALL if name in told[str(size)])
    for size in sizes:
        rows = [
            (name, *_row(told, size, name), share(round(1000 * _each(told, size, name)), round(1000 * most)))
            for name in ALL
            if name in told[str(size)]
        ]
        whole = [name for name in ALL if name in told[str(size)] and name not in WITHIN]
        cpu = sum(told[str(size)][name]["cpu"] for name in whole)
        peak = max(told[str(size)][name]["peak"] for name in whole)
        wall = sum(told[str(size)][name]["wall"] for name in whole)
        rows.append(("in all", f"{1000 * cpu / size:.2f}", f"{cpu:.1f}", f"{wall:.1f}", _mebibytes(peak), "", ""))
        yield from table(
            f"{size:,} records",
            ("Stage", "ms a record", "Seconds", "By the clock", "MiB held", "MiB written", ""),
            rows,
        )
    yield ""


def _each(told: Mapping[str, Any], size: int, name: str) -> float:
    """Milliseconds of a processor for a record."""
    return 1000 * float(told[str(size)][name]["cpu"]) / size


def _row(told: Mapping[str, Any], size: int, name: str) -> tuple[str, ...]:
    taken = told[str(size)][name]
    written = _mebibytes(taken["bytes"]) if taken["bytes"] else ""
    peak = _mebibytes(taken["peak"]) if taken["peak"] else ""
    return f"{_each(told, size, name):.2f}", f"{taken['cpu']:.1f}", f"{taken['wall']:.1f}", peak, written


def _mebibytes(number: float) -> str:
    return f"{number / 2**20:,.0f}" if number >= 2**20 else f"{number / 2**20:.1f}"


def _growth(told: Mapping[str, Any], sizes: Sequence[int]) -> Iterator[str]:
    yield "## Growth"
    yield ""
    yield "How many times as much a record costs in a collection ten times as large, or as the column says. Where the work is in"
    yield "proportion to the records, it is 1; above 1.2, something grows faster than its input. Seconds depend on what else a machine"
    yield "does, and on its memory; how many functions are called does not."
    yield ""
    yield from _grown(told, sizes, "Seconds of a record", "cpu")
    yield from _grown(told, sizes, "Calls of functions for a record", "calls")
    yield ""


def _grown(told: Mapping[str, Any], sizes: Sequence[int], caption: str, what: str) -> Iterator[str]:
    """How what each stage takes of a record grows from size to size."""
    known = [size for size in sizes if any(what in taken for taken in told[str(size)].values())]
    steps = list(pairwise(known))

    def cost(size: int, name: str) -> float:
        return float(told[str(size)].get(name, {}).get(what, 0)) / size

    grown = {
        name: [cost(large, name) / cost(small, name) if cost(small, name) else 0.0 for small, large in steps]
        for name in ALL
    }
    rows = [(name, *(f"{one:.2f}" if one else "" for one in each)) for name, each in grown.items() if any(each)]
    if rows:
        yield from table(caption, ("Stage", *(f"{small:,} to {large:,}" for small, large in steps)), rows)


def _preview(told: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield "## From saved to seen"
    yield ""
    yield "Seconds by the clock from the change of a record to a page of the preview that shows it, a browser’s own work not counted."
    yield "Whatever follows from the change is computed anew for that page: statuses, origins, lists."
    yield ""
    rows = [
        (name, *(f"{seconds[name]:.2f}" for seconds in told.values() if name in seconds))
        for name in next(iter(told.values()))
    ]
    head = ("Page", *(f"{int(size):,} records" for size in told))
    yield from table("Seconds until a page shows what was saved", head, rows)
    yield ""


def _peers(results: Mapping[str, Any]) -> Iterator[str]:
    yield "## Beside others"
    yield ""
    yield "Other builders on the same pages, each with a theme of ten lines of ours unless it says otherwise. They print pages that they"
    yield "find ready, and read no record, check nothing and export nothing. Hugo has them three times: as they are, which is HTML in files of"
    yield "Markdown; as files of HTML; and with their text as Markdown, as people write for it. sphinx-needs has a need for each record, and no"
    yield "pages of ours."
    yield ""
    for size, told in results["peers"].items():
        own = results["sizes"].get(size, {})
        rows = [(name, taken["cpu"], taken["wall"], taken["bytes"]) for name, taken in told.items()]
        named = {
            "HTML": "this project, the HTML with Material’s theme and search",
            "site": "this project, from the records to the whole site, on all processors",
        }
        rows += [(title, *_numbers(own[name])) for name, title in named.items() if name in own]
        most = max(wall for _, _, wall, _ in rows)
        yield from table(
            f"The pages of {int(size):,} records",
            ("Builder", "Seconds", "By the clock", "MiB written", ""),
            [
                (name, f"{cpu:.1f}", f"{wall:.1f}", _mebibytes(size_), share(round(1000 * wall), round(1000 * most)))
                for name, cpu, wall, size_ in rows
            ],
        )
    yield ""


def _numbers(taken: Mapping[str, float]) -> tuple[float, float, float]:
    return taken["cpu"], taken["wall"], taken["bytes"]


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table in HTML: the first cell of a row names it, numbers stand to the right, a picture stands as it is."""
    yield "<table>"
    yield f"<caption>{escape(caption)}</caption>"
    yield (
        "<thead><tr>"
        + "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in head)
        + "</tr></thead>"
    )
    yield "<tbody>"
    for first, *cells in rows:
        told = "".join(f"<td>{one if one.startswith('<svg') else escape(one)}</td>" for one in cells)
        yield f'<tr><th scope="row">{escape(first)}</th>{told}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield ""


def write(results: Path) -> None:
    """Writes the page from a file of results."""
    PAGE.write_text(page(json.loads(results.read_text("utf-8"))), "utf-8")
