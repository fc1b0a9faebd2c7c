"""How many calls of functions each stage takes for a record: a count is the same whatever else a machine does.

`python -m tests.bench.calls FOLDER STAGE…` tells them all as JSON. What grows within a call, as a search in a text or a
statement of SQL does, a count does not see; for that there are seconds.
"""

import cProfile
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.stages import ROOT, STAGES, Work


def calls(root: Path, stages: Sequence[str]) -> dict[str, int]:
    """The calls of each stage, one after the other on the collection in `root`, counted in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.calls", str(root), *stages]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, int] = json.loads(done.stdout)
    return told


def _counted(root: Path, stages: Sequence[str]) -> dict[str, int]:
    os.environ["CORES"] = "1"  # of other processes nothing is counted
    work, found = Work(root), {}
    for name in stages:
        profile = cProfile.Profile()
        profile.runcall(STAGES[name], work)
        found[name] = sum(entry.callcount for entry in profile.getstats())
    return found


if __name__ == "__main__":
    print(json.dumps(_counted(Path(sys.argv[1]), sys.argv[2:])))
