"""What a statement rests on, and the page that lists what rests on one origin alone."""

from collections.abc import Iterator

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.derive.origins.origins import Origin, Origins
from build_tools.derive.origins.voices import KIND_WORDS, KINDS
from build_tools.model import Claim, Commitment
from build_tools.pages.marks import origins_mark
from build_tools.pages.page import Page
from build_tools.pages.trees import chains_tree

_UNNAMED, _UNKNOWN = frozenset({"unnamed-sources"}), frozenset({"unknown"})
_SECTIONS = (
    ("On unnamed people only", _UNNAMED),
    ("On texts that do not say where they have it from", _UNKNOWN),
    ("On one origin that is named", frozenset(KINDS) - _UNNAMED - _UNKNOWN),
)


def origins_section(page: Page, origins: Origins) -> str:
    """How many documents and origins there are, and the ways from whoever knew it to the documents."""
    return page.section("Who knew it", origins_mark(origins), *(_origin(page, origin) for origin in origins.origins))


def origins_index(dossier: Dossier) -> str:
    page = Page(dossier, "origins/index.md")
    lead = (
        "What rests on one origin, however many documents repeat it. A document that relays or copies another is no "
        "second witness."
    )
    return page.render(
        "Single origins", lead, lead, *(page.section(words, *_resting(page, kinds)) for words, kinds in _SECTIONS)
    )


def _resting(page: Page, kinds: frozenset[str]) -> Iterator[str]:
    """What rests on one origin, or on several of these kinds, by the first of them; those with most on them first."""
    resting: dict[str, list[Claim | Commitment]] = {}
    records: list[Claim | Commitment] = [*page.corpus.commitments.values(), *page.corpus.claims.values()]
    for record in records:
        origins = page.dossier.origins(record)
        found = {origin.kind for origin in origins.origins}
        if found <= kinds and (origins.at_most == 1 or len(kinds) == 1):
            resting.setdefault(origins.origins[0].key, []).append(record)
    for key in sorted(resting, key=lambda key: (-len(resting[key]), key)):
        yield f"{md.heading(3, page.knower(key))}\n\n{md.bullets(_line(page, record) for record in resting[key])}"


def _line(page: Page, record: Claim | Commitment) -> str:
    kind = "Commitment: " if isinstance(record, Commitment) else ""
    return f"{kind}{page.link(record)} — {origins_mark(page.dossier.origins(record))}"


def _origin(page: Page, origin: Origin) -> str:
    """An origin: of what kind it is, and the ways from it to the documents, as a picture that is a list."""
    return f"{md.capital(KIND_WORDS[origin.kind])}:\n\n{chains_tree(page, origin.chains)}"
