"""Read OpenDocument text: each paragraph or table row is a line; notes come last."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive
from summarize.documents.readers.blocks import Part, numbered, table
from summarize.text import dates
from summarize.types.document import BlockKind, Document, Metadata

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
ELEMENTS = "{http://purl.org/dc/elements/1.1/}"
NOT_SHOWN = frozenset(
    (f"{TEXT}tracked-changes", f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}table-of-content", f"{TEXT}index-body")
)
"""Elements that are left out: deleted text, notes (they come last), comments, tables of contents."""

MOST_REPEATED = 100
"""Repetitions of a cell that are read."""


def read(data: bytes, path: Path) -> Document:
    """Read an OpenDocument text.

    Raises:
        ReadError: it is damaged, or not an OpenDocument text.
    """
    with archive.opened(data, path) as opened:
        content = archive.xml(opened, "content.xml", path)
        about = metadata(archive.xml(opened, "meta.xml", path)) if "meta.xml" in opened.namelist() else Metadata()
    notes = (paragraph for body in content.iter(f"{TEXT}note-body") for paragraph in body.iter(f"{TEXT}p"))
    found = chain(parts(content), (Part(_text(note), BlockKind.NOTE) for note in notes))
    return Document(tuple(numbered(found)), metadata=about)


def parts(root: Any) -> Iterator[Part]:
    """Yield the paragraphs, headings, items and tables of a text in their order."""
    waiting: list[tuple[Any, int]] = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        if element.tag in NOT_SHOWN:
            continue
        if element.tag == f"{TEXT}h":
            level = element.get(f"{TEXT}outline-level", "1")
            yield Part(_text(element), BlockKind.HEADING, int(level) if level.isdecimal() and len(level) < 3 else 1)
        elif element.tag == f"{TEXT}p":
            first = depth > 0 and element.getparent().tag == f"{TEXT}list-item" and element.getprevious() is None
            yield Part(_text(element), BlockKind.ITEM, depth, "-") if first else Part(_text(element), level=depth)
        elif element.tag == f"{TABLE}table":
            yield from table(list(_rows(element)))
        else:
            depth += element.tag == f"{TEXT}list"
            waiting.extend((child, depth) for child in reversed(element) if isinstance(child.tag, str))


def _rows(element: Any) -> Iterator[tuple[list[str], bool]]:
    """Yield the cells of each row of a table, and whether it is one of its heading rows."""
    for row in element.iter(f"{TABLE}table-row"):
        yield cells(row), row.getparent().tag == f"{TABLE}table-header-rows"


def cells(row: Any) -> list[str]:
    """Return the texts of a row's cells."""
    found: list[str] = []
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        shown = " ".join(" ".join(map(_text, cell.iter(f"{TEXT}p", f"{TEXT}h"))).split())
        repeated = number(cell, f"{TABLE}number-columns-repeated")
        found.extend([shown] * min(repeated, MOST_REPEATED))  # empty ones fill a sheet to its last column
    return found


def number(element: Any, name: str) -> int:
    """Return the number in an attribute, at least 1."""
    value = element.get(name, "1")
    return max(int(value), 1) if value.isdecimal() and len(value) < 8 else 1


def _text(element: Any) -> str:
    """Return the text of a paragraph, without its notes."""
    found: list[str] = []
    waiting: list[Any] = [element]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.append(part)
            continue
        if isinstance(part.tag, str) and part.tag not in NOT_SHOWN:
            found.append(" " if part.tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"} else "")
            found.append(part.text or "")
            for child in reversed(part):
                waiting.extend([child.tail or "", child])
    return "".join(found)


def metadata(root: Any) -> Metadata:
    """Return the metadata in the root of `meta.xml`."""

    def first(*names: str) -> str | None:
        return next((text for name in names for e in root.iter(name) if (text := (e.text or "").strip())), None)

    written = first(f"{META}creation-date", f"{ELEMENTS}date")
    return Metadata(
        first(f"{ELEMENTS}title"),
        dates.first_day((written or "")[:10]),
        first(f"{META}initial-creator", f"{ELEMENTS}creator"),
        None,
        (first(f"{ELEMENTS}language") or "")[:2].lower() or None,
    )
