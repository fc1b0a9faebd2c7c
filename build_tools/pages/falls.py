"""What would change without a source, on the page of that source."""

from collections.abc import Iterator

from build_tools import markdown as md
from build_tools.derive.dependence import Fall, Restated, Weakened
from build_tools.pages.page import Page
from build_tools.pages.words import counted


def fall_section(page: Page, id: str, heading: str) -> str:
    """What would change without the document or the origin of this id; nothing where nothing rests on it."""
    fall = page.dossier.falls.get(id)
    return page.section(heading, _summary(fall), md.bullets(_parts(page, fall))) if fall else ""


def _summary(fall: Fall) -> str:
    return f"{counted(len(fall.pages), 'page')} of this site would change."


def _parts(page: Page, fall: Fall) -> Iterator[str]:
    corpus = page.corpus
    parts = (
        ("Commitments with another status", [_restated(page, one) for one in fall.restated]),
        ("With other origins", [_weakened(page, one) for one in fall.weakened]),
        ("Figures that nothing else supports", [page.link(corpus.claims[id]) for id in fall.figures]),
        (
            "Statements that nothing else supports",
            [page.link(corpus.claims[id]) for id in fall.lost if id not in fall.figures],
        ),
    )
    return (f"{words}: {len(items)}\n\n{md.bullets(items)}" for words, items in parts if items)


def _restated(page: Page, one: Restated) -> str:
    before, after = page.status(one.before), page.status(one.after)
    return f"{page.link(page.corpus.commitments[one.commitment])}: {after}, in place of {before}"


def _weakened(page: Page, one: Weakened) -> str:
    kind, _, id = one.record.partition("/")
    record = page.corpus.claims[id] if kind == "claims" else page.corpus.commitments[id]
    told = f"{_bounds(one.after)}, in place of {_bounds(one.before)}" if one.after != one.before else "others, as many"
    return f"{page.link(record)}: {told}"


def _bounds(bounds: tuple[int, int]) -> str:
    least, most = bounds
    return counted(least, "independent origin") if least == most else f"{least} to {most} independent origins"
