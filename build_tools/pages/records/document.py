"""The page of a document: what it is, where its text comes from, what falls with it, and what the site takes from it."""

from collections.abc import Iterator, Mapping, Sequence

from build_tools import markup as mu
from build_tools.citations import gone, reference
from build_tools.corpus import kind_of
from build_tools.derive import Access, Dossier
from build_tools.model import Citation, Claim, Document, Quote, Record
from build_tools.pages.parts.falls import fall_section
from build_tools.pages.parts.glance import glance, verdict_mark
from build_tools.pages.parts.marks import label
from build_tools.pages.parts.names import address, listed
from build_tools.pages.parts.page import Page, sorted_by_date
from build_tools.pages.parts.rows import by_kind, groups
from build_tools.pages.records.lineage import HEADING, lineage, relayed
from build_tools.pages.words import GROUPS, STANDINGS, language


def document_page(dossier: Dossier, document: Document) -> str:
    page = Page(dossier, address(document))
    elsewhere = dossier.corpus.naming(document, Quote, "source_text")
    return page.render(
        document.title,
        f"What is taken from {document.title}, and where its text comes from.",
        _origin(page, document),
        _at_a_glance(page, document),
        _facts(page, document),
        mu.disclosure("Its address, its reference, and the text as it was read", _text(page, document)),
        page.note(document.note),
        page.section(HEADING, lineage(page, document)),
        page.section("Like texts that do not come from it", mu.bullets(_distinctions(page, document))),
        fall_section(page, document.id, "If this source falls"),
        page.section(
            "Interests that it discloses",
            mu.bullets(mu.text(i.statement) + page.cite(i.evidence) for i in document.interests),
        ),
        page.section("Its words as others quote them", mu.bullets(_quote(page, quote) for quote in elsewhere)),
        page.section("What is taken from it", groups(_taken(page, document))),
    )


def _origin(page: Page, document: Document) -> str:
    """Who wrote it, where it was published, and when."""
    authors = [mu.text(author.literal or f"{author.given or ''} {author.family or ''}") for author in document.author]
    outlet = page.corpus.actors[document.outlet].name if document.outlet else ""
    place = document.container_title or document.publisher or outlet
    issued = str(document.issued or "at a date that is not known")
    return mu.sentence(", ".join(filter(None, (listed(authors), mu.emphasis(mu.text(place)) if place else "", issued))))


def _at_a_glance(page: Page, document: Document) -> str:
    """Of what standing it is, whether it was read and its words verified, and where to read it."""
    read = "" if document.word_count else mu.span("label", "Not read here; another document names it")
    return glance(
        label(STANDINGS[document.standing]),
        read + page.cite(document.evidence) if read else "",
        verdict_mark(page.dossier.verification.from_document(document.id)),
        *_where(page.dossier.access(document)),
    )


def _where(access: Access) -> Iterator[str]:
    """Links to where it can be read; the archived copy alone once the original is gone, and since when it is."""
    yield mu.link("Read it", access.read) if access.live else ""
    yield mu.link("Archived copy", access.copy) if access.copy else ""
    yield mu.span("label", gone(access)) if access.dead else ""


def _facts(page: Page, document: Document) -> str:
    authors = [page.actor(author.actor) for author in document.author if author.actor]
    issued = f"{document.issued}." if document.issued else "At a date that is not known."
    return mu.terms(
        [
            ("Published", mu.phrase(mu.capital(issued), mu.text(document.dated_by or ""))),
            ("Publisher", page.actor(document.outlet) if document.outlet else ""),
            ("Author", ", ".join(authors)),
        ]
    )


def _text(page: Page, document: Document) -> str:
    """What it takes to find the text again, and to see that it is the one that was read."""
    return mu.terms(
        [
            ("Language", mu.text(language(document.language))),
            ("Address", mu.link(mu.text(document.URL), document.URL) if document.URL else ""),
            ("Read", _read(document)),
            ("Reference", reference(document)),
            ("Verified", _verified(page, document)),
        ]
    )


def _read(document: Document) -> str:
    length = f"{document.word_count:,} words" if document.word_count else ""
    return mu.capital(", ".join(filter(None, (str(document.accessed or ""), length))))


def _verified(page: Page, document: Document) -> str:
    """How many of the words taken from it were found in the text as it was read, and the sum of that text."""
    verdicts = page.dossier.verification.from_document(document.id)
    sums = sorted({entry.capture for verdict in verdicts for entry in verdict.entries})
    if not sums:
        return "No text of it was kept, so that no words can be compared." if verdicts else ""
    verified = sum(verdict.verdict == "verified" for verdict in verdicts)
    stand = f"{verified} of the {len(verdicts)} passages, quotes and names taken from it stand in it word for word."
    return f"{stand} {mu.span('fingerprint', f'Fingerprint of the text as it was read (SHA-256): {mu.code(sums[0])}')}"


def _distinctions(page: Page, document: Document) -> Iterator[str]:
    """Documents that share its wording and have it from elsewhere, whichever of the two says so, and why."""
    for other, reason in page.corpus.declared(document, "distinct_from"):
        yield f"{page.document(other)} {mu.text(reason)}"


def _taken(page: Page, document: Document) -> dict[str, list[str]]:
    """What rests on its words, in lists: quotes, statements by kind, what others relay from it, and all else by kind."""
    resting = _resting(page, document)
    quotes = [_quote(page, quote) for quote in page.corpus.naming(document, Quote, "document")]
    claims = sorted_by_date((one for one in resting if isinstance(one, Claim)), page.corpus)
    lists = {GROUPS["quotes"]: quotes} | by_kind(claims, lambda claim: _line(page, claim, resting[claim]))
    lists["Statements that others relay from it"] = relayed(page, document)
    others = [record for record in resting if not isinstance(record, Claim | Quote) and record != document]
    for kind, words in GROUPS.items():
        lists.setdefault(words, [_line(page, one, resting[one]) for one in others if kind_of(one) == kind])
    return lists


def _resting(page: Page, document: Document) -> Mapping[Record, Sequence[Citation]]:
    """The records that rest on its words, in order, each with what it takes."""
    resting: dict[Record, list[Citation]] = {}
    for record, citation in page.corpus.citations_from(document):
        resting.setdefault(record, []).append(citation)
    return resting


def _quote(page: Page, quote: Quote) -> str:
    return f"{page.link(quote, f'“{quote.text}”')} — {page.actor(quote.speaker)}"


def _line(page: Page, record: Record, citations: Sequence[Citation]) -> str:
    """A record with the words that it takes: here they need no note, since the page is their source."""
    return f"{page.link(record)} {' · '.join(dict.fromkeys(map(page.notes.words, citations)))}"
