"""The evidence lock: a committed file with a line for each stretch of words that was found in the capture of its document."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Entry:
    """A stretch of words of a record, and where it was found: the selectors of the W3C Web Annotation model.

    `record` is "kind/id" and `field` the path to the words in it, its numbers left out ("evidence.passage"). `part`
    counts the stretches of one passage or quote, which is divided where an omission stands and where a line of the
    capture ends. `capture` and `exact` are SHA-256 sums in hexadecimal digits: of the file of the capture, and of the
    words in normal form (version `normalisation`). `start` and `end` count characters of the capture in Unicode form
    NFC. `prefix` and `suffix` are as short as makes the words unique in the capture, empty where they are unique.
    """

    record: str
    field: str
    document: str
    start: int
    part: int
    end: int
    exact: str
    prefix: str
    suffix: str
    capture: str
    normalisation: int
