"""What documents say: quotes, and the claims that rest on them and on passages."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from build_tools.model import Claim, Evidence, Figure
from tests.bench.invented.reading import Reading, Record, dated
from tests.bench.invented.subjects import Subjects
from tests.bench.invented.words import capital

_MOST_CITED = 25  # passages and quotes of a claim


@dataclass
class Sayings(Subjects):
    """Makes each from the document that is being read, and lets claims name what nothing else does."""

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
        """A quote of an earlier document in the same language, of whose words this document has none yet."""
        here = {one.data["utterance"] for one in reading.quotes} - {None}
        earlier = [one for one in self.window if one is not reading and one.language == reading.language]
        quotes = [quote for one in earlier for quote in one.quotes if quote.data["utterance"] not in here]
        return self.chance.choice(quotes) if quotes else None

    def _reworded(self, text: str, reading: Reading) -> str:
        """The same words with some others: about one in eight."""
        words = text.split()
        for place in range(len(words)):
            if self.chance.random() < 0.125:
                words[place] = reading.lexicon.words(4)[0]
        return " ".join(words)

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
            self.named.add(actor)
        free = [one for one in claims if not one.data["event"]]
        events = [id for id, _ in self.events.unnamed()]
        for claim, event in zip(free, events, strict=False):
            claim.data["event"] = event
        self.left += events[len(free) :]
