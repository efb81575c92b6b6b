"""Read OpenDocument slides: titles, paragraphs, lists, tables and notes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive, odt, slides
from summarize.documents.readers.blocks import Part
from summarize.types.document import BlockKind, Document, Metadata

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
FURNITURE = frozenset({"footer", "header", "date-time", "page-number"})
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"


def read(data: bytes, path: Path) -> Document:
    """Read OpenDocument slides.

    Raises:
        ReadError: they are damaged, or no OpenDocument slides.
    """
    with archive.opened(data, path) as parts:
        content = archive.xml(parts, "content.xml", path)
        about = odt.metadata(archive.xml(parts, "meta.xml", path)) if "meta.xml" in parts.namelist() else Metadata()
    return slides.document((list(_parts(page)) for page in content.iter(f"{DRAW}page")), about)


def _parts(page: Any) -> Iterator[Part]:
    """Yield the parts of a slide; the frame of its title is a heading, its notes come last; its footer is left out."""
    for child in page.iterchildren():
        shown = child.get(f"{PRESENTATION}class")
        if shown in FURNITURE:
            continue
        titled = shown == "title"
        noted = child.tag == f"{PRESENTATION}notes"
        for part in odt.parts(child):
            plain = part.kind is BlockKind.PARAGRAPH
            yield (
                replace(part, kind=BlockKind.HEADING, level=1)
                if titled
                else replace(part, kind=BlockKind.NOTE)
                if noted and plain
                else part
            )
