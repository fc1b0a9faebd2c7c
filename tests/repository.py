"""A repository of git for the tests that need one."""

import subprocess
from pathlib import Path

_OWN = (
    "-c",
    "user.name=Tests",
    "-c",
    "user.email=tests@example.org",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "core.hooksPath=",
)


def git(folder: Path, *arguments: str) -> str:
    """What git prints, run in a folder."""
    command = ["git", *_OWN, "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def committed(folder: Path) -> str:
    """Commits the sources/ and docs/ of a folder as they are, in a repository of its own; returns the commit."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
        (folder / ".git/info/exclude").write_text("/captures/\n/summary.md\n")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "as it was")
    return git(folder, "rev-parse", "HEAD")
