"""The mistakes of docs/contributing/mistakes.md: what was written in the little corpus, and what the tools say to it."""

import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.site import check
from tests.conftest import ROOT

PAGE = ROOT / "docs/contributing/mistakes.md"
# Signs that a page cannot show.
HIDDEN = {
    "⟨tab⟩": "\t",
    "⟨BOM⟩": "\ufeff",
    "⟨CR⟩": "\r",
    "⟨NBSP⟩": "\u00a0",
    "⟨SHY⟩": "\u00ad",
    "⟨ZWSP⟩": "\u200b",
    "⟨а⟩": "\u0430",
}
_MISTAKE = re.compile(
    r"^### (?P<title>[^\n]+)\n\n(?:In `(?P<file>[^`]+)`:\n\n)?```diff\n(?P<change>.+?)\n```\n\n```text\n(?P<told>.*?)\n?```$",
    re.M | re.S,
)


@dataclass(frozen=True)
class Mistake:
    """A mistake: the file, its lines before and after (or its names, where it is renamed), and the findings."""

    title: str
    file: str | None
    before: str
    after: str
    told: str

    def make(self, sources: Path) -> None:
        """Makes the mistake in a copy of the little corpus."""
        if self.file is None:
            (sources / self.before).rename(sources / self.after)
            return
        path = sources / self.file
        text = path.read_bytes().decode("utf-8")
        assert text.count(self.before) == 1, f"{self.before!r} stands in {self.file} {text.count(self.before)} times"
        path.write_bytes(text.replace(self.before, self.after).encode("utf-8"))

    def with_findings(self, page: str, told: str) -> str:
        """The page with other findings for this mistake."""
        start = page.index(f"### {self.title}\n")
        begin = page.index("```text\n", start) + len("```text\n")
        return page[:begin] + told + page[page.index("\n```", begin) :]


def mistakes(page: str) -> list[Mistake]:
    """The mistakes of a page, in order."""
    return [_mistake(match) for match in _MISTAKE.finditer(page)]


def _mistake(match: re.Match[str]) -> Mistake:
    lines = match["change"].split("\n")
    if match["file"] is None:
        before, after = (line.removeprefix(f"rename {way} ") for way, line in zip(("from", "to"), lines, strict=True))
    else:
        before = "".join(f"{line[1:]}\n" for line in lines if line[0] == "-")
        after = "".join(f"{line[1:]}\n" for line in lines if line[0] == "+")
    for name, sign in HIDDEN.items():
        after = after.replace(name, sign)
    return Mistake(match["title"], match["file"], before, after, match["told"])


def told(root: Path) -> str:
    """What the checks say to the records of a folder, a line each."""
    return "\n".join(str(finding) for finding in check(root)[1])
