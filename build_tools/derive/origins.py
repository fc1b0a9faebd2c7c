"""Who knew it first-hand: the independent origins of a claim or a commitment, at least and at most."""

from dataclasses import dataclass

# Kinds of origin, in the order in which pages show them.
KINDS = ("official-text", "named-speaker", "records", "observation", "unnamed-sources", "unknown")


@dataclass(frozen=True)
class Origin:
    """Where chains of evidence end: an actor or a document, of a kind, and the chains that lead there, in words.

    `key` is the id of the actor or document. An origin of kind "unknown" is a text that does not say where it has it
    from: it counts in the upper bound alone.
    """

    key: str
    kind: str
    chains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origins:
    """The origins of something, and how many of them are independent: at least, and at most.

    `documents` are the ids of the documents in which it stands, copies among them, sorted.
    """

    at_least: int
    at_most: int
    origins: tuple[Origin, ...]
    documents: tuple[str, ...]
