"""The board: every commitment as a card with what it can be chosen by, and the form that chooses."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from build_tools import markup as mu
from build_tools.corpus import by_date_made
from build_tools.dates import Date, parse
from build_tools.derive import Dossier
from build_tools.derive.origins.origins import Origins
from build_tools.model import Commitment
from build_tools.pages.parts.marks import origins_mark
from build_tools.pages.parts.names import listed
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.sides import Pair, Side, Sides
from build_tools.pages.parts.status import as_of, status_line

FORMS = {"undertaken": "Promised or planned", "asked": "Asked for only"}
ORIGINS = {
    "one": "One at most",
    "several": "Two or more",
    "open": "One, perhaps more",
    "none": "None that is sure",
}
_REQUESTS = "Asked for, with no undertaking on record"
_OPTIONS = 100  # at most, of sides, of people and bodies, and of pairs; the script knows the others by their ids
_Chosen = TypeVar("_Chosen", str, Side, Pair)
_LEAD = (
    "What was promised, planned or asked for, by whom and to whom. Where something is on record as given in return, the "
    "card names it."
)


def board_page(dossier: Dossier) -> str:
    page = Page(dossier, "commitments/index.md")
    sides = Sides(dossier.corpus)
    commitments = sorted(dossier.corpus.commitments.values(), key=by_date_made)
    groups = [_group(page, sides, words, members) for words, members in _grouped(sides, commitments)]
    lead = mu.phrase(_LEAD, as_of(page))
    return page.render(
        "Commitments",
        _LEAD,
        lead,
        _form(page, sides, commitments),
        mu.block("board wide", *groups),
        wide=True,
        script="board.js",
    )


def form_id(commitment: Commitment) -> str:
    """Whether somebody undertook it, or it was only asked for."""
    return "asked" if commitment.form == "request" else "undertaken"


def origin_ids(origins: Origins) -> list[str]:
    """How many independent origins there are, as a reader chooses: by what is possible, and whether any is sure."""
    number = "one" if origins.at_most < 2 else "several" if origins.at_least > 1 else "open"
    return [number, "none"] if origins.at_least == 0 else [number]


def _grouped(sides: Sides, commitments: Iterable[Commitment]) -> Iterator[tuple[str, list[Commitment]]]:
    """The commitments by the sides that are to act, those with most to do first; requests apart: nobody undertook them."""
    groups: dict[str, list[Commitment]] = {}
    requests: list[Commitment] = []
    for commitment in commitments:
        acting = listed([side.name for side in sides.all_of(commitment.promisors)])
        (requests if commitment.form == "request" else groups.setdefault(acting, [])).append(commitment)
    yield from sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    yield _REQUESTS, requests


def _group(page: Page, sides: Sides, words: str, members: Iterable[Commitment]) -> str:
    cards = mu.block("cards", *(_card(page, sides, commitment) for commitment in members))
    return mu.block("group", page.section(words, cards), tag="section")


def _card(page: Page, sides: Sides, commitment: Commitment) -> str:
    """A commitment at a glance: what, how it stands, who to whom and when, about what, in return for what."""
    topics = page.corpus.vocabulary.topics
    returns = listed([page.link(other) for other, _ in page.corpus.returns_of(commitment)])
    said = ", ".join((*page.parties(commitment), str(commitment.made)))
    lines = (
        page.link(commitment),
        f"{status_line(page, commitment).removesuffix('.')} {origins_mark(page.dossier.origins(commitment))}",
        mu.sentence(said),
        f"In return for {returns}." if returns else "",
        mu.span("topics", f"About: {', '.join(mu.text(topics[id].name) for id in commitment.topics)}"),
    )
    return mu.block("card", *lines, tag="article", **_facts(page, sides, commitment))


def _facts(page: Page, sides: Sides, commitment: Commitment) -> dict[str, str]:
    """What a card can be chosen by: ids with spaces between them, and the first and last day it can have been made."""
    chosen = {
        "side": [side.id for side in sides.all_of(commitment.promisors)],
        "status": [page.dossier.statuses[commitment.id].id or "none"],
        "topic": commitment.topics,
        "actor": dict.fromkeys((*commitment.promisors, *commitment.promisees)),
        "pair": [pair.id for pair in sorted(sides.pairs(commitment))],
        "form": [form_id(commitment)],
        "origins": origin_ids(page.dossier.origins(commitment)),
    }
    days = {"from": commitment.made.earliest.isoformat(), "to": commitment.made.latest.isoformat()}
    return {name: " ".join(ids) for name, ids in chosen.items()} | days


@dataclass(frozen=True)
class _Choice:
    """A field of the form: its name in addresses, its label, and what can be chosen, as (value, words)."""

    name: str
    label: str
    options: Iterable[tuple[str, str]]

    def __str__(self) -> str:
        options = "".join(f'<option value="{mu.escape(id)}">{_plain(words)}</option>' for id, words in self.options)
        field = f'<select name="{self.name}"><option value="">All</option>{options}</select>'
        return f'<label class="field"><span>{_plain(self.label)}</span>{field}</label>'


def _form(page: Page, sides: Sides, commitments: list[Commitment]) -> str:
    """The form, which the script shows: without it there is nothing that it could do."""
    first = (
        _by_side(sides, commitments),
        _by_status(page, commitments),
        _by_topic(page, commitments),
        _by_time(commitments),
    )
    others = (_by_pair(sides, commitments), _by_actor(page, commitments), *_by_kind(page, commitments))
    rows = (
        '<form class="filters" aria-label="Choose commitments" autocomplete="off" data-search-exclude hidden>',
        f'<div class="fields">{"".join(map(str, first))}</div>',
        "<details><summary>More to choose by</summary>",
        f'<div class="fields">{"".join(map(str, others))}{_DAYS}</div></details>',
        '<p class="found"><span role="status"></span> <button type="button">Show all</button></p>',
        "</form>",
    )
    return mu.Block("\n".join(rows))


_DAYS = "".join(
    f'<label class="field"><span>Made {words}</span><input type="date" name="{name}"></label>'
    for name, words in (("from", "from"), ("to", "until"))
)


def _by_side(sides: Sides, commitments: Iterable[Commitment]) -> _Choice:
    acting = _most(side for one in commitments for side in sides.all_of(one.promisors))
    return _Choice("side", "Who is to act", [(side.id, side.name) for side in sorted(acting)])


def _by_status(page: Page, commitments: Iterable[Commitment]) -> _Choice:
    """The statuses that some commitment has, in the order of the rubric."""
    had = {page.dossier.statuses[one.id].id for one in commitments}
    terms = page.corpus.rubric.statuses
    options = [(id, f"{term.sign} {term.name}") for id, term in terms.items() if id in had]
    return _Choice("status", "Status", [*options, *([("none", "– No status")] if None in had else [])])


def _by_topic(page: Page, commitments: Iterable[Commitment]) -> _Choice:
    used = {id for one in commitments for id in one.topics}
    return _Choice("topic", "Topic", _named((id, page.corpus.vocabulary.topics[id].name) for id in used))


def _by_actor(page: Page, commitments: Iterable[Commitment]) -> _Choice:
    used = _most(id for one in commitments for id in {*one.promisors, *one.promisees})
    return _Choice("actor", "Person or body", _named((id, page.corpus.actors[id].name) for id in used))


def _by_pair(sides: Sides, commitments: Iterable[Commitment]) -> _Choice:
    pairs = _most(pair for one in commitments for pair in sides.pairs(one))
    return _Choice("pair", "Who to whom", [(pair.id, f"{pair.by.name} → {pair.to.name}") for pair in sorted(pairs)])


def _most(chosen: Iterable[_Chosen]) -> list[_Chosen]:
    """What most commitments can be chosen by, as many as a reader finds one among."""
    counts = Counter(chosen)
    return sorted(counts, key=lambda one: (-counts[one], one))[:_OPTIONS]


def _by_kind(page: Page, commitments: Iterable[Commitment]) -> Iterator[_Choice]:
    forms = {form_id(one) for one in commitments}
    yield _Choice("form", "What it is", [(id, words) for id, words in FORMS.items() if id in forms])
    origins = {id for one in commitments for id in origin_ids(page.dossier.origins(one))}
    yield _Choice("origins", "Origins", [(id, words) for id, words in ORIGINS.items() if id in origins])


def _by_time(commitments: Iterable[Commitment]) -> _Choice:
    """The years and months in which something is known to have been made, as intervals of ISO 8601, newest first."""
    known = {span for one in commitments for span in _spans(one.made)}
    newest = sorted(known, key=lambda span: (-span[1].toordinal(), span[0]))
    return _Choice("made", "Made in", [(f"{first}/{last}", _span(first, last)) for first, last in newest])


def _spans(made: Date) -> Iterator[tuple[date, date]]:
    """The year and the month that a date lies in whole."""
    first, last = made.earliest, made.latest
    if first.year == last.year:
        yield date(first.year, 1, 1), date(first.year, 12, 31)
        if first.month == last.month:
            yield first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])


def _span(first: date, last: date) -> str:
    """A month or a year in words."""
    return str(parse(first.isoformat()[: 7 if first.month == last.month else 4]))


def _named(options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Options by their words."""
    return sorted(options, key=lambda option: (option[1].casefold(), option[0]))


def _plain(words: str) -> str:
    """Text for the HTML of the form."""
    return mu.escape(mu.one_line(words))
