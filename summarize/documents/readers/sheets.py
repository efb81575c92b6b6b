"""Turn the rows of a workbook into lines: each sheet is a section ("s2:14" is row 14 of the second sheet)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarize.documents.cells import row_text, texts
from summarize.places import Places
from summarize.types.document import Block, BlockKind, Document, Line, Metadata

WIDEST = 10_000
"""Columns of a sheet that are read."""
MOST_CELLS = 2_000_000
"""Cells of a workbook that are read."""
LONGEST_NAME = 6
"""Words. A longer cell names no column."""

Row = tuple[int, list[str]]
"""The number of a row, and the texts of its cells up to the last one with text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its name, and its rows with text."""

    name: str
    rows: Iterable[Row]


def document(sheets: Iterable[Sheet], metadata: Metadata) -> Document:
    """Return a workbook as a document; sheets are headings of their rows by their names."""
    lines: list[Line] = []
    sections: list[tuple[int, str]] = []
    names: list[tuple[int, str]] = []
    start, number = 1, 0
    for place, sheet in enumerate(sheets, start=1):
        last = 0
        for row, block, text in _blocks(sheet.rows):
            if not last:  # the name of a sheet is read with its first row
                number += 1
                lines.append(Line(start + row - 1, sheet.name, sheet.name, Block(number, BlockKind.HEADING, level=1)))
            number += 1
            lines.append(Line(start + row - 1, text, text, Block(number, block.kind, cells=block.cells)))
            last = row
        if last:
            sections.append((start, f"s{place}"))
            names.append((start, sheet.name))
            start += last
    return Document(tuple(lines), places=Places(tuple(sections), names=tuple(names)), metadata=metadata, headed=False)


def _blocks(rows: Iterable[Row]) -> Iterator[tuple[int, Block, str]]:
    """Yield the rows with their blocks: a row of names after a gap is the head of a table; a single cell outside one is text.

    >>> rows = [(1, ["Ports in May"]), (3, ["Port", "Ships"]), (4, ["Lima", "40"])]
    >>> [(row, block.kind.value, text) for row, block, text in _blocks(rows)]
    [(1, 'paragraph', 'Ports in May'), (3, 'header', 'Port | Ships'), (4, 'row', 'Port: Lima; Ships: 40')]
    """
    names: list[str] = []
    before = 0
    for row, cells in rows:
        filled = [cell for cell in cells if cell]
        if row > before + 1 and _names_columns(filled):
            names = []
        before = row
        if len(filled) == 1 and len(names) < 2:
            yield row, Block(0), filled[0]
        elif not names and _names_columns(filled):
            names = cells
            yield row, Block(0, BlockKind.HEADER), " | ".join(filled)
        else:
            held = [(names[at] if at < len(names) else "", cell) for at, cell in enumerate(cells) if cell]
            text = " ".join(filter(None, [row_text(held), *(value for _, value in texts(held))]))
            yield row, Block(0, BlockKind.ROW, cells=tuple(held)), text


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether cells hold the names of columns: several, short, all different, and not starting with a digit."""
    named = all(len(cell.split()) <= LONGEST_NAME and not cell[0].isdigit() for cell in cells)
    return len(cells) > 1 and named and len(set(cells)) == len(cells)
