"""What a document is, from whatever names it: a file of references, a saved page, a DOI, or an address of the web."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

from build_tools import web
from build_tools.finding import did_you_mean, printable, shown
from build_tools.readable import LARGEST as LARGEST_PAGE
from build_tools.web import Answer, NoAnswer, NoHost, NotAsked
from build_tools.writing.metadata.entry import Entry
from build_tools.writing.metadata.item import DOI, Found, Unusable, described
from build_tools.writing.metadata.page import page
from build_tools.writing.metadata.references import READERS, References, references

LARGEST = 4_000_000  # bytes of an answer; a saved page holds its pictures too
MOST_REFERENCES = 1_000_000  # bytes of a file of them: readers of BibTeX and RIS take quadratic time over some
_NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
_CSL = "application/vnd.citationstyles.csl+json"
_RESOLVERS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_SHOWN = 20  # keys of a file with more


@dataclass(frozen=True)
class Web:
    """How the web is asked; tests alone ask private networks and another resolver."""

    resolver: str = "https://doi.org/"
    private: bool = False

    def ask(self, address: str, accept: str) -> Answer:
        try:
            answer = web.ask(address, accept=accept, private=self.private, most=LARGEST)
        except NoHost:
            raise Unusable(f"{shown(address)}: no such host, or no network") from None
        except (NotAsked, NoAnswer) as error:
            raise Unusable(f"{shown(address)}: {printable(str(error))}") from None
        if len(answer.body) >= LARGEST:
            raise Unusable(f"{shown(address)}: longer than {LARGEST // 1_000_000} MB; {_BY_HAND}")
        return answer


_WITHOUT = "save it without its pictures, or write the fields with --set"
_BY_HAND = "save the page in your browser and give the file, or write the fields with --set"


def found(source: str, today: date, entry: str | None = None, asking: Web | None = None) -> Found:
    """What a path, a DOI or a web address tells of a document. `entry` chooses among several. Raises `Unusable`."""
    asking = asking or Web()
    doi = _RESOLVERS.sub("", source)
    if DOI.fullmatch(unquote(doi)):
        return _by_doi(unquote(doi), today, asking)
    if re.match(r"https?://", source, re.IGNORECASE):
        return _by_address(source, today, asking)
    return _by_file(source, today, entry)


def _by_doi(doi: str, today: date, asking: Web) -> Found:
    answer = asking.ask(asking.resolver + quote(doi, "/:;().-_"), _CSL)
    if answer.status == 404:
        raise Unusable(f"there is no DOI {shown(doi)}; compare it with the document")
    if answer.status != 200 or "json" not in answer.headers.get("content-type", ""):
        raise Unusable(
            f"for the DOI {shown(doi)} come no metadata (status {answer.status}); give the address of its page instead"
        )
    listed = references("json", answer.body)
    (chosen,) = list(listed.entries.values())[:1]
    return _told(replace(chosen, item={"DOI": doi, **chosen.item}), "the DOI's registry", today)


def _by_address(address: str, today: date, asking: Web) -> Found:
    answer = asking.ask(address, "text/html,application/xhtml+xml")
    if answer.status in (401, 403, 429, 503):
        raise Unusable(f"{shown(address)}: the site lets no program read it (status {answer.status}); {_BY_HAND}")
    if answer.status != 200:
        raise Unusable(
            f"{shown(address)}: the site answers with status {answer.status}; look at the address in your browser"
        )
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip()
    if "html" not in kind:
        raise Unusable(f"{shown(address)}: this is no web page but {shown(kind)}; write the fields with --set")
    read = page(answer.body, answer.url)
    return _told(replace(read, item={**read.item, "accessed": today.isoformat()}), "the page", today)


def _by_file(source: str, today: date, entry: str | None) -> Found:
    name = printable(source)
    ending = Path(source).suffix.lower().removeprefix(".")
    if ending == "pdf":
        raise Unusable(f"{name}: a PDF goes to --capture; what it prints of itself goes to flags, such as --title")
    if ending not in (*READERS, "html", "htm"):
        raise Unusable(
            f"{name}: metadata are read from a DOI, an address that begins with https://, or a file that ends in .bib, .ris, .json or .html"
        )
    most, remedy = (
        (MOST_REFERENCES, "keep only the entry that is meant") if ending in READERS else (LARGEST_PAGE, _WITHOUT)
    )
    try:
        with Path(source).open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise Unusable(f"{name}: {error.strerror or type(error).__name__}") from None
    if not content:
        raise Unusable(f"{name}: the file is empty; save it anew")
    if len(content) > most:
        raise Unusable(f"{name}: more than {most // 1_000_000} MB; {remedy}")
    try:
        if ending not in READERS:
            return _told(page(content, None), "the saved page", today)
        listed = references(ending, content)
        told = _told(_chosen(listed, entry), f"the {_NAMES[ending]} file", today)
    except Unusable as error:
        raise Unusable(f"{name}: {error}") from None
    return replace(told, left_out=(*listed.faults, *told.left_out))


def _chosen(listed: References, key: str | None) -> Entry:
    if key is None and len(listed.entries) == 1:
        return next(iter(listed.entries.values()))
    if key is not None and key in listed.entries:
        return listed.entries[key]
    names = [
        f"{shown(name)[1:-1]} ({shown(one.item.get('title') or 'no title')})" for name, one in listed.entries.items()
    ]
    several = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    if key is None:
        raise Unusable(f"it holds {len(names)} entries; choose one with --entry KEY: {several}")
    raise Unusable(f"there is no entry {shown(key)}{did_you_mean(key, listed.entries)}; it holds: {several}")


def _told(entry: Entry, by: str, today: date) -> Found:
    told = described(entry.item, by, today)
    held = told.metadata.values()
    doubts = {name: doubt for name, doubt in entry.doubts.items() if name in held}
    return replace(told, doubts={**doubts, **told.doubts})
