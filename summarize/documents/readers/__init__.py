"""Read a file into lines: one small module for each format, chosen by the file name ending.

A reader module takes the bytes of a file and returns a `Document`. Its line numbers are those that a person would count.
"""

import hashlib
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from summarize.documents.readers import containers
from summarize.documents.readers.formats import CONTAINED, FORMATS, TEXT, Format
from summarize.documents.readers.sandbox import parent
from summarize.errors import ReadError
from summarize.types.document import Document, Line, Metadata

SURROGATE = re.compile("[\ud800-\udfff]")
MAX_LINE = 1_000_000
"""Characters. In a longer line, a citation would not help a reader to find the passage."""


def format_of(path: Path) -> Format | None:
    """Return the format of a file by its name; None if no reader knows it."""
    if path.parent.suffix.lower() in CONTAINED and containers.container_of(path):
        return CONTAINED[path.parent.suffix.lower()]
    return FORMATS.get(path.suffix.lower())


def known() -> str:
    """Return the file name endings that can be read, as one text."""
    return ", ".join(sorted({*FORMATS, *containers.CONTAINERS}))


def read(path: Path) -> Document:
    """Read a file; if its name does not give its format, read it as plain text.

    Raises:
        ReadError: the file cannot be read, is not what its ending says, or has a line of over `MAX_LINE` characters.
        MissingExtraError: its format needs a library that is not installed.
    """
    found = format_of(path) or TEXT
    if found.isolated:
        return parent.read(path)
    return read_here(path)


def read_here(path: Path) -> Document:
    """Read a file in this process: `read` without its limits on time and memory.

    Raises:
        ReadError, MissingExtraError: as `read`.
    """
    found = format_of(path) or TEXT
    data = containers.load(path)
    document: Document = import_module(f"summarize.documents.readers.{found.module}").read(data, path)
    for line in document.lines:
        if len(line.text) > MAX_LINE:
            where = document.places.shown(line.number, line.number)
            raise ReadError(f"{path}:{where}: a line of {len(line.text):,} characters; split it into shorter lines")
    document = replace(document, lines=tuple(map(_encodable, document.lines)), metadata=_encodable_fields(document.metadata))
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def _encodable(line: Line) -> Line:
    """Replace lone surrogates in a line and its block, because UTF-8 cannot encode them."""
    block = line.block
    if block is not None and any(SURROGATE.search(text) for cell in block.cells for text in cell):
        cells = tuple((SURROGATE.sub("\ufffd", name), SURROGATE.sub("\ufffd", value)) for name, value in block.cells)
        line = replace(line, block=replace(block, cells=cells))
    if block is not None and block.speaker and SURROGATE.search(block.speaker):
        line = replace(line, block=replace(line.block or block, speaker=SURROGATE.sub("\ufffd", block.speaker)))
    if SURROGATE.search(line.text) is None:
        return line
    return replace(line, text=SURROGATE.sub("\ufffd", line.text), visible=SURROGATE.sub("\ufffd", line.visible))


def _encodable_fields(metadata: Metadata) -> Metadata:
    title, author, outlet = (
        field and SURROGATE.sub("\ufffd", field) for field in (metadata.title, metadata.author, metadata.outlet)
    )
    return replace(metadata, title=title, author=author, outlet=outlet)
