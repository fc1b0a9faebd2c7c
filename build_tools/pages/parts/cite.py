"""How to cite a page, and the data that it was made from: the sections at its end."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from os.path import commonprefix
from typing import Any

from build_tools import dates
from build_tools import markup as mu
from build_tools.bibliography import address_in_each_format, formats, in_each_format
from build_tools.citations import formatted
from build_tools.data import SUMS, data_path, data_text, digest, original_path, references_paths, sums
from build_tools.derive import Dossier, once
from build_tools.jsontext import json_line
from build_tools.model import Record
from build_tools.pages.parts.division import undivided
from build_tools.prose import Briefing

_SHORT = 12  # hexadecimal digits: enough to tell the states of one page apart
# Stands for the address of a page where that is not known, until a script knows it.
_HERE = "THEADDRESSOFTHISPAGE"
# Stand for what differs from page to page, in letters that no format writes in another way.
_ID, _HASH, _TITLE, _STATE = "THEIDOFTHISPAGE", "THEHASHOFITSDATA", "THETITLEOFTHISPAGE", "THESTATEOFTHISPAGE"
_BLANK = re.compile(f"{_ID}|{_HASH}|{_TITLE}|{_HERE}")

# The end of a sentence, which a title does without; not that of "D.C.".
_FULL_STOP = re.compile(r"(?<!\.\w)\.$")

To = Callable[[str], str]


def record_of(dossier: Dossier, path: str) -> Record | Briefing | None:
    """The record whose page, or one of whose pages, lies at `path`; None for a page that belongs to no single record."""
    kind, _, name = undivided(path).rpartition("/")
    found: Record | Briefing | None = getattr(dossier.corpus, kind, {}).get(name) if kind else None
    return found


def cite_section(dossier: Dossier, path: str, title: str, to: To) -> str:
    """The reference of the page at `path`, what its content is known by, and the formats of reference managers.

    `to` gives the address of a file of docs/ relative to the page.
    """
    item = page_item(dossier, path, title)
    blocks = (_format(name, shown) for name, shown in shown_formats(item).items())
    return mu.blocks(
        _heading("Cite this page"),
        mu.paragraph(_reference(item, _state(dossier, path)), "cite"),
        _content(dossier, path, to),
        mu.block("cite-formats", *blocks),
        _with_sources(record_of(dossier, path), to),
    )


def shown_formats(item: Mapping[str, Any]) -> dict[str, str]:
    """The formats of a page's item as HTML, by their names; where no address is known, a script fills it in."""
    blank = dict(item) | {"id": _ID, "title": _TITLE, "note": item["note"].replace(_hash_in(item), _HASH)}
    if "URL" in item:
        blank["URL"] = _HERE
    titles, addresses = in_each_format(item["title"]), address_in_each_format(item.get("URL", ""))
    return {
        name: _filled(pattern, {_ID: item["id"], _HASH: _hash_in(item), _TITLE: titles[name], _HERE: addresses[name]})
        for name, pattern in _blank_formats(json_line(blank)).items()
    }


def _filled(pattern: str, told: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda found: mu.escape(told[found[0]]), pattern)


def _hash_in(item: Mapping[str, Any]) -> str:
    return str(item["note"]).rpartition(" ")[2]


@lru_cache(maxsize=16)
def _blank_formats(item: str) -> dict[str, str]:
    """The formats of an item, in JSON, whose values are blanks: the same for all pages of a site, but those of its own title."""
    blank = json.loads(item)
    addressed = blank | {"URL": _HERE}
    texts = zip(formats(blank).items(), formats(addressed).values(), strict=True)
    return {name: _fillable(mu.escape(text), mu.escape(whole)) for (name, text), whole in texts}


def _heading(words: str) -> str:
    """Not to be found by the search of the site, which would give each title several times."""
    return mu.heading(2, words, searched=False)


def _with_sources(record: Record | Briefing | None, to: To) -> str:
    """Links to the reference of a record's page with those of all documents that it cites; elsewhere, to all documents'."""
    links = ", ".join(mu.link(name, to(path)) for name, path in references_paths(record).items())
    return f"{'With its sources' if record else 'All sources of this site'}, as files: {links}"


def page_item(dossier: Dossier, path: str, title: str) -> dict[str, Any]:
    """The page as a CSL-JSON item: its title, the site, the day as of which it tells, its address where that is known."""
    corpus, day = dossier.corpus, dossier.day
    item: dict[str, Any] = {"id": path.removesuffix(".md").replace("/", ":"), "type": "webpage"}
    item["title"] = _FULL_STOP.sub("", mu.one_line(title))
    if title != corpus.site.title:
        item["container-title"] = mu.one_line(corpus.site.title)
    item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    item["language"] = "en"
    item["note"] = f"Rubric {corpus.rubric.version}. Content hash (SHA-256): {content_hash(dossier, path)}"
    if dossier.address:
        item["URL"] = dossier.address + (path.removesuffix("index.md") if _is_index(path) else f"{path[:-3]}/")
    return item


def _is_index(path: str) -> bool:
    return path.rpartition("/")[2] == "index.md"


def content_hash(dossier: Dossier, path: str) -> str:
    """The SHA-256 of the page's data; for a page that belongs to no single record, of the list of all records."""
    record, known = record_of(dossier, path), _hashes(dossier)
    name = data_path(record) if record else SUMS
    if name not in known:
        known[name] = digest(data_text(dossier, record) if record else sums(dossier))
    return known[name]


@once
def _hashes(dossier: Dossier) -> dict[str, str]:
    """The hashes that pages were cited by so far: that of the list of all records stands on every overview, several times."""
    return {}


def _reference(item: Mapping[str, Any], state: str) -> str:
    """The reference of a page in the style, as HTML; `state` stands in it where the date does."""
    pattern = _pattern(item.get("container-title"))
    url = item.get("URL")
    pattern = pattern.replace(_HERE, mu.text(url)) if url else pattern.replace(f", {_HERE}", _hidden(f", {_HERE}"))
    return pattern.replace(_STATE, mu.text(state)).replace(_TITLE, mu.text(item["title"]))


@cache
def _pattern(container: str | None) -> str:
    """The reference of any page of a site. The processor is slow, and all that differs is put where it puts these."""
    item: dict[str, Any] = {
        "id": "page",
        "type": "webpage",
        "title": _TITLE,
        "issued": {"literal": _STATE},
        "URL": _HERE,
    }
    return formatted(item | {"container-title": container} if container else item)


def _state(dossier: Dossier, path: str) -> str:
    """Of which state of the page a reference tells, in words."""
    known_by = content_hash(dossier, path)[:_SHORT]
    return f"as of {_day(dossier)}, rubric {dossier.corpus.rubric.version}, content hash beginning {known_by}"


def _day(dossier: Dossier) -> str:
    return str(dates.parse(dossier.day.isoformat()))


def _content(dossier: Dossier, path: str, to: To) -> str:
    """What the content is known by, and how to check it."""
    record = record_of(dossier, path)
    what, file = ("this page’s data", data_path(record)) if record else ("the list of all records", SUMS)
    return mu.phrase(
        f"The page shows what was known on {_day(dossier)}, judged by",
        f"{mu.link(f'version {mu.text(dossier.corpus.rubric.version)} of the rubric', to('reference/rubric.md'))}.",
        f"The content hash tells this state of {'it' if record else 'the records'} from every other: it is the SHA-256 of",
        f"{mu.link(what, to(file))}, which {mu.code('sha256sum')} prints for that file: "
        f"{mu.code(content_hash(dossier, path))}",
    )


def _fillable(text: str, whole: str) -> str:
    """The text, with what `whole` has more than it, the page's address, hidden until a script fills the address in.

    Both are valid by themselves: whatever goes with the address, such as a comma, is hidden with it.
    """
    before = commonprefix([text, whole])  # noqa: RUF071 — of characters is what is meant
    more = whole[len(before) : len(whole) - len(text) + len(before)]
    assert before + more + text[len(before) :] == whole, "an address is put into a text and changes nothing else"
    return f"{before}{_hidden(more)}{text[len(before) :]}" if more else text


def _hidden(words: str) -> str:
    return f"<span hidden>{words.replace(_HERE, '<span data-here></span>')}</span>"


def _format(name: str, shown: str) -> str:
    """A format in a block that opens; `shown` is HTML."""
    return mu.disclosure(name, mu.Block(f'<pre data-copy="{name}">{shown}</pre>'))


def data_section(dossier: Dossier, path: str, to: To) -> str:
    """Where the data of the record are whose page lies at `path`; nothing for a page that belongs to no single record."""
    record = record_of(dossier, path)
    if record is None:
        return ""
    as_written = "Markdown" if isinstance(record, Briefing) else "YAML"
    links = [
        f"{mu.link('With all that is computed of it, and why', to(data_path(record)))} (JSON)",
        f"{mu.link('The record as it was written', to(original_path(record)))} ({as_written}), "
        f"{mu.code(dossier.corpus.path(record))} in the repository",
    ]
    return mu.blocks(_heading("The data of this page"), mu.bullets(links))
