"""Paragraphs in the order of a document -> its lines, for formats in which a paragraph is what a reader counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarize.types.document import Line


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or row of a table."""

    text: str
    heading: bool = False
    row: bool = False


def numbered(blocks: Iterable[Block]) -> Iterator[Line]:
    """Each block with text as one line, in order.

    >>> [(line.number, line.text) for line in numbered([Block("Fish"), Block("  "), Block("Cod  is\\na fish.")])]
    [(1, 'Fish'), (2, 'Cod is a fish.')]
    """
    texts = ((block, " ".join(block.text.split())) for block in blocks)
    filled = ((block, text) for block, text in texts if text)
    for number, (block, text) in enumerate(filled, start=1):
        yield Line(number, text, text, block.heading, block=number, row=block.row)


def row(cells: Iterable[str]) -> Block:
    """The cells of a table's row as one block, a cell that spans several columns once.

    >>> row(["Lisbon", "Lisbon", "40"]).text
    'Lisbon | 40'
    """
    kept: list[str] = []
    for cell in (" ".join(cell.split()) for cell in cells):
        if cell and (not kept or kept[-1] != cell):
            kept.append(cell)
    return Block(" | ".join(kept), row=True)
