"""Read OpenDocument text: each paragraph or table row is a line; notes come last."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive
from summarize.documents.readers.blocks import Block, numbered, row
from summarize.text import dates
from summarize.types.document import Document, Metadata

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
ELEMENTS = "{http://purl.org/dc/elements/1.1/}"
NOT_SHOWN = frozenset(
    (f"{TEXT}tracked-changes", f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}table-of-content", f"{TEXT}index-body")
)
"""Elements that are left out: deleted text, notes (they come last), comments, tables of contents."""


def read(data: bytes, path: Path) -> Document:
    """Read an OpenDocument text.

    Raises:
        ReadError: it is damaged, or not an OpenDocument text.
    """
    with archive.opened(data, path) as parts:
        content = archive.xml(parts, "content.xml", path)
        metadata = _metadata(archive.xml(parts, "meta.xml", path)) if "meta.xml" in parts.namelist() else Metadata()
    notes = (paragraph for body in content.iter(f"{TEXT}note-body") for paragraph in body.iter(f"{TEXT}p"))
    blocks = chain(_blocks(content), (Block(_text(note)) for note in notes))
    return Document(tuple(numbered(blocks)), metadata=metadata)


def _blocks(root: Any) -> Iterator[Block]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in NOT_SHOWN:
            continue
        if element.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield Block(_text(element), heading=element.tag == f"{TEXT}h")
        elif element.tag == f"{TABLE}table-row":
            yield row(
                " ".join(map(_text, cell.iter(f"{TEXT}p", f"{TEXT}h"))) for cell in element.iterchildren(f"{TABLE}table-cell")
            )
        else:
            waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))


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


def _metadata(root: Any) -> Metadata:
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
