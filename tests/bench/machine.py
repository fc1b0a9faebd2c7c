"""What a bench ran on: processor, memory, versions, day and commit; and the memory of a tree of processes."""

import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("mkdocs", "mkdocs-material", "zensical", "pyyaml", "jsonschema", "orjson")


def machine() -> dict[str, str]:
    """The machine, the day and the commit in words, by what each is."""
    model = next(_fields("/proc/cpuinfo", "model name"), platform.processor())
    memory = int(next(_fields("/proc/meminfo", "MemTotal"), "0 kB").split()[0]) / 1024**2
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    changed = subprocess.run(["git", "status", "--porcelain", "build_tools"], cwd=ROOT, capture_output=True, text=True)
    return {
        "Day": datetime.now(UTC).date().isoformat(),
        "Commit": commit.stdout.strip() + (", with changes" if changed.stdout.strip() else ""),
        "Processor": f"{model}, {len(os.sched_getaffinity(0))} cores used",
        "Load": f"{os.getloadavg()[0]:.1f} processes ran or waited in the minute before",
        "Memory": f"{memory:.0f} GiB",
        "System": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        **{name: version(name) for name in PACKAGES},
    }


def _fields(file: str, name: str) -> Iterator[str]:
    text = Path(file).read_text("utf-8") if Path(file).exists() else ""
    return (line.partition(":")[2].strip() for line in text.splitlines() if line.startswith(name))


def children(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found, waiting = [pid], [pid]
    while waiting:
        for tasks in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            try:
                below = [int(word) for word in tasks.read_text().split()]
            except OSError:
                continue
            found += below
            waiting += below
    return found


def held(pid: int) -> int:
    """Bytes of memory that a tree of processes holds; what several share counts once (proportional set size)."""
    total = 0
    for one in children(pid):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total * 1024
