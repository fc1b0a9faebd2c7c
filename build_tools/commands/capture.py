"""`capture`: the text of a document as it was read, stored outside the repository, to verify words against."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from build_tools.captures import NotCaptured, capture
from build_tools.finding import printable, shown
from build_tools.readable import title_of
from build_tools.reader import Note, read
from build_tools.writing.search import plain

EXAMPLES = """\
  capture gazette-2019-05-03-dredging page.html             store the text of a saved page
  capture gazette-2019-05-03-dredging page.html --replace   replace a text that is stored already
"""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of the document, which is on record")
    parser.add_argument("file", metavar="FILE", type=Path, help="the document as .txt, .html, .htm or .pdf")
    parser.add_argument("--replace", action="store_true", help="replace a capture that has another text")


def run(options: Namespace) -> int:
    try:
        path, stored, new = capture(options.root, options.id, options.file, options.replace)
    except NotCaptured as error:
        print(f"capture: {error}", file=sys.stderr)
        return 2
    words = len(stored.text.split())
    print(f"{'stored' if new else 'unchanged'}: {printable(str(path))}: {words} words, SHA-256 {stored.sha256}")
    record = f"sources/documents/{options.id}.yaml"
    note = read(record, (options.root / record).read_bytes())
    data = note.data if isinstance(note, Note) else {}
    title = _other_title(str(data.get("title", "")), options.file)
    if title:
        print(f"look again: its title is {shown(title)}; is this the text of that document?")
    counted = f'"word_count: {words}" in {record}, then ' if data.get("word_count") != str(words) else ""
    print(f"next: {counted}`python -m build_tools lock`")
    return 0


def _other_title(title: str, file: Path) -> str:
    """The title of a page that shares no longer word with that of the document; nothing where the latter is ours."""
    own = title_of(file.name, file.read_bytes())
    ours = title.startswith("[")
    return "" if ours or _long_words(own) & _long_words(title) or not _long_words(own) else own


def _long_words(text: str) -> set[str]:
    """The words of a text that are more than articles and prepositions."""
    return {word for word in plain(text).split() if len(word) > 3}
