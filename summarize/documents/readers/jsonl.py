"""Read JSON lines: a record is a line; its texts stay as they are, its short values get their names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarize.documents.readers.charset import decode
from summarize.documents.readers.fields import row
from summarize.documents.readers.plain import split
from summarize.errors import ReadError
from summarize.types.document import Document, Line

DEEPEST = 20
"""Levels of nesting in a record that are read."""


def read(data: bytes, path: Path) -> Document:
    """Read a file of JSON lines.

    Raises:
        ReadError: it is not text, or one of its lines is not JSON.
    """
    lines: list[Line] = []
    for number, text in enumerate(split(decode(data, path)), start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ReadError(f"{path}:{number}: not JSON ({error}); write each record on one line") from error
        lines.extend(filter(None, [row(number, list(_fields(value)))]))
    return Document(tuple(lines), headed=False)


def _fields(value: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the values of a record with their names; nested names are joined: "author.name"."""
    if isinstance(value, dict) and depth < DEEPEST:
        for key, inner in value.items():
            yield from _fields(inner, f"{name}.{key}" if name else str(key), depth + 1)
    elif isinstance(value, list) and depth < DEEPEST:
        for inner in value:
            yield from _fields(inner, name, depth + 1)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield name, str(value).encode("utf-8", "replace").decode()
