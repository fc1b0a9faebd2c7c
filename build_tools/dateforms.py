"""The forms in which people write dates, and what each means in EDTF, for the remedy of a date that is not."""

import re
from collections.abc import Callable, Iterator

_MONTHS = (
    ("january", "jan", "enero", "ene"),
    ("february", "feb", "febrero"),
    ("march", "mar", "marzo"),
    ("april", "apr", "abril", "abr"),
    ("may", "mayo"),
    ("june", "jun", "junio"),
    ("july", "jul", "julio"),
    ("august", "aug", "agosto", "ago"),
    ("september", "sept", "sep", "septiembre"),
    ("october", "oct", "octubre"),
    ("november", "nov", "noviembre"),
    ("december", "dec", "diciembre", "dic"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH = f"(?P<name>{'|'.join(_NUMBER_OF)})[.]?"
_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?P<y>[0-9]{4})"
_LONGEST = 60  # characters


def meant(text: str) -> tuple[str, ...]:
    """What a text that is no EDTF is likely to mean, as EDTF; several where it can be read in several ways."""
    plain = " ".join(text.casefold().split())
    if len(plain) > _LONGEST:
        return ()
    return tuple(dict.fromkeys((*_between(plain), *_points(plain))))


def _between(text: str) -> Iterator[str]:
    """Two dates with a word or a dash between them."""
    parts = re.split(r"\s+(?:to|until|till|and|-)\s+|\s*[–—]\s*|\s*/\s*", re.sub("^(?:from|between) ", "", text))
    if len(parts) == 2:
        first, last = (list(_points(part)) or [part] for part in parts)
        if len(first) == len(last) == 1 and all(re.match("[0-9]{4}", end) for end in (*first, *last)):
            yield f"{first[0]}/{last[0]}"


def _points(text: str) -> Iterator[str]:
    """One date; "about" before it becomes the sign after it."""
    about = re.match(r"(?:about|around|approximately|circa|c[.]|ca[.]|approx[.]|~)\s*(?=\S)", text)
    if about:
        rest = text[about.end() :]
        yield from (f"{point}~" for point in (list(_points(rest)) or [rest]))
        return
    for form, told in _FORMS:
        match = re.fullmatch(form, text)
        if match:
            yield from told(match)
            return


def _day(match: re.Match[str]) -> Iterator[str]:
    found = match.groupdict()
    month = _NUMBER_OF[found["name"]] if found.get("name") else int(found["m"])
    if 1 <= month <= 12:
        yield f"{found['y']}-{month:02}" + (f"-{int(found['d']):02}" if found.get("d") else "")


def _either(match: re.Match[str]) -> Iterator[str]:
    """Two numbers and a year: the one is the month, the other the day."""
    for month, day in ((match["m"], match["d"]), (match["d"], match["m"])):
        if 1 <= int(month) <= 12:
            yield f"{match['y']}-{int(month):02}-{int(day):02}"


def _year_first(match: re.Match[str]) -> Iterator[str]:
    """After the year stands the month, unless it can be none."""
    yield from list(_either(match))[:1]


def _years(match: re.Match[str]) -> Iterator[str]:
    yield f"{match['first']}/{match['last']}"


def _season(match: re.Match[str]) -> Iterator[str]:
    yield f"{match['y']}-{_SEASONS[match['season']]}"


def _decade(match: re.Match[str]) -> Iterator[str]:
    yield f"{match['decade']}X"


def _quarter(match: re.Match[str]) -> Iterator[str]:
    first = 3 * int(match["q"]) - 2
    yield f"{match['y']}-{first:02}/{match['y']}-{first + 2:02}"


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Iterator[str]]], ...] = (
    (rf"{_YEAR}[-/. ](?P<m>[0-9]{{1,2}})", _day),
    (rf"{_YEAR}-(?P<m>[0-9]{{2}})-(?P<d>[0-9]{{2}})[t ][0-9:.]+(?:z|[+-][0-9:]+)?", _day),
    (rf"{_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})", _day),
    (rf"{_YEAR}([-/. ])(?P<m>[0-9]{{1,2}})\2(?P<d>[0-9]{{1,2}})", _year_first),
    (rf"(?P<d>[0-9]{{1,2}})[.] ?(?P<m>[0-9]{{1,2}})[.] ?{_YEAR}", _day),
    (rf"(?P<m>[0-9]{{1,2}})([-/])(?P<d>[0-9]{{1,2}})\2{_YEAR}", _either),
    (rf"(?:[a-z]+,? )?{_MONTH} {_DAY},? {_YEAR}", _day),
    (rf"(?:[a-z]+,? )?{_DAY}[. -](?:de |of )?{_MONTH}(?: de |,? |-){_YEAR}", _day),
    (rf"{_MONTH}(?: de |,? |-){_YEAR}", _day),
    (rf"{_YEAR}[- ]{_MONTH}", _day),
    (r"(?P<first>[0-9]{4}) ?- ?(?P<last>[0-9]{4})", _years),
    (rf"(?P<season>{'|'.join(_SEASONS)})(?: of|,)? {_YEAR}", _season),
    (r"(?:the )?(?P<decade>[0-9]{3})0'?s", _decade),
    (rf"q(?P<q>[1-4])[ /-]{_YEAR}", _quarter),
    (rf"{_YEAR}[ /-]?q(?P<q>[1-4])", _quarter),
)
