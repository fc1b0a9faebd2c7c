"""What was searched for and not found was searched for in texts that were read, and does not stand there."""

from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.finding import shown
from build_tools.rules.rule import DerivedRule, Problem, Rule


def unread_search(corpus: Corpus) -> Iterator[Problem]:
    """A document that was searched was read, and its length is known."""
    for commitment in corpus.commitments.values():
        for number, search in enumerate(commitment.searches):
            for place, id in enumerate(search.documents):
                if corpus.documents[id].word_count is None:
                    message = f'"{id}" has no "word_count": nobody kept its text, so that it cannot have been searched; read it, or leave it out'
                    yield commitment, ("searches", number, "documents", place), message


def searched_before_published(corpus: Corpus) -> Iterator[Problem]:
    """A document was searched no earlier than it was published."""
    for commitment in corpus.commitments.values():
        for number, search in enumerate(commitment.searches):
            for id in search.documents:
                issued = corpus.documents[id].issued
                if issued and search.on.latest < issued.earliest:
                    message = f'searched {search.on}, and "{id}" was published {issued}; correct one of the dates'
                    yield commitment, ("searches", number, "on"), message


def found_after_all(dossier: Dossier) -> Iterator[Problem]:
    """Words that were searched for in vain stand in none of the documents that were searched."""
    for hit in dossier.searches.hits:
        message = (
            f'{shown(hit.words)} stands in "{hit.document}"; read it there and record what it says, '
            f"or search for words that only an answer would have"
        )
        yield hit.commitment, hit.path, message


RULES: tuple[Rule, ...] = (unread_search, searched_before_published)
DERIVED_RULES: tuple[DerivedRule, ...] = (found_after_all,)
