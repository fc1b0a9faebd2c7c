"""`rename` changes an id wherever it stands, and nothing else; its former address leads on."""

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import whole
from build_tools.__main__ import main
from build_tools.site import check
from tests.conftest import run, site_of

RECORDS = (
    "ada-holm",
    "gazette-2019-05-03-dredging",
    "holm-2019-05-deeper-gazette",
    "town-agreed-to-dredge",
    "town-dredging-2019",
    "council-meeting-2019-05-02",
    "who-pays",
)


def renamed(copy: Path, old: str, new: str) -> int:
    return main(["rename", old, new, "--root", str(copy)])


def everything(copy: Path) -> dict[str, str]:
    """Every file, but for what the tools keep to themselves."""
    files = {path.relative_to(copy).as_posix(): path for path in sorted(copy.rglob("*")) if path.is_file()}
    return {name: path.read_text("utf-8") for name, path in files.items() if not name.startswith(whole.PLACE)}


@pytest.mark.parametrize("old", RECORDS)
def test_a_renamed_record_is_sound_and_all_else_is_as_it_was(copy: Path, old: str) -> None:
    before = everything(copy)
    assert renamed(copy, old, "another-id") == 0
    after = everything(copy)
    assert check(copy)[1] == []
    lock = "sources/evidence.lock"
    assert sorted(line.replace(old, "another-id") for line in before.pop(lock).splitlines()) == sorted(
        after.pop(lock).splitlines()
    )
    former = f"formerly:\n  - {old}\n"
    wanted = {
        name.replace(f"/{old}.", "/another-id."): text.replace(old, "another-id") for name, text in before.items()
    }
    own = next(name for name in wanted if name.startswith("sources/") and "/another-id." in name)
    wanted[own] = f"---\n{former}---\n{wanted[own]}" if own.endswith(".md") else wanted[own] + former
    assert after == wanted


def test_exact_places_are_changed_however_they_are_written(copy: Path) -> None:
    path = copy / "sources/claims/town-agreed-to-dredge.yaml"
    text = path.read_text("utf-8")
    text = text.replace("about: [town-of-lindholm]", "about:   [  'town-of-lindholm' ]")
    text = text.replace(
        "  - document: gazette-2019-05-03-dredging",
        '  - document:   "gazette-2019-05-03-dredging" # town-of-lindholm',
    )
    text = text.replace("relays: gazette-2019-05-03-dredging", "relays: >-\n      gazette-2019-05-03-dredging")
    path.write_text(text, "utf-8")
    assert check(copy)[1] == []
    assert renamed(copy, "gazette-2019-05-03-dredging", "g") == 0
    assert renamed(copy, "town-of-lindholm", "t") == 0
    wanted = text.replace("'town-of-lindholm'", "'t'").replace("gazette-2019-05-03-dredging", "g")
    assert path.read_text("utf-8") == wanted
    assert check(copy)[1] == []


def test_an_id_written_with_escapes_is_told_and_nothing_changes(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy / "sources/claims/town-agreed-to-dredge.yaml"
    path.write_text(path.read_text("utf-8").replace("[town-of-lindholm]", '["town\\x2dof-lindholm"]'), "utf-8")
    before = everything(copy)
    assert renamed(copy, "town-of-lindholm", "t") == 2
    assert "town-agreed-to-dredge.yaml: an id stands here in a way that this cannot change" in capsys.readouterr().err
    assert everything(copy) == before


@pytest.mark.parametrize("old", ["ada-holm", "who-pays"])
def test_a_record_keeps_all_its_former_ids_and_none_is_used_again(
    copy: Path, old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for one, other in ((old, "b"), ("b", "c"), ("c", "d")):
        assert renamed(copy, one, other) == 0
    assert f"formerly:\n  - {old}\n  - b\n  - c\n" in next((copy / "sources").glob("*/d.*")).read_text("utf-8")
    capsys.readouterr()
    assert [renamed(copy, "harbour-office", "b"), renamed(copy, "b", "e"), renamed(copy, "d", "c")] == [2, 2, 2]
    assert capsys.readouterr().err.splitlines() == [
        'rename: "b" is a former id of "d", and ids are never used twice; choose another',
        'rename: "b" is called "d" now',
        'rename: "c" is a former id of "d", and ids are never used twice; choose another',
    ]
    assert main(["explain", "b", "--root", str(copy)]) == 2
    assert capsys.readouterr().err == '"b" is called "d" now\n'


def test_former_ids_in_brackets_are_added_to_in_brackets(copy: Path) -> None:
    path = copy / "sources/actors/harbour-office.yaml"
    path.write_text("formerly: [port-office]\n" + path.read_text("utf-8"), "utf-8")
    assert renamed(copy, "harbour-office", "office") == 0
    assert (
        (copy / "sources/actors/office.yaml").read_text("utf-8").startswith("formerly: [port-office, harbour-office]\n")
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ada-hol", "b", 'there is no record "ada-hol"; did you mean "ada-holm"?'),
        ("ada-holm", "ada-holm", '"ada-holm" is its id already'),
        ("ada-holm", "catch-2018", '"catch-2018" is the id of sources/claims/catch-2018.yaml; choose another'),
        ("ada-holm", "index", '"index" is the page that lists the others; give this another id'),
        (
            "ada-holm",
            "../x",
            '"../x" is no id; use at most 80 small letters and digits, in words joined by single hyphens',
        ),
    ],
)
def test_what_cannot_be_is_refused(
    copy: Path, old: str, new: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(copy)
    assert renamed(copy, old, new) == 2
    assert capsys.readouterr().err == f"rename: {message}\n"
    assert everything(copy) == before


def test_a_corpus_with_findings_of_shape_is_left_alone(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "sources/actors/ada-holm.yaml").write_text("name: x\n", "utf-8")
    before = everything(copy)
    assert renamed(copy, "harbour-office", "office") == 1
    assert 'sources/actors/ada-holm.yaml:1:1: missing-field: the field "type" is missing' in capsys.readouterr().out
    assert everything(copy) == before


def test_a_capture_is_not_written_over(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "captures/g.txt").write_text("of another")
    before = everything(copy)
    assert renamed(copy, "gazette-2019-05-03-dredging", "g") == 2
    assert "captures/g.txt: another text is there" in capsys.readouterr().err
    assert everything(copy) == before


@pytest.mark.parametrize("failing", [1, 5, 20])
def test_whatever_fails_on_the_way_leaves_everything_as_it_was(
    copy: Path, failing: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(copy)
    exchange, calls = whole._exchange, []

    def fail(target: Path, unfinished: Path) -> None:
        calls.append(target)
        if len(calls) == failing:
            raise OSError(28, "No space left on device", str(target))
        exchange(target, unfinished)

    monkeypatch.setattr(whole, "_exchange", fail)
    assert renamed(copy, "gazette-2019-05-03-dredging", "g") == 2
    assert "No space left on device; everything is as it was" in capsys.readouterr().err
    assert everything(copy) == before


def test_two_records_cannot_have_had_one_id(copy: Path) -> None:
    for name in ("ada-holm", "harbour-office"):
        with (copy / f"sources/actors/{name}.yaml").open("a") as file:
            file.write("formerly: [port-office]\n")
    told = 'id-used-twice: "harbour-office" was called so too; leave it to the one of the two that was'
    assert [str(finding) for finding in check(copy)[1]] == [f"sources/actors/ada-holm.yaml:{lines(copy)}:12: {told}"]


def lines(copy: Path) -> int:
    return (copy / "sources/actors/ada-holm.yaml").read_text("utf-8").count("\n")


def test_the_former_address_leads_to_the_record_without_a_script(
    copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for old, new in (("ada-holm", "b"), ("b", "mayor"), ("who-pays", "payers")):
        assert renamed(copy, old, new) == 0
    root = site_of(copy / "sources", tmp_path_factory.mktemp("renamed"))
    shutil.copytree(copy / "captures", root / "captures")
    (root / "mkdocs.yml").write_text(
        (root / "mkdocs.yml").read_text("utf-8").replace('!ENV [SITE_URL, ""]', "https://site.example/at/"), "utf-8"
    )
    built = run("mkdocs", "build", "--strict", cwd=root)
    assert built.returncode == 0, built.stderr
    for old, new in (("actors/ada-holm", "mayor"), ("actors/b", "mayor"), ("briefings/who-pays", "payers")):
        page = LexborHTMLParser((root / "site" / old / "index.html").read_text("utf-8"))
        assert leading(page) == [
            f"0; url=../{new}/",
            f"https://site.example/at/{old.partition('/')[0]}/{new}/",
            f"../{new}/",
        ]
        assert not page.css("script")
        assert page.css('meta[http-equiv="Content-Security-Policy"]')
        assert page.css('meta[name="robots"][content="noindex"]')
        assert (root / "site" / old / f"../{new}/index.html").is_file()
    for name in ("sitemap.xml", "search/search_index.json"):
        text = (root / "site" / name).read_text("utf-8")
        assert "actors/mayor/" in text
        assert "actors/ada-holm/" not in text


def leading(page: LexborHTMLParser) -> list[str | None]:
    """Where a page leads: at once, for search engines, and by its link."""
    nodes = (("meta[http-equiv=refresh]", "content"), ("link[rel=canonical]", "href"), ("a", "href"))
    return [page.css(selector)[0].attributes[name] for selector, name in nodes]
