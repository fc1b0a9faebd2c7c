"""An invented collection, told document after document as a tracker grows: what each names, quotes, claims and relays."""

import math
import random
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from build_tools.derive.origins.lineage import COPYING
from build_tools.load import CITABLE
from build_tools.model import Actor, Claim, Descent, Evidence, Figure
from build_tools.prose import Briefing
from tests.bench.invented.measured import Measured
from tests.bench.invented.reading import Reading, Record, Renown, dated
from tests.bench.invented.words import Lexicon, Names, capital

BEGIN, YEARS = date(1999, 1, 4), 25
DOCUMENTS_OF_A_YEAR = 18
_WINDOW = 5  # documents before the present one that its records may cite too
_MOST_CITED = 25  # passages and quotes of a claim
_CITATIONS = 8  # of a section of a briefing


@dataclass
class Teller:
    """Tells a collection of `records` records. Each is given out when no later one can change it any more."""

    like: Measured
    records: int
    seed: int
    made: Counter[str] = field(default_factory=Counter)
    window: deque[Reading] = field(default_factory=deque)
    left: list[str] = field(default_factory=list)  # ids that nothing names
    unmade: list[str] = field(default_factory=list)  # commitments that no claim says were made
    measures: dict[str, str] = field(default_factory=dict)  # invented ones, and the real one that each resembles

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.english, self.spanish = Lexicon(self.chance), Lexicon(self.chance, spanish=True)
        self.names = Names(self.chance, self.english, self.spanish)
        self.counts = self.like.counts(self.records)
        self.days = 365 * min(YEARS, self.counts["documents"] / DOCUMENTS_OF_A_YEAR)
        self.actors, self.speakers, self.bodies = (Renown[str](self.chance) for _ in range(3))
        self.outlets, self.events = Renown[str](self.chance), Renown[tuple[str, str]](self.chance)
        self.originals, self.commitments = Renown[str](self.chance), Renown[str](self.chance)
        self.metrics, self.places = Renown[str](self.chance), Renown[str](self.chance)
        self.topics = [self.names.id(self.english.fresh()) for _ in range(self._topics())]
        self.titles: dict[str, str] = {}

    def _topics(self) -> int:
        """How many topics there are: new ones come ever more rarely, as new words do in a text (Heaps' law)."""
        real = self.like.corpus
        return max(3, round(len(real.vocabulary.topics) * math.sqrt(self.records / len(real.ids()))))

    def readings(self) -> Iterator[Reading]:
        """Every document that is read, in the order of days, with the records that are made of it."""
        while self.made["documents"] < self.counts["documents"]:
            self._read()
            if len(self.window) > _WINDOW:
                yield self.window.popleft()
        self.left += self.actors.unnamed()
        if self.left:
            self._briefing(self.window[-1], self.left)
        yield from self.window

    # --- how much

    def _due(self, kind: str) -> int:
        """How many records of a kind the documents so far must have brought, less those that there are."""
        told = self.made["documents"] / self.counts["documents"]
        return max(0, round(self.counts[kind] * told) - self.made[kind])

    def _length(self, text: str | None, longest: int) -> int:
        """How many words a text like another has."""
        return max(1, min(longest, round(len((text or "").split()) * self.like.proportions.lengths)))

    def _prose(self, like: str | None, longest: int = 1000) -> str | None:
        """A text of our own that is as long as another, or none for none."""
        return self.english.sentences(self._length(like, 300), longest) if like else None

    # --- documents

    def _read(self) -> None:
        shape = self.like.read.one(self.chance)
        told = self.made["documents"] / self.counts["documents"]
        day = BEGIN + timedelta(days=int(self.days * told))
        spanish = self.chance.random() < self.like.proportions.spanish
        lexicon, language = (self.spanish, "es") if spanish else (self.english, "en")
        if not self.outlets:
            self.outlets.add("")
        outlet = self.outlets.pick()
        id = self.names.id(outlet or "notices", day.isoformat(), lexicon.text(2))
        reading = Reading(id, day, lexicon, language, self.like.taken)
        self.made["documents"] += 1
        for _ in range(self._due("actors")):
            self._actor(reading)
        descents = self._descents(reading, shape.derives_from)
        copied = any(one["relation"] in COPYING for one in descents)
        reading.copy = shape.standing == "copy" and copied
        for _ in range(self._due("actors")):
            self._actor(reading)
        about = f"documents/{id}"
        interests = [
            {
                "statement": self._prose(one.statement),
                "evidence": [self._cited(reading, about, "interests.evidence.passage") for _ in one.evidence],
            }
            for one in shape.interests
        ]
        data = {
            "type": shape.type,
            "title": capital(lexicon.text(self._length(shape.title, 30), 250)),
            "author": [self._author() for _ in shape.author],
            "container-title": self.titles.get(outlet),
            "issued": dated(day, shape.issued.text) if shape.issued else None,
            "dated_by": self._prose(shape.dated_by) if shape.issued else None,
            "URL": f"https://{outlet or 'notices'}.example/{day:%Y/%m}/{id}" if shape.URL else None,
            "language": language,
            "standing": "copy" if reading.copy else "reporting" if shape.standing == "copy" else shape.standing,
            "outlet": outlet,
            "word_count": 0,  # told when the text is whole
            "derives_from": descents,
            "interests": interests,
            "note": self._prose(shape.note),
        }
        self._keep(reading, "documents", id, data)
        if not reading.copy:
            self.originals.add(id)
        self.window.append(reading)
        for kind, tell in (("events", self._event), ("commitments", self._commitment), ("quotes", self._quote)):
            for _ in range(self._due(kind)):
                tell(reading)
        self._claims(reading)
        for _ in range(self._due("briefings")):
            self._briefing(reading)

    def _descents(self, reading: Reading, like: tuple[Descent, ...]) -> list[dict[str, Any]]:
        """What a document derives from: documents, most of them known through it alone, and actors."""
        found: list[dict[str, Any]] = []
        named: set[str] = set()
        for one in like:
            about = f"documents/{reading.id}"
            if one.document:
                new = self.made["documents"] < self.counts["documents"] and (
                    not self.originals or self.chance.random() < self.like.first_named
                )
                parent = self._known(reading) if new else self.originals.pick() if self.originals else ""
            else:
                parent = self.actors.pick() if self.actors else ""
            if parent and parent not in named:
                named.add(parent)
                reading.parents += [parent] if one.document else []
                found.append(
                    {
                        "document" if one.document else "actor": parent,
                        "relation": one.relation,
                        "evidence": [self._cited(reading, about, "derives_from.evidence.passage")],
                        "note": self._prose(one.note),
                    }
                )
        return found

    def _known(self, reading: Reading) -> str:
        """A document that is known through another one alone."""
        shape = self.like.known.one(self.chance)
        day = reading.day - timedelta(days=self.chance.randint(0, 20))
        outlet = self.outlets.pick()
        id = self.names.id(outlet or "notices", day.isoformat(), reading.lexicon.text(2))
        self.made["documents"] += 1
        about = f"documents/{id}"
        data = {
            "type": shape.type,
            "title": capital(reading.lexicon.text(self._length(shape.title, 30), 250)),
            "container-title": self.titles.get(outlet),
            "issued": dated(day, shape.issued.text) if shape.issued else None,
            "dated_by": self._prose(shape.dated_by) if shape.issued else None,
            "URL": f"https://{outlet or 'notices'}.example/{day:%Y/%m}/{id}" if shape.URL else None,
            "language": reading.language,
            "standing": shape.standing if shape.standing != "copy" else "reporting",
            "outlet": outlet if shape.outlet else None,
            "derives_from": [
                {
                    "actor": actor,
                    "relation": one.relation,
                    "evidence": [self._cited(reading, about, "derives_from.evidence.passage")],
                }
                for one, actor in zip(
                    (one for one in shape.derives_from if one.actor),
                    self.actors.several(len(shape.derives_from)) if self.actors else (),
                    strict=False,
                )
            ],
            "evidence": [self._cited(reading, about, "evidence.passage") for _ in shape.evidence],
            "note": self._prose(shape.note),
        }
        self._keep(reading, "documents", id, data, counted=False)
        self.originals.add(id)
        return id

    def _author(self) -> dict[str, str]:
        if not self.speakers:
            return {"literal": self.english.name(2)}
        id = self.speakers.pick()
        return {"literal": self.titles[id], "actor": id}

    def _cited(self, reading: Reading, record: str, path: str) -> dict[str, str]:
        count = self.like.passages.one(self.chance)
        again = self.chance.random() < self.like.again
        return {"document": reading.id, "passage": reading.passage(record, path, count, again)}

    def _keep(self, reading: Reading, kind: str, id: str, data: dict[str, Any], counted: bool = True) -> Record:
        """Keeps a record with the document that it was made of."""
        if self.chance.random() < self.like.proportions.corrections:
            on = (reading.day + timedelta(days=30)).isoformat()
            data["corrections"] = [{"on": on, "text": self.english.sentences(24, 600)}]
        record = Record(kind, id, data)
        reading.records.append(record)
        if counted and kind != "documents":
            self.made[kind] += 1
        return record

    # --- actors and events

    def _actor(self, reading: Reading) -> None:
        shape: Actor = self._of("actors")
        person = shape.type == "person"
        name = self.names.name(2 if person else self.chance.choice((1, 2, 2, 3)))
        id = self.names.id(name)
        about = f"actors/{id}"
        roles = [
            {
                "title": self.english.name(self._length(one.title, 8)),
                "at": self.bodies.pick() if one.at and self.bodies else None,
                "when": dated(reading.day, one.when.text),
                "document": reading.id,
                "passage": reading.passage(about, "roles.passage", len(one.passage.split())),
            }
            for one in shape.roles
        ]
        data = {
            "name": name,
            "other_names": [
                {
                    "name": reading.take(about, "other_names.name", self.names.name(1)),
                    "document": reading.id,
                }
                for _ in shape.other_names
            ],
            "type": shape.type,
            "country": shape.country,
            "part_of": self.bodies.pick() if shape.part_of and self.bodies else None,
            "description": self.english.sentences(self._length(shape.description, 40), 300),
            "roles": roles,
            "evidence": [self._cited(reading, about, "evidence.passage") for _ in shape.evidence],
            "note": self._prose(shape.note),
        }
        self._keep(reading, "actors", id, data)
        self.titles[id] = name
        self.actors.add(id, waiting=True)
        if shape.type in ("person", "unnamed-sources"):
            self.speakers.add(id)
        else:
            self.bodies.add(id)
        if shape.type == "outlet":
            self.outlets.add(id)

    def _event(self, reading: Reading) -> None:
        shape = self._of("events")
        name = capital(self.english.text(self._length(shape.name, 30), 250))
        when = dated(reading.day, shape.date.text)
        id = self.names.id(" ".join(name.split()[:4]), when[:7])
        data = {
            "name": name,
            "date": when,
            "dated_by": self._prose(shape.dated_by, 2000),
            "place": self._place() if shape.place else None,
            "participants": self._who(len(shape.participants)),
            "evidence": [self._cited(reading, f"events/{id}", "evidence.passage") for _ in shape.evidence],
            "note": self._prose(shape.note),
        }
        self._keep(reading, "events", id, data)
        self.events.add((id, when), waiting=True)

    def _of(self, kind: str) -> Any:
        return self._shapes[kind].one(self.chance)

    @cached_property
    def _shapes(self) -> dict[str, Any]:
        return {kind: self.like.all(kind) for kind in ("actors", "events", "commitments", "briefings")}

    def _place(self) -> str:
        if not self.places or self.chance.random() < 0.3:
            self.places.add(self.names.name(2))
        return self.places.pick()

    def _who(self, count: int) -> list[str]:
        return self.actors.several(count) if self.actors else []

    # --- commitments and quotes

    def _commitment(self, reading: Reading) -> None:
        shape = self._of("commitments")
        title = capital(self.english.text(self._length(shape.title, 30), 250))
        event, made = self.events.pick() if shape.event and self.events else (None, dated(reading.day, shape.made.text))
        id = self.names.id(" ".join(title.split()[:4]), made[:7])
        about = f"commitments/{id}"

        def cited(path: str) -> list[dict[str, str]]:
            return [self._cited(reading, about, f"{path}.evidence.passage")]

        data = {
            "title": title,
            "undertaking": self.english.sentences(self._length(shape.undertaking, 60), 400),
            "form": shape.form,
            "promisors": self._who(len(shape.promisors)),
            "promisees": self._who(len(shape.promisees)),
            "topics": self.chance.sample(self.topics, min(len(self.topics), len(shape.topics))),
            "made": made,
            "event": event,
            "due": {"date": str(reading.day.year + 1), "evidence": cited("due")} if shape.due else None,
            "place": {"name": self._place(), "evidence": cited("place")} if shape.place else None,
            "in_return_for": [
                {"commitment": self.commitments.pick(), "evidence": cited("in_return_for")}
                for _ in shape.in_return_for
                if self.commitments
            ],
            "part_of": self.commitments.pick() if shape.part_of and self.commitments else None,
            "searches": [
                {
                    "question": capital(self.english.text(self._length(one.question, 20), 250)) + "?",
                    "documents": [reading.id],
                    "words": [self.english.fresh(4) for _ in one.words],
                    "on": (reading.day + timedelta(days=20)).isoformat(),
                }
                for one in shape.searches
            ],
            "note": self._prose(shape.note),
        }
        self._keep(reading, "commitments", id, data)
        self.commitments.add(id)
        self.unmade.append(id)

    def _quote(self, reading: Reading) -> None:
        shape = self.like.quotes.one(self.chance)
        rendered = self._rendered(reading) if shape.utterance else None
        count = self._length(shape.text, 90)
        if rendered:
            text = self._reworded(rendered.data["text"], reading)
            speaker, said, event = (rendered.data[name] for name in ("speaker", "said", "event"))
            rendered.data["utterance"] = utterance = rendered.data["utterance"] or self.names.id(rendered.id, "said")
        else:
            text, utterance = capital(reading.lexicon.text(count, 1000)), None
            speaker = (self.speakers if self.speakers else self.actors).pick()
            event, said = self.events.pick() if shape.event and self.events else (None, None)
            said = said or (dated(reading.day, shape.said.text) if shape.said else None)
        id = self.names.id(speaker[:25], reading.day.isoformat()[:7], " ".join(text.split()[:4]))
        about = f"quotes/{id}"
        data = {
            "text": reading.take(about, "text", text, "“”"),
            "speaker": speaker,
            "document": reading.id,
            "attribution": reading.take(
                about, "attribution", reading.lexicon.text(self._length(shape.attribution, 20), 240)
            ),
            "language": reading.language,
            "said": said,
            "event": event,
            "extent": "fragment" if shape.extent == "fragment" else "whole",
            "utterance": utterance,
            "note": self._prose(shape.note),
        }
        reading.quotes.append(self._keep(reading, "quotes", id, data))

    def _rendered(self, reading: Reading) -> Record | None:
        """A quote of an earlier document in the same language, of which another is a rendering."""
        earlier = [one for one in self.window if one is not reading and one.language == reading.language]
        quotes = [quote for one in earlier for quote in one.quotes]
        return self.chance.choice(quotes) if quotes else None

    def _reworded(self, text: str, reading: Reading) -> str:
        """The same words with some others: about one in eight."""
        words = text.split()
        for place in range(len(words)):
            if self.chance.random() < 0.125:
                words[place] = reading.lexicon.words(4)[0]
        return " ".join(words)

    # --- claims

    def _claims(self, reading: Reading) -> None:
        new, self.unmade = self.unmade, []
        bearings = [(id, self.like.making.one(self.chance)) for id in new]
        wanted = round(self.made["commitments"] * self.like.effects_of_each) - self.made["effects"] - len(new)
        effects = list(self.like.corpus.vocabulary.effects)
        if self.commitments:
            bearings += [(self.commitments.pick(), self.chance.choice(effects)) for _ in range(max(0, wanted))]
        self.made["effects"] += len(bearings)
        count = max(self._due("claims"), bool(bearings))
        each: list[list[tuple[str, str]]] = [[] for _ in range(count)]
        for number, bearing in enumerate(bearings):
            each[number % count].append(bearing)
        quotes = list(reading.quotes)
        for told in each:
            self._claim(reading, told, quotes)
        self._use_what_is_left(reading, quotes)

    def _claim(self, reading: Reading, bearings: list[tuple[str, str]], quotes: list[Record]) -> None:
        shape = (self.like.bearing if bearings else self.like.telling).one(self.chance)
        figure, number = self._figure(shape, reading) if shape.figure else (None, "")
        statement = self.english.sentences(self._length(shape.statement, 60), 380 - len(number))
        id = self.names.id(" ".join(statement.split()[:6]))
        about = f"claims/{id}"
        evidence: dict[object, dict[str, Any]] = {}
        for place, item in enumerate(shape.evidence):
            source = reading if place == 0 or bearings else self.chance.choice(self.window)
            told = self._evidence(source, about, item, quotes if source is reading else [])
            evidence.setdefault(told.get("quote") or (told["document"], told["passage"]), told)
        makes = self.like.corpus.vocabulary.effects
        kind = shape.kind
        if kind == "forecast" and not all(makes[effect].makes for _, effect in bearings):
            kind = "fact"
        data = {
            "statement": f"{statement[:-1]}{number}.",
            "kind": kind,
            "about": self._who(len(shape.about)),
            "when": dated(reading.day, shape.when.text) if shape.when else None,
            "event": self.events.pick()[0] if shape.event and self.events else None,
            "figure": figure,
            "evidence": list(evidence.values()),
            "bears_on": [
                {"commitment": commitment, "effect": effect, "date": reading.day.isoformat()}
                for commitment, effect in dict.fromkeys(bearings)
            ],
            "conflicts_with": [{"reason": self.english.sentences(20, 600)} for _ in shape.conflicts_with],
            "note": self._prose(shape.note),
        }
        self._keep(reading, "claims", id, data)

    def _evidence(self, source: Reading, about: str, like: Evidence, quotes: list[Record]) -> dict[str, Any]:
        cited: dict[str, Any]
        if like.quote and quotes:
            cited = {"quote": quotes.pop(0).id}
        elif like.quote and source.quotes:
            cited = {"quote": self.chance.choice(source.quotes).id}
        else:
            cited = self._cited(source, about, "evidence.passage")
        return {
            **cited,
            "direction": like.direction,
            "attributed_to": self._who(len(like.attributed_to)),
            "relays": self.chance.choice(source.parents) if like.relays and source.parents else None,
            "observed": True if like.observed and "passage" in cited else None,
            "note": self._prose(like.note),
        }

    def _figure(self, like: Claim, reading: Reading) -> tuple[dict[str, Any], str]:
        """A figure that measures what an earlier one did, or something new; and its number in words of a statement."""
        if not self.metrics or self.chance.random() < 0.3:
            id = self.names.id(self.english.text(2))
            self.measures[id] = like.figure.measure if like.figure else ""
            self.metrics.add(id)
        measure = self.metrics.pick()
        shape: Figure = self.chance.choice(self._figures[self.measures[measure]])

        def near(number: int | Decimal | None) -> int | Decimal | None:
            return (
                None if number is None else max(1, int(number * self.chance.choice((8, 9, 10, 10, 10, 11, 12)) // 10))
            )

        low, high, value = near(shape.low), shape.high, near(shape.value)
        figure = {
            "measure": measure,
            "value": value,
            "low": low,
            "high": high and max(high, (low or 0) + 1),
            "qualifier": shape.qualifier,
            "unit": shape.unit,
            "period": dated(reading.day, shape.period.text) if shape.period else None,
            "period_note": self._prose(shape.period_note, 300),
            "place": self._place() if shape.place else None,
        }
        return figure, f": {value or low:,}"

    @cached_property
    def _figures(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for claim in self.like.figures.items:
            if claim.figure:
                found.setdefault(claim.figure.measure, []).append(claim.figure)
        return found

    def _use_what_is_left(self, reading: Reading, quotes: list[Record]) -> None:
        """Quotes that no claim cites yet are cited by one, actors that nothing names are what one is about."""
        claims = [one for one in reading.records if one.kind == "claims"]
        for number, quote in enumerate(quotes):
            fit = [one for one in claims[number % max(1, len(claims)) :] if len(one.data["evidence"]) < _MOST_CITED]
            if fit:
                fit[0].data["evidence"].append({"quote": quote.id, "direction": "supports"})
            else:
                self.left.append(quote.id)
        for number, actor in enumerate(self.actors.unnamed() if claims else ()):
            claims[number % len(claims)].data["about"].append(actor)
        free = [one for one in claims if not one.data["event"]]
        events = [id for id, _ in self.events.unnamed()]
        for claim, event in zip(free, events, strict=False):
            claim.data["event"] = event
        self.left += events[len(free) :]

    # --- briefings

    def _briefing(self, reading: Reading, naming: Sequence[str] = ()) -> None:
        """A text of our own on what the documents of late brought; or one that names records that nothing else does."""
        shape: Briefing = self._shapes["briefings"].one(self.chance)
        title = capital(self.english.text(self._length(shape.title, 20), 200))
        id = self.names.id(" ".join(title.split()[:4]))
        records = [one for source in self.window for one in source.records]
        cited = [one.id for one in records if one.kind in CITABLE]
        sections = [f"# {title}"]
        for place in range(len(shape.mentions)):
            if place % _CITATIONS == 0:
                sections.append(f"## {capital(self.english.text(5))}")
            words = self.english.sentences(self._length(shape.text, 10_000) // len(shape.mentions), 3000)
            sections.append(f"{words[:-1]}[@{self.chance.choice(cited)}].")
        sections += [f"{capital(self.english.text(12))} [{self.english.text(4)}](@{one})." for one in naming]
        reading.briefings[id] = "\n\n".join(sections) + "\n"
        self.made["briefings"] += 1
