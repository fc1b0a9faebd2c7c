"""Private data of persons in a text: how to reach them, where they live, when they were born, the numbers states know them by.

Telephone numbers are found by libphonenumber; the rest are forms that nothing else has. Examples on domains that RFC 2606 sets
aside belong to nobody.
"""

import re
import unicodedata
from collections.abc import Iterator

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|sept?iembre|octubre|noviembre|diciembre"
)
_DAY = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|(?:{_MONTHS})[.]? \d{{1,2}}(?!\d)|"
    rf"\d{{1,2}}(?:st|nd|rd|th|o|º)?(?: of| de)? (?:{_MONTHS})\b)"
)
# Words that end there: not "Dobbs" and "Borno". And "b." is small: not "Plan B.".
_BORN = r"\b(?:(?:born(?!-)|birth ?da(?:ys?|tes?)|date of birth|d[.]?o[.]?b[.]?|naci(?:ó|d[oa]s?|mientos?)|cumpleaños|née?)(?![^\W\d_])|(?-i:b[.]))"
_STREET = r"(?:Street|St[.]?|Avenue|Ave[.]?|Boulevard|Blvd[.]?|Road|Rd[.]?|Lane|Ln[.]?|Drive|Terrace|Crescent|Circle)"
_CALLE = r"(?:calle|c/|avenida|av[.]|calzada|callejón|privada|andador|paseo|bulevar|blvd[.]|rue|via|rua)"
_NAMED = r"[^\W\d_a-z][\w'’.-]*"
_FORMS = {
    "an e-mail address": re.compile(
        r"(?<![\w@/.%+'-])(?P<name>[\w.+%'-]{1,64})(?:@|%40| ?[\[(] ?at ?[\])] ?)"
        r"(?P<host>(?:[\w-]{1,63}(?:[.]| ?[\[(] ?dot ?[\])] ?| dot )){1,8}[^\W\d_]{2,24})\b",
        re.IGNORECASE,
    ),
    "a day of birth": re.compile(rf"{_BORN}[^.;\n]{{0,30}}?{_DAY}", re.IGNORECASE),
    "a street address": re.compile(
        # 12 Oak Street; not "in 2008 Wall Street", and not "2023 Wall Street Journal".
        rf"\b(?!(?:19|20)\d\d(?! [\w. ]{{1,40}},))\d{{1,5}}[A-Za-z]? (?:(?:[NSEW][.]?|[A-Z][\w'’-]+|\d+(?:st|nd|rd|th)) ){{1,4}}"
        rf"{_STREET}(?![\w’'])(?! Journal)"
        rf"|(?i:\b{_CALLE} )(?:(?:de|del|la|las|los|el|des?|du|{_NAMED}) ){{0,5}}{_NAMED}"
        r"(?:,? (?i:n[oº°]?[.]?|núm(?:ero)?[.]?|#) ?|,? )(?!(?:19|20)\d\d\b)\d{1,5}\b(?! de )"
        r"|\b(?i:p[.]? ?o[.]? box|apartado postal) \d+"
    ),
    "a national number of a person": re.compile(
        r"\b[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX][A-Z]{5}[A-Z\d]\d\b"  # CURP of Mexico
        r"|\b[A-ZÑ&]{4}-?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-?[A-Z\d]{3}\b"  # RFC of a person, Mexico
        r"|(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])"  # SSN of the United States
        r"|\b(?i:s[.]?s[.]?n[.]?|social (?:security|insurance)|s[.]?i[.]?n[.]?|passport|pasaporte|curp|rfc|nss)"
        r"(?i: (?:number|no[.]?|núm(?:ero)?[.]?)| card)*[ :#]{1,3}(?=[A-Z\d -]{0,6}\d)[A-Z\d][A-Z\d -]{5,17}\b"
    ),
}
# Every form has one of these signs, and most texts have none of them.
_NEEDED = re.compile(r"[\d@%\[(]")
_NOBODY = re.compile(r"(?:^|[.])example(?:[.](?:com|net|org))?$|[.](?:test|invalid|localhost)$", re.IGNORECASE)
_NUMBER = re.compile(r"[\d(+](?:[\s().\-/]{0,3}\d){6,}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CALLED = re.compile(
    r"\b(?:tel|tél|phone|telephone|telefax|mobile|cell(?:phone| phone)?|fax|whatsapp|signal|teléfono|telefono|celular|móvil|movil)\b"
    r"[^\d\n]{0,15}[+(]?\d(?:[\s().\-/]{0,3}\d){6,}",
    re.IGNORECASE,
)
_REGIONS = ("US", "MX")  # whose numbers are known without their country: those of this collection, Canada's with them
REMEDY = 'leave it out: "Living people" in docs/policy.md says what of people is recorded'


def private(text: str, *, numbers: bool = True) -> Iterator[tuple[int, str]]:
    """Where in a text private data of persons stand, each kind once, with what to tell of it.

    Without `numbers` no number is taken for one of a telephone: the text is an address, or the number of a document.
    """
    plain = text if text.isascii() else text.translate(_PLAIN)
    if not _NEEDED.search(plain) or _DATE.fullmatch(plain):
        return
    for what, form in _FORMS.items():
        found = next((one for one in form.finditer(plain) if not _nobodys(one)), None)
        if found:
            yield found.start(), f"{what} stands here; {REMEDY}"
    if numbers and (number := _telephone(plain)) is not None:
        yield number, f"a telephone number stands here; {REMEDY}"


class _Plain(dict[int, str]):
    """A letter or digit of another width as the ordinary one: addresses work with both. Always one sign."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code))
        return self.setdefault(code, plain if len(plain) == 1 else chr(code))


_PLAIN = _Plain()


def _nobodys(found: re.Match[str]) -> bool:
    host = found.groupdict().get("host")
    return bool(host and _NOBODY.search(re.sub(r" ?[\[(]? ?dot ?[\])]? ?", ".", host)))


def _telephone(text: str) -> int | None:
    """Where the first telephone number begins: said to be one, with its country, or grouped as one of `_REGIONS`."""
    if not _NUMBER.search(text):
        return None
    text = _DATE.sub("x" * len("2023-03-27"), text)
    if not _NUMBER.search(text):
        return None
    if called := _CALLED.search(text):
        return called.start()
    from phonenumbers import Leniency, PhoneNumberMatcher  # its tables take a while

    found = [
        match.start
        for region in _REGIONS
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.STRICT_GROUPING)
        if not match.raw_string.isdigit()
    ]
    return min(found, default=None)
