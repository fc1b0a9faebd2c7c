"""How the search ranks a page: by its kind, and by the other names of whoever it is about. Front matter for Material."""

from collections.abc import Iterable
from typing import Any

from build_tools import sheet
from build_tools.derive import Dossier
from build_tools.model import Actor, Record
from build_tools.pages.parts.languages import lexicon_of
from build_tools.prose import Briefing

# What a match on a page of each kind counts. Readers look for promises and people first. The two are near each other: who is called like the query comes before what names it.
_BOOSTS = {
    "actors": 2.3,
    "commitments": 3,
    "briefings": 1.5,
    "claims": 1,
    "events": 1,
    "documents": 0.9,
    "quotes": 0.9,
}
_BOOST_OF_LISTS = 0.2  # they hold the words of every page that they list


def ranked_as_list() -> dict[str, Any]:
    """Front matter of a page that lists others, or explains the tools: whatever it lists ranks before it."""
    return _boost(_BOOST_OF_LISTS)


def ranked(dossier: Dossier, kind: str, record: Record | Briefing) -> dict[str, Any]:
    """Front matter of a record's page. An actor is found by its other names as by its title, and results show them."""
    names = _names(dossier, record) if isinstance(record, Actor) else []
    tags = [sheet.printed(name) for name in names]
    return {**_boost(_BOOSTS[kind]), **({"tags": tags} if tags else {})}


def _boost(boost: float) -> dict[str, Any]:
    return {"search": {"boost": boost}}


def _names(dossier: Dossier, actor: Actor) -> Iterable[str]:
    """The other names of an actor, and its name in other languages where the vocabulary has it whole."""
    labels = lexicon_of(dossier).labels.get(actor.name.casefold(), ())
    return dict.fromkeys([*(other.name for other in actor.other_names), *(word for _, word in labels)])
