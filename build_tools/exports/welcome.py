"""What machines ask for first at the root of a site: `robots.txt` (RFC 9309) and `llms.txt` (https://llmstxt.org)."""

from collections.abc import Iterable

from build_tools import markdown as md
from build_tools.derive import Dossier
from build_tools.exports.places import web_address

ROBOTS, LLMS = "robots.txt", "llms.txt"
_PAGES = (
    ("commitments/index.md", "Commitments", "who promised what to whom, and what has become of it"),
    ("claims/index.md", "Statements", "each with the words that it rests on, and its independent origins"),
    ("quotes/index.md", "Quotes", "verbatim, with speaker and document"),
    ("documents/index.md", "Sources", "the documents, and where they have it from"),
    ("actors/index.md", "People and organisations", "who promised, who said so"),
    ("disagreements/index.md", "Disagreements", "what cannot both be true"),
    ("corrections/index.md", "Corrections", "what was set right, and what was withdrawn"),
    ("how-to-read.md", "How to read this site", "what the signs and words mean"),
    ("method.md", "Method", "how origins are counted, words verified and statuses computed"),
)
_DATA = (
    ("data/index.md", "Data", "what each file is for, with questions in SQL and their answers"),
    ("data/dictionary.md", "Data dictionary", "every table and column"),
    ("data/corpus.json", "JSON", "all records and what is computed of them, in one document"),
    ("data/records.sqlite", "SQLite", "all tables, with views and a full-text search"),
    ("data/datapackage.json", "CSV", "the same tables as a Frictionless Data Package"),
    ("data/records.zip", "ZIP", "all data files"),
    ("data/manifest.json", "Manifest", "each file with its size, SHA-256, media type and licences"),
    ("data/changes.atom", "Atom feed", "changes of status"),
    ("data/calendar.ics", "Calendar", "due dates and events"),
)
_READING = (
    "Statuses are computed under a published rubric, as of a day; nobody types one. Articles are not counted, but independent "
    "origins, as a range: what is not known to be independent counts at its upper end alone. Beside the page of each record lie "
    "its data, under the same address with .json at its end."
)
_CITING = (
    "Name the page, its address, the day as of which it was read, and its content hash: each page says how, under “Cite this page”. "
    "Quote words as they stand there, and name their document. The records are under CC BY 4.0; quotations, passages, titles and "
    "names belong to others."
)


def welcome(dossier: Dossier, paths: Iterable[str]) -> dict[str, str]:
    """Both files; `paths` are those of the data that there are."""
    return {ROBOTS: robots(dossier), LLMS: llms(dossier, frozenset(paths))}


def robots(dossier: Dossier) -> str:
    """Everybody may read everything; the list of all pages is told where the site's address is known."""
    sitemap = f"\nSitemap: {dossier.address}sitemap.xml\n" if dossier.address else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"


def llms(dossier: Dossier, paths: frozenset[str]) -> str:
    """What the site is, where to go on, and how to cite it; in Markdown, in the order that llmstxt.org asks for."""
    site = dossier.corpus.site
    data = [(path, *words) for path, *words in _DATA if path in paths or path.endswith(".md")]
    return (
        md.blocks(
            md.heading(1, md.text(site.title)),
            f"> {md.text(site.introduction)}",
            f"As of {dossier.day.isoformat()}. {_READING}",
            _CITING,
            md.heading(2, "Pages"),
            md.bullets(_line(dossier, *row) for row in _PAGES),
            md.heading(2, "Data"),
            md.bullets(_line(dossier, *row) for row in data),
        )
        + "\n"
    )


def _line(dossier: Dossier, path: str, name: str, words: str) -> str:
    return f"[{name}]({web_address(dossier, LLMS, path)}): {words}"
