"""The first certain conflict between a sentence and the lines that it cites."""

from collections.abc import Sequence

from summarize.checking.quotation import misquoted
from summarize.checking.vetoes import names, numbers, polarity, roles, speakers
from summarize.documents.speakers import resolved
from summarize.text.syntax import Parser
from summarize.types.evidence import Sentence
from summarize.types.verdict import Problem


def conflict(text: str, cited: Sequence[Sentence], above: str, document: str, parser: Parser) -> Problem | None:
    """Return why the cited sentences cannot support a text, whatever else they say, or None.

    `above` is what is above the cited lines. `document` is the whole text of the cited documents, in which a name or a date
    may stand that the lines only refer to.
    """
    lines = " ".join(resolved(sentence) for sentence in cited)
    mine, theirs = parser.parse(text), parser.parse(lines)
    return (
        numbers.conflict(text, f"{above} {lines}", document)
        or names.conflict(text, document)
        or misquoted(text, lines)
        or speakers.conflict(text, cited)
        or polarity.conflict(text, lines, mine, theirs)
        or roles.conflict(mine, theirs)
    )
