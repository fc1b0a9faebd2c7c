"""The guide for contributors: its examples are sound records of the little corpus, and what it names exists."""

import re
from collections.abc import Iterator

import pytest
import yaml

from build_tools.schema import KINDS
from tests.conftest import LITTLE, ROOT

GUIDE = ROOT / "docs/contributing"
_EXAMPLE = re.compile(r"^`([^`]+)`\n\n```(?:yaml|markdown)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[str, str]]:
    """Of each example in records.md, the path of the file that it shows, and what it shows."""
    yield from _EXAMPLE.findall((GUIDE / "records.md").read_text("utf-8"))


@pytest.mark.parametrize(("path", "text"), [*examples()], ids=[path for path, _ in examples()])
def test_an_annotated_record_is_one_of_the_little_corpus_or_of_the_real_one(path: str, text: str) -> None:
    """Which is sound, as other tests hold."""
    written = next(root / path for root in (LITTLE, ROOT) if (root / path).exists()).read_text("utf-8")
    if path.endswith(".yaml"):
        assert yaml.load(text, yaml.BaseLoader) == yaml.load(written, yaml.BaseLoader)
        assert re.search(r"^ *# ", text, re.MULTILINE)
    else:
        assert text == written


def test_every_kind_of_record_has_an_annotated_example() -> None:
    assert {path.split("/")[1] for path, _ in examples()} == {*KINDS, "briefings"}
