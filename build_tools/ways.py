"""Where pages and files lie on the site, and how they are seen from one page: relative addresses, without asking a disk."""


def location(path: str) -> str:
    """The address of a page or file given by its path below docs/, as seen from the root: "claims/x.md" is at "claims/x/"."""
    if not path.endswith(".md"):
        return path
    return path.removesuffix("index.md") if path.endswith("index.md") else f"{path[:-3]}/"


class Ways:
    """The relative addresses of pages and files as seen from the page at `path`."""

    def __init__(self, path: str) -> None:
        self._here = here = location(path)
        folder, slash, _ = path.rpartition("/")
        self._folder = folder + slash
        self._up = "../" * here.count("/")
        self._aside = "" if here == self._folder else "../"

    def to(self, path: str) -> str:
        """The address of a page or file by its path below docs/, which may end with the anchor of a section."""
        file, sharp, anchor = path.partition("#")
        place = location(file)
        if place == self._here:
            return sharp + anchor or "./"
        beside = self._folder and place.startswith(self._folder)
        seen = self._aside + place[len(self._folder) :] if beside else self._up + place
        return f"{seen or './'}{sharp}{anchor}"
