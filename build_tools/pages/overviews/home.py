"""The home page: how many commitments, by whom and in what state; what changed last, what is weak, what is in dispute."""

from collections import Counter
from collections.abc import Iterable

from build_tools import markup as mu
from build_tools.derive import Dossier
from build_tools.derive.conflicts.conflicts import Conflict
from build_tools.derive.status.status import Step
from build_tools.derive.variants.renderings import Utterance
from build_tools.model import Claim, Commitment
from build_tools.pages.overviews.pictures import share
from build_tools.pages.parts.conflicts import judgement
from build_tools.pages.parts.marks import origins_mark, sign
from build_tools.pages.parts.names import either, listed, shortened
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.sides import Sides
from build_tools.pages.parts.status import as_of
from build_tools.pages.words import counted

_SHOWN = 5  # of a list of which the rest is a click away
_SIDES = 12


def home(dossier: Dossier) -> str:
    corpus = dossier.corpus
    page = Page(dossier, "index.md")
    return page.render(
        corpus.site.title,
        corpus.site.introduction,
        mu.text(corpus.site.introduction),
        _answer(page),
        mu.block(
            "panels wide",
            _panel(page, "How far they have come", _states(page)),
            _panel(page, "Who is to act", *_actors(page)),
            _panel(page, "Latest changes", _changes(page), _more(page, "timeline/index.md", "Everything by its day")),
            _panel(
                page, "On one origin", _single(page), _more(page, "origins/index.md", "All that rests on one origin")
            ),
            _panel(
                page,
                "Where sources disagree",
                _disputes(page),
                _more(page, "disagreements/index.md", "All disagreements"),
            ),
            _panel(
                page,
                "The same words, printed differently",
                _versions(page),
                _more(page, "quotes/index.md", "All quotes"),
            ),
        ),
        page.section("How to read the marks", _marks(page)),
        page.section("Briefings", mu.bullets(page.link(briefing) for briefing in corpus.briefings.values())),
        page.section("What is on record", _counts(page)),
        wide=True,
    )


def _panel(page: Page, heading: str, *blocks: str) -> str:
    return mu.block("panel", page.section(heading, *blocks)) if any(blocks[:1]) else ""


def _more(page: Page, path: str, words: str) -> str:
    return mu.paragraph(page.way(path, words), "more")


def _answer(page: Page) -> str:
    """In a sentence what has become of all commitments, and the ways to look for one."""
    stages = Counter(_stage(page, commitment) for commitment in page.corpus.commitments.values())
    shown = [f"{stages[stage]} {either(words)}" for stage, words in _STAGES.items() if stages[stage]]
    missing = [word for stage, words in _STAGES.items() if not stages[stage] for word in words]
    none = [f"none {either(missing)}"] if missing else []
    total = counted(len(page.corpus.commitments), "commitment")
    found = f"Of {total}, the record shows {listed([*shown, *none])}."
    ways = mu.bullets(page.way(path, words) for path, words in _WAYS.items())
    return mu.blocks(mu.block("answer", mu.phrase(found, as_of(page))), mu.block("ways", ways))


_STAGES = {"begun": ["begun"], "kept": ["kept"], "failed": ["broken", "withdrawn"]}
_WAYS = {
    "commitments/index.md": "All commitments",
    "parties/index.md": "Who owes whom",
    "timeline/index.md": "Timeline",
    "actors/index.md": "People and organisations",
    "lookup/index.md": "Look up an article",
}


def _stage(page: Page, commitment: Commitment) -> str:
    status = page.dossier.statuses[commitment.id].id
    return page.corpus.rubric.statuses[status].stage if status else "none"


def _states(page: Page) -> str:
    """Each status that some have, with how many, as a bar; it leads to those."""
    found = Counter(page.dossier.statuses[id].id for id in page.corpus.commitments)
    order = [id for id in page.corpus.rubric.statuses if id in found]
    return mu.bullets(
        _bar(page.status(id), found[id], len(page.corpus.commitments), page.board(status=id)) for id in order
    )


def _actors(page: Page) -> tuple[str, str]:
    """Each side that is to act, with how many commitments it has; those of several sides count for each. Of many, the first."""
    sides = Sides(page.corpus)
    acting = Counter(side for one in page.corpus.commitments.values() for side in sides.all_of(one.promisors))
    total = len(page.corpus.commitments)
    most = sorted(acting.items(), key=lambda item: (-item[1], item[0]))
    bars = mu.bullets(
        _bar(mu.text(side.name), number, total, page.board(side=side.id)) for side, number in most[:_SIDES]
    )
    rest = len(most) - _SIDES
    return bars, _more(page, "parties/index.md", counted(rest, "further side")) if rest > 0 else ""


def _bar(words: str, number: int, of: int, address: str) -> str:
    told = mu.link(counted(number, "commitment"), address)
    return f"{words} {told}{share(number, of)}"


def _changes(page: Page) -> str:
    """The statuses last taken, the latest first."""
    taken = [
        (step, page.corpus.commitments[id])
        for id, status in page.dossier.statuses.items()
        for step in status.established
    ]
    taken.sort(key=lambda entry: (entry[0].since.latest, entry[0].since.earliest, entry[1].id), reverse=True)
    return mu.bullets(_change(page, step, commitment) for step, commitment in taken[:_SHOWN])


def _change(page: Page, step: Step, commitment: Commitment) -> str:
    return f"{mu.sentence(str(step.since))} {page.status(step.status)} {page.link(commitment)}"


def _single(page: Page) -> str:
    """How much rests on one origin or on none that is sure, and where most documents only seem to be several."""
    commitments = _on_one(page, page.corpus.commitments.values())
    claims = _on_one(page, page.corpus.claims.values())
    summary = (
        f"{len(commitments)} of {counted(len(page.corpus.commitments), 'commitment')} and {len(claims)} of "
        f"{counted(len(page.corpus.claims), 'statement')} rest on one origin, however many documents repeat them:"
    )
    unnamed = sum(
        {origin.kind for origin in page.dossier.origins(one).origins} == {"unnamed-sources"} for one in claims
    )
    most = sorted(commitments, key=lambda record: (-len(page.dossier.origins(record).documents), record.id))
    lines = (f"{origins_mark(page.dossier.origins(one))} {page.link(one)}" for one in most[:3])
    only = page.way(
        "origins/index.md#on-unnamed-people-only", f"{counted(unnamed, 'statement')} on unnamed people only"
    )
    return mu.blocks(summary, mu.bullets((*lines, only)))


def _on_one(page: Page, records: Iterable[Claim | Commitment]) -> list[Claim | Commitment]:
    return [record for record in records if page.dossier.origins(record).at_most == 1]


def _disputes(page: Page) -> str:
    """The first disagreements: how sure each is, and its sides."""
    return mu.bullets(_dispute(page, conflict) for conflict in page.dossier.conflicts[:_SHOWN])


def _dispute(page: Page, conflict: Conflict) -> str:
    claims = (page.corpus.claims[id] for id in conflict.sides)
    sides = mu.bullets(page.link(claim, shortened(claim.statement)) for claim in claims)
    return mu.blocks(judgement(conflict), sides)


def _versions(page: Page) -> str:
    return mu.bullets(_version(page, one) for one in list(page.dossier.utterances.values())[:_SHOWN])


def _version(page: Page, utterance: Utterance) -> str:
    """An utterance by its first words, and in which documents it is printed."""
    quotes = [rendering.quote for rendering in utterance.renderings]
    where = listed([page.source(page.corpus.documents[quote.document]) for quote in quotes])
    changes = "The meaning changes." if any(quote.changes_meaning for quote in quotes) else ""
    return mu.phrase(page.link(utterance.base), f"— in {where}.", changes)


def _marks(page: Page) -> str:
    statuses = page.corpus.rubric.statuses.values()
    signs = ", ".join(f"{sign(term.sign)}{mu.text(term.name)}" for term in statuses)
    return mu.phrase(
        f"A rounded mark says how far a commitment has come ({signs}); a square one in how many documents something "
        "stands, and how many knew it first-hand; a numbered note holds the words themselves.",
        f"{page.way('how-to-read.md', 'How to read this site')}.",
    )


def _counts(page: Page) -> str:
    corpus = page.corpus
    read = sum(document.word_count is not None for document in corpus.documents.values())
    lines = [
        ("commitments", counted(len(corpus.commitments), "commitment")),
        ("claims", counted(len(corpus.claims), "statement")),
        ("disagreements", counted(len(page.dossier.conflicts), "disagreement")),
        ("quotes", counted(len(corpus.quotes), "quote")),
        ("actors", f"{len(corpus.actors)} people and organisations"),
        ("events", counted(len(corpus.events), "event")),
        ("documents", f"{counted(len(corpus.documents), 'source')}, {read} of them read word by word"),
    ]
    verdicts = page.dossier.verification
    verified = (
        f"{verdicts.counted('verified')} of {len(verdicts.verdicts)} passages, quotes and names verified word for word"
    )
    return mu.bullets([*(page.index(kind, words) for kind, words in lines), verified])
