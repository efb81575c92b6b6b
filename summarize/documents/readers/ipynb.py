"""Read Jupyter notebooks: the Markdown of their cells; code is not running text. "c5:2" is line 2 of the fifth cell."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarize.documents.readers import markdown
from summarize.documents.readers.charset import decode
from summarize.documents.readers.plain import split
from summarize.errors import ReadError
from summarize.places import Places
from summarize.types.document import Block, BlockKind, Document, Line


def read(data: bytes, path: Path) -> Document:
    """Read a notebook.

    Raises:
        ReadError: it is not text, not JSON, or has no cells.
    """
    try:
        value = json.loads(decode(data, path))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}: not a notebook ({error}); save it again as .ipynb") from error
    cells = value.get("cells") if isinstance(value, dict) else None
    if not isinstance(cells, list):
        raise ReadError(f"{path}: has no cells; save it again with a Jupyter of today")
    lines: list[Line] = []
    sections: list[tuple[int, str]] = []
    start = number = 1
    for place, cell in enumerate(cells, start=1):
        found = list(_lines(cell))
        blocks = max((line.block.number for line in found if line.block), default=0)
        lines += [replace(line, number=start + line.number - 1, block=_after(line.block, number)) for line in found]
        if found:
            sections.append((start, f"c{place}"))
            start += len(found)
        number += blocks + 1
    return Document(tuple(lines), places=Places(tuple(sections)))


def _after(block: Block | None, number: int) -> Block | None:
    return replace(block, number=block.number + number) if block else None


def _lines(cell: Any) -> Iterator[Line]:
    """Yield the lines of a cell, counted from 1."""
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    if isinstance(cell, dict) and cell.get("cell_type") == "markdown":
        yield from markdown.lines(text)
    else:
        yield from (Line(number, line, line, Block(0, BlockKind.CODE)) for number, line in enumerate(split(text), start=1))
