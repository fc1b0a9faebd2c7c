"""The page of single origins: what rests on one origin alone, however many documents repeat it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.derive.origins.origins import Chain, Origin, called
from build_tools.derive.origins.voices import KIND_WORDS, KINDS
from build_tools.model import Claim, Commitment
from build_tools.pages.parts.marks import label
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import folded, grouped, heading, statement, undertaking
from build_tools.pages.parts.trees import chains_tree
from build_tools.pages.words import counted

_LEAD = (
    "What rests on one origin, however many documents repeat it. A document that relays or copies another is no "
    "second witness."
)
LONG = 2  # rows shown of an origin without a choice of what to open
_UNNAMED, _UNKNOWN = frozenset({"unnamed-sources"}), frozenset({"unknown"})


@dataclass(frozen=True)
class _Section:
    """What rests on one origin of these kinds alone; its anchor is linked from elsewhere and stays."""

    anchor: str
    words: str
    said: str
    kinds: frozenset[str]


_SECTIONS = (
    _Section(
        "on-unnamed-people-only",
        "On unnamed people only",
        "Whoever knew this is named by no document on record.",
        _UNNAMED,
    ),
    _Section(
        "on-texts-that-do-not-say-where-they-have-it-from",
        "On texts that do not say where they have it from",
        "The documents name nobody who knew it, and no text that they have it from.",
        _UNKNOWN,
    ),
    _Section(
        "on-one-origin-that-is-named",
        "On one origin that is named",
        "One person, body or text is named that knew it, and no other.",
        frozenset(KINDS) - _UNNAMED - _UNKNOWN,
    ),
)
_Resting = Mapping[str, Sequence[Claim | Commitment]]


def origins_index(dossier: Dossier) -> str:
    page = Page(dossier, "origins/index.md")
    return page.render("Single origins", _LEAD, _LEAD, *(_section(page, section) for section in _SECTIONS))


def _section(page: Page, section: _Section) -> str:
    """How many statements and commitments rest on origins of some kinds, and these, origin by origin."""
    resting = _resting(page, section.kinds)
    total = _counted([record for records in resting.values() for record in records])
    above = heading(2, section.words, sum(map(len, resting.values())), section.anchor)
    origins = [_origin(page, key, records) for key, records in resting.items()]
    if not origins:
        return mu.blocks(above, "Nothing.")
    return mu.blocks(above, mu.phrase(mu.strong(f"{total}."), section.said), *origins)


def _resting(page: Page, kinds: frozenset[str]) -> _Resting:
    """What rests on one origin, the best of whose kinds is one of these, by that origin; those with most on them first."""
    records: list[Claim | Commitment] = [*page.corpus.commitments.values(), *page.corpus.claims.values()]
    alone = [record for record in records if _alone(page, record, kinds)]
    resting = grouped(alone, lambda record: page.dossier.origins(record).origins[0].key)
    return {key: resting[key] for key in sorted(resting, key=lambda key: (-len(resting[key]), key))}


def _alone(page: Page, record: Claim | Commitment, kinds: frozenset[str]) -> bool:
    origins = page.dossier.origins(record)
    found = {origin.kind for origin in origins.origins}
    return origins.at_most == 1 and (found - _UNKNOWN - _UNNAMED or found - _UNKNOWN or found) <= kinds


def _counted(records: Sequence[Claim | Commitment]) -> str:
    """ "3 commitments and 40 statements"."""
    commitments = sum(isinstance(record, Commitment) for record in records)
    parts = ((commitments, "commitment"), (len(records) - commitments, "statement"))
    return " and ".join(counted(number, thing) for number, thing in parts if number)


def _origin(page: Page, key: str, records: Sequence[Claim | Commitment]) -> str:
    """An origin: of what kind it is, the ways from it to the documents, and what rests on it.

    Where the tree of the ways has one root, that is the heading, and is not said again.
    """
    found = [origin for record in records for origin in page.dossier.origins(record).origins if origin.key == key]
    ways = list(_ways(found))
    knower = page.corpus.actors.get(key) or page.corpus.documents[key]
    return mu.block(
        "origin",
        mu.heading(3, page.link(knower, mu.capital(called(page.corpus, key)))),
        mu.sentence(KIND_WORDS[found[0].kind]),
        chains_tree(page, ways),
        folded(_counted(records), [_row(page, record) for record in records], LONG),
        roots="one" if {way.steps[-1].id for way in ways} == {key} else "several",
    )


def _row(page: Page, record: Claim | Commitment) -> str:
    if isinstance(record, Claim):
        return statement(page, record)
    return mu.phrase(label("Commitment"), undertaking(page, record))


def _ways(origins: Sequence[Origin]) -> Iterator[Chain]:
    """The ways from an origin to the documents, each once, with the words that prove its steps and no statement's own."""
    ways = {chain.way: chain for origin in origins for chain in origin.chains}
    for chain in ways.values():
        first, *rest = chain.steps
        yield replace(chain, steps=(replace(first, evidence=()), *rest))
