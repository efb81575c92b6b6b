"""The syntax of citations: ``[FILE:PLACE]``, several joined by ``; ``. No other module knows it.

PLACE is a line, a range of lines, or what `places` prints for formats without lines. In the name of a file, characters that
are part of the syntax or cannot be printed are encoded as in a URL: ``%`` and two digits a byte.
"""

import os
import re
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote, unquote, unquote_to_bytes

from summarize import places
from summarize.text.escaping import UNSAFE, UNSEEN
from summarize.types.evidence import Citation, Evidence

BRACKETS = re.compile(rf"\[([^\[\]\n;]+:{places.SYNTAX}(?:; [^\[\]\n;]+:{places.SYNTAX})*)\]")
PLACE = re.compile(rf"^(?P<file>.+?):(?P<place>{places.SYNTAX})$")

HASHES = re.compile(r"<!-- cited lines: ([^<>]*) -->")
HASH_LENGTH = 16
RESERVED = re.compile(rf"[][;`<>|*\\\n\t]|{UNSAFE.pattern}|{UNSEEN.pattern}|%(?=[0-9A-Fa-f]{{2}})|^\s+|\s+$|:(?=[cps]\d+$)")
"""Characters that are encoded in the name of a file: brackets, separators, markup, and invisible characters."""


def file_name(file: str) -> str:
    r"""Return a file's name as it appears in a citation.

    >>> file_name("notes [draft]; 1.txt"), file_name("100% sure.txt"), file_name("a\nb.txt")
    ('notes %5Bdraft%5D%3B 1.txt', '100% sure.txt', 'a%0Ab.txt')
    """
    return RESERVED.sub(lambda match: quote(_bytes(match[0]), safe=""), file)


def _bytes(text: str) -> bytes:
    """Return the bytes of a file's name; half characters (lone surrogates) that no name can hold are kept as they are."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


class Located(Protocol):
    """Whatever has a file, a first and a last line, and perhaps a place that its readers use instead of these."""

    @property
    def file(self) -> str:
        """The name of the file."""

    @property
    def line(self) -> int:
        """The first line."""

    @property
    def end_line(self) -> int:
        """The last line."""

    @property
    def place(self) -> str | None:
        """How readers locate the lines, if not by their numbers."""


def location(citation: Located) -> str:
    """Return the location of a citation, as it is printed.

    >>> location(Citation("b.txt", 8, 9)), location(Citation("r.pdf", 44, 44, place="p3:14"))
    ('b.txt:8-9', 'r.pdf:p3:14')
    """
    return f"{file_name(citation.file)}:{place(citation)}"


def place(citation: Located) -> str:
    """Return where in its file a citation points.

    >>> place(Citation("b.txt", 8, 9))
    '8-9'
    """
    return citation.place or places.NUMBERED.shown(citation.line, citation.end_line)


def to(evidence: Evidence) -> Citation:
    """Return the citation of a single piece of evidence."""
    sentence = evidence.sentence
    label = evidence.places.label(sentence.first_line, sentence.last_line)
    section = evidence.places.named(sentence.first_line)
    return Citation(evidence.file, sentence.first_line, sentence.last_line, sentence.raw, place=label, section=section)


def render(citations: Iterable[Located]) -> str:
    """Return the bracketed citation that follows a sentence.

    >>> render([Citation("a.txt", 12, 12), Citation("b.txt", 8, 9)])
    '[a.txt:12; b.txt:8-9]'
    """
    return f"[{'; '.join(location(citation) for citation in citations)}]"


def parse(text: str) -> tuple[Citation, ...]:
    """Return all citations in a text, in order; other text in brackets is skipped.

    `place` is as written. `line` and `end_line` are lines of the document only if its lines are located by number.

    >>> [location(place) for place in parse("So it was. [a.txt:12; b.pdf:p2:8-9] [sic]")]
    ['a.txt:12', 'b.pdf:p2:8-9']
    """
    return tuple(_citation(part) for match in BRACKETS.finditer(text) for part in match[1].split("; "))


def parse_location(text: str) -> Citation:
    """Return the place that a text names, with or without brackets.

    Raises:
        ValueError: it names none.

    >>> location(parse_location("b.pdf:p2:8-9")), location(parse_location("[a.txt:3]"))
    ('b.pdf:p2:8-9', 'a.txt:3')
    """
    return _citation(text.strip().removeprefix("[").removesuffix("]"))


def render_hashes(citations: Iterable[Citation]) -> str:
    """Return a comment with the hashes of the cited lines, for the end of a Markdown document and for `parse_hashes`.

    >>> render_hashes([Citation("a b.txt", 12, 12, sha256="0f" * 32)])
    '<!-- cited lines: a%20b.txt:12=0f0f0f0f0f0f0f0f -->'
    """
    entries = dict.fromkeys(f"{quote(location(c), safe='/:@')}={c.sha256[:HASH_LENGTH]}" for c in citations if c.sha256)
    return f"<!-- cited lines: {' '.join(entries)} -->"


def parse_hashes(text: str) -> dict[str, str]:
    """Return the start of the hash of each cited line or range in a document, by location."""
    entries = (entry.rpartition("=") for match in HASHES.finditer(text) for entry in match[1].split())
    return {unquote(where): digest for where, _, digest in entries}


def _citation(part: str) -> Citation:
    match = PLACE.match(part)
    if match is None:
        raise ValueError(f"{part!r} is no citation; write FILE:LINE or FILE:FIRST-LAST")
    first, last = places.numbers(match["place"])
    file = os.fsdecode(unquote_to_bytes(match["file"].encode("utf-8", "surrogateescape")))
    return Citation(file, first, last, place="" if re.fullmatch(r"[\d-]+", match["place"]) else match["place"])
