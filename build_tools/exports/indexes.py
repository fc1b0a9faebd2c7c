"""An index of the records of each kind: what somebody needs who chooses among them, and where each of them lies."""

from collections.abc import Mapping
from typing import Any

from build_tools.corpus import kind_of
from build_tools.data import data_path
from build_tools.derive import Dossier
from build_tools.exports.places import web_address
from build_tools.model import Claim, Commitment, Record
from build_tools.prose import Briefing
from build_tools.structure import written

Data = dict[str, Any]
# The field that says of a record of each kind what it is, and those by which somebody chooses, as far as it has them.
TITLES: Mapping[str, str] = {
    "actors": "name",
    "documents": "title",
    "quotes": "text",
    "claims": "statement",
    "commitments": "title",
    "events": "name",
    "briefings": "title",
}
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "actors": ("type", "country", "part_of"),
    "documents": ("type", "language", "standing", "issued", "outlet", "URL"),
    "quotes": ("speaker", "document", "language", "said"),
    "claims": ("kind", "about", "when", "event"),
    "commitments": ("form", "promisors", "promisees", "topics", "made"),
    "events": ("date", "place", "participants"),
    "briefings": (),
}


def index_path(kind: str) -> str:
    """Where the index of a kind lies, relative to docs/."""
    return f"data/{kind}.json"


def index(dossier: Dossier, kind: str) -> list[Data]:
    """The entries of the index of a kind, or of the briefings, in the order of their ids."""
    records: Mapping[str, Record | Briefing] = getattr(dossier.corpus, kind)
    return [_entry(dossier, record) for _, record in sorted(records.items())]


def _entry(dossier: Dossier, record: Record | Briefing) -> Data:
    kind = kind_of(record)
    here = index_path(kind)
    held = {"title": record.title} if isinstance(record, Briefing) else written(record)
    computed = _computed(dossier, record)
    return {
        "id": record.id,
        "title": held[TITLES[kind]],
        "page": web_address(dossier, here, f"{kind}/{record.id}.md"),
        "data": web_address(dossier, here, data_path(record)),
        **{name: held[name] for name in CHOSEN[kind] if name in held},
        **({"computed": computed} if computed else {}),
    }


def _computed(dossier: Dossier, record: Record | Briefing) -> Data:
    """What is computed of a record by which somebody chooses: origins, and what has become of a commitment."""
    if not isinstance(record, (Claim, Commitment)):
        return {}
    least, most = dossier.origins(record).bounds
    known: Data = {"origins_at_least": least, "origins_at_most": most}
    if isinstance(record, Claim):
        return {**known, "disagreements": len(dossier.conflicts_of(record))}
    status = dossier.statuses[record.id]
    return {
        "status": status.id,
        "since": status.since.text if status.since else None,
        "overdue": status.overdue,
        "no_news_since": status.lapsed.last_news.text if status.lapsed else None,
        **known,
    }
