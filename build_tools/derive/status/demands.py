"""Whether origins meet what the rubric demands of a status, and what is lacking where they do not."""

from collections.abc import Iterator, Sequence

from build_tools.derive.origins.lineage import Lineage
from build_tools.derive.origins.origins import Origin, independent
from build_tools.derive.origins.voices import KIND_WORDS
from build_tools.model import Commitment
from build_tools.settings import StatusTerm

# What counts where a status does not say: every kind whose origin is known and named.
NAMED = ("official-text", "named-speaker", "records", "observation")
PLURAL = ("records", "unnamed-sources")
PARTY_WORDS = {"promisors": "those who are to act", "promisees": "those to whom it was promised"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def lacking(term: StatusTerm, origins: Sequence[Origin], commitment: Commitment, lineage: Lineage) -> tuple[str, ...]:
    """What the origins of an effect lack of a status, a clause a demand; nothing where they meet them all."""
    return tuple(_lacking(term, origins, commitment, lineage)) if term.origins else ()


def _lacking(term: StatusTerm, origins: Sequence[Origin], commitment: Commitment, lineage: Lineage) -> Iterator[str]:
    counting = [origin for origin in origins if not _objection(term, origin, commitment, lineage)]
    number = independent(lineage, counting)
    if number < term.origins:
        have = f"and has {NUMBERS[number]} that counts" if number else "and has none that counts"
        yield f"it takes {_origins(term)}, {have}"
        yield from dict.fromkeys(filter(None, (_objection(term, o, commitment, lineage) for o in origins)))
    elif term.one_of_kinds and not any(origin.kind in term.one_of_kinds for origin in counting):
        yield f"none of its origins is {_either(term.one_of_kinds)}"
    if counting and all(_is_near(origin, term.not_alone_on_word_of, commitment, lineage) for origin in counting):
        yield f"the word of {_parties(term.not_alone_on_word_of)} does not suffice alone"


def _objection(term: StatusTerm, origin: Origin, commitment: Commitment, lineage: Lineage) -> str:
    """Why an origin does not count towards a status, or nothing where it does."""
    if origin.kind not in (term.kinds or NAMED):
        return f"{KIND_WORDS[origin.kind]} {'do' if origin.kind in PLURAL else 'does'} not count"
    if not origin.certain:
        return "someone whom only a copy names does not count"
    if term.on_word_of and not _is_word_of(origin, term.on_word_of, commitment, lineage):
        return f"only the word of {_parties(term.on_word_of)} counts"
    if _is_near(origin, term.not_on_word_of, commitment, lineage):
        return f"the word of {_parties(term.not_on_word_of)} does not count"
    if (term.not_on_word_of or term.not_alone_on_word_of) and not lineage.speakers(origin.key):
        return "a text whose author or publisher is not on record does not count"
    return ""


def _is_word_of(origin: Origin, parties: tuple[str, ...], commitment: Commitment, lineage: Lineage) -> bool:
    """Whether an origin is the word of any of these parties to a commitment, by name."""
    told = origin.kind != "unnamed-sources" and lineage.speakers(origin.key)
    return any(speaks_for(lineage, speaker, party) for speaker in told or () for party in _bound(parties, commitment))


def _is_near(origin: Origin, parties: tuple[str, ...], commitment: Commitment, lineage: Lineage) -> bool:
    """Whether an origin is too near to any of these parties to a commitment to be called independent of them."""
    return any(
        not lineage.bodies(speaker).isdisjoint(lineage.bodies(party))
        for speaker in lineage.speakers(origin.key)
        for party in _bound(parties, commitment)
    )


def _bound(parties: tuple[str, ...], commitment: Commitment) -> set[str]:
    return {id for party in parties for id in getattr(commitment, party)}


def speaks_for(lineage: Lineage, speaker: str, party: str) -> bool:
    """Whether the word of `speaker` is that of `party`: of itself, a part of it, or a body that it is a part of.

    Whoever holds an office speaks for the body in which they hold it; whoever held it once no longer does.
    """
    desks = {speaker, *(role.at for role in lineage.corpus.actors[speaker].roles if not role.former)}
    return party in {speaker, *lineage.offices(speaker)} or not lineage.bodies(party).isdisjoint(desks)


def demanded(term: StatusTerm) -> str:
    """What a status demands of origins, in words: "two independent named origins; not on the word of ..."."""
    if not term.origins:
        return "any document that says so"
    words = [
        _origins(term),
        f"one of them {_either(term.one_of_kinds)}" if term.one_of_kinds else "",
        f"on the word of {_parties(term.on_word_of)}" if term.on_word_of else "",
        f"not on the word of {_parties(term.not_on_word_of)}" if term.not_on_word_of else "",
        f"not on the word of {_parties(term.not_alone_on_word_of)} alone" if term.not_alone_on_word_of else "",
    ]
    return "; ".join(filter(None, words))


def _origins(term: StatusTerm) -> str:
    """How many origins a status takes, and of which kinds where not all count that are known and named."""
    named = set(term.kinds or NAMED) == set(NAMED)
    number = f"{NUMBERS[term.origins]}{' independent' if term.origins > 1 else ''}{' named' if named else ''}"
    return f"{number} origin{'s' if term.origins > 1 else ''}" + ("" if named else f" ({_either(term.kinds)})")


def _parties(parties: tuple[str, ...]) -> str:
    return " or ".join(PARTY_WORDS[party] for party in parties)


def _either(kinds: tuple[str, ...]) -> str:
    words = [KIND_WORDS[kind] for kind in kinds]
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
