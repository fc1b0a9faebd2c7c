"""Values of a fixed form: languages, countries, web addresses; a ValueError says what is wrong and what was meant."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

import langcodes
import pycountry

from build_tools.finding import shown


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


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        named = all((parts.hostname or "").split(".")) and parts.port != 0
        return parts.scheme in ("http", "https") and named and not re.search(r'[\s<>"\\^`{|}]', address)
    except ValueError:
        return False


def _meant(value: str | None) -> str:
    return f"; did you mean {shown(value)}?" if value else ""
