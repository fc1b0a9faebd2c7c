"""`diff`: what a change of the records does to the site, told from two revisions or from one and the files here."""

from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from build_tools.commands.terminal import followed, mistake
from build_tools.compare import compare, compare_files
from build_tools.derive import Dossier
from build_tools.effects import Effects, as_json, in_markdown, in_words
from build_tools.finding import Finding, printable
from build_tools.revisions import NoRevision, files_of, forked_from, resolved
from build_tools.site import AT_THE_ROOT, OWNED, dossier_of, files

EXAMPLES = """\
  diff main                      what the files here change of the site of main
  diff main my-branch            what a branch changes
  diff main --format markdown    the same for the summary of a job on GitHub
"""
_HERE = "the files here"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("base", metavar="BASE", help="a revision of git; compared is the last commit in common with it")
    parser.add_argument(
        "head", metavar="HEAD", nargs="?", help="another revision (default: the files as they are here)"
    )
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how it is told")


def run(options: Namespace) -> int:
    root: Path = options.root
    try:
        base = forked_from(root, options.base, options.head or "HEAD")
        head = resolved(root, options.head) if options.head else ""
        with files_of(root, base) as before, _side(root, head) as after:
            effects, sound = _effects(before, after)
    except NoRevision as error:
        return mistake(f"diff: {error}")
    told = head or _HERE
    title = f"What changes on the site: {base[:10]} → {told[:10] if head else told}"
    match options.format:
        case "json":
            print(as_json(effects, base=base, head=told))
        case "markdown":
            print(in_markdown(effects, title), end="")
        case _:
            print(in_words(effects, title))
    return 0 if sound else 1


def _side(root: Path, head: str) -> AbstractContextManager[Path]:
    """The folder that holds the later side: the root itself, or the files of a revision for a while."""
    return files_of(root, head) if head else nullcontext(root)


def _effects(before: Path, after: Path) -> tuple[Effects, bool]:
    """The effects of having the one folder's records for the other's, and whether the later have a sound shape."""
    sides = followed((before, after), 2, "reading the records")
    (old, old_faults), (new, new_faults) = [dossier_of(folder) for folder in sides]
    if old is None or new is None:
        faults = (*_faults("the earlier records", old_faults), *_faults("the later records", new_faults))
        return compare_files(_sources(before), _sources(after), faults), new is not None
    sites = followed(((old, before), (new, after)), 2, "writing the pages")
    return compare(old, new, *(_pages(dossier, folder) for dossier, folder in sites)), True


def _faults(whose: str, findings: list[Finding]) -> list[str]:
    """That records have not the shape which these tools read, with the first findings."""
    if not findings:
        return []
    first = [str(finding) for finding in findings[:3]]
    return [f"{whose} do not pass the schemas of these tools: {len(findings)} findings", *first]


def _sources(folder: Path) -> dict[str, str]:
    """The text of every file of sources/, by its path."""
    paths = sorted(path for path in (folder / "sources").rglob("*.*") if path.is_file() and path.suffix != ".lock")
    return {printable(p.relative_to(folder).as_posix()): p.read_bytes().decode("utf-8", "replace") for p in paths}


def _pages(dossier: Dossier, folder: Path) -> dict[str, str]:
    """The Markdown of every page, by its path below docs/: those that the tools write, and those that people wrote."""
    docs = folder / "docs"
    paths = (path.relative_to(docs) for path in docs.rglob("*.md") if path.is_file())
    ours = [path for path in paths if path.parts[0] not in (*OWNED, *AT_THE_ROOT)]
    written = {path.as_posix(): (docs / path).read_bytes().decode("utf-8", "replace") for path in ours}
    return {
        **written,
        **{path: text for path, text in files(dossier).items() if isinstance(text, str) and path.endswith(".md")},
    }
