"""Questions on a terminal: one for each field of a new record, in plain words, each answer checked before the next."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.corpus import Corpus
from build_tools.finding import printable, shown
from build_tools.schema import SINGULAR, Schema, schema
from build_tools.writing.draft import draft, faults
from build_tools.writing.search import called, matching
from build_tools.writing.values import Unfit, Values, put

# Fields that need not be there and that nearly every record should have, in the order of the questions.
_USEFUL: Mapping[str, tuple[str, ...]] = {
    "actors": ("country", "part_of"),
    "documents": ("author", "container-title", "issued", "dated_by", "URL", "outlet"),
    "quotes": ("said", "event"),
    "claims": ("about", "when"),
    "commitments": ("promisees", "event"),
    "events": ("place", "participants"),
}
_MOST_SHOWN = 10


class Stopped(Exception):
    """Whoever was asked has stopped."""


@dataclass(frozen=True)
class Questions:
    """Asks for the fields of a record of a kind; `read` shows a prompt and returns the line that is typed."""

    kind: str
    corpus: Corpus
    read: Callable[[str], str] = input
    say: Callable[[str], None] = print

    def missing(self, values: Values) -> list[str]:
        """The fields that must be there and are not."""
        shape = schema(self.kind)
        together = [
            need for name, needed in shape.get("dependentRequired", {}).items() if name in values for need in needed
        ]
        return [name for name in shape["properties"] if name in (*shape["required"], *together) and name not in values]

    def answered(self, values: Values) -> Values:
        """The values with the answers; nothing is asked where nothing is missing."""
        if not self.missing(values):
            return values
        self.say(
            f"A new {SINGULAR[self.kind]}. Enter leaves a field out where that can be; Ctrl-C stops, and nothing is written."
        )
        fields = schema(self.kind)["properties"]
        for name in (name for name in fields if name in self.missing(values)):
            values = self._asked(values, name, fields[name], True)
        for name in _USEFUL[self.kind]:
            if name not in values and (name != "dated_by" or "issued" in values):
                values = self._asked(values, name, fields[name], name in self.missing(values))
        return values

    def line(self, prompt: str) -> str:
        """What is typed after a prompt, without space around it. Raises `Stopped`."""
        try:
            return self.read(f"{prompt} ").strip()
        except (EOFError, KeyboardInterrupt):
            raise Stopped from None

    def _asked(self, values: Values, path: str, shape: Schema, needed: bool) -> Values:
        """The values with the answer for one field, asked until it is sound."""
        item = shape.get("items", {})
        if shape.get("type") != "array":
            return self._one(values, path, shape, needed)
        self._explain(path, shape)
        number = 0
        while number == 0 or self.line(f"Another {path.rpartition('.')[2]}? (y/N)").lower().startswith("y"):
            before = values
            values = self._item(values, f"{path}.{number}", item, needed and number == 0)
            if values is before:
                break
            number += 1
        return values

    def _item(self, values: Values, path: str, item: Schema, needed: bool) -> Values:
        fields = item.get("properties", {})
        if not fields:
            return self._one(values, path, item, needed)
        if "family" in fields:
            return self._author(values, path)
        before, values = values, self._one(values, f"{path}.quote", fields["quote"], False)
        if values is before:
            values = self._one(values, f"{path}.document", fields["document"], needed)
            if values is before:
                return before
            values = self._one(values, f"{path}.passage", fields["passage"], True)
        for name in item.get("required", []):
            values = self._one(values, f"{path}.{name}", fields[name], True)
        if "attributed_to" in fields:
            values = self._asked(values, f"{path}.attributed_to", fields["attributed_to"], False)
        return values

    def _author(self, values: Values, path: str) -> Values:
        text = self.line("Family name, given name; or the name of a body:")
        return self._with(values, author_fields(path, text)) if text else values

    def _one(self, values: Values, path: str, shape: Schema, needed: bool) -> Values:
        """The values with one text, where one is given."""
        self._explain(path, shape)
        while True:
            typed = self.line(f"{path}{'' if needed else ' (Enter for none)'}:")
            if not typed and not needed:
                return values
            text = self._chosen(typed, shape)
            if text is None:
                continue
            try:
                answered = self._with(values, {path: text})
            except Unfit as error:
                self.say(str(error))
                continue
            wrong = list(self._wrong(answered, path))
            if not wrong:
                return answered
            for message in wrong:
                self.say(message)

    def _with(self, values: Values, given: Mapping[str, str]) -> Values:
        answered: Values = _copy(values)
        for path, text in given.items():
            put(answered, path, text)
        return answered

    def _wrong(self, values: Values, path: str) -> Iterator[str]:
        found = faults(self.kind, draft(self.kind, values, {}), values, self.corpus)
        return (finding.message for place, finding in found if place == path)

    def _explain(self, path: str, shape: Schema) -> None:
        examples = [str(example) for example in shape.get("examples", [])[:2]]
        such_as = f" Such as: {', '.join(map(shown, examples))}." if examples and "enum" not in shape else ""
        self.say(f"\n{path}: {shape.get('description', '')}{such_as}")
        for number, choice in enumerate(shape.get("enum", []), 1):
            self.say(f"  {number}  {choice}")
        if "refersTo" in shape:
            self.say(f"  (type a part of the name of the {SINGULAR[shape['refersTo']]}, or its id)")

    def _chosen(self, typed: str, shape: Schema) -> str | None:
        """What is meant by what was typed: a choice by its number, a record by a part of its name; None to ask again."""
        if "enum" in shape and typed.isdecimal() and 0 < int(typed) <= len(shape["enum"]):
            return str(shape["enum"][int(typed) - 1])
        return self._record(typed, shape["refersTo"]) if "refersTo" in shape else typed

    def _record(self, typed: str, kind: str) -> str | None:
        known = called(self.corpus, kind)
        found = [typed] if typed in known else matching(self.corpus, kind, typed)
        if not found:
            self.say(
                f"No {SINGULAR[kind]} is called that; type another part of its name. `new {SINGULAR.get(kind)}` writes a new one."
            )
            return None
        for number, id in enumerate(found[:_MOST_SHOWN], 1):
            self.say(f"  {number}  {id}: {printable(known[id][0])[:80]}")
        if typed in known:
            return typed
        chosen = self.line("Which number (Enter for the first, 0 for none of them)?") or "1"
        return found[int(chosen) - 1] if chosen.isdecimal() and 0 < int(chosen) <= len(found[:_MOST_SHOWN]) else None


def author_fields(path: str, text: str) -> dict[str, str]:
    """An author as CSL has it, by dotted paths: "Family, Given" in two fields, any other name in one."""
    family, comma, given = (part.strip() for part in text.partition(","))
    return (
        {f"{path}.family": family, f"{path}.given": given} if comma and family and given else {f"{path}.literal": text}
    )


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(item) for name, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value
