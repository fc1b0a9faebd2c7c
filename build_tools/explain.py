"""The whole reasoning behind a record, as data and in words: what `explain ID` prints."""

from typing import Any

from build_tools.corpus import kind_of
from build_tools.derive import Dossier
from build_tools.model import Actor, Claim, Commitment, Document, Quote, Record
from build_tools.prose import Briefing

Data = dict[str, Any]


def explanation(dossier: Dossier, record: Record | Briefing) -> Data:
    """Everything that is computed of a record, with its reasons, as data of JSON: text, numbers, lists, mappings."""
    told: Data = {"record": f"{kind_of(record)}/{record.id}", "as_of": dossier.day.isoformat()}
    if isinstance(record, Briefing):
        return told | {"mentions": [mention.id for mention in record.mentions]}
    told["evidence"] = list(_verdicts(dossier, record))
    match record:
        case Claim():
            told |= _of_claim(dossier, record)
        case Commitment():
            told |= _of_commitment(dossier, record)
        case Document():
            told |= _of_document(dossier, record)
        case Quote():
            told |= _of_quote(dossier, record)
        case Actor():
            told["falls"] = _plain(dossier.fall(record.id), dossier)
    return told
