"""The marks by which readers know a status and a count of origins at a glance: a sign, and the words for it."""

from collections.abc import Container

from build_tools import markup as mu
from build_tools.corpus import Corpus
from build_tools.derive.origins.origins import Origins
from build_tools.pages.words import counted

_DOUBTS = {"disputes": ("≠", "Disputed"), "qualifies": ("≈", "Qualified")}


def status_mark(corpus: Corpus, id: str | None) -> str:
    """A status with its sign; the sign and the name tell it, the colour only repeats them."""
    if not id:
        return mu.span("status", f"{sign('–')}No status", stage="none")
    term = corpus.rubric.statuses[id]
    return mu.span("status", f"{sign(term.sign)}{mu.text(term.name)}", stage=term.stage)


def origins_mark(origins: Origins) -> str:
    """How many documents say something, and how many origins that is: a dot for each that is sure, up to three."""
    sure = "●" * min(origins.at_least, 3) or "○"
    return mu.span("origins", sign(sure) + solidity(origins), origins="one" if origins.at_most < 2 else "several")


def solidity(origins: Origins) -> str:
    """In how many documents something stands, and how many independent origins it has: "4 documents, 1 origin"."""
    documents, least, most = counted(len(origins.documents), "document"), origins.at_least, origins.at_most
    if least == most:
        return f"{documents}, {counted(least, 'origin')}"
    if least == 0:
        return f"{documents}, at most {counted(most, 'origin')}"
    return f"{documents}, {least} to {most} origins"


def label(words: str, key: str = "") -> str:
    """Of what kind something is, in a word or two; `key` says whether it tells of what happened or of a report."""
    return mu.span("label", mu.text(words), **({"key": key} if key else {}))


def doubt_marks(directions: Container[str]) -> str:
    """Whether words on record dispute something, or qualify it, by the `directions` of evidence; each as a mark."""
    signs = (
        mu.span("doubt", f"{sign(character)}{words}", doubt=direction)
        for direction, (character, words) in _DOUBTS.items()
        if direction in directions
    )
    return mu.phrase(*signs)


def sign(characters: str) -> str:
    """A sign that is not read aloud, since words say the same."""
    return f'<span class="sign" aria-hidden="true">{mu.text(characters)}</span> '
