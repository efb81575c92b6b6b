"""The cells of a table row or a record: short values, which are read together, and texts, which are read as sentences."""

import re
from collections.abc import Iterator, Sequence

from summarize.text.punctuation import TERMINAL
from summarize.types.document import Cell

TEXT_WORDS = 8
"""A value of at least as many words is text of its own."""
FEWEST_LISTED, MOST_LISTED = 3, 4
"""Parts of an enumeration, and words of each."""


def row_text(cells: Sequence[Cell]) -> str:
    """Return the short values of a row, each with the name of its column.

    >>> row_text([("city", "Lima"), ("ships", "40"), ("note", "It rained for two days.")])
    'city: Lima; ships: 40'
    """
    return "; ".join(f"{name}: {value}" if name else value for name, value in cells if not is_text(value))


def stretches(cells: Sequence[Cell], most: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the short values of a row in stretches of about `most` characters, each with the row's first cell as its label.

    A value of more characters without spaces is a dump, and left out.

    >>> list(stretches([("city", "Lima"), ("ships", "40"), ("tugs", "3")], 15))
    [(('city', 'Lima'), ('ships', '40')), (('city', 'Lima'), ('tugs', '3'))]
    """
    short = [(name, value) for name, value in cells if not is_text(value) and len(name) + len(value) <= most]
    label = tuple(short[:1])
    held, length = label, 0
    for name, value in short[1:]:
        if length and length + len(name) + len(value) + 4 > most:
            yield held
            held, length = label, 0
        held, length = (*held, (name, value)), length + len(name) + len(value) + 4
    if held:
        yield held


def texts(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells whose values are texts of their own."""
    return (cell for cell in cells if is_text(cell[1]))


def is_text(value: str) -> bool:
    """Whether a value is a text of its own: long, or a sentence; an enumeration is none.

    >>> is_text("daily, from 7:00"), is_text("The gate is shut at night."), is_text("Ana Ruiz, Jan Berg, Eva Lind, Karl Aune")
    (False, True, False)
    """
    words, ended = len(value.split()), TERMINAL.search(value) is not None
    parts = [len(part.split()) for part in re.split(r"[,;]", value)]
    listed = len(parts) >= FEWEST_LISTED and max(parts) <= MOST_LISTED and not ended
    return (words >= TEXT_WORDS and not listed) or (words >= TEXT_WORDS // 2 and ended)
