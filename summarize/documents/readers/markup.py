"""Split HTML that is all text (a book's chapter, a mail) into paragraphs, headings and table rows, with lxml."""

from collections.abc import Iterator
from typing import Any

from summarize.documents.readers.blocks import Block, row

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title"))
SKIPPED = frozenset(("script", "style", "head", "template", "noscript", "svg", "math", "object", "nav", "rt", "rp"))
INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q ruby rb s samp small span strike
    strong sub sup time tt u var wbr""".split()
)


def blocks(html: str | bytes, *, quotes: bool = False) -> Iterator[Block]:
    """Return the blocks of a page; quotations are marked as headings if `quotes` is set. Empty if it cannot be parsed.

    >>> [block.text for block in blocks("<h1>Fish</h1><p>Cod is <b>a</b> fish.<p>So is<br>eel.")]
    ['Fish', 'Cod is a fish.', 'So is eel.']
    """
    from lxml import etree
    from lxml import html as parsing

    try:
        root = parsing.document_fromstring(html, parser=parsing.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return iter(())
    return _blocks(root, HEADINGS | {"blockquote"} if quotes else HEADINGS)


def _blocks(root: Any, headings: frozenset[str]) -> Iterator[Block]:
    """Yield the blocks below an element, without recursion, so that no nesting is too deep."""
    text: list[str] = []
    heading = 0
    for event, element in _events(root):
        tag = element.tag
        if tag == "tr":
            yield from _flushed(text, heading)
            if event == "start":
                yield row(" ".join(cell.itertext()) for cell in element.iterchildren("td", "th"))
            text = [element.tail or ""] if event == "end" else []
            continue
        if tag not in INLINE:
            yield from _flushed(text, heading) if tag != "br" else ()
            text = [*text, " "] if tag == "br" else []
        heading += {"start": 1, "end": -1}[event] if tag in headings else 0
        text.append((element.text if event == "start" else element.tail) or "")
    yield from _flushed(text, heading)


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


def _flushed(text: list[str], heading: int) -> Iterator[Block]:
    joined = " ".join("".join(text).split())
    if joined:
        yield Block(joined, heading=heading > 0)
