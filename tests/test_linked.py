"""Linked data in the head of each page: what a reader of JSON-LD finds there is what schema.org has, and nothing breaks out."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from playwright.sync_api import Browser
from pyld import jsonld
from selectolax.lexbor import LexborHTMLParser

from build_tools import sheet
from build_tools.derive import Dossier
from build_tools.model import CLASSES
from build_tools.pages import pages
from build_tools.pages.parts.head import script
from build_tools.pages.parts.names import address
from build_tools.pages.parts.nodes import ACTORS, DOCUMENTS, Nodes, node, plain
from build_tools.pages.parts.things import dataset
from build_tools.schema import schema
from build_tools.site import check, files
from tests.chromium import served
from tests.conftest import LITTLE, Damage, site_of

VOCABULARY = "https://schema.org/"
HERE = "https://site.example/"
HOSTILE = "</script><script>alert(1)</script><!-- ' \" & \\ {{ 7*7 }} \U0001f41f"
# The types of schema.org that pages use, each with the one above it.
ABOVE = {
    "Action": "Thing",
    "Article": "CreativeWork",
    "AskAction": "CommunicateAction",
    "BlogPosting": "SocialMediaPosting",
    "Book": "CreativeWork",
    "Claim": "CreativeWork",
    "CollectionPage": "WebPage",
    "CommunicateAction": "Action",
    "Conversation": "CreativeWork",
    "CreativeWork": "Thing",
    "DataDownload": "MediaObject",
    "Dataset": "CreativeWork",
    "Event": "Thing",
    "GovernmentOrganization": "Organization",
    "Legislation": "CreativeWork",
    "MediaObject": "CreativeWork",
    "NewsArticle": "Article",
    "NewsMediaOrganization": "Organization",
    "Organization": "Thing",
    "Person": "Thing",
    "Place": "Thing",
    "PlanAction": "Action",
    "PostalAddress": "Thing",
    "Quotation": "CreativeWork",
    "Report": "Article",
    "ScholarlyArticle": "Article",
    "SocialMediaPosting": "Article",
    "WebPage": "CreativeWork",
    "WebSite": "CreativeWork",
}
AGENTS, WORKS = {"Person", "Organization"}, {"CreativeWork"}
# The properties, each with the types that may have it, and those that its value may be; none: text, a date, an address.
PROPERTIES: dict[str, tuple[set[str], set[str]]] = {
    "about": ({"CreativeWork", "CommunicateAction"}, {"Thing"}),
    "address": (AGENTS, {"PostalAddress"}),
    "addressCountry": ({"PostalAddress"}, set()),
    "affiliation": ({"Person"}, {"Organization"}),
    "agent": ({"Action"}, AGENTS),
    "alternateName": ({"Thing"}, set()),
    "appearance": ({"Claim"}, WORKS),
    "archivedAt": (WORKS, set()),
    "attendee": ({"Event"}, AGENTS),
    "author": (WORKS, AGENTS),
    "contentUrl": ({"MediaObject"}, set()),
    "dateCreated": (WORKS, set()),
    "dateModified": (WORKS, set()),
    "datePublished": (WORKS, set()),
    "description": ({"Thing"}, set()),
    "distribution": ({"Dataset"}, {"DataDownload"}),
    "encodingFormat": (WORKS, set()),
    "familyName": ({"Person"}, set()),
    "firstAppearance": ({"Claim"}, WORKS),
    "givenName": ({"Person"}, set()),
    "headline": (WORKS, set()),
    "identifier": ({"Thing"}, set()),
    "inLanguage": (WORKS, set()),
    "isAccessibleForFree": (WORKS, set()),
    "isBasedOn": (WORKS, WORKS),
    "isPartOf": (WORKS, WORKS),
    "jobTitle": ({"Person"}, set()),
    "location": ({"Action", "Event", "Organization"}, {"Place"}),
    "mainEntity": (WORKS, {"Thing"}),
    "name": ({"Thing"}, set()),
    "parentOrganization": ({"Organization"}, {"Organization"}),
    "publisher": (WORKS, AGENTS),
    "recipient": ({"CommunicateAction"}, AGENTS),
    "recordedAt": (WORKS, {"Event"}),
    "scheduledTime": ({"PlanAction"}, set()),
    "spokenByCharacter": ({"Quotation"}, AGENTS),
    "startDate": ({"Event"}, set()),
    "startTime": ({"Action"}, set()),
    "subjectOf": ({"Thing"}, {"CreativeWork", "Event"}),
    "text": (WORKS, set()),
    "url": ({"Thing"}, set()),
}


def linked(text: str) -> dict[str, Any]:
    """What the front matter of a page holds as linked data."""
    return dict(json.loads(sheet.read(text)[0]["linked"]))


def written(dossier: Dossier) -> Iterator[tuple[str, dict[str, Any]]]:
    """The linked data of every page that has them, by its path."""
    for path, text in pages(dossier).items():
        if "\nlinked: " in text:
            yield path, linked(text)


def of(dossier: Dossier, path: str) -> dict[str, Any]:
    """What a record's page is about."""
    return dict(linked(pages(dossier)[path])["mainEntity"])


def context(url: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The context of schema.org as far as its terms mean something to a reader: no network is asked."""
    assert url == "https://schema.org"
    told = {"@context": {"@vocab": VOCABULARY, "url": {"@type": "@id"}, "archivedAt": {"@type": "@id"}}}
    return {"contextUrl": None, "documentUrl": url, "document": told}


def expanded(told: dict[str, Any], base: str) -> dict[str, Any]:
    (found,) = jsonld.expand(told, {"base": base, "documentLoader": context})
    return dict(found)


def kinds(type: str) -> set[str]:
    return {type} | (kinds(ABOVE[type]) if type in ABOVE else set())


def types(found: Mapping[str, Any]) -> set[str]:
    return {kind for type in found.get("@type", ()) for kind in kinds(type.removeprefix(VOCABULARY))}


def nodes(found: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A node and all within it."""
    yield found
    for name, values in found.items():
        if not name.startswith("@"):
            for value in values:
                if "@value" not in value:
                    yield from nodes(value)


def test_types_and_properties_are_those_of_schema_org(dossier: Dossier) -> None:
    used = set()
    for path, told in written(dossier):
        for found in nodes(expanded(told, HERE)):
            assert not types(found) - {*ABOVE, "Thing"}, path
            for name, values in found.items():
                if name.startswith("@"):
                    continue
                assert name.startswith(VOCABULARY), (path, name)
                owners, expected = PROPERTIES[name.removeprefix(VOCABULARY)]
                used.add(name.removeprefix(VOCABULARY))
                assert types(found) & owners or not types(found), (path, name)
                for value in values:
                    held = types(value)
                    assert held & expected if held else "@value" in value or "@id" in value or "author" in name, path
    assert {"appearance", "agent", "recipient", "spokenByCharacter", "subjectOf", "attendee"} <= used


def test_the_tables_of_types_are_whole() -> None:
    assert set(DOCUMENTS) <= set(schema("documents")["properties"]["type"]["enum"])
    assert set(ACTORS) == set(schema("actors")["properties"]["type"]["enum"])
    assert {*DOCUMENTS.values(), *ACTORS.values()} - {"Thing"} <= set(ABOVE)


def test_every_page_with_a_reference_is_a_page_of_the_site_and_no_page_gives_a_verdict(dossier: Dossier) -> None:
    """Whether something is true, the site does not say: no ClaimReview, no rating, no status of an action."""
    found = dict(written(dossier))
    assert set(found) == {path for path, text in pages(dossier).items() if ">Cite this page<" in text}
    for path, told in found.items():
        assert told["@type"] in ("WebPage", "CollectionPage", "WebSite"), path
        assert not re.search("ClaimReview|[rR]ating|actionStatus|ActionStatus", json.dumps(told)), path


@pytest.mark.parametrize("site", ["", "https://site.example/sub/"])
def test_every_id_is_the_address_of_a_page(little: Dossier, site: str) -> None:
    dossier = Dossier(little.corpus, little.lock, address=site)
    base = site or HERE
    known = {base + path.removesuffix("index.md").removesuffix(".md") for path in pages(dossier)}
    known = {path if path.endswith("/") else f"{path}/" for path in known}
    for path, told in written(dossier):
        here = base + (path.removesuffix("index.md") if path.endswith("index.md") else f"{path[:-3]}/")
        assert not site or all(id.startswith(site) for id in re.findall('"@id": "([^"]*)"', json.dumps(told)))
        found = expanded(told, here)
        things = {node["@id"] for node in nodes(found) if "@id" in node and "@type" in node}
        assert things <= known, path
        if "mainEntity" in told:
            assert found[f"{VOCABULARY}mainEntity"][0]["@id"] == here
            assert urljoin(here, told["url"]) == here


def test_a_claim_says_who_says_so_and_where_it_stood_first(real: Dossier, little: Dossier) -> None:
    claim = little.corpus.claims["town-agreed-to-dredge"]
    told = of(little, address(claim))
    assert (told["@type"], told["text"]) == ("Claim", claim.statement)
    cited = {little.corpus.source_of(item).title for item in claim.evidence if item.direction == "supports"}
    assert {one["name"] for one in told["appearance"]} == cited
    assert len(cited) == 2
    assert told["firstAppearance"]["@id"] == "../../documents/gazette-2019-05-03-dredging/"
    told = of(real, "claims/mexico-produces-no-fentanyl.md")
    assert told["author"]["name"] == "Andrés Manuel López Obrador"
    assert "firstAppearance" not in told, "three documents of days that may be one, none of which has it from another"


def test_where_nobody_is_named_a_claim_has_no_author(dossier: Dossier) -> None:
    """Unnamed sources are neither a person nor an organisation, and nothing else can be an author."""
    unnamed = {actor.name for actor in dossier.corpus.actors.values() if actor.type == "unnamed-sources"}
    assert unnamed
    for claim in dossier.corpus.claims.values():
        told = of(dossier, address(claim)).get("author", [])
        assert not {one["name"] for one in (told if isinstance(told, list) else [told])} & unnamed


def test_a_quotation_has_its_speaker_its_document_and_its_language(little: Dossier) -> None:
    told = of(little, "quotes/holm-2019-05-deeper-gazette.md")
    quote = little.corpus.quotes["holm-2019-05-deeper-gazette"]
    assert (told["text"], told["inLanguage"]) == (quote.text, quote.language)
    assert told["spokenByCharacter"]["name"] == "Ada Holm"
    assert told["isPartOf"]["@id"] == f"../../documents/{quote.document}/"


def test_a_commitment_is_an_act_of_speech_from_one_to_another(little: Dossier) -> None:
    told = of(little, "commitments/town-dredging-2019.md")
    assert (told["@type"], told["about"]["@type"]) == ("CommunicateAction", "PlanAction")
    assert [one["name"] for one in told["agent"]] == ["Town of Lindholm", "Harbour Office"]
    assert (told["startTime"], told["about"]["location"]["name"]) == ("2019-05-02", "the inner harbour")
    assert "scheduledTime" not in told["about"], "it is due in a season, which schema.org cannot say"
    assert told["about"]["description"] == little.corpus.commitments["town-dredging-2019"].undertaking
    asked = of(little, "commitments/harbour-petition-2017.md")
    assert (asked["@type"], asked["recipient"]["name"]) == ("AskAction", "Town of Lindholm")


def test_a_date_that_schema_org_cannot_say_is_left_out(real: Dossier) -> None:
    events = real.corpus.events.values()
    assert any(plain(event.date) for event in events)
    vague = [event for event in events if not plain(event.date)]
    assert vague
    for event in vague:
        told = of(real, address(event))
        assert "startDate" not in told
        assert str(event.date).casefold() in told["description"].casefold()


def test_all_data_are_a_dataset_with_its_files(little: Dossier) -> None:
    about = Nodes(little, "data/index.md")
    told = {"@context": "https://schema.org", **dataset(about, "data/index.md", {"data/records.sqlite": "a/b"})}
    found = expanded(told, f"{HERE}data/")
    (file,) = found[f"{VOCABULARY}distribution"]
    assert found["@id"] == f"{HERE}data/"
    assert types(file) >= {"DataDownload"}
    assert urljoin(f"{HERE}data/", told["distribution"]["contentUrl"]) == f"{HERE}data/records.sqlite"
    names = {name.removeprefix(VOCABULARY) for one in nodes(found) for name in one if not name.startswith("@")}
    assert names <= set(PROPERTIES)


def test_a_page_has_little_of_it(real: Dossier) -> None:
    weights = {path: len(gzip.compress(script(told).encode())) for path, told in written(real)}
    assert max(weights.values()) < 3000


@pytest.mark.parametrize("text", [HOSTILE, "\u2028\u2029\x85\ufeff", "]]> --> <!-- <script", "'; x: '"])
def test_no_text_ends_the_element(text: str) -> None:
    told = node("Claim", text=text)
    held = script(told)
    assert re.fullmatch("[ -~]+", held)
    assert not set("<>&") & set(held)
    assert json.loads(held) == told


def test_hostile_titles_arrive_in_the_front_matter(copy: Path, findings_of: Damage) -> None:
    told = "\"': {a} # b\\u0000 " + HOSTILE
    assert not findings_of("documents/harbour-survey-2018.yaml", "Soundings of the harbour", _yaml(told))
    dossier, _ = check(copy)
    assert dossier is not None
    title = dossier.corpus.documents["harbour-survey-2018"].title
    matter = yaml.safe_load(pages(dossier)["documents/harbour-survey-2018.md"].split("---\n")[1])
    assert matter["citation"]["title"] == title == told
    assert json.loads(matter["linked"])["mainEntity"]["name"] == title


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little collection, one statement and one title of it hostile, built for an address."""
    root = site_of(LITTLE / "sources", tmp_path_factory.mktemp("linked"))
    for name, old in (
        ("documents/harbour-survey-2018.yaml", "title: Soundings of the harbour"),
        ("claims/catch-doubled.yaml", re.search("^statement:.*$", _text("claims/catch-doubled.yaml"), re.M)),
    ):
        path, was = root / "sources" / name, old if isinstance(old, str) else old[0] if old else ""
        text = path.read_text("utf-8")
        assert was in text
        path.write_text(text.replace(was, f"{was.partition(':')[0]}: {_yaml(HOSTILE)}"), "utf-8")
    environment = os.environ | {"SITE_URL": HERE}
    command = [sys.executable, "-m", "build_tools", "site"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "site"


def _text(name: str) -> str:
    return (LITTLE / "sources" / name).read_text("utf-8")


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def tags(page: LexborHTMLParser) -> dict[str, str]:
    """The tags of Highwire Press in the head of a page."""
    found = {one.attributes["name"]: one.attributes["content"] for one in page.css("head meta[name^=citation_]")}
    return {str(name): str(value) for name, value in found.items()}


def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "field"), [("documents/harbour-survey-2018", "name"), ("claims/catch-doubled", "text")]
)
def test_hostile_text_arrives_in_the_built_page_and_stays_in_its_element(built: Path, name: str, field: str) -> None:
    page = parsed(built / name / "index.html")
    (held,) = page.css('head script[type="application/ld+json"]')
    told = json.loads(held.text())
    assert told["mainEntity"][field] == HOSTILE
    assert tags(page)["citation_title"] == HOSTILE
    assert tags(page)["citation_public_url"] == told["mainEntity"]["@id"] == f"{HERE}{name}/"
    assert not [one for one in page.css("script") if "alert" in one.text() and one.attributes.get("type") is None]


def test_reference_managers_find_what_they_need_on_every_page_that_is_cited(built: Path) -> None:
    """Zotero's translator "Embedded Metadata" makes an item where it finds a title; its address is the public one."""
    cited = [path for path in built.rglob("index.html") if parsed(path).css_first("#cite-this-page")]
    assert cited
    for path in cited:
        found = tags(parsed(path))
        where = path.relative_to(built).as_posix().removesuffix("index.html")
        assert found["citation_title"]
        assert found["citation_public_url"] == HERE + where
        assert found["citation_publication_date"] == "2020/07/01"
        assert found["citation_publisher"] == "The harbour of Lindholm"


def test_without_an_address_no_tag_names_one(real_site: Path) -> None:
    found = tags(parsed(real_site / "commitments/us-firearms-control-2023-03/index.html"))
    assert found["citation_title"] == "Tighter control and tracking of firearms crossing into Mexico"
    assert "citation_public_url" not in found


def test_every_other_form_that_a_page_names_is_there(built: Path, little: Dossier) -> None:
    forms = set()
    for path in built.rglob("index.html"):
        for one in parsed(path).css("head link[rel=alternate]"):
            target = path.parent / str(one.attributes["href"])
            assert target.is_file(), target
            forms.add(one.attributes["type"])
    assert forms == {
        "application/json",
        "application/atom+xml",
        "application/feed+json",
        "application/vnd.citationstyles.csl+json",
    }
    kinds_of_records = (*CLASSES, "briefings")
    feeds = {name for name in files(little) if name.endswith(".atom") and name.partition("/")[0] in kinds_of_records}
    named = {name for name, text in pages(little).items() if f'"{name[:-3]}.atom"' in text}
    assert {name.removesuffix(".atom") for name in feeds} == {name.removesuffix(".md") for name in named}


def test_the_search_finds_nothing_of_it(built: Path) -> None:
    index = (built / "search/search_index.json").read_text("utf-8")
    assert "CommunicateAction" not in index
    assert "isPartOf" not in index


@pytest.mark.browser
def test_a_browser_runs_nothing_of_it_and_its_policy_has_nothing_to_say(built: Path, browser: Browser) -> None:
    told: list[str] = []
    with served(built) as address:
        page = browser.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(f"{address}claims/catch-doubled/")
        held = page.locator('script[type="application/ld+json"]').text_content()
        page.close()
    assert told == []
    assert json.loads(held or "")["mainEntity"]["text"] == HOSTILE
