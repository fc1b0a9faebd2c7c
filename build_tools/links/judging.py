"""Alive, dead or unknown: what an answer says of an address. Nothing is called dead that may only be shut to programs."""

import re
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from build_tools.links.asking import GONE
from build_tools.values import language
from build_tools.web import Answer, NoAnswer, NoHost

_WALLS = (401, 402, 403, 405, 406, 407, 429, 451)  # said to programs, and perhaps not to readers
# What a page calls itself that asks its reader to prove to be one: these words alone, or before the name of a site.
_TITLE = re.compile(rb"<title(?:\s[^>]{0,200})?>\s*([^<]{0,200})</title", re.IGNORECASE)
_WALL = re.compile(
    rb"(?:just a moment|attention required|access denied|pardon our interruption|are you a robot|security check|"
    rb"ddos-guard|human verification|one moment, please|please verify (?:that )?you are (?:a )?human)"
    rb"(?:[.!?]|\xe2\x80\xa6|&hellip;|&#8230;)*\s*(?:\|.*|\s-(?:\s+[^\s-]+){1,3})?\s*",
    re.IGNORECASE | re.DOTALL,
)
# What only such a page holds; the names are of firms that make walls.
_CHALLENGE = re.compile(
    rb"_cf_chl_opt|captcha-delivery\.com|/_Incapsula_Resource\?|px-captcha|awswafintegration|gokuProps", re.IGNORECASE
)
_INDEX = re.compile(r"(index|default|home)\.[a-z]{3,5}")
_COUNTED = re.compile("utm_|fbclid$|gclid$")  # fields of an address that say where a visitor comes from
_LOOKED_AT = 100_000  # bytes: a challenge stands at the beginning

Judgement = tuple[str, str]  # the verdict, and why it is not "alive"


def judged(url: str, got: Answer | NoAnswer) -> Judgement:
    """What an answer, or the want of one, says of an address."""
    if isinstance(got, NoAnswer):
        return "dead" if isinstance(got, NoHost) else "unknown", str(got)
    if is_challenge(got):
        return "unknown", f"a wall against programs answers (status {got.status})"
    if got.status in GONE:
        return "dead", f"it answers {_status(got.status)}"
    if not 200 <= got.status < 300:
        wall = ", as walls against programs do" if got.status in _WALLS else ""
        return "unknown", f"it answers {_status(got.status)}{wall}"
    if _is_front_page(got.url) and not _is_front_page(url):
        return "unknown", "it leads to the front page now; whether the page stands elsewhere is not known"
    return "alive", ""


def is_challenge(answer: Answer) -> bool:
    """Whether a page is no page but a question whether its reader is human."""
    told = answer.headers.get("cf-mitigated") == "challenge" or "x-amzn-waf-action" in answer.headers
    title = _TITLE.search(answer.body, 0, _LOOKED_AT)
    called = title is not None and _WALL.fullmatch(title[1]) is not None
    return told or called or _CHALLENGE.search(answer.body, 0, _LOOKED_AT) is not None


def _is_front_page(url: str) -> bool:
    """Whether a page is that of a whole site: in a language of its own too, and however its visitors are counted."""
    parts = urlsplit(url)
    segments = [segment.lower() for segment in parts.path.split("/") if segment]
    if segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    counted = all(_COUNTED.match(name) for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return counted and (not segments or (len(segments) == 1 and _is_language(segments[0])))


def _is_language(segment: str) -> bool:
    try:
        language(segment)
    except ValueError:
        return False
    return re.fullmatch("[a-z]{2}(-[a-z]{2})?", segment) is not None


def _status(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)
