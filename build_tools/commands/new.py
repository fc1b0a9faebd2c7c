"""`new`: a commented record that passes its schema, from answers, flags, metadata, or a form that was filled in on GitHub."""

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from build_tools.captures import NotCaptured
from build_tools.commands.conversation import Conversation, Stopped
from build_tools.commands.flags import Flags, flags, given, quoted
from build_tools.commands.record import Given, record, told
from build_tools.commands.terminal import day, line, mistake
from build_tools.corpus import Corpus
from build_tools.finding import printable, shown
from build_tools.load import load
from build_tools.schema import KINDS, SINGULAR, schema
from build_tools.writing.draft import NotWritten, briefing, briefing_faults, file_of, write
from build_tools.writing.ids import proposed
from build_tools.writing.issue import LARGEST, NoForm, filled, suggestion, summary
from build_tools.writing.metadata.item import Unusable
from build_tools.writing.metadata.source import found
from build_tools.writing.values import Unfit, Values

EXAMPLES = """\
  new quote                                            asks for each field, on a terminal
  new quote --help                                     every field of a quote, as a flag
  new document --from page.html --standing reporting   what a saved page says of itself
  new document --from refs.bib --entry berg2019        one entry of a BibTeX, RIS or CSL-JSON file
  new document --from 10.1000/182                      what the registry of a DOI knows
  new claim --statement "The town agreed to dig." --kind fact --set evidence.0.quote=ID --set evidence.0.direction=supports
  new --from-issue issue.md                            what was written into a form on GitHub
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from-issue", type=Path, metavar="FILE", help="the text of an issue that a form on GitHub made"
    )
    _shared(parser)
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", title="kinds", parser_class=Flags)
    for kind in (*KINDS, "briefings"):
        meaning = schema(kind)["description"] if kind in KINDS else "Prose that cites records."
        own = kinds.add_parser(SINGULAR[kind], aliases=[kind], help=quoted(meaning), description=quoted(meaning))
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
        type=day,
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
    return record(kind, _given(kind, options, corpus), options, corpus)


def _given(kind: str, options: Namespace, corpus: Corpus) -> Given:
    """What metadata and flags tell; what flags tell counts."""
    values: Values = {}
    doubts: dict[str, str] = {}
    left_out: tuple[str, ...] = ()
    if getattr(options, "source", None):
        read = found(options.source, _today(options), options.entry)
        values, doubts, left_out = read.metadata.values(), dict(read.doubts), read.left_out
    return Given(told(kind, values, doubts, options, corpus), doubts, left_out)


def _briefing(options: Namespace, corpus: Corpus) -> int:
    paths = given(options)
    title = paths.pop("title", "")
    if paths:
        raise Unfit(f"a briefing has no field {shown(next(iter(paths)))}; it is Markdown below a title")
    if not title and sys.stdin.isatty() and sys.stdout.isatty():
        title = Conversation("briefings", corpus).line("title:")
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
        lines, sound = summary(form, answers, corpus)
        print(lines)
        return 0 if sound else 1
    read = suggestion(answers, _today(options))
    values, doubts = read.metadata.values(), dict(read.doubts)
    if answers["standing"]:
        values["standing"] = answers["standing"]
    return record(
        "documents", Given(told("documents", values, doubts, options, corpus), doubts, read.left_out), options, corpus
    )


def _today(options: Namespace) -> date:
    return getattr(options, "today", None) or date.today()
