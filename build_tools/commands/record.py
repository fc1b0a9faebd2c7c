"""One new record from what flags, metadata and answers tell: checked as a whole, then written, and the next step told."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.captures import NotCaptured, capture, folder
from build_tools.commands.asking import Questions
from build_tools.commands.flags import given, told_by
from build_tools.commands.terminal import mistake
from build_tools.corpus import Corpus
from build_tools.finding import printable, shown
from build_tools.meant.filenames import no_id
from build_tools.readable import LARGEST, Unreadable, readable
from build_tools.schema import SINGULAR
from build_tools.writing.draft import draft, faults, file_of, used, write
from build_tools.writing.ids import proposed
from build_tools.writing.search import bearers
from build_tools.writing.values import Unfit, Values, of_document, put, resolved


@dataclass(frozen=True)
class Given:
    """What a record is to hold, what to look at again, and what had no place."""

    values: Values
    doubts: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def told(kind: str, values: Values, doubts: dict[str, str], options: Namespace, corpus: Corpus) -> Values:
    """The values with what flags tell in their places; doubts of what is told otherwise fall."""
    paths = given(options)
    tops = {path.partition(".")[0] for path in paths}
    if "issued" in tops and "dated_by" in values:
        del values["dated_by"]  # it told of the other date
    for name in tops & set(doubts):
        del doubts[name]
    for name in {path.partition(".")[0] for path in paths if f"{path.partition('.')[0]}.0" == path} & set(values):
        del values[name]  # a list that is given takes the place of the one that was read
    for path, text in paths.items():
        put(values, path, text)
    named = bearers(corpus, "actors", str(values.get("name", ""))) if kind == "actors" else []
    if named and not hasattr(options, "id"):
        raise Unfit(f"{shown(values['name'])} is on record, as {named[0]}; if this is another, give its id with --id")
    return _placed(kind, values, doubts, corpus)


def _placed(kind: str, values: Values, doubts: dict[str, str], corpus: Corpus) -> Values:
    """The values with ids in the place of names; of a document, with what follows from them."""
    return resolved(kind, of_document(values, doubts, corpus) if kind == "documents" else values, corpus)


def record(kind: str, known: Given, options: Namespace, corpus: Corpus) -> int:
    """Asks for what is missing, checks the whole, and writes it."""
    values = known.values
    file: Path | None = getattr(options, "capture", None)
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if file:
        values["word_count"] = str(_words(file))
    asking = Questions(kind, corpus)
    asked = terminal and bool(asking.missing(values))
    values = _placed(kind, asking.answered(values), known.doubts, corpus) if asked else values
    text = draft(kind, values, known.doubts)
    if lacks := list(_lacks(kind, text, values, asking)):
        for lack in lacks:
            print(lack, file=sys.stderr)
        return mistake(
            f"new: no {SINGULAR[kind]} was written. `new {SINGULAR[kind]} --help` shows how each field is given"
        )
    id = getattr(options, "id", None) or proposed(kind, values, corpus, corpus.ids())
    if asked and not hasattr(options, "id"):
        id = asking.until_sound("\nid", id, lambda typed: no_id(typed) or used(options.root, kind, typed, corpus))
    if not id:
        raise Unfit("no id can be made of this; give one with --id")
    target = file_of(options.root, kind, id, corpus)
    _store(target, text, id, file, options.root)
    for item in known.left_out:
        print(f"not taken over: {printable(item)}")
    for name, doubt in known.doubts.items():
        print(f"look again: {name}: {printable(doubt)}")
    print(f"written: {printable(str(target))}")
    for hint in _hints(kind, values):
        print(f"to do: {hint}")
    print(f"next: {_next(kind, id, values, file)}")
    return 0


def _lacks(kind: str, text: str, values: Values, asking: Questions) -> Iterator[str]:
    """What is wrong with the values, and what is missing, as lines."""
    for path, finding in faults(kind, text, values, asking.corpus) if values else ():
        if path or finding.rule != "missing-field":
            yield f"{path}: {finding.message}"
    yield from (told_by(kind, name) for name in asking.missing(values))


def _store(path: Path, text: str, id: str, file: Path | None, root: Path) -> None:
    """Writes the record and, where its text is given, the capture; both or neither."""
    if file and (folder(root) / f"{id}.txt").exists():
        raise NotCaptured(f"a text of {shown(id)} is stored already; leave out --capture")
    write(path, text)
    try:
        if file:
            capture(root, id, file)
    except NotCaptured:
        path.unlink()
        raise


def _words(file: Path) -> int:
    """How many words the text of a file has."""
    try:
        with file.open("rb") as opened:
            return len(readable(file.name, opened.read(LARGEST + 1)).split())
    except Unreadable as error:
        raise NotCaptured(f"{printable(str(file))}: {printable(str(error))}") from None
    except OSError as error:
        raise NotCaptured(f"{printable(str(file))}: {error.strerror or type(error).__name__}") from None


def _hints(kind: str, values: Values) -> Iterator[str]:
    """What `check` or a reader will ask of the record next."""
    if kind == "claims" and "bears_on" not in values:
        yield 'if it bears on a commitment, write "bears_on"; its comment in the file says what that holds'
    if kind == "actors" and not {"evidence", "roles"} & set(values):
        yield 'no words name this actor yet: write "evidence" or "roles" with a passage, or `check` finds an unnamed-actor'
    if kind in ("actors", "events"):
        yield "refer to it from another record; as long as none does, `check` finds an orphan"


def _next(kind: str, id: str, values: Values, file: Path | None) -> str:
    """The command that most go on with."""
    if kind == "documents" and "evidence" not in values:
        quote = f"`python -m build_tools new quote --document {id}`"
        return f"{quote} for words of it" if file else f"save its text, and `python -m build_tools capture {id} FILE`"
    if kind in ("quotes", "claims", "actors", "events") and ("evidence" in values or kind == "quotes"):
        return "`python -m build_tools lock` verifies its words, then `python -m build_tools check`"
    return "`python -m build_tools check`"
