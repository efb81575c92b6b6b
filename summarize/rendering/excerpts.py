"""A citation in its context: the cited lines with those around them, and the words that the statement shares with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summarize.places import Places, numbers
from summarize.text.terms import WORD, is_content, stem, stems
from summarize.types.document import Text
from summarize.types.evidence import Citation

AROUND = 2
"""Lines with text shown in front of the cited ones and behind them."""
LONGEST = 700
"""Characters of a line that is not cited."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a line; `supports` if its word stands in the statement too."""

    text: str
    supports: bool = False


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A line with its number as its readers count it, whether it is cited, and its text in stretches."""

    number: int
    cited: bool
    stretches: tuple[Stretch, ...]


def excerpt(statement: str, place: Citation, texts: Mapping[str, Text]) -> tuple[ContextLine, ...]:
    """The lines around a place, the supporting words of the cited ones apart; of a file that is gone, the cited text."""
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
    """The number of a line as its readers count it: anew on each page."""
    return numbers(places.shown(line, line))[0]


def marked(text: str, statement: str) -> Iterator[Stretch]:
    """A text in stretches, those apart whose words a statement has too.

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
