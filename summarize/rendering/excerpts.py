"""A citation in its context: the cited lines, the lines around them, and the words that they share with the statement."""

from collections.abc import Iterator, Mapping, Sequence
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
    return tuple(
        ContextLine(numbered(text.places, number), True, tuple(marked(known[number - 1], statement)))
        if place.line <= number <= place.end_line
        else ContextLine(numbered(text.places, number), False, (Stretch(shortened(known[number - 1])),))
        for number in around(known, place.line, place.end_line)
    )


def around(lines: Sequence[str], first: int, last: int, count: int = AROUND) -> list[int]:
    """Return the numbers of the lines `first` to `last` and of `count` lines before and after them, without those without text.

    >>> around(["Dry.", "", "Wet.", "Cold.", "Warm."], 3, 3, 1)
    [1, 3, 4]
    """
    filled = [number for number, text in enumerate(lines, start=1) if text.strip()]
    before = [number for number in filled if number < first]
    within = [number for number in filled if first <= number <= last]
    behind = [number for number in filled if number > last]
    return [*before[len(before) - min(count, len(before)) :], *within, *behind[:count]]


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


def shortened(text: str) -> str:
    """Return a line that is not cited, cut off after `LONGEST` characters."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(maxsplit=1)[0] + " …"
