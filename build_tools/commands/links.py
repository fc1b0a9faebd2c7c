"""`links`: whether the links of the built site lead somewhere, and whether the web addresses of the records still answer."""

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from build_tools.commands.terminal import coloured, day, followed, line, mistake
from build_tools.derive import Dossier
from build_tools.finding import harmless, printable
from build_tools.links import internal
from build_tools.links.asking import Asking
from build_tools.links.places import Address, addresses
from build_tools.links.report import report
from build_tools.links.rounds import Outcome, asked, due, is_online
from build_tools.reachable import FILE, VERDICTS
from build_tools.site import address, dossier_of, write_links

EXAMPLES = """\
  links --internal               every link, anchor, footnote and file of site/ leads somewhere; no network
  links --internal FOLDER        the same of a site that was built elsewhere
  links --external               ask every web address of the records, and write sources/links.lock
  links --external --fresh 0     ask those too that answered in the last days
  links --external --strict      exit code 1 where an address is dead or was refused
"""


def arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--internal",
        metavar="FOLDER",
        type=Path,
        nargs="?",
        const=Path("site"),
        help="look at the built site in this folder (default: site)",
    )
    which.add_argument("--external", action="store_true", help="ask the web addresses of the records")
    parser.add_argument(
        "--fresh",
        metavar="DAYS",
        type=_days,
        default=6,
        help="do not ask again what answered less than so many days ago (default: 6)",
    )
    parser.add_argument("--strict", action="store_true", help="exit code 1 where an address is dead or was refused")
    parser.add_argument("--today", metavar="DATE", type=day, help="the day to write down, such as 2023-04-01")


def _days(text: str) -> int:
    if not (text.isdecimal() and len(text) < 5):
        raise ArgumentTypeError("give a number of days, such as 6")
    return int(text)


def run(options: Namespace) -> int:
    return _external(options) if options.external else _internal(options.root / options.internal)


def _internal(site: Path) -> int:
    started = time.perf_counter()
    if sys.stderr.isatty():
        print(f"looking at the links of {printable(str(site))}", file=sys.stderr)
    try:
        number, findings = internal.check(site, address())
    except internal.NoSite as error:
        return mistake(str(error))
    for finding in findings:
        print(line(finding))
    took = f"{number} links within the site; {time.perf_counter() - started:.2f} s"
    print(f"links: {coloured(f'{len(findings)} findings', 'red') if findings else coloured('sound', 'green')}: {took}")
    return 1 if findings else 0


def _external(options: Namespace) -> int:
    started = time.perf_counter()
    dossier, findings = dossier_of(options.root)
    if dossier is None:
        for finding in findings:
            print(line(finding))
        return 1
    every = addresses(dossier.corpus)
    wanted = due(every, dossier.links, options.today or date.today(), options.fresh)
    asking = Asking()
    outcomes, stopped = _asked(wanted, dossier, options.today or date.today(), asking)
    silent = any(outcome.link for outcome in outcomes) and not any(outcome.answered for outcome in outcomes)
    if silent and (stopped or not is_online(every, wanted, dossier.links, asking)):
        print("no address answered: is this machine on the network? Nothing was written.", file=sys.stderr)
        return 1
    return _told(options, dossier, every, outcomes, stopped, started)


def _asked(wanted: Sequence[Address], dossier: Dossier, today: date, asking: Asking) -> tuple[list[Outcome], bool]:
    """What became of the addresses, as far as it is known when somebody stops it; and whether somebody did."""
    outcomes: list[Outcome] = []
    try:
        round_ = asked(wanted, dossier.links, today, asking)
        outcomes.extend(followed(round_, len(wanted), "asking"))
    except KeyboardInterrupt:
        return outcomes, True
    return outcomes, False


def _told(
    options: Namespace,
    dossier: Dossier,
    every: Sequence[Address],
    outcomes: Sequence[Outcome],
    stopped: bool,
    started: float,
) -> int:
    """Writes what is known, tells it, and returns the exit code."""
    refused = {outcome.address.address: outcome.refused for outcome in outcomes if outcome.refused}
    known = {**dossier.links, **{o.link.address: o.link for o in outcomes if o.link}}
    links = {one.address: known[one.address] for one in every if one.address in known and one.address not in refused}
    changed = write_links(options.root, links.values())
    for finding in report(every, links, refused):
        print(line(finding))
    counts = Counter(link.verdict for link in links.values())
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
    print(
        f"links: {len(every)} addresses, {len(outcomes)} asked: {told}{f', {len(refused)} refused' if refused else ''}; "
        f"{changed} lines of {FILE} changed; {time.perf_counter() - started:.2f} s"
    )
    faults = [outcome for outcome in outcomes if outcome.fault]
    for outcome in faults:
        told = f"the tools failed at {outcome.address.address}: {outcome.fault}; please tell those who look after them"
        print(harmless(printable(told)), file=sys.stderr)
    if stopped:
        print("stopped before every address was asked; what is known is written", file=sys.stderr)
    failed = bool(faults) or stopped or (options.strict and (counts["dead"] > 0 or bool(refused)))
    return 1 if failed else 0
