"""Read web pages: the main text as trafilatura finds it, each part with its line in the saved file.

Trafilatura returns text without line numbers. So each line's text is first marked with its number in invisible characters
(three variation selectors, digits in base 240); the marks are then read and removed from what trafilatura returns.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Any

from summarize.documents.readers import markup
from summarize.documents.readers.blocks import Part
from summarize.documents.readers.charset import declared, decode
from summarize.documents.readers.plain import LINE_END
from summarize.errors import MissingExtraError, ReadError
from summarize.types.document import BlockKind, Document, Line, Metadata

FIRST, BASE, DIGITS = 0xE0100, 240, 3
MARK = re.compile("[\U000e0100-\U000e01ef]{3}")
SELECTORS = re.compile("[\U000e0100-\U000e01ef]")
CHARSET = re.compile(rb"<(?:meta[^>]{0,200}charset=|\?xml[^>]{0,100}encoding=)[\"']?([\w:.-]{2,40})", re.IGNORECASE)
LANGUAGE = re.compile(r"<html[^>]{0,400}\blang=[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
SHORT = 40
"""Characters without spaces; a shorter text must be a whole part of an article to belong to it."""
RUNS = {BlockKind.ITEM: "list", BlockKind.ROW: "table", BlockKind.HEADER: "table", BlockKind.FIELD: "terms"}
"""Kinds of parts that belong to an article together."""
DEEPEST = 10
"""More than the level of any heading."""


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
    parts = list(markup.parts(page))
    article = Article.of(found.body) if found is not None and found.body is not None else None
    lines = (tuple(_lines(within(article, parts))) if article else ()) or tuple(_lines(parts))
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


def _plain(text: str) -> str:
    """Return a text without marks and spaces, to compare two readings of one page."""
    return "".join(SELECTORS.sub("", text).split())


@dataclass(frozen=True, slots=True)
class Article:
    """What trafilatura finds to be the text of a page: each of its parts, and all in one, both without spaces."""

    parts: frozenset[str]
    whole: str

    @classmethod
    def of(cls, body: Any) -> "Article | None":
        """Return the article in a tree of trafilatura's; None if it is empty."""
        whole = _plain("".join(body.itertext()))
        own = ("".join(element.itertext()) for element in body.iter("p", "item", "head", "quote", "cell", "fw", "code", "list"))
        return cls(frozenset(map(_plain, own)), whole) if whole else None

    def holds(self, part: Part) -> bool:
        """Whether a part of a page belongs to the article: as one of its parts, or, if it is long, within one."""
        texts = [_plain(value) for _, value in part.cells] if part.kind is BlockKind.ROW else [_plain(part.text)]
        return any(text in self.parts or (len(text) > SHORT and text in self.whole) for text in texts)


def within(article: Article, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts of a page that belong to its article.

    Trafilatura drops headings, and some or all items and rows of what it keeps. So a list or table belongs to the article if
    half of it does, or if it is between two parts that do and is not mostly links, and a heading if something below it does.
    """
    kept = [False] * len(parts)
    runs = [list(run) for _, run in groupby(range(len(parts)), key=lambda at: RUNS.get(parts[at].kind, at))]
    for run in runs:
        rows = [at for at in run if parts[at].kind is not BlockKind.HEADER] or run
        held = 2 * sum(article.holds(parts[at]) for at in rows) >= len(rows)
        kept[run[0] : run[-1] + 1] = [held] * len(run)
    texts = [run for run in runs if parts[run[0]].kind is not BlockKind.HEADING]
    for before, run, after in zip(texts, texts[1:], texts[2:], strict=False):
        links = sum(parts[at].linked for at in run)
        if parts[run[0]].kind in RUNS and kept[before[0]] and kept[after[0]] and 2 * links <= len(run):
            kept[run[0] : run[-1] + 1] = [True] * len(run)
    below = 0
    for at in reversed(range(len(parts))):
        if parts[at].kind is BlockKind.HEADING:
            level = parts[at].level
            kept[at] = below >= level or article.holds(parts[at])
            below = level if kept[at] else 0
        elif kept[at]:
            below = DEEPEST
    return (part for part, keep in zip(parts, kept, strict=True) if keep)


def _lines(found: Iterable[Part]) -> Iterator[Line]:
    """Yield the lines of parts with marks, in file order."""
    blocks: list[tuple[list[tuple[int, str]], Part]] = []
    current = 1
    for one in found:
        pieces: list[tuple[int, str]] = []
        for number, text in _split(one.text, current):
            current = number
            if pieces and pieces[-1][0] == number:
                pieces[-1] = (number, pieces[-1][1] + text)
            elif text.strip():
                pieces.append((number, text))
        if pieces:
            blocks.append((pieces, one))
    blocks.sort(key=lambda block: block[0][0][0])
    last = 0
    for place, (pieces, part) in enumerate(blocks):
        block = replace(part, cells=tuple((_clean(name), _clean(value)) for name, value in part.cells)).block(place)
        for number, text in pieces:
            last = max(last, number)
            yield Line(last, _clean(text), _clean(text), block)


def _clean(text: str) -> str:
    return " ".join(SELECTORS.sub("", text).split())


def _split(text: str, current: int) -> Iterator[tuple[int, str]]:
    """Split a text with marks into stretches, each with its line number."""
    number, last = current, 0
    for match in MARK.finditer(text):
        if match.start() > last:
            yield number, text[last : match.start()]
        number, last = _number(match[0]), match.end()
    if last < len(text):
        yield number, text[last:]


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
