"""Editors complete, explain and underline what the checks would say: the schemas, and the real language server on them."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as calm
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from build_tools import dates
from build_tools.derive import Dossier
from build_tools.editors import editor_files, editor_schema
from build_tools.reader import Note, read
from build_tools.schema import KINDS, SETTINGS, WITHDRAWN, schema
from build_tools.site import check, write_files
from tests.conftest import LITTLE, ROOT
from tests.languageserver import Editor, language_server

LONGEST = 32_000  # of one schema of the little corpus: most is what stays, whatever the number of records


def settings() -> dict[str, Any]:
    """What .vscode/settings.json sets, by section, as VS Code hands it to the server."""
    told: dict[str, Any] = {}
    for name, value in json.loads((ROOT / ".vscode/settings.json").read_text("utf-8")).items():
        place = told
        *sections, last = name.split(".")
        for section in sections:
            place = place.setdefault(section, {})
        place[last] = value
    return told


def test_every_kind_and_every_file_of_settings_has_a_schema_and_vs_code_knows_where_it_lies() -> None:
    schemas = settings()["yaml"]["schemas"]
    kinds = {f"./docs/schemas/{kind}.schema.json": f"sources/{kind}/*.yaml" for kind in KINDS}
    assert schemas == kinds | {f"./docs/schemas/{name}.schema.json": f"sources/{name}.yaml" for name in SETTINGS}


def test_the_extension_that_is_recommended_is_the_one_that_is_set_up() -> None:
    extensions = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
    assert settings()["redhat"]["telemetry"]["enabled"] is False


def test_the_schemas_are_json_schema_and_small(little: Dossier) -> None:
    written = editor_files(little)
    assert set(written) == {f"schemas/{name}.schema.json" for name in (*KINDS, *SETTINGS)}
    for name, text in written.items():
        Draft202012Validator.check_schema(json.loads(text))
        assert len(text) < LONGEST, name


def test_ids_stand_once_in_a_file_however_often_they_can_be_named(little: Dossier) -> None:
    assert editor_files(little)["schemas/claims.schema.json"].count('"ada-holm"') == 1


def test_a_schema_knows_its_address_where_the_site_has_one(little: Dossier) -> None:
    told = editor_schema("actors", replace(little, address="https://site.example/"))
    assert told["$id"] == "https://site.example/schemas/actors.schema.json"
    assert "$id" not in editor_schema("actors", little)


def test_the_schemas_are_the_same_without_captures(little: Dossier) -> None:
    assert editor_files(replace(little, captures={})) == editor_files(little)


def test_no_example_of_another_collection_is_offered(little: Dossier) -> None:
    for name, text in editor_files(little).items():
        assert '"examples"' not in text, name


DATES = st.one_of(
    st.from_regex(r"[0-9]{4}(-[0-2][0-9X](-[0-3][0-9X])?)?[~?%]?(/([0-9]{4}(-[0-9]{2})?|\.\.)?)?", fullmatch=True),
    st.sampled_from(["1999", "19XX", "201X", "2019-21", "2019-XX", "2019-05-XX", "/2019", "2019/..", "../2019-05-02?"]),
)


def test_an_editor_underlines_no_date_that_is_one(little: Dossier) -> None:
    pattern = editor_schema("events", little)["else"]["properties"]["date"]["pattern"]

    @calm(max_examples=40)
    @given(DATES)
    def held(text: str) -> None:
        try:
            dates.parse(text)
        except ValueError:
            return
        assert re.search(pattern, text)

    held()


def test_an_id_that_yaml_takes_for_a_number_can_be_chosen(copy: Path) -> None:
    text = (copy / "sources/actors/ada-holm.yaml").read_text("utf-8")
    (copy / "sources/actors/2019.yaml").write_text(text.replace("name: Ada Holm", "name: Liv Berg"), "utf-8")
    dossier, findings = check(copy)
    assert dossier is not None, findings
    assert {"2019", 2019} <= set(editor_schema("claims", dossier)["$defs"]["actors"]["enum"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little corpus, built."""
    root = tmp_path_factory.mktemp("editors")
    return prepared(LITTLE, root)


def prepared(origin: Path, root: Path) -> Path:
    """A folder with the records of another, and the schemas that the tools write for them."""
    shutil.copytree(origin / "sources", root / "sources", dirs_exist_ok=True)
    dossier, findings = check(root)
    assert dossier is not None, findings
    write_files(root / "docs", editor_files(dossier))
    return root


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    asked = folder / "asked"
    with language_server(folder, settings(), asked) as editor:
        yield editor
    assert asked.read_text() == "", "the server asked for something"


# Opens a record of a kind with "¦" where the cursor is, and returns the arguments for a question about that place.
Opened = Callable[[str, str], tuple[str, int, int]]


@pytest.fixture
def at(editor: Editor, request: pytest.FixtureRequest) -> Opened:
    def opened(kind: str, marked: str) -> tuple[str, int, int]:
        before, _, after = marked.partition("¦")
        path = f"sources/{kind}/{abs(hash((request.node.name, marked)))}.yaml"
        editor.open({path: before + after})
        return path, before.count("\n") + 1, len(before) - before.rfind("\n")

    return opened


def underlined(editor: Editor, path: str, text: str) -> list[str]:
    """What is underlined in a text that is opened at a path, as "line:column-column: message"."""
    found = editor.open({path: text})[path]
    ends = [(one["range"]["start"], one["range"]["end"], one["message"]) for one in found]
    assert all(start["line"] == end["line"] for start, end, _ in ends)
    return sorted(f"{a['line'] + 1}:{a['character'] + 1}-{b['character'] + 1}: {message}" for a, b, message in ends)


@pytest.mark.browser
class TestTheServer:
    def test_completes_the_id_of_a_speaker_by_actors_with_their_names(self, editor: Editor, at: Opened) -> None:
        found = editor.completions(*at("quotes", "text: We will dig\nspeaker: ¦\n"))
        offered = {item["label"]: item["documentation"] for item in found}
        assert list(offered) == sorted(path.stem for path in (LITTLE / "sources/actors").iterdir())
        assert offered["ada-holm"] == "Ada Holm. Mayor of Lindholm."
        assert offered["town-of-lindholm"] == "Town of Lindholm (the town). The town that owns the harbour."

    @pytest.mark.parametrize(
        ("kind", "marked", "offered"),
        [
            ("claims", "about: [¦]\n", "fishers-cooperative"),
            ("claims", "about:\n  - ada-holm\n  - ¦\n", "fishers-cooperative"),
            ("claims", "evidence:\n  - document: ¦\n", "gazette-2019-05-03-dredging"),
            ("claims", "evidence:\n  - quote: ¦\n", "holm-2019-05-deeper-gazette"),
            ("claims", "kind: ¦\n", "figure"),
            ("claims", "figure:\n  measure: ¦\n", "catch"),
            ("claims", "bears_on:\n  - effect: ¦\n", "agreed"),
            ("claims", "bears_on:\n  - commitment: ¦\n", "town-dredging-2019"),
            ("quotes", "event: ¦\n", "council-meeting-2019-05-02"),
            ("quotes", "original: ¦\n", "true"),
            ("actors", "country: ¦\n", "DK"),
            ("commitments", "topics: [¦]\n", "dredging"),
        ],
    )
    def test_completes_whatever_has_a_choice(
        self, editor: Editor, at: Opened, kind: str, marked: str, offered: str
    ) -> None:
        assert offered in [item["label"] for item in editor.completions(*at(kind, marked))]

    def test_offers_nothing_where_any_text_can_stand(self, editor: Editor, at: Opened) -> None:
        assert editor.completions(*at("quotes", "text: ¦\n")) == []

    def test_completes_a_field_with_its_colon_and_what_it_holds(self, editor: Editor, at: Opened) -> None:
        found = {item["label"]: item for item in editor.completions(*at("quotes", "text: x\n¦"))}
        assert found["attribution"]["insertText"] == "attribution: "
        assert found["speaker"]["documentation"] == "Whose words they are. For words of a text: whoever issued it."
        assert "text" not in found

    def test_tells_of_a_field_under_the_cursor(self, editor: Editor, at: Opened) -> None:
        told = editor.hover(*at("quotes", "sa¦id: 2019-05\n"))
        assert "When they were said or written, as far as the document shows." in told

    def test_tells_first_who_an_id_is(self, editor: Editor, at: Opened) -> None:
        told = editor.hover(*at("quotes", "speaker: harbour-¦gazette\n"))
        assert told.index("`harbour-gazette`: Harbour Gazette. Newspaper of Lindholm.") < told.index("ada-holm")

    def test_underlines_what_is_wrong_in_its_place(self, editor: Editor) -> None:
        text = (LITTLE / "sources/quotes/holm-2019-05-deeper-gazette.yaml").read_text("utf-8")
        for old, new in {
            "speaker: ada-holm": "speaker: ada-hol",
            "extent: whole": "extent: hole",
            "language: en": "language: english",
            "original: true": "original: yes\nsaid: 2 May 2019\nspaker: x",
        }.items():
            assert old in text
            text = text.replace(old, new)
        assert underlined(editor, "sources/quotes/damaged.yaml", text) == [
            "10:11-14: this takes true or false",
            '11:7-17: this takes a date such as "2023", "2023-03", "2023-03-27", "2023-03-27~" (approximate) or "2023-03-27/2023-04-13" (between)',
            "12:1-7: Property spaker is not allowed.",
            "2:10-17: no actor has this id; `make check` names the nearest",
            '6:11-18: this takes a language tag such as "en" or "es-MX" (BCP 47)',
            '8:9-13: Value is not accepted. Valid values: "whole", "fragment", "text".',
        ]

    def test_underlines_figures_and_addresses_that_the_checks_refuse(self, editor: Editor) -> None:
        text = (LITTLE / "sources/claims/catch-2018.yaml").read_text("utf-8").replace("low: 400", "low: 0,4")
        told = "this takes a number in digits, without separators, with a point for decimals"
        assert underlined(editor, "sources/claims/damaged.yaml", text) == [f"5:8-11: {told}"]
        text = (LITTLE / "sources/documents/gazette-2019-05-03-dredging.yaml").read_text("utf-8")
        text = text.replace("https://gazette.example", "gazette.example")
        told = "this takes a web address; write it whole, beginning with https://"
        assert underlined(editor, "sources/documents/damaged.yaml", text) == [f"9:6-41: {told}"]

    @pytest.mark.parametrize(
        ("kind", "id", "old", "new"),
        [
            ("documents", "gazette-2019-05-03-dredging", "word_count: 320", 'word_count: "320"'),
            ("documents", "gazette-2019-05-03-dredging", "issued: 2019-05-03", "issued: 2019"),
            ("documents", "gazette-2019-05-03-dredging", "language: en", "language: no"),
            ("documents", "gazette-2019-05-03-dredging", "container-title: Harbour Gazette", "container-title: 1984"),
            ("claims", "harbour-depth-2018", "value: 1.90", 'value: "1.90"'),
            ("actors", "town-of-lindholm", "country: DK", "country: NO"),
            ("actors", "town-of-lindholm", "name: Town of Lindholm", "name: true"),
            ("actors", "town-of-lindholm", "name: Town of Lindholm", "name: null"),
            ("quotes", "holm-2019-05-deeper-gazette", "original: true", 'original: "true"'),
        ],
    )
    def test_takes_as_text_what_the_checks_take_as_text(
        self, editor: Editor, copy: Path, kind: str, id: str, old: str, new: str
    ) -> None:
        path = copy / f"sources/{kind}/{id}.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        assert check(copy)[0] is not None, "the checks refuse this shape"
        assert underlined(editor, f"sources/{kind}/{abs(hash(new + kind))}.yaml", path.read_text("utf-8")) == []

    def test_finds_nothing_in_a_sound_record(self, editor: Editor, folder: Path) -> None:
        assert underlined_in(editor, folder) == {}

    def test_finds_nothing_in_the_real_records(self, tmp_path: Path) -> None:
        with language_server(prepared(ROOT, tmp_path), settings(), tmp_path / "asked") as editor:
            assert underlined_in(editor, tmp_path) == {}

    def test_leaves_the_damaged_records_of_tests_alone(self, editor: Editor) -> None:
        assert underlined(editor, "tests/little/sources/actors/x.yaml", "nme: x\n") == []

    def test_takes_a_modeline_for_an_editor_without_settings(self, folder: Path, tmp_path: Path) -> None:
        text = "# yaml-language-server: $schema=../../docs/schemas/actors.schema.json\nname: Ada\ntype: persn\ndescription: x\n"
        with language_server(folder, {"yaml": {"schemaStore": {"enable": False}}}, tmp_path / "asked") as editor:
            (told,) = underlined(editor, "sources/actors/modeline.yaml", text)
        assert told.startswith("3:7-12: Value is not accepted.")
        assert isinstance(read("modeline.yaml", text.encode()), Note), "the checks read over it"

    def test_shows_hostile_text_as_text(self, copy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        path = copy / "sources/actors/ada-holm.yaml"
        path.write_text(path.read_text("utf-8").replace("Ada Holm", "<img src=x> [x](command:x) **b**", 1), "utf-8")
        with language_server(prepared(copy, tmp_path_factory.mktemp("hostile")), settings(), copy / "asked") as editor:
            editor.open({"sources/quotes/x.yaml": "speaker: ada-holm\n"})
            told = editor.hover("sources/quotes/x.yaml", 1, 3)
        assert "Mayor" in told
        # A tag stays: editors show no HTML in what a server tells.
        assert not re.search(r"(?<!\\)(\[x\]|\*\*b)", told)

    def test_would_be_seen_if_it_asked_for_something(self, folder: Path, tmp_path: Path) -> None:
        asking = settings()
        asking["yaml"]["schemaStore"]["enable"] = True
        with language_server(folder, asking, tmp_path / "asked") as editor:
            editor.open({"sources/actors/y.yaml": "name: x\n"})
        assert "schemastore" in (tmp_path / "asked").read_text()


def underlined_in(editor: Editor, folder: Path) -> dict[str, list[Any]]:
    """What is underlined in the records of a folder, by file."""
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("sources/**/*.yaml")}
    assert len(texts) > len(SETTINGS)
    return {path: found for path, found in editor.open(texts).items() if found}


def test_the_schemas_hold_every_field_that_the_checks_know(little: Dossier) -> None:
    for name in (*KINDS, *SETTINGS):
        told = editor_schema(name, little)
        assert fields(told.get("else", told)) == fields(schema(name))
        assert fields(told.get("then", {})) == (fields(schema(WITHDRAWN)) if name in KINDS else [])


def fields(shape: Any) -> list[str]:
    """The names of all fields of a schema, in order."""
    if isinstance(shape, list):
        return [name for inner in shape for name in fields(inner)]
    if not isinstance(shape, dict):
        return []
    inner = {key: value for key, value in shape.items() if key != "$defs"}
    return [*shape.get("properties", {}), *(name for value in inner.values() for name in fields(value))]
