"""What things are called: a record's page and where it lies, the forms of commitments, lists in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools import markup as mu
from build_tools.corpus import Corpus, kind_of, name_of
from build_tools.model import Quote, Record
from build_tools.prose import Briefing

LONGEST_TITLE = 90


@dataclass(frozen=True)
class Form:
    """The words for a form of commitment."""

    name: str
    by: str
    to: str


FORMS = {
    "promise": Form("A promise", "Promised by", "Promised to"),
    "plan": Form("A plan, promised to nobody in particular", "Planned by", "Addressed to"),
    "request": Form("A request; no undertaking is on record", "Asked of", "Asked by"),
}


def address(record: Record | Briefing) -> str:
    """The path of a record's page, relative to docs/."""
    return f"{kind_of(record)}/{record.id}.md"


def title(record: Record | Briefing, corpus: Corpus) -> str:
    """What a record's page is called."""
    if isinstance(record, Quote):
        return f"{corpus.actors[record.speaker].name}: “{shortened(record.text)}”"
    return name_of(record)


def shortened(value: str) -> str:
    """Text cut at a word, with an ellipsis where something was cut off."""
    value = mu.one_line(value)
    cut = value[:LONGEST_TITLE]
    return value if value == cut else (cut.rpartition(" ")[0] or cut).rstrip(",;:") + " …"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a", "a and b", "a, b and c"."""
    return _joined(words, " and ")


def either(words: Sequence[str]) -> str:
    """Words as alternatives in a sentence: "a", "a or b", "a, b or c"."""
    return _joined(words, " or ")


def _joined(words: Sequence[str], last: str) -> str:
    return last.join(filter(None, (", ".join(words[:-1]), *words[-1:])))
