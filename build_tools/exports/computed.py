"""The tables of what follows from the records: statuses and their changes, origins, disagreements, and words verified."""

from collections.abc import Iterable, Iterator

from build_tools.corpus import kind_of
from build_tools.dates import Date
from build_tools.derive import Dossier
from build_tools.derive.conflicts.conflicts import KINDS as CONFLICTS
from build_tools.derive.origins.origins import Origins, called
from build_tools.derive.origins.voices import KINDS as ORIGINS
from build_tools.derive.verbatim.verdicts import VERDICTS
from build_tools.exports.tables import Column, Row, Table, bounds

_LEAST = Column("origins_at_least", "integer", "How many independent origins it has at least.", computed=True)
_MOST = Column("origins_at_most", "integer", "How many independent origins it has at most.", computed=True)


def computed_tables(dossier: Dossier) -> list[Table]:
    """The tables of what is computed, each with the columns that name what it is computed of."""
    return [
        _standings(dossier),
        _steps(dossier),
        _shortfalls(dossier),
        _turns(dossier),
        _knowing(dossier, "claims"),
        _knowing(dossier, "commitments"),
        _origins(dossier, "claims"),
        _origins(dossier, "commitments"),
        _disagreements(dossier),
        _verdicts(dossier),
    ]


def _computed(
    name: str, description: str, columns: Iterable[Column], key: tuple[str, ...], rows: Iterable[Row]
) -> Table:
    held = tuple(rows)
    return Table(name, description, tuple(columns), key, lambda: iter(held), computed=True)


def _of(kind: str) -> Column:
    """The column of the record that something is computed of."""
    return Column(f"{kind[:-1]}_id", "string", f"The {kind[:-1]}.", True, kind)


def _status(name: str, words: str) -> Column:
    return Column(name, "string", words, refers="statuses", computed=True)


def _dated(name: str, words: str) -> list[Column]:
    """The columns of a date in EDTF."""
    return [
        Column(name, "string", words, computed=True),
        Column(f"{name}_earliest", "date", f'The first day that "{name}" can mean.', computed=True),
        Column(f"{name}_latest", "date", f'The last day that "{name}" can mean.', computed=True),
    ]


def _date(day: Date | None) -> Row:
    return (day.text, *bounds(day.text)) if day else (None, None, None)


def _number() -> Column:
    return Column("number", "integer", "Which of them, from 1.", True)


def _standings(dossier: Dossier) -> Table:
    """What has become of each commitment."""
    columns = [
        _of("commitments"),
        Column("day", "date", "The day as of which this is so.", True, computed=True),
        _status("status", "Its status; none where nothing on record gives it one."),
        *_dated("since", "Since when."),
        Column(
            "overdue", "boolean", "Whether it was due, and nothing settles whether it was kept.", True, computed=True
        ),
        *_dated("no_news_since", "The date of the last news, where that is so old that the status is in doubt."),
        _LEAST,
        _MOST,
    ]
    rows = (
        (
            id,
            status.day.isoformat(),
            status.id,
            *_date(status.since),
            status.overdue,
            *_date(status.lapsed.last_news if status.lapsed else None),
            *dossier.origins(dossier.corpus.commitments[id]).bounds,
        )
        for id, status in dossier.statuses.items()
    )
    return _computed("standings", "What has become of each commitment, on one day.", columns, ("commitment_id",), rows)


def _steps(dossier: Dossier) -> Table:
    """The statuses that each commitment took."""
    columns = [
        _of("commitments"),
        _number(),
        _status("status", "The status taken."),
        *_dated("since", "Since when."),
        Column("effect", "string", "The effect that led to it.", refers="effects", computed=True),
        Column(
            "renewed_by",
            "string",
            "Or the later commitment that led to it, by renewing this one.",
            refers="commitments",
            computed=True,
        ),
        Column("claims", "string", "The ids of the claims that report the effect, with spaces between.", computed=True),
        _LEAST,
        _MOST,
    ]
    rows = (
        (
            id,
            n,
            step.status,
            *_date(step.since),
            step.effect,
            step.commitment,
            " ".join(step.claims) or None,
            *_known(step.origins),
        )
        for id, status in dossier.statuses.items()
        for n, step in enumerate(status.established, 1)
    )
    return _computed(
        "standings_steps",
        "The statuses that a commitment took, the present one last.",
        columns,
        ("commitment_id", "number"),
        rows,
    )


def _known(origins: Origins | None) -> Row:
    return origins.bounds if origins else (None, None)


def _shortfalls(dossier: Dossier) -> Table:
    """What is reported of each commitment and leads to no status."""
    columns = [
        _of("commitments"),
        _number(),
        Column("effect", "string", "The effect that is reported.", True, "effects", computed=True),
        *_dated("date", "Its date."),
        _status("status", "The status that it misses."),
        Column("lacking", "string", "What it lacks.", True, computed=True),
        Column("claims", "string", "The ids of the claims that report it, with spaces between.", True, computed=True),
        _LEAST,
        _MOST,
    ]
    rows = (
        (
            id,
            n,
            short.effect,
            *_date(short.date),
            short.status,
            "; ".join(short.lacking),
            " ".join(short.claims),
            *short.origins.bounds,
        )
        for id, status in dossier.statuses.items()
        for n, short in enumerate(status.short, 1)
    )
    return _computed(
        "standings_shortfalls",
        "What is reported of a commitment and leads to no status.",
        columns,
        ("commitment_id", "number"),
        rows,
    )


def _turns(dossier: Dossier) -> Table:
    """Every change of a status."""
    columns = [
        _of("commitments"),
        _number(),
        Column("day", "date", "The first day on which the record showed it.", True, computed=True),
        _status("status_before", "The status before; none where there was none."),
        Column("overdue_before", "boolean", "Whether its due date had passed before.", True, computed=True),
        Column("no_news_before", "boolean", "Whether there had been no news before.", True, computed=True),
        _status("status", "The status from then on."),
        Column("overdue", "boolean", "Whether its due date has passed.", True, computed=True),
        Column("no_news", "boolean", "Whether there is no news.", True, computed=True),
    ]
    rows = (
        (
            id,
            n,
            turn.day.isoformat(),
            turn.before.status,
            turn.before.overdue,
            turn.before.lapsed,
            turn.after.status,
            turn.after.overdue,
            turn.after.lapsed,
        )
        for id, turns in dossier.turns.items()
        for n, turn in enumerate(turns, 1)
    )
    return _computed(
        "standings_changes",
        "How the status of a commitment changed as reports appeared.",
        columns,
        ("commitment_id", "number"),
        rows,
    )


def _knowing(dossier: Dossier, kind: str) -> Table:
    """How many independent origins each record of a kind has."""
    documents = Column(
        "documents", "integer", "In how many documents it stands, copies among them.", True, computed=True
    )
    records = getattr(dossier.corpus, kind).values()
    rows = ((one.id, *found.bounds, len(found.documents)) for one in records for found in [dossier.origins(one)])
    what = "a claim has" if kind == "claims" else "there are for it that a commitment was made"
    return _computed(
        f"{kind}_knowing",
        f"How many independent origins {what}.",
        [_of(kind), _LEAST, _MOST, documents],
        (f"{kind[:-1]}_id",),
        rows,
    )


def _origins(dossier: Dossier, kind: str) -> Table:
    """Who knew each record of a kind first-hand."""
    columns = [
        _of(kind),
        _number(),
        Column("actor", "string", "The person or body that knew it.", refers="actors", computed=True),
        Column(
            "document",
            "string",
            "Or the text that says so, and not where it has it from.",
            refers="documents",
            computed=True,
        ),
        Column("kind", "string", "What kind of origin it is.", True, choices=ORIGINS, computed=True),
        Column("certain", "boolean", "Whether more than a copy names it.", True, computed=True),
        Column(
            "chain",
            "string",
            "The first way from the document in which it stands to the origin, in words.",
            computed=True,
        ),
    ]
    corpus = dossier.corpus
    rows = (
        (one.id, n)
        + ((origin.key, None) if origin.key in corpus.actors else (None, origin.key))
        + (origin.kind, origin.certain)
        + (next((chain.words(lambda step: called(corpus, step.id)) for chain in origin.chains), None),)
        for one in getattr(corpus, kind).values()
        for n, origin in enumerate(dossier.origins(one).origins, 1)
    )
    what = "a claim" if kind == "claims" else "that a commitment was made"
    return _computed(f"{kind}_origins", f"Who knew {what} first-hand.", columns, (f"{kind[:-1]}_id", "number"), rows)


def _disagreements(dossier: Dossier) -> Table:
    """What cannot both be true."""
    columns = [
        _number(),
        Column("kind", "string", "How that shows.", True, choices=CONFLICTS, computed=True),
        Column("first", "string", "A claim.", True, "claims", computed=True),
        Column(
            "second",
            "string",
            "The claim against it; none where only words speak against it.",
            refers="claims",
            computed=True,
        ),
        Column("certain", "boolean", "Whether both surely speak of the same time and place.", True, computed=True),
        Column("reason", "string", "Why both cannot be true.", True, computed=True),
        Column("dependence", "string", "How one side depends on the other.", computed=True),
    ]
    rows = (
        (n, one.kind, one.first, one.second, one.certain, one.reason, one.copy)
        for n, one in enumerate(dossier.conflicts, 1)
    )
    return _computed("disagreements", "What cannot both be true as it stands.", columns, ("number",), rows)


def _verdicts(dossier: Dossier) -> Table:
    """What became of the words of each record."""
    columns = [
        _number(),
        Column("kind", "string", "The kind of the record.", True, computed=True),
        Column("record", "string", "The id of the record.", True, computed=True),
        Column("field", "string", "The field in which the words stand.", True, computed=True),
        Column("document", "string", "The document from which they are.", True, "documents", computed=True),
        Column("words", "string", "The words.", True, computed=True),
        Column("verdict", "string", "What became of them.", True, choices=tuple(VERDICTS), computed=True),
    ]

    def rows() -> Iterator[Row]:
        for n, one in enumerate(dossier.verification.verdicts, 1):
            excerpt = one.excerpt
            field = ".".join(map(str, excerpt.path))
            yield n, kind_of(excerpt.record), excerpt.record.id, field, excerpt.document, excerpt.words, one.verdict

    return _computed("verdicts", "Whether words stand in their documents.", columns, ("number",), rows())
