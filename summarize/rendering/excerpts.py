"""A citation in its context: the cited lines, the lines around them, and the words that they share with the statement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summarize.places import Places, numbers
from summarize.text.terms import WORD, is_content, stem, stems
from summarize.types.document import Text
from summarize.types.evidence import Citation

AROUND = 2
"""Number of lines with text that are shown before the cited ones, and after them."""
LONGEST = 700
"""Maximum number of characters shown of a line that is not cited."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a line; `supports` if its word appears in the statement too."""

    text: str
    supports: bool = False


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line: its number as readers count it, whether it is cited, and its text in stretches."""

    number: int
    cited: bool
    stretches: tuple[Stretch, ...]


def excerpt(statement: str, place: Citation, texts: Mapping[str, Text]) -> tuple[ContextLine, ...]:
    """Return the cited lines, with supporting words apart, and the lines around them.

    Only the cited text is returned if the file no longer has these lines.
    """
    text = texts.get(place.file) or Text(())
    known = text.lines
    if place.end_line > len(known):
        return (ContextLine(place.line, True, tuple(marked(place.text, statement))),)
    filled = [number for number, text in enumerate(known, start=1) if text.strip()]
    before = [number for number in filled if number < place.line][-AROUND:]
    within = [number for number in filled if place.line <= number <= place.end_line]
    behind = [number for number in filled if number > place.end_line][:AROUND]
    return tuple(
        ContextLine(numbered(text.places, number), True, tuple(marked(known[number - 1], statement)))
        if number in within
        else ContextLine(numbered(text.places, number), False, (Stretch(_shortened(known[number - 1])),))
        for number in (*before, *within, *behind)
    )


def numbered(places: Places, line: int) -> int:
    """Return the number of a line as readers count it, from 1 on each page."""
    return numbers(places.shown(line, line))[0]


def marked(text: str, statement: str) -> Iterator[Stretch]:
    """Split a text into stretches; a word that a statement has too is a stretch of its own.

    >>> [(s.text, s.supports) for s in marked("It rained on Lima.", "Lima had rain.")]
    [('It ', False), ('rained', True), (' on ', False), ('Lima', True), ('.', False)]
    """
    known = stems(statement)
    end = 0
    for word in WORD.finditer(text):
        if is_content(word[0]) and stem(word[0]) in known:
            if word.start() > end:
                yield Stretch(text[end : word.start()])
            yield Stretch(word[0], True)
            end = word.end()
    if end < len(text):
        yield Stretch(text[end:])


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(maxsplit=1)[0] + " …"
