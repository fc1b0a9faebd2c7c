"""The home page, and the indexes of commitments and of briefings."""

from collections.abc import Callable, Sequence

from build_tools import markdown as md
from build_tools.corpus import Corpus, by_date_made
from build_tools.derive import Dossier
from build_tools.model import Commitment
from build_tools.pages.page import Page, listed
from build_tools.pages.status import as_of, status_line


def home(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "index.md")
    return page.render(
        corpus.site.title,
        corpus.site.introduction,
        md.text(corpus.site.introduction),
        _how_to_read(page),
        *_promises(page, _promise),
        page.section("Briefings", md.bullets(page.link(briefing) for briefing in corpus.briefings.values())),
        page.section("What is on record", _counts(page)),
    )


def commitments_index(dossier: Dossier) -> str:
    page = Page(dossier, "commitments/index.md")
    lead = (
        "What was promised, planned or asked for, by whom and to whom. Each page says who reports it, in which words."
    )
    return page.render("Commitments", lead, md.paragraph(lead, as_of(page)), *_promises(page, _undertaking))


def briefings_index(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "briefings/index.md")
    lead = "What the record adds up to, in prose; each statement cites the record that it rests on."
    return page.render(
        "Briefings", lead, lead, md.bullets(page.link(briefing) for briefing in corpus.briefings.values())
    )


def _how_to_read(page: Page) -> str:
    words = "Every statement carries notes: the words that it rests on, and where they stand."
    return md.paragraph(words, as_of(page), f"{md.link('How to read this site', 'how-to-read.md')}.")


def _promises(page: Page, line: Callable[[Page, Commitment, Sequence[str]], str]) -> list[str]:
    """The commitments by who is to act, those with most to do first; requests apart, since nobody undertook them."""
    commitments = sorted(page.corpus.commitments.values(), key=by_date_made)
    groups: dict[tuple[str, ...], list[Commitment]] = {}
    for commitment in commitments:
        if commitment.form != "request":
            roots = {_root(page.corpus, id) for id in commitment.promisors}
            groups.setdefault(tuple(sorted(roots)), []).append(commitment)
    by_size = sorted(groups, key=lambda ids: (-len(groups[ids]), ids))
    sections = [
        page.section(
            listed([page.corpus.actors[id].name for id in ids]), md.bullets(line(page, c, ids) for c in groups[ids])
        )
        for ids in by_size
    ]
    requests = [line(page, commitment, ()) for commitment in commitments if commitment.form == "request"]
    return [*sections, page.section("Asked for, with no undertaking on record", md.bullets(requests))]


def _root(corpus: Corpus, id: str) -> str:
    """The widest body that an actor is part of."""
    while parent := corpus.actors[id].part_of:
        id = parent
    return id


def _promise(page: Page, commitment: Commitment, heading: Sequence[str]) -> str:
    said = ", ".join((*page.parties(commitment, known=heading), str(commitment.made)))
    return f"{page.link(commitment)} — {said}.{page.cite(page.making(commitment))} {status_line(page, commitment)}"


def _undertaking(page: Page, commitment: Commitment, heading: Sequence[str]) -> str:
    return md.paragraph(_promise(page, commitment, heading), md.text(commitment.undertaking))


def _counts(page: Page) -> str:
    corpus = page.corpus
    read = sum(document.word_count is not None for document in corpus.documents.values())
    lines = [
        ("commitments", f"{len(corpus.commitments)} commitments"),
        ("claims", f"{len(corpus.claims)} statements"),
        ("disagreements", f"{len(page.dossier.conflicts)} disagreements between them"),
        ("quotes", f"{len(corpus.quotes)} quotes"),
        ("actors", f"{len(corpus.actors)} people and organisations"),
        ("events", f"{len(corpus.events)} events"),
        ("documents", f"{len(corpus.documents)} sources, {read} of them read word by word"),
    ]
    verdicts = page.dossier.verification
    verified = (
        f"{verdicts.counted('verified')} of {len(verdicts.verdicts)} passages, quotes and names verified word for word"
    )
    return md.bullets([*(page.index(kind, words) for kind, words in lines), verified])
