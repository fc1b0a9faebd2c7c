"""Dates in order: nothing is quoted before it was said, and nothing happens to a promise before it was made."""

from collections.abc import Iterator
from datetime import date, timedelta

from build_tools.corpus import Corpus
from build_tools.dates import Date
from build_tools.model import Record
from build_tools.plain import Path
from build_tools.rules.rule import Problem


def in_the_future(corpus: Corpus) -> Iterator[Problem]:
    """Nothing was published, read, said, searched or corrected on a day that is yet to come."""
    documents = corpus.documents.values()
    done: tuple[tuple[Record, Path, Date | None], ...] = (
        *((one, (field,), getattr(one, field)) for one in documents for field in ("issued", "accessed")),
        *((quote, ("said",), quote.said) for quote in corpus.quotes.values()),
        *((c, ("searches", n, "on"), s.on) for c in corpus.commitments.values() for n, s in enumerate(c.searches)),
        *((r, ("corrections", n, "on"), c.on) for r in corpus.records() for n, c in enumerate(r.corrections)),
    )
    tomorrow = date.today() + timedelta(days=1)  # where the day begins first, it is that already
    for record, path, day in done:
        if day and day.earliest > tomorrow:
            yield record, path, f"{day} is yet to come; correct the date"


def read_after_the_day(corpus: Corpus) -> Iterator[Problem]:
    """The day as of which statuses are told is no earlier than that of any document that was read: else it counts for nothing."""
    read = [one for one in corpus.documents.values() if one.word_count is not None and one.issued]
    newest = max(read, key=lambda one: one.issued.earliest if one.issued else date.min, default=None)
    if newest and newest.issued and newest.issued.earliest > corpus.site.as_of.latest:
        message = (
            f'"{newest.id}" is newer ({newest.issued}), and would count for no status; write its day, or a later one'
        )
        yield corpus.site, ("as_of",), message


def quoted_before_said(corpus: Corpus) -> Iterator[Problem]:
    """A quote is said no later than its document is published, nor is the event at which it was said later."""
    for quote in corpus.quotes.values():
        issued = corpus.documents[quote.document].issued
        event = corpus.events[quote.event].date if quote.event else None
        for field, said in (("said", quote.said), ("event", event)):
            if issued and said and said.earliest > issued.latest:
                yield quote, (field,), f"said {said}, in a document published {issued}; correct one of the dates"


def published_before_its_source(corpus: Corpus) -> Iterator[Problem]:
    """A document that derives from another is published no earlier than that one."""
    for document in corpus.documents.values():
        for number, descent in enumerate(document.derives_from):
            parent = corpus.documents[descent.document].issued if descent.document else None
            if document.issued and parent and document.issued.latest < parent.earliest:
                message = f'published {document.issued}, and "{descent.document}" {parent}; correct one of the dates, or turn the descent round'
                yield document, ("derives_from", number, "document"), message


def said_at_another_time(corpus: Corpus) -> Iterator[Problem]:
    """A quote that names an event and a date was said while the event lasted."""
    for quote in corpus.quotes.values():
        if quote.said and quote.event:
            event = corpus.events[quote.event].date
            if not quote.said.meets(event):
                yield quote, ("said",), f"said {quote.said}, at an event of {event}; correct one, or leave out the date"


def made_at_another_time(corpus: Corpus) -> Iterator[Problem]:
    """A commitment that names an event was made while the event lasted."""
    for commitment in corpus.commitments.values():
        if commitment.event:
            event = corpus.events[commitment.event].date
            if not commitment.made.meets(event):
                message = f"made {commitment.made}, at an event of {event}; correct one of the two"
                yield commitment, ("made",), message


def due_before_made(corpus: Corpus) -> Iterator[Problem]:
    """A commitment is due no earlier than it is made, and renews only one that was made no later."""
    for commitment in corpus.commitments.values():
        if commitment.due and commitment.due.date.latest < commitment.made.earliest:
            message = f"due {commitment.due.date}, and made {commitment.made}; correct one of the dates"
            yield commitment, ("due", "date"), message
        earlier = corpus.commitments[commitment.renews] if commitment.renews else None
        if earlier and earlier.made.earliest > commitment.made.latest:
            message = f'"{earlier.id}" was made {earlier.made}, after this; name the one that was made first'
            yield commitment, ("renews",), message


def effect_before_commitment(corpus: Corpus) -> Iterator[Problem]:
    """A claim has no effect on a commitment before the commitment was made."""
    for claim in corpus.claims.values():
        for number, bearing in enumerate(claim.bears_on):
            made = corpus.commitments[bearing.commitment].made
            if bearing.date.latest < made.earliest:
                message = (
                    f'an effect of {bearing.date} on "{bearing.commitment}", made {made}; correct one of the dates'
                )
                yield claim, ("bears_on", number, "date"), message


def effect_after_evidence(corpus: Corpus) -> Iterator[Problem]:
    """No effect is later than the newest document that the claim rests on: nobody reports what is yet to happen."""
    for claim in corpus.claims.values():
        issued = [corpus.source_of(item).issued for item in claim.evidence if item.direction == "supports"]
        newest = max((date.latest for date in issued if date), default=None)
        for number, bearing in enumerate(claim.bears_on):
            if newest and bearing.date.earliest > newest:
                message = f"an effect of {bearing.date}, and the newest document behind it is of {newest:%B %-d, %Y}; correct the date, or add the evidence"
                yield claim, ("bears_on", number, "date"), message
