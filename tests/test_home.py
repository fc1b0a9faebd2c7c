"""The home page counts what is on record, and leads to it."""

import re
from collections import Counter

from build_tools.derive import Dossier
from build_tools.pages.overviews.home import home
from build_tools.pages.parts.sides import Sides


def section(page: str, heading: str) -> str:
    return page.partition(f">{heading}<a ")[2].partition("<ul>\n")[2].partition("<h2 ")[0]


def test_every_commitment_is_counted_under_its_status(dossier: Dossier) -> None:
    told = re.findall(r'<a href="commitments/\?status=([a-z-]+)">(\d+) commitment', home(dossier))
    counted = Counter(status.id for status in dossier.statuses.values())
    assert {status: int(number) for status, number in told} == dict(counted)


def test_every_side_that_is_to_act_is_counted(dossier: Dossier) -> None:
    told = re.findall(r'<a href="commitments/\?side=([a-z-]+)">(\d+) commitment', home(dossier))
    sides = Sides(dossier.corpus)
    acting = Counter(side.id for one in dossier.corpus.commitments.values() for side in sides.all_of(one.promisors))
    assert {side: int(number) for side, number in told} == dict(acting)


def test_the_latest_changes_come_first(dossier: Dossier) -> None:
    newest = max(step.since.latest for status in dossier.statuses.values() for step in status.established)
    ids = {
        id for id, status in dossier.statuses.items() if any(step.since.latest == newest for step in status.established)
    }
    first = section(home(dossier), "Latest changes").strip().splitlines()[0]
    assert any(f'href="commitments/{id}/"' in first for id in ids)


def test_every_disagreement_and_every_utterance_of_a_small_corpus_is_on_the_page(dossier: Dossier) -> None:
    page = home(dossier)
    for conflict in dossier.conflicts[:5]:
        assert all(f'href="claims/{id}/"' in page for id in conflict.sides)
    for utterance in list(dossier.utterances.values())[:5]:
        assert f'href="quotes/{utterance.base.id}/"' in page


def test_what_the_record_shows_is_said_in_a_sentence(little: Dossier) -> None:
    stages = Counter(little.corpus.rubric.statuses[one.id].stage for one in little.statuses.values() if one.id)
    assert (stages["kept"], stages["failed"]) == (0, 0)
    answer = next(line for line in home(little).splitlines() if line.startswith(f"<p>Of {len(little.statuses)} "))
    assert "none kept, broken or withdrawn" in answer or "none begun, kept, broken or withdrawn" in answer
