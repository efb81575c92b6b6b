"""The worked example is current: made from the articles beside it by the program as it is."""

import hashlib
import re

import pytest

from summarize.briefing import record
from summarize.citations import cited_text
from summarize.rendering.briefing import markdown
from summarize.types.verdict import Finding
from tests.conftest import EXAMPLES, verify

WRITTEN = EXAMPLES / "briefing.md"


@pytest.fixture(scope="module")
def text() -> str:
    return WRITTEN.read_text(encoding="utf-8")


def test_the_example_was_made_from_the_articles_as_they_are(text, briefing):
    read = record.parse(text).read
    assert set(read) == {source.file for source in briefing.sources}
    for file, digest in read.items():
        assert hashlib.sha256((EXAMPLES / file).read_bytes()).hexdigest().startswith(digest)


def test_the_example_is_what_the_program_makes_of_them(text, briefing):
    """All but the model's own wording; most of it where a processor runs the models in another form."""
    now = markdown.render(briefing)
    (theirs, their_models), (ours, our_models) = (made(each) for each in (text, now))
    assert len(set(theirs) & set(ours)) >= 0.8 * len(set(ours))
    assert theirs == ours or their_models != our_models


def made(text: str) -> tuple[list[object], list[str]]:
    """The headings and first citations of a briefing, and the models that it was made with."""
    headings = re.findall(r"^#+ .*$", text, re.MULTILINE)
    models = re.findall(r"^- (?:Embedder|Writer): .*$", text, re.MULTILINE)
    assert len(models) == 2
    return [*headings, *(sentence.citations[0] for sentence in cited_text.parse(text))], models


def test_the_example_verifies():
    checked = verify(WRITTEN, EXAMPLES)
    assert len(checked) > 20
    assert {c.finding for c in checked} == {Finding.SUPPORTED}


def test_the_page_says_what_the_markdown_says(text):
    page = (EXAMPLES / "briefing.html").read_text(encoding="utf-8").replace("&#39;", "'")
    assert [sentence.text for sentence in cited_text.parse(text) if sentence.text not in page] == []
