"""Who owes whom: what sides promise each other and ask of each other, drawn, counted, and listed by who and whom."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from build_tools import markup as mu
from build_tools.corpus import by_date_made
from build_tools.derive import Dossier
from build_tools.model import Commitment
from build_tools.pages.overviews.arrows import Arrow, picture
from build_tools.pages.overviews.board import form_id
from build_tools.pages.parts.names import listed
from build_tools.pages.parts.page import Page
from build_tools.pages.parts.sides import NOBODY, Pair, Side, Sides
from build_tools.pages.parts.status import as_of
from build_tools.pages.words import counted

MOST_ARROWS = 24
MOST_SIDES = 24  # rows, and columns, of a table
_LEAD = (
    "Who promised something to whom, and who asked whom for something. A side is a country with everyone who acts for it "
    "or in it, or else a body of its own. Each number leads to the commitments that it counts."
)

# What binds a side to another: the commitments, and of each the actors (by, to) that it binds.
_Bound = list[tuple[Commitment, list[tuple[str, str]]]]


@dataclass(frozen=True)
class _Part:
    """One half of the page, and its words; a request is drawn from whoever asks, a promise from whoever is to act."""

    form: str
    heading: str
    shown: str
    corner: str
    sentence: str
    asked: bool = False


_PARTS = (
    _Part(
        "undertaken",
        "Promised and planned",
        "The arrows run from whoever is to act to those to whom it was promised; the thicker, the more commitments. What two "
        "promised each other counts once in either direction.",
        "Who is to act ↓ towards →",
        "{by} towards {to}",
    ),
    _Part(
        "asked",
        "Asked for",
        "The arrows run from whoever asks to whoever is asked, and are broken: nothing on record says that it was promised.",
        "Who is asked ↓ by →",
        "{to} asks of {by}",
        asked=True,
    ),
)


def owing_page(dossier: Dossier) -> str:
    page = Page(dossier, "parties/index.md")
    sides = Sides(dossier.corpus)
    commitments = sorted(dossier.corpus.commitments.values(), key=by_date_made)
    parts = (_part(page, part, bound(sides, _of_form(commitments, part.form))) for part in _PARTS)
    return page.render("Who owes whom", _LEAD, mu.phrase(_LEAD, as_of(page)), *parts)


def bound(sides: Sides, commitments: Iterable[Commitment]) -> dict[Pair, _Bound]:
    """What binds each side to each other, in the order of their names."""
    found: dict[Pair, _Bound] = {}
    for commitment in commitments:
        for pair, actors in sides.pairs(commitment).items():
            found.setdefault(pair, []).append((commitment, actors))
    return dict(sorted(found.items()))


def _of_form(commitments: Iterable[Commitment], form: str) -> list[Commitment]:
    return [commitment for commitment in commitments if form_id(commitment) == form]


def _part(page: Page, part: _Part, found: Mapping[Pair, _Bound]) -> str:
    """The picture, the table that says the same, and what the numbers count."""
    if not found:
        return ""
    lists = (_between(page, part, pair, members) for pair, members in found.items())
    return page.section(
        part.heading,
        part.shown,
        _drawn(part, found),
        mu.heading(3, f"{part.heading}, as a table"),
        _table(page, part, found),
        mu.heading(3, f"{part.heading}, one by one"),
        *lists,
    )


def _drawn(part: _Part, found: Mapping[Pair, _Bound]) -> str:
    """The arrows that stand for most, as HTML: addresses in it are relative to the page as it is served."""
    largest = sorted(found, key=lambda pair: (-len(found[pair]), pair))[:MOST_ARROWS]
    arrows = [_arrow(part, pair, len(found[pair])) for pair in largest]
    drawn = picture(arrows, f"{part.heading}: how many, from whom to whom", dashed=part.asked)
    rest = len(found) - len(largest)
    cut = (
        f"The picture leaves out {counted(rest, 'arrow')} that stand for fewer; the list below has all." if rest else ""
    )
    return mu.blocks(mu.Block(f'<div class="picture">{drawn}</div>'), cut)


def _arrow(part: _Part, pair: Pair, count: int) -> Arrow:
    words = f"{_said(part, pair)}: {counted(count, 'commitment' if not part.asked else 'request')}"
    drawn = Pair(pair.to, pair.by) if part.asked else pair
    return Arrow(drawn, count, f"../commitments/?{urlencode(_chosen(part, pair))}", words)


def _chosen(part: _Part, pair: Pair) -> dict[str, str]:
    """What chooses these commitments on the board."""
    return {"form": part.form, "pair": pair.id}


def _said(part: _Part, pair: Pair) -> str:
    if pair.by == pair.to:
        return f"Within {pair.by.name}"
    return mu.capital(part.sentence.format(by=pair.by.name, to=pair.to.name))


def _table(page: Page, part: _Part, found: Mapping[Pair, _Bound]) -> str:
    """A row for each side that is to act, a column for each towards which, nobody last; of many, those with most."""
    rows, fewer = _largest((pair.by, len(members)) for pair, members in found.items())
    columns, less = _largest((pair.to, len(members)) for pair, members in found.items())

    def cell(by: Side, to: Side) -> str:
        pair = Pair(by, to)
        return mu.link(str(len(found[pair])), page.board(**_chosen(part, pair))) if pair in found else "–"

    head = [part.corner, *(mu.text(mu.capital(to.name)) for to in columns)]
    table = mu.table(head, ([mu.text(by.name), *(cell(by, to) for to in columns)] for by in rows))
    left_out = listed([words for words in (counted(fewer, "row"), counted(less, "column")) if words[0] != "0"])
    cut = f"The table leaves out {left_out} for sides with fewer; the list below has all." if left_out else ""
    return mu.blocks(mu.block("matrix", table), cut)


def _largest(counts: Iterable[tuple[Side, int]]) -> tuple[list[Side], int]:
    """The sides with the most commitments, by name and nobody last, and how many others there are."""
    total: Counter[Side] = Counter()
    for side, count in counts:
        total[side] += count
    most = sorted(total, key=lambda side: (-total[side], side))[:MOST_SIDES]
    return sorted(most, key=lambda side: (side == NOBODY, side)), len(total) - len(most)


def _between(page: Page, part: _Part, pair: Pair, members: _Bound) -> str:
    """The commitments that bind a side to another, under the actors that they bind."""
    actors: dict[tuple[str, str], list[Commitment]] = {}
    for commitment, bound_actors in members:
        for one in bound_actors:
            actors.setdefault(one, []).append(commitment)
    by_name = sorted(actors, key=lambda one: _named(part, one, lambda id: page.corpus.actors[id].name))
    items = (_under(page, _named(part, one, page.actor), actors[one]) for one in by_name)
    return mu.disclosure(f"{mu.text(_said(part, pair))}: {len(members)}", mu.bullets(items))


def _named(part: _Part, actors: tuple[str, str], name: Callable[[str], str]) -> str:
    by, to = (name(id) if id else NOBODY.name for id in actors)
    return mu.capital(part.sentence.format(by=by, to=to))


def _under(page: Page, names: str, commitments: Sequence[Commitment]) -> str:
    lines = (f"{page.link(one)} — {one.made}. {page.status(page.dossier.statuses[one.id].id)}" for one in commitments)
    return mu.blocks(f"{names}:", mu.bullets(lines))
