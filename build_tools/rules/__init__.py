"""What must hold between well-shaped records. One generator a rule, one tuple of rules.

To add a rule, write its generator beside its like and add it to `RULES`; a test asks for the smallest damage that
triggers it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from build_tools.derive import Dossier
from build_tools.finding import Finding
from build_tools.rules import evidence, figures, plain, quotation, relations, rubric, searches, time, variants, verbatim
from build_tools.rules.rule import DerivedRule, Problem, Rule, code

RULES: tuple[Rule, ...] = (
    time.quoted_before_said,
    time.published_before_its_source,
    time.said_at_another_time,
    time.made_at_another_time,
    time.due_before_made,
    time.effect_before_commitment,
    time.effect_after_evidence,
    time.in_the_future,
    time.read_after_the_day,
    evidence.unsupported_claim,
    evidence.unreported_commitment,
    evidence.foretold_effect,
    relations.orphan,
    relations.id_used_twice,
    evidence.unnamed_actor,
    relations.copy_without_parent,
    relations.copy_of_a_copy,
    relations.relay_without_descent,
    quotation.unread_document,
    quotation.long_passage,
    quotation.slight_passage,
    quotation.large_share,
    quotation.divided_utterance,
    quotation.lonely_utterance,
    evidence.figure_or_not,
    evidence.backward_range,
    *figures.RULES,
    *searches.RULES,
    relations.circle,
    relations.return_for_itself,
    relations.named_twice,
    relations.said_twice,
    evidence.cited_twice,
    rubric.unjudged_effect,
    rubric.unreachable_status,
    rubric.useless_replacement,
    plain.damaged_letters,
    plain.private_address,
)


# What must hold of what follows from the records.
DERIVED_RULES: tuple[DerivedRule, ...] = (
    *verbatim.RULES,
    *figures.DERIVED_RULES,
    *searches.DERIVED_RULES,
    variants.unlinked_variant,
    variants.words_of_two_speakers,
    variants.unlinked_copy,
    variants.needless_distinction,
)


def every_rule() -> tuple[Callable[..., Iterator[Problem]], ...]:
    """The rules between records, then those on what follows from them."""
    return (*RULES, *DERIVED_RULES)


def check(dossier: Dossier) -> list[Finding]:
    """Every problem of every rule, located, sorted."""
    found = [(code(rule), rule(dossier.corpus)) for rule in RULES]
    return located(dossier, [*found, *((code(rule), rule(dossier)) for rule in DERIVED_RULES)])


def check_words(dossier: Dossier, rules: Sequence[DerivedRule] = verbatim.RULES) -> list[Finding]:
    """The problems of rules on words and their documents alone."""
    return located(dossier, [(code(rule), rule(dossier)) for rule in rules])


def located(dossier: Dossier, problems: Iterable[tuple[str, Iterator[Problem]]]) -> list[Finding]:
    """Problems as findings, sorted: each with the code of its rule, at its place in the record's file."""
    corpus = dossier.corpus
    findings = []
    for name, found in problems:
        for record, path, message in found:
            file = corpus.path(record)
            findings.append(Finding(file, corpus.notes[file].place(path), name, message))
    return sorted(findings)


def explanations() -> dict[str, str]:
    """What each code of a finding is for: those of the rules, and those of files and shapes before them."""
    return {**SHAPES, **{code(rule): (rule.__doc__ or "").strip() for rule in every_rule()}}


SHAPES = {
    "briefing": "A briefing is Markdown that begins with its title and holds no HTML, pictures or footnotes of its own.",
    "deceiving-sign": "No sign is hidden, hides others or turns their order; words of a document may hold one where a note names it.",
    "encoding": "A file is UTF-8 text with Unix line ends, without tabs and other control characters.",
    "file-name": "A record is sources/<kind>/<id>.yaml, a briefing sources/briefings/<id>.md; no id is used twice.",
    "foreign-record": "A record lies in the folder of its kind.",
    "format": "A file is in canonical form where the command fmt checks it, and can be put into it without a loss.",
    "in-the-way": "Nothing but what was written there lies in the folders of pages that the tools own.",
    "limit": "No file, line or list is larger or deeper than any record needs, so that no file can hold up the tools.",
    "links": "The link lock, which says whether web addresses answer, is as the tools write it.",
    "lock": "The evidence lock is as the tools write it, and has entries for words of the records alone.",
    "look-alike": "No id, name, title or address can be taken for another because letters or scripts look alike.",
    "merge-conflict": "No file holds the lines with which git marks a conflict: what stands between them is told twice.",
    "missing-field": "A record has every field that its kind needs.",
    "missing-file": "A collection has sources/rubric.yaml, sources/site.yaml and sources/vocabulary.yaml.",
    "private-data": "Of people only their public role is recorded: no address, telephone number, e-mail, day of birth or number of theirs.",
    "reference": "Whatever a record refers to is on record, and of the kind that the field takes.",
    "unknown-field": "A record has only the fields of its kind: a misspelled one would be lost without a word.",
    "unknown-value": "A field with a fixed list of values has one of them.",
    "unpublishable": "Beside the pages, docs/ holds regular files alone, of kinds that no browser runs; assets/ is the maintainers' own.",
    "wrong-form": "Dates, languages, countries, addresses, ids and choices have the form that their standard gives them.",
    "wrong-size": "A text, list or number is neither empty nor beyond its limit.",
    "wrong-type": "Text, numbers, lists and fields stand where the schema has them.",
    "yaml": "A file is one plain YAML mapping, without anchors, tags, merges or repeated fields.",
}
