"""The forms in which people write lists on one line, and the items they mean, for the remedy of a list that is none."""

import re

_BULLET = re.compile(r"(?:^|\s)(?:--?|[\u2010-\u2015\u2212\u2022\u2023\u25e6\u00b7*+]|[0-9]+[.)])\s+")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+")
_AROUND = " \"'“”‘’()[]{}"


def items_meant(text: str) -> list[str]:
    """The items of a list that stands in a text, without bullets, brackets, quotation marks and the word between the last."""
    items = _BULLET.split(text.strip()) if _BULLET.search(text) else _BETWEEN.split(text.strip(_AROUND))
    bare = (re.sub("^[-\u2010-\u2015\u2212\u2022\u2023\u25e6\u00b7*]+", "", item.strip(_AROUND)) for item in items)
    return [item for item in bare if item]
