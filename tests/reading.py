"""What a page shows and what it is made of, once Markdown and HTML have been read: to hold beside what is on record."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import markdown
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_tools import markup as mu
from tests.conftest import ROOT


@cache
def extensions() -> dict[str, dict[str, Any]]:
    """The extensions of Python-Markdown that mkdocs.yml enables, with their settings."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=_Plain)["markdown_extensions"]
    return {name: {} for name in settings if isinstance(name, str)} | {
        name: held for one in settings if isinstance(one, dict) for name, held in one.items()
    }


class _Plain(yaml.SafeLoader):
    """Reads mkdocs.yml without asking the environment."""


_Plain.add_constructor("!ENV", lambda loader, node: None)


def rendered(text: str) -> str:
    """The HTML that the site's Markdown makes of a text, with the extensions that MkDocs adds."""
    held = {"fenced_code": {}, **extensions()}
    return markdown.markdown(text, extensions=list(held), extension_configs=held)


def whole(text: str) -> LexborNode:
    """The root of HTML, of which head and body are parts."""
    root = LexborHTMLParser(text).root
    assert root is not None
    return root


def parsed(text: str) -> LexborNode:
    """The body of HTML."""
    body = LexborHTMLParser(text).body
    assert body is not None
    return body


def block_of(page: str) -> str:
    """What stands below the front matter of a generated page: one block of HTML."""
    return page.partition("\n---\n")[2].strip("\n")


def opened(page: str) -> tuple[dict[str, Any], LexborNode]:
    """The front matter of a generated page, and its body."""
    matter = page.removeprefix("---\n").partition("\n---\n")[0]
    return yaml.safe_load(matter), parsed(rendered(block_of(page)))


def words(node: LexborNode) -> str:
    """The text of a part of a page, white space as HTML folds it."""
    return folded(node.text(deep=True))


def folded(text: str) -> str:
    return re.sub("[ \n]+", " ", text).strip(" ")


def shows(shown: str, told: str) -> bool:
    """Whether a text is told word for word; as a sentence it may have begun with a capital and ended with a full stop."""
    one = mu.one_line(told)
    return one in shown or mu.capital(one).removesuffix(".") in shown


def skeleton(node: LexborNode) -> Counter[str]:
    """The elements of a part of a page: each with its attributes' names and the elements it stands in, without any text.

    Counted without their order, since lists are in the order of what they list. Left out is what depends on words by
    design: marks of a comparison of words, words in other languages; and how many notes there are, since what is said
    twice in the same words has one note.
    """
    found = Counter(_below(node, ""))
    return Counter({path: 1 if ">ol[]>li[id]" in path or ">sup[id]" in path else found[path] for path in found})


def _below(node: LexborNode, above: str) -> Iterator[str]:
    for inner in node.iter(include_text=False):
        if inner.tag not in ("ins", "del") and inner.attributes.get("class") != "other-words":
            here = f"{above}>{inner.tag}[{','.join(sorted(inner.attributes))}]"
            yield here
            yield from _below(inner, here)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in data of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for held in value.values() if isinstance(value, dict) else value:
            yield from texts_in(held)


def linked(matter: dict[str, Any]) -> Any:
    """The linked data that the front matter of a page holds."""
    return json.loads(matter["linked"]) if "linked" in matter else None
