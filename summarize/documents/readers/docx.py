"""Read Word documents: each paragraph or table row is a line, in the parts that python-docx finds; notes come last."""

import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive
from summarize.documents.readers.blocks import Block, numbered, row
from summarize.errors import ReadError
from summarize.types.document import Document, Metadata

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = ("heading", "title", "toc", "caption")
NOT_SHOWN = frozenset(
    (f"{WORD}del", f"{WORD}moveFrom", f"{WORD}txbxContent", f"{WORD}pPr", f"{WORD}rPr", f"{WORD}sectPr", f"{WORD}instrText")
)
"""Elements that are not read: deleted or moved text, text boxes (files store their text twice), formatting, field codes."""
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def read(data: bytes, path: Path) -> Document:
    """Read a Word document.

    Raises:
        ReadError: it is damaged, or not a Word document.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    archive.opened(data, path).close()
    try:
        opened = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        what = re.sub(r"file '<[^>]*>'", "it", " ".join(str(error).split()))
        raise ReadError(f"{path}: not a Word document ({what}); save it again as .docx") from error
    blocks = chain(_blocks(opened.element.body, _styles(opened)), _notes(opened))
    return Document(tuple(numbered(blocks)), metadata=_metadata(opened))


def _styles(opened: Any) -> dict[str, str]:
    """Return the names of the styles by their ids."""
    return {style.style_id: style.name or "" for style in opened.styles}


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    """Yield the paragraphs and rows below an element, including those in content controls."""
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{WORD}p":
            style = element.find(f"{WORD}pPr/{WORD}pStyle")
            name = styles.get(style.get(f"{WORD}val", ""), "") if style is not None else ""
            yield Block(_text(element), heading=name.lower().startswith(HEADINGS))
        elif element.tag == f"{WORD}tr":
            yield row(" ".join(map(_text, cell.iter(f"{WORD}p"))) for cell in _cells(element))
        elif isinstance(element.tag, str) and element.tag not in NOT_SHOWN:
            waiting.extend(reversed(element))


def _cells(element: Any) -> Iterator[Any]:
    """Yield the cells of a row, including those in content controls, but not those of nested tables."""
    for child in element.iterchildren():
        if child.tag == f"{WORD}tc":
            yield child
        elif child.tag in {f"{WORD}sdt", f"{WORD}sdtContent"}:
            yield from _cells(child)


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph with insertions, without deletions, hidden text and text boxes."""
    found: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{WORD}t":
            found.append(element.text or "")
        elif element.tag in {f"{WORD}tab", f"{WORD}br", f"{WORD}cr"}:
            found.append(" ")
        elif element.tag == f"{WORD}noBreakHyphen":
            found.append("-")
        elif isinstance(element.tag, str) and element.tag not in NOT_SHOWN and element.find(f"{WORD}rPr/{WORD}vanish") is None:
            waiting.extend(reversed(element))
    return "".join(found)


def _notes(opened: Any) -> Iterator[Block]:
    """Yield the footnotes and endnotes."""
    from lxml import etree

    for relation in opened.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, archive.parser())
            yield from (Block(_text(paragraph)) for paragraph in root.iter(f"{WORD}p"))


def _metadata(opened: Any) -> Metadata:
    if CORE not in {relation.reltype for relation in opened.part.package.rels.values()}:
        return Metadata()  # python-docx would invent some
    about = opened.core_properties
    written = about.created or about.modified
    return Metadata(about.title or None, written.date() if written else None, about.author or None)
