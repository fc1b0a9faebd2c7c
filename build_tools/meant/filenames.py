"""The names of files: each gives its record its id; and what was meant by a name that gives none."""

import re
from pathlib import Path

from build_tools.finding import identifier, shown

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 80
# What Windows takes for a machine, whatever ending stands behind it (Microsoft, Naming Files, Paths, and Namespaces).
_MACHINES = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")
_ENDINGS = re.compile(r"(.+?)(?:[.](?:yaml|yml|md|markdown|txt|json|bak|backup|old|orig|tmp)|~)*", re.IGNORECASE)
# How file managers and people call a copy of a file.
_COPIED = re.compile(r"(?:copy of )?(.+?)(?:[ _-]*\bcopy(?: ?[0-9]+)?| ?\([0-9]+\))*", re.IGNORECASE)


def misnamed(path: Path, kind: str) -> str | None:
    """Why a file's name gives no id, or None."""
    ending = ".md" if kind == "briefings" else ".yaml"
    fault = no_id(path.stem)
    if path.suffix != ending:
        fault = f'the name of a file in sources/{kind}/ ends in "{ending}"'
    if fault is None or path.name == f"index{ending}" or _MACHINES.fullmatch(path.stem.casefold()):
        return fault
    return f"{fault}; {_remedy(path, ending)}" if _remedy(path, ending) else fault


def no_id(name: str) -> str | None:
    """Why a name cannot be an id, or None."""
    if name == "index":
        return '"index" is the page that lists the others; give this another id'
    if _MACHINES.fullmatch(name.casefold()):
        return f"no file can be called {shown(name)} on Windows; give this another id"
    if not ID.fullmatch(name) or len(name) > _LONGEST_ID:
        return f"{shown(name)} is no id; use at most {_LONGEST_ID} small letters and digits, in words joined by single hyphens"
    return None


def _remedy(path: Path, ending: str) -> str:
    """What to do about a file of another name: it is a copy and can go, or is meant to have a name that is like it."""
    bare = _ENDINGS.fullmatch(path.name)
    stem = bare[1] if bare else path.stem
    copied = None if ID.fullmatch(stem) else _COPIED.fullmatch(stem)
    for original in (stem, copied[1] if copied else stem):
        if len(original) > _LONGEST_ID:
            continue  # no name of a record, and perhaps too long to be asked for
        if path.name != f"{original}{ending}" and path.with_name(f"{original}{ending}").exists():
            return f"this looks like a copy of {shown(original + ending)}: remove it, or give it an id of its own"
    id = identifier(stem)
    if "." not in stem and ID.fullmatch(id) and len(id) <= _LONGEST_ID:
        return f'did you mean "{id}{ending}"?'
    return "" if path.suffix == ending else "put other files elsewhere"
