"""`capture`: the text of a document as it was read, stored outside the repository, to verify words against."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from build_tools.captures import NotCaptured, capture
from build_tools.finding import printable

HELP = "store the text of a document, to verify words against"
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
    print(f'next: "word_count: {words}" in sources/documents/{options.id}.yaml, then `python -m build_tools lock`')
    return 0
