"""`explain`: the whole reasoning behind a record, in words or as JSON."""

from argparse import ArgumentParser, Namespace

from build_tools.commands.terminal import day, line, mistake
from build_tools.corpus import kind_of
from build_tools.explain import explanation, in_words
from build_tools.finding import did_you_mean, harmless, printable, shown
from build_tools.report import data
from build_tools.site import dossier_of

EXAMPLES = """\
  explain harbour-dredging-2019                       its status, origins and evidence, with their reasons
  explain harbour-dredging-2019 --as-of 2019-06-01    as the record showed it on that day
  explain harbour-dredging-2019 --json                for programs
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of a record, or its kind and id: commitments/ID")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=day,
        help="as the record showed it on that day, such as 2023-04-01",
    )


def run(options: Namespace) -> int:
    dossier, findings = dossier_of(options.root, options.as_of)
    if dossier is None:
        for finding in findings:
            print(line(finding))
        return 1
    kind, _, id = options.id.rpartition("/")
    record = dossier.corpus.record(id)
    if record is None and (gone := dossier.corpus.withdrawn.get(id)):
        return mistake(f"{shown(id)} was withdrawn on {gone.withdrawn.text}: {printable(gone.reason)}")
    if record is None and id in dossier.corpus.formerly:
        return mistake(f'{shown(id)} is called "{dossier.corpus.formerly[id].id}" now')
    if record is None:
        near = did_you_mean(id, dossier.corpus.ids())
        return mistake(f"there is no record {shown(options.id)}{near}")
    if kind and kind != kind_of(record):
        return mistake(f"{shown(id)} is one of the {kind_of(record)}; leave out {shown(f'{kind}/')}")
    told = explanation(dossier, record)
    print(data(told) if options.json else harmless(in_words(told)))
    return 0
