"""One entry of a file of references, or a page, as a CSL-JSON item; and which type of CSL a word of a format stands for.

The words are read from the table by which `bibliography` writes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.bibliography import TYPES
from build_tools.finding import shown
from build_tools.writing.metadata.item import Item


@dataclass(frozen=True)
class Entry:
    """One entry of a file as a CSL-JSON item, and what is doubtful of it by the name of the field."""

    key: str
    item: Item
    doubts: Mapping[str, str] = field(default_factory=dict)


def types_of(column: int) -> dict[str, list[str]]:
    """The types of CSL that a word of BibTeX (column 0) or RIS (column 1) can stand for."""
    found: dict[str, list[str]] = {}
    for csl, words in TYPES.items():
        found.setdefault(words[column], []).append(csl)
    return found


def typed(word: str, types: list[str]) -> tuple[str | None, dict[str, str]]:
    """The first type that a word stands for, and the doubt where it stands for several."""
    if not types:
        return word, {}
    doubt = {"type": f"The file says {shown(word)}, which can be any of: {', '.join(types)}."}
    return types[0], doubt if len(types) > 1 else {}
