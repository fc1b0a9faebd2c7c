"""The whole corpus as JSON: described by its schemas, the same everywhere, and read back as the records that it was made of."""

import copy as copies
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from build_tools.__main__ import main
from build_tools.data import data_files, data_path
from build_tools.derive import Dossier
from build_tools.exports.corpus import PATH, corpus_files, corpus_text
from build_tools.exports.indexes import index
from build_tools.exports.restore import NotRestored, restored, write
from build_tools.exports.shapes import FOLDER, documents, schema_files, version
from build_tools.jsontext import json_text
from build_tools.load import load
from build_tools.model import CLASSES
from build_tools.reader import Note, read
from build_tools.schema import KINDS, schema
from build_tools.site import dossier_of
from build_tools.structure import written
from build_tools.writing.plain import as_texts, as_yaml
from tests.conftest import LITTLE

Doc = dict[str, Any]


@pytest.fixture(scope="module")
def told(little: Dossier) -> Doc:
    found: Doc = json.loads(corpus_text(little))
    return found


def faults_of(name: str, document: Any) -> list[str]:
    errors = Draft202012Validator(documents()[name]).iter_errors(document)
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def name_of(path: str) -> str:
    """The name of the schema of a document."""
    folder, _, file = path.partition("/")
    if path == PATH:
        return "corpus"
    return f"{file.removesuffix('.json')}-index" if folder == "data" else folder


def test_every_document_is_as_its_schema_says(little: Dossier) -> None:
    files = {path: text for path, text in corpus_files(little).items() if not path.startswith(FOLDER)}
    assert {name_of(path) for path in files} == set(documents())
    for path, text in files.items():
        assert faults_of(name_of(path), json.loads(text)) == [], path


def test_the_real_documents_are_as_their_schemas_say(real: Dossier) -> None:
    """The records' own files are not asked again: the corpus holds them to the sign, as another test shows."""
    files = corpus_files(real)
    for path in (PATH, *(f"data/{kind}.json" for kind in (*KINDS, "briefings"))):
        assert faults_of(name_of(path), json.loads(files[path])) == [], path


def test_the_schemas_are_schemas_in_standard_keywords_at_their_addresses(little: Dossier) -> None:
    for path, text in schema_files("https://example.org/").items():
        held = json.loads(text)
        assert held["$id"] == f"https://example.org/{path}"
        assert validator_for(held) is Draft202012Validator
        Draft202012Validator.check_schema(held)
        assert keywords(held) <= STANDARD
        assert all(link.startswith("#/$defs/") for link in references(held)), "nothing else has to be fetched"
    assert all("$id" not in json.loads(text) for text in schema_files("").values())


STANDARD = {
    *("$schema", "$id", "$ref", "$defs", "title", "description", "examples", "type", "const", "enum", "pattern"),
    *(
        "properties",
        "required",
        "additionalProperties",
        "propertyNames",
        "dependentRequired",
        "minProperties",
        "maxProperties",
    ),
    *("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "minimum", "maximum"),
    *("oneOf", "anyOf", "not"),
}


def keywords(shape: Any) -> set[str]:
    """Every keyword in a schema and in those within it."""
    if not isinstance(shape, dict):
        return set()
    inner = [*shape.get("properties", {}).values(), *shape.get("$defs", {}).values()]
    inner += [shape.get(key) for key in ("items", "additionalProperties", "propertyNames", "not")]
    inner += [one for key in ("oneOf", "anyOf", "prefixItems") for one in shape.get(key, [])]
    return set(shape).union(*map(keywords, inner))


def references(shape: Any) -> list[str]:
    if isinstance(shape, dict):
        own = [shape["$ref"]] if isinstance(shape.get("$ref"), str) else []
        return own + [link for value in shape.values() for link in references(value)]
    return [link for item in shape for link in references(item)] if isinstance(shape, list) else []


DAMAGES: list[tuple[str, Callable[[Doc], Any]]] = [
    ("a field that nobody knows", lambda doc: doc.update(more=1)),
    ("a list that is missing", lambda doc: doc.pop("withdrawn")),
    ("a record of another kind", lambda doc: doc["records"]["actors"][0].update(kind="claims")),
    ("a wrong field of a record", lambda doc: doc["records"]["claims"][0]["record"].update(status="kept")),
    ("a result that is missing", lambda doc: doc["records"]["claims"][0]["computed"].pop("origins")),
    ("a count that is text", lambda doc: doc["records"]["claims"][0]["computed"]["origins"].update(at_least="1")),
    (
        "a verdict that nobody gives",
        lambda doc: doc["records"]["quotes"][0]["computed"]["words"][0].update(verdict="so"),
    ),
    ("a date in words", lambda doc: doc["records"]["events"][0]["record"].update(date="in May")),
    ("an id with a path in it", lambda doc: doc["records"]["actors"][0].update(id="../x")),
    ("a rubric without statuses", lambda doc: doc["settings"]["rubric"].pop("statuses")),
    ("a line of the lock cut off", lambda doc: doc["evidence_lock"][0].pop("exact")),
]


@pytest.mark.parametrize("damage", [damage for _, damage in DAMAGES], ids=[name for name, _ in DAMAGES])
def test_a_damaged_document_is_not_as_its_schema_says(told: Doc, damage: Callable[[Doc], Any]) -> None:
    document = copies.deepcopy(told)
    damage(document)
    assert faults_of("corpus", document)


def test_the_corpus_holds_what_each_record_s_own_file_holds(real: Dossier) -> None:
    document = json.loads(corpus_text(real))
    files = data_files(real)
    for kind in KINDS:
        held = {record.id: json.loads(files[data_path(record)]) for record in getattr(real.corpus, kind).values()}
        assert document["records"][kind] == list(held.values())
    assert [one["id"] for one in document["briefings"]] == list(real.corpus.briefings)
    assert len(document["evidence_lock"]) == len(real.lock)
    assert (document["rubric"], document["schemas"]) == (real.corpus.rubric.version, version())


def test_machines_with_and_without_the_texts_write_the_same(little: Dossier) -> None:
    assert little.captures
    assert corpus_files(replace(little, captures={})) == corpus_files(little)


def test_an_index_says_where_the_records_lie_and_what_they_have_come_to(little: Dossier) -> None:
    entries = {entry["id"]: entry for entry in index(little, "commitments")}
    assert list(entries) == sorted(little.corpus.commitments)
    found = entries["town-dredging-2019"]
    assert (found["page"], found["data"]) == (
        "../commitments/town-dredging-2019/",
        "../commitments/town-dredging-2019.json",
    )
    assert found["computed"]["status"] == little.statuses["town-dredging-2019"].id
    early = {entry["id"]: entry for entry in index(replace(little, asked_for=date(2019, 5, 2)), "commitments")}
    assert early["town-dredging-2019"]["computed"]["status"] is None
    whole = index(replace(little, address="https://example.org/"), "claims")
    assert whole[0]["page"].startswith("https://example.org/claims/")


def back(dossier: Dossier, folder: Path) -> Dossier:
    """A dossier of the records that were read back from the corpus of another."""
    write(folder, restored(corpus_text(dossier).encode()))
    again, findings = dossier_of(folder)
    assert again is not None, findings
    return again


@pytest.mark.parametrize("name", ["little", pytest.param("real", marks=pytest.mark.browser)])
def test_export_import_export_is_the_identity(request: pytest.FixtureRequest, tmp_path: Path, name: str) -> None:
    dossier: Dossier = request.getfixturevalue(name)
    again = back(dossier, tmp_path)
    assert corpus_text(again) == corpus_text(dossier)
    for kind in KINDS:
        assert getattr(again.corpus, kind) == getattr(dossier.corpus, kind)
    assert (again.lock, again.links) == (dossier.lock, dossier.links)


def test_what_happens_to_records_later_comes_back_too(copy: Path, tmp_path: Path) -> None:
    """Corrections, former ids, a withdrawn record, the front matter of a briefing, a link lock."""
    (copy / "sources/actors/gone.yaml").write_text("withdrawn: 2020-05-01\nreason: |\n  Nobody:\n  it was a slip.\n")
    note = '\nnote: "# no comment"\ncorrections:\n  - on: 2020-05-02\n    text: "Said: no."\nformerly: [the-mayor]\n'
    path = copy / "sources/actors/ada-holm.yaml"
    path.write_text(path.read_text("utf-8").rstrip("\n") + note, "utf-8")
    briefing = copy / "sources/briefings/who-pays.md"
    briefing.write_text(f"---\nformerly: [who-paid]\n---\n{briefing.read_text('utf-8')}", "utf-8")
    (copy / "sources/links.lock").write_text(
        '{"address": "https://example.org/a", "verdict": "dead", "reason": "404", "checked": "2020-05-02", '
        '"since": "2020-05-01", "dead": "2020-05-01", "alive": "", "leads_to": "", "permanent": false, '
        '"archived": "", "words": 0, "lost": [], "unread": ""}\n'
    )
    dossier, findings = dossier_of(copy)
    assert dossier is not None, findings
    assert faults_of("corpus", json.loads(corpus_text(dossier))) == []
    (tmp_path / "again").mkdir()
    again = back(dossier, tmp_path / "again")
    assert corpus_text(again) == corpus_text(dossier)
    assert again.corpus.withdrawn == dossier.corpus.withdrawn
    assert (tmp_path / "again/sources/briefings/who-pays.md").read_bytes() == briefing.read_bytes()
    assert (tmp_path / "again/sources/links.lock").read_bytes() == (copy / "sources/links.lock").read_bytes()


@pytest.mark.parametrize(
    "number", ["1.90", "0.10", "0.1234567890123456", "123456789012345678.5", "-3", "-0.50", "1300"]
)
def test_numbers_keep_their_digits(copy: Path, tmp_path: Path, number: str) -> None:
    path = copy / "sources/claims/catch-2018-copy.yaml"
    path.write_text(path.read_text("utf-8").replace("value: 1300", f"value: {number}"), "utf-8")
    dossier, findings = dossier_of(copy)
    assert dossier is not None, findings
    again = back(dossier, tmp_path / "again")
    figure = again.corpus.claims["catch-2018-copy"].figure
    assert figure is not None
    assert str(figure.value) == number
    assert f'"value": {number}' in data_files(dossier)["claims/catch-2018-copy.json"]
    assert corpus_text(again) == corpus_text(dossier)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_json_is_written_as_the_library_writes_it(value: Any) -> None:
    assert json_text(value) == json.dumps(value, indent=2, ensure_ascii=False) + "\n"


HOSTILE = (
    *(
        "no",
        "true",
        "null",
        "~",
        "1.90",
        "0x10",
        "2020-01-01",
        "---",
        "...",
        "--- a",
        "- a",
        "? a",
        "a: b",
        "a #b",
        "# a",
    ),
    *(
        "'",
        '"',
        'it\'s "so"',
        "\\",
        "\\u0000",
        "{{ 7*7 }}",
        "{a",
        "[a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "|",
        ">",
        ":",
    ),
    *(
        " a",
        "a ",
        "  ",
        "a\n",
        "\na",
        "a\n\n  b",
        "a\tb",
        "a\r\nb",
        "\u2028",
        "\u202etxet",
        "עברית",
        "👩‍👩‍👧",
        "é\u00a0ü",
    ),
    *(
        "</script>",
        "<<",
        "=1+1",
        "\x00",
        "\x07",
        "\ufeff",
        "a" * 300,
        "of the harbour: " * 12,
        '"value": "\\u00001.90"',
    ),
)
TEXTS = (
    st.sampled_from(HOSTILE)
    | st.text(min_size=1, max_size=60)
    | st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4).map("".join)
)


@settings(max_examples=30)
@given(name=TEXTS, words=TEXTS, unit=TEXTS)
def test_hostile_text_comes_back_unharmed_or_is_refused_at_its_place(
    told: Doc, tmp_path_factory: pytest.TempPathFactory, name: str, words: str, unit: str
) -> None:
    document = {**told, "records": {kind: [] for kind in KINDS}, "briefings": [], "evidence_lock": [], "link_lock": []}
    actor = {
        **told["records"]["actors"][0],
        "id": "x",
        "record": {"name": name, "type": "person", "description": words},
    }
    document["records"] = document["records"] | {"actors": [actor]}
    vocabulary = told["settings"]["vocabulary"]
    document["settings"] = told["settings"] | {"vocabulary": {**vocabulary, "units": {unit: words}}}
    try:
        files = restored(json.dumps(document).encode())
    except NotRestored as refused:
        files = {}
        places = [place for place, _ in refused.faults]
    if not files:
        assert {place.startswith(("/records/actors/0/record", "/settings/vocabulary")) for place in places} == {True}
        return
    folder = tmp_path_factory.mktemp("hostile")
    write(folder, files)
    corpus, findings = load(folder)
    assert corpus is not None, findings
    assert (corpus.actors["x"].name, corpus.actors["x"].description) == (name, words)
    assert corpus.vocabulary.units == {unit: words}


@settings(max_examples=60)
@given(
    st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, min_size=1) | st.dictionaries(TEXTS, TEXTS, min_size=1), min_size=1)
)
def test_data_as_yaml_are_the_same_data_or_none(data: dict[str, Any]) -> None:
    found = read("x.yaml", as_yaml(data, schema("claims")).encode("utf-8", "surrogatepass"))
    assert not isinstance(found, Note) or found.data == as_texts(data)


def test_plain_text_is_refused_nowhere() -> None:
    data = {
        "name": "no",
        "note": "Of: the #1 “harbour”",
        "list": ["a: b", {"x": Decimal("1.90"), "y": True}],
        "a b": "1.90",
    }
    text = as_yaml(data, {})
    assert text == (
        'name: "no"\nnote: "Of: the #1 “harbour”"\nlist:\n  - "a: b"\n  - x: 1.90\n    y: true\n"a b": "1.90"\n'
    )


def changed(told: Doc, damage: Callable[[Doc], Any]) -> bytes:
    document = copies.deepcopy(told)
    damage(document)
    return json.dumps(document).encode()


def within(kind: str, number: int = 0) -> Callable[[Doc], Doc]:
    def found(doc: Doc) -> Doc:
        record: Doc = doc["records"][kind][number]["record"]
        return record

    return found


REFUSED: list[tuple[Callable[[Doc], Any], str, str]] = [
    (
        lambda doc: within("claims")(doc).update(kind="rumour"),
        "/records/claims/0/record/kind",
        "'rumour' is not one of",
    ),
    (
        lambda doc: within("claims")(doc).pop("statement"),
        "/records/claims/0/record",
        "'statement' is a required property",
    ),
    (
        lambda doc: within("claims")(doc)["evidence"].append({"direction": "supports"}),
        "/records/claims/0/record/evidence/1",
        'This takes either "document" and "passage"',
    ),
    (
        lambda doc: within("quotes")(doc).update(speaker="ada-home"),
        "/records/quotes/0/record/speaker",
        'there is no actor "ada-home"; did you mean "ada-holm"?',
    ),
    (lambda doc: within("events")(doc).update(date="2019-02-30"), "/records/events/0/record/date", "2019-02-30"),
    (
        lambda doc: within("actors")(doc).update(description="a\x07b"),
        "/records/actors/0/record",
        "control character U+0007; remove it",
    ),
    (lambda doc: doc["records"]["actors"][0].update(id="../../x"), "/records/actors/0/id", "does not match"),
    (lambda doc: doc["records"]["actors"][0].update(id="index"), "/records/actors/0/record", "give this another id"),
    (
        lambda doc: doc["records"]["events"][0].update(id="ada-holm"),
        "/records/events/0/record",
        "the id is used already",
    ),
    (
        lambda doc: doc["records"]["actors"].append(doc["records"]["actors"][0]),
        "/records/actors/6/record",
        "this has the id of /records/actors/0/record",
    ),
    (
        lambda doc: doc["briefings"][0]["record"].update(text="no title"),
        "/briefings/0/record/text",
        'begin it with "# "',
    ),
    (
        lambda doc: doc["briefings"][0]["record"].update(title="Other"),
        "/briefings/0/record",
        "write what the text says",
    ),
    (lambda doc: doc["evidence_lock"][3].update(end=0), "/evidence_lock/3/end", "0 is less than the minimum of 1"),
    (lambda doc: doc["evidence_lock"].append(doc["evidence_lock"][0]), "/evidence_lock", "stands here twice"),
    (lambda doc: doc["settings"]["site"].update(as_of="soon"), "/settings/site/as_of", "'soon' does not match"),
]


@pytest.mark.parametrize(("damage", "place", "words"), REFUSED)
def test_what_is_wrong_is_told_by_its_place(told: Doc, damage: Callable[[Doc], Any], place: str, words: str) -> None:
    with pytest.raises(NotRestored) as refused:
        restored(changed(told, damage))
    found = dict(refused.value.faults)
    assert place in found, found
    assert words in found[place]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "this is not JSON (line 1, column 1"),
        (b'{"a": 1,\n "b"}', "line 2, column 5"),
        (b"\xff{}", "byte 0 is not UTF-8"),
        (b'{"a": 1, "a": 2}', 'the field "a" stands twice'),
        (b'{"a": NaN}', "NaN is no number of JSON"),
        (b'{"a": 1e999999999}', "too large or too small a number"),
        (b'{"a": "\\ud800"}', "lone surrogate"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"[]", "[] is not of type 'object'"),
        (b"9" * 5_000, "integer string conversion"),
    ],
)
def test_what_is_no_corpus_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(NotRestored) as refused:
        restored(content)
    assert words in str(refused.value)


def test_the_command_writes_a_new_folder_whole(
    little: Dossier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--root", str(LITTLE), "--format", "json", "--out", str(tmp_path / "data")]) == 0
    file = tmp_path / "data" / PATH
    again = tmp_path / "deep" / "again"
    assert main(["import", str(file), "--out", str(again)]) == 0
    assert main(["export", "--root", str(again), "--format", "json", "--out", str(tmp_path / "twice")]) == 0
    assert (tmp_path / "twice" / PATH).read_bytes() == file.read_bytes()
    capsys.readouterr()
    before = {path: path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert main(["import", str(file), "--out", str(again)]) == 2
    assert "is there and not an empty folder; name a new one" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in again.rglob("*") if path.is_file()} == before


def test_the_command_writes_nothing_where_something_is_wrong(
    told: Doc, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "corpus.json"
    file.write_bytes(changed(told, lambda doc: within("quotes")(doc).update(speaker="nobody\x1b[31m")))
    assert main(["import", str(file), "--out", str(tmp_path / "a" / "b")]) == 1
    out, err = capsys.readouterr()
    assert f"{file}: /records/quotes/0/record/speaker: " in out
    assert "\x1b" not in out
    assert "nothing was written" in err
    assert main(["import", str(tmp_path / "none.json"), "--out", str(tmp_path / "a")]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.json"]


def test_records_of_every_kind_have_a_schema_and_fields_to_choose_by() -> None:
    for kind, held in CLASSES.items():
        assert f"{kind}-index" in documents()
        assert documents()[kind]["properties"]["kind"] == {"const": kind}
        assert held.__name__.lower() in documents()[kind]["description"].lower()
    assert written(Decimal("1.90")) == 1.9
