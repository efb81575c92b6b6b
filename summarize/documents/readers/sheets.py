"""Turn the rows of a workbook into lines: each sheet is a section ("s2:14" is row 14 of the second sheet)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from summarize.documents.cells import row_text, texts
from summarize.places import Places
from summarize.types.document import Block, BlockKind, Document, Line, Metadata

WIDEST = 10_000
"""Columns of a sheet that are read."""
MOST_CELLS = 2_000_000
"""Rows and filled cells of a sheet that are read."""
LONGEST_NAME, USUAL_NAME = 15, 6
"""Words. A longer cell names no column; most names are as short as usual ones."""

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
    """Yield the rows with their blocks: a row of names is the head of a table; a single cell outside one is text.

    Names stand first, after a gap, or above figures in a row that is wider than the head before it.

    >>> rows = [(1, ["Ports in May"]), (3, ["Port", "Ships"]), (4, ["Lima", "40"])]
    >>> [(row, block.kind.value, text) for row, block, text in _blocks(rows)]
    [(1, 'paragraph', 'Ports in May'), (3, 'header', 'Port | Ships'), (4, 'row', 'Port: Lima; Ships: 40')]
    """
    names: list[str] = []
    before = 0
    for (row, cells), (_, below) in pairwise(chain(rows, [(0, [])])):
        filled = [cell for cell in cells if cell]
        wider = len(filled) > len(list(filter(None, names))) and _holds_figures(below, len(filled))
        if _names_columns(filled) and (row > before + 1 or wider):
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


def _holds_figures(cells: Sequence[str], count: int) -> bool:
    """Whether a row has so many cells, at least half of them with a figure."""
    filled = [cell for cell in cells if cell]
    return len(filled) == count and 2 * sum(cell[0].isdigit() for cell in filled) >= count


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether cells hold the names of columns: several, most of them short, all different, and not starting with a digit."""
    lengths = [len(cell.split()) for cell in cells]
    named = len(cells) > 1 and not any(cell[0].isdigit() for cell in cells) and len(set(cells)) == len(cells)
    return named and max(lengths) <= LONGEST_NAME and median(lengths) <= USUAL_NAME
