"""What a statement rests on, and the page that lists what rests on one origin alone."""

from collections.abc import Iterator

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.derive.origins.origins import Chain, Origin, Origins
from build_tools.derive.origins.voices import KIND_WORDS, KINDS
from build_tools.model import Claim, Commitment
from build_tools.pages.page import Page
from build_tools.pages.words import counted

_UNNAMED, _UNKNOWN = frozenset({"unnamed-sources"}), frozenset({"unknown"})
_SECTIONS = (
    ("On unnamed people only", _UNNAMED),
    ("On texts that do not say where they have it from", _UNKNOWN),
    ("On one origin that is named", frozenset(KINDS) - _UNNAMED - _UNKNOWN),
)


def origins_section(page: Page, origins: Origins) -> str:
    """How many documents and origins there are, and the chain from each document to whoever knew it."""
    return page.section(
        "Who knew it", md.sentence(solidity(origins)), md.bullets(_origin(page, o) for o in origins.origins)
    )


def solidity(origins: Origins) -> str:
    """In how many documents something stands, and how many independent origins it has: "4 documents, 1 origin"."""
    documents, least, most = counted(len(origins.documents), "document"), origins.at_least, origins.at_most
    if least == most:
        return f"{documents}, {counted(least, 'independent origin')}"
    if least == 0:
        return f"{documents}, at most {counted(most, 'independent origin')}"
    return f"{documents}, {least} to {most} independent origins"


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
    return f"{kind}{page.link(record)} — {solidity(page.dossier.origins(record))}."


def _origin(page: Page, origin: Origin) -> str:
    """An origin with what kind it is, and each chain to it, with the words that prove its steps."""
    chains = md.bullets(_chain(page, chain) for chain in origin.chains)
    return f"**{md.capital(KIND_WORDS[origin.kind])}:** {page.knower(origin.key)}\n\n{chains}"


def _chain(page: Page, chain: Chain) -> str:
    """ "Latin Post relays NBC News, which relays two people", each step with its notes."""
    return f"{chain.words(lambda step: page.knower(step.id) + page.cite(step.evidence))}."
