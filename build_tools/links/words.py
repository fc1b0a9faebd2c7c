"""Whether the words that records take from a page still stand in it, which is what links to words need."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.derive.verbatim.locate import Text, Words, places
from build_tools.excerpts import Excerpt
from build_tools.readable import Unreadable, codec, readable, whole
from build_tools.web import Answer

MOST = 4_000_000  # bytes that are read of a page
_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "txt"}


@dataclass(frozen=True)
class Sought:
    """How many words were looked for in a page, and those that do not stand in it; why none were, where none could be."""

    number: int = 0
    lost: tuple[Excerpt, ...] = ()
    unread: str = ""


def sought(answer: Answer, excerpts: Sequence[Excerpt], words: int | None) -> Sought:
    """Which of the words stand in the page that came back, compared as quotes are with captures.

    `words` is how many words the text had when it was read. Where none of its words stand in a page with less than half as
    many, that is no change of the text: it lies behind a wall, or a script would have to write it.
    """
    if not excerpts and not words:
        return Sought()
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        return Sought(unread="it is no web page, PDF or text")
    if len(answer.body) >= MOST:
        return Sought(unread=f"it is longer than {MOST // 1_000_000} MB")
    name, body = f"page.{_KINDS[kind]}", _recoded(answer, _KINDS[kind])
    try:
        text = _text(whole, name, body)
        lost = tuple(excerpt for excerpt in excerpts if not _stands(excerpt, text))
        if lost:  # a capture has its text in this way, which joins what some pages divide
            other = _text(readable, name, body)
            lost = tuple(excerpt for excerpt in lost if not _stands(excerpt, other))
    except Unreadable as error:
        return Sought(unread=f"its text cannot be read: {error}")
    if len(lost) == len(excerpts) and words and len(text.text.split()) < words / 2:
        return Sought(unread="what came back is much shorter than the text that was read")
    return Sought(len(excerpts), lost)


def _text(reading: Callable[[str, bytes], str], name: str, body: bytes) -> Text:
    return Text(unicodedata.normalize("NFC", reading(name, body)))


def _stands(excerpt: Excerpt, text: Text) -> bool:
    wanted = Words(excerpt.words, excerpt.prefix, excerpt.suffix, excerpt.omission)
    return next(places(text, wanted), None) is not None


def _recoded(answer: Answer, kind: str) -> bytes:
    """The body in an encoding that needs no declaration, where the header names its own: that goes before the page's."""
    _, _, declared = answer.headers.get("content-type", "").lower().partition("charset=")
    name = declared.partition(";")[0].strip(" \"'")
    own = codec(name)
    if kind == "pdf" or not own:
        return answer.body
    try:
        return answer.body.decode(own).encode("utf-16" if kind == "html" else "utf-8")
    except UnicodeError:
        return answer.body
