"""The marks by which readers know a status and a count of origins at a glance: a sign, and the words for it."""

from build_tools import markdown as md
from build_tools.corpus import Corpus
from build_tools.derive.origins.origins import Origins
from build_tools.pages.words import counted


def status_mark(corpus: Corpus, id: str | None) -> str:
    """A status with its sign, as Markdown; the sign and the name tell it, the colour only repeats them."""
    if not id:
        return md.span("status", f"{sign('–')}No status", stage="none")
    term = corpus.rubric.statuses[id]
    return md.span("status", f"{sign(term.sign)}{md.text(term.name)}", stage=term.stage)


def origins_mark(origins: Origins) -> str:
    """How many documents say something, and how many origins that is: a dot for each that is sure, up to three."""
    sure = "●" * min(origins.at_least, 3) or "○"
    return md.span("origins", sign(sure) + solidity(origins), origins="one" if origins.at_most < 2 else "several")


def solidity(origins: Origins) -> str:
    """In how many documents something stands, and how many independent origins it has: "4 documents, 1 origin"."""
    documents, least, most = counted(len(origins.documents), "document"), origins.at_least, origins.at_most
    if least == most:
        return f"{documents}, {counted(least, 'origin')}"
    if least == 0:
        return f"{documents}, at most {counted(most, 'origin')}"
    return f"{documents}, {least} to {most} origins"


def sign(characters: str) -> str:
    """A sign that is not read aloud, since words say the same."""
    return f'<span class="sign" aria-hidden="true">{md.text(characters)}</span> '
