"""Read slides of PowerPoint with python-pptx: titles, paragraphs, tables and notes, in the order of the slide."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive, slides
from summarize.documents.readers.blocks import Part, table
from summarize.errors import MissingExtraError, ReadError
from summarize.types.document import BlockKind, Document, Metadata

FURNITURE = frozenset({13, 15, 16})
"""Placeholders of the number of a slide, its footer and its date (ECMA-376, ST_PlaceholderType; PP_PLACEHOLDER)."""
DEEPEST = 20
"""Groups within groups that are read."""


def read(data: bytes, path: Path) -> Document:
    """Read slides.

    Raises:
        ReadError: they are damaged, or no slides.
        MissingExtraError: python-pptx is not installed.
    """
    try:
        from pptx import Presentation
        from pptx.exc import PackageNotFoundError
    except ImportError as error:
        raise MissingExtraError(f"{path}: reading slides needs an extra; add it with: pip install 'summarize[office]'") from error
    archive.opened(data, path).close()
    try:
        opened = Presentation(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise ReadError(f"{path}: no slides ({' '.join(str(error).split())}); save them again as .pptx") from error
    about = opened.core_properties
    written = about.created or about.modified
    metadata = Metadata(about.title or None, written.date() if written else None, about.author or None)
    return slides.document((list(_parts(slide)) for slide in opened.slides), metadata)


def _parts(slide: Any) -> Iterator[Part]:
    """Yield the title of a slide, its other texts, and its notes."""
    title = slide.shapes.title
    if title is not None:
        yield Part(title.text_frame.text, BlockKind.HEADING, 1)
    for shape in _shapes(slide.shapes, 0):
        furniture = shape.is_placeholder and shape.placeholder_format.type in FURNITURE
        if furniture or (title is not None and shape.shape_id == title.shape_id):
            continue
        if getattr(shape, "has_table", False) and shape.has_table:
            rows = [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
            yield from table([(cells, number == 0 and shape.table.first_row) for number, cells in enumerate(rows)])
        elif shape.has_text_frame:
            yield from _paragraphs(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from (Part(paragraph.text, BlockKind.NOTE) for paragraph in slide.notes_slide.notes_text_frame.paragraphs)


def _shapes(shapes: Any, depth: int) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < DEEPEST:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _paragraphs(shape: Any) -> Iterator[Part]:
    """Yield the paragraphs of a shape: in the body of a slide they are items."""
    filled = [paragraph for paragraph in shape.text_frame.paragraphs if paragraph.text.strip()]
    listed = shape.is_placeholder and len(filled) > 1
    for paragraph in filled:
        yield Part(paragraph.text, BlockKind.ITEM, paragraph.level + 1, "•") if listed else Part(paragraph.text)
