"""The pages at the addresses that records had before they were renamed: each leads to the record."""

from collections.abc import Iterator

from build_tools import markup as mu
from build_tools import sheet
from build_tools.corpus import Corpus, kind_of
from build_tools.derive import Dossier
from build_tools.model import Record
from build_tools.pages.parts.names import address, title
from build_tools.prose import Briefing


def moved_pages(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """The path of each such page, relative to docs/, and its text."""
    for old, record in sorted(dossier.corpus.formerly.items()):
        yield f"{kind_of(record)}/{old}.md", _page(dossier.corpus, record)


def _page(corpus: Corpus, record: Record | Briefing) -> str:
    """The theme's redirect.html makes a page of this that browsers leave at once."""
    name = title(record, corpus)
    return sheet.page(
        name,
        name,
        mu.phrase("This page has moved:", mu.link(mu.text(name), f"../{record.id}/")),
        matter={
            "template": "redirect.html",
            "moved_to": f"{address(record).removesuffix('.md')}/",
            "search": {"exclude": True},
        },
    )
