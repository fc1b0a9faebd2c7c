"""What a change of the records does to the site: records, statuses, origins, conflicts, verdicts and pages, before and after."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from build_tools.corpus import kind_of
from build_tools.data import original
from build_tools.derive import Dossier
from build_tools.derive.conflicts.conflicts import Conflict
from build_tools.derive.origins.origins import called
from build_tools.effects import Change, Count, Effects, Renamed, Rests, Turn
from build_tools.model import Claim, Commitment, Record
from build_tools.pages.parts.names import shortened, title
from build_tools.prose import Briefing
from build_tools.reasons import because, standing
from build_tools.structure import field_name

Texts = Mapping[str, str]


def compare(before: Dossier, after: Dossier, pages_before: Texts, pages_after: Texts) -> Effects:
    """What it does to the site to have one collection instead of another; the pages are Markdown by path below docs/."""
    old, new = _records(before), _records(after)
    renamed = _renamed(old, new)
    kept = {name: now for name in old if (now := renamed.get(name, name)) in new}
    gained, lost = _conflicts(before, after, {name: now.partition("/")[2] for name, now in renamed.items()})
    moved = {_address(f"{name}.md") for name in renamed}
    texts, later = ({_address(path): text for path, text in pages.items()} for pages in (pages_before, pages_after))
    differing = {address for address in texts.keys() & later.keys() if texts[address] != later[address]}
    return Effects(
        settings=tuple(_settings(before, after)),
        added=tuple(_told(after, new[name]) for name in sorted(new.keys() - set(kept.values()))),
        changed=tuple(_changes(before, after, [(old[name], new[now]) for name, now in sorted(kept.items())])),
        removed=tuple(_removed(before, after, old[name]) for name in sorted(old.keys() - kept.keys())),
        renamed=tuple(Renamed(*pair) for pair in sorted(renamed.items())),
        statuses=tuple(_turns(before, after, kept)),
        origins=tuple(_rests(before, after, kept)),
        conflicts_gained=gained,
        conflicts_lost=lost,
        verdicts=tuple(_verdicts(before, after)),
        unseen=tuple(_unseen(before, after)),
        pages_gone=tuple(sorted(texts.keys() - later.keys())),
        pages_redirected=tuple(sorted(moved & differing)),
        pages_added=tuple(sorted(later.keys() - texts.keys())),
        pages_changed=tuple(sorted(differing - moved)),
    )


def compare_files(before: Texts, after: Texts, faults: tuple[str, ...]) -> Effects:
    """What can be told by the files of sources/ alone, where `faults` keep one side from being a collection."""

    def named(paths: set[str]) -> tuple[Change, ...]:
        return tuple(Change(path.removeprefix("sources/").rpartition(".")[0], "") for path in sorted(paths))

    return Effects(
        faults=faults,
        added=named(after.keys() - before.keys()),
        changed=named({path for path in before.keys() & after.keys() if before[path] != after[path]}),
        removed=named(before.keys() - after.keys()),
    )


def _records(dossier: Dossier) -> dict[str, Record | Briefing]:
    """Every record and briefing, by kind and id."""
    records = [*dossier.corpus.records(), *dossier.corpus.briefings.values()]
    return {f"{kind_of(record)}/{record.id}": record for record in records}


def _renamed(old: Mapping[str, Record | Briefing], new: Mapping[str, Record | Briefing]) -> dict[str, str]:
    """The names that records had, and those that they have now."""
    former = {f"{kind_of(record)}/{id}": name for name, record in new.items() for id in getattr(record, "formerly", ())}
    return {name: former[name] for name in old if name in former and name not in new and former[name] not in old}


def _told(dossier: Dossier, record: Record | Briefing, changed: tuple[str, ...] = ()) -> Change:
    return Change(f"{kind_of(record)}/{record.id}", shortened(title(record, dossier.corpus)), changed)


def _removed(before: Dossier, after: Dossier, record: Record | Briefing) -> Change:
    told, gone = _told(before, record), after.corpus.withdrawn.get(record.id)
    return replace(told, title=f"{told.title} (withdrawn: {gone.reason})") if gone else told


def _changes(
    before: Dossier, after: Dossier, pairs: list[tuple[Record | Briefing, Record | Briefing]]
) -> Iterator[Change]:
    for old, new in pairs:
        changed = _fields(old, new)
        if changed or original(before, old) != original(after, new):
            yield _told(after, new, changed)


def _fields(old: object, new: object) -> tuple[str, ...]:
    """The fields of a record that differ, under the names that they have in its file."""
    names = ("title", "text") if isinstance(old, Briefing) else [f.name for f in fields(old) if f.name != "id"]  # type: ignore[arg-type]
    return tuple(field_name(name) for name in names if getattr(old, name) != getattr(new, name))


def _settings(before: Dossier, after: Dossier) -> Iterator[str]:
    if before.day != after.day:
        yield f"statuses are as of {after.day.isoformat()}, before {before.day.isoformat()}"
    for kind in ("rubric", "site", "vocabulary"):
        if changed := _fields(getattr(before.corpus, kind), getattr(after.corpus, kind)):
            yield f"sources/{kind}.yaml: {', '.join(changed)}"


def _turns(before: Dossier, after: Dossier, kept: Mapping[str, str]) -> Iterator[Turn]:
    """The commitments whose status changed, those that are new or gone among them."""
    for old, new in _pairs(before.corpus.commitments, after.corpus.commitments, "commitments", kept):
        was, now = (standing(before, old) if old else ""), (standing(after, new) if new else "")
        if was != now:
            reasons = tuple(because(before, old)) if old else (), tuple(because(after, new)) if new else ()
            yield Turn(new or old, was, now, *reasons)


def _pairs(
    old: Mapping[str, object], new: Mapping[str, object], kind: str, kept: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The ids of one kind before and after, an empty one where there is none."""
    now = {id: kept.get(f"{kind}/{id}", "").partition("/")[2] for id in old}
    added = [("", id) for id in new if id not in now.values()]
    return sorted([*now.items(), *added], key=lambda pair: pair[1] or pair[0])


def _rests(before: Dossier, after: Dossier, kept: Mapping[str, str]) -> Iterator[Rests]:
    """The claims and commitments whose origins changed, those that are new or gone among them."""
    now = {name.partition("/")[2]: new.partition("/")[2] for name, new in kept.items()}
    for kind in ("claims", "commitments"):
        olds: Mapping[str, Claim | Commitment] = getattr(before.corpus, kind)
        news: Mapping[str, Claim | Commitment] = getattr(after.corpus, kind)
        for old, new in _pairs(olds, news, kind, kept):
            was, then = (before.origins(olds[old]) if old else None), (after.origins(news[new]) if new else None)
            keys = {now.get(key, key): key for key in was.keys} if was else {}
            gained = sorted((then.keys if then else frozenset()) - keys.keys())
            lost = sorted(keys[key] for key in keys.keys() - (then.keys if then else frozenset()))
            bounds = (was.bounds if was else None), (then.bounds if then else None)
            if gained or lost or bounds[0] != bounds[1]:
                yield Rests(
                    f"{kind}/{new or old}",
                    *bounds,
                    tuple(called(after.corpus, key) for key in gained),
                    tuple(called(before.corpus, key) for key in lost),
                )


def _conflicts(before: Dossier, after: Dossier, renamed: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The disagreements that were gained and lost, in words."""

    def by_sides(dossier: Dossier, renamed: Mapping[str, str]) -> dict[tuple[str, ...], Conflict]:
        return {
            (
                one.kind,
                *sorted(renamed.get(f"claims/{id}", id) for id in one.sides),
                "" if one.second else one.reason,
            ): one
            for one in dossier.conflicts
        }

    old, new = by_sides(before, renamed), by_sides(after, {})
    return (
        tuple(_disagreement(new[key]) for key in sorted(new.keys() - old.keys())),
        tuple(_disagreement(old[key]) for key in sorted(old.keys() - new.keys())),
    )


def _disagreement(conflict: Conflict) -> str:
    return f"{' and '.join(conflict.sides)} ({conflict.kind}): {conflict.reason}"


def _verdicts(before: Dossier, after: Dossier) -> Iterator[Count]:
    """The verdicts on words of which there are more or fewer: how many before, and how many after."""
    old, new = (Counter(one.verdict for one in dossier.verification.verdicts) for dossier in (before, after))
    yield from (
        Count(verdict, old[verdict], new[verdict]) for verdict in sorted({*old, *new}) if old[verdict] != new[verdict]
    )


def _unseen(before: Dossier, after: Dossier) -> Iterator[str]:
    """Words that the lock has anew, of documents whose captures are not here: whoever wrote the lock could write anything."""
    known = {(entry.document, entry.words) for entry in before.lock}
    for one in after.verification.verdicts:
        anew = any((entry.document, entry.words) not in known for entry in one.entries)
        if one.verdict == "verified" and anew and one.excerpt.document not in after.verification.captures:
            record = f"{kind_of(one.excerpt.record)}/{one.excerpt.record.id}"
            yield f"{record}: “{one.excerpt.words}” ({one.excerpt.document})"


def _address(path: str) -> str:
    """The address of a page, relative to that of the site: "claims/catch-2018/"; "./" is the home page."""
    name = path.removesuffix(".md").removesuffix("index")
    return f"{name.rstrip('/')}/" if name else "./"
