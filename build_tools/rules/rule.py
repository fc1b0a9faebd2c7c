"""What a rule is: a generator of problems, its name the code, its docstring the rule."""

from collections.abc import Callable, Iterator

from build_tools.corpus import Corpus
from build_tools.derive import Dossier
from build_tools.model import Record
from build_tools.plain import Path
from build_tools.prose import Briefing
from build_tools.settings import Settings

# The record, briefing or settings, the path of the field at fault, and what is wrong with what to do about it.
Problem = tuple[Record | Briefing | Settings, Path, str]
Rule = Callable[[Corpus], Iterator[Problem]]
DerivedRule = Callable[[Dossier], Iterator[Problem]]


def code(rule: Callable[..., Iterator[Problem]]) -> str:
    """What findings and `check --explain` call a rule."""
    return rule.__name__.replace("_", "-")
