"""Where a page or a file of the site is, for somebody who reads an export."""

from os.path import relpath

from build_tools.derive import Dossier


def web_address(dossier: Dossier, here: str, to: str) -> str:
    """The address of a page or file given by its path below docs/: whole where the site's is known, else as seen from `here`."""
    folder = to.removesuffix("index.md") if to.endswith("index.md") else f"{to[:-3]}/" if to.endswith(".md") else to
    if dossier.address:
        return dossier.address + folder
    seen = relpath(folder or ".", here.rpartition("/")[0] or ".")
    return seen if folder == to else f"{seen}/"
