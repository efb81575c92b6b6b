"""Read workbooks of Excel with openpyxl: the values that were last calculated, row by row."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive, sheets
from summarize.errors import MissingExtraError, ReadError
from summarize.types.document import Document, Metadata


def read(data: bytes, path: Path) -> Document:
    """Read a workbook.

    Raises:
        ReadError: it is damaged, or not a workbook.
        MissingExtraError: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise MissingExtraError(
            f"{path}: reading workbooks needs an extra; add it with: pip install 'summarize[office]'"
        ) from error
    archive.opened(data, path).close()
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError) as error:
        raise ReadError(f"{path}: not a workbook ({' '.join(str(error).split())}); save it again as .xlsx") from error
    about = book.properties
    written = about.created or about.modified
    metadata = Metadata(about.title or None, written.date() if written else None, about.creator or None)
    return sheets.document((sheets.Sheet(sheet.title, _rows(sheet)) for sheet in book.worksheets), metadata)


def _rows(sheet: Any) -> Iterator[sheets.Row]:
    """Yield the rows of a sheet that hold text."""
    left = sheets.MOST_CELLS
    sheet.reset_dimensions()  # some programs write wrong ones
    for number, row in enumerate(sheet.iter_rows(), start=1):
        found = row[: sheets.WIDEST]
        left -= 1 + sum(cell.value is not None for cell in found)
        if left < 0:
            return
        cells = [_shown(cell.value, cell.number_format or "") if cell.value is not None else "" for cell in found]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _shown(value: Any, number_format: str) -> str:
    """Return a value as a reader sees it.

    >>> _shown(0.25, "0%"), _shown(40.0, "General"), _shown(datetime(2021, 5, 3), "dd/mm/yy"), _shown(True, "General")
    ('25%', '40', '2021-05-03', 'TRUE')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        share = "%" in number_format
        number = f"{value * 100 if share else value:.12g}"
        return f"{number}%" if share else number
    return " ".join(str(value).split())
