"""The index of people and organisations, by letter; other names are entries of their own."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools import markup as mu
from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.model import Actor, OtherName
from build_tools.pages.parts.marks import label
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.rows import grouped, heading, rows
from build_tools.pages.words import ACTOR_SORTS

_LEAD = (
    "Everyone who promises, is promised something, speaks, publishes or is spoken of; of people only the public role. "
    "Names that documents use stand among the others, and lead to whom they mean."
)
_OTHER = "#"  # the letter of what begins with none


@dataclass(frozen=True)
class _Entry:
    """A name of an actor: its own, or another that a document uses."""

    name: str
    actor: Actor
    other: OtherName | None = None

    @property
    def order(self) -> tuple[str, str, bool]:
        """By letters alone, without the article at the beginning."""
        return _letters(self.name), self.actor.id, self.other is not None


def actors_index(dossier: Dossier) -> str:
    page = Page(dossier, "actors/index.md")
    letters = grouped(sorted(_entries(page.corpus), key=lambda entry: entry.order), _letter)
    sections = (_section(page, letter, entries) for letter, entries in letters.items())
    return page.render("People and organisations", _LEAD, _LEAD, _jumps(letters), *sections)


def _entries(corpus: Corpus) -> Iterator[_Entry]:
    for actor in corpus.actors.values():
        yield _Entry(actor.name, actor)
        others = {other.name: other for other in actor.other_names}
        yield from (_Entry(name, actor, other) for name, other in others.items() if name != actor.name)


def _letters(name: str) -> str:
    """What a name is sorted by: its letters without accents, capitals, or "the" at the beginning."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if sign.isalnum() or sign == " ")
    return plain.strip().removeprefix("the ")


def _letter(entry: _Entry) -> str:
    """The letter under which a name stands."""
    first = _letters(entry.name)[:1].upper()
    return first if first.isalpha() else _OTHER


def _anchor(letter: str) -> str:
    return f"letter-{ord(letter):x}"


def _jumps(letters: Mapping[str, list[_Entry]]) -> str:
    return mu.block("jumps", mu.phrase(*(mu.link(mu.text(letter), f"#{_anchor(letter)}") for letter in letters)))


def _section(page: Page, letter: str, entries: list[_Entry]) -> str:
    above = heading(2, letter, len(entries), _anchor(letter))
    return mu.blocks(above, rows(_row(page, entry) for entry in entries))


def _row(page: Page, entry: _Entry) -> str:
    actor = entry.actor
    if entry.other:
        tag = page.corpus.documents[entry.other.document].language
        return f'<span lang="{mu.escape(tag)}">{mu.text(entry.name)}</span> → {page.link(actor)}'
    sort = label(ACTOR_SORTS[actor.type])
    return mu.phrase(mu.strong(page.link(actor)), sort, mu.text(actor.description), _counts(page, actor))


def _counts(page: Page, actor: Actor) -> str:
    """How much an actor is to do, is to have from others, and said."""
    found = (
        (len(page.corpus.commitments_by(actor)), "commitment by them", "commitments by them"),
        (len(page.corpus.commitments_to(actor)), "commitment to them", "commitments to them"),
        (len(page.corpus.quotes_by(actor)), "quote", "quotes"),
    )
    return mu.span("holdings", ", ".join(f"{n} {one if n == 1 else several}" for n, one, several in found if n))
