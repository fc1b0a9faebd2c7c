"""LaTeX as plain text, and lists of names in it: signs are decoded before names are taken apart, since `~` is both."""

import re

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names
from pylatexenc.latex2text import LatexNodes2Text

LONGEST = 4000  # characters of LaTeX, which the library reads in the time of their square
# Commands that `bibliography` writes and the library has no sign for.
_UNKNOWN = {
    r"\textasciicircum{}": "^",
    r"\textasciigrave{}": "`",
    r"\textbar{}": "|",
    r"\textbraceleft{}": r"\{",
    r"\textbraceright{}": r"\}",
    r"\textgreater{}": ">",
    r"\textless{}": "<",
}
# Words in single quotation marks, which the library leaves alone; an apostrophe within a word is none.
_SINGLE = re.compile(r"(?<![`\\])`(?=[^`\s])([^`]*?[^`\s'])'(?![\w'])")


def latex_text(value: str) -> str:
    """LaTeX as plain text; a bare percent sign is one, and no comment. What no field takes stays as it is."""
    return _decoded(value, False)


def latex_names(value: str) -> list[dict[str, str]]:
    """The names of a list with "and" between them, as CSL has them."""
    names = split_multiple_persons_names(_decoded(value, True).replace("\N{NO-BREAK SPACE}", " "))
    return [_name(name) for name in names]


def _decoded(value: str, braces: bool) -> str:
    """The text of LaTeX; `braces` stay where they hold several words or letters together."""
    if len(value) > LONGEST:
        return value
    value = _SINGLE.sub(r"‘\1’", value)
    for command, sign in _UNKNOWN.items():
        value = value.replace(command, sign)
    try:
        reader = LatexNodes2Text(math_mode="verbatim", keep_braced_groups=braces)
        return str(reader.latex_to_text(re.sub(r"(?<!\\)%", r"\%", value)))
    except Exception:  # broken LaTeX makes the library fail in ways of every kind
        return value


def _name(name: str) -> dict[str, str]:
    """A name; one in braces is not taken apart."""
    if re.match(r"(family|given|prefix|suffix)\s*=", name):
        return _extended(name)
    if name.startswith("{") and name.endswith("}"):
        return {"literal": _bare(name)}
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return {"literal": _bare(name)}
    family, given, suffix = (_bare(" ".join(part)) for part in ((*parts.von, *parts.last), parts.first, parts.jr))
    return {"family": family, "given": given, "suffix": suffix} if given else {"literal": family}


def _extended(name: str) -> dict[str, str]:
    """A name as BibLaTeX has it by its parts: "family=Bos, given=J, prefix=van den, useprefix=true"."""
    parts = (part.partition("=") for part in re.split(r",\s*(?=[a-z-]+\s*=)", name))
    held = {key.strip(): _bare(text).strip(' "') for key, _, text in parts}
    told = {"non-dropping-particle": held.get("prefix", ""), **held}
    return {key: told[key] for key in ("non-dropping-particle", "family", "given", "suffix") if told.get(key)}


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "")
