"""The files that lie beside the page of a record: its data, the record as it was written, and references of the page and its sources."""

from collections.abc import Iterable

from build_tools.data import data_path, data_text, original, original_path, references_paths
from build_tools.derive import Dossier
from build_tools.exports.references import references_of
from build_tools.model import Record
from build_tools.prose import Briefing


def beside(dossier: Dossier, record: Record | Briefing, cited: Iterable[str]) -> dict[str, str]:
    """The text of each by its path below docs/; `cited` are the ids of the documents that the page cites."""
    return {
        data_path(record): data_text(dossier, record),
        original_path(record): original(dossier, record),
        **references_of(dossier, record, cited),
    }


def paths_beside(record: Record | Briefing) -> tuple[str, ...]:
    """Their paths."""
    return data_path(record), original_path(record), *references_paths(record).values()
