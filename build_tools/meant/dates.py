"""The forms in which people write dates, and what each means in EDTF, for the remedy of a date that is not."""

import re
from calendar import monthrange
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
_TIME = re.compile(
    r"[ ,]+(?:at )?[0-9]{1,2}(?:(?::[0-9]{2}){1,2}(?: ?[ap][.]?m[.]?)?| ?[ap][.]?m[.]?)(?: \(?[a-z]{2,4}\)?)?$"
)
_OTHER_DASHES = re.compile("(?<=[0-9])[\u2010-\u2015\u2212](?=[0-9])")
_PLAIN = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")
_OPEN = (
    (r"(?:before|by|until|till|prior to|no later than|not after) ", "../{}"),
    (r"(?:after|since|from|no earlier than|not before) ", "{}/.."),
)
# The first and the last day of a part of a month, from which 0 leads to the month's last.
_PARTS = {"early": (1, 10), "mid": (11, 20), "middle of": (11, 20), "late": (21, 0), "end of": (21, 0)}


def meant(text: str) -> tuple[str, ...]:
    """What a text that is no EDTF is likely to mean, as EDTF; several where it can be read in several ways."""
    plain = " ".join(text.casefold().split())
    if len(plain) > _LONGEST:
        return ()
    plain = _TIME.sub("", plain)
    found = tuple(dict.fromkeys((*_between(plain), *(list(_open(plain)) or _points(plain)))))
    return found or tuple(_points(_OTHER_DASHES.sub("-", plain)))


def _open(text: str) -> Iterator[str]:
    """A date before which, or after which."""
    for word, form in _OPEN:
        if match := re.match(word, text):
            rest = text[match.end() :]
            yield from (form.format(one) for one in (list(_points(rest)) or [rest]) if _PLAIN.fullmatch(one))


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


def _end(match: re.Match[str]) -> Iterator[str]:
    """An interval of which only what changes is written of its end."""
    yield f"{match['start']}{match['first']}/{match['start']}{match['last']}"


def _known(match: re.Match[str]) -> Iterator[str]:
    yield match["known"]


def _part(match: re.Match[str]) -> Iterator[str]:
    """The early, middle or late part of a month."""
    year, month, (first, last) = int(match["y"]), _NUMBER_OF[match["name"]], _PARTS[match["part"]]
    if year:
        yield f"{match['y']}-{month:02}-{first:02}/{match['y']}-{month:02}-{last or monthrange(year, month)[1]:02}"


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
    (rf"(?P<part>{'|'.join(_PARTS)})[ -]{_MONTH},? {_YEAR}", _part),
    (r"(?P<start>[0-9]{4}-(?:[0-9]{2}-)?)(?P<first>[0-9]{2})/(?P<last>[0-9]{2})", _end),
    (r"(?P<known>[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?)(?:-(?:[?]{1,2}|xx|00|__))+", _known),
    (rf"{_YEAR}[- ]{_MONTH}", _day),
    (r"(?P<first>[0-9]{4}) ?- ?(?P<last>[0-9]{4})", _years),
    (rf"(?P<season>{'|'.join(_SEASONS)})(?: of|,)? {_YEAR}", _season),
    (r"(?:the )?(?P<decade>[0-9]{3})0'?s", _decade),
    (rf"q(?P<q>[1-4])[ /-]{_YEAR}", _quarter),
    (rf"{_YEAR}[ /-]?q(?P<q>[1-4])", _quarter),
)
