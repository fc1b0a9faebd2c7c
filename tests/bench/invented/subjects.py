"""What documents tell of: actors, events and commitments."""

from dataclasses import dataclass
from datetime import timedelta

from build_tools.model import Actor
from tests.bench.invented.reading import Reading, dated
from tests.bench.invented.teller import Teller
from tests.bench.invented.words import capital


@dataclass
class Subjects(Teller):
    """Makes each from the document that is being read."""

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
