"""Read PDF with PDFium: the lines of each page in reading order ("p3:14"), without running heads and page numbers."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from summarize.documents.readers.pdf import layout
from summarize.documents.readers.pdf import text as page_text
from summarize.documents.readers.pdf.layout import Char, PageLine
from summarize.errors import MissingExtraError, ReadError
from summarize.places import Places
from summarize.text import dates
from summarize.types.document import Document, Metadata

FEWEST_CHARACTERS = 15
"""Characters per page. A document with fewer on average consists of pictures of text."""


def read(data: bytes, path: Path) -> Document:
    """Read a PDF.

    Raises:
        ReadError: it is damaged or locked, or was scanned without text.
        MissingExtraError: pypdfium2 is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError(f"{path}: reading PDF needs an extra; add it with: pip install 'summarize[pdf]'") from error
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "locked with a password; save a copy without one" if locked else f"a damaged PDF ({error}); open and save it again"
        raise ReadError(f"{path}: {why}") from error
    try:
        pages = [_page(opened, number) for number in range(len(opened))]
        metadata = _metadata(opened.get_metadata_dict())
    finally:
        opened.close()
    if not pages:
        raise ReadError(f"{path}: a damaged PDF (it has no pages); open and save it again")
    if sum(len(line.text) for page in pages for line in page) < FEWEST_CHARACTERS * max(len(pages), 1):
        raise ReadError(f"{path}: scanned pages without text; make it readable with OCR first, for example `ocrmypdf`")
    pages = page_text.without_running_heads(pages)
    starts = accumulate((len(page) for page in pages), initial=1)
    sections = tuple((start, f"p{number}") for number, (start, page) in enumerate(zip(starts, pages, strict=False), 1) if page)
    return Document(tuple(page_text.joined(pages)), places=Places(sections), metadata=metadata)


def _page(opened: Any, number: int) -> list[PageLine]:
    """Return the lines of a page; empty if it is damaged, so that the other pages are still read."""
    from pypdfium2 import PdfiumError

    try:
        page = opened[number]
    except PdfiumError:
        return []
    try:
        text = page.get_textpage()
        try:
            return layout.lines(list(_chars(text)))
        finally:
            text.close()
    finally:
        page.close()


def _chars(text: Any) -> Iterator[Char]:
    """Yield the characters of a page in content order, with their boxes in points from the lower left."""
    import ctypes

    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    high = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in {0, 0xFFFF}:
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a surrogate pair
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        char = "\u2010" if code in {0x2, 0xFFFE} or raw.FPDFText_IsHyphen(text, index) == 1 else _char(code)
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        size = raw.FPDFText_GetFontSize(text, index)
        generated = raw.FPDFText_IsGenerated(text, index) == 1
        yield Char(char, left.value, bottom.value, right.value, top.value, size, generated)


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _metadata(fields: dict[str, str]) -> Metadata:
    created = fields.get("CreationDate", "").removeprefix("D:")[:8]
    written = dates.first_day(f"{created[:4]}-{created[4:6]}-{created[6:8]}") if created.isdigit() else None
    return Metadata(fields.get("Title") or None, written, fields.get("Author") or None)
