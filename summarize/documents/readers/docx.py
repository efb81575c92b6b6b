"""Read Word documents: each paragraph or table row is a line, in the parts that python-docx finds; notes come last."""

import io
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from summarize.documents.readers import archive
from summarize.documents.readers.blocks import Part, numbered, table
from summarize.errors import ReadError
from summarize.types.document import BlockKind, Document, Metadata

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"heading (?P<level>\d)|(?P<title>title)|(?P<sub>subtitle)", re.IGNORECASE)
NOT_SHOWN = frozenset(
    (f"{WORD}del", f"{WORD}moveFrom", f"{WORD}txbxContent", f"{WORD}pPr", f"{WORD}rPr", f"{WORD}sectPr", f"{WORD}instrText")
)
"""Elements that are not read: deleted or moved text, text boxes (files store their text twice), formatting, field codes."""
MOST_SPANNED = 99
"""Columns over which a cell may extend."""
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
    parts = chain(_parts(opened.element.body, _styles(opened)), _notes(opened))
    return Document(tuple(numbered(parts)), metadata=_metadata(opened))


def _styles(opened: Any) -> dict[str, str]:
    """Return the names of the styles by their ids."""
    return {style.style_id: style.name or "" for style in opened.styles}


def _parts(parent: Any, styles: dict[str, str]) -> Iterator[Part]:
    """Yield the paragraphs and tables below an element, including those in content controls."""
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{WORD}p":
            yield _paragraph(element, styles)
        elif element.tag == f"{WORD}tbl":
            yield from table(list(_rows(element)))
        elif isinstance(element.tag, str) and element.tag not in NOT_SHOWN:
            waiting.extend(reversed(element))


def _paragraph(element: Any, styles: dict[str, str]) -> Part:
    """Return a paragraph as what its style and its numbering make it."""
    properties = element.find(f"{WORD}pPr")
    style = properties.find(f"{WORD}pStyle") if properties is not None else None
    name = styles.get(style.get(f"{WORD}val", ""), "").lower() if style is not None else ""
    outline = properties.find(f"{WORD}outlineLvl") if properties is not None else None
    text = _text(element)
    if match := HEADING.match(name):
        return Part(text, BlockKind.HEADING, int(match["level"] or 1))
    if outline is not None and _number(outline, 9) < 9:
        return Part(text, BlockKind.HEADING, _number(outline, 0) + 1)
    if name.startswith("toc"):
        return Part(text, BlockKind.OTHER)
    if name.startswith("caption"):
        return Part(text, BlockKind.CAPTION)
    numbering = properties.find(f"{WORD}numPr") if properties is not None else None
    if numbering is not None or name.startswith("list"):
        level = numbering.find(f"{WORD}ilvl") if numbering is not None else None
        return Part(text, BlockKind.ITEM, _number(level, 0) + 1, "-")
    return Part(text)


def _number(element: Any, missing: int) -> int:
    value = element.get(f"{WORD}val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 3 else missing


def _rows(element: Any) -> Iterator[tuple[list[str], bool]]:
    """Yield the cells of each row of a table, and whether the row is marked to repeat on each page, or styled, as a heading."""
    look = element.find(f"{WORD}tblPr/{WORD}tblLook")
    first_heads = look is not None and (look.get(f"{WORD}firstRow") in {"1", "true"} or _is_set(look.get(f"{WORD}val"), 0x20))
    for number, row in enumerate(_inner(element, f"{WORD}tr")):
        heads = row.find(f"{WORD}trPr/{WORD}tblHeader") is not None or (number == 0 and first_heads)
        cells = [(" ".join(map(_text, cell.iter(f"{WORD}p"))), _spanned(cell)) for cell in _inner(row, f"{WORD}tc")]
        yield [text for text, columns in cells for _ in range(columns)], heads


def _is_set(value: str | None, bit: int) -> bool:
    """Whether a bit of a hexadecimal number is set."""
    return bool(value) and re.fullmatch(r"[0-9A-Fa-f]{1,4}", value or "") is not None and bool(int(value or "0", 16) & bit)


def _spanned(cell: Any) -> int:
    return min(max(_number(cell.find(f"{WORD}tcPr/{WORD}gridSpan"), 1), 1), MOST_SPANNED)


def _inner(element: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, including those in content controls, but not those of nested tables."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in {f"{WORD}sdt", f"{WORD}sdtContent"}:
            yield from _inner(child, tag)


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


def _notes(opened: Any) -> Iterator[Part]:
    """Yield the footnotes and endnotes."""
    from lxml import etree

    for relation in opened.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, archive.parser())
            yield from (Part(_text(paragraph), BlockKind.NOTE) for paragraph in root.iter(f"{WORD}p"))


def _metadata(opened: Any) -> Metadata:
    if CORE not in {relation.reltype for relation in opened.part.package.rels.values()}:
        return Metadata()  # python-docx would invent some
    about = opened.core_properties
    written = about.created or about.modified
    return Metadata(about.title or None, written.date() if written else None, about.author or None)
