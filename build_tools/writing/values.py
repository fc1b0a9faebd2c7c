"""The fields of a record as they are given on a command line: by their names, or by dotted paths to those within others."""

import re
from collections.abc import Mapping
from typing import Any

from build_tools.corpus import Corpus
from build_tools.finding import shown
from build_tools.schema import SINGULAR, Schema, schema
from build_tools.text import hidden_sign
from build_tools.values import lasting, same_page
from build_tools.writing.search import bearers, called, matching, plain

Values = dict[str, Any]

_MOST_ITEMS = 30


class Unfit(Exception):
    """Why a value cannot be taken, in one line that says what to do."""


def put(values: Values, path: str, value: str) -> None:
    """Puts a text where a path such as "evidence.0.passage" leads; lists and fields on the way are made. Raises `Unfit`."""
    text = " ".join(value.split())
    if not text:
        raise Unfit(f"{shown(path)}: the value is empty; write one, or leave the field out")
    if sign := hidden_sign(text):
        raise Unfit(f"{shown(path)}: the text holds a {sign}; remove it")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Unfit(f"{shown(path)}: the text is not UTF-8; save it as UTF-8")
    names = path.split(".")
    if not re.fullmatch(r"[A-Za-z_-]+(\.([A-Za-z_-]+|[0-9]{1,2}))*", path):
        raise Unfit(
            f'{shown(path)} leads to no field; write names and numbers with full stops between, such as "evidence.0.passage"'
        )
    held: Any = values
    for name, following in zip(names, [*names[1:], None], strict=True):
        fresh: Any = text if following is None else [] if following.isdigit() else {}
        held = _step(held, name, fresh, path)


def _step(held: Any, name: str, fresh: Any, path: str) -> Any:
    """Goes one name down a path: to what stands there, or to what is put there."""
    if isinstance(held, dict) and not name.isdigit():
        if name not in held or (isinstance(fresh, str) and isinstance(held[name], str)):
            held[name] = fresh
        if type(held[name]) is type(fresh):
            return held[name]
    if not isinstance(held, list) or not name.isdigit() or int(name) >= _MOST_ITEMS:
        raise Unfit(f"{shown(path)} leads to no field; items of a list are numbered from 0 to {_MOST_ITEMS - 1}")
    number = int(name)
    if number > len(held):
        raise Unfit(
            f"{shown(path)}: item {number} stands before there is an item {len(held)}; items are numbered from 0"
        )
    if number == len(held):
        held.append(fresh)
    elif isinstance(fresh, str) and isinstance(held[number], str):
        held[number] = fresh
    if type(held[number]) is not type(fresh):
        raise Unfit(f"{shown(path)} leads to no field; something else stands there already")
    return held[number]


def resolved(kind: str, values: Values, corpus: Corpus) -> Values:
    """The values with ids in the place of names: an actor called exactly so, and no other. Raises `Unfit`."""
    return dict(_resolved(values, schema(kind), corpus, ""))


def _resolved(value: Any, shape: Schema, corpus: Corpus, path: str) -> Any:
    if isinstance(value, dict):
        fields = shape.get("properties", {})
        return {name: _resolved(item, fields.get(name, {}), corpus, f"{path}.{name}") for name, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, shape.get("items", {}), corpus, f"{path}.{n}") for n, item in enumerate(value)]
    return identified(corpus, shape["refersTo"], value, path[1:]) if "refersTo" in shape else value


def identified(corpus: Corpus, kind: str, name: str, path: str) -> str:
    """The id of the one that is meant by its id or its exact name; what is unknown is left for the schema to judge."""
    known = called(corpus, kind)
    if name in known:
        return name
    exact = bearers(corpus, kind, name)
    if len(exact) == 1:
        return exact[0]
    near = exact or matching(corpus, kind, name)
    if near:
        several = ", ".join(f'"{id}" ({shown(known[id][0])[1:-1]})' for id in near[:10])
        raise Unfit(f"{path}: {shown(name)} is no id of {SINGULAR[kind]}s; write the one that you mean: {several}")
    return name


def on_record(address: str, corpus: Corpus) -> str | None:
    """The id of the document at an address, whatever counts visitors in it."""
    wanted = same_page(address)
    return next((one.id for one in corpus.documents.values() if one.URL and same_page(one.URL) == wanted), None)


def of_document(values: Values, doubts: dict[str, str], corpus: Corpus) -> Values:
    """The values of a document with the address that lasts, and the outlet and authors on record; `doubts` are added.

    Raises `Unfit` where the document is on record.
    """
    found = dict(values)
    if isinstance(found.get("URL"), str):
        found["URL"], taken = lasting(found["URL"])
        if known := on_record(found["URL"], corpus):
            raise Unfit(f"the document at {shown(found['URL'])} is on record already, as {known}")
        if taken:
            _doubt(
                doubts, "URL", f"Taken from the address: {shown(' '.join(taken))}. Try whether it still leads there."
            )
    if isinstance(found.get("author"), list):
        found["author"] = [_known(author, corpus) for author in found["author"]]
    found = _with_outlet(found, doubts, corpus)
    for known in _alike(found, corpus):
        _doubt(doubts, "title", f'"{known}" has this title and outlet; make sure that it is another text.')
    return found


def _with_outlet(values: Values, doubts: dict[str, str], corpus: Corpus) -> Values:
    title = values.get("container-title")
    if "outlet" in values or not isinstance(title, str):
        return values
    outlets = [id for id in bearers(corpus, "actors", title) if corpus.actors[id].type == "outlet"]
    if len(outlets) != 1:
        _doubt(
            doubts,
            "container-title",
            f"No outlet that is called {shown(title)} is on record: `new actor --type outlet` writes one.",
        )
        return values
    if values.get("type") == "article-journal" and "type" in doubts:
        doubts["type"] = f"{doubts['type']} {shown(title)} is an outlet, so this is likely a newspaper's."
        values = {**values, "type": "article-newspaper"}
    return {**values, "outlet": outlets[0]}


def _alike(values: Values, corpus: Corpus) -> list[str]:
    """The documents with the title of this one, from its outlet."""
    outlet, holder = values.get("outlet"), plain(str(values.get("container-title", "")))
    same = bearers(corpus, "documents", str(values.get("title", "")))
    found = ((id, corpus.documents[id]) for id in same)
    return [
        id
        for id, one in found
        if (outlet and one.outlet == outlet) or (holder and plain(one.container_title or "") == holder)
    ]


def _doubt(doubts: dict[str, str], name: str, doubt: str) -> None:
    """Adds a doubt to those of a field."""
    held = doubts.get(name, "")
    doubts[name] = held if doubt in held else f"{held} {doubt}".strip()


def _known(author: Any, corpus: Corpus) -> Any:
    """An author with the record of the one actor that bears the name."""
    if not isinstance(author, Mapping) or "actor" in author:
        return author
    name = author.get("literal") or f"{author.get('given', '')} {author.get('family', '')}"
    found = bearers(corpus, "actors", str(name))
    return {**author, "actor": found[0]} if len(found) == 1 else author
