"""What the site is made of and what it keeps: licences, audits that cannot fail in silence, pages that run nothing of their own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT
from tests.test_browser import search

BIN = Path(sys.executable).parent
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def licences(*flags: str) -> subprocess.CompletedProcess[str]:
    command = [f"{BIN}/pip-licenses", "--from=mixed", *flags]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_licence_that_is_not_allowed_is_a_failure() -> None:
    done = licences("--packages", "hypothesis", "--allow-only", "MIT")
    assert done.returncode != 0
    assert "hypothesis" in done.stderr
    assert licences("--packages", "hypothesis").returncode == 0


def test_a_look_up_that_fails_is_a_failure_of_the_audit(tmp_path: Path) -> None:
    """As in `make audit`, with a package that nobody has, and with no network at all."""
    (command,) = re.findall(r"pip-audit ([^)]+) -r requirements[.]lock", MAKEFILE)
    assert "--strict" in command.split()
    (tmp_path / "requirements.lock").write_text(f"no-such-package-at-all==1 --hash=sha256:{'0' * 64}\n")
    nobody = {"HTTPS_PROXY": "http://127.0.0.1:9", "HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run(
        [f"{BIN}/pip-audit", *command.split(), "--timeout", "1", "-r", "requirements.lock"],
        cwd=tmp_path,
        env=nobody,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert b"No known vulnerabilities" not in done.stderr


def test_where_nothing_can_be_audited_it_is_said() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "NOT AUDITED: make audit" in script
    assert "make licences" in script


def test_security_reports_go_to_nobody_by_name() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "Report a vulnerability" in text
    assert "@" not in text


SCRIPTS = sorted((ROOT / "docs/assets").glob("*.js"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_ours_keeps_anything_but_the_choice_of_colours(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"document[.]cookie|cookieStore|sessionStorage|indexedDB|\bcaches\b|serviceWorker", text)
    kept = re.findall(r"(?:localStorage|\bstore)[.](?!getItem)\w+|__md_set\((?!key)[^,]+", text)
    assert kept == (["store.setItem", '__md_set("colours"'] if path.name == "theme.js" else [])


# Types of <script> that hold data, which no browser runs.
DATA = {"application/json", "application/ld+json", "application/later"}


@pytest.mark.browser
def test_no_page_runs_or_styles_anything_in_itself(real_site: Path) -> None:
    """So its policy needs no hash; and the policy comes before whatever could run."""
    pages = sorted(real_site.rglob("*.html"))
    assert len(pages) > 300
    for page in pages:
        tree = LexborHTMLParser(page.read_text("utf-8"))
        policy = tree.css("meta[http-equiv='Content-Security-Policy']")
        assert len(policy) == 1, page
        for node in tree.css("script, style, [style], iframe, object, embed, base"):
            inert = node.tag == "script" and (node.attributes.get("type") in DATA or node.attributes.get("src"))
            assert inert, f"{page}: {node.html}"
        handlers = [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
        assert handlers == [], page


@pytest.mark.browser
def test_the_policy_allows_nothing_but_the_site_itself(real_site: Path) -> None:
    (policy,) = LexborHTMLParser((real_site / "index.html").read_text("utf-8")).css("meta[http-equiv]")[:1]
    rules = dict(rule.strip().split(" ", 1) for rule in str(policy.attributes["content"]).split(";"))
    assert rules["default-src"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert set(" ".join(rules.values()).split()) == {"'none'", "'self'", "data:"}


KEPT = """async () => ({
  cookie: document.cookie,
  local: Object.entries(localStorage),
  session: Object.entries(sessionStorage),
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


@pytest.mark.browser
def test_after_a_visit_the_browser_keeps_the_choice_of_colours_and_nothing_else(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    nothing = {"cookie": "", "local": [], "session": [], "databases": 0, "caches": 0, "workers": 0}
    for path in ("commitments/us-firearms-control-2023-03/", "lookup/", "commitments/"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    search(page, "policy", "Policy")
    assert page.evaluate(KEPT) == nothing
    page.goto(address)
    page.locator("[data-colours]").click()
    ((key, value),) = page.evaluate(KEPT)["local"]
    assert (key.rpartition(".")[2], value) == ("colours", '"dark"')
    assert page.evaluate(KEPT) == {**nothing, "local": [[key, value]]}
    assert context.cookies() == []
    context.close()
