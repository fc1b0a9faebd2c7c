"""What must hold of any bytes that the reader is given."""

from build_tools import prose
from build_tools.finding import Finding
from build_tools.prose import Briefing
from build_tools.reader import Note, read
from build_tools.schema import KINDS, schema
from build_tools.shapes import Shapes
from build_tools.writing.canonical import canonical
from tests.second import reads_alike

_SHAPES = Shapes({})


def look(content: bytes) -> None:
    """Reads bytes as a record and as a briefing: AssertionError where more comes of them than data or findings."""
    note = read("n.yaml", content)
    if isinstance(note, Note):
        assert reads_alike(note.text, note.data), "a second parser reads this otherwise"
        for kind in KINDS:
            _sound(_SHAPES.check(kind, note)[1])
        written = canonical(note, schema("actors"))
        if isinstance(written, str):
            again = read("n.yaml", written.encode())
            assert isinstance(again, Note), "the canonical form is not read"
            assert again.data == note.data, "the canonical form says something else"
    else:
        assert note, "neither data nor a finding"
        _sound(note)
    briefing = prose.read("n.md", "n", content)
    if not isinstance(briefing, Briefing):
        assert briefing, "neither a briefing nor a finding"
        _sound(briefing)


def _sound(findings: list[Finding]) -> None:
    for finding in findings:
        assert str(finding).isprintable(), "a message that a terminal would not print"
        assert finding.place.line >= 1, "a place outside the file"
        assert finding.place.column >= 1, "a place outside the file"
