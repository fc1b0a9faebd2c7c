"""The little corpus of tests/little, whole and damaged, and the site of the real records."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, Page

from build_tools.derive import Dossier
from build_tools.site import AT_THE_ROOT, OWNED, check
from tests.chromium import Unsearched, launched, served, window

settings.register_profile("calm", deadline=None)  # a slow machine is no failure
settings.load_profile("calm")

ROOT = Path(__file__).parent.parent
LITTLE = Path(__file__).parent / "little"

# Damages one file of the little corpus and returns every finding, as text.
Damage = Callable[[str, str, str], list[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="accept the pages of the little corpus as they are now")


def pytest_configure() -> None:
    """The little corpus has captures of its own: those of the real one are of no use to it. It has no address.

    Tests run side by side already, so that the tools are to use one processor.
    """
    os.environ.pop("CAPTURES", None)
    os.environ.pop("SITE_URL", None)
    os.environ.setdefault("CORES", "1")


@pytest.fixture(scope="session")
def little() -> Dossier:
    """The little corpus and what follows from it: sound, invented, of another subject than the real one."""
    dossier, findings = check(LITTLE)
    assert dossier is not None, findings
    return dossier


@pytest.fixture(scope="session")
def real() -> Dossier:
    """The records of the repository and what follows from them."""
    dossier, findings = check(ROOT)
    assert dossier is not None, findings
    return dossier


@pytest.fixture(scope="session", params=["little", "real"])
def dossier(request: pytest.FixtureRequest) -> Dossier:
    """One after the other."""
    found: Dossier = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with a copy of the little corpus and its captures, to be damaged."""
    for name in ("sources", "captures"):
        shutil.copytree(LITTLE / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def findings_of(copy: Path) -> Damage:
    """Replaces words in a file of a copy of the little corpus, and checks it."""

    def damage(file: str, old: str, new: str) -> list[str]:
        path = copy / "sources" / file
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return [str(finding) for finding in check(copy)[1]]

    return damage


def site_of(sources: Path, folder: Path) -> Path:
    """A project in `folder` with the records of `sources` and this project's pages and settings; returns its root."""
    (folder / "docs").mkdir()
    shutil.copytree(sources, folder / "sources")
    shutil.copytree(ROOT / "build_tools", folder / "build_tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for path in (ROOT / "docs").iterdir():
        if path.name not in (*OWNED, *AT_THE_ROOT):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / "docs" / path.name)
    return folder


def run(*command: str, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a module of this Python in a folder, with settings of the environment: `run("mkdocs", "build", cwd=...)`."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | settings,
    )


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object], **settings: str) -> Path:
    """The root of a project that `make` writes into an empty folder, with its site, made once for all who test side by side."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not root.exists():
            root.mkdir()
            make(root)
            built = run("build_tools", "site", cwd=root, **settings)
            assert built.returncode == 0, built.stderr
    return root


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the real records: in a folder of its own, or SITE."""
    if "SITE" in os.environ:
        return Path(os.environ["SITE"])
    return built_once(tmp_path_factory, "real", lambda root: site_of(ROOT / "sources", root)) / "site"


@pytest.fixture(scope="session")
def address(real_site: Path) -> Iterator[str]:
    """Where the site of the real records is served."""
    with served(real_site) as address:
        yield address


@pytest.fixture(scope="session")
def unsearched(real_site: Path) -> Iterator[str]:
    """The same for tests in which nothing is searched for: its search knows no page."""
    with served(real_site, Unsearched) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def searched(browser: Browser, real_site: Path) -> Iterator[Page]:
    """A page of the real site whose search has read its index: one for all that is typed, since that takes the time."""
    with served(real_site) as address, window(browser) as page:
        page.goto(address)
        page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
        yield page
