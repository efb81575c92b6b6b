"""Turn the paragraphs of a document into lines, for formats in which a reader counts paragraphs."""

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
    """Yield each block with text as one line, in order.

    >>> [(line.number, line.text) for line in numbered([Block("Fish"), Block("  "), Block("Cod  is\\na fish.")])]
    [(1, 'Fish'), (2, 'Cod is a fish.')]
    """
    texts = ((block, " ".join(block.text.split())) for block in blocks)
    filled = ((block, text) for block, text in texts if text)
    for number, (block, text) in enumerate(filled, start=1):
        yield Line(number, text, text, block.heading, block=number, row=block.row)


def row(cells: Iterable[str]) -> Block:
    """Join the cells of a table row to one block; equal adjacent cells, as of one that spans columns, count once.

    >>> row(["Lisbon", "Lisbon", "40"]).text
    'Lisbon | 40'
    """
    kept: list[str] = []
    for cell in (" ".join(cell.split()) for cell in cells):
        if cell and (not kept or kept[-1] != cell):
            kept.append(cell)
    return Block(" | ".join(kept), row=True)
