"""What must hold between well-shaped records. One generator a rule: its name is the code, its docstring is the rule.

A rule yields problems: the record, the path of the field at fault, and what is wrong with what to do about it. To add
a rule, write its generator and add it to `RULES`; a test asks for the smallest damage that triggers it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from build_tools.corpus import Corpus, citations_of, kind_of
from build_tools.finding import Finding
from build_tools.model import Record
from build_tools.reader import Path

Problem = tuple[Record, Path, str]
Rule = Callable[[Corpus], Iterator[Problem]]

LONGEST_PASSAGE = 25
LONGEST_QUOTE = 100
LARGEST_SHARE = 60


def quoted_before_said(corpus: Corpus) -> Iterator[Problem]:
    """A quote is said no later than its document is published, nor is the event at which it was said later."""
    for quote in corpus.quotes.values():
        issued = corpus.documents[quote.document].issued
        event = corpus.events[quote.event].date if quote.event else None
        for field, said in (("said", quote.said), ("event", event)):
            if issued and said and said.earliest > issued.latest:
                yield quote, (field,), f"said {said}, in a document published {issued}; correct one of the dates"


def said_at_another_time(corpus: Corpus) -> Iterator[Problem]:
    """A quote that names an event and a date was said while the event lasted."""
    for quote in corpus.quotes.values():
        if quote.said and quote.event:
            event = corpus.events[quote.event].date
            if quote.said.earliest > event.latest or quote.said.latest < event.earliest:
                yield quote, ("said",), f"said {quote.said}, at an event of {event}; correct one, or leave out the date"


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


def unsupported_claim(corpus: Corpus) -> Iterator[Problem]:
    """A claim has evidence that supports it."""
    for claim in corpus.claims.values():
        if all(item.direction != "supports" for item in claim.evidence):
            yield claim, ("evidence",), "no evidence supports this claim; add some, or turn the statement round"


def unreported_commitment(corpus: Corpus) -> Iterator[Problem]:
    """A commitment has a claim that says it was asked for, reported, announced or agreed."""
    origins = {"asked", "reported", "announced", "agreed"}
    for commitment in corpus.commitments.values():
        effects = {
            b.effect for claim in corpus.claims_on(commitment) for b in claim.bears_on if b.commitment == commitment.id
        }
        if not effects & origins:
            message = (
                f"no claim says that this was made; let one bear on it with the effect {', '.join(sorted(origins))}"
            )
            yield commitment, (), message


def orphan(corpus: Corpus) -> Iterator[Problem]:
    """A quote, actor, document or event is used: another record refers to it, or a briefing mentions it."""
    used = {(reference.kind, reference.id) for reference in corpus.references if reference.source.id != reference.id}
    mentioned = {mention.id for briefing in corpus.briefings.values() for mention in briefing.mentions}
    for record in corpus.records():
        kind = kind_of(record)
        if (
            kind in ("quotes", "actors", "documents", "events")
            and (kind, record.id) not in used
            and record.id not in mentioned
        ):
            yield (
                record,
                (),
                f"nothing uses this {kind.removesuffix('s')}; refer to it from another record, or remove the file",
            )


def unnamed_actor(corpus: Corpus) -> Iterator[Problem]:
    """What is said of an actor rests on words: evidence, or a role with its passage."""
    for actor in corpus.actors.values():
        if not actor.evidence and not actor.roles:
            yield actor, ("description",), 'no words name this actor; add "evidence" or "roles" with a passage'


def copy_without_parent(corpus: Corpus) -> Iterator[Problem]:
    """A document whose standing is "copy" names what it was copied from."""
    for document in corpus.documents.values():
        if document.standing == "copy" and not any(
            d.relation in ("reprint", "rewording") for d in document.derives_from
        ):
            yield document, ("standing",), 'a copy of what? name the parent in "derives_from", as reprint or rewording'


def relay_without_descent(corpus: Corpus) -> Iterator[Problem]:
    """Evidence that relays a document stands in a document that derives from it."""
    for claim in corpus.claims.values():
        for number, item in enumerate(claim.evidence):
            source = corpus.source_of(item)
            if item.relays and item.relays not in {parent.document for parent in source.derives_from}:
                message = f'"{source.id}" does not say that it derives from "{item.relays}"; add that to its "derives_from", with the passage'
                yield claim, ("evidence", number, "relays"), message


def unread_document(corpus: Corpus) -> Iterator[Problem]:
    """Words are taken only from documents that were read, and of which the length is known."""
    taking = {quote.document: quote.id for quote in corpus.quotes.values()}
    taking |= {document: record.id for record, _, document, _ in _passages(corpus)}
    for document in corpus.documents.values():
        if document.word_count is None and document.id in taking:
            message = f'"{taking[document.id]}" takes words from here, and "word_count" is missing; count the words, or cite where you read them'
            yield document, (), message


def long_passage(corpus: Corpus) -> Iterator[Problem]:
    """A passage has at most 25 words and a quote at most 100: enough to prove a point, and fair to its author."""
    for record, path, _, passage in _passages(corpus):
        if (count := len(passage.split())) > LONGEST_PASSAGE:
            message = f"a passage of {count} words; cut it to what proves the point, at most {LONGEST_PASSAGE}"
            yield record, (*path, "passage"), message
    for quote in corpus.quotes.values():
        if (count := len(quote.text.split())) > LONGEST_QUOTE:
            yield quote, ("text",), f"a quote of {count} words; cut it to at most {LONGEST_QUOTE}"


def large_share(corpus: Corpus) -> Iterator[Problem]:
    """The words taken from one document, each counted once, are at most 60 % of its text."""
    taken: dict[str, set[str]] = defaultdict(set)
    for _, citation in corpus.citations:
        taken[corpus.source_of(citation).id].add(corpus.words_of(citation))
    for document in corpus.documents.values():
        texts = [text for text in taken[document.id] if not any(text in other for other in taken[document.id] - {text})]
        share = 100 * sum(len(text.split()) for text in texts) / (document.word_count or 1)
        if document.word_count and share > LARGEST_SHARE:
            yield (
                document,
                ("word_count",),
                f"{share:.0f} % of this text stand in the records; take shorter passages, at most {LARGEST_SHARE} %",
            )


def divided_utterance(corpus: Corpus) -> Iterator[Problem]:
    """The quotes that render one utterance have one speaker, and at most one of them is the original."""
    for quote in corpus.quotes.values():
        for other in corpus.renderings(quote):
            if other.id < quote.id and other.speaker != quote.speaker:
                yield (
                    quote,
                    ("speaker",),
                    f'"{other.id}" renders the same utterance and has another speaker; correct one of the two',
                )
            if other.id < quote.id and other.original and quote.original:
                yield quote, ("original",), f'"{other.id}" is the original already; leave one of the two'


def lonely_utterance(corpus: Corpus) -> Iterator[Problem]:
    """An utterance is named only where several quotes render it."""
    for quote in corpus.quotes.values():
        if quote.utterance and not corpus.renderings(quote):
            yield quote, ("utterance",), "no other quote renders this utterance; check its spelling, or leave it out"


def figure_or_not(corpus: Corpus) -> Iterator[Problem]:
    """A claim of kind figure has a figure, and no other claim has one."""
    for claim in corpus.claims.values():
        if (claim.kind == "figure") != (claim.figure is not None):
            message = (
                'the kind is "figure" and the figure is missing'
                if claim.kind == "figure"
                else "a figure in a claim of another kind"
            )
            yield claim, ("kind",), f"{message}; correct the kind, or the figure"


def backward_range(corpus: Corpus) -> Iterator[Problem]:
    """A range of a figure goes from the lower number to the higher."""
    for claim in corpus.claims.values():
        figure = claim.figure
        if figure and figure.low is not None and figure.high is not None and figure.low >= figure.high:
            yield (
                claim,
                ("figure", "low"),
                f"from {figure.low} to {figure.high} is no range; write the lower number as low",
            )


def circle(corpus: Corpus) -> Iterator[Problem]:
    """Nothing is part of itself, renews itself or derives from itself, not through others either."""
    for kind, field in (
        ("actors", "part_of"),
        ("commitments", "part_of"),
        ("commitments", "renews"),
        ("documents", "derives_from"),
    ):
        parents: dict[str, set[str]] = defaultdict(set)
        paths: dict[str, Path] = {}
        for reference in corpus.references:
            if (
                kind_of(reference.source) == reference.kind == kind
                and reference.path[0] == field
                and "evidence" not in reference.path
            ):
                parents[reference.source.id].add(reference.id)
                paths.setdefault(reference.source.id, reference.path)
        for id in sorted(parents):
            if id == min(_circle(id, parents), default=None):
                yield getattr(corpus, kind)[id], paths[id], f'"{field}" leads from here back to here; break the circle'


def return_for_itself(corpus: Corpus) -> Iterator[Problem]:
    """A commitment is made in return for another one, and that is written on one side only."""
    for commitment in corpus.commitments.values():
        for number, item in enumerate(commitment.in_return_for):
            path: Path = ("in_return_for", number, "commitment")
            other = corpus.commitments[item.commitment]
            if other is commitment:
                yield commitment, path, "in return for itself; name the commitment of the other side"
            elif commitment.id in {back.commitment for back in other.in_return_for} and other.id < commitment.id:
                yield (
                    commitment,
                    path,
                    f'"{other.id}" says so already; leave one of the two, the other page shows it too',
                )


def said_twice(corpus: Corpus) -> Iterator[Problem]:
    """No record stands twice: one name an actor, one address a document, one wording a quote, one statement a claim."""
    keys: tuple[tuple[str, str, Callable[[Any], object]], ...] = (
        ("actors", "name", lambda actor: actor.name.casefold()),
        ("documents", "URL", lambda document: document.URL),
        ("quotes", "text", lambda quote: (quote.document, quote.speaker, quote.text)),
        ("claims", "statement", lambda claim: claim.statement.casefold()),
        ("commitments", "title", lambda commitment: commitment.title.casefold()),
    )
    for kind, field, key in keys:
        first: dict[object, str] = {}
        for record in getattr(corpus, kind).values():
            value = key(record)
            if value and first.setdefault(value, record.id) != record.id:
                yield record, (field,), f'the same stands in "{first[value]}"; merge the two, or tell them apart'


def cited_twice(corpus: Corpus) -> Iterator[Problem]:
    """A claim cites each passage and each quote once."""
    for claim in corpus.claims.values():
        seen: set[tuple[str, str]] = set()
        for number, item in enumerate(claim.evidence):
            words = (corpus.source_of(item).id, corpus.words_of(item))
            if words in seen:
                yield claim, ("evidence", number), "these words are cited by this claim already; keep one of the two"
            seen.add(words)


RULES: tuple[Rule, ...] = (
    quoted_before_said,
    said_at_another_time,
    effect_before_commitment,
    effect_after_evidence,
    unsupported_claim,
    unreported_commitment,
    orphan,
    unnamed_actor,
    copy_without_parent,
    relay_without_descent,
    unread_document,
    long_passage,
    large_share,
    divided_utterance,
    lonely_utterance,
    figure_or_not,
    backward_range,
    circle,
    return_for_itself,
    said_twice,
    cited_twice,
)


def code(rule: Rule) -> str:
    """What findings and `check --explain` call a rule."""
    return rule.__name__.replace("_", "-")


def check(corpus: Corpus) -> list[Finding]:
    """Every problem of every rule, located, sorted."""
    findings = []
    for rule in RULES:
        for record, path, message in rule(corpus):
            file = corpus.path(record)
            place = corpus.notes[file].place(path)
            findings.append(Finding(file, place, code(rule), message))
    return sorted(findings)


def _passages(corpus: Corpus) -> Iterator[tuple[Record, Path, str, str]]:
    """Every passage that a record cites, with the path to it and the document that it is said to stand in."""
    for record in corpus.records():
        for path, citation in citations_of(record):
            if citation.passage and citation.document:
                yield record, path, citation.document, citation.passage


def _circle(id: str, parents: dict[str, set[str]]) -> set[str]:
    """What leads to `id` and is led to from it, itself among them; nothing where it lies on no circle."""
    above = _ancestors(id, parents)
    return {other for other in above if id in _ancestors(other, parents)}


def _ancestors(id: str, parents: dict[str, set[str]]) -> set[str]:
    """Everything that `parents` leads to from `id`."""
    found: set[str] = set()
    waiting = list(parents[id])
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting += parents.get(parent, ())
    return found


def explanations() -> dict[str, str]:
    """What each code of a finding is for: those of the rules, and those of files and shapes before them."""
    return {**SHAPES, **{code(rule): (rule.__doc__ or "").strip() for rule in RULES}}


SHAPES = {
    "briefing": "A briefing is Markdown that begins with its title and holds no HTML, pictures or footnotes of its own.",
    "encoding": "A file is UTF-8 text with Unix line ends, without tabs and other control characters.",
    "file-name": "A record is sources/<kind>/<id>.yaml, a briefing sources/briefings/<id>.md; no id is used twice.",
    "foreign-record": "A record lies in the folder of its kind.",
    "missing-field": "A record has every field that its kind needs.",
    "missing-file": "A collection has sources/site.yaml and sources/vocabulary.yaml.",
    "reference": "Whatever a record refers to is on record, and of the kind that the field takes.",
    "unknown-field": "A record has only the fields of its kind: a misspelled one would be lost without a word.",
    "unknown-value": "A field with a fixed list of values has one of them.",
    "wrong-form": "Dates, languages, countries, addresses, ids and choices have the form that their standard gives them.",
    "wrong-size": "A text, list or number is neither empty nor beyond its limit.",
    "wrong-type": "Text, numbers, lists and fields stand where the schema has them.",
    "yaml": "A file is one plain YAML mapping, without anchors, tags, merges or repeated fields.",
}
