"""Read OpenDocument spreadsheets row by row: the texts that their cells show."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive, odt, sheets
from summarize.types.document import Document, Metadata

MOST_REPEATED = 1_000
"""Repetitions of a row with text that are read."""


def read(data: bytes, path: Path) -> Document:
    """Read an OpenDocument spreadsheet.

    Raises:
        ReadError: it is damaged, or not an OpenDocument spreadsheet.
    """
    with archive.opened(data, path) as parts:
        content = archive.xml(parts, "content.xml", path)
        metadata = odt.metadata(archive.xml(parts, "meta.xml", path)) if "meta.xml" in parts.namelist() else Metadata()
    found = (sheets.Sheet(table.get(f"{odt.TABLE}name", ""), _rows(table)) for table in content.iter(f"{odt.TABLE}table"))
    return sheets.document(found, metadata)


def _rows(table: Any) -> Iterator[sheets.Row]:
    """Yield the rows of a sheet that hold text; a row that is repeated is as many rows."""
    number, left = 0, sheets.MOST_CELLS
    for row in table.iter(f"{odt.TABLE}table-row"):
        repeated = odt.number(row, f"{odt.TABLE}number-rows-repeated")
        cells = odt.cells(row)[: sheets.WIDEST]
        while cells and not cells[-1]:
            cells.pop()
        left -= len(cells) + 1
        if left < 0:
            return
        for again in range(min(repeated, MOST_REPEATED) if cells else 0):
            yield number + again + 1, cells
        number += repeated
