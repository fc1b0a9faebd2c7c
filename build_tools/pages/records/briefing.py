"""The page of a briefing: its prose, each citation of a record turned into notes, and the records that it tells of."""

from build_tools import markup as mu
from build_tools.corpus import by_date_made, kind_of
from build_tools.derive import Dossier
from build_tools.mentions import Mention
from build_tools.model import Citation, Claim, Commitment, Document, Quote, Record
from build_tools.pages.parts.marks import origins_mark
from build_tools.pages.parts.names import address
from build_tools.pages.parts.page import Page, sorted_by_date
from build_tools.pages.parts.rows import commitments, groups
from build_tools.pages.parts.status import as_of
from build_tools.pages.words import GROUPS
from build_tools.prose import Briefing


def briefing_page(dossier: Dossier, briefing: Briefing) -> str:
    page = Page(dossier, address(briefing))
    cited = _cited(page, briefing)
    told = sorted((one for one in cited if isinstance(one, Commitment)), key=by_date_made)
    return page.render(
        briefing.title,
        f"A briefing: {briefing.title}",
        mu.block("prose", mu.Block(briefing.html([_words(page, mention) for mention in briefing.mentions]))),
        page.section("Commitments that it tells of", as_of(page) if told else "", commitments(page, told)),
        page.section("What else it rests on", groups(_others(page, cited))),
    )


def _words(page: Page, mention: Mention) -> str:
    record = page.corpus.record(mention.id)
    assert record is not None
    if mention.words is not None:
        return page.link(record, mention.words)
    match record:
        case Claim():
            return page.cite(record.evidence)
        case Quote():
            return page.cite([Citation(quote=record.id)])
        case Document():
            return page.notes.mark_document(record)
        case _:
            raise AssertionError(f"{kind_of(record)} cannot be cited; load.py refuses it")


def _cited(page: Page, briefing: Briefing) -> list[Record]:
    """The records that a briefing mentions, each once, in the order of its prose."""
    ids = dict.fromkeys(mention.id for mention in briefing.mentions)
    found = (page.corpus.record(id) for id in ids)
    return [record for record in found if record and not isinstance(record, Briefing)]


def _others(page: Page, cited: list[Record]) -> dict[str, list[str]]:
    """What is cited besides commitments, by kind; statements with the count of their origins."""
    claims = sorted_by_date((one for one in cited if isinstance(one, Claim)), page.corpus)
    lists = {GROUPS["claims"]: [f"{page.link(one)} {origins_mark(page.dossier.origins(one))}" for one in claims]}
    for kind, words in GROUPS.items():
        if kind not in ("claims", "commitments"):
            lists[words] = [page.link(one) for one in cited if kind_of(one) == kind]
    return lists
