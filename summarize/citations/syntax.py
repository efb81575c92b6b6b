"""The syntax of citations: ``[FILE:PLACE]``, several joined by ``; ``. Nothing else knows it.

A place is a line, a range of lines, or what `places` prints for formats without lines. In a file's name, what the syntax needs
for itself or cannot be printed stands as in an address: ``%`` and two digits a byte.
"""

import os
import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, unquote_to_bytes

from summarize import places
from summarize.text.escaping import UNSAFE, UNSEEN
from summarize.types.evidence import Citation, Evidence

BRACKETS = re.compile(rf"\[([^\[\]\n;]+:{places.SYNTAX}(?:; [^\[\]\n;]+:{places.SYNTAX})*)\]")
PLACE = re.compile(rf"^(?P<file>.+?):(?P<place>{places.SYNTAX})$")

HASHES = re.compile(r"<!-- cited lines: ([^<>]*) -->")
HASH_LENGTH = 16
RESERVED = re.compile(rf"[][;`<>|*\\\n\t]|{UNSAFE.pattern}|{UNSEEN.pattern}|%(?=[0-9A-Fa-f]{{2}})|^\s+|\s+$|:(?=[cp]\d+$)")
"""What a file's name may not hold in a citation: brackets, separators, markup, and characters that nobody sees."""


def file_name(file: str) -> str:
    r"""A file's name as it stands in a citation.

    >>> file_name("notes [draft]; 1.txt"), file_name("100% sure.txt"), file_name("a\nb.txt")
    ('notes %5Bdraft%5D%3B 1.txt', '100% sure.txt', 'a%0Ab.txt')
    """
    return RESERVED.sub(lambda match: quote(_bytes(match[0]), safe=""), file)


def _bytes(text: str) -> bytes:
    """What a text is in a file's name; half characters that no name can hold as they are."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def location(citation: Citation) -> str:
    """A place as it is printed.

    >>> location(Citation("b.txt", 8, 9)), location(Citation("r.pdf", 44, 44, place="p3:14"))
    ('b.txt:8-9', 'r.pdf:p3:14')
    """
    return f"{file_name(citation.file)}:{place(citation)}"


def place(citation: Citation) -> str:
    """Where in its file a citation points.

    >>> place(Citation("b.txt", 8, 9))
    '8-9'
    """
    return citation.place or places.NUMBERED.shown(citation.line, citation.end_line)


def to(evidence: Evidence) -> Citation:
    """The citation of a piece of evidence alone."""
    sentence = evidence.sentence
    label = evidence.places.label(sentence.first_line, sentence.last_line)
    return Citation(evidence.file, sentence.first_line, sentence.last_line, sentence.raw, place=label)


def render(citations: Iterable[Citation]) -> str:
    """The bracketed citation that follows a sentence.

    >>> render([Citation("a.txt", 12, 12), Citation("b.txt", 8, 9)])
    '[a.txt:12; b.txt:8-9]'
    """
    return f"[{'; '.join(location(citation) for citation in citations)}]"


def parse(text: str) -> tuple[Citation, ...]:
    """All places that a text cites, in order; text in brackets that is no citation is passed over.

    `place` is as written; `line` and `end_line` are those of the document only where its lines are found by their numbers.

    >>> [location(place) for place in parse("So it was. [a.txt:12; b.pdf:p2:8-9] [sic]")]
    ['a.txt:12', 'b.pdf:p2:8-9']
    """
    return tuple(_citation(part) for match in BRACKETS.finditer(text) for part in match[1].split("; "))


def render_hashes(citations: Iterable[Citation]) -> str:
    """A comment for the end of a Markdown document that holds the hashes of the cited lines, for `parse_hashes`.

    >>> render_hashes([Citation("a b.txt", 12, 12, sha256="0f" * 32)])
    '<!-- cited lines: a%20b.txt:12=0f0f0f0f0f0f0f0f -->'
    """
    entries = dict.fromkeys(f"{quote(location(c), safe='/:@')}={c.sha256[:HASH_LENGTH]}" for c in citations if c.sha256)
    return f"<!-- cited lines: {' '.join(entries)} -->"


def parse_hashes(text: str) -> dict[str, str]:
    """The beginnings of the hashes of cited lines that a document carries, by location."""
    entries = (entry.rpartition("=") for match in HASHES.finditer(text) for entry in match[1].split())
    return {unquote(where): digest for where, _, digest in entries}


def _citation(part: str) -> Citation:
    match = PLACE.match(part)
    if match is None:
        raise ValueError(f"{part!r} is no citation; write FILE:LINE or FILE:FIRST-LAST")
    first, last = places.numbers(match["place"])
    file = os.fsdecode(unquote_to_bytes(match["file"].encode("utf-8", "surrogateescape")))
    return Citation(file, first, last, place="" if re.fullmatch(r"[\d-]+", match["place"]) else match["place"])
