"""`new`: a commented record that passes its schema, from answers, flags, metadata, or a form that was filled in on GitHub."""

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from build_tools.captures import NotCaptured, capture, folder
from build_tools.commands.asking import Questions, Stopped
from build_tools.commands.flags import flags, given, meaning, quoted
from build_tools.commands.terminal import line, mistake
from build_tools.corpus import Corpus
from build_tools.finding import printable, shown
from build_tools.load import load
from build_tools.readable import LARGEST as LARGEST_TEXT
from build_tools.readable import Unreadable, readable
from build_tools.schema import KINDS, SINGULAR, schema
from build_tools.writing.draft import NotWritten, briefing, briefing_faults, draft, faults, file_of, write
from build_tools.writing.ids import proposed
from build_tools.writing.issue import LARGEST, NoForm, filled, suggestion, summary
from build_tools.writing.metadata.item import Unusable
from build_tools.writing.metadata.source import found
from build_tools.writing.values import Unfit, Values, put, resolved, with_outlet

HELP = "write a new record, with comments that say what can be added"
EXAMPLES = """\
  new quote                                          asks for each field, on a terminal
  new quote --help                                   every field of a quote, as a flag
  new document --from page.html --standing reporting what a saved page says of itself
  new document --from refs.bib --entry berg2019      one entry of a BibTeX, RIS or CSL-JSON file
  new document --from 10.1000/182                    what the registry of a DOI knows
  new claim --statement "The town agreed to dig." --kind fact --set evidence.0.quote=ID --set evidence.0.direction=supports
  new --from-issue issue.md                          what was written into a form on GitHub
"""


@dataclass(frozen=True)
class Given:
    """What a record is to hold, what to look at again, and what had no place."""

    values: Values
    doubts: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from-issue", type=Path, metavar="FILE", help="the text of an issue that a form on GitHub made"
    )
    _shared(parser)
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", title="kinds")
    for kind in (*KINDS, "briefings"):
        meaning = schema(kind)["description"] if kind in KINDS else "Prose that cites records."
        own = kinds.add_parser(kind, aliases=[SINGULAR[kind]], help=quoted(meaning), description=quoted(meaning))
        own.add_argument("--root", type=Path, default=SUPPRESS, help=SUPPRESS)
        _shared(own)
        if kind == "documents":
            _sources(own)
        flags(own, kind)


def _sources(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="source",
        metavar="X",
        help="what tells of it: a URL, a DOI, or a file: .bib, .ris, .json (CSL), .html",
    )
    parser.add_argument("--entry", metavar="KEY", help="which entry of a file that holds several")
    parser.add_argument(
        "--capture", type=Path, metavar="FILE", help="its text as .html, .pdf or .txt, to count its words and store it"
    )


def _shared(parser: ArgumentParser) -> None:
    parser.add_argument("--id", default=SUPPRESS, help="the id, in place of the one that is proposed")
    parser.add_argument(
        "--set",
        action="append",
        default=SUPPRESS,
        metavar="FIELD=VALUE",
        help="a field by its path, such as evidence.0.passage=…",
    )
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=SUPPRESS,
        metavar="DATE",
        help="the day that it is (default: the clock's)",
    )


def run(options: Namespace) -> int:
    if not options.kind and not options.from_issue:
        return mistake(f"new: say of which kind: {', '.join(SINGULAR[kind] for kind in (*KINDS, 'briefings'))}")
    corpus, findings = load(options.root)
    if corpus is None:
        for finding in findings:
            print(line(finding))
        print("new: mend these first; nothing was written", file=sys.stderr)
        return 1
    try:
        return _new(options, corpus)
    except (Unfit, Unusable, NotWritten, NotCaptured, NoForm) as error:
        return mistake(f"new: {error}; nothing was written")
    except Stopped:
        return mistake("\nnew: stopped; nothing was written")


def _new(options: Namespace, corpus: Corpus) -> int:
    if options.from_issue:
        return _from_issue(options, corpus)
    kind = next(kind for kind in (*KINDS, "briefings") if options.kind in (kind, SINGULAR[kind]))
    if kind == "briefings":
        return _briefing(options, corpus)
    return _record(kind, _given(kind, options, corpus), options, corpus)


def _given(kind: str, options: Namespace, corpus: Corpus) -> Given:
    """What metadata and flags tell; what flags tell counts."""
    values: Values = {}
    doubts: dict[str, str] = {}
    left_out: tuple[str, ...] = ()
    if getattr(options, "source", None):
        read = found(options.source, _today(options), options.entry)
        values, doubts, left_out = read.metadata.values(), dict(read.doubts), read.left_out
    return Given(_told(kind, values, doubts, options, corpus), doubts, left_out)


def _told(kind: str, values: Values, doubts: dict[str, str], options: Namespace, corpus: Corpus) -> Values:
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
    if kind == "documents":
        if known := next(
            (one.id for one in corpus.documents.values() if one.URL and values.get("URL") == one.URL), None
        ):
            raise Unfit(f"the document at {shown(values['URL'])} is on record already, as {known}")
        values, unknown = with_outlet(values, corpus)
        doubts |= {"container-title": unknown} if unknown else {}
    return resolved(kind, values, corpus)


def _record(kind: str, known: Given, options: Namespace, corpus: Corpus) -> int:
    """Asks for what is missing, checks the whole, and writes it."""
    values = known.values
    file: Path | None = getattr(options, "capture", None)
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if file:
        values["word_count"] = str(_words(file))
    asking = Questions(kind, corpus)
    asked = terminal and bool(asking.missing(values))
    values = resolved(kind, asking.answered(values), corpus) if asked else values
    text = draft(kind, values, known.doubts)
    if wrong := faults(kind, text, values, corpus):
        for path, finding in wrong:
            if path or finding.rule != "missing-field":
                print(f"{path}: {finding.message}", file=sys.stderr)
        for name in asking.missing(values):
            print(f"--{name} is missing: {meaning(schema(kind)['properties'][name])}", file=sys.stderr)
        return mistake(
            f"new: no {SINGULAR[kind]} was written. `new {SINGULAR[kind]} --help` shows how each field is given"
        )
    id = getattr(options, "id", None) or proposed(kind, values, corpus, corpus.ids())
    if asked and not hasattr(options, "id"):
        id = asking.line(f"\nid [{id}]:") or id
    if not id:
        raise Unfit("no id can be made of this; give one with --id")
    target = file_of(options.root, kind, id, corpus)
    _store(target, text, id, file, options.root)
    for told in known.left_out:
        print(f"not taken over: {printable(told)}")
    for name, doubt in known.doubts.items():
        print(f"look again: {name}: {printable(doubt)}")
    print(f"written: {printable(str(target))}")
    print(f"next: {_next(kind, id, values, file)}")
    return 0


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
            return len(readable(file.name, opened.read(LARGEST_TEXT + 1)).split())
    except Unreadable as error:
        raise NotCaptured(f"{printable(str(file))}: {printable(str(error))}") from None
    except OSError as error:
        raise NotCaptured(f"{printable(str(file))}: {error.strerror or type(error).__name__}") from None


def _next(kind: str, id: str, values: Values, file: Path | None) -> str:
    """The command that most go on with."""
    if kind == "documents" and "evidence" not in values:
        quote = f"`python -m build_tools new quote --document {id}`"
        return f"{quote} for words of it" if file else f"save its text, and `python -m build_tools capture {id} FILE`"
    if kind in ("quotes", "claims", "actors", "events") and ("evidence" in values or kind == "quotes"):
        return "`python -m build_tools lock` verifies its words, then `python -m build_tools check`"
    return "`python -m build_tools check`"


def _briefing(options: Namespace, corpus: Corpus) -> int:
    told = given(options)
    title = told.pop("title", "")
    if told:
        raise Unfit(f"a briefing has no field {shown(next(iter(told)))}; it is Markdown below a title")
    if not title and sys.stdin.isatty() and sys.stdout.isatty():
        title = Questions("briefings", corpus).line("title:")
    title = " ".join(title.split())
    if not title:
        return mistake("new: a briefing needs a title; give it with --title")
    id = getattr(options, "id", None) or proposed("briefings", {"title": title}, corpus, corpus.ids())
    if not id:
        raise Unfit("no id can be made of this title; give one with --id")
    text = briefing(title)
    for finding in briefing_faults(text, id):
        raise Unfit(f"title: {finding.message}")
    path = file_of(options.root, "briefings", id, corpus)
    write(path, text)
    print(
        f"written: {printable(str(path))}\nnext: write it, citing records by their ids, then `python -m build_tools check`"
    )
    return 0


def _from_issue(options: Namespace, corpus: Corpus) -> int:
    try:
        with options.from_issue.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise NoForm(f"{printable(str(options.from_issue))}: {error.strerror or type(error).__name__}") from None
    form, answers = filled(printable(str(options.from_issue)), content)
    if form != "suggest-a-source":
        told, sound = summary(form, answers, corpus)
        print(told)
        return 0 if sound else 1
    read = suggestion(answers, _today(options))
    values, doubts = read.metadata.values(), dict(read.doubts)
    if answers["standing"]:
        values["standing"] = answers["standing"]
    return _record(
        "documents", Given(_told("documents", values, doubts, options, corpus), doubts, read.left_out), options, corpus
    )


def _today(options: Namespace) -> date:
    return getattr(options, "today", None) or date.today()
