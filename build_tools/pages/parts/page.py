"""One page being written: links relative to where it lies, the footnotes it needs, and what several kinds of page say."""

from collections.abc import Iterable, Sequence
from itertools import chain
from urllib.parse import urlencode

from build_tools import markup as mu
from build_tools.citations import Footnotes
from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.derive.origins.origins import called
from build_tools.derive.origins.voices import supporting
from build_tools.model import Bearing, Citation, Claim, Commitment, Correction, Document, Event, Evidence, Quote, Record
from build_tools.pages.parts.cite import record_of
from build_tools.pages.parts.draft import Draft, Written
from build_tools.pages.parts.languages import in_other_words
from build_tools.pages.parts.marks import status_mark
from build_tools.pages.parts.names import FORMS, address, listed, title
from build_tools.pages.parts.nodes import Node
from build_tools.pages.words import RECORDS
from build_tools.prose import Briefing
from build_tools.ways import Ways


class Page:
    """A page at `path` (relative to docs/, such as "actors/us-atf.md"), written in one go by one function."""

    def __init__(self, dossier: Dossier, path: str) -> None:
        self.dossier = dossier
        self.corpus = corpus = dossier.corpus
        self._path = path
        self._folder = path.rpartition("/")[0]
        self._is_index = path.endswith("index.md")
        self._ways = Ways(path)
        self.notes = Footnotes(
            corpus, lambda id: self._to(f"documents/{id}.md"), dossier.stretches, dossier.knowledge, dossier.access
        )

    def render(
        self,
        title: str,
        description: str,
        *blocks: str,
        after: Sequence[str] = (),
        wide: bool = False,
        script: str = "",
        main: Node | None = None,
    ) -> Written:
        """The whole page: its blocks, the notes that these refer to, what stands `after` the notes, how to cite it, its data.

        The first block is its lead. A `wide` page has no list of its sections beside it; `script` is one of docs/assets/ that
        it alone has use for; `main` is what it is about as linked data, where that is no record.
        """
        record = record_of(self.dossier, self._path)
        other_words = in_other_words(self.dossier, record) if record else ""
        corrected, corrections = self._corrections(record)
        lead, *body = blocks
        draft = Draft(
            self.dossier,
            self._path,
            title,
            description,
            above=mu.blocks(self._kind()),
            lead=mu.blocks(corrected, lead),
            body=mu.blocks(*body),
            after=mu.blocks(*after, corrections, other_words),
            notes=self.notes,
            wide=wide,
            script=script,
            main=main,
        )
        return Written.of(draft)

    def _corrections(self, record: Record | Briefing | None) -> tuple[str, str]:
        """That the page was corrected, for its top, and what was set right, the newest first."""
        if record is None or not record.corrections:
            return "", ""
        newest, *_ = found = sorted(record.corrections, key=lambda one: one.on, reverse=True)
        told = self.section("Corrections", mu.bullets(map(self.correction, found)))
        return mu.emphasis(mu.link(mu.text(f"Corrected on {newest.on}"), "#corrections")), told

    def correction(self, correction: Correction) -> str:
        """A correction in a line: the day, and what it was."""
        return f"{mu.strong(f'{mu.text(str(correction.on))}.')} {mu.text(mu.sentence(correction.text))}"

    def cite(self, citations: Iterable[Citation]) -> str:
        """The marks of the notes that hold these citations' words."""
        return self.notes.mark(*citations)

    def link(self, record: Record | Briefing, words: str | None = None) -> str:
        """A link to a record's page, in its own title or other words."""
        return mu.link(mu.text(words or title(record, self.corpus)), self._to(address(record)))

    def index(self, kind: str, words: str) -> str:
        """A link to the index of a kind."""
        return mu.link(mu.text(words), self._to(f"{kind}/index.md"))

    def way(self, path: str, words: str) -> str:
        """A link to a page by its path."""
        return mu.link(mu.text(words), self._to(path))

    def board(self, **chosen: str) -> str:
        """The address of all commitments, with those shown that have these ids: `status="reported"`, `side="mexico"`."""
        return f"{self._to('commitments/index.md')}?{urlencode(chosen)}"

    def rubric(self, words: str) -> str:
        """A link to the rubric."""
        return mu.link(mu.text(words), self._to("reference/rubric.md"))

    def actor(self, id: str) -> str:
        return self.link(self.corpus.actors[id])

    def actors(self, ids: Sequence[str]) -> str:
        """The actors, linked, as a list in a sentence."""
        return listed([self.actor(id) for id in ids])

    def source(self, document: Document) -> str:
        """A link to a document's page in the name by which readers know its publisher."""
        outlet = self.corpus.actors[document.outlet].name if document.outlet else None
        return self.link(document, outlet or document.container_title or document.title)

    def status(self, id: str | None) -> str:
        """The mark of a status."""
        return status_mark(self.corpus, id)

    def knower(self, id: str) -> str:
        """A link to an actor or a document where it is a step on the way to whoever knew something."""
        record = self.corpus.actors.get(id) or self.corpus.documents[id]
        return self.link(record, called(self.corpus, id))

    def section(self, words: str, *blocks: str, searched: bool = True) -> str:
        """A heading and what stands under it; nothing where nothing stands under it."""
        below = mu.blocks(*blocks)
        return mu.blocks(mu.heading(2, mu.text(words), searched=searched), below) if below else below

    def note(self, note: str | None) -> str:
        """An editor's note."""
        return f"{mu.emphasis('Note:')} {mu.text(note)}" if note else ""

    def quoted(self, quote: Quote, marked: str = "") -> str:
        """A quote as a block: the words, or the words `marked` as HTML, who said them when, and where they are printed."""
        said = quote.said or (self.corpus.events[quote.event].date if quote.event else None)
        source = mu.phrase(
            f"— {self.actor(quote.speaker)}{f', {said}' if said else ''},",
            f"in {self.source(self.corpus.documents[quote.document])}{self.cite([Citation(quote=quote.id)])}",
            f"· {self.link(quote, 'more on this quote')}",
        )
        return mu.quotation(marked or mu.text(quote.text), source)

    def claim(self, claim: Claim) -> str:
        """A claim in a line: the statement, its notes, and whose word it is."""
        return mu.phrase(self.link(claim) + self.cite(claim.evidence), self.whose_word(claim.evidence))

    def whose_word(self, evidence: Sequence[Evidence]) -> str:
        """Who says so, as the supporting words have it, and whether other words speak against it."""
        supporting = [item for item in evidence if item.direction == "supports"]
        speakers = [self.corpus.quotes[item.quote].speaker for item in supporting if item.quote]
        knowing = dict.fromkeys(chain(*(item.attributed_to for item in supporting), speakers))
        voices = dict.fromkeys(
            f"{self.source(self.corpus.source_of(item))}, {self.manner(item)}" for item in supporting
        )
        says = self.actors(list(knowing)) or "; ".join(voices)
        return mu.phrase(f"Who says so: {says}.", self.doubts(evidence))

    def doubts(self, evidence: Sequence[Evidence]) -> str:
        """Whether other words speak against something, or with a reservation."""
        against = {item.direction for item in evidence}
        words = (("disputes", "Disputed"), ("qualifies", "Qualified"))
        return mu.phrase(*(mu.emphasis(f"{word}.") for direction, word in words if direction in against))

    def manner(self, item: Evidence) -> str:
        """How a document comes to say what it says."""
        named = f"naming {self.actors(item.attributed_to)}" if item.attributed_to else ""
        relayed = f"relaying {self.source(self.corpus.documents[item.relays])}" if item.relays else ""
        own = "a copy" if self.corpus.source_of(item).standing == "copy" else "in its own voice"
        return ", ".join(filter(None, (named, relayed))) or own

    def commitment(self, commitment: Commitment) -> str:
        """A commitment in a line: what, by whom, to whom, when."""
        return f"{self.link(commitment)} — {', '.join((*self.parties(commitment), str(commitment.made)))}."

    def parties(self, commitment: Commitment, known: Sequence[str] = ()) -> list[str]:
        """Who undertakes it and towards whom, in the words of its form; promisors that are `known` go unsaid."""
        form, promisors, promisees = FORMS[commitment.form], commitment.promisors, commitment.promisees
        by = f"{form.by.lower()} {self.actors(promisors)}" if set(promisors) != set(known) else ""
        to = "to each other" if commitment.mutual else f"{form.to.lower()} {self.actors(promisees)}"
        return [words for words in (by, to if promisees else "") if words]

    def effect(self, bearing: Bearing) -> str:
        """The day and the name of an effect."""
        name = self.corpus.vocabulary.effects[bearing.effect].name
        return mu.strong(f"{mu.capital(str(bearing.date))} · {mu.text(name)}.")

    def making(self, commitment: Commitment) -> list[Evidence]:
        """What shows that a commitment was made: of each claim that says so, the first words in support.

        A preview shows claims that have none, too.
        """
        claims = self.corpus.claims_making(commitment)
        return [item for claim in claims for _, item in supporting([claim])[:1]]

    def event(self, event: Event) -> str:
        """An event in a line."""
        return f"{mu.text(mu.sentence(str(event.date)))} {self.link(event)}{self.cite(event.evidence)}"

    def document(self, document: Document) -> str:
        """A document in a line: title, container, date."""
        container = document.container_title or document.publisher
        return mu.phrase(
            self.link(document), f"— {', '.join(filter(None, (mu.text(container or ''), str(document.issued or ''))))}"
        )

    def _kind(self) -> str:
        """What kind of record the page is of, linked to all of that kind."""
        word = RECORDS.get(self._folder)
        if not word or self._is_index:
            return ""
        return mu.paragraph(self.index(self._folder, word), "kind", searched=False)

    def _to(self, path: str) -> str:
        return self._ways.to(path)


def sorted_by_date(claims: Iterable[Claim], corpus: Corpus) -> list[Claim]:
    """Claims by the day they tell of, or else the day they were published; those of no known day last."""
    days = {claim: corpus.day_of(claim) for claim in claims}
    return sorted(days, key=lambda claim: (days[claim] is None, days[claim] or 0, claim.id))
