"""Word documents: a paragraph or a row of a table is a line, as python-docx finds them."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarize.errors import ReadError
from summarize.readers import archive
from summarize.readers.blocks import Block, numbered, row
from summarize.types import Document, Metadata

CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def read(data: bytes, path: Path) -> Document:
    """A Word document.

    Raises:
        ReadError: it is damaged, or no Word document.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    archive.opened(data, path).close()
    try:
        opened = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        what = re.sub(r"file '<[^>]*>'", "it", " ".join(str(error).split()))
        raise ReadError(f"{path}: no Word document ({what}); save it again as .docx") from error
    return Document(tuple(numbered(_blocks(opened.iter_inner_content()))), told=_told(opened))


def _blocks(content: Any) -> Iterator[Block]:
    from docx.text.paragraph import Paragraph

    for item in content:
        if isinstance(item, Paragraph):
            style = (item.style.name if item.style is not None else "") or ""
            yield Block(item.text, heading=style.startswith(("Heading", "Title", "TOC", "Caption")))
        else:
            for line in item.rows:
                yield row(cell.text for cell in line.cells)


def _told(opened: Any) -> Metadata:
    if CORE not in {relation.reltype for relation in opened.part.package.rels.values()}:
        return Metadata()  # python-docx would make some up
    about = opened.core_properties
    written = about.created or about.modified
    return Metadata(about.title or None, written.date() if written else None, about.author or None)
