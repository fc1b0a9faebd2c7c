"""What was wrong is said where it stood; a record that is withdrawn leaves its address, and its id to nobody."""

from pathlib import Path

import pytest

from build_tools.__main__ import main
from build_tools.compare import compare
from build_tools.derive import Dossier
from build_tools.pages import pages
from build_tools.site import check

GONE = "dredging-free"


def test_a_correction_stands_on_its_page_and_among_all_the_newest_first(copy: Path) -> None:
    path = copy / "sources/claims/catch-2018.yaml"
    path.write_text(path.read_text("utf-8") + "  - on: 2020-01-02\n    text: A second <b> one\n", "utf-8")
    briefing = copy / "sources/briefings/who-pays.md"
    matter = "---\ncorrections:\n  - on: 2019-12-31\n    text: The title was another.\n---\n"
    briefing.write_text(matter + briefing.read_text("utf-8"), "utf-8")
    dossier, findings = check(copy)
    assert dossier, findings
    written = pages(dossier)
    own, every = written["claims/catch-2018.md"], written["corrections/index.md"]
    assert own.index("A second &lt;b&gt; one.") < own.index("The catch was given as that of 2019")
    assert every.index("A second") < every.index("The title was another.") < every.index("The catch was given")
    assert '<h2 id="corrections">' in written["briefings/who-pays.md"]
    assert '<h2 id="corrections">' not in written["claims/harbour-depth-2018.md"]


def test_a_withdrawn_record_is_no_record_and_its_page_says_when_and_why(little: Dossier) -> None:
    assert little.corpus.record(GONE) is None
    written = pages(little)
    for page in (f"claims/{GONE}.md", "corrections/index.md"):
        assert "July 1, 2019" in written[page]
        assert "The words tell of a hope, and not of a price." in written[page]
    assert not any(
        GONE in text for path, text in written.items() if path not in (f"claims/{GONE}.md", "corrections/index.md")
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["rename", GONE, "another-id"],
        ["rename", "catch-2018", GONE],
        ["explain", GONE],
        ["new", "briefing", "--title", "Dredging", "--id", GONE],
    ],
)
def test_its_id_is_given_to_nothing(copy: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.name for path in (copy / "sources").rglob("*"))
    assert main([*arguments, "--root", str(copy)]) == 2
    assert "was withdrawn" in capsys.readouterr().err
    assert sorted(path.name for path in (copy / "sources").rglob("*")) == before


def test_a_difference_says_why_a_record_is_gone(copy: Path, little: Dossier) -> None:
    path = copy / "sources/claims/catch-doubled.yaml"
    path.write_text("withdrawn: 2020-01-02\nreason: It was another harbour.\n", "utf-8")
    main(["lock", "--root", str(copy)])
    after, findings = check(copy)
    assert after, findings
    effects = compare(little, after, pages(little), pages(after))
    assert [one.title.partition(" (")[2] for one in effects.removed] == ["withdrawn: It was another harbour.)"]
    assert effects.pages_gone == ()


def test_it_has_a_canonical_form_of_its_own(copy: Path) -> None:
    path = copy / f"sources/claims/{GONE}.yaml"
    path.write_text("reason: It was another harbour.\nwithdrawn: '2019-07-01'\n", "utf-8")
    assert main(["fmt", str(path), "--root", str(copy)]) == 0
    assert path.read_text("utf-8") == "withdrawn: 2019-07-01\nreason: It was another harbour.\n"


def test_a_briefing_with_corrections_can_be_renamed(copy: Path) -> None:
    briefing = copy / "sources/briefings/who-pays.md"
    matter = "---\ncorrections:\n  - on: 2019-12-31\n    text: The title was another.\n"
    briefing.write_text(f"{matter}---\n" + briefing.read_text("utf-8"), "utf-8")
    assert main(["rename", "who-pays", "paying", "--root", str(copy)]) == 0
    text = (copy / "sources/briefings/paying.md").read_text("utf-8")
    assert text.startswith(f"{matter}formerly:\n  - who-pays\n---\n# Who pays")
