"""Questions on a terminal: one for each field of a new record, in plain words, each answer checked before the next."""

from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.commands.conversation import Conversation
from build_tools.finding import shown
from build_tools.schema import SINGULAR, Schema, schema
from build_tools.writing.draft import draft, faults
from build_tools.writing.search import bearers
from build_tools.writing.values import Unfit, Values, on_record, put

# Fields that need not be there and that nearly every record should have, in the order of the questions.
_USEFUL: Mapping[str, tuple[str, ...]] = {
    "actors": ("country", "part_of"),
    "documents": ("author", "container-title", "issued", "dated_by", "URL", "outlet"),
    "quotes": ("said", "event"),
    "claims": ("about", "when"),
    "commitments": ("promisees", "event"),
    "events": ("place", "participants"),
}
# What one item of a list is called, where that is not the name of the list without its last letter.
_ONE_OF = {"about": "actor", "attributed_to": "actor", "author": "author", "evidence": "piece of evidence"}


class Questions(Conversation):
    """Asks for the fields of a record of a kind."""

    def missing(self, values: Values) -> list[str]:
        """The fields that must be there and are not."""
        shape = schema(self.kind)
        together = [
            need for name, needed in shape.get("dependentRequired", {}).items() if name in values for need in needed
        ]
        if values.get("kind") == "figure":
            together.append("figure")
        return [name for name in shape["properties"] if name in (*shape["required"], *together) and name not in values]

    def answered(self, values: Values) -> Values:
        """The values with the answers; nothing is asked where nothing is missing."""
        if not self.missing(values):
            return values
        self.say(
            f"A new {SINGULAR[self.kind]}. Enter leaves a field out where that can be; Ctrl-C stops, and nothing is written."
        )
        fields = schema(self.kind)["properties"]
        for name in fields:
            if name in self.missing(values):
                values = self._asked(values, name, fields[name], True)
        for name in _USEFUL[self.kind]:
            if name not in values and (name != "dated_by" or "issued" in values):
                values = self._asked(values, name, fields[name], name in self.missing(values))
        return values

    def _asked(self, values: Values, path: str, shape: Schema, needed: bool) -> Values:
        """The values with the answer for one field, asked until it is sound."""
        if shape.get("type") == "object":
            return self._figure(values, path, shape["properties"])
        if shape.get("type") != "array":
            return self._one(values, path, shape, needed)
        self.explain(path, shape)
        name = path.rpartition(".")[2]
        number = 0
        while number == 0 or self.agreed(f"Another {_ONE_OF.get(name, name.removesuffix('s'))}?"):
            before = values
            values = self._item(values, f"{path}.{number}", shape.get("items", {}), needed and number == 0)
            if values is before:
                break
            number += 1
        return values

    def _figure(self, values: Values, path: str, fields: Mapping[str, Schema]) -> Values:
        """The values with a measured number, or with the two ends of a range where no number is given."""
        values = self._one(values, f"{path}.measure", fields["measure"], True)
        before, values = values, self._one(values, f"{path}.value", fields["value"], False, "Enter for a range")
        ends = ("low", "high") if values is before else ()
        for name in (*ends, "unit"):
            values = self._one(values, f"{path}.{name}", fields[name], True)
        return self._one(values, f"{path}.period", fields["period"], False)

    def _item(self, values: Values, path: str, item: Schema, needed: bool) -> Values:
        fields = item.get("properties", {})
        if not fields:
            return self._one(values, path, item, needed)
        if "family" in fields:
            return self._author(values, path)
        cited = self._cited(values, path, fields, needed)
        if cited is values:
            return values
        for name in item.get("required", []):
            cited = self._one(cited, f"{path}.{name}", fields[name], True)
        if "attributed_to" in fields and "quote" not in _at(cited, path):
            cited = self._asked(cited, f"{path}.attributed_to", fields["attributed_to"], False)
        return cited

    def _cited(self, values: Values, path: str, fields: Mapping[str, Schema], needed: bool) -> Values:
        """The values with a quote, or with a document and a passage of it; without a passage, it is asked anew."""
        while True:
            quoted = self._one(values, f"{path}.quote", fields["quote"], False)
            if quoted is not values:
                return quoted
            chosen = self._one(values, f"{path}.document", fields["document"], needed)
            if chosen is values:
                return values
            passage = self._one(
                chosen, f"{path}.passage", fields["passage"], False, "Enter to choose another quote or document"
            )
            if passage is not chosen:
                return passage

    def _author(self, values: Values, path: str) -> Values:
        text = self.line("Family name, given name; or the name of a body:")
        return self._with(values, author_fields(path, text)) if text else values

    def _one(self, values: Values, path: str, shape: Schema, needed: bool, otherwise: str = "Enter for none") -> Values:
        """The values with one text, where one is given; `otherwise` says what Enter does where none is needed."""
        self.explain(path, shape)
        usual = self._usual(values, path)
        hint = f" [{usual}]" if usual else "" if needed else f" ({otherwise})"
        while True:
            typed = self.line(f"{path}{hint}:") or usual
            if not typed and not needed:
                return values
            if not typed:
                self.say(f"{path} is needed; Ctrl-C stops.")
                continue
            text = self.chosen(typed, shape)
            if text is None:
                continue
            try:
                answered = self._with(values, {path: text})
            except Unfit as error:
                self.say(str(error))
                continue
            wrong = list(self._wrong(answered, path))
            for message in wrong:
                self.say(message)
            if not wrong and self._meant(answered, path):
                return answered

    def _usual(self, values: Values, path: str) -> str:
        """What Enter stands for: words are mostly in the language of their document."""
        document = self.corpus.documents.get(values.get("document", ""))
        return document.language if document and (self.kind, path) == ("quotes", "language") else ""

    def _with(self, values: Values, given: Mapping[str, str]) -> Values:
        answered: Values = _copy(values)
        for path, text in given.items():
            put(answered, path, text)
        return answered

    def _wrong(self, values: Values, path: str) -> Iterator[str]:
        found = faults(self.kind, draft(self.kind, values, {}), values, self.corpus)
        yield from (finding.message for place, finding in found if place == path)
        if (self.kind, path) == ("documents", "URL") and (known := on_record(values["URL"], self.corpus)):
            yield f"the document at {shown(values['URL'])} is on record already, as {known}"

    def _meant(self, values: Values, path: str) -> bool:
        """Whether an answer is meant so: a name of an actor on record seldom is another one's."""
        named = bearers(self.corpus, "actors", values["name"]) if (self.kind, path) == ("actors", "name") else []
        return not named or self.agreed(f"{shown(values['name'])} is on record, as {named[0]}. Is this another?")


def author_fields(path: str, text: str) -> dict[str, str]:
    """An author as CSL has it, by dotted paths: "Family, Given" in two fields, any other name in one."""
    family, comma, given = (part.strip() for part in text.partition(","))
    return (
        {f"{path}.family": family, f"{path}.given": given} if comma and family and given else {f"{path}.literal": text}
    )


def _at(values: Values, path: str) -> Any:
    """What stands at a dotted path."""
    held: Any = values
    for name in path.split("."):
        held = held[int(name)] if name.isdigit() else held[name]
    return held


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
