"""Which figures conflict, when and where; whose word is a copy; each disagreement once."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import dates
from build_tools.derive import Dossier
from build_tools.derive.conflicts.clashes import Clash, clashes
from build_tools.derive.conflicts.conflicts import Conflict
from build_tools.derive.conflicts.figures import Measured, measured
from build_tools.model import Claim, Compatible, Contradiction, Descent, Evidence, Figure
from build_tools.settings import Measure, Vocabulary

VOCABULARY = Vocabulary({}, {}, {"seized": Measure("Seized", "", "kilograms")}, {})


def figure(id: str, value: str, unit: str = "kilograms", **more: str | None) -> Measured:
    if period := more.pop("period", None):
        more["period"] = dates.parse(period)  # type: ignore[assignment]
    one = Figure("seized", unit, value=Decimal(value), **more)  # type: ignore[arg-type]
    return measured(Claim(id, id, "figure", ()), one, VOCABULARY)


def clash(one: dict[str, str | None], other: dict[str, str | None]) -> Clash | None:
    found = clashes([figure("a", "10", "kilograms", **one), figure("b", "20", "kilograms", **other)])
    assert set(found) <= {("a", "b")}
    return found.get(("a", "b"))


HERE: dict[str, str | None] = {"period": "2021", "place": "Mexico"}


def test_figures_of_one_time_and_place_conflict_for_certain() -> None:
    found = clash(HERE, HERE)
    assert found == Clash(
        "10 kilograms and 20 kilograms: these ranges do not meet. "
        "Both are of one time: 2021. Both are of one place: Mexico.",
        True,
    )


@pytest.mark.parametrize("other", [{"period": "2022"}, {"place": "Canada"}, {"place": "Mexicali"}])
def test_figures_of_other_times_or_places_do_not(other: dict[str, str | None]) -> None:
    assert clash(HERE, HERE | other) is None


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({}, {"period": None}, "One does not say of which time it is."),
        ({"period": None}, {"period": None}, "Neither says of which time it is."),
        ({}, {"place": None}, "One does not say of which place it is."),
        ({"place": None}, {"place": None}, "Neither says of which place it is."),
        ({}, {"period": "2021/2022"}, "Their times overlap in part, 2021 and from 2021 to 2022: both may be true."),
        ({"period": "2021~"}, {"period": "2021~"}, "Both are of one time: about 2021."),
        (
            {},
            {"place": "Tijuana, Mexico"},
            "One place may lie in the other, Mexico and Tijuana, Mexico: both may be true.",
        ),
    ],
)
def test_what_is_not_known_of_time_and_place_leaves_it_uncertain(
    one: dict[str, str | None], other: dict[str, str | None], words: str
) -> None:
    found = clash(HERE | one, HERE | other)
    assert found is not None
    assert not found.certain
    assert words in found.reason


def test_one_common_day_is_enough() -> None:
    found = clash({"period": "2021-03-05", "place": "Mexico"}, {"period": "2021-03-05", "place": "Mexico"})
    assert found is not None
    assert found.certain
    assert clash({"period": "2020/2021-03-05"}, {"period": "2021-03-05/2022"})


def test_the_same_place_may_be_written_otherwise() -> None:
    found = clash(HERE, {"period": "2021", "place": "MEXICO"})
    assert found is not None
    assert found.certain


def test_ranges_that_meet_do_not_conflict() -> None:
    assert clashes([figure("a", "50000", "pounds", qualifier="more than"), figure("b", "25", "tonnes")]) == {}
    assert clashes([figure("a", "50000", "pounds", qualifier="more than"), figure("b", "22", "tonnes")])


QUALIFIERS = st.sampled_from([None, "about", "nearly", "more than", "at least", "less than", "up to"])
PERIODS = st.sampled_from([None, "2020", "2021", "2021-03", "2020/2021", "2021~"])
PLACES = st.sampled_from([None, "Mexico", "Tijuana, Mexico", "Canada"])
VALUES = st.decimals(1, 1000, places=2).map(str)
SIDES = st.tuples(VALUES, QUALIFIERS, PERIODS, PLACES)


def of(sides: Iterable[tuple[str, str | None, str | None, str | None]], unit: str = "kilograms") -> list[Measured]:
    """Figures with the ids a, b, c ... in this order, each in a unit."""
    found = []
    for number, (value, qualifier, period, place) in enumerate(sides):
        printed = value if unit == "kilograms" else str(Decimal(value) * 1000)
        found.append(figure(chr(97 + number), printed, unit, qualifier=qualifier, period=period, place=place))
    return found


@given(SIDES, SIDES)
def test_a_conflict_is_symmetric(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    here, there = clashes(of([one, other])), clashes(of([other, one]))  # type: ignore[list-item]
    assert here.keys() == there.keys()
    assert [clash.certain for clash in here.values()] == [clash.certain for clash in there.values()]


@given(st.lists(SIDES, max_size=5))
def test_a_conflict_does_not_depend_on_the_unit(sides: list[tuple[str, str | None, str | None, str | None]]) -> None:
    mixed = [one if n % 2 else other for n, (one, other) in enumerate(zip(of(sides), of(sides, "grams"), strict=True))]
    assert verdicts(mixed) == verdicts(of(sides))


@given(st.lists(SIDES, max_size=4))
def test_the_order_of_records_does_not_matter(sides: list[tuple[str, str | None, str | None, str | None]]) -> None:
    figures = of(sides)
    for order in permutations(figures):
        assert clashes(order) == clashes(figures)


@given(st.lists(SIDES, max_size=6))
def test_every_pair_is_compared(sides: list[tuple[str, str | None, str | None, str | None]]) -> None:
    """What is found among many is what is found of each two."""
    figures = of(sides)
    pairs = [(one, other) for one in figures for other in figures if one.claim < other.claim]
    assert verdicts(figures) == {key: value for pair in pairs for key, value in verdicts(pair).items()}


def verdicts(figures: Iterable[Measured]) -> dict[tuple[str, str], bool]:
    return {pair: clash.certain for pair, clash in clashes(figures).items()}


def test_the_little_collection_disagrees_so(little: Dossier) -> None:
    assert [(c.sides, c.kind, c.certain, c.working) for c in little.conflicts] == [
        (("harbour-depth-2018", "harbour-depth-2018-fishers"), "figures", True, ()),
        (("catch-2018", "catch-2018-copy"), "figures", False, ()),
        (("catch-doubled", "catch-2018"), "declared", True, ("2 ** 10 = 1024", "1200 / 1024 = 1.2")),
        (("harbour-depth-2018",), "disputed", True, ()),
    ]


def test_each_claim_knows_its_disagreements(little: Dossier) -> None:
    of_depth = little.conflicts_of(little.corpus.claims["harbour-depth-2018"])
    assert [conflict.kind for conflict in of_depth] == ["figures", "disputed"]
    assert little.conflicts_of(little.corpus.claims["boats-2019"]) == ()


def changed(little: Dossier, *claims: Claim, **documents: object) -> Dossier:
    """The little collection with some claims instead of its own of these ids."""
    corpus = little.corpus
    all_claims = dict(corpus.claims) | {claim.id: claim for claim in claims}
    return Dossier(replace(corpus, claims=MappingProxyType(all_claims), **documents))  # type: ignore[arg-type]


def conflict(dossier: Dossier, *sides: str) -> Conflict:
    (found,) = [conflict for conflict in dossier.conflicts if set(conflict.sides) == set(sides)]
    return found


def test_a_copied_figure_is_told_as_a_copy(little: Dossier) -> None:
    assert conflict(little, "catch-2018", "catch-2018-copy").copy == (
        "Both go back to Harbour Gazette, and Coast Weekly derives from Harbour Gazette: "
        "the one is a copy, not a second finding."
    )


def test_figures_of_two_first_hands_are_no_copies(little: Dossier) -> None:
    assert conflict(little, "harbour-depth-2018", "harbour-depth-2018-fishers").copy is None


def test_a_copy_is_told_though_it_names_somebody_else(little: Dossier) -> None:
    copy = little.corpus.claims["catch-2018-copy"]
    named = replace(copy, evidence=(replace(copy.evidence[0], attributed_to=("harbour-office",)),))
    found = conflict(changed(little, named), "catch-2018", "catch-2018-copy")
    assert found.copy == "Coast Weekly derives from Harbour Gazette: the one is a copy, not a second finding."


def test_two_copies_of_a_text_that_is_not_cited_are_one_voice(little: Dossier) -> None:
    """Both derive from a survey that nobody cites here: the one is no check of the other."""
    documents = dict(little.corpus.documents)
    survey = Descent("rewording", (), document="harbour-survey-2018")
    for id in ("gazette-2019-05-03-dredging", "coast-weekly-2019-05-copy"):
        documents[id] = replace(documents[id], derives_from=(survey,))
    found = conflict(changed(little, documents=documents), "catch-2018", "catch-2018-copy")
    assert found.copy is not None
    assert found.copy.endswith("they do not speak independently of each other.")


def test_one_person_who_gives_two_numbers_is_one_voice(little: Dossier) -> None:
    depth = little.corpus.claims["harbour-depth-2018-fishers"]
    same = replace(depth, evidence=(replace(depth.evidence[0], attributed_to=("harbour-office",)),))
    assert conflict(changed(little, same), "harbour-depth-2018", "harbour-depth-2018-fishers").copy == (
        "Both go back to Harbour Office: they do not speak independently of each other."
    )


def disputing(passage: str) -> Evidence:
    return Evidence(document="gazette-2019-05-03-dredging", passage=passage, direction="disputes")


def claim(id: str, supporting: list[str], disputed_by: list[str], **more: object) -> Claim:
    evidence = [replace(disputing(passage), direction="supports") for passage in supporting]
    return Claim(id, id, "fact", (*evidence, *map(disputing, disputed_by)), **more)  # type: ignore[arg-type]


def disputes(little: Dossier, *claims: Claim) -> list[tuple[str, ...]]:
    ids = {claim.id for claim in claims}
    return [c.sides for c in changed(little, *claims).conflicts if c.kind == "disputed" and ids & set(c.sides)]


def test_claims_whose_words_dispute_each_other_disagree_once(little: Dossier) -> None:
    x = claim("x", ["no", "none", "not any"], ["some", "much"])
    y = claim("y", ["some", "much"], ["no", "none", "not any"])
    assert disputes(little, x, y) == [("x", "y")]


def test_words_that_support_several_claims_are_set_against_those_that_are_disputed_in_return(little: Dossier) -> None:
    x = claim("x", ["neither made nor used"], ["made here"])
    y = claim("y", ["made here"], ["neither made nor used"])
    z = claim("z", ["neither made nor used"], [])
    assert disputes(little, x, y, z) == [("x", "y")]


def test_words_that_support_several_others_leave_the_claim_disputed_by_itself(little: Dossier) -> None:
    x = claim("x", ["a"], ["b"])
    assert disputes(little, x, claim("y", ["b"], []), claim("z", ["b"], [])) == [("x",)]
    assert disputes(little, x, claim("y", ["b"], [])) == [("x", "y")]
    assert disputes(little, x) == [("x",)]


def test_what_an_editor_declared_is_not_told_again_as_disputed(little: Dossier) -> None:
    x = claim("x", ["a"], ["b"], conflicts_with=(Contradiction("It rains.", "y"), Contradiction("It cannot be.")))
    found = changed(little, x, claim("y", ["b"], ["a"])).conflicts
    assert [(c.sides, c.kind) for c in found if "x" in c.sides] == [(("x",), "declared"), (("x", "y"), "declared")]


def test_figures_declared_compatible_are_no_conflict(little: Dossier) -> None:
    catch = little.corpus.claims["catch-2018"]
    declared = replace(catch, compatible_with=(Compatible("catch-2018-copy", "Another year."),))
    dossier = changed(little, declared)
    assert not [c for c in dossier.conflicts if "catch-2018-copy" in c.sides]
    assert ("catch-2018", "catch-2018-copy") in dossier.clashes
