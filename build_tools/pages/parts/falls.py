"""What would change without a source, on the page of that source; and on that of a statement, what it falls with.

The search passes these sections over: they name other pages, which it finds by themselves.
"""

from collections.abc import Iterator, Sequence

from build_tools import markup as mu
from build_tools.derive.dependence import Fall, Restated, Weakened
from build_tools.model import Claim
from build_tools.pages.parts.names import listed
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import fold, short_or_folded
from build_tools.pages.words import counted


def fall_section(page: Page, id: str, heading: str) -> str:
    """What would change without the document or the origin of this id; nothing where nothing rests on it."""
    fall = page.dossier.falls.get(id)
    return page.section(heading, _headline(fall), *_parts(page, fall), searched=False) if fall else ""


def statement_falls(page: Page, claim: Claim) -> list[str]:
    """The sections of a claim's page on the statuses that hang on it, and on the sources on which it hangs."""
    restated = page.dossier.restated_without(claim)
    return [
        page.section("If this statement falls", _statuses(restated), _restated_list(page, restated), searched=False),
        page.section("What it would fall with", _falling_with(page, claim), searched=False),
    ]


def _headline(fall: Fall) -> str:
    """The gravest first: statuses, statements left without support, other origins; then the pages."""
    changes = [
        _would(len(fall.restated), "commitment", "have another status"),
        _would(len(fall.lost), "statement", "have nothing left to support it", "have nothing left to support them"),
        _would(len(fall.weakened), "statement or commitment", "rest on fewer or other origins", things=_RECORDS),
    ]
    told = listed([change for change in changes if change]) or "no status and no origin would be another"
    gravest = mu.strong(mu.sentence(f"Without it, {told}"))
    return f"{gravest} {counted(len(fall.pages), 'page')} of this site would change."


_RECORDS = "statements and commitments"


def _would(number: int, thing: str, change: str, changes: str | None = None, things: str | None = None) -> str:
    """How many of a thing would change, in words; nothing where none would."""
    if not number:
        return ""
    named = f"{number} {things}" if things and number > 1 else counted(number, thing)
    return f"{named} would {change if number == 1 else changes or change}"


def _parts(page: Page, fall: Fall) -> Iterator[str]:
    """The commitments with another status in full, the others folded."""
    yield _restated_list(page, fall.restated)
    claims = page.corpus.claims
    parts = {
        "Figures that nothing else supports": [page.link(claims[id]) for id in fall.figures],
        "Statements that nothing else supports": [page.link(claims[id]) for id in fall.lost if id not in fall.figures],
        "With fewer or other origins": [_weakened(page, one) for one in fall.weakened],
    }
    yield from (fold(words, items) for words, items in parts.items() if items)


def _statuses(restated: Sequence[Restated]) -> str:
    changed = _would(len(restated), "commitment", "have another status")
    return mu.strong(f"Without it, {changed}.") if changed else ""


def _restated_list(page: Page, restated: Sequence[Restated]) -> str:
    items = [_restated(page, one) for one in restated]
    return mu.block("rows", short_or_folded("Commitments with another status", items))


def _restated(page: Page, one: Restated) -> str:
    before, after = page.status(one.before), page.status(one.after)
    return mu.blocks(page.link(page.corpus.commitments[one.commitment]), f"{before} would become {after}")


def _weakened(page: Page, one: Weakened) -> str:
    kind, _, id = one.record.partition("/")
    record = page.corpus.claims[id] if kind == "claims" else page.corpus.commitments[id]
    return f"{page.link(record)}: {_other_origins(one)}"


def _other_origins(one: Weakened) -> str:
    if one.after == one.before:
        return "other origins, as many"
    return f"{_bounds(one.after)}, in place of {_bounds(one.before)}"


def _bounds(bounds: tuple[int, int]) -> str:
    least, most = bounds
    return counted(least, "independent origin") if least == most else f"{least} to {most} independent origins"


def _falling_with(page: Page, claim: Claim) -> str:
    """The sources without which a claim has nothing left, and those without which it has other origins."""
    falls = page.dossier.falls_that_change(claim)
    alone = [page.knower(fall.source) for fall in falls if claim.id in fall.lost]
    partly = [
        f"Without {page.knower(fall.source)}: {_other_origins(one)}."
        for fall in falls
        for one in fall.weakened
        if one.record == f"claims/{claim.id}"
    ]
    lost = f"Without {' or without '.join(alone)}, nothing would support it." if alone else ""
    return mu.blocks(lost, mu.bullets(partly))
