"""A page whose notes are not numbered yet: from it comes the text of the whole page, or of those that it is divided into."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Self

from build_tools import markup as mu
from build_tools import sheet
from build_tools.citations import Footnotes
from build_tools.corpus import kind_of
from build_tools.derive import Dossier
from build_tools.model import Document
from build_tools.pages.parts.cite import cite_section, data_section, record_of
from build_tools.pages.parts.division import Division, further
from build_tools.pages.parts.head import head
from build_tools.pages.parts.nodes import Node
from build_tools.pages.parts.search import ranked, ranked_as_list
from build_tools.ways import Ways


class Written(str):
    """The text of a page, which can be `divided` into a number of pages."""

    divided: Callable[[int], list[str]]

    @classmethod
    def of(cls, draft: "Draft") -> Self:
        """The text of a draft."""
        text = cls(draft.text())
        text.divided = draft.texts
        return text


@dataclass(frozen=True)
class Draft:
    """The page at `path`: what stands above its title, its lead, its body, what stands `after` its notes, and these.

    A `wide` page has no list of its sections beside it; `script` is one of docs/assets/ that it alone has use for; `main` is
    what it is about as linked data, where that is no record.
    """

    dossier: Dossier
    path: str
    title: str
    description: str
    above: mu.Block
    lead: mu.Block
    body: mu.Block
    after: mu.Block
    notes: Footnotes
    wide: bool
    script: str
    main: Node | None

    def text(self) -> str:
        """The whole page."""
        numbered = self.notes.numbered(mu.blocks(self.lead, self.body), self.after)
        body, after = numbered.texts
        return self._sheet(
            self.path, self.title, self.description, numbered.sources, (self.above, body, numbered.notes, after)
        )

    def texts(self, number: int) -> list[str]:
        """The page on so many pages, each with its notes. On the first stand the lead, and what stands after the notes."""
        division = Division(self.body, number)
        pages = [division.page(place) for place in range(1, number + 1)]
        first, *others = pages
        numbered = [
            self.notes.numbered(mu.blocks(self.lead, first), self.after),
            *(self.notes.numbered(page, mu.Block()) for page in others),
        ]
        sources = {source.id: source for one in numbered for source in one.sources}
        texts = []
        for place, one in enumerate(numbered, 1):
            parts = [division.seen(html, place) for html in (self.above, one.texts[0], one.notes, one.texts[1])]
            title, description, cited = self.title, self.description, tuple(sources.values())
            if place > 1:
                title, cited = f"{title}, page {place} of {number}", one.sources
                description = mu.sentence(unescape(division.names[place - 1]))
            texts.append(self._sheet(further(self.path, place), title, description, cited, parts))
        return texts

    def _sheet(
        self, path: str, title: str, description: str, sources: Iterable[Document], parts: Sequence[mu.Block]
    ) -> str:
        """A page as a file. The parts are what stands above its title, its body, its notes, and what stands after them."""
        above, body, notes, after = parts
        to = Ways(path).to
        return sheet.page(
            title,
            description,
            body,
            mu.blocks(mu.heading(2, "Notes"), notes) if notes else "",
            mu.blocks(after, cite_section(self.dossier, path, title, to), data_section(self.dossier, path, to)),
            above=above,
            hide=("navigation", "toc") if self.wide else ("navigation",),
            matter=self._matter(path) | head(self.dossier, path, title, sources, self.main),
        )

    def _matter(self, path: str) -> dict[str, Any]:
        """The front matter of a page: the file that it was made from, how high the search ranks it, its script."""
        record, whole = record_of(self.dossier, path), path == self.path
        of = {"record": self.dossier.corpus.path(record)} if record else {}
        ranks = ranked(self.dossier, kind_of(record), record) if record and whole else ranked_as_list()
        return {**of, **ranks, **({"script": self.script} if self.script and whole else {})}
