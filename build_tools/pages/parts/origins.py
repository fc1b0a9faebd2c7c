"""Who knew something first-hand, on the page of whatever rests on it."""

from build_tools import markup as mu
from build_tools.derive.origins.origins import Origin, Origins
from build_tools.derive.origins.voices import KIND_WORDS
from build_tools.pages.parts.marks import origins_mark
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.trees import chains_tree


def origins_section(page: Page, origins: Origins) -> str:
    """How many documents and origins there are, and the ways from whoever knew it to the documents."""
    return page.section("Who knew it", origins_mark(origins), *(_origin(page, origin) for origin in origins.origins))


def _origin(page: Page, origin: Origin) -> str:
    """An origin: of what kind it is, and the ways from it to the documents, as a picture that is a list."""
    return mu.blocks(f"{mu.capital(KIND_WORDS[origin.kind])}:", chains_tree(page, origin.chains))
