"""The whole site from the records, in the place of the former one: pages in their frames, data, exports; all or nothing."""

from functools import partial
from pathlib import Path

from build_tools.data import data_files
from build_tools.derive import Dossier
from build_tools.editors import editor_files
from build_tools.exports.dictionary import PATH as DICTIONARY
from build_tools.exports.formats import export_files
from build_tools.exports.guide import PATH as GUIDE
from build_tools.exports.references import Cites, cited_by
from build_tools.finding import Finding
from build_tools.framing import Framing, Texts, Warned
from build_tools.lastchange import page_change
from build_tools.pages import writers
from build_tools.publish import publish_folder
from build_tools.revisions import last_changes
from build_tools.site import AT_THE_ROOT, OWNED, address, check
from build_tools.whole import alone, apart, finish, remove

__all__ = ["LATE", "Warned", "assemble"]
# The pages that tell of the data, which are made of what the others cite.
LATE = (GUIDE, DICTIONARY)


def assemble(root: Path, target: Path) -> tuple[Dossier | None, list[Finding], int]:
    """Makes the site of `root` and puts it in the place of `target`: the dossier, the findings, how many pages it has.

    A corpus with findings changes nothing. Raises `Unwritten`, and `Warned`.
    """
    finish(root)
    dossier, findings = check(root)
    if dossier is None or findings:
        return dossier, findings, 0
    with alone(root):
        unfinished = apart(root, target)
        try:
            pages = _write(root, unfinished, dossier)
            return dossier, publish_folder(root, unfinished, target), pages
        finally:
            remove(unfinished)


def _write(root: Path, target: Path, dossier: Dossier) -> int:
    dossier.settle()  # before processes are forked, each of which would compute it again
    data_files(dossier)
    days = last_changes(root) if address() else {}

    def changed(path: str, text: str | None) -> str:
        return page_change(path, text, days) if days else ""

    data: dict[str, str | bytes] = {}

    def late(path: str) -> str:
        if not data:  # a menu without titles wants them before a page is drawn
            data.update(_data(dossier, lambda page: cited_by(texts[page])))
        return str(data[path])

    texts = Texts({**writers(dossier), **{path: partial(late, path) for path in LATE}})
    framing = Framing(root, target, texts, (*OWNED, *AT_THE_ROOT))
    drawn = framing.draw([path for path in framing.paths if path not in LATE], changed)
    data.update(_data(dossier, lambda page: drawn[page].cites))
    for path, content in data.items():
        if path not in LATE:
            _put(target / path, content)
    drawn |= framing.draw(LATE, changed)
    framing.finish(drawn)
    return len(drawn)


def _data(dossier: Dossier, cites: Cites) -> dict[str, str | bytes]:
    """Every file but the pages, and the pages that tell of them; `cites` tells the documents that a page cites."""
    return {**data_files(dossier), **editor_files(dossier), **export_files(dossier, cites)}


def _put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
