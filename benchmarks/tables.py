"""How well the tables of PDF are found: ICDAR 2013 Table Competition (Göbel et al. 2013), structure of tables.

The measure is that of the competition: pairs of neighbouring cells, to the right and below, over blank ones. Recall and precision
are means over documents, and those of all pairs together. The reader was made with the documents of the European Union (eu);
those of the United States (us) only measure it.

    python benchmarks/tables.py --data FOLDER_WITH_PDF_AND_STR_XML [--show]
"""

import argparse
import re
import xml.etree.ElementTree as ET  # the competition's own files
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2

from summarize.documents.readers.pdf import layout, reader, tables

Grid = list[list[tuple[int, str] | None]]
"""The rows of a table; each place holds the number and the text of the cell that covers it."""
NOT_COMPARED = re.compile(r"[^\w%$€£+-]")


def compared(text: str) -> str:
    """What of a text counts.

    >>> compared("Carbon dioxide (CO2)")
    'carbondioxideco2'
    """
    return NOT_COMPARED.sub("", text).lower()


def neighbours(grid: Grid) -> Counter[tuple[str, str, str]]:
    """The pairs of neighbouring cells with their direction."""
    rows = {("right", number): row for number, row in enumerate(grid)}
    columns = {("below", number): list(column) for number, column in enumerate(zip(*grid, strict=True))}
    found = set()
    for (direction, _), cells in (rows | columns).items():
        filled = [cell for cell in cells if cell and cell[1]]
        found |= {(one[1], other[1], direction) for one, other in pairwise(filled) if one[0] != other[0]}
    return Counter(found)


def annotated(path: Path) -> Counter[tuple[str, str, str]]:
    """The pairs of all tables of a document as annotated."""
    total = Counter[tuple[str, str, str]]()
    for region in ET.parse(path).getroot().iter("region"):
        cells = []
        for cell in region.iter("cell"):
            row, column = int(cell.get("start-row", 0)), int(cell.get("start-col", 0))
            last = int(cell.get("end-row") or row), int(cell.get("end-col") or column)
            cells.append((row, column, *last, compared(cell.findtext("content") or "")))
        if not cells:
            continue
        grid: Grid = [[None] * (1 + max(cell[3] for cell in cells)) for _ in range(1 + max(cell[2] for cell in cells))]
        for number, (row, column, last_row, last_column, text) in enumerate(cells):
            for at in range(row, last_row + 1):
                grid[at][column : last_column + 1] = [(number, text)] * (last_column + 1 - column)
        total += neighbours(grid)
    return total


def found(path: Path) -> Counter[tuple[str, str, str]]:
    """The pairs of all tables that the reader finds in a document."""
    total = Counter[tuple[str, str, str]]()
    for page in pages(path):
        for rows in tables.tables(page):
            total += neighbours([numbered(number, row) for number, row in enumerate(rows)])
    return total


def pages(path: Path) -> Iterator[Sequence[layout.PageLine]]:
    """The lines of each page."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        yield layout.lines(list(reader.characters(page.get_textpage())))


def numbered(number: int, row: tables.Row) -> list[tuple[int, str] | None]:
    """The cells of a row with numbers of their own; a name over several columns is one cell."""
    cells: list[tuple[int, str] | None] = []
    for at, text in enumerate(map(compared, row.cells)):
        before = cells[-1] if cells else None
        cells.append(before if row.heads and before and before[1] == text else (number * 10_000 + at, text))
    return cells


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="print each document")
    options = parser.parse_args()
    for part in ("eu", "us"):
        figures = []
        for path in sorted(options.data.rglob(f"{part}-*-str.xml")):
            document = path.with_name(path.name.replace("-str.xml", ".pdf"))
            if document.exists():
                truth, ours = annotated(path), found(document)
                figures.append(((truth & ours).total(), truth.total(), ours.total()))
                if options.show:
                    print(f"{document.name}: {figures[-1][0]} right of {truth.total()} annotated and {ours.total()} found")
        if not figures:
            continue
        recall = sum(right / max(truth, 1) for right, truth, _ in figures) / len(figures)
        precision = sum(right / max(ours, 1) for right, _, ours in figures) / len(figures)
        correct, wanted, given = map(sum, zip(*figures, strict=True))
        f1 = 2 * recall * precision / (recall + precision)
        print(f"{part}: {len(figures)} documents, recall {recall:.3f}, precision {precision:.3f}, F1 {f1:.3f}", end="; ")
        print(f"all pairs: recall {correct / wanted:.3f}, precision {correct / given:.3f}")


if __name__ == "__main__":
    main()
