"""The overviews are whole: nothing that is on record is missing from the page that is to list it."""

import re

import pytest

from build_tools.dates import parse
from build_tools.derive import Dossier
from build_tools.markup import text
from build_tools.model import Claim, Commitment
from build_tools.pages import SINGLE_PAGES
from build_tools.pages.overviews.timeline import Month, spread


@pytest.fixture(scope="module")
def pages(dossier: Dossier) -> dict[str, str]:
    return {path: write(dossier) for path, write in SINGLE_PAGES.items()}


def linked(page: str, kind: str, folder: str = "") -> set[str]:
    """The ids of the records of a kind to which a page of another folder, or of `folder`, links."""
    way = "" if folder == kind else f"../{kind}/"
    return set(re.findall(rf'href="{way}([a-z0-9-]+)/[#"]', page))


def test_the_timeline_holds_everything_that_bears_a_date(dossier: Dossier, pages: dict[str, str]) -> None:
    corpus, page = dossier.corpus, pages["timeline/index.md"]
    assert linked(page, "events") == set(corpus.events)
    assert linked(page, "commitments") == set(corpus.commitments)
    assert linked(page, "documents") == {id for id, document in corpus.documents.items() if document.issued}
    assert linked(page, "claims") >= {id for id, claim in corpus.claims.items() if claim.when}
    assert linked(page, "quotes") == {id for id, quote in corpus.quotes.items() if quote.said}


def test_every_change_of_a_status_is_on_the_timeline_once(dossier: Dossier, pages: dict[str, str]) -> None:
    changes = sum(len(status.established) for status in dossier.statuses.values())
    assert pages["timeline/index.md"].count('<span class="status"') == changes


def test_the_counts_of_months_and_years_on_the_timeline_add_up(pages: dict[str, str]) -> None:
    page = pages["timeline/index.md"]
    told = [sum(int(count) for count in re.findall(rf"<h{level} .*\((\d+)\)</span><a ", page)) for level in (2, 3)]
    assert told[0] == told[1] == len(re.findall(r'<span class="label" data-key="(?:happened|reported)"', page))


@pytest.mark.parametrize(
    ("edtf", "placed", "said"),
    [
        ("2023-03-27", (2023, 3), ""),
        ("2023-03-27~", (2023, 3), "near that day"),
        ("2023-03", (2023, 3), "one of 31 days"),
        ("2023-03-27/2023-04-13", (2023, 3), "one of 18 days"),
        ("../2023-04-13", (2023, 4), "that day or before"),
        ("2023-04-13/..", (2023, 4), "that day or after"),
        ("2023", (2023, 0), "one of 365 days"),
        ("2020/2024-02-08", (2020, 0), "one of 1,500 days"),
    ],
)
def test_an_uncertain_date_stands_at_its_first_day_with_its_span(edtf: str, placed: tuple[int, int], said: str) -> None:
    month = Month.of(parse(edtf))
    assert (month.year, month.month) == placed
    assert said in spread(parse(edtf)) if said else not spread(parse(edtf))


def test_the_lineage_holds_every_document_whole_once(dossier: Dossier, pages: dict[str, str]) -> None:
    drawn = re.findall(r'<span id="of-([a-z0-9-]+)">', pages["lineage/index.md"])
    assert sorted(drawn) == sorted(dossier.corpus.documents)


def test_the_lineage_holds_every_step_and_marks_what_was_read(dossier: Dossier, pages: dict[str, str]) -> None:
    page, documents = pages["lineage/index.md"], dossier.corpus.documents.values()
    steps = len(re.findall(r"<li>\n?(?:<p>)?(?:reprinted|reworded|relayed|heard) by", page))
    assert steps == len(dossier.lineage.edges)
    assert page.count('data-read="yes"') == sum(bool(document.word_count) for document in documents)


def test_every_name_is_in_the_index_of_people(dossier: Dossier, pages: dict[str, str]) -> None:
    page = pages["actors/index.md"]
    for actor in dossier.corpus.actors.values():
        assert f'<strong><a href="{actor.id}/">{text(actor.name)}</a></strong>' in page
        for other in actor.other_names:
            if other.name != actor.name:
                assert f'>{text(other.name)}</span> → <a href="{actor.id}/">{text(actor.name)}</a>' in page


@pytest.mark.parametrize("kind", ["claims", "quotes", "documents", "events", "actors"])
def test_every_record_of_a_kind_is_in_its_index(dossier: Dossier, pages: dict[str, str], kind: str) -> None:
    assert linked(pages[f"{kind}/index.md"], kind, kind) == set(getattr(dossier.corpus, kind))


def test_every_disagreement_has_a_headline_and_its_sides(dossier: Dossier, pages: dict[str, str]) -> None:
    page = pages["disagreements/index.md"]
    assert linked(page, "claims") >= {id for conflict in dossier.conflicts for id in conflict.sides}
    assert page.count('<div class="sides"') == len(dossier.conflicts)


def test_statements_on_unnamed_people_only_are_all_named_and_counted(dossier: Dossier, pages: dict[str, str]) -> None:
    """The home page links to them by this anchor."""
    section = re.search(
        r'<h2 id="on-unnamed-people-only">On unnamed people only <span class="count">\((\d+)\)</span>(.*?)<h2 ',
        pages["origins/index.md"],
        re.DOTALL,
    )
    assert section
    records: list[Commitment | Claim] = [*dossier.corpus.commitments.values(), *dossier.corpus.claims.values()]
    unnamed = {
        record.id
        for record in records
        if {origin.kind for origin in dossier.origins(record).origins} == {"unnamed-sources"}
    }
    assert int(section[1]) == len(unnamed)
    assert linked(section[2], "claims") | linked(section[2], "commitments") == unnamed
