"""The whole reasoning behind a record, as data and in words: what `explain ID` prints."""

from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any

from cattrs import Converter

from build_tools.corpus import kind_of
from build_tools.dates import Date
from build_tools.derive import Dossier, once
from build_tools.derive.origins.origins import Chain, called
from build_tools.derive.verbatim.verdicts import Verdict
from build_tools.excerpts import citations_of
from build_tools.finding import printable
from build_tools.jsontext import as_data
from build_tools.model import CLASSES, Actor, Citation, Claim, Commitment, Document, Event, Evidence, Quote, Record
from build_tools.prose import Briefing

Data = dict[str, Any]


def explanation(dossier: Dossier, record: Record | Briefing) -> Data:
    """Everything that is computed of a record, with its reasons, as JSON has it: text, numbers, lists and mappings."""
    told: Data = {"record": f"{kind_of(record)}/{record.id}", "as_of": dossier.day.isoformat()}
    if isinstance(record, Briefing):
        return told | {"rests_on": sorted({mention.id for mention in record.mentions})}
    plain = _plain(dossier)
    verdicts = [_told(verdict, plain) for verdict in _verdicts(dossier, record)]
    return told | {"words": verdicts} | {name: plain(value) for name, value in _derived(dossier, record).items()}


def _derived(dossier: Dossier, record: Record) -> Data:
    """What follows from the records for one of them, by its kind."""
    corpus = dossier.corpus
    match record:
        case Claim():
            return {
                "statement": record.statement,
                "evidence": record.evidence,
                "origins": dossier.origins(record),
                "conflicts": dossier.conflicts_of(record),
                "compatible_with": record.compatible_with,
                "bears_on": record.bears_on,
                "statuses": {bearing.commitment: dossier.statuses[bearing.commitment] for bearing in record.bears_on},
                "changes_without": dossier.falls_that_change(record),
                "statuses_without_it": dossier.restated_without(record),
            }
        case Commitment():
            claims = corpus.claims_on(record)
            return {
                "undertaking": record.undertaking,
                "status": dossier.statuses[record.id],
                "origins": dossier.origins(record),
                "searched_in_vain": record.searches,
                "conflicts": [conflict for claim in claims for conflict in dossier.conflicts_of(claim)],
                "changes_without": dossier.falls_that_change(record),
            }
        case Document():
            return {
                "derives_from": dossier.lineage.parents(record.id),
                "derived": dossier.lineage.children(record.id),
                "same_text": dossier.lineage.texts.of(record.id),
                "resembles": list(dossier.resembling.get(record.id, ())),
                "without_it": dossier.falls.get(record.id),
            }
        case Quote():
            return {
                "utterance": dossier.utterances.get(record.utterance or ""),
                "claims": corpus.naming(record, Claim, "evidence"),
            }
        case Actor():
            return {"claims": corpus.knowledge_of(record), "without_their_word": dossier.falls.get(record.id)}
        case Event():
            return {"claims": corpus.naming(record, Claim, "event")}


def _verdicts(dossier: Dossier, record: Record) -> Iterator[Verdict]:
    """The verdicts on the words of a record, and on those of the quotes that it cites."""
    yield from dossier.verification.of(record)
    for id in dict.fromkeys(citation.quote for _, citation in citations_of(record) if citation.quote):
        yield from dossier.verification.of(dossier.corpus.quotes[id])


def _told(verdict: Verdict, plain: Callable[[object], Any]) -> Data:
    """The verdict on a stretch of words, and where in its document it stands."""
    return {
        "record": f"{kind_of(verdict.excerpt.record)}/{verdict.excerpt.record.id}",
        "field": ".".join(map(str, verdict.excerpt.path)),
        "words": verdict.excerpt.words,
        "document": verdict.excerpt.document,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "selectors": plain(verdict.entries),
    }


@once
def _plain(dossier: Dossier) -> Callable[[object], Any]:
    """From results to what JSON has: dates and records as text, citations with their words, chains in words too."""
    corpus = dossier.corpus

    def cited(citation: Citation) -> Data:
        return {"document": corpus.source_of(citation).id, "words": corpus.words_of(citation)}

    converter = Converter()
    for record in CLASSES.values():
        converter.register_unstructure_hook(record, attrgetter("id"))
    converter.register_unstructure_hook(Date, attrgetter("text"))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Citation, cited)
    converter.register_unstructure_hook(Evidence, lambda item: {**vars(item), **cited(item)})
    converter.register_unstructure_hook(
        Chain,
        lambda chain: {
            "words": chain.words(lambda step: called(corpus, step.id)),
            "steps": converter.unstructure(chain.steps),
        },
    )
    return lambda value: as_data(converter.unstructure(value))


IN_DATA_ONLY = ("steps", "selectors")  # what the words beside them say already


def in_words(told: Data) -> str:
    """An explanation as an outline for a terminal: a line for each thing that is said, under what it belongs to."""
    return "\n".join(_outline(told))


def _outline(told: Data) -> Iterator[str]:
    for name, value in told.items():
        label = name.replace("_", " ")
        if name in IN_DATA_ONLY or value in (None, "", [], {}, False):
            continue
        if isinstance(value, dict):
            yield f"{label}:"
            yield from _indented(_outline(value))
        elif isinstance(value, list):
            yield f"{label}:"
            for item in value:
                lines = list(_outline(item)) if isinstance(item, dict) else [printable(str(item))]
                yield from (f"{'  - ' if number == 0 else '    '}{line}" for number, line in enumerate(lines))
        else:
            yield f"{label}: {printable(str(value))}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
