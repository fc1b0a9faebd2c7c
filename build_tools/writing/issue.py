"""What was written into one of our forms on GitHub: its answers, a suggested source as metadata, the other two as a summary.

GitHub makes of a filled form a heading `### Label` for each question, in their order, with the answer below. The labels
and choices here are those of `.github/ISSUE_TEMPLATE/`; a test holds the two together.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from build_tools.corpus import Corpus, kind_of, name_of
from build_tools.derive import Dossier
from build_tools.finding import did_you_mean, printable, shown
from build_tools.model import Commitment, Document, Record
from build_tools.plain import Data
from build_tools.plain import Path as Steps
from build_tools.prose import Briefing
from build_tools.schema import SINGULAR
from build_tools.values import same_page
from build_tools.writing.metadata.item import Found, described, one_line
from build_tools.writing.search import matching, plain

LARGEST = 300_000  # bytes; GitHub keeps 65,536 characters of an issue
_NO_ANSWER = ("_No response_", "None", "")


@dataclass(frozen=True)
class Question:
    """A question of a form; `choices` are the answers that can be chosen, with the values that they stand for."""

    id: str
    label: str
    choices: Mapping[str, str] | None = None


_TYPES = {
    "News article": "article-newspaper",
    "Magazine article": "article-magazine",
    "Scholarly article": "article-journal",
    "Web page": "webpage",
    "Report": "report",
    "Book": "book",
    "Law": "legislation",
    "Bill": "bill",
    "Regulation": "regulation",
    "Treaty": "treaty",
    "Court document": "legal_case",
    "Speech": "speech",
    "Hearing": "hearing",
    "Interview": "interview",
    "Broadcast or video": "broadcast",
    "Post on a blog": "post-weblog",
    "Post on a social network": "post",
}
_FORBIDDEN = {
    kind: kind
    for kind in (
        "Where somebody lives, or how to reach them",
        "When somebody was born, or a number of theirs",
        "Family, health or beliefs",
        "Who an unnamed source is",
        "Words that belong to somebody else, beyond fair quotation",
        "Something else",
    )
}
_WHERE = {
    place: place
    for place in (
        "In our own words",
        "In a passage or a quotation",
        "In a file of data",
        "Only in the history of the repository",
        "I cannot say",
    )
}
_STANDINGS = {
    "It is the official or first-hand text itself": "primary",
    "It reports what happened or was said": "reporting",
    "It argues, judges or studies": "analysis",
    "It is a copy of another text": "copy",
}

# By the name of its file in .github/ISSUE_TEMPLATE/, the questions of each form in their order.
FORMS: Mapping[str, tuple[Question, ...]] = {
    "suggest-a-source": (
        Question("URL", "Address of the source"),
        Question("title", "Title as printed"),
        Question("container-title", "Newspaper, magazine or site"),
        Question("author", "Authors"),
        Question("issued", "Date of publication"),
        Question("dated_by", "How the date is known"),
        Question("type", "Kind of source", _TYPES),
        Question("standing", "What its word is worth", _STANDINGS),
        Question("language", "Language of the source"),
        Question("why", "Why it belongs here"),
    ),
    "report-an-error": (
        Question("record", "Page or record with the error"),
        Question("now", "What stands there now"),
        Question("wrong", "What is wrong with it"),
        Question("words", "Words of a document that show it"),
        Question("source", "Document with those words"),
    ),
    "challenge-a-status": (
        Question("record", "Commitment whose status is challenged"),
        Question("expected", "Status that it should have"),
        Question("since", "Since when"),
        Question("words", "Words of a document that prove it"),
        Question("source", "Document that proves it"),
        Question("why", "Why the status is wrong"),
    ),
    "ask-for-a-takedown": (
        Question("record", "Page or record that it is about"),
        Question("kind", "What the page should not say", _FORBIDDEN),
        Question("where", "Where it stands", _WHERE),
    ),
}

Answers = Mapping[str, str]


class NoForm(Exception):
    """Why a text is no filled form, with the place of the fault."""


def filled(name: str, content: bytes) -> tuple[str, Answers]:
    """The form that was filled in, and each answer by the id of its question. `name` is for messages. Raises `NoForm`."""
    if len(content) > LARGEST:
        raise NoForm(f"{name}:1:1: more than {LARGEST // 1000} kB, and no form is so long; cut the answers")
    try:
        lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        raise NoForm(f"{name}:1:1: this is not UTF-8; save it as UTF-8") from None
    for form, questions in FORMS.items():
        headings = {f"### {question.label}": question for question in questions}
        found = [(number, headings[line.rstrip()]) for number, line in enumerate(lines) if line.rstrip() in headings]
        if found and found[0][1] == questions[0]:
            return form, dict(_answers(name, lines, found, questions))
    firsts = ", ".join(f'"### {questions[0].label}"' for questions in FORMS.values())
    raise NoForm(
        f"{name}:1:1: this is no filled form: none of its headings is {firsts}; save the text of the issue as it is"
    )


def _answers(
    name: str, lines: list[str], found: list[tuple[int, Question]], questions: tuple[Question, ...]
) -> Iterator[tuple[str, str]]:
    """Each answer. A heading of the form that stands within an answer cannot be told from a real one, and is refused."""
    for (number, question), wanted in zip(found, (*questions, None), strict=False):
        if question != wanted:
            earlier = [line for line, other in found if other == question and line < number]
            again = (
                f"stands already in line {earlier[0] + 1}; one of the two is part of an answer: change its words"
                if earlier
                else "is not where the form has it; put it back"
            )
            raise NoForm(f'{name}:{number + 1}:1: the heading "{question.label}" {again}')
    if len(found) < len(questions):
        raise NoForm(
            f'{name}:{len(lines)}:1: the heading "### {questions[len(found)].label}" is missing; save the text of the issue as it is'
        )
    ends = [*(number for number, _ in found[1:]), len(lines)]
    for (number, question), end in zip(found, ends, strict=True):
        answer = "\n".join(filter(None, map(one_line, lines[number + 1 : end])))
        answer = "" if answer in _NO_ANSWER else answer
        if answer and question.choices is not None:
            if answer not in question.choices:
                raise NoForm(
                    f"{name}:{number + 1}:1: {shown(answer)} is none of the choices of the form{did_you_mean(answer, question.choices)}"
                )
            answer = question.choices[answer]
        yield question.id, answer


def suggestion(answers: Answers, today: date) -> Found:
    """A suggested source as metadata; what its record has no place for is left out, and told."""
    item = {
        name: answer.replace("\n", " ")
        for name, answer in answers.items()
        if answer and name not in ("author", "why", "standing")
    }
    authors = [_name(line) for line in answers["author"].split("\n") if line]
    found = described({**item, "author": authors}, "whoever suggested the source", today)
    why = (f"why it belongs here: {printable(answers['why'].replace(chr(10), ' '))}",) if answers["why"] else ()
    return replace(found, left_out=(*found.left_out, *why))


def _name(line: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in line.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": line}


def summary(form: str, answers: Answers, corpus: Corpus) -> tuple[str, bool]:
    """An error or a challenge in lines for whoever answers it, and whether the record that is meant is on record."""
    record = meant(answers["record"], corpus)
    lines = [f"{form.replace('-', ' ')}:"]
    if record is None:
        lines.append(f"  record: {shown(answers['record'])} names no record{nearest(answers['record'], corpus)}")
    else:
        kind = kind_of(record)
        lines.append(f"  record: {SINGULAR[kind]} {record.id}: {printable(name_of(record))}")
        lines += _places(record, answers, corpus)
        lines += _standing(record, answers, corpus)
    for question in FORMS[form][1:]:
        for line in answers[question.id].split("\n")[:40]:
            lines.append(
                f"  {question.label.lower()}: {printable(line)}" if line else f"  {question.label.lower()}: no answer"
            )
    if "source" in answers:
        lines.append(f"  {_source(answers['source'], corpus)}")
    return "\n".join(lines), record is not None


def meant(answer: str, corpus: Corpus) -> Record | Briefing | None:
    """The record that an address of its page, the path of its file, its id, or the address of a document names."""
    for document in corpus.documents.values():
        if document.URL and same_page(document.URL) == same_page(answer):
            return document
    for part in reversed(_parts(answer)):
        if record := corpus.record(part):
            return record
    return None


def _parts(answer: str) -> list[str]:
    """The names in a path or an address, without the endings of files."""
    try:
        path = urlsplit(answer.split("\n")[0]).path
    except ValueError:
        path = answer
    return [re.sub(r"\.(html|yaml|md|json)$", "", part) for part in re.split(r"[/\s]+", path[:1000]) if part]


def nearest(answer: str, corpus: Corpus) -> str:
    """`; did you mean …?` for a record of a similar id, or with these words in its name; or nothing."""
    parts = [part for part in _parts(answer) if part not in SINGULAR]
    if parts and (near := did_you_mean(parts[-1][:100], corpus.ids())):
        return near
    kinds = ("commitments", "claims", "actors", "documents", "events", "quotes")
    called = next((found[0] for kind in kinds if (found := matching(corpus, kind, answer[:300]))), None)
    return f'; did you mean "{called}"?' if called else ""


def _places(record: Record | Briefing, answers: Answers, corpus: Corpus) -> Iterator[str]:
    """The file to edit, and the line of the words that are said to be wrong."""
    path = corpus.path(record)
    note = corpus.notes.get(path)
    wanted = plain(answers.get("now", ""))
    held = [steps for steps, text in _texts(note.data) if wanted in plain(text)] if note and wanted else []
    if note and held:
        place = note.place(held[0])
        yield f"  edit: {path}:{place.line}:{place.column} ({'.'.join(map(str, held[0]))})"
    else:
        yield f"  edit: {path}:1:1{' (these words do not stand in it)' if wanted else ''}"


def _texts(data: Data, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    if isinstance(data, str):
        yield steps, data
    else:
        for step, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(item, (*steps, step))


def _standing(record: Record | Briefing, answers: Answers, corpus: Corpus) -> Iterator[str]:
    """For a challenge: the status now, whether the one that is asked for exists, and the claims from which it follows."""
    if "expected" not in answers:
        return
    if not isinstance(record, Commitment):
        yield f"  no commitment: {SINGULAR[kind_of(record)]}s have no status; ask which commitment is meant"
        return
    status = Dossier(corpus).statuses[record.id]
    terms = corpus.rubric.statuses
    yield f"  status now: {terms[status.id].name if status.id else 'none'}, as of {status.day.isoformat()}"
    names = {plain(name): term.name for id, term in terms.items() for name in (id, term.name)}
    if plain(answers["expected"]) not in names:
        yield f"  no such status: {shown(answers['expected'])}; the rubric has: {', '.join(term.name for term in terms.values())}"
    for claim in corpus.claims_on(record):
        path = corpus.path(claim)
        for number, bearing in enumerate(claim.bears_on):
            if bearing.commitment == record.id:
                line = corpus.notes[path].place(("bears_on", number)).line
                yield f"  it follows from: {path}:{line}: {bearing.effect}, {bearing.date.text}"


def _source(answer: str, corpus: Corpus) -> str:
    if not answer:
        return "document: none is named; ask for one, since a correction rests on words of a document"
    record = meant(answer, corpus)
    if isinstance(record, Document):
        return f"document: on record as {record.id}"
    return (
        f"document: {shown(answer)} is not on record{nearest(answer, corpus)}; `new document --from ADDRESS` writes it"
    )
