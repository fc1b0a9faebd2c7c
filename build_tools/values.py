"""Values of a fixed form: languages, countries, web addresses; a ValueError says what is wrong and what was meant."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit, urlunsplit

import langcodes
import pycountry
from ada_url import URL, idna

from build_tools.finding import shown

# What in a query tells by which way a reader came, and nothing of the page. Far fewer than courlan (a part of trafilatura)
# removes, since "source", "uid" or "session" can be what names an article.
_TRACKING = re.compile(
    "(?:utm|mc|mtm|pk|hsa)_.+|(?:fb|g|dc|tw|y|tt)clid|msclkid|[gw]braid|igshid|igsh|smid|cmpid|ref_src|_g[al]"
    "|__twitter_impression|guccounter",
    re.IGNORECASE,
)
_AMP = re.compile("amp(?:=.*)?|outputtype=amp", re.IGNORECASE)


@cache
def language(tag: str) -> None:
    """Refuses what is no language tag (BCP 47)."""
    if not re.fullmatch("[A-Za-z0-9-]+", tag) or not langcodes.tag_is_valid(tag):
        raise ValueError(f'{shown(tag)} is not a language tag such as "en" or "es-MX" (BCP 47){_meant(_language(tag))}')


def _language(name: str) -> str | None:
    """The tag of a language that is called by its name, or written with an underscore."""
    tag = name.replace("_", "-")
    if re.fullmatch("[A-Za-z0-9-]+", tag) and langcodes.tag_is_valid(tag):
        return langcodes.standardize_tag(tag)
    try:
        return langcodes.find(name).to_tag()
    except LookupError:
        return None


def country(code: str) -> None:
    """Refuses what is no code of a country (ISO 3166-1 alpha-2)."""
    if code not in countries():
        told = f'{shown(code)} is not a country code of two capital letters such as "MX" (ISO 3166-1)'
        raise ValueError(told + _meant(_country(code)))


def _country(name: str) -> str | None:
    """The code of a country that is called by its name or by another code."""
    try:
        found = pycountry.countries.lookup(name)
    except LookupError:
        found = None
    if found is not None:
        return str(found.alpha_2)
    if re.fullmatch("[A-Za-z]{2}", name):  # codes that once were: UK
        now = langcodes.standardize_tag(f"und-{name}").removeprefix("und-")
        return now if now in countries() and now != name else None
    return None


@cache
def countries() -> Mapping[str, str]:
    """The name of each country by its code of two letters (ISO 3166-1), in the order of the codes."""
    return {one.alpha_2: one.name for one in sorted(pycountry.countries, key=lambda one: one.alpha_2)}


def web_address(address: str) -> None:
    """Refuses what is no whole address of the web."""
    doubled = re.match("https?:/*(?=https?:)", address)
    if doubled and _is_address(address[doubled.end() :]):
        raise ValueError(f"{shown(address)} begins twice{_meant(address[doubled.end() :])}")
    if _is_address(address):
        _as_browsers_read_it(address)
        return
    if re.search(r"\s", address.strip()) and _is_address(re.sub(r"\s", "", address)):
        raise ValueError(f"{shown(address)} is not a web address; a space stands in it: copy it anew, or write %20")
    within = re.search(r"https?://[^\s()<>\[\]]+", address)
    if within and _is_address(within[0]):
        raise ValueError(f"{shown(address)} is more than a web address{_meant(within[0])}")
    whole = f"https://{re.sub('^[a-z]*:?/+', '', address.strip())}"
    if re.match(r"https://[\w-]+([.][\w-]+)+(/|$)", whole) and _is_address(whole):
        raise ValueError(f"{shown(address)} is not a whole web address{_meant(whole)}")
    raise ValueError(f"{shown(address)} is not a web address; write it whole, beginning with https://")


def lasting(address: str) -> tuple[str, tuple[str, ...]]:
    """A web address without what tells how a reader came to the page, and what was taken away, in words.

    Parameters that count visitors, the place on the page (unless it is a route, `#/` or `#!`) and the form for phones, `/amp`.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ()
    pairs = parts.query.split("&") if parts.query else []
    gone = [pair for pair in pairs if _TRACKING.fullmatch(pair.partition("=")[0]) or _AMP.fullmatch(pair)]
    path = re.sub("(?<=[^/])/amp/?$", "", parts.path)
    place = "" if parts.fragment.startswith(("/", "!")) else parts.fragment
    query = "&".join(pair for pair in pairs if pair not in gone) if gone else parts.query
    amp = (parts.path[len(path) :],) if path != parts.path else ()
    taken = (*amp, *gone, *((f"#{place}",) if place else ()))
    fragment = "" if place else parts.fragment
    return (urlunsplit((parts.scheme, parts.netloc, path, query, fragment)), taken) if taken else (address, ())


def same_page(address: str) -> str:
    """What the addresses of one page have in common: neither tracking, nor http or https, nor a stroke at the end."""
    bare = lasting(address.strip())[0]
    try:
        parts = urlsplit(bare)
    except ValueError:
        return bare
    return urlunsplit(("https", parts.netloc.lower(), parts.path.rstrip("/"), parts.query, parts.fragment))


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        named = all((parts.hostname or "").split(".")) and parts.port != 0
        return (
            parts.scheme in ("http", "https")
            and named
            and address.isprintable()
            and not re.search(r'[\s<>"\\^`{|}]', address)
        )
    except ValueError:
        return False


def _as_browsers_read_it(address: str) -> None:
    """Refuses an address that browsers (https://url.spec.whatwg.org) read otherwise than people do: whose host is another there."""
    try:
        read = URL(address)
    except ValueError as error:
        raise ValueError(f"{shown(address)} is no address to a browser; copy it anew") from error
    host = urlsplit(address).hostname or ""
    if read.hostname.strip("[]") != host and idna.decode(read.hostname) != host:
        raise ValueError(f"browsers read {shown(address)} as {shown(read.href)}; write that")


def _meant(value: str | None) -> str:
    return f"; did you mean {shown(value)}?" if value else ""
