"""Who is bound to whom as a picture: two columns of boxes, and arrows with their counts between them, in SVG.

Each arrow leaves and arrives at a place of its own, so that no count covers another however many there are. The picture
is drawn for the width of a phone, so that its words stay readable there; all colours are the style sheet's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from build_tools.markup import escape
from build_tools.pages.parts.sides import NOBODY, Pair, Side

WIDTH, BOX, RADIUS = 340, 108, 15  # in units that are nearly pixels on a phone
PITCH, LINE, PADDING, GAP = 36, 17, 10, 12  # from arrow to arrow, line to line; around words; between boxes
THINNEST, THICKEST = 1.5, 7.0
_LONGEST = 11  # signs in a line of a box
_HEAD = 9  # the length of an arrow's head


@dataclass(frozen=True)
class Arrow:
    """How many commitments bind a side to another, where they are listed, and the words for those who listen."""

    pair: Pair
    count: int
    address: str
    words: str


@dataclass(frozen=True)
class _Box:
    """A side in a column: its words in lines, and how high up it begins."""

    lines: Sequence[str]
    top: float
    height: float


def picture(arrows: Sequence[Arrow], words: str, dashed: bool = False) -> str:
    """The arrows as SVG; `words` say what it shows to those who listen."""
    left = _column((arrow.pair.by, arrow.count) for arrow in arrows)
    right = _column((arrow.pair.to, arrow.count) for arrow in arrows)
    height = max(_bottom(left), _bottom(right))
    starts = _ports([(arrow.pair.by, arrow.pair.to) for arrow in arrows], left, right, height)
    ends = _ports([(arrow.pair.to, arrow.pair.by) for arrow in arrows], right, left, height)
    most = max(arrow.count for arrow in arrows)
    lines = [_line(start, end, arrow.count / most) for arrow, start, end in zip(arrows, starts, ends, strict=True)]
    counts = [_count(arrow, start) for arrow, start in zip(arrows, starts, strict=True)]
    drawn = (*lines, *_boxes(left, 0, height), *_boxes(right, WIDTH - BOX, height), *counts)
    dashes = ' data-dashed="true"' if dashed else ""
    size = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
    return f'<svg class="owing"{dashes} {size} role="group" aria-label="{escape(words)}">{"".join(drawn)}</svg>'


def _column(ends: Iterable[tuple[Side, int]]) -> dict[Side, _Box]:
    """A box for each side, as high as its arrows or its words need; those that most concerns first, nobody last."""
    counts: dict[Side, list[int]] = {}
    for side, count in ends:
        counts.setdefault(side, []).append(count)
    boxes: dict[Side, _Box] = {}
    top = 0.0
    for side in sorted(counts, key=lambda side: (side == NOBODY, -sum(counts[side]), side)):
        lines = wrap(side.name, _LONGEST, max_lines=4, placeholder=" …")
        height = max(len(counts[side]) * PITCH, len(lines) * LINE + 2 * PADDING)
        boxes[side] = _Box(lines, top, height)
        top += height + GAP
    return boxes


def _bottom(column: Mapping[Side, _Box]) -> float:
    return max(box.top + box.height for box in column.values())


def _inset(column: Mapping[Side, _Box], height: float) -> float:
    """How far down a column begins, so that the two are centred on each other."""
    return (height - _bottom(column)) / 2


def _ports(
    ends: Sequence[tuple[Side, Side]], here: Mapping[Side, _Box], there: Mapping[Side, _Box], height: float
) -> list[float]:
    """How far down each arrow touches the box of its side `here`: beside each other, in the order of their other ends."""
    ports: dict[tuple[Side, Side], float] = {}
    for side, box in here.items():
        others = sorted((other for one, other in ends if one == side), key=lambda other: there[other].top)
        first = _inset(here, height) + box.top + (box.height - (len(others) - 1) * PITCH) / 2
        ports |= {(side, other): first + number * PITCH for number, other in enumerate(others)}
    return [ports[end] for end in ends]


def _line(start: float, end: float, share: float) -> str:
    """An arrow from the left column to the right, as thick as its share of the most."""
    thick = THINNEST + (THICKEST - THINNEST) * share
    tip, middle = WIDTH - BOX - 2, WIDTH / 2
    neck, half = tip - _HEAD, thick / 2 + 3.5
    curve = f"M{BOX} {start:g}C{middle + 20:g} {start:g} {middle:g} {end:g} {neck} {end:g}"
    head = f"M{neck} {end - half:g}L{tip} {end:g}L{neck} {end + half:g}z"
    return f'<path class="line" d="{curve}" stroke-width="{thick:.1f}"/><path class="head" d="{head}"/>'


def _count(arrow: Arrow, start: float) -> str:
    """How many, in a circle at the beginning of the arrow, linked to those commitments."""
    across = BOX + RADIUS + 5
    number = (
        f'<circle cx="{across}" cy="{start:g}" r="{RADIUS}"/><text x="{across}" y="{start + 5:g}">{arrow.count}</text>'
    )
    return f'<a href="{escape(arrow.address)}" aria-label="{escape(arrow.words)}">{number}</a>'


def _boxes(column: Mapping[Side, _Box], left: float, height: float) -> list[str]:
    return [_box(side, box, left, _inset(column, height) + box.top) for side, box in column.items()]


def _box(side: Side, box: _Box, left: float, top: float) -> str:
    first = top + box.height / 2 - (len(box.lines) - 1) * LINE / 2 + 5
    words = "".join(
        f'<text x="{left + BOX / 2:g}" y="{first + number * LINE:g}">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    nobody = ' data-nobody="true"' if side == NOBODY else ""
    frame = f'<rect x="{left + 1:g}" y="{top + 1:g}" width="{BOX - 2}" height="{box.height - 2:g}" rx="5"/>'
    return f'<g class="box"{nobody}>{frame}{words}</g>'
