"""The files of a revision of git as data: they are read from the object store, and nothing of them is run."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from build_tools import captures
from build_tools.finding import printable, shown

_FILES = (b"100644", b"100755")  # the modes of files; links and other repositories are left out


class NoRevision(Exception):
    """Why a revision cannot be read, in one line that names the remedy."""


def resolved(root: Path, revision: str) -> str:
    """The commit that a revision names ("main", "HEAD~2", "v1"), as its hash. Raises `NoRevision`."""
    _git(root, "rev-parse", "--git-dir", fault="this folder is in no repository of git; leave the revision out")
    remedy = "; fetch it, or name a branch, a tag or a commit that is here"
    return _git(
        root,
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        f"{revision}^{{commit}}",
        fault=f"there is no revision {shown(revision)}{remedy}",
    ).strip()


def clean(root: Path) -> str:
    """The commit that is checked out, as its hash, where every file is as that commit has it; else nothing."""
    try:
        told = _git(root, "status", "--porcelain=v2", "--branch", "--untracked-files=normal", fault="no repository")
    except NoRevision:
        return ""
    commit, changed = "", False
    for line in told.splitlines():
        if line.startswith("# branch.oid "):
            commit = line.rpartition(" ")[2]
        changed = changed or not line.startswith("#")
    return "" if changed or commit == "(initial)" else commit


def forked_from(root: Path, base: str, head: str = "HEAD") -> str:
    """The last commit that two revisions have in common, as its hash: what `head` changed is what it changed since that."""
    pair = resolved(root, base), resolved(root, head)
    return _git(
        root,
        "merge-base",
        *pair,
        fault=f"{shown(base)} and {shown(head)} have no commit in common here; fetch the whole history",
    ).strip()


def changed_since(root: Path, commit: str) -> frozenset[str]:
    """The paths below `root` of the files that differ from a commit in the working tree, those that are not yet added too."""
    fault = "git cannot compare the files with that revision"
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative")
    differing = _git(root, "diff", *options, commit, "--", ".", fault=fault)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".", fault=fault)
    return frozenset(filter(None, f"{differing}\0{new}".split("\0")))


def last_changes(root: Path) -> dict[str, str]:
    """The day of the last commit, "2026-11-22" in UTC, of each file of sources/ and docs/ that is as git has it.

    None are known without a repository, or where it holds a part of the history alone.
    """
    fault = "git cannot tell when the files changed"
    try:
        if _git(root, "rev-parse", "--is-shallow-repository", fault=fault).strip() != "false":
            return {}
        differing = changed_since(root, resolved(root, "HEAD"))
        options = ("-z", "--format=%x01%ct", "--name-only", "--no-renames", "--relative")
        told = _git(root, "log", *options, "--", "sources", "docs", fault=fault)
    except NoRevision:
        return {}
    found: dict[str, str] = {}
    for commit in told.split("\x01")[1:]:
        when, *paths = filter(None, (part.removeprefix("\n") for part in commit.split("\0")))
        for path in paths:
            found.setdefault(path, datetime.fromtimestamp(int(when), UTC).date().isoformat())
    return {path: day for path, day in found.items() if path not in differing}


@contextmanager
def files_of(root: Path, commit: str) -> Iterator[Path]:
    """A temporary folder with the sources/ and docs/ that a commit has below `root`, beside the captures that are here."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        try:
            for path, content in _blobs(root, commit):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        except OSError as error:
            raise NoRevision(f"a file of that revision cannot be written here ({error.strerror})") from None
        if (here := captures.folder(root)).is_dir():
            (folder / "captures").symlink_to(here.resolve())
        yield folder


def _blobs(root: Path, commit: str) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of a commit, each with its path below `root`; names that would lead elsewhere are left out."""
    fault = "git cannot read the files of that revision; fetch the whole history"
    listed = _run(root, "ls-tree", "-r", "-z", commit, "--", "sources", "docs", fault=fault)
    entries = []
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, id = about.split(b" ")
        path = PurePosixPath(name.decode("utf-8", "backslashreplace"))
        if mode in _FILES and not {"..", ".git"} & set(path.parts) and path.parts[0] in ("sources", "docs"):
            entries.append((path, id))
    wanted = b"".join(id + b"\n" for _, id in entries)
    held = _run(root, "cat-file", "--batch", given=wanted, fault=fault)
    start = 0
    for path, id in entries:
        end = held.index(b"\n", start)
        told = held[start:end].split(b" ")
        if told[0] != id or told[1:2] != [b"blob"]:
            raise NoRevision(f"{fault}: {printable(str(path))} is not here")
        start = end + 1 + int(told[2])
        yield path, held[end + 1 : start]
        start += 1


def _git(root: Path, *arguments: str, fault: str) -> str:
    return _run(root, *arguments, fault=fault).decode("utf-8", "backslashreplace")


def _run(root: Path, *arguments: str, fault: str, given: bytes = b"") -> bytes:
    """What git prints. Raises `NoRevision` with `fault` where it fails."""
    try:
        command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
        done = subprocess.run(command, input=given, capture_output=True, check=False)
    except OSError:
        raise NoRevision("git is not here; install it, or leave the revision out") from None
    if done.returncode:
        raise NoRevision(fault)
    return done.stdout
