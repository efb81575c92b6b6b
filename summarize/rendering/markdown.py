"""An answer as Markdown that renders on any forge; text of documents is escaped."""

import re

from summarize import citations
from summarize.rendering.safe import shown
from summarize.rendering.text import NOT_ANSWERED, not_covered, place
from summarize.types import Answer

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escaped(text: str) -> str:
    r"""Text in which nothing is Markdown or HTML.

    >>> escaped("a *b* <i>")
    'a \\*b\\* \\<i\\>'
    """
    return SPECIAL.sub(r"\\\1", shown(text))


def answer(found: Answer) -> str:
    """The question as a heading, a paragraph for each sentence, or the nearest lines."""
    parts = [f"## {escaped(found.question)}"]
    parts += [f"{escaped(s.text)} {_citations(citations.render(s.citations))}" for s in found.sentences]
    if found.uncovered:
        parts.append(escaped(not_covered(found.uncovered)))
    if not found.answered:
        parts.append(NOT_ANSWERED)
        parts.append("\n".join(f"- `{place(e)}` {escaped(e.sentence.text)}" for e in found.nearest))
    else:
        parts.append(citations.render_hashes(place for told in found.sentences for place in told.citations))
    return "\n\n".join(parts) + "\n"


def _citations(rendered: str) -> str:
    """A citation keeps its brackets; only what a file name could smuggle in is escaped."""
    return re.sub(r"([\\`*_<>|~])", r"\\\1", shown(rendered))
