"""The records as frozen dataclasses, one a kind, with the fields of the schemas under the same names.

Hyphens of CSL's names are underscores here. Dates are `dates.Date`, ids are text, lists are tuples. A test holds
these classes to the schemas, field by field.
"""

from dataclasses import dataclass
from decimal import Decimal

from build_tools.dates import Date


@dataclass(frozen=True)
class Citation:
    """Where something is written: words of a document, or a quote on record."""

    document: str | None = None
    passage: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    omission: str | None = None
    quote: str | None = None


@dataclass(frozen=True)
class Attribution(Citation):
    """The words that say whose words a quote is, and which quote `of`: the same words may stand beside several."""

    of: str = ""


@dataclass(frozen=True)
class Correction:
    """An error of a record that was set right: on which day, and what had been said."""

    on: Date
    text: str


@dataclass(frozen=True)
class Withdrawn:
    """A record that was withdrawn from the site: what is left of it is its address, the day, and why."""

    kind: str
    id: str
    withdrawn: Date
    reason: str


@dataclass(frozen=True)
class OtherName:
    name: str
    document: str

    @property
    def citation(self) -> Citation:
        """The document's use of the name: the words are the name itself."""
        return Citation(document=self.document, passage=self.name)


@dataclass(frozen=True)
class Role:
    title: str
    when: Date
    document: str
    passage: str
    at: str | None = None
    former: bool = False

    @property
    def citation(self) -> Citation:
        """The words that show the role."""
        return Citation(document=self.document, passage=self.passage)


@dataclass(frozen=True)
class Actor:
    id: str
    name: str
    type: str
    description: str
    other_names: tuple[OtherName, ...] = ()
    country: str | None = None
    part_of: str | None = None
    roles: tuple[Role, ...] = ()
    evidence: tuple[Citation, ...] = ()
    note: str | None = None
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Author:
    """A name as CSL has it, and the record of whoever bears it."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None
    actor: str | None = None


@dataclass(frozen=True)
class Descent:
    """One parent of a document's text or knowledge."""

    relation: str
    evidence: tuple[Citation, ...]
    document: str | None = None
    actor: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Interest:
    statement: str
    evidence: tuple[Citation, ...]


@dataclass(frozen=True)
class OtherDocument:
    """A document that is not what it seems to be to another, and why."""

    document: str
    reason: str


@dataclass(frozen=True)
class Document:
    id: str
    type: str
    title: str
    language: str
    standing: str
    author: tuple[Author, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    number: str | None = None
    issued: Date | None = None
    dated_by: str | None = None
    URL: str | None = None
    accessed: Date | None = None
    archived: str | None = None
    outlet: str | None = None
    word_count: int | None = None
    derives_from: tuple[Descent, ...] = ()
    distinct_from: tuple[OtherDocument, ...] = ()
    interests: tuple[Interest, ...] = ()
    evidence: tuple[Citation, ...] = ()
    note: str | None = None
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class OtherQuote:
    """A quote that another resembles, and why they are two."""

    quote: str
    reason: str


@dataclass(frozen=True)
class Quote:
    id: str
    text: str
    speaker: str
    document: str
    attribution: str
    language: str
    extent: str
    prefix: str | None = None
    suffix: str | None = None
    omission: str | None = None
    said: Date | None = None
    event: str | None = None
    source_text: str | None = None
    utterance: str | None = None
    original: bool = False
    changes_meaning: str | None = None
    distinct_from: tuple[OtherQuote, ...] = ()
    note: str | None = None
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()

    @property
    def attributing(self) -> Attribution:
        """The words that say whose words these are."""
        return Attribution(document=self.document, passage=self.attribution, of=self.id)


@dataclass(frozen=True)
class Figure:
    measure: str
    unit: str
    value: int | Decimal | None = None
    low: int | Decimal | None = None
    high: int | Decimal | None = None
    qualifier: str | None = None
    period: Date | None = None
    period_note: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Evidence(Citation):
    """A citation, what it does to the claim, and who is said to know."""

    direction: str = "supports"
    attributed_to: tuple[str, ...] = ()
    relays: str | None = None
    observed: bool = False
    note: str | None = None


@dataclass(frozen=True)
class Bearing:
    """What a claim does to a commitment."""

    commitment: str
    effect: str
    date: Date


@dataclass(frozen=True)
class Compatible:
    """A claim whose figure seems to contradict another's, and why it does not."""

    claim: str
    reason: str


@dataclass(frozen=True)
class Contradiction:
    """Why a claim cannot be true: beside another claim, or by itself. `working` holds equations, one a step."""

    reason: str
    claim: str | None = None
    working: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    id: str
    statement: str
    kind: str
    evidence: tuple[Evidence, ...]
    about: tuple[str, ...] = ()
    when: Date | None = None
    event: str | None = None
    figure: Figure | None = None
    bears_on: tuple[Bearing, ...] = ()
    compatible_with: tuple[Compatible, ...] = ()
    conflicts_with: tuple[Contradiction, ...] = ()
    note: str | None = None
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    date: Date
    evidence: tuple[Citation, ...]


@dataclass(frozen=True)
class Place:
    name: str
    evidence: tuple[Citation, ...]


@dataclass(frozen=True)
class Return:
    """The commitment that another was made in return for."""

    commitment: str
    evidence: tuple[Citation, ...]


@dataclass(frozen=True)
class Search:
    """A question to which documents were searched for an answer in vain: for which words, and when."""

    question: str
    documents: tuple[str, ...]
    words: tuple[str, ...]
    on: Date
    note: str | None = None


@dataclass(frozen=True)
class Commitment:
    id: str
    title: str
    undertaking: str
    form: str
    promisors: tuple[str, ...]
    topics: tuple[str, ...]
    made: Date
    promisees: tuple[str, ...] = ()
    event: str | None = None
    due: Due | None = None
    place: Place | None = None
    in_return_for: tuple[Return, ...] = ()
    renews: str | None = None
    part_of: str | None = None
    searches: tuple[Search, ...] = ()
    note: str | None = None
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()

    @property
    def mutual(self) -> bool:
        """Whether several undertake it towards each other."""
        return len(set(self.promisors)) > 1 and set(self.promisors) == set(self.promisees)


@dataclass(frozen=True)
class Event:
    id: str
    name: str
    date: Date
    dated_by: str
    evidence: tuple[Citation, ...]
    place: str | None = None
    participants: tuple[str, ...] = ()
    note: str | None = None
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()


Record = Actor | Document | Quote | Claim | Commitment | Event
CLASSES: dict[str, type[Record]] = {
    "actors": Actor,
    "documents": Document,
    "quotes": Quote,
    "claims": Claim,
    "commitments": Commitment,
    "events": Event,
}
