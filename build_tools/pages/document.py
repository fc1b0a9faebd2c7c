"""The page of a document: what it is, where its text comes from, and everything that the site takes from it."""

from collections.abc import Iterator, Sequence

from build_tools import markdown as md
from build_tools.citations import reference
from build_tools.corpus import kind_of
from build_tools.derive import Dossier
from build_tools.model import Citation, Claim, Descent, Document, Quote
from build_tools.pages.falls import fall_section
from build_tools.pages.page import Page, address, sorted_by_date
from build_tools.pages.words import DESCENDANTS, RELATIONS, STANDINGS, language
from build_tools.schema import SINGULAR


def document_page(dossier: Dossier, document: Document) -> str:
    corpus = dossier.corpus
    page = Page(dossier, address(document))
    claims = [
        claim for claim in corpus.claims.values() if any(corpus.source_of(item) == document for item in claim.evidence)
    ]
    elsewhere = corpus.naming(document, Quote, "source_text")
    quotes = [quote for quote in corpus.quotes.values() if quote.document == document.id]
    return page.render(
        document.title,
        f"What is taken from {document.title}, and where its text comes from.",
        _identity(page, document),
        _facts(page, document),
        page.note(document.note),
        page.section("Where it comes from", md.bullets(_descent(page, parent) for parent in document.derives_from)),
        page.section("What comes from it", md.bullets(_descendants(page, document))),
        page.section("Like texts that do not come from it", md.bullets(_distinctions(page, document))),
        fall_section(page, document.id, "If this source falls"),
        page.section(
            "Interests that it discloses",
            md.bullets(md.text(i.statement) + page.cite(i.evidence) for i in document.interests),
        ),
        page.section("Its words as others quote them", md.bullets(_quote(page, quote) for quote in elsewhere)),
        page.section("Quotes taken from it", md.bullets(_quote(page, quote) for quote in quotes)),
        page.section(
            "Statements that rest on it",
            md.bullets(_statement(page, claim, document) for claim in sorted_by_date(claims, corpus)),
        ),
        page.section("What else is taken from it", md.bullets(_others(page, document))),
    )


def _identity(page: Page, document: Document) -> str:
    unread = (
        "" if document.word_count else f"It was not read here; another document names it.{page.cite(document.evidence)}"
    )
    return md.paragraph(reference(document), unread)


def _facts(page: Page, document: Document) -> str:
    authors = [page.actor(author.actor) for author in document.author if author.actor]
    read = f"(read {document.accessed})" if document.accessed else ""
    return md.terms(
        [
            (
                "What it is",
                md.paragraph(STANDINGS[document.standing] + ",", f"in {md.text(language(document.language))}"),
            ),
            (
                "Published",
                md.paragraph(str(document.issued) + ".", md.text(document.dated_by or ""))
                if document.issued
                else "At a date that is not known.",
            ),
            ("Publisher", page.actor(document.outlet) if document.outlet else ""),
            ("Author", ", ".join(authors)),
            ("Address", md.paragraph(md.link(md.text(document.URL), document.URL), read) if document.URL else ""),
            ("Archived copy", md.link(md.text(document.archived), document.archived) if document.archived else ""),
            ("Length", f"{document.word_count:,} words as it was read" if document.word_count else ""),
            ("Verified", _verified(page, document)),
        ]
    )


def _verified(page: Page, document: Document) -> str:
    """How many of the words taken from it were found in the text as it was read, and the sum of that text."""
    verdicts = page.dossier.verification.from_document(document.id)
    sums = sorted({entry.capture for verdict in verdicts for entry in verdict.entries})
    if not sums:
        return "No text of it was kept, so that no words can be compared." if verdicts else ""
    verified = sum(verdict.verdict == "verified" for verdict in verdicts)
    stand = f"{verified} of the {len(verdicts)} passages, quotes and names taken from it stand in it word for word."
    return f"{stand} SHA-256 of the text as it was read: `{sums[0]}`"


def _descent(page: Page, parent: Descent) -> str:
    source = page.link(page.corpus.documents[parent.document]) if parent.document else page.actor(parent.actor or "")
    return md.paragraph(
        f"{RELATIONS[parent.relation]} {source}.{page.cite(parent.evidence)}", md.text(parent.note or "")
    )


def _descendants(page: Page, document: Document) -> Iterator[str]:
    for child in page.corpus.naming(document, Document, "derives_from"):
        for parent in child.derives_from:
            if parent.document == document.id:
                yield f"{DESCENDANTS[parent.relation]} {page.document(child)}.{page.cite(parent.evidence)}"
    for claim in page.corpus.naming(document, Claim, "evidence"):
        relaying = [item for item in claim.evidence if item.relays == document.id]
        if relaying:
            yield page.link(claim) + page.cite(relaying)


def _distinctions(page: Page, document: Document) -> Iterator[str]:
    """Documents that share its wording and have it from elsewhere, whichever of the two says so, and why."""
    for other, reason in page.corpus.declared(document, "distinct_from"):
        yield f"{page.document(other)} {md.text(reason)}"


def _quote(page: Page, quote: Quote) -> str:
    return f"{page.link(quote, f'“{quote.text}”')} — {page.actor(quote.speaker)}"


def _statement(page: Page, claim: Claim, document: Document) -> str:
    """A claim with the words that it takes from the document: here they need no note, since the page is their source."""
    return f"{page.link(claim)} {_words(page, [item for item in claim.evidence if page.corpus.source_of(item) == document])}"


def _words(page: Page, citations: Sequence[Citation]) -> str:
    return " · ".join(dict.fromkeys(map(page.notes.words, citations)))


def _others(page: Page, document: Document) -> Iterator[str]:
    """The actors, events, commitments and documents that rest on its words."""
    resting: dict[str, list[Citation]] = {}
    for record, citation in page.corpus.citations_from(document):
        if not isinstance(record, Claim) and record != document:
            resting.setdefault(record.id, []).append(citation)
    for record in page.corpus.records():
        if record.id in resting:
            yield f"{SINGULAR[kind_of(record)].capitalize()}: {page.link(record)} {_words(page, resting[record.id])}"
