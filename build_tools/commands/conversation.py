"""What is said and typed on a terminal: a question with what its field holds, and what is meant by the answer."""

from collections.abc import Callable
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.finding import printable, shown
from build_tools.schema import SINGULAR, TERMS, Schema
from build_tools.writing.search import called, matching

_MOST_SHOWN = 10


class Stopped(Exception):
    """Whoever was asked has stopped."""


@dataclass(frozen=True)
class Conversation:
    """Talks about a new record of a kind; `read` shows a prompt and returns the line that is typed."""

    kind: str
    corpus: Corpus
    read: Callable[[str], str] = input
    say: Callable[[str], None] = print

    def line(self, prompt: str) -> str:
        """What is typed after a prompt, without space around it. Raises `Stopped`."""
        try:
            return self.read(f"{prompt} ").strip()
        except (EOFError, KeyboardInterrupt):
            raise Stopped from None

    def agreed(self, question: str) -> bool:
        """Whether the answer to a question is yes; Enter is no."""
        return self.line(f"{question} (y/N)").lower().startswith("y")

    def until_sound(self, prompt: str, proposed: str, fault: Callable[[str], str | None]) -> str:
        """What is typed, or what is proposed where that is Enter; asked again as long as it has a fault."""
        while True:
            typed = self.line(f"{prompt} [{proposed}]:" if proposed else f"{prompt}:") or proposed
            wrong = fault(typed)
            if wrong is None:
                return typed
            self.say(wrong)

    def explain(self, path: str, shape: Schema) -> None:
        """Says what a field holds, and what there is to choose from."""
        examples = [str(example) for example in shape.get("examples", [])[:2]]
        such_as = f"Such as: {', '.join(map(shown, examples))}." if examples and "enum" not in shape else ""
        self.say(f"\n{path}: {' '.join(filter(None, (shape.get('description'), such_as)))}")
        for number, choice in enumerate(shape.get("enum", []), 1):
            self.say(f"  {number}  {choice}")
        kind = shape.get("refersTo")
        if kind in TERMS:
            self.say(f"  (one of: {', '.join(called(self.corpus, kind))})")
        elif kind:
            self.say(f"  (type a part of the name of the {SINGULAR[kind]}, or its id)")

    def chosen(self, typed: str, shape: Schema) -> str | None:
        """What is meant by what was typed: a choice by its number, a record by a part of its name; None to ask again."""
        if "enum" in shape and typed.isdecimal() and 0 < int(typed) <= len(shape["enum"]):
            return str(shape["enum"][int(typed) - 1])
        return self._record(typed, shape["refersTo"]) if "refersTo" in shape else typed

    def _record(self, typed: str, kind: str) -> str | None:
        known = called(self.corpus, kind)
        found = [typed] if typed in known else matching(self.corpus, kind, typed)
        if not found:
            self.say(f"No {SINGULAR[kind]} is called that; {_remedy(kind, list(known))}")
            return None
        for number, id in enumerate(found[:_MOST_SHOWN], 1):
            self.say(f"  {number}  {id}: {printable(known[id][0])[:80]}")
        if typed in known:
            return typed
        chosen = self.line("Which number (Enter for the first, 0 for none of them)?") or "1"
        return found[int(chosen) - 1] if chosen.isdecimal() and 0 < int(chosen) <= len(found[:_MOST_SHOWN]) else None


def _remedy(kind: str, known: list[str]) -> str:
    if kind in TERMS:
        file = "rubric" if kind == "statuses" else "vocabulary"
        return f"sources/{file}.yaml holds the {kind}: {', '.join(known)}."
    return f"type another part of its name. `new {SINGULAR[kind]}` writes a new one."
