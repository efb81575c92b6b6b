"""Read web pages: the main text as trafilatura finds it, each part with its line in the saved file.

Trafilatura returns text without line numbers. So each line's text is first marked with its number in invisible characters
(three variation selectors, digits in base 240); the marks are then read and removed from what trafilatura returns.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from summarize.documents.readers import markup
from summarize.documents.readers.blocks import Block, row
from summarize.documents.readers.charset import declared, decode
from summarize.documents.readers.plain import LINE_END
from summarize.errors import MissingExtraError, ReadError
from summarize.types.document import Document, Line, Metadata

FIRST, BASE, DIGITS = 0xE0100, 240, 3
MARK = re.compile("[\U000e0100-\U000e01ef]{3}")
SELECTORS = re.compile("[\U000e0100-\U000e01ef]")
CHARSET = re.compile(rb"<(?:meta[^>]{0,200}charset=|\?xml[^>]{0,100}encoding=)[\"']?([\w:.-]{2,40})", re.IGNORECASE)
LANGUAGE = re.compile(r"<html[^>]{0,400}\blang=[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
HEADINGS = frozenset(("head", "fw"))
CONTAINERS = frozenset(("body", "main", "list", "quote", "table", "doc", "div"))


def read(data: bytes, path: Path) -> Document:
    """Read a web page.

    Raises:
        ReadError: its bytes are not text, or the page shows none.
        MissingExtraError: trafilatura is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError(
            f"{path}: reading web pages needs an extra; add it with: pip install 'summarize[html]'"
        ) from error
    text = SELECTORS.sub("", _decoded(data, path))
    page = marked(text)
    found = bare_extraction(page, include_comments=False, include_tables=True, with_metadata=True)
    lines = tuple(_lines(_of_article(found.body))) if found is not None and found.body is not None else ()
    lines = lines or tuple(_lines(_of_page(page)))
    if not lines:
        raise ReadError(f"{path}: this page contains no text (scripts may create it); save the page from the browser")
    language = LANGUAGE.search(text[:20_000])
    return Document(lines, metadata=_metadata(found, language[1].lower() if language else None))


def _decoded(data: bytes, path: Path) -> str:
    charset = CHARSET.search(data[:4_096])
    marked_order = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    text = declared(data, charset[1].decode("ascii")) if charset and not marked_order else None
    return decode(data, path) if text is None else text


def marked(text: str) -> str:
    """Return a page with the line number, in invisible characters, before each stretch of text.

    >>> SELECTORS.sub("#", marked("<p>Cod <b>is</b>\\na fish."))
    '<p>###Cod <b>###is</b>\\n###a fish.'
    """
    finder = _TextFinder(text)
    finder.feed(text)
    finder.close()
    parts, last = [], 0
    for offset in finder.found:
        parts += [text[last:offset], _mark(bisect_right(finder.starts, offset))]
        last = offset
    return "".join([*parts, text[last:]])


def _mark(number: int) -> str:
    return "".join(chr(FIRST + number // BASE**power % BASE) for power in reversed(range(DIGITS)))


def _number(mark: str) -> int:
    return sum((ord(char) - FIRST) * BASE**power for char, power in zip(mark, reversed(range(DIGITS)), strict=True))


class _TextFinder(HTMLParser):
    """Finds the offsets in a page's source where each stretch of text, and each line within one, begins."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[int] = []
        self.starts = [0, *(match.end() for match in LINE_END.finditer(text))]
        self._feeds = [0, *(match.end() for match in re.finditer("\n", text))]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            here = self._offset()
            self.found.extend(here + match.start(1) for match in re.finditer(r"[^\S\r\n]*([^\s][^\r\n]*)", data))

    def handle_entityref(self, _name: str) -> None:
        self.found.append(self._offset())

    def handle_charref(self, _name: str) -> None:
        self.found.append(self._offset())

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._feeds[line - 1] + column


def _of_page(page: str) -> Iterator[Block]:
    """Return all blocks of a page in which no article is found: a part of a page, or one that is only text."""
    return markup.blocks(page)


def _of_article(body: Any) -> Iterator[Block]:
    """Yield the paragraphs, headings, items and rows of an article."""
    for element in _leaves(body):
        if element.tag == "row":
            yield row("".join(cell.itertext()) for cell in element)
        else:
            yield Block(_text(element), heading=element.tag in HEADINGS)


def _lines(found: Iterable[Block]) -> Iterator[Line]:
    """Yield the lines of blocks with marks, in file order."""
    blocks: list[tuple[list[tuple[int, str]], bool, bool]] = []
    current = 1
    for one in found:
        parts: list[tuple[int, str]] = []
        for number, text in _split(one.text, current):
            current = number
            if parts and parts[-1][0] == number:
                parts[-1] = (number, parts[-1][1] + text)
            elif text.strip():
                parts.append((number, text))
        if parts:
            blocks.append((parts, one.heading, one.row))
    blocks.sort(key=lambda block: block[0][0][0])
    last = 0
    for block, (parts, heading, is_row) in enumerate(blocks):
        for number, text in parts:
            clean = " ".join(text.split())
            last = max(last, number)
            yield Line(last, clean, clean, heading, block=block, row=is_row)


def _leaves(body: Any) -> Iterator[Any]:
    """Yield the elements that are paragraphs, headings, items or rows, without recursion."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag in CONTAINERS and not (element.text or "").strip():
            waiting.extend(reversed(element))
        else:
            yield element


def _split(text: str, current: int) -> Iterator[tuple[int, str]]:
    """Split a text with marks into stretches, each with its line number."""
    number, last = current, 0
    for match in MARK.finditer(text):
        if match.start() > last:
            yield number, text[last : match.start()]
        number, last = _number(match[0]), match.end()
    if last < len(text):
        yield number, text[last:]


def _text(element: Any) -> str:
    """Return the text of an element, with a space where a line or a paragraph within it begins."""
    for part in element.iter("lb", "p", "item"):
        part.text = f" {part.text or ''}"
    return "".join(element.itertext())


def _metadata(found: Any, language: str | None) -> Metadata:
    if found is None:
        return Metadata(language=language)

    def clean(field: str | None) -> str | None:
        return " ".join(SELECTORS.sub("", field or "").split()) or None

    try:
        written = date.fromisoformat((clean(found.date) or "")[:10])
    except ValueError:
        written = None
    return Metadata(clean(found.title), written, clean(found.author), clean(found.sitename), language)
