"""Read PDF with PDFium: the lines of each page in reading order ("p3:14"), without running heads and page numbers.

A page that holds only a picture is read by OCR where Tesseract is installed, and else named in the metadata.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from pathlib import Path
from time import monotonic
from typing import Any

from summarize.documents.readers.pdf import layout, ocr
from summarize.documents.readers.pdf import text as page_text
from summarize.documents.readers.pdf.layout import Char, PageLine
from summarize.errors import MissingExtraError, ReadError
from summarize.places import BY_OCR, Places
from summarize.text import dates
from summarize.types.document import Document, Metadata

LONGEST_NAME = 120
"""Bytes of the name of a font that are read."""
BOLD = 600
"""Font weight from which text is bold (CSS Fonts Module, 2.4)."""
FEWEST_CHARACTERS, COVERED, MARGIN = 15, 0.5, 0.1
"""A page is a picture if it has fewer characters between its margins, and a picture of this share of its area."""
OCR_SECONDS = 40.0
"""Seconds for reading the pictures of a document; pages that are left are named as not read."""
MOST_OBJECTS = 1_000
"""Parts of a page that are searched for a picture."""


def read(data: bytes, path: Path) -> Document:
    """Read a PDF.

    Raises:
        ReadError: it is damaged or locked, or consists of pictures without text.
        MissingExtraError: pypdfium2 is not installed, or for a document of pictures, Tesseract.
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
    until = monotonic() + OCR_SECONDS
    try:
        read = [_page(opened, number) for number in range(len(opened))]
        read = [_by_ocr(opened, number, page, until) if page.pictured else page for number, page in enumerate(read)]
        metadata = _metadata(opened.get_metadata_dict())
    finally:
        opened.close()
    if not read:
        raise ReadError(f"{path}: a damaged PDF (it has no pages); open and save it again")
    if not any(page.lines for page in read):
        raise _without_text(path, pictured=any(page.pictured for page in read))
    pages = page_text.without_running_heads([page.lines for page in read])
    starts = list(accumulate((len(page) for page in pages), initial=1))
    filled = [(start, number) for number, (start, page) in enumerate(zip(starts, pages, strict=False)) if page]
    sections = tuple((start, f"p{number + 1}") for start, number in filled)
    names = tuple((start, BY_OCR if read[number].by_ocr else "") for start, number in filled)
    pictured = tuple(f"p{number}" for number, page in enumerate(read, start=1) if page.pictured and not page.by_ocr)
    places = Places(sections, names=names if any(name for _, name in names) else ())
    return Document(tuple(page_text.joined(pages)), places=places, metadata=replace(metadata, pictured=pictured))


def _without_text(path: Path, *, pictured: bool) -> ReadError:
    if not pictured:
        return ReadError(f"{path}: holds no text and no pictures of text; save it again from the program that made it")
    if ocr.installed():
        return ReadError(f"{path}: scanned pages on which OCR finds no text; scan it again with more dots per inch")
    return MissingExtraError(
        f"{path}: scanned pages without text; install Tesseract (tesseract-ocr) to have them read, or use `ocrmypdf`"
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page; `pictured` if it is a picture with hardly any text of its own, `by_ocr` if OCR has read that."""

    lines: list[PageLine]
    pictured: bool = False
    by_ocr: bool = False


def _page(opened: Any, number: int) -> _Page:
    """Return a page; empty if it is damaged, so that the other pages are still read."""
    from pypdfium2 import PdfiumError

    try:
        page = opened[number]
    except PdfiumError:
        return _Page([])
    try:
        text = page.get_textpage()
        try:
            chars = list(characters(text))
        finally:
            text.close()
        return _Page(layout.lines(chars), _is_picture(page, chars))
    finally:
        page.close()


def _by_ocr(opened: Any, number: int, read: _Page, until: float) -> _Page:
    """Return a page that is a picture with the lines that OCR finds up to a point of time, if it finds any."""
    left = until - monotonic()
    if left <= 0 or not ocr.installed():
        return read
    page = opened[number]
    try:
        found = ocr.lines(page, left)
    finally:
        page.close()
    return _Page(found, pictured=True, by_ocr=True) if found else read


def _is_picture(page: Any, chars: Sequence[Char]) -> bool:
    """Whether a picture covers most of a page that has hardly any text apart from stamps at its head and foot."""
    width, height = page.get_size()
    low, high = MARGIN * height, (1 - MARGIN) * height
    if sum(bool(char.text.strip()) and low < char.bottom < high for char in chars) >= FEWEST_CHARACTERS:
        return False
    from pypdfium2 import PdfiumError, raw

    for part in islice(page.get_objects(), MOST_OBJECTS):
        if part.type != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        try:
            left, bottom, right, top = part.get_bounds()
        except PdfiumError:
            continue
        if (right - left) * (top - bottom) >= COVERED * width * height:
            return True
    return False


def characters(text: Any) -> Iterator[Char]:
    """Yield the characters of a page in content order, with their boxes in points from the lower left."""
    import ctypes

    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    begins, bold = True, False  # the weight seldom changes within a word
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
        generated = raw.FPDFText_IsGenerated(text, index) == 1
        if not generated:
            raw.FPDFText_GetMatrix(text, index, matrix)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        quarters = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        if begins:
            bold = raw.FPDFText_GetFontWeight(text, index) >= BOLD or _is_bold_font(text, index)
        begins = not char.strip()
        yield Char(char, left.value, bottom.value, right.value, top.value, size, generated, bold, quarters)


def _is_bold_font(text: Any, index: int) -> bool:
    """Whether the font of a character is bold by its name: fonts that are not in the file have no weight."""
    import ctypes

    from pypdfium2 import raw

    name = ctypes.create_string_buffer(LONGEST_NAME)
    raw.FPDFText_GetFontInfo(text, index, name, LONGEST_NAME, None)
    return b"bold" in name.value.lower()


def _char(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _metadata(fields: dict[str, str]) -> Metadata:
    created = fields.get("CreationDate", "").removeprefix("D:")[:8]
    written = dates.first_day(f"{created[:4]}-{created[4:6]}-{created[6:8]}") if created.isdigit() else None
    return Metadata(fields.get("Title") or None, written, fields.get("Author") or None)
