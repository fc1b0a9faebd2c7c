"""The readable text of a file that holds a document: a web page, a PDF or plain text."""

import codecs
import logging
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from build_tools.printed import Unprinted, printed

LARGEST = 50_000_000  # bytes; beyond it is no article

# Elements of HTML that stand in blocks of their own. Inline ones (links, emphasis, spans) are whatever is not here.
_BLOCKS = re.compile(
    "address|article|aside|blockquote|center|d[dlt]|details|dialog|dir|div|fieldset|figcaption|figure|footer|form|h[1-6r]|"
    "header|li|main|menu|nav|[ou]l|p|pre|section|table|tbody|t[dhr]|tfoot|thead"
)
# Elements that say how words look. Links and spans stay: the extractor knows menus by them.
_MANNERS = (
    *(
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "nobr",
    ),
    *("q", "s", "samp", "small", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr"),
)
# Those that may hold blocks and loose text side by side.
_HOLDERS = ("address", "article", "blockquote", "body", "center", "div", "main", "section")
_UNSEEN = ("script", "style", "template", "noscript", "head")
# What begins a line among the elements of the extractor, which are those of TEI.
_LINES = ("cell", "div", "head", "item", "lb", "list", "p", "quote", "row", "table")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w:.-]{1,40})""", re.IGNORECASE)
# The encodings of the web among the codecs of Python. Of the others some decode nothing, and one (punycode) takes hours.
_OF_THE_WEB = re.compile(
    "utf-(8|16|16-le|16-be)|ascii|iso8859-[0-9]+|cp(866|874|932|949|125[0-8])|koi8-[ru]|mac-(roman|cyrillic)|tis-620|"
    "gb2312|gbk|gb18030|big5|big5hkscs|euc_jp|iso2022_jp|shift_jis|euc_kr"
)
# A tag as libxml2 reads it: what follows "=" in quotation marks ends with them, wherever else such marks stand. Nothing is
# scanned twice. Its parser compares every attribute with all before it: 40,000 take 18 s, 5,000 take 0.04 s.
_ATTRIBUTE = r"""[\s/]*+(?>(?:=|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)"""
_TAG = re.compile(rf"<[a-z][^\s/>]*+((?:{_ATTRIBUTE})*+)", re.IGNORECASE)
_MOST_ATTRIBUTES = 5_000
_MOST_TAGS = 100_000  # 300,000 paragraphs keep the extractor for more than 25 s; a long article has some thousands
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # the byte order marks
# Soft hyphen, zero width space, word joiner, byte order mark: they say where a line may break, and show nothing.
_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_SPACE = re.compile(r"\s+")
_LOGS = threading.RLock()


class Unreadable(ValueError):
    """A file of which no text can be had; the message says why, and what to do."""


def readable(name: str, content: bytes) -> str:
    """The text of a file: Unicode form NFC, Unix line ends, no empty line at the head or the tail.

    The ending of `name` says what the file is: .txt stands as it is; .html and .htm without menus, advertisements and
    comments; .pdf page by page. Of the latter two each block (paragraph, heading, caption, cell, item; of a PDF each
    printed line) is one line. Raises `Unreadable`.
    """
    ending = name.lower().rpartition(".")[2]
    if ending not in _READERS:
        raise Unreadable(f"no text is read from this kind of file; give one that ends in {', '.join(_READERS)}")
    if not content:
        raise Unreadable("the file is empty; save it anew")
    if len(content) > LARGEST:
        raise Unreadable(f"more than {LARGEST // 1_000_000} MB; save the text alone as .txt")
    text = "\n".join(map(_clean, _READERS[ending](content).splitlines())).strip("\n")
    if not text:
        raise Unreadable("no text was found in it; save the text as .txt by hand")
    return unicodedata.normalize("NFC", text) + "\n"


def _clean(line: str) -> str:
    """A line without space around it and hints to break it; a sign that cannot be shown stands as U+FFFD."""
    return "".join(_shown(sign) for sign in line.translate(_HINTS).strip())


def _shown(sign: str) -> str:
    return "\ufffd" if sign != "\t" and unicodedata.category(sign) in ("Cc", "Cs") else sign


def _plain(content: bytes) -> str:
    return _decoded(content, "utf-16" if content.startswith(_UTF16) else "utf-8-sig")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        name = encoding.removesuffix("-sig")
        raise Unreadable(f"the text is not in the encoding {name}; save the file as UTF-8") from None


def whole(name: str, content: bytes) -> str:
    """All that a browser would search in a web page, menus too, a line for each block; other files as `readable` has them.

    Raises `Unreadable`.
    """
    if _READERS.get(name.lower().rpartition(".")[2]) is not _html:
        return readable(name, content)
    from lxml.etree import Comment, ProcessingInstruction, strip_elements  # with the extractor, which is built on it

    try:
        tree = page_tree(content)
        strip_elements(tree, Comment, ProcessingInstruction, *_UNSEEN, with_tail=False)
        for element in (one for one in tree.iter() if one.tag == "br" or _is_block(one)):
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
        lines = (_SPACE.sub(" ", line).strip() for line in "".join(tree.itertext()).split("\n"))
        return unicodedata.normalize("NFC", "\n".join(_clean(line) for line in lines if line))
    except (RecursionError, AssertionError, TypeError) as error:
        raise Unreadable(f"its HTML is beyond repair ({error})") from None


def title_of(name: str, content: bytes) -> str:
    """What a web page calls itself; nothing for other files and pages without a title. Raises `Unreadable`."""
    if _READERS.get(name.lower().rpartition(".")[2]) is not _html:
        return ""
    title = page_tree(content).find(".//title")
    return "" if title is None else _SPACE.sub(" ", title.text_content()).strip()


def _html(content: bytes) -> str:
    import trafilatura

    try:
        tree = page_tree(content)
        headline = _headline(tree)
        _prepare(tree)
        with silent("trafilatura"):
            found = trafilatura.bare_extraction(tree, favor_recall=True, include_comments=False)
    except (RecursionError, AssertionError, TypeError) as error:
        raise Unreadable(f"its HTML is beyond repair ({error}); save the text as .txt by hand") from None
    body = getattr(found, "body", None)
    lines = [] if body is None else _lines(body)
    return "\n".join(lines if headline in lines or not lines else [headline, *lines])


def page_tree(content: bytes) -> Any:
    """The elements of a web page, as lxml has them. Raises `Unreadable`."""
    # Imported here: it takes a third of a second, for which no other command should wait.
    import trafilatura

    text = _page_text(content)
    if text.count("<") > _MOST_TAGS:
        raise Unreadable(f"more than {_MOST_TAGS} tags; save the text as .txt by hand")
    for tag in _TAG.finditer(text):
        if len(tag[1]) > _MOST_ATTRIBUTES and len(re.findall(_ATTRIBUTE, tag[1])) > _MOST_ATTRIBUTES:
            raise Unreadable(f"a tag has more than {_MOST_ATTRIBUTES} attributes; save the text as .txt by hand")
    with silent("trafilatura"):
        tree = trafilatura.load_html(text)
    if tree is None:
        raise Unreadable("this is no HTML; if it is plain text, let its name end in .txt")
    return tree


def _page_text(content: bytes) -> str:
    """A page in its encoding; where it declares one that the web does not have, as UTF-8, or else as windows-1252."""
    encoding = _encoding(content)
    try:
        return _decoded(content, encoding or "utf-8-sig")
    except Unreadable:
        if encoding:
            raise
    return _decoded(content, "cp1252")


def _encoding(content: bytes) -> str:
    """The encoding of a page: by its byte order mark, else as it declares within 1024 bytes, else UTF-8.

    Empty where it declares one that the web does not have. What declares UTF-16 in ASCII letters cannot be.
    """
    if content.startswith(_UTF16):
        return "utf-16"
    declared = _CHARSET.search(content[:1024])
    name = codec(declared[1].decode("ascii", "replace")) if declared else "utf-8"
    return "utf-8-sig" if name == "utf-8" or name.startswith("utf-16") else name


def codec(declared: str) -> str:
    """The codec for an encoding that a page or a server declares; empty where the web has none of that name.

    By the Encoding Standard, Latin-1 and ASCII are read as windows-1252.
    """
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if _OF_THE_WEB.fullmatch(name) else ""


def _headline(tree: Any) -> str:
    """The one heading of the first rank: the title as printed, which often stands outside the article."""
    headings = [_SPACE.sub(" ", heading.text_content()).strip() for heading in tree.iter("h1")]
    return headings[0] if len(headings) == 1 else ""


def _prepare(tree: Any) -> None:
    """What the extractor would lose or run together is put into paragraphs."""
    from lxml.etree import strip_tags  # with the extractor, which is built on it

    strip_tags(tree, *_MANNERS)
    for element in list(tree.iter("figure", "figcaption", "aside")):
        _keep(element)
    for element in list(tree.iter(*_HOLDERS)):
        _wrap(element)


def _keep(element: Any) -> None:
    """Captions and pull quotes become blocks that the extractor does not drop for the name of their element."""
    if element.tag == "figcaption":
        element.tag = "p"
    elif element.tag == "figure" or element.find(".//blockquote") is not None or "pull" in element.get("class", ""):
        element.tag = "div"


def _wrap(holder: Any) -> None:
    """Loose text becomes paragraphs: the extractor would glue it to the blocks beside it, or drop it."""
    if not any(map(_is_block, holder)):
        holder.tag = "p" if holder.tag in ("center", "div") else holder.tag
        return
    paragraph = holder.makeelement("p")
    paragraph.text, holder.text = holder.text, None
    wrapped = []
    for child in list(holder):
        if _is_block(child):
            wrapped += [paragraph, child]
            paragraph = holder.makeelement("p")
            paragraph.text, child.tail = child.tail, None
        else:
            paragraph.append(child)
    holder[:] = [
        child for child in (*wrapped, paragraph) if len(child) or child.tag != "p" or (child.text or "").strip()
    ]


def _is_block(element: Any) -> bool:
    return isinstance(element.tag, str) and _BLOCKS.fullmatch(element.tag) is not None


def _lines(body: Any) -> list[str]:
    """The blocks of what the extractor found, each on one line."""
    for element in body.iter():
        element.text = _SPACE.sub(" ", element.text or "")
        element.tail = _SPACE.sub(" ", element.tail or "")
    for element in body.iter(*_LINES):
        element.text, element.tail = f"\n{element.text}", f"\n{element.tail}"
    lines = (line.strip() for line in "".join(body.itertext()).split("\n"))
    return [_SPACE.sub(" ", line) for line in lines if line]


def _pdf(content: bytes) -> str:
    try:
        return "\n".join(printed(content))
    except Unprinted as error:
        raise Unreadable(f"the PDF cannot be read ({error}); save its text as .txt by hand") from None


@contextmanager
def silent(package: str) -> Iterator[None]:
    """Keeps a package from writing its own complaints beside ours: they quote what strangers wrote.

    A log has one level for all threads, so one of them reads at a time.
    """
    log = logging.getLogger(package)
    with _LOGS:
        before = log.level
        log.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            log.setLevel(before)


_READERS: Mapping[str, Callable[[bytes], str]] = {"txt": _plain, "html": _html, "htm": _html, "pdf": _pdf}
