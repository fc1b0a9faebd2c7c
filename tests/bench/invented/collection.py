"""An invented collection, told document after document as a tracker grows: what each names, quotes, claims and relays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from build_tools.derive.origins.lineage import COPYING
from build_tools.load import CITABLE
from build_tools.model import Descent
from build_tools.prose import Briefing
from tests.bench.invented.reading import Reading, dated
from tests.bench.invented.sayings import Sayings
from tests.bench.invented.teller import BEGIN
from tests.bench.invented.words import capital

_WINDOW = 5  # documents before the present one that its records may cite too
_CITATIONS = 8  # of a section of a briefing


@dataclass
class Collection(Sayings):
    """Tells `records` records. Each is given out when no later one can change it any more."""

    def readings(self) -> Iterator[Reading]:
        """Every document that is read, in the order of days, with the records that are made of it."""
        while self.made["documents"] < self.counts["documents"]:
            self._read()
            if len(self.window) > _WINDOW:
                yield self.window.popleft()
        self.left += [id for id in self.titles if id not in self.named]  # or named in what was told twice, and dropped
        if self.left:
            self._briefing(self.window[-1], self.left)
        yield from self.window

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
        for _ in range(self._due("actors") or not self.actors):
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
