"""Sets pages into the theme's frame, which is drawn once for all pages of a folder.

Nearly all that Material draws is the same on thousands of pages: the head, the menu, the search, the foot. What is a page's own
is drawn by small templates of `theme/partials/` (`_SLOTS`), or is one of its texts (`_TEXTS`). So the frame is drawn with a mark in
the place of each, cut at the marks, and joined again around what each page has there. The result is byte for byte what the theme
would have drawn: the tests compare.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment

from build_tools.sheet import Sheet

# The templates that draw what is a page's own, and look at nothing else of it.
_SLOTS = ("title", "card", "machines", "contents", "content")
# The front matter that the theme prints as it stands; so it does with the page's own address, where the site has one.
_TEXTS = frozenset({"description", "top"})
# The front matter that those look at, or nobody does in a page; `_SHAPING` it is drawn into the frame itself.
_OWN = frozenset({"title", "record", "search", "tags", "linked", "citation", "alternates", "cites", "contents"})
_SHAPING = frozenset({"hide", "script"})
_MARK = "\0"  # which no page holds


@dataclass(frozen=True)
class _Dummy:
    """A page of a folder, with marks for what is its own."""

    url: str
    meta: Mapping[str, Any]
    canonical_url: str | None
    content: str = ""
    title: str = ""
    is_homepage: bool = False
    toc: tuple[()] = ()
    previous_page: None = None
    next_page: None = None


class Frames:
    """The frames of a theme: `env` has its templates, `context` tells what they look at for a page, and the page itself."""

    def __init__(self, env: Environment, context: Callable[[Any], Mapping[str, Any]]) -> None:
        assert isinstance(env.loader, BaseLoader)
        marks = DictLoader({f"partials/{name}.html": f"{_MARK}{name}{_MARK}" for name in _SLOTS})
        self._frame = env.overlay(loader=ChoiceLoader([marks, env.loader])).get_template("main.html")
        self._slots = {name: env.get_template(f"partials/{name}.html") for name in _SLOTS}
        self._context = context
        self._drawn: dict[tuple[object, ...], tuple[Mapping[str, Any], list[str]]] = {}

    @staticmethod
    def fits(page: Sheet) -> bool:
        """Whether a page has nothing that its frame could depend on: pages in the navigation and those of other templates have."""
        return page.meta.keys() <= _OWN | _TEXTS | _SHAPING

    def html(self, page: Sheet) -> str:
        """The whole page."""
        around, frame = self._of(page)
        context = {**around, "page": page}
        own = {name: template.render(context) for name, template in self._slots.items()}
        own |= {name: page.meta.get(name, "") for name in _TEXTS} | {"canonical": page.canonical_url or ""}
        return "".join(own[part] if number % 2 else part for number, part in enumerate(frame))

    def _of(self, page: Sheet) -> tuple[Mapping[str, Any], list[str]]:
        """What templates look at for a page, and its frame: stretches of HTML, and between them the names of what is its own."""
        folder = page.url.removesuffix("/").rpartition("/")[0]
        shape = {name: page.meta[name] for name in _SHAPING & page.meta.keys()}
        texts = tuple(name for name in sorted(_TEXTS) if page.meta.get(name))
        place = (folder, page.canonical_url is None, str(sorted(shape.items())), texts)
        if place not in self._drawn:
            meta = {**shape, "title": _marked("title"), **{name: _marked(name) for name in texts}}
            dummy = _Dummy(f"{folder}/{_MARK}/", meta, page.canonical_url and _marked("canonical"))
            around = dict(self._context(dummy))
            self._drawn[place] = around, re.split(f"{_MARK}([a-z]+){_MARK}", self._frame.render(around))
        return self._drawn[place]


def _marked(name: str) -> str:
    return f"{_MARK}{name}{_MARK}"
