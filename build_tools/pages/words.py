"""The words that readers are shown for the fixed values of the schemas. A test holds them to the schemas."""

from functools import lru_cache

import pycountry
from langcodes import Language

ACTOR_TYPES = {
    "person": "A person, in a public role",
    "government": "A government, or part of one",
    "agency": "A public agency",
    "organisation": "An organisation or group",
    "company": "A company or trade",
    "outlet": "A news outlet or publisher",
    "criminal-group": "A criminal group",
    "unnamed-sources": "Unnamed sources",
}
ACTOR_SORTS = {
    "person": "Person",
    "government": "Government",
    "agency": "Agency",
    "organisation": "Organisation",
    "company": "Company",
    "outlet": "News outlet",
    "criminal-group": "Criminal group",
    "unnamed-sources": "Unnamed",
}
CLAIM_KINDS = {
    "fact": "A statement of fact",
    "figure": "A figure",
    "assessment": "A judgement",
    "forecast": "A forecast",
    "denial": "A denial",
}
CLAIM_GROUPS = {
    "fact": "Facts",
    "figure": "Figures",
    "assessment": "Judgements",
    "forecast": "Forecasts",
    "denial": "Denials",
}
CONFLICT_KINDS = {
    "figures": "Figures that do not meet",
    "declared": "Statements that the editors set against each other",
    "disputed": "Statements that words on record speak against",
}
DIRECTIONS = {"supports": "For it", "disputes": "Against it", "qualifies": "With a reservation"}
STANDINGS = {
    "primary": "A primary text",
    "reporting": "Reporting",
    "analysis": "Analysis: argument or research of its own",
    "copy": "A copy of another text",
}
STANDING_MARKS = {"primary": "Primary text", "reporting": "Reporting", "analysis": "Analysis", "copy": "Copy"}
HAD_FROM = {
    "reprint": "reprints",
    "rewording": "rewords",
    "relay": "relays",
    "own-reporting": "asked or heard",
}
DESCENDANTS = {
    "reprint": "Reprinted by",
    "rewording": "Reworded by",
    "relay": "Relayed by",
    "own-reporting": "Heard by",
}
PASSED_ON = {
    "reprint": "reprinted by",
    "rewording": "reworded by",
    "relay": "relayed by",
    "own-reporting": "heard by",
    "quote": "quoted by",
}
RECORDS = {
    "actors": "Person or organisation",
    "briefings": "Briefing",
    "claims": "Statement",
    "commitments": "Commitment",
    "documents": "Source",
    "events": "Event",
    "quotes": "Quote",
}
GROUPS = {
    "quotes": "Quotes",
    "claims": "Statements",
    "commitments": "Commitments",
    "actors": "Person or organisation",
    "events": "Events",
    "documents": "Other sources",
}
EXTENTS = {
    "whole": "A full sentence or more",
    "fragment": "Part of a sentence, which the document completes in words of its own",
    "text": "Words of a written text",
}


@lru_cache(maxsize=1024)
def country(code: str) -> str:
    """The English name of a country from its ISO 3166-1 code of two letters."""
    found = pycountry.countries.lookup(code)
    return str(getattr(found, "common_name", found.name))


@lru_cache(maxsize=1024)
def language(tag: str) -> str:
    """The English name of a language from its BCP 47 tag."""
    return str(Language.get(tag).display_name())


def counted(number: int, thing: str) -> str:
    """A number of things: "1 document", "4 documents"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def bounds_in_words(bounds: tuple[int, int] | None) -> str:
    """At least and at most how many origins there are."""
    if bounds is None:
        return "not on record"
    least, most = bounds
    return counted(least, "origin") if least == most else f"{least} to {most} origins"
