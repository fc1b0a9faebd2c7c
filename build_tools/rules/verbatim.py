"""Words stand in their documents as the records have them: what the verdicts say, as findings."""

from collections.abc import Iterator

from build_tools.derive import Dossier
from build_tools.derive.verbatim.nearest import QUOTED
from build_tools.derive.verbatim.verdicts import VERDICTS
from build_tools.finding import shown
from build_tools.rules.rule import DerivedRule, Problem
from build_tools.signs import named

_SOFT_HYPHEN = "\u00ad"  # no text of a document keeps one
_LOCK = "`python -m build_tools lock`"


def altered(dossier: Dossier) -> Iterator[Problem]:
    """Passages, quotes and names are verbatim: no word differs from the document, and none has changed since it was verified."""
    return _told(dossier, "altered", "restore the words of the document")


def not_found(dossier: Dossier) -> Iterator[Problem]:
    """Passages, quotes and names stand in the document that the record names."""
    return _told(dossier, "not-found", "copy words that stand in it, or name the document in which these stand")


def moved(dossier: Dossier) -> Iterator[Problem]:
    """Words stand where they were found when they were verified."""
    return _told(dossier, "moved", f"if these words are meant, {_LOCK} takes them as verified")


def not_yet_verified(dossier: Dossier) -> Iterator[Problem]:
    """Words from a document that was captured are verified against its capture."""
    return _told(dossier, "not-yet-verified", f"run {_LOCK} where the capture is")


def capture_changed(dossier: Dossier) -> Iterator[Problem]:
    """Words were verified in the capture that is here."""
    return _told(dossier, "capture-changed", f"restore that text, or let {_LOCK} verify the words in this one")


def _told(dossier: Dossier, verdict: str, remedy: str) -> Iterator[Problem]:
    for told in dossier.verification.verdicts:
        if told.verdict == verdict:
            why = told.reason or VERDICTS[verdict]
            what_to_do = "leave the marks out" if why == QUOTED else remedy
            if _SOFT_HYPHEN in told.excerpt.words:
                what_to_do = f"remove the soft hyphen ({named(_SOFT_HYPHEN)}) that came along when they were copied: it does not show"
            message = f'{shown(told.excerpt.words)}, from "{told.excerpt.document}": {why}; {what_to_do}'
            yield told.excerpt.record, told.excerpt.path, message


def miscounted(dossier: Dossier) -> Iterator[Problem]:
    """The length of a document is that of its capture, since the share that may be quoted goes by it."""
    for id, capture in dossier.captures.items():
        document, count = dossier.corpus.documents[id], len(capture.text.split())
        if document.word_count not in (None, count):
            yield document, ("word_count",), f"the capture has {count} words; correct the number"


UNTRUE: tuple[DerivedRule, ...] = (altered, not_found)  # no lock can mend these
RULES: tuple[DerivedRule, ...] = (*UNTRUE, moved, not_yet_verified, capture_changed, miscounted)
