"""The syntax of citations: ``[FILE:LINE]``, ``[FILE:FIRST-LAST]``, several joined by ``; ``. Nothing else knows it."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from summarize.types import Citation

BRACKETS = re.compile(r"\[([^\[\]\n]+:\d+(?:-\d+)?(?:; [^\[\]\n;]+:\d+(?:-\d+)?)*)\]")
PLACE = re.compile(r"^(?P<file>.+):(?P<line>[1-9]\d*)(?:-(?P<end>[1-9]\d*))?$")

HASHES = re.compile(r"<!-- cited lines: ([^<>]*) -->")
HASH_LENGTH = 16


def location(citation: Citation) -> str:
    """A place as it is printed.

    >>> location(Citation("b.txt", 8, 9))
    'b.txt:8-9'
    """
    lines = f"{citation.line}" if citation.line == citation.end_line else f"{citation.line}-{citation.end_line}"
    return f"{citation.file}:{lines}"


def render(citations: Iterable[Citation]) -> str:
    """The bracketed citation that follows a sentence.

    >>> render([Citation("a.txt", 12, 12), Citation("b.txt", 8, 9)])
    '[a.txt:12; b.txt:8-9]'
    """
    return f"[{'; '.join(location(citation) for citation in citations)}]"


def parse(text: str) -> tuple[Citation, ...]:
    """All places that a text cites, in order; text in brackets that is no citation is passed over.

    >>> [location(place) for place in parse("So it was. [a.txt:12; b.txt:8-9] [sic]")]
    ['a.txt:12', 'b.txt:8-9']
    """
    return tuple(_place(part) for match in BRACKETS.finditer(text) for part in match[1].split("; "))


def render_hashes(citations: Iterable[Citation]) -> str:
    """A comment for the end of a Markdown document that holds the hashes of the cited lines, for `parse_hashes`.

    >>> render_hashes([Citation("a b.txt", 12, 12, sha256="0f" * 32)])
    '<!-- cited lines: a%20b.txt:12=0f0f0f0f0f0f0f0f -->'
    """
    entries = dict.fromkeys(f"{quote(location(c), safe='/:')}={c.sha256[:HASH_LENGTH]}" for c in citations if c.sha256)
    return f"<!-- cited lines: {' '.join(entries)} -->"


def parse_hashes(text: str) -> dict[str, str]:
    """The beginnings of the hashes of cited lines that a document carries, by location."""
    entries = (entry.rpartition("=") for match in HASHES.finditer(text) for entry in match[1].split())
    return {unquote(where): digest for where, _, digest in entries}


def _place(part: str) -> Citation:
    match = PLACE.match(part)
    if match is None:
        raise ValueError(f"{part!r} is no citation; write FILE:LINE or FILE:FIRST-LAST")
    first = int(match["line"])
    return Citation(match["file"], first, int(match["end"] or first))
