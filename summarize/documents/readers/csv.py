"""Read CSV: a row is a line, counted from the first; the first row names the columns unless it looks like data."""

import csv
import io
from pathlib import Path

from summarize.documents.readers.charset import decode
from summarize.documents.readers.containers import MAX_BYTES
from summarize.documents.readers.fields import row
from summarize.errors import ReadError
from summarize.types.document import Block, BlockKind, Document, Line

SAMPLE = 20_000
"""Characters at the start of a file from which the separator is detected."""
SEPARATORS = ",;\t|"


def read(data: bytes, path: Path) -> Document:
    """Read a CSV file.

    Raises:
        ReadError: it is not text, or not a table.
    """
    text = decode(data, path)
    csv.field_size_limit(MAX_BYTES)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False))
    except csv.Error as error:
        raise ReadError(f"{path}: not a table ({error}); save it as CSV with quotes around texts") from error
    names = rows[0] if len(rows) > 1 and _names_columns(rows[0]) else []
    header = " | ".join(names)
    lines = [Line(1, header, header, Block(1, BlockKind.HEADER))] if names else []
    for number, values in enumerate(rows[len(lines) :], start=1 + len(lines)):
        named = [(names[column] if column < len(names) else "", value) for column, value in enumerate(values)]
        lines.extend(filter(None, [row(number, named)]))
    return Document(tuple(lines), headed=False)


def _separator(text: str) -> str:
    """Return the separator with which most of the first rows have equally many columns, and then most columns; else a comma."""

    def columns(separator: str) -> tuple[float, int]:
        rows = [row for row in csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=separator) if row][:20]
        widths = sorted(len(row) for row in rows) or [1]
        middle = widths[len(widths) // 2]
        return (widths.count(middle) / len(widths) if middle > 1 else 0.0), middle

    try:
        return max(SEPARATORS, key=columns)
    except csv.Error:
        return ","


def _names_columns(row: list[str]) -> bool:
    """Whether a row holds column names: short, all different, and not starting with a digit."""
    cells = [cell.strip() for cell in row]
    return all(cell and len(cell.split()) <= 6 and not cell[0].isdigit() for cell in cells) and len(set(cells)) == len(cells)
