"""Events and due dates as a calendar (iCalendar, RFC 5545). What is known of a date as a span of days lasts that span.

A date with an open end has no place in a calendar: its known day stands for it, and the description says which it is.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from build_tools.dates import Date
from build_tools.derive import Dossier
from build_tools.exports.places import web_address
from build_tools.markup import capital, one_line, sentence
from build_tools.pages.parts.names import address

PATH = "data/calendar.ics"
_NAMES = uuid5(NAMESPACE_URL, "promises-on-record")


def calendar(dossier: Dossier) -> str:
    """The calendar: every event, and every commitment that has a due date."""
    told = Calendar()
    told.add("prodid", "-//promises-on-record//EN")
    told.add("version", "2.0")
    told.add("name", one_line(dossier.corpus.site.title))
    for entry in _entries(dossier):
        told.add_component(entry)
    return str(told.to_ical().decode("utf-8"))


def _entries(dossier: Dossier) -> Iterator[Event]:
    for event in dossier.corpus.events.values():
        first = (event.formerly or (event.id,))[0]
        yield _entry(dossier, f"events/{first}", event.name, event.date, str(event.date), address(event))
    for commitment in dossier.corpus.commitments.values():
        if commitment.due:
            first = (commitment.formerly or (commitment.id,))[0]
            name, day = f"Due: {commitment.title}", commitment.due.date
            yield _entry(dossier, f"commitments/{first}/due", name, day, day.span(), address(commitment))


def _entry(dossier: Dossier, key: str, name: str, day: Date, words: str, page: str) -> Event:
    entry = Event()
    entry.add("uid", str(uuid5(_NAMES, key)))
    entry.add("dtstamp", datetime.combine(dossier.day, time(), UTC))
    entry.add("summary", one_line(name))
    first = day.earliest if day.earliest > date.min else day.latest
    last = day.latest if day.latest < date.max else first
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("description", capital(sentence(words)))
    if dossier.address:  # an address within a site that has none leads nowhere
        entry.add("url", web_address(dossier, PATH, page))
    entry.add("transp", "TRANSPARENT")
    return entry
