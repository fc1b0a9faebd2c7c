"""The page of a briefing: its prose, each citation of a record turned into notes."""

from build_tools.corpus import kind_of
from build_tools.derive import Dossier
from build_tools.model import Citation, Claim, Document, Quote
from build_tools.pages.page import Page, address
from build_tools.prose import Briefing, Mention


def briefing_page(dossier: Dossier, briefing: Briefing) -> str:
    page = Page(dossier, address(briefing))
    replaced = {mention: _words(page, mention) for mention in briefing.mentions}
    return page.render(briefing.title, f"A briefing: {briefing.title}", briefing.body(replaced))


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
