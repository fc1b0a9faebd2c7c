"""The rubric, printed: what each status means and takes, and which can follow which."""

from build_tools import markup as mu
from build_tools import sheet
from build_tools.derive import Dossier
from build_tools.derive.origins.voices import KIND_WORDS
from build_tools.derive.status.demands import NAMED, demanded
from build_tools.pages.parts.marks import status_mark
from build_tools.pages.parts.names import listed
from build_tools.pages.parts.search import ranked_as_list
from build_tools.pages.parts.status import length
from build_tools.settings import StatusTerm


def rubric_page(dossier: Dossier) -> str:
    rubric = dossier.corpus.rubric
    lead = f"What each status of a commitment takes: version {rubric.version}, issued {rubric.issued}."
    terms = rubric.statuses.values()
    named = listed([KIND_WORDS[kind] for kind in NAMED])
    return sheet.page(
        "Rubric",
        lead,
        mu.phrase(mu.text(lead), f"{mu.link('Method', '../../method/')} says how a status is computed."),
        _section(
            "What each status means",
            mu.terms(
                (status_mark(dossier.corpus, id), mu.text(term.definition)) for id, term in rubric.statuses.items()
            ),
        ),
        _section(
            "What each status takes",
            f"Named origins are of these kinds: {named}.",
            mu.table(("Status", "Effects", "Known from"), (_takes(dossier, term) for term in terms)),
        ),
        _section(
            "What each status can follow, and how long it lasts",
            mu.table(
                ("Status", "It can follow", "It lapses without news after"), (_follows(dossier, term) for term in terms)
            ),
        ),
        matter=ranked_as_list(),
    )


def _section(words: str, *blocks: str) -> str:
    return mu.blocks(mu.heading(2, words), *blocks)


def _takes(dossier: Dossier, term: StatusTerm) -> tuple[str, str, str]:
    """A status, the effects that lead to it, and what is demanded of their origins."""
    effects = [dossier.corpus.vocabulary.effects[id].name for id in term.effects]
    return (
        mu.text(term.name),
        mu.text(", ".join(effects) or "a later commitment that renews it"),
        mu.text(demanded(term) if effects else f"its status: {_names(dossier, term.renewed_by)}"),
    )


def _follows(dossier: Dossier, term: StatusTerm) -> tuple[str, str, str]:
    """A status, those that it can follow, and how long it lasts without news."""
    follows = [_names(dossier, term.replaces) or "none"]
    if term.reopens:
        effects = " or ".join(dossier.corpus.vocabulary.effects[id].name for id in term.reopens.effects)
        follows.append(f"by “{effects}” alone also {_names(dossier, term.reopens.statuses)}")
    return mu.text(term.name), mu.text("; ".join(follows)), length(term) or "it lasts"


def _names(dossier: Dossier, ids: tuple[str, ...]) -> str:
    return ", ".join(dossier.corpus.rubric.statuses[id].name for id in ids)
