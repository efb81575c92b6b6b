"""An answer as Markdown that renders on any forge; text from documents is escaped."""

import re
from collections.abc import Iterable
from itertools import chain

from summarize.citations import own_words, syntax
from summarize.rendering.answer.style import Style, marker, spaced
from summarize.rendering.answer.text import left_out, not_read, place
from summarize.text.escaping import shown
from summarize.types.answer import Answer, AnswerSentence, Disagreement
from summarize.types.evidence import Citation

SPECIAL = re.compile(r"([\\`*{}\[\]<>#|~]|(?<![^\W_])_|_(?![^\W_]))")
"""Characters to escape; an underscore between letters or digits is text on every forge."""
LIST_MARKER = re.compile(r"^(\d{0,9})([.)+-])(?=\s|$)")
"""What would make an item of a list of a text that begins with it."""
IN_CITATION = re.compile(r"([\\`*<>|~]|(?<![^\W_])_|_(?![^\W_]))")


def escaped(text: str) -> str:
    r"""Escape a text so that nothing in it is Markdown or HTML.

    >>> escaped("a *b* <i>")
    'a \\*b\\* \\<i\\>'
    >>> escaped("2. Equipment: a lamp.")
    '2\\. Equipment: a lamp.'
    """
    return LIST_MARKER.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", shown(text)))


def answer(found: Answer, style: Style = Style.LINES) -> str:
    """Render the question as a heading, then the sentences in a style, or the nearest lines."""
    parts = [f"## {escaped(found.question)}"]
    pairs = zip([None, *found.sentences], found.sentences, strict=False)
    said = "".join(f"{spaced(before, one, style)}{_sentence(one, style)}" for before, one in pairs)
    parts += [said] if said else []
    parts += [escaped(left_out(found))] if found.more else []
    if found.uncovered:
        parts.append(escaped(own_words.not_covered(found.uncovered)))
    if not found.answered:
        parts += [own_words.NOT_ANSWERED, *filter(None, [escaped(not_read(found.unread))])]
        parts.append("\n".join(f"- `{place(e)}` {escaped(e.sentence.text)}" for e in found.nearest))
    else:
        cited = [said.citations for said in found.sentences] + [d.versions[-1].citations for d in found.disagreements]
        parts.append(syntax.render_hashes(chain.from_iterable(cited)))
    return "\n\n".join(parts) + "\n"


def _sentence(said: AnswerSentence, style: Style) -> str:
    """Render a sentence, followed by a list of what other sources report differently."""
    mark = marker(said, style)
    beside = "\n".join(f"{'  ' if mark else ''}- {differing(found)}" for found in said.disagreements)
    return ("\n" if mark else "\n\n").join(filter(None, [f"{mark}{escaped(said.text)} {cited(said.citations)}", beside]))


def differing(found: Disagreement) -> str:
    """Render what another source reports differently, with its citation."""
    other = found.versions[-1]
    return own_words.differing(escaped(found.about), escaped(other.text), cited(other.citations))


def cited(places: Iterable[Citation]) -> str:
    """Render citations with their brackets; markup that a file name may contain is escaped."""
    return IN_CITATION.sub(r"\\\1", shown(syntax.render(places)))
