"""A copy of a page that is gone: what the Wayback Machine has, by its Availability API (https://archive.org/help/wayback_api.php)."""

import json
import re
from typing import Any
from urllib.parse import quote

from build_tools.links.asking import Asking
from build_tools.web import NoAnswer, NotAsked

_COPY = re.compile(r"https?://(web\.archive\.org/web/[0-9]{14}[a-z_]{0,4}/[^\s<>\"\\^`{|}]{1,430})")


def archived_copy(address: str, day: str, asking: Asking) -> str:
    """The address of the copy nearest to a day ("2023-04-15", or empty), or nothing where none is known."""
    wanted = f"&timestamp={day.replace('-', '')}" if day else ""
    try:
        got = asking.answer(f"https://archive.org/wayback/available?url={quote(address, safe='')}{wanted}")
        told: Any = {} if isinstance(got, NoAnswer) or got.status != 200 else json.loads(got.body)
        nearest = told["archived_snapshots"]["closest"]
        found = _COPY.fullmatch(str(nearest["url"]))
        return (
            f"https://{found[1]}"
            if found and found[1].isprintable() and nearest["available"] is True and nearest["status"] == "200"
            else ""
        )
    except (NotAsked, ValueError, KeyError, TypeError, RecursionError):
        return ""
