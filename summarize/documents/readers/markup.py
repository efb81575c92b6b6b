"""Split HTML into headings, paragraphs, list items, terms and table rows, with lxml."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from summarize.documents.readers.blocks import Part, table
from summarize.types.document import BlockKind

LEVELS = {"title": 1, **{f"h{level}": level for level in range(1, 7)}}
SKIPPED = frozenset(("script", "style", "head", "template", "noscript", "svg", "math", "object", "nav", "rt", "rp"))
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q ruby rb s samp small span strike
    strong sub sup time tt u var wbr""".split()
)
KINDS = {
    **dict.fromkeys(("caption", "figcaption", "summary"), BlockKind.CAPTION),
    "pre": BlockKind.CODE,
    "dt": BlockKind.HEADER,
    "dd": BlockKind.FIELD,
    "li": BlockKind.ITEM,
}
"""What text is within an element; the innermost decides."""
LISTS = frozenset(("ul", "ol", "menu"))
MOST_SPANNED = 100
"""Columns or rows over which a cell may extend; more is a mistake or an attack."""
WIDEST = 10_000
"""Columns of a table that are read."""

Row = tuple[list[tuple[str, int, int]], bool]
"""The cells of a row, each with the numbers of columns and rows over which it extends, and whether they are heads."""


def parts(html: str | bytes, *, quotes: bool = False) -> Iterator[Part]:
    """Return the parts of a page; quotations are those of a mail if `quotes` is set. Empty if it cannot be parsed.

    >>> [(part.kind.value, part.text) for part in parts("<h1>Fish</h1><ul><li>Cod is <b>a</b> fish.<li>So is<br>eel.</ul>")]
    [('heading', 'Fish'), ('item', 'Cod is a fish.'), ('item', 'So is eel.')]
    """
    from lxml import etree
    from lxml import html as parsing

    try:
        root = parsing.document_fromstring(html, parser=parsing.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return iter(())
    return _Parts(quotes=quotes).of(root)


class _Parts:
    """Reads a tree in its order, without recursion, so that no nesting is too deep."""

    def __init__(self, *, quotes: bool) -> None:
        self._kinds = KINDS | ({"blockquote": BlockKind.QUOTED} if quotes else {})
        self.text: list[str] = []
        self.links = self.linked = 0
        self.within: list[str] = []
        self.markers: list[str] = []
        self.term = ""
        self.rows: list[Row] = []

    def of(self, root: Any) -> Iterator[Part]:
        for event, element in _events(root):
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag not in INLINE and tag != "br":
                yield from self._flushed()
            if event == "start":
                yield from self._open(element, tag)
            else:
                yield from self._close(element, tag)
        yield from self._flushed()

    def _open(self, element: Any, tag: str) -> Iterator[Part]:
        if tag == "table":
            yield from self._table()
        if tag == "tr":
            self.rows.append(_cells(element))
            return
        if tag not in INLINE and tag != "br":
            self.within.append(tag)
        if tag == "li":
            ordered = len(self.within) > 1 and "ol" in self.within[-2:]
            self.markers.append("1." if ordered else "-")
        self.links += tag == "a"
        self._add(f"{' ' if tag == 'br' else ''}{element.text or ''}")

    def _close(self, element: Any, tag: str) -> Iterator[Part]:
        if self.within and tag == self.within[-1]:
            self.within.pop()
        if tag == "li" and self.markers:
            self.markers.pop()
        if tag == "table":
            yield from self._table()
        self.links -= tag == "a"
        self._add(element.tail or "")

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.linked += len(text) if self.links else 0

    def _table(self) -> Iterator[Part]:
        rows, self.rows = self.rows, []
        yield from table(list(_spread(rows)))

    def _flushed(self) -> Iterator[Part]:
        joined = " ".join("".join(self.text).split())
        linked = 2 * self.linked > len(joined)
        self.text, self.linked = [], 0
        if joined:
            yield replace(self._part(joined), linked=linked)

    def _part(self, joined: str) -> Part:
        """Return a text as what the elements around it make it."""
        levels = [LEVELS[tag] for tag in self.within if tag in LEVELS]
        kind = next((kind for tag in reversed(self.within) if (kind := self._kinds.get(tag))), BlockKind.PARAGRAPH)
        if levels:
            return Part(joined, BlockKind.HEADING, levels[-1])
        if kind is BlockKind.HEADER:
            self.term = joined
        if kind is BlockKind.FIELD and self.term:
            return Part(joined, kind, cells=((self.term, joined),))
        if kind is BlockKind.ITEM:
            marker, depth = self.markers[-1] if self.markers else "", max(sum(tag in LISTS for tag in self.within), 1)
            self.markers = [*self.markers[:-1], ""]
            return Part(joined, kind, depth, marker) if marker else Part(joined, level=depth)
        return Part(joined, BlockKind.PARAGRAPH if kind is BlockKind.FIELD else kind)


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield the start and end of each element that is text; of others only the end, for the text that follows."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            yield "end", element
            continue
        shown = isinstance(element.tag, str) and element.tag not in SKIPPED
        stack.append((element, True))
        if shown:
            yield "start", element
            if element.tag != "tr":
                stack.extend((child, False) for child in reversed(element))


def _cells(row: Any) -> Row:
    """Return the cells of a row, and whether they are the heads of columns."""
    cells = list(row.iterchildren("td", "th"))
    heads = bool(cells) and (row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells))
    return [(_text(cell), _spanned(cell, "colspan"), _spanned(cell, "rowspan")) for cell in cells], heads


def _text(cell: Any) -> str:
    """Return the text of a cell; what is no inline element begins with a space."""
    found: list[str] = []
    waiting: list[Any] = [cell]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.append(part)
            continue
        if isinstance(part.tag, str) and part.tag not in SKIPPED:
            found.append(f"{'' if part.tag in INLINE else ' '}{part.text or ''}")
            for child in reversed(part):
                waiting.extend([child.tail or "", child])
    return "".join(found)


def _spanned(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), MOST_SPANNED) if value.isdecimal() and len(value) < 6 else 1


def _spread(rows: Sequence[Row]) -> Iterator[tuple[list[str], bool]]:
    """Yield the rows with each cell in every column and row over which it extends.

    >>> list(_spread([([("Zone", 1, 2), ("Rate", 2, 1)], True), ([("day", 1, 1), ("night", 1, 1)], True)]))
    [(['Zone', 'Rate', 'Rate'], True), (['Zone', 'day', 'night'], True)]
    """
    above: dict[int, tuple[str, int]] = {}
    for cells, heads in rows:
        found: list[str] = []
        waiting = list(reversed(cells))
        while (waiting or len(found) in above) and len(found) < WIDEST:
            column = len(found)
            if column in above:
                text, left = above.pop(column)
                found.append(text)
                above.update({column: (text, left - 1)} if left > 1 else {})
                continue
            text, columns, down = waiting.pop()
            for _ in range(columns):
                if down > 1:
                    above[len(found)] = (text, down - 1)
                found.append(text)
        yield found, heads
