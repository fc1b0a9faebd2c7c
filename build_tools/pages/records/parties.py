"""Who is bound to whom, drawn: two boxes and an arrow between them, which read as a sentence."""

from collections.abc import Sequence

from build_tools import markup as mu
from build_tools.model import Commitment
from build_tools.pages.parts.page import Page

_NOBODY = "nobody in particular"
_VERBS = {"promise": "promised", "plan": "planned, and promised to", "request": "asked"}


def drawn(page: Page, commitment: Commitment) -> str:
    """Whoever promises, plans or asks, an arrow that says which, and to or of whom; or all who promise each other."""
    promisors, promisees = commitment.promisors, commitment.promisees
    if commitment.mutual:
        return _flow(page, [[actor] for actor in promisors], "promised each other", mutual="true")
    giving, taking = (promisees, promisors) if commitment.form == "request" else (promisors, promisees)
    answer = mu.link("in return for something", "#in-return-for") if page.corpus.returns_of(commitment) else ""
    return _flow(page, [giving, taking], mu.phrase(_VERBS[commitment.form], answer))


def _flow(page: Page, sides: Sequence[Sequence[str]], words: str, **data: str) -> str:
    """A box for each side, in the order in which they are read, and between them arrows, the first with the words."""
    boxes = [mu.block("flow-side", mu.bullets(map(page.actor, side)) or _NOBODY) for side in sides]
    arrows = [words, *("and" for _ in boxes[2:])]
    between = [mu.block("flow-arrow", arrow) for arrow in arrows]
    drawn = [part for pair in zip(boxes, [*between, ""], strict=True) for part in pair]
    return mu.block("flow", *drawn, **data)
