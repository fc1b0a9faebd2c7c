"""What a web page says of itself in its meta tags and JSON-LD, as a CSL-JSON item; where its date was taken from is told."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from build_tools.finding import shown
from build_tools.readable import Unreadable, page_tree, silent
from build_tools.writing.metadata.entry import Entry
from build_tools.writing.metadata.item import Unusable, one_line

# Types of schema.org that say more than "web page".
_TYPES = {
    "AnalysisNewsArticle": "article-newspaper",
    "BlogPosting": "post-weblog",
    "NewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "Report": "report",
    "ReportageNewsArticle": "article-newspaper",
    "ScholarlyArticle": "article-journal",
    "SocialMediaPosting": "post",
}
# The library would hide a date that has not come; whoever asked decides what has.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}


def page(content: bytes, address: str | None) -> Entry:
    """The item for a page that was read at an address, or saved in a file (None). Raises `Unusable`."""
    import trafilatura  # here for the time that it takes, as in `readable`

    try:
        tree = page_tree(content)
        with silent("trafilatura"), silent("htmldate"):
            said = trafilatura.extract_metadata(tree, default_url=address, date_config=dict(_DATES), extensive=False)
    except Unreadable as error:
        raise Unusable(str(error)) from None
    except Exception as error:  # broken metadata make the library fail in ways of every kind
        raise Unusable(f"the page cannot be read ({type(error).__name__}); give what you see on it by --set") from None
    data = list(_json_ld(tree))
    kind = next((_TYPES[name] for name in _kinds(data) if name in _TYPES), "webpage")
    doubts = {"type": "By what the page says of itself."}
    item: dict[str, Any] = {
        "type": kind,
        "title": said.title,
        "author": [_author(name) for name in (said.author or "").split("; ") if name],
        "container-title": said.sitename,
        "language": tree.get("lang") or _told(data, "inLanguage"),
        "URL": _address(tree, address, doubts),
    }
    told = _told(data, "datePublished")
    if date := next((each for each in (told, said.date) if re.match(r"\d{4}", each or "")), told):
        item |= {
            "issued": date,
            "dated_by": f"{_origin(tree, data, date, item['URL'])}; not compared with what the page prints.",
        }
    if any("literal" in name for name in item["author"]):
        doubts["author"] = "A person's name stands in two fields, family and given."
    return Entry("page", item, doubts)


def _author(name: str) -> dict[str, str]:
    """A name of two words as given and family name; any other in one piece, since nobody says where to divide it."""
    words = name.split()
    return {"given": words[0], "family": words[1]} if len(words) == 2 else {"literal": name}


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """Each thing that the JSON-LD of a page describes."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        things = found if isinstance(found, list) else [found]
        for thing in things:
            if isinstance(thing, dict):
                graph = thing.get("@graph")
                yield thing
                yield from (each for each in graph if isinstance(each, dict)) if isinstance(graph, list) else ()


def _kinds(data: list[dict[str, Any]]) -> Iterator[str]:
    for thing in data:
        kind = thing.get("@type")
        yield from (name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str))


def _told(data: list[dict[str, Any]], name: str) -> str | None:
    return next((str(thing[name]) for thing in data if isinstance(thing.get(name), str) and thing[name].strip()), None)


def _origin(tree: Any, data: list[dict[str, Any]], date: str, address: str | None) -> str:
    """Where on the page a date stands, in words."""
    if _told(data, "datePublished") == date:
        return "The page's JSON-LD says so (datePublished)"
    for meta in tree.iter("meta"):
        if (meta.get("content") or "").startswith(date):
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or "meta"
            return f"A tag of the page says so ({one_line(name)[:60]})"
    if re.sub(r"\D", "", date) in re.sub(r"\D", "", urlsplit(address or "").path):
        return "The address of the page holds the date"
    return "Read from the page by a program"


def _address(tree: Any, address: str | None, doubts: dict[str, str]) -> str | None:
    """The address that a page calls its own, if it is on the same host as the one that was asked; else that one."""
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    own: str | None = next((link.strip() for link in links if link and link.strip()), None)
    if own is None:
        return address
    try:
        own = urljoin(address or "", own)
        other = address is not None and urlsplit(own).hostname != urlsplit(address).hostname
    except ValueError:
        return address
    if other:
        doubts["URL"] = f"The page says that its address is {shown(own)}, on another host."
        return address
    if address is None:
        doubts["URL"] = "The saved page says that this is its address."
    return own
