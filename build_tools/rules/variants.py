"""Words that resemble each other are tied together or told apart: quotes of one speaker, and whole documents."""

from collections.abc import Iterator, Set

from build_tools.derive import Dossier
from build_tools.derive.variants.copies import RUN, related
from build_tools.derive.variants.variants import LEAST_OF_TWO_SPEAKERS, act, alike, language, of_two_speakers, plain
from build_tools.model import Document, Quote
from build_tools.rules.rule import Problem


def unlinked_variant(dossier: Dossier) -> Iterator[Problem]:
    """Quotes of one speaker in similar words render one utterance, or are told apart with the reason."""
    for quote, other in dossier.likely_variants:
        message = (
            f'much the same words as "{other.id}"; give both one "utterance" if it is one act of speech, '
            f'or name "{other.id}" in "distinct_from" with the reason'
        )
        yield quote, ("text",), message


def words_of_two_speakers(dossier: Dossier) -> Iterator[Problem]:
    """The same words are one speaker's, or are told apart with the reason."""
    for quote, other in of_two_speakers(dossier.corpus):
        message = (
            f'"{other.id}" gives these words to "{other.speaker}"; correct one of the two, '
            f'or name "{other.id}" in "distinct_from" with the reason'
        )
        yield quote, ("speaker",), message


def unlinked_copy(dossier: Dossier) -> Iterator[Problem]:
    """Documents that share runs of words have a common descent on record, or are told apart with the reason."""
    apart = {
        frozenset((document.id, other.document))
        for document in dossier.corpus.documents.values()
        for other in document.distinct_from
    }
    for found in dossier.resemblances:
        earlier, later = found.earlier, found.later
        if frozenset((earlier.id, later.id)) not in apart and not related(dossier.corpus, earlier, later):
            message = (
                f'{100 * found.share:.0f} % of the shorter text stand in "{earlier.id}" too, in runs of {RUN} words; say in "derives_from" '
                f'where this text comes from, or name "{earlier.id}" in "distinct_from" with the reason'
            )
            yield later, (), message


def needless_distinction(dossier: Dossier) -> Iterator[Problem]:
    """What is told apart would else be taken for one, and is told apart on one side only."""
    for quote in dossier.corpus.quotes.values():
        for number, other in enumerate(quote.distinct_from):
            fault = _fault_of_quotes(quote, dossier.corpus.quotes[other.quote])
            if fault:
                yield quote, ("distinct_from", number, "quote"), fault
    resembling = {frozenset((found.earlier.id, found.later.id)) for found in dossier.resemblances}
    for document in dossier.corpus.documents.values():
        for number, item in enumerate(document.distinct_from):
            fault = _fault_of_documents(dossier, document, dossier.corpus.documents[item.document], resembling)
            if fault:
                yield document, ("distinct_from", number, "document"), fault


ITSELF = "nothing is distinct from itself; name the other one"
BOTH_SIDES = '"{}" says so already; leave one of the two, the other page shows it too'
UNLIKE = "nothing would take the two for one; leave this out"


def _fault_of_quotes(quote: Quote, other: Quote) -> str:
    if quote == other:
        return ITSELF
    if act(quote) == act(other):
        return f'"{other.id}" renders the same utterance; leave out this, or the utterance'
    if other.id < quote.id and quote.id in {back.quote for back in other.distinct_from}:
        return BOTH_SIDES.format(other.id)
    one, two = plain(quote.text), plain(other.text)
    of_two = one == two and one.count >= LEAST_OF_TWO_SPEAKERS
    resemble = alike(one, two) if quote.speaker == other.speaker else of_two
    return "" if resemble and language(quote) == language(other) else UNLIKE


def _fault_of_documents(dossier: Dossier, document: Document, other: Document, resembling: Set[frozenset[str]]) -> str:
    """Whether two documents resemble each other is judged only where the captures of both are here."""
    if document == other:
        return ITSELF
    if related(dossier.corpus, document, other):
        return f'"derives_from" ties this to "{other.id}"; leave out one of the two'
    if other.id < document.id and document.id in {back.document for back in other.distinct_from}:
        return BOTH_SIDES.format(other.id)
    pair = frozenset((document.id, other.id))
    return UNLIKE if pair <= dossier.captures.keys() and pair not in resembling else ""
